"""Every URL found has exactly one outcome, whatever happens to it and in whatever order; what is due is not lost."""

import random
import re
from datetime import timedelta

import pytest

from crawler.archive import frontier, frontier_queue, sites
from crawler.archive.totals import totals
from crawler.items import Link, Outcome, Target
from tests.stories import HOME, NOON, SITE, visit

URLS = [f"{HOME}cerita-{number}/" for number in range(12)]
FACES = [f"{url}{face}" for url in URLS for face in ("", "amp/", "?utm_source=x", "feed/")]


@pytest.fixture
def site(archive):
    with archive.transaction() as conn:
        return sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")


def add(archive, site, *links: Link, at=NOON, run_began=NOON) -> int:
    with archive.transaction() as conn:
        return frontier.add(conn, site, links, now=at, run_began=run_began)


def settle(archive, url=URLS[0], outcome=Outcome.ARCHIVED, target=Target.PAGE, reason=None, article_id=None, **told):
    with archive.transaction() as conn:
        seen = visit(url=url, target=target, outcome=outcome, **told)
        frontier.settle(conn, seen, outcome=outcome, reason=reason, article_id=article_id)


def take(archive, site, *, at=NOON, limit=50, skip=(), pages=True):
    return frontier_queue.take(archive.conn, site, now=at, limit=limit, skip=skip, pages=pages)


def page(url: str = URLS[0], **told) -> Link:
    return Link(url, Target.PAGE, "listing", **told)


def account(archive) -> dict[str, int]:
    [site] = totals(archive.conn)
    return {name: getattr(site, name) for name in ("found", "archived", "excluded", "failed", "due")}


# ---- finding


def test_a_url_is_found_once_under_all_its_faces(archive, site):
    assert add(archive, site, *(page(url) for url in FACES[:4])) == 1
    assert add(archive, site, page(URLS[0])) == 0
    assert account(archive)["found"] == 1


@pytest.mark.parametrize("target", [Target.COMMENTS, Target.FEED, Target.SITEMAP, Target.API])
def test_documents_of_other_kinds_stay_apart_from_the_page_they_belong_to(archive, site, target):
    add(archive, site, page(URLS[0]), Link(URLS[0], target, "article"), Link(f"{URLS[0]}feed/", target, "article"))
    assert account(archive)["found"] == 3
    assert frontier.find(archive.conn, URLS[0]).target == Target.PAGE
    assert frontier.find(archive.conn, URLS[0], target).target == target


def test_an_excluded_link_is_found_and_never_taken(archive, site):
    add(archive, site, page(excluded="asset"))
    assert account(archive) == {"found": 1, "archived": 0, "excluded": 1, "failed": 0, "due": 0}
    assert take(archive, site) == ()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_plain_link_counts_whatever_excluded_face_of_it_was_met(archive, site, order):
    links = [page(f"{URLS[0]}feed/", excluded="feed"), page(URLS[0])]
    for place in order:
        add(archive, site, links[place])
    assert [due.url for due in take(archive, site)] == [URLS[0]]


def test_an_excluded_link_does_not_call_back_what_was_visited(archive, site):
    add(archive, site, page())
    settle(archive, outcome=Outcome.EXCLUDED, reason="listing", at=NOON - timedelta(days=1))
    add(archive, site, page(excluded="trap", again=True))
    assert take(archive, site) == ()


def test_an_excluded_url_that_was_visited_is_not_called_back_by_a_plain_link(archive, site):
    add(archive, site, page())
    settle(archive, outcome=Outcome.EXCLUDED, reason="not found (404)")
    add(archive, site, page())
    assert take(archive, site) == ()


# ---- taking


def test_the_newest_is_taken_first(archive, site):
    days = {URLS[0]: 3, URLS[1]: 1, URLS[2]: 2}
    add(archive, site, *(page(url, published_at=NOON - timedelta(days=days[url])) for url in days))
    assert [due.url for due in take(archive, site)] == [URLS[1], URLS[2], URLS[0]]


def test_what_tells_no_date_is_taken_in_the_order_it_stood(archive, site):
    add(archive, site, *(page(url) for url in URLS))
    assert [due.url for due in take(archive, site)] == URLS


def test_a_date_in_the_future_does_not_jump_the_queue(archive, site):
    add(archive, site, page(URLS[0]), page(URLS[1], published_at=NOON + timedelta(days=9000)))
    assert [due.url for due in take(archive, site)] == URLS[:2]


