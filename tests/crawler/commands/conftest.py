"""Fixtures of the tests of commands: the site of `forgetting.py`, and an archive of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.commands.forgetting import ROUTES, WORDS, where
from tests.crawling import crawl
from tests.loopback import Loopback


@pytest.fixture
def site() -> Iterator[Loopback]:
    with Loopback(ROUTES) as running:
        yield running


@pytest.fixture
def folder(tmp_path, site) -> Path:
    folder = tmp_path / "archive"
    done = crawl("news_page", folder, url=f"{site.url}/")
    assert done.returncode == 0, done.stderr
    assert len(where(folder, *WORDS)) == 2
    return folder
