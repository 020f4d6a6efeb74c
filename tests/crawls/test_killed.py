"""kill -9 at random moments of a crawl: the archive ends as an undisturbed one. KILLS=20 for the full figure."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.commands.crawl import DONE
from tests.crawls.crawling import Keeping
from tests.crawls.killing import differs, undergo
from tests.mocksite.server import MockSite
from tests.wordpress.server import WordPress

KILLS = int(os.environ.get("KILLS", "4"))
POSTS = 60
SOURCES = {
    "all sources": {},
    "rest off": {"rest": False},
    "nothing but pages": {"rest": False, "sitemap": False, "feeds": False},
}


@pytest.mark.parametrize("switches", SOURCES.values(), ids=SOURCES)
def test_a_crawl_killed_at_random_moments_ends_as_an_undisturbed_one(tmp_path: Path, switches: dict[str, bool]):
    calm, rough = Keeping(tmp_path / "calm"), Keeping(tmp_path / "rough")
    with MockSite(bad_days=False, **switches) as site:
        url = f"{site.url}/"
        assert calm.crawl("site", url=url).code == DONE
        spent = len(site.requests)
        ordeal = undergo(rough, url, lambda: len(site.requests), kills=KILLS, requests=spent, seed=KILLS)
    assert ordeal.last.code == DONE, ordeal.last.said
    assert any(0 < moment < spent for moment in ordeal.moments)
    assert differs(rough, calm) == []


@pytest.fixture(scope="module")
def wordpress(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    with WordPress(tmp_path_factory.mktemp("wordpress"), posts=POSTS) as running:
        yield running


@pytest.mark.wordpress
@pytest.mark.parametrize("rest", ["on", "off"])
def test_a_crawl_of_a_real_wordpress_killed_at_random_moments_ends_as_an_undisturbed_one(
    wordpress: WordPress, tmp_path: Path, rest: str
):
    wordpress.set(rest=rest)
    calm, rough = Keeping(tmp_path / "calm"), Keeping(tmp_path / "rough")
    wordpress.mark()
    assert calm.crawl("site", url=wordpress.url).code == DONE
    spent = len(wordpress.requests())
    wordpress.mark()
    ordeal = undergo(rough, wordpress.url, lambda: len(wordpress.requests()), kills=KILLS, requests=spent, seed=KILLS)
    assert ordeal.last.code == DONE, ordeal.last.said
    assert differs(rough, calm) == []