def test_no_more_are_taken_than_there_is_room_for_and_none_that_is_under_way(archive, site):
    add(archive, site, *(page(url) for url in URLS))
    first = take(archive, site, limit=5)
    second = take(archive, site, limit=5, skip={due.id for due in first})
    assert [due.url for due in first + second] == URLS[:10]


def test_sources_can_be_taken_without_pages_and_listings(archive, site):
    listing = Link(f"{HOME}page/2/", Target.LISTING, "listing")
    add(archive, site, page(URLS[0]), Link(f"{HOME}sitemap.xml", Target.SITEMAP, "robots"), listing)
    assert [due.target for due in take(archive, site, pages=False)] == [Target.SITEMAP]


def test_one_site_takes_nothing_of_another(archive, site):
    with archive.transaction() as conn:
        other = sites.ensure_site(conn, "other.example", "https://other.example/", "2025-09-03T12:00:00Z")
    add(archive, site, page())
    assert take(archive, other) == ()


def test_a_url_asked_to_wait_is_taken_when_its_time_has_come(archive, site):
    add(archive, site, page())
    later = NOON + timedelta(hours=2)
    settle(archive, outcome=Outcome.DUE, reason="asked to wait (429)", due_at=later)
    assert take(archive, site) == ()
    assert frontier_queue.next_due(archive.conn, site, NOON) == "2025-09-03T14:00:00Z"
    assert [due.url for due in take(archive, site, at=later)] == [URLS[0]]
    assert frontier_queue.next_due(archive.conn, site, later) is None


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.ARCHIVED])
def test_a_url_to_be_looked_at_again_waits_until_it_is_woken(archive, site, outcome):
    add(archive, site, page())
    settle(archive, outcome=outcome, due_at=NOON + timedelta(hours=1))
    for hours, woken in ((0, 0), (1, 1)):
        with archive.transaction() as conn:
            assert frontier_queue.wake(conn, site, NOON + timedelta(hours=hours)) == woken
        assert len(take(archive, site, at=NOON + timedelta(hours=hours))) == woken


# ---- asking again


@pytest.mark.parametrize(("visited", "taken"), [(-1, 1), (1, 0)])
def test_a_source_is_asked_again_once_a_run(archive, site, visited, taken):
    link = Link(f"{HOME}feed/", Target.FEED, "feed", again=True)
    add(archive, site, link)
    settle(archive, link.url, Outcome.EXCLUDED, Target.FEED, reason="feed", at=NOON + timedelta(minutes=visited))
    add(archive, site, link, run_began=NOON)
    assert len(take(archive, site, at=NOON + timedelta(minutes=2))) == taken


@pytest.mark.parametrize(("modified", "taken"), [(-1, 0), (0, 0), (1, 1)])
def test_a_page_changed_since_its_visit_is_fetched_again(archive, site, modified, taken):
    add(archive, site, page())
    settle(archive)
    add(archive, site, page(modified_at=NOON + timedelta(hours=modified)))
    assert len(take(archive, site)) == taken


# ---- settling


def test_validators_are_kept_and_survive_an_answer_that_brings_none(archive, site):
    add(archive, site, page())
    settle(archive, etag='"a"', last_modified="Wed", body_sha256="h")
    settle(archive, not_modified=True, status=304, body_sha256=None)
    settle(archive, outcome=Outcome.FAILED, status=None)
    row = frontier.find(archive.conn, URLS[0])
    assert (row.etag, row.last_modified, row.body_sha256) == ('"a"', "Wed", "h")


def test_validators_of_a_document_without_any_are_forgotten(archive, site):
    add(archive, site, page())
    settle(archive, etag='"a"', last_modified="Wed", body_sha256="h")
    settle(archive, body_sha256="i")
    row = frontier.find(archive.conn, URLS[0])
    assert (row.etag, row.last_modified, row.body_sha256) == (None, None, "i")


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.FAILED, "server error (500)"),
        (Outcome.DUE, "asked to wait (503)"),
        (Outcome.EXCLUDED, "login"),
        (Outcome.EXCLUDED, "no story"),
        (Outcome.EXCLUDED, "robots.txt"),
    ],
)
def test_what_is_archived_stays_archived_whatever_an_answer_of_today_says(archive, site, outcome, reason):
    add(archive, site, page())
    settle(archive)
    settle(archive, outcome=outcome, reason=reason)
    assert account(archive) == {"found": 1, "archived": 1, "excluded": 0, "failed": 0, "due": 0}


