"""The single writer: a visit is stored whole or not at all, every URL is accounted for, and order does not matter."""

import asyncio
import random
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from types import SimpleNamespace

import pytest
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from crawler.archive import articles, counts, frontier, frontier_queue, sites
from crawler.archive.open import Archive
from crawler.archive.totals import totals
from crawler.items import Article, Link, Outcome, Target, Visit
from crawler.revisit import Pace
from exports.rows import select
from pipelines.dedup import deduplicated
from pipelines.normalize import normalized
from pipelines.store import Store, store_visit
from tests.stories import (
    HOME,
    NOON,
    SITE,
    STORY_URL,
    WIB,
    api_visit,
    article,
    comment,
    feed_visit,
    paragraphs,
    thread,
    visit,
)

SHORT_URL, AMP_URL = f"{HOME}?p=7", f"{HOME}versi-amp/harga/"
LATER = NOON + timedelta(days=1)
PACE = Pace(timedelta(hours=12), timedelta(days=90), growth=1.5, shrink=0.5, age_share=0.25)


def keep(archive, *seen: Visit) -> list[dict[str, int]]:
    """Visits through the last three steps, in order."""
    did = []
    for one in seen:
        with archive.transaction() as conn:
            did.append(store_visit(conn, deduplicated(normalized(one)), run_id=None, run_began=NOON))
    return did


def row(archive, url: str = STORY_URL, target: Target = Target.PAGE):
    return frontier.find(archive.conn, url, target)


def dataset(archive) -> list[dict]:
    """What is exported, without the times at which it was seen."""
    return [
        {name: value for name, value in one.items() if name not in ("first_seen_at", "last_seen_at")}
        for one in select(archive.conn, duplicates=True)
    ]


def due(archive) -> list[str]:
    site = sites.site_id(archive.conn, SITE)
    return [one.url for one in frontier_queue.take(archive.conn, site, now=NOON, limit=99, skip=())]


# ---- one visit


def test_a_page_brings_its_article_comments_links_and_cursors(archive):
    links = (
        Link(f"{HOME}b/", Target.PAGE, "article"),
        Link(f"{HOME}foto.jpg", Target.PAGE, "article", excluded="asset"),
    )
    [did] = keep(
        archive,
        visit(article(comments=(comment(1),)), threads=(thread(comment(2)),), links=links, cursors=(("walk", "2"),)),
    )
    assert {name: count for name, count in did.items() if count} == {"new": 1, "comments": 2, "links": 2}
    assert (row(archive).outcome, row(archive).article_id) == (Outcome.ARCHIVED, 1)
    assert due(archive) == [f"{HOME}b/"]
    assert sites.cursors(archive.conn, 1) == {"walk": "2"}
    assert archive.conn.execute("select count(*) from visits").fetchone()[0] == 1


def test_a_question_takes_no_part_in_the_account(archive):
    keep(archive, api_visit(reason="API"))
    assert [site.found for site in totals(archive.conn)] == [0]


def test_a_visit_that_cannot_be_stored_leaves_nothing(archive):
    bad = replace(comment(2), kind=SimpleNamespace(value="shout"))
    with pytest.raises(Exception, match="CHECK"):
        keep(archive, visit(article(comments=(comment(1), bad)), links=(Link(f"{HOME}b/", Target.PAGE, "article"),)))
    for table in ("articles", "comments", "frontier", "visits", "sites", "revisions"):
        assert archive.conn.execute(f"select count(*) from {table}").fetchone()[0] == 0


@pytest.mark.parametrize("source", [visit, api_visit])
def test_a_story_of_a_title_alone_is_a_story(archive, source):
    keep(archive, source(article(rule="rest" if source is api_visit else "h1", body=None)))
    assert [one["title"] for one in dataset(archive)] == ["Harga beras naik"]
    assert archive.conn.execute("select count(*) from waiting_readings").fetchone()[0] == 0


@pytest.mark.parametrize("moment", ["published_at", "modified_at"])
def test_a_source_that_tells_fractions_of_a_second_edits_nothing(archive, moment):
    told = article(**{moment: NOON.astimezone(WIB).replace(microsecond=123456)})
    for hours in range(3):
        keep(archive, visit(told, at=NOON + timedelta(hours=hours)))
    assert [one["revision"] for one in dataset(archive)] == [1]


def test_the_step_counts_what_it_did(archive):
    crawler = get_crawler()
    crawler.stats = MemoryStatsCollector(crawler)
    crawler.spider = SimpleNamespace(archive=archive, run_id=None, began=NOON, recorder=None, under_way=lambda: 1)
    step = Store.from_crawler(crawler)
    told = visit(article(comments=(comment(1),)))
    assert asyncio.run(step.process_item(told)) is told
    assert crawler.stats.get_stats() == {"store/new": 1, "store/comments": 1}


