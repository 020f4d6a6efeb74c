"""When a page is looked at again: first by its age, then by its own past."""

import random
from datetime import timedelta

import pytest

from crawler.revisit import Look, Pace, next_wait
from tests.stories import NOON, WIB

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PACE = Pace(least=12 * HOUR, most=90 * DAY, growth=1.5, shrink=0.5, age_share=0.25)


def first_wait(published_at) -> timedelta:
    return next_wait(PACE, NOON, published_at=published_at, last=None, is_news=False)


def wait_after(passed: timedelta, wait: timedelta, *, is_news: bool) -> timedelta:
    return next_wait(PACE, NOON, published_at=None, last=Look(NOON - passed, wait), is_news=is_news)


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        (None, 12 * HOUR),
        (timedelta(0), 12 * HOUR),
        (HOUR, 12 * HOUR),
        (2 * DAY, 12 * HOUR),
        (4 * DAY, DAY),
        (100 * DAY, 25 * DAY),
        (3650 * DAY, 90 * DAY),
        (-3 * DAY, 12 * HOUR),
    ],
)
def test_the_first_wait_is_a_share_of_the_age(age, wait):
    assert first_wait(None if age is None else NOON - age) == wait


def test_instants_of_different_offsets_are_compared_as_instants():
    assert first_wait((NOON - 8 * DAY).astimezone(WIB)) == 2 * DAY


@pytest.mark.parametrize(
    ("passed", "wait", "is_news", "expected"),
    [
        pytest.param(4 * DAY, 4 * DAY, False, 6 * DAY, id="quiet: longer"),
        pytest.param(4 * DAY, 4 * DAY, True, 2 * DAY, id="news: shorter"),
        pytest.param(20 * DAY, 4 * DAY, False, 30 * DAY, id="quiet for longer than asked: what went by counts"),
        pytest.param(HOUR, 4 * DAY, False, 6 * DAY, id="looked at early and quiet: what was planned counts"),
        pytest.param(2 * DAY, 8 * DAY, True, DAY, id="news before its time: what went by counts"),
        pytest.param(20 * DAY, 4 * DAY, True, 2 * DAY, id="news after its time: what was planned counts"),
        pytest.param(80 * DAY, 80 * DAY, False, 90 * DAY, id="never longer than the most"),
        pytest.param(12 * HOUR, 12 * HOUR, True, 12 * HOUR, id="never shorter than the least"),
        pytest.param(-DAY, 4 * DAY, False, 6 * DAY, id="a clock that was put back"),
        pytest.param(-DAY, 4 * DAY, True, 12 * HOUR, id="and news"),
    ],
)
def test_later_waits_follow_what_the_looks_bring(passed, wait, is_news, expected):
    assert wait_after(passed, wait, is_news=is_news) == expected


def test_the_wait_is_within_its_bounds_and_news_never_makes_it_longer():
    chance = random.Random(1)
    for _ in range(2_000):
        passed, wait = timedelta(hours=chance.uniform(-100, 5_000)), timedelta(hours=chance.uniform(0, 5_000))
        quiet, news = (wait_after(passed, wait, is_news=is_news) for is_news in (False, True))
        assert PACE.least <= news <= quiet <= PACE.most
        assert news <= max(wait, PACE.least)
        assert quiet >= min(wait, PACE.most)


def test_a_page_that_stays_quiet_is_looked_at_ever_more_seldom_and_for_ever():
    wait, waits = first_wait(NOON), []
    for _ in range(30):
        waits.append(wait)
        wait = wait_after(wait, wait, is_news=False)
    assert waits == sorted(waits)
    assert waits[-1] == PACE.most
    assert sum(waits, timedelta(0)) > 2 * 365 * DAY


def test_news_brings_a_quiet_page_back_to_the_least_wait_within_a_few_looks():
    wait, looks = PACE.most, 0
    while wait > PACE.least:
        wait, looks = wait_after(wait, wait, is_news=True), looks + 1
    assert looks <= 8


def test_a_pace_survives_as_numbers():
    assert Pace.of_numbers(PACE.as_numbers()) == PACE


def test_where_the_bounds_contradict_each_other_the_least_holds():
    pace = Pace(least=2 * DAY, most=DAY, growth=1.5, shrink=0.5, age_share=0.25)
    assert next_wait(pace, NOON, published_at=NOON, last=None, is_news=False) == 2 * DAY