def test_failures_are_counted_in_a_row(archive, site):
    add(archive, site, page())
    for outcome, failures in ((Outcome.FAILED, 1), (Outcome.DUE, 2), (Outcome.FAILED, 3), (Outcome.ARCHIVED, 0)):
        settle(archive, outcome=outcome)
        assert frontier.find(archive.conn, URLS[0]).failures == failures
    assert frontier.find(archive.conn, URLS[0]).attempts == 4


def test_an_attempt_that_could_not_be_stored_is_counted_and_put_off(archive, site):
    add(archive, site, page())
    with archive.transaction() as conn:
        frontier.attempted(conn, URLS[0], Target.PAGE, reason="not stored", due_at=NOON + timedelta(hours=1))
    row = frontier.find(archive.conn, URLS[0])
    assert (row.attempts, row.failures, row.outcome, row.reason) == (1, 1, Outcome.DUE, "not stored")
    assert take(archive, site) == ()
    assert len(take(archive, site, at=NOON + timedelta(hours=1))) == 1


def test_a_url_is_known_as_itself_and_as_an_alias(archive, site):
    assert not frontier.known(archive.conn, URLS[0])
    add(archive, site, page())
    assert frontier.known(archive.conn, f"{URLS[0]}amp/?utm_source=x")


# ---- any order of events


OUTCOMES = list(Outcome)


@pytest.mark.parametrize("seed", range(12))
def test_the_account_balances_after_any_sequence_of_events(archive, site, seed):
    chance = random.Random(seed)
    found: set[str] = set()
    clock = NOON
    for _ in range(150):
        clock += timedelta(minutes=chance.randrange(90))
        url = chance.choice(FACES)
        event = chance.choice("add add settle settle archived attempted wake queue".split())
        with archive.transaction() as conn:
            if event == "add":
                excluded = chance.choice((None, None, "asset"))
                modified = chance.choice((None, clock))
                link = page(url, excluded=excluded, again=chance.random() < 0.3, modified_at=modified)
                frontier.add(conn, site, (link,), now=clock, run_began=NOON)
                found.add(frontier.row_key(url, Target.PAGE))
            elif event == "settle" and frontier.find(conn, url):
                outcome = chance.choice(OUTCOMES)
                due_at = clock + timedelta(hours=1) if outcome == Outcome.FAILED else None
                seen = visit(url=url, at=clock, outcome=outcome, due_at=due_at)
                frontier.settle(conn, seen, outcome=outcome, reason=outcome.value, article_id=None)
            elif event == "attempted":
                frontier.attempted(conn, url, Target.PAGE, reason="lost", due_at=clock + timedelta(hours=1))
            elif event == "wake":
                frontier_queue.wake(conn, site, clock)
            elif event == "queue":
                frontier_queue.queue_unvisited_pages(conn, site)
        counts = account(archive)
        assert counts["found"] == len(found)
        assert counts["found"] == counts["archived"] + counts["excluded"] + counts["failed"] + counts["due"]
        lost = "select url from frontier where outcome = 'due' and queued = 0"
        assert archive.conn.execute(lost).fetchall() == []
        shelved = "select url from frontier where outcome = 'failed' and queued = 0 and due_at is null"
        assert archive.conn.execute(shelved).fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [frontier_queue.TAKE, frontier.FIND, frontier.KNOWN, frontier_queue.NEXT_DUE, frontier_queue.WAKE, frontier.SETTLE],
)
def test_no_statement_of_the_loop_reads_the_whole_table(archive, site, statement):
    values = dict.fromkeys(re.findall(r":(\w+)", statement), 0)
    plan = " ".join(row["detail"] for row in archive.conn.execute(f"explain query plan {statement}", values))
    assert "SCAN frontier" not in plan
    assert "USE TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    ("statement", "index"),
    [(frontier_queue.NEXT_DUE, "frontier_held"), (frontier_queue.OF_TARGET, "frontier_documents")],
    ids=["held", "documents"],
)
def test_what_few_rows_answer_is_not_looked_for_among_all_pages(archive, site, statement, index):
    values = dict.fromkeys(re.findall(r":(\w+)", statement), 0)
    plan = " ".join(row["detail"] for row in archive.conn.execute(f"explain query plan {statement}", values))
    assert index in plan
