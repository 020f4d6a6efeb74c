"""The demonstration site crawled whole: every bad day, every combination of sources, the second day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from crawler.commands.crawl import DONE, WITH_FAILURES
from crawler.urls import key
from tests.crawls.crawling import ROOT, Keeping, Run
from tests.crawls.judging import differences, too_many_requests, wrong_aliases
from tests.mocksite.newsroom import EDITION
from tests.mocksite.server import MockSite

SHORT_WAITS = {"RETRY_AFTER_UNSAID_S": "0.3"}  # one address answers 429 for ever and never says how long to wait
MOST_REQUESTS = 1500  # of a whole crawl with every trap: many times what it needs
SEEN_AT = ("first_seen_at", "last_seen_at")
TOLD_IN_SOURCES = ("modified_at", "summary")  # without SEO head a page prints neither
SOURCES: dict[str, dict[str, Any]] = {
    "all sources": {},
    "rest off": {"rest": False},
    "rest off, feeds as WordPress orders them": {"rest": False, "feed_by_modified": False},
    "rest, sitemap, feeds off": {"rest": False, "sitemap": False, "feeds": False},
    "rest closed to all": {"rest": "closed", "sitemap": False},
    "rest only as a parameter": {"rest": "route"},
    "rest closed for users": {"rest": "users_closed"},
    "bare heads": {"head": False},
    "bare heads, rest off": {"head": False, "rest": False},
    "bare heads, nothing but pages": {"head": False, "rest": False, "sitemap": False, "feeds": False},
    "oldest comments first": {"rest": False, "comments_page": "oldest"},
    "no validators": {"rest": False, "validators": False},
}


@dataclass(frozen=True, slots=True)
class Crawled:
    """A crawl of the site with all its bad days that has ended, and what was asked for."""

    keeping: Keeping
    site: MockSite
    done: Run = field(repr=False)
    asked: list[str] = field(repr=False)
    records: dict[str, dict[str, Any]] = field(repr=False)


def crawl(keeping: Keeping, site: MockSite, **arguments: Any) -> Run:
    """The whole site. Fails the test rather than crawling for ever."""
    before = len(site.requests)
    done = keeping.crawl("site", url=f"{site.url}/", **arguments)
    spent = len(site.requests) - before
    assert spent <= MOST_REQUESTS, f"{spent} requests\n{done.said}"
    return done


@pytest.fixture(scope="module", params=SOURCES.values(), ids=SOURCES)
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    keeping = Keeping(tmp_path_factory.mktemp("demonstration") / "archive", SHORT_WAITS)
    with MockSite(bad_days=True, **request.param) as site:
        done = crawl(keeping, site)
        yield Crawled(keeping, site, done, [seen.path for seen in site.requests], keeping.records())


def test_every_address_becomes_what_the_site_says_it_must(crawled):
    unstated = frozenset() if crawled.site.options.head else frozenset(TOLD_IN_SOURCES)
    if not crawled.site.options.feeds:
        unstated |= {"comments.published_at", "comments.text", "comments.url"}  # pages name a pingback, no more
    expected, base = crawled.site.expected(), crawled.site.url
    found = differences(crawled.keeping, expected, base, records=crawled.records, unstated=unstated)
    assert "\n".join(found) == "", crawled.done.said[-2000:]


def test_no_address_is_kept_for_a_story_that_is_not_its_own(crawled):
    found = wrong_aliases(crawled.keeping.aliases(), crawled.site.expected(), crawled.site.url)
    assert "\n".join(found) == ""


def test_no_trap_takes_more_requests_than_it_is_worth(crawled):
    assert "\n".join(too_many_requests(crawled.asked, crawled.site.expected())) == ""


def test_the_exit_code_tells_of_failures_and_the_account_balances(crawled):
    assert crawled.done.code == WITH_FAILURES, crawled.done.said
    told = crawled.keeping.status()
    assert told["balances"]
    assert told["found"] == sum(told[outcome] for outcome in ("archived", "excluded", "failed", "due"))
    assert told["found"] == len(crawled.keeping.account())
    assert told["articles"] == len(crawled.records)
    assert told["failed"] >= 1 and told["due"] >= 1


def test_every_exported_record_is_as_the_schema_says(crawled):
    schema = json.loads((ROOT / "exports" / "schema.json").read_text(encoding="utf-8"))
    check = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert len(crawled.records) >= 20
    assert [(path, e.message) for path, record in crawled.records.items() for e in check.iter_errors(record)] == []


def test_no_log_line_tells_of_an_error_in_the_crawler(crawled):
    lines = crawled.done.said.splitlines()
    assert [line for line in lines if "Traceback" in line or " CRITICAL " in line or "cannot read" in line] == []


@pytest.mark.parametrize("sources", ["all sources", "rest off", "rest, sitemap, feeds off", "no validators"])
def test_a_second_run_on_the_unchanged_site_fetches_no_article_again(tmp_path: Path, sources: str):
    keeping = Keeping(tmp_path / "archive")
    with MockSite(bad_days=False, **SOURCES[sources]) as site:
        assert crawl(keeping, site).code == DONE
        first, before = keeping.records(), len(site.requests)
        assert crawl(keeping, site).code == DONE
        again = [seen.path for seen in site.requests[before:]]
        pages = {each.path for each in site.expected().values() if each.kind in ("article", "alias")}
        listings = {each.path for each in site.expected().values() if each.kind in ("listing", "page")} - {"/"}
    assert first
    assert [path for path in again if path in pages | listings] == []
    assert "/" in again
    assert without_seen_at(keeping.records()) == without_seen_at(first)


def without_seen_at(records: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {path: {k: v for k, v in record.items() if k not in SEEN_AT} for path, record in records.items()}


@dataclass(frozen=True, slots=True)
class SecondDay:
    """The site crawled on both its days."""

    keeping: Keeping
    site: MockSite
    before: dict[str, dict[str, Any]] = field(repr=False)
    rows: dict[str, int] = field(repr=False)
    asked: list[str] = field(repr=False)
    done: Run = field(repr=False)


@pytest.fixture(scope="module", params=["all sources", "rest off", "rest off, feeds as WordPress orders them"])
def second_day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecondDay]:
    keeping = Keeping(tmp_path_factory.mktemp("second-day") / "archive")
    with MockSite(bad_days=False, **SOURCES[request.param]) as site:
        assert crawl(keeping, site).code == DONE
        records = keeping.records()
        rows = dict(keeping.ask("select key, id from articles"))
        keeping.visited_on(EDITION[1])
        site.day, begun = 2, len(site.requests)
        done = crawl(keeping, site)
        yield SecondDay(keeping, site, records, rows, [seen.path for seen in site.requests[begun:]], done)


def test_the_next_day_everything_new_and_changed_is_there(second_day):
    assert second_day.done.code == DONE, second_day.done.said
    expected, room = second_day.site.expected(), second_day.site.edition(2).room
    assert room.moved and room.removed, "the second day moves and removes something"
    removed = {f"/{slug}/" for slug in room.removed}
    lines = differences(second_day.keeping, expected, second_day.site.url)
    assert "\n".join(line for line in lines if line.split(": stored, but no story")[0] not in removed) == ""


def test_an_edit_makes_a_second_revision_and_nothing_else_does(second_day):
    today, yesterday = second_day.site.expected(2), second_day.site.expected(1)
    both = [path for path, each in today.items() if each.record and path in yesterday]
    edited = {path for path in both if story_of(today[path].record) != story_of(yesterday[path].record)}
    assert edited
    records = second_day.keeping.records()
    assert {path: records[path]["revision"] for path in both} == {path: 2 if path in edited else 1 for path in both}
    (numbers,) = second_day.keeping.ask("select max(number) from revisions")
    assert numbers == (2,)


def story_of(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what is no part of the story itself."""
    return {name: value for name, value in record.items() if name not in ("comments", "comment_count", "url")}


