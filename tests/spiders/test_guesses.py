"""Places where a sitemap or a feed might be are no URLs of the site until something is there."""

import pytest

from crawler.archive.open import Archive
from crawler.archive.totals import totals
from tests.crawling import crawl
from tests.loopback import Answer, Loopback, listing, story

STORIES = {f"/cerita-pasar-nomor-{n}/": story(f"Cerita pasar nomor {n}") for n in (1, 2)}
HOME = listing(*((path, f"Cerita pasar nomor {n}") for n, path in enumerate(STORIES, start=1)))


def account(folder):
    with Archive.reading(folder) as archive:
        [site] = totals(archive.conn)
        assert site.balances
        return site


@pytest.mark.parametrize(
    "elsewhere", [{}, {"/sitemap.xml": HOME, "/sitemap_index.xml": HOME}], ids=["404", "no sitemap in it"]
)
def test_a_guess_that_is_wrong_is_not_counted_as_found_and_not_made_again_the_next_day(tmp_path, elsewhere):
    with Loopback({"/": HOME} | STORIES | elsewhere) as site:
        for _ in range(2):
            assert crawl("site", tmp_path, url=f"{site.url}/").returncode == 0
        asked = [seen.path for seen in site.asked if "sitemap" in seen.path]
    assert asked and len(asked) == len(set(asked))
    told = account(tmp_path)
    assert (told.found, told.archived, told.excluded) == (3, 2, 1)  # the home page and the stories
    assert told.reasons["excluded"] == {"home": 1}


def test_a_guess_that_is_right_is_counted(tmp_path):
    sitemap = Answer(body="<urlset></urlset>", content_type="application/xml")
    with Loopback({"/": HOME, "/sitemap.xml": sitemap} | STORIES) as site:
        assert crawl("site", tmp_path, url=f"{site.url}/").returncode == 0
    assert account(tmp_path).reasons["excluded"] == {"home": 1, "sitemap": 1}


def test_a_guess_that_meets_an_error_of_the_server_is_told(tmp_path):
    with Loopback({"/": HOME, "/sitemap.xml": Answer(500)} | STORIES) as site:
        crawl("site", tmp_path, url=f"{site.url}/")
    assert account(tmp_path).reasons["failed"] == {"server error (500)": 1}