# ---- addresses


def test_a_short_address_that_redirects_is_an_alias(archive):
    keep(archive, visit(article(aliases=(SHORT_URL,)), url=SHORT_URL, final_url=STORY_URL))
    assert (row(archive, SHORT_URL).outcome, row(archive, SHORT_URL).reason) == (Outcome.EXCLUDED, "alias")
    assert (row(archive).outcome, row(archive).visited_at) == (Outcome.ARCHIVED, "2025-09-03T12:00:00Z")
    assert due(archive) == []


def test_the_page_behind_an_alias_is_fetched_in_the_same_run(archive):
    told = article(rule="alias:h1")
    keep(archive, visit(told, url=AMP_URL, links=(Link(STORY_URL, Target.PAGE, "canonical"),)))
    assert row(archive, AMP_URL).reason == "alias"
    assert due(archive) == [STORY_URL]


def test_an_alias_read_after_its_story_asks_for_nothing(archive):
    keep(archive, visit(article()))
    keep(archive, visit(article(rule="alias:h1"), url=AMP_URL, links=(Link(STORY_URL, Target.PAGE, "canonical"),)))
    assert due(archive) == []
    assert len(dataset(archive)) == 1


@pytest.mark.parametrize(("queue_pages", "queued"), [(True, [STORY_URL]), (False, [])])
def test_a_post_from_the_api_has_its_page_fetched_if_pages_are_wanted(archive, queue_pages, queued):
    keep(archive, api_visit(article(rule="rest"), queue_pages=queue_pages))
    assert due(archive) == queued
    keep(archive, visit(article()))
    assert due(archive) == []


def test_a_story_at_an_address_that_was_turned_away_is_archived_when_it_is_asked_for_nevertheless(archive):
    keep(archive, visit(url=HOME, links=(Link(STORY_URL, Target.PAGE, "article", excluded="trap"),)))
    assert (row(archive).outcome, row(archive).reason) == (Outcome.EXCLUDED, "trap")
    keep(archive, visit(article()))
    assert (row(archive).outcome, row(archive).reason, row(archive).queued) == (Outcome.ARCHIVED, None, False)
    assert row(archive).article_id == articles.find_by_url(archive.conn, STORY_URL)["id"]
    assert counts.wrong(archive.conn) == 0


# ---- gone, unchanged


def test_a_story_that_answers_404_is_gone_and_stays_archived(archive):
    keep(archive, visit(article()))
    [did] = keep(archive, visit(status=404, reason="not found (404)", at=LATER))
    assert did["gone"] == 1
    assert row(archive).outcome == Outcome.ARCHIVED
    assert articles.find_by_url(archive.conn, STORY_URL)["gone_at"] == "2025-09-04T12:00:00Z"


def test_an_address_that_never_was_a_story_is_excluded_by_404(archive):
    keep(archive, visit(status=404, reason="not found (404)"))
    assert (row(archive).outcome, row(archive).reason) == (Outcome.EXCLUDED, "not found (404)")


def test_an_unchanged_page_is_seen_and_nothing_else(archive):
    keep(archive, visit(article(), etag='"a"'))
    keep(archive, visit(outcome=Outcome.ARCHIVED, not_modified=True, status=304, at=LATER))
    found = articles.find_by_url(archive.conn, STORY_URL)
    assert (found["last_seen_at"], found["revision"], row(archive).etag) == ("2025-09-04T12:00:00Z", 1, '"a"')


def test_what_a_complete_source_no_longer_lists_is_gone(archive):
    keep(archive, api_visit(article(rule="rest", comments=(comment(1), comment(2)))))
    [did] = keep(archive, api_visit(gone=(STORY_URL, f"{HOME}nie/"), removed_comments=("2", "99"), at=LATER))
    assert (did["gone"], did["removed_comments"]) == (1, 1)


# ---- what waits


@pytest.mark.parametrize("url", [STORY_URL, SHORT_URL, f"{STORY_URL}amp/", AMP_URL])
def test_comments_find_their_story_by_any_of_its_addresses(archive, url):
    story = visit(article(aliases=(SHORT_URL, AMP_URL)))
    said = feed_visit(threads=(thread(comment(1), url=url),))
    for order in permutations((story, said)):
        for table in ("comments", "waiting_comments"):
            archive.conn.execute(f"delete from {table}")
        archive.conn.execute("update articles set source_id = null")
        keep(archive, *order)
        stored = [
            archive.conn.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("comments", "waiting_comments")
        ]
        assert stored == [1, 0]
        archive.conn.executescript(
            "delete from comments; delete from revisions; delete from aliases; delete from fingerprints;"
            "delete from near_links; delete from near_buckets; delete from near_duplicates;"
            "update frontier set article_id = null; delete from articles;"
        )


