"""A site in a run: how much of it may be under way, what is not to be taken, and questions as frontier rows."""

import pytest

from crawler.archive import frontier, sites
from crawler.items import Link, Outcome, Target
from spiders.ask import Ask, ask_of
from spiders.lane import STOP_WITHIN_S, WIDEST_WINDOW, Lane, window
from tests.stories import HOME, NOON, SITE, STORY_URL, visit


@pytest.mark.parametrize(
    ("delay", "size"), [(0, 16), (-1, 16), (0.01, 16), (0.1, 15), (0.5, 3), (0.75, 2), (1, 2), (3, 2), (60, 2)]
)
def test_a_window_holds_what_a_stop_may_wait_for_and_two_at_least(delay, size):
    assert window(delay, 16) == size
    assert size <= WIDEST_WINDOW
    assert size == 2 or (size - 1) * max(delay, 0) <= STOP_WITHIN_S


@pytest.mark.parametrize(("at_once", "size"), [(0, 1), (1, 1), (5, 5), (16, 16), (64, 16)])
def test_without_a_delay_no_more_is_under_way_than_may_be_sent_at_once(at_once, size):
    assert window(0, at_once) == size


def test_rows_under_way_or_shelved_are_not_taken():
    lane = Lane(SITE, 1, HOME, shelved={7})
    lane.under_way = {"a": Ask(STORY_URL, Target.PAGE, row_id=3), "b": Ask(HOME, Target.HOME)}
    assert lane.skip() == {3, 7}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (Ask(STORY_URL, Target.PAGE), Ask(f"{STORY_URL}amp/", Target.PAGE), True),
        (Ask(HOME, Target.HOME), Ask(HOME, Target.LISTING), True),
        (Ask(STORY_URL, Target.PAGE), Ask(STORY_URL, Target.COMMENTS), False),
        (Ask(f"{HOME}wp-json/?page=1", Target.API), Ask(f"{HOME}wp-json/?page=2", Target.API), False),
    ],
)
def test_questions_share_a_name_as_frontier_rows_do(a, b, same):
    assert (a.name == b.name) is same


def test_a_question_out_of_the_frontier_knows_the_last_answer(archive):
    with archive.transaction() as conn:
        site = sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")
        frontier.add(conn, site, (Link(STORY_URL, Target.PAGE, "seed"),), now=NOON)
        seen = visit(outcome=Outcome.FAILED, etag='"a"', last_modified="Wed", body_sha256="h")
        frontier.settle(conn, seen, outcome=Outcome.FAILED, reason="truncated", article_id=None)
    row = frontier.find(archive.conn, STORY_URL)
    ask = ask_of(row)
    assert (ask.url, ask.target, ask.row_id, ask.failures) == (STORY_URL, Target.PAGE, row.id, 1)
    assert (ask.etag, ask.last_modified, ask.body_sha256) == ('"a"', "Wed", "h")
    assert (ask.outcome, ask.reason, ask.ephemeral) == (Outcome.FAILED, "truncated", False)
