"""The seed's article on the demonstration site, word for word, by the command a user types."""

from pathlib import Path

import pytest

from tests.crawls.crawling import ROOT, Keeping
from tests.mocksite.server import MockSite

SEED = ROOT / "tests" / "wordpress" / "seed_article.txt"
SLUG = "mencerdaskan-dunia-xi-jinping-dan-putin-mengukuhkan-aliansi-strategis-rusia-china"
NEWS_PAGE = "/category/news-page/"
PARAGRAPHS = 8
LONG_CHARS = 120  # every paragraph of the story is longer, every other line of the file is shorter


def seed_paragraphs() -> list[str]:
    return [line.strip() for line in SEED.read_text(encoding="utf-8").splitlines() if len(line) > LONG_CHARS]


def test_the_seed_has_eight_paragraphs_to_compare_with():
    assert len(seed_paragraphs()) == PARAGRAPHS


@pytest.mark.parametrize("head", [True, False], ids=["seo head", "bare head"])
def test_the_seed_article_is_archived_word_for_word(tmp_path: Path, head: bool):
    keeping = Keeping(tmp_path / "archive")
    with MockSite(bad_days=False, head=head) as site:
        done = keeping.crawl("article", url=f"{site.url}/{SLUG}/")
    assert done.code == 0, done.said
    ((path, record),) = keeping.records().items()
    assert path == f"/{SLUG}/"
    assert record["title"] == SEED.read_text(encoding="utf-8").splitlines()[0]
    assert record["authors"] == ["Jurnalis Berita"]
    assert [p["text"] for p in record["paragraphs"]] == seed_paragraphs()
    assert {p["kind"] for p in record["paragraphs"]} == {"paragraph"}
    assert record["body"] == "\n".join(seed_paragraphs())
    told = str(record)
    assert [word for word in ("Baca juga", "Tinggalkan Balasan", "News Page\\n") if word in told] == []
    assert (record["comments"], record["comment_count"]) == ([], 0)


@pytest.mark.parametrize("rest", [True, False], ids=["rest on", "rest off"])
def test_a_crawl_of_the_site_follows_the_link_to_the_news_page(tmp_path: Path, rest: bool):
    keeping = Keeping(tmp_path / "archive")
    with MockSite(bad_days=False, rest=rest) as site:
        done = keeping.crawl("site", url=f"{site.url}/")
        asked = {seen.path for seen in site.requests}
    assert done.code == 0, done.said
    assert NEWS_PAGE in asked
    assert [row.outcome for row in keeping.account() if row.url.endswith(NEWS_PAGE)] == ["excluded"]


def test_the_news_page_spider_brings_the_seed_article_and_its_place_on_the_page(tmp_path: Path):
    keeping = Keeping(tmp_path / "archive")
    with MockSite(bad_days=False) as site:
        done = keeping.crawl("news_page", url=f"{site.url}{NEWS_PAGE}")
    assert done.code == 0, done.said
    order = keeping.ask("select url from listing_entries order by listing_id, position")
    assert f"/{SLUG}/" in keeping.records()
    assert f"{site.url}/{SLUG}/" in [url for (url,) in order]
