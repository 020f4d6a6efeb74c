"""A real WordPress crawled whole by its themes and sources, scored against its own database; and what it costs."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.commands.crawl import DONE
from tests.crawls.crawling import Keeping, path_of
from tests.wordpress.access_log import Request
from tests.wordpress.score import compare, read_export
from tests.wordpress.score_comments import person
from tests.wordpress.server import FIRST_SETTINGS, SETTINGS, WordPress
from tests.wordpress.terms import Terms
from tests.wordpress.truth import Truth

pytestmark = pytest.mark.wordpress
POSTS = 80
ALL_ON: dict[str, str] = {}
REST_OFF = {"rest": "off"}
ALL_OFF = {"rest": "off", "sitemap": "off", "feeds": "off"}
TERMS = {
    "on": Terms(pings="yes", orphans="yes"),
    # Where no API tells the parents of deep replies, the pages do, as far as they display them.
    "rest off": Terms(parents="displayed", pings="yes", orphans="any"),
    # Of a post's modification the pages print nothing; pingbacks are judged by themselves.
    "all off": Terms(parents="displayed", pings="no", orphans="no", unstated=frozenset({"modified"})),
    "pages=no": Terms(pings="any", orphans="yes"),
}
CASES: dict[str, tuple[dict[str, str], str]] = {
    "users closed, by date": ({"rest": "users-closed", "permalinks": "date"}, "on"),
    "rest as a parameter, plain": ({"rest": "plain", "permalinks": "plain"}, "on"),
    "by date, newest comments first, rest off": (
        {"permalinks": "date", "comment_order": "desc"} | REST_OFF,
        "rest off",
    ),
    "plain, first page of comments, rest off": (
        {"permalinks": "plain", "comment_page": "first"} | REST_OFF,
        "rest off",
    ),
    "newest first on first page, rest off": ({"comment_order": "desc", "comment_page": "first"} | REST_OFF, "rest off"),
}
for theme in SETTINGS["theme"]:
    CASES |= {
        f"{theme}, all on": ({"theme": theme} | ALL_ON, "on"),
        f"{theme}, rest off": ({"theme": theme} | REST_OFF, "rest off"),
        f"{theme}, all off": ({"theme": theme} | ALL_OFF, "all off"),
    }
# What a next day changes: five new posts, five edits, one moved, two binned, comments on nine posts.
CHANGES = 5 + 5 + 1 + 2 + 9
REQUESTS_A_CHANGE = 2
SECOND_RUN_WITH_REST = 6
SHOWN = 20  # mismatches of a failed comparison


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    with WordPress(tmp_path_factory.mktemp("wordpress"), posts=POSTS) as wordpress:
        yield wordpress


@pytest.fixture
def wordpress(running: WordPress) -> WordPress:
    running.set(**FIRST_SETTINGS)
    return running


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    return Keeping(tmp_path / "archive")


def crawl(keeping: Keeping, wordpress: WordPress, **arguments: Any) -> tuple[Request, ...]:
    """One run; what it asked for."""
    wordpress.mark()
    done = keeping.crawl("site", url=wordpress.url, **arguments)
    assert done.code == DONE, done.said
    return wordpress.requests()


def faults(keeping: Keeping, truth: Truth, terms: Terms, past: tuple[Any, ...] | list[Any] = ()) -> str:
    """What keeps the export from being perfect; empty if it is."""
    keeping.exported()
    export = read_export(keeping.folder.with_suffix(".jsonl"))
    if terms.pings == "no":
        export = (row | {"comments": [c for c in row["comments"] if c["kind"] == "comment"]} for row in export)
    result = compare(truth, export, terms, past)
    if result.is_perfect:
        return ""
    told = [str(each) for each in result.mismatches if each.what not in result.informative]
    return "\n".join(told[:SHOWN]) or "not perfect"


def pings(records: Iterable[dict[str, Any]]) -> set[tuple[Any, ...]]:
    """What any theme prints of a pingback or trackback. Its date and words, a classic theme leaves to the feeds."""
    return {
        (c["id"], c["kind"], person(c["author"]))
        for record in records
        for c in record["comments"]
        if c["kind"] != "comment"
    }


@pytest.mark.parametrize(("settings", "terms"), CASES.values(), ids=CASES)
def test_everything_published_is_archived_exactly_and_nothing_else(wordpress, keeping, settings, terms):
    wordpress.set(**settings)
    crawl(keeping, wordpress)
    truth = wordpress.truth()
    assert faults(keeping, truth, TERMS[terms]) == ""
    assert pings(keeping.records().values()) == pings(truth.records) != set()
    assert keeping.status()["balances"]


def test_a_first_crawl_from_the_api_alone_costs_a_request_a_hundred_posts_or_comments(wordpress, keeping):
    asked = crawl(keeping, wordpress, pages="no")
    truth = wordpress.truth()
    comments = sum(len(record["comments"]) for record in truth.records)
    assert faults(keeping, truth, TERMS["pages=no"]) == ""
    assert len(asked) <= len(truth.records) / 100 + comments / 100 + 20
    assert {request.uri for request in asked} & pages_of(truth) == set()


def pages_of(truth: Truth) -> set[str]:
    """Path and query of every article."""
    return {path_of(record["url"]) for record in truth.records}


def sources_of(wordpress: WordPress, asked: tuple[Request, ...]) -> int:
    """How many sitemaps and feeds a first crawl met, and the front page and robots.txt."""
    return len({request.uri for request in asked if is_source(request.uri) and request.status == 200}) + 2


def gone(keeping: Keeping) -> set[str]:
    """Articles that are marked as gone from the site."""
    return {url for (url,) in keeping.ask("select url from articles where gone_at is not null")}


def is_source(uri: str) -> bool:
    return "sitemap" in uri or "feed" in uri


def test_later_runs_cost_a_handful_of_requests_and_miss_nothing(wordpress, tmp_path):
    """Both ways on one site, since a site has but one next day."""
    with_rest, without = Keeping(tmp_path / "with-rest"), Keeping(tmp_path / "without")
    crawl(with_rest, wordpress)
    again = crawl(with_rest, wordpress)
    assert len(again) <= SECOND_RUN_WITH_REST, [request.uri for request in again]
    wordpress.set(rest="off")
    first = crawl(without, wordpress)
    again_without = crawl(without, wordpress)
    assert len(again_without) <= sources_of(wordpress, first), [request.uri for request in again_without]
    past = wordpress.truth()
    pages = pages_of(past)
    assert [request.uri for request in (*again, *again_without) if request.uri in pages] == []

    changes = wordpress.next_day()
    day_without = crawl(without, wordpress)
    truth = wordpress.truth()
    assert faults(without, truth, TERMS["rest off"], past.records) == ""
    assert gone(without) == set(changes["binned"])
    assert len(day_without) <= len(again_without) + CHANGES * REQUESTS_A_CHANGE, [r.uri for r in day_without]
    wordpress.set(rest="on")
    day_with_rest = crawl(with_rest, wordpress)
    assert faults(with_rest, truth, TERMS["on"], past.records) == ""
    assert gone(with_rest) == set(changes["binned"])
    assert len(day_with_rest) <= len(again) + CHANGES * REQUESTS_A_CHANGE, [r.uri for r in day_with_rest]
    assert len(crawl(with_rest, wordpress)) <= SECOND_RUN_WITH_REST
