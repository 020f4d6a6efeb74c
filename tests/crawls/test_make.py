"""`make crawl` as a person uses it: Ctrl-C ends the crawl, and what it has is shown all the same."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawls.crawling import ROOT
from tests.mocksite import demonstration
from tests.mocksite.server import MockSite

WAIT_S = 60
BIN = Path(sys.executable).parent


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something. Fails the test rather than waiting for ever."""
    end = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_after_ctrl_c_make_shows_what_was_archived_and_where_the_json_is(tmp_path: Path):
    archive = tmp_path / "archive"
    with MockSite() as site:
        words = (f"SITE={site.url}/", f"ARCHIVE={archive}", f"BIN={BIN}", f"READY={tmp_path / 'ready'}")
        process = subprocess.Popen(
            ["make", "-o", str(tmp_path / "ready"), "crawl", *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # a terminal's Ctrl-C goes to make, its shell and Scrapy alike
        )
        until(lambda: len(site.requests) >= 4 or process.poll() is not None)
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=WAIT_S)
    assert "URLs found" in said, said
    assert f"JSON: {archive}/articles.json" in said
    assert (archive / "articles.json").is_file()
    assert "Traceback" not in said


def test_the_demonstration_on_another_port_takes_an_archive_of_its_own(monkeypatch: pytest.MonkeyPatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = (taken.getsockname()[1], 0)
        monkeypatch.setattr(demonstration, "PORTS", ports)
        found = demonstration._site()
        assert found is not None
        site, archive = found
        site.close()
        assert archive == f"{demonstration.ARCHIVE}-0"
        monkeypatch.setattr(demonstration, "PORTS", ports[:1])
        assert demonstration._site() is None