def test_comments_find_their_story_by_its_number(archive):
    keep(archive, api_visit(threads=(thread(comment(1), url=None, number="7"),)))
    assert dataset(archive) == []
    keep(archive, api_visit(article(rule="rest", source_id="7")))
    assert [len(one["comments"]) for one in dataset(archive)] == [1]


def test_a_feed_makes_no_article_and_completes_one(archive):
    told = article(rule="feed:atom", body=None, modified_at=LATER)
    keep(archive, feed_visit(told))
    assert dataset(archive) == []
    keep(archive, visit(article()))
    assert [one["modified_at"] for one in dataset(archive)] == ["2025-09-04T12:00:00+00:00"]


# ---- order

READINGS = {
    "api": api_visit(
        article(
            rule="rest", source_id="7", aliases=(SHORT_URL,), published_at=NOON.astimezone(WIB), tags=("beras",),
            authors=("Sari",),
        ),
        queue_pages=False,
    ),
    "comments of the api": api_visit(
        threads=(thread(comment(1, rule="rest"), comment(2, rule="rest", parent_id="1", depth=None), number="7"),)
    ),
    "page": visit(
        article(
            rule="h1", title="Harga beras naik – Gazette", authors=("Sari S.",), published_at=NOON, dek="Singkat.",
            comments=(comment(2, depth=1), comment(3)),
        )
    ),
    "feed": feed_visit(
        article(rule="feed:rss", body=None, title="Harga beras", published_at=NOON, modified_at=LATER),
        threads=(thread(comment(2, "Setuju …", rule="feed:rss", depth=None)),),
    ),
}  # fmt: skip
SETS = {
    "all": tuple(READINGS),
    "without the api": ("page", "feed"),
    "api and its comments": ("api", "comments of the api"),
}


@pytest.mark.parametrize("names", SETS.values(), ids=SETS.keys())
def test_the_dataset_does_not_depend_on_the_order_of_the_visits(tmp_path, names):
    results = []
    for number, order in enumerate(permutations(names)):
        with Archive.writing(tmp_path / str(number)) as archive:
            keep(archive, *(READINGS[name] for name in order))
            results.append(dataset(archive))
    assert len(results[0]) == 1
    for result in results[1:]:
        assert result == results[0]


@pytest.mark.parametrize("names", SETS.values(), ids=SETS.keys())
def test_visiting_everything_again_changes_nothing(archive, names):
    keep(archive, *(READINGS[name] for name in names))
    before = dataset(archive)
    keep(archive, *(replace(READINGS[name], at=LATER) for name in names))
    assert dataset(archive) == before


# ---- any sequence


def random_visit(chance: random.Random, clock) -> Visit:
    number = chance.randrange(6)
    url = f"{HOME}cerita-{number}/"
    face = url + chance.choice(("", "", "", "amp/", "?utm_source=x"))
    told: Article = article(
        url,
        chance.choice(("rest", "h1", "json-ld", "alias:h1", "feed:rss")),
        body=chance.choice((None, "Isi yang sama. " * 20, f"Isi {number}. " * 30)),
        source_id=chance.choice((None, None, str(number))),
        published_at=chance.choice((None, clock)),
        aliases=chance.choice(((), (f"{HOME}?p={number}",), (f"{HOME}cerita-{chance.randrange(6)}/",))),
        comments=chance.choice(((), (comment(number),))),
    )
    kind = chance.choice("page page api feed fail gone listing wait same".split())
    if kind == "api":
        return api_visit(told, at=clock, queue_pages=chance.random() < 0.5)
    if kind == "feed":
        return feed_visit(replace(told, paragraphs=(), rules={"title": "feed", "url": "feed"}), at=clock)
    outcomes = {
        "fail": visit(url=face, at=clock, outcome=Outcome.FAILED, status=500, due_at=clock + timedelta(hours=1)),
        "gone": visit(url=face, at=clock, status=404, reason="not found (404)"),
        "listing": visit(
            url=f"{HOME}category/a/", target=Target.LISTING, at=clock, reason="listing",
            links=tuple(Link(f"{HOME}cerita-{n}/", Target.PAGE, "listing", position=n + 1) for n in range(4)),
        ),
        "wait": visit(url=face, at=clock, outcome=Outcome.DUE, status=429, due_at=clock + timedelta(minutes=5)),
        "same": visit(url=face, at=clock, outcome=Outcome.ARCHIVED, status=304, not_modified=True),
    }  # fmt: skip
    return outcomes.get(kind) or visit(told, url=face, at=clock)