def test_a_moved_story_keeps_its_row_and_its_old_address(second_day):
    keeping, base = second_day.keeping, second_day.site.url
    rows, aliases = dict(keeping.ask("select key, id from articles")), keeping.aliases()
    moved = second_day.site.edition(2).room.moved
    assert moved
    for old, new in moved.items():
        assert rows[key(f"{base}/{new}/")] == second_day.rows[key(f"{base}/{old}/")]
        assert key(f"{base}/{old}/") not in rows
        assert aliases[key(f"{base}/{old}/")] == f"/{new}/"


def test_a_removed_story_stays_and_is_marked_gone(second_day):
    gone = dict(second_day.keeping.ask("select key, gone_at from articles"))
    removed = {key(f"{second_day.site.url}/{slug}/") for slug in second_day.site.edition(2).room.removed}
    assert removed
    assert {k for k, at in gone.items() if at is not None} == removed


def test_the_next_day_no_unchanged_story_is_fetched_again(second_day):
    today, yesterday = second_day.site.expected(2), second_day.site.expected(1)
    same = {path for path, each in today.items() if each.record and path in yesterday}
    same = {path for path in same if today[path].record == yesterday[path].record}
    assert same
    assert [path for path in second_day.asked if path in same] == []


def test_the_same_archive_is_exported_as_the_same_bytes(second_day):
    assert second_day.keeping.exported() == second_day.keeping.exported()


def test_a_repeated_story_is_dropped_from_the_export_unless_asked_for(second_day):
    kept, dropped = second_day.keeping.records(), second_day.keeping.records(duplicates="drop")
    repeats = {path for path, record in kept.items() if record["duplicate_of"]}
    assert kept.keys() - dropped.keys() == repeats
