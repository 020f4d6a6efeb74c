"""Whole crawls: `python -m scrapy` in a process of its own, as a person starts it, with the pace off."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from crawler.archive.open import Archive
from exports.rows import select

ROOT = Path(__file__).parent.parent
FAST = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "16",
    "RETRY_TIMES": "0",
    "LOG_LEVEL": "ERROR",
}


def scrapy(*words: str, folder: Path, timeout_s: float = 50, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the archive in `folder`."""
    chosen = {"ARCHIVE_DIR": str(folder), **settings}
    flags = [word for name, value in chosen.items() for word in ("-s", f"{name}={value}")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SCRAPY", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *words, *flags],
        cwd=ROOT,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1", "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )


def crawl(spider: str, folder: Path, *, timeout_s: float = 50, settings: dict[str, str] | None = None, **given: str):
    """`scrapy crawl SPIDER -a name=value …` with the pace off."""
    arguments = [word for name, value in given.items() for word in ("-a", f"{name}={value}")]
    return scrapy("crawl", spider, *arguments, folder=folder, timeout_s=timeout_s, **(FAST | (settings or {})))


def exported(folder: Path) -> list[dict[str, Any]]:
    """The dataset of an archive, as an export would write it."""
    with Archive.reading(folder) as archive:
        return list(select(archive.conn))
