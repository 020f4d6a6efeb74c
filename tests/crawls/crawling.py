"""A folder with an archive in it: crawl into it, export it, read its account.

Every command runs as a user would run it, in a process group of its own and within a time limit, so that an
endless crawl fails a test and never hangs it.
"""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from crawler.archive.instants import utc_text

ROOT = Path(__file__).resolve().parents[2]
FULL_SPEED = {"DOWNLOAD_DELAY": "0", "AUTOTHROTTLE_ENABLED": "False", "CONCURRENT_REQUESTS_PER_DOMAIN": "16"}
LIMIT_S = 120.0
LOG_LINES = 25


class Run(NamedTuple):
    """A command that has ended; said is what it printed, log included."""

    code: int
    seconds: float
    said: str


class Row(NamedTuple):
    """A URL's line in the account."""

    url: str
    key: str
    target: str
    outcome: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Keeping:
    """An archive under `folder`. settings are added to every crawl, after the full speed that is the default."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def crawl(
        self, spider: str, *, limit_s: float = LIMIT_S, settings: dict[str, str] | None = None, **arguments: Any
    ) -> Run:
        """Run a spider to its end. Raises AssertionError if it does not end in time."""
        return run(self.words(spider, settings, arguments), limit_s=limit_s)

    def words(self, spider: str, settings: dict[str, str] | None, arguments: dict[str, Any]) -> list[str]:
        """The command line of a crawl."""
        words = ["crawl", spider]
        for name, value in (FULL_SPEED | self.settings | (settings or {})).items():
            words += ["-s", f"{name}={value}"]
        for name, value in arguments.items():
            words += ["-a", f"{name}={value}"]
        return [*words, "-s", f"ARCHIVE_DIR={self.folder}"]

    def exported(self, *, duplicates: str = "keep") -> bytes:
        """The dataset as JSON lines."""
        path = self.folder.with_suffix(".jsonl")
        words = ["export", "jsonl", "-o", str(path), "--duplicates", duplicates, "-s", f"ARCHIVE_DIR={self.folder}"]
        done = run(words)
        assert done.code == 0, done.said
        return path.read_bytes()

    def records(self, *, duplicates: str = "keep") -> dict[str, dict[str, Any]]:
        """The dataset by path (with query) of the article."""
        rows = [json.loads(line) for line in self.exported(duplicates=duplicates).splitlines()]
        return {path_of(row["url"]): row for row in rows}

    def status(self) -> dict[str, Any]:
        """The account of the only site in the archive."""
        done = run(["status", "--json", "-s", f"ARCHIVE_DIR={self.folder}"])
        assert done.code == 0, done.said
        (site,) = json.loads(done.said)["sites"]
        return site

    def account(self) -> list[Row]:
        """What became of every URL."""
        return [Row(*row) for row in self.ask("select url, key, target, outcome, reason from frontier order by id")]

    def aliases(self) -> dict[str, str]:
        """Key of every other address of an article, to the article's path."""
        asked = "select l.key, a.url from aliases l join articles a on a.id = l.article_id"
        return {key: path_of(url) for key, url in self.ask(asked)}

    def visited_on(self, at: datetime) -> None:
        """Let all visits so far have been made then: the site's days are fixed dates, and may lie before today."""
        with contextlib.closing(sqlite3.connect(self.folder / "archive.db")) as conn, conn:
            conn.execute("update frontier set visited_at = ? where visited_at is not null", (utc_text(at),))

    def ask(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """Rows of the archive's database, opened for reading."""
        uri = f"{(self.folder / 'archive.db').as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as conn:
            return conn.execute(query, values).fetchall()


def path_of(url: str) -> str:
    """Path and query of a URL."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def run(words: list[str], *, limit_s: float = LIMIT_S) -> Run:
    """`scrapy WORDS` to its end."""
    began = time.monotonic()
    with started(words) as process:
        try:
            said, _ = process.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            end(process)
            said = process.communicate()[0]
            last = "\n".join(said.splitlines()[-LOG_LINES:])
            raise AssertionError(
                f"scrapy {' '.join(words)} did not end within {limit_s:g} s; it said:\n{last}"
            ) from None
    return Run(process.returncode, time.monotonic() - began, said)


@contextlib.contextmanager
def started(words: list[str], *, quiet: bool = False) -> Iterator[subprocess.Popen[str]]:
    """`scrapy WORDS` under way, in a process group of its own; ended on the way out.

    quiet: what it says is thrown away, for a caller that does not read it (a full pipe would stop it).
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SCRAPY")}
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", *words],
        cwd=ROOT,
        env=environment | {"PYTHONUTF8": "1"},
        stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        yield process
    finally:
        end(process)
        if process.stdout:
            process.stdout.close()


def end(process: subprocess.Popen[str]) -> None:
    """kill -9 for the whole process group; returns when none of it is left."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 10
    while group_lives(process.pid):
        assert time.monotonic() < deadline, f"process group {process.pid} outlives kill -9"
        time.sleep(0.005)


def group_lives(group: int) -> bool:
    """Whether any process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