@pytest.mark.parametrize("seed", range(15))
def test_after_any_sequence_of_visits_everything_adds_up(archive, seed):
    chance, clock = random.Random(seed), NOON
    for _ in range(60):
        clock += timedelta(minutes=chance.randrange(200))
        keep(archive, random_visit(chance, clock))
    [site] = totals(archive.conn)
    count = lambda sql: archive.conn.execute(sql).fetchone()[0]  # noqa: E731  # said once, used seven times
    assert site.found == site.archived + site.excluded + site.failed + site.due
    assert counts.wrong(archive.conn) == 0
    assert count("select count(*) from frontier where outcome = 'due' and queued = 0") == 0
    assert (
        count("select count(*) from articles where key not in (select key from frontier) and key not like '%#%'") == 0
    )
    lost = (  # "#": the site gave its address to another post
        "select count(*) from articles a where key not like '%#%'"
        " and not exists (select 1 from frontier f where f.article_id = a.id)"
    )
    assert count(lost) == 0
    assert (
        count(
            "select count(*) from articles a join articles d on d.id = a.duplicate_of where d.duplicate_of is not null"
        )
        == 0
    )
    revised = "select count(*) from articles a where revision <> (select max(number) from revisions r where r.article_id = a.id)"
    assert count(revised) == 0
    archive.conn.execute("insert into articles_fts (articles_fts, rank) values ('integrity-check', 1)")
    assert count("select count(*) from pragma_foreign_key_check") == 0


def test_paragraphs_are_stored_as_they_are_told(archive):
    keep(archive, visit(replace(article(), paragraphs=paragraphs("Satu.", "Dua\ntiga."))))
    assert [one["body"] for one in dataset(archive)] == ["Satu.\nDua\ntiga."]


# ---- when a page is looked at again


def wait_after(archive, *seen: Visit) -> timedelta:
    """How long the page is left alone after these visits."""
    keep(archive, *seen)
    return datetime.fromisoformat(row(archive).due_at) - seen[-1].at


FIRST = visit(article(published_at=NOON - timedelta(days=16)), pace=PACE)  # looked at again after 4 days
SECOND = NOON + timedelta(days=4)


@pytest.mark.parametrize(
    ("brought", "told", "days"),
    [
        pytest.param((), {"status": 304, "not_modified": True}, 6, id="304"),
        pytest.param(FIRST.articles, {}, 6, id="the same words in other bytes"),
        pytest.param((article(title="Harga beras turun"),), {}, 2, id="an edit"),
        pytest.param((article(comments=(comment(2),)),), {}, 2, id="a comment"),
        pytest.param((), {"due_at": SECOND + timedelta(days=1)}, 1, id="the visit itself knows better"),
    ],
)
def test_the_wait_grows_while_looks_bring_nothing_and_shrinks_when_one_does(archive, brought, told, days):
    assert wait_after(archive, FIRST) == timedelta(days=4)
    second = visit(*brought, at=SECOND, pace=PACE, outcome=Outcome.ARCHIVED, **told)
    assert wait_after(archive, second) == timedelta(days=days)


def test_a_changed_comment_is_news(archive):
    keep(archive, replace(FIRST, articles=(replace(FIRST.articles[0], comments=(comment(1, "Dulu."),)),)))
    again = replace(FIRST, at=SECOND, articles=(replace(FIRST.articles[0], comments=(comment(1, "Kini."),)),))
    assert wait_after(archive, again) == timedelta(days=2)


def test_a_page_that_failed_before_is_judged_by_its_age_when_it_comes(archive):
    failed = visit(at=NOON - timedelta(days=30), outcome=Outcome.FAILED, status=500, reason="server error (500)")
    assert wait_after(archive, failed, FIRST) == timedelta(days=4)


def test_a_failure_leaves_the_wait_to_count_on(archive):
    failed = visit(at=SECOND, outcome=Outcome.FAILED, status=500, due_at=SECOND + timedelta(hours=1))
    again = visit(at=SECOND + timedelta(hours=1), pace=PACE, outcome=Outcome.ARCHIVED, status=304, not_modified=True)
    assert wait_after(archive, FIRST, failed, again) == timedelta(days=6)


def test_without_a_pace_a_page_is_not_looked_at_again_by_age(archive):
    keep(archive, replace(FIRST, pace=None))
    assert row(archive).due_at is None
