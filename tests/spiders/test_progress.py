"""What a run shows on a terminal."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.crawling import FAST, ROOT
from tests.loopback import Loopback, listing, story

PATHS = [f"/cerita-dari-pasar-nomor-{number}/" for number in range(10)]
SITE = {path: story(f"Cerita dari pasar nomor {path[-2]}") for path in PATHS} | {
    "/": listing(*((path, f"Cerita dari pasar nomor {path[-2]}") for path in PATHS))
}
SLOWLY = {"LOG_LEVEL": "WARNING", "PROGRESS_S": "0.3", "DOWNLOAD_DELAY": "0.25"}
LINE = re.compile(r"\d+ s · \d+ pages? · \d+ articles? · 0 comments · 0 failed · \d+ due")


@contextmanager
def on_a_terminal(folder: Path, url: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A crawl whose standard error is a terminal, and the other end of that terminal."""
    ours, theirs = pty.openpty()
    flags = [
        word
        for name, value in (FAST | SLOWLY | {"ARCHIVE_DIR": str(folder)}).items()
        for word in ("-s", f"{name}={value}")
    ]
    words = [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"url={url}", *flags]
    environment = os.environ | {"NO_PROXY": "127.0.0.1"}
    process = subprocess.Popen(words, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        yield process, ours
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def shown(terminal: int, until: str, least_s: float = 40) -> list[str]:
    """The lines up to one that holds `until`, or to the end."""
    said, ends_s = "", time.monotonic() + least_s
    while until not in said and time.monotonic() < ends_s:
        try:
            said += os.read(terminal, 4096).decode()
        except OSError:  # the other end is closed
            break
    return said.splitlines()


def test_a_run_on_a_terminal_tells_how_far_it_is_and_what_it_brought(tmp_path):
    with Loopback(SITE) as site, on_a_terminal(tmp_path, f"{site.url}/") as (process, terminal):
        first, *lines, last = shown(terminal, "requests")
        assert process.wait(20) == 0
    assert str(tmp_path) in first
    assert "Ctrl-C stops" in first
    assert len(lines) >= 2
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert re.match(r"Done after \d+ seconds?: 10 new articles, ", last)


def test_ctrl_c_on_a_terminal_says_what_happens_and_ends_in_code_6(tmp_path):
    with Loopback(SITE) as site, on_a_terminal(tmp_path, f"{site.url}/") as (process, terminal):
        shown(terminal, " due")
        process.send_signal(signal.SIGINT)
        lines = shown(terminal, "requests")
        assert process.wait(20) == 6
    assert any("Stopping after what is under way" in line for line in lines)
    assert any(line.startswith("Stopped after") for line in lines)
    assert not any("Traceback" in line for line in lines)
