"""When a page is looked at again: often while the story is young, ever more seldom later."""

from datetime import timedelta

import pytest

from crawler.revisit import next_look
from tests.stories import NOON, WIB

LEAST, MOST = timedelta(hours=12), timedelta(days=90)


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        (None, LEAST),
        (timedelta(0), LEAST),
        (timedelta(hours=1), LEAST),
        (timedelta(days=2), timedelta(hours=12)),
        (timedelta(days=4), timedelta(days=1)),
        (timedelta(days=100), timedelta(days=25)),
        (timedelta(days=3650), MOST),
        (timedelta(days=-3), LEAST),
    ],
)
def test_a_page_is_looked_at_again_after_a_quarter_of_its_age(age, wait):
    published = None if age is None else NOON - age
    assert next_look(published, NOON, least=LEAST, most=MOST) == NOON + wait


def test_instants_of_different_offsets_are_compared_as_instants():
    published = (NOON - timedelta(days=8)).astimezone(WIB)
    assert next_look(published, NOON, least=LEAST, most=MOST) == NOON + timedelta(days=2)


def test_looks_only_become_rarer():
    waits = [next_look(NOON - timedelta(days=d), NOON, least=LEAST, most=MOST) for d in range(0, 1000, 7)]
    assert waits == sorted(waits)
