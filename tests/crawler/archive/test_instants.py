"""Instants as the tables keep them: UTC text with the site's own offset beside it, there and back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.archive.instants import read, stored, utc_text


@pytest.mark.parametrize(
    "at",
    [
        datetime(2025, 9, 3, 11, 15, tzinfo=timezone(timedelta(hours=7))),
        datetime(2025, 9, 3, 0, 30, tzinfo=timezone(timedelta(hours=9))),
        datetime(2025, 9, 3, 23, 30, tzinfo=timezone(-timedelta(hours=5))),
        datetime(2025, 9, 3, 11, 15, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(2025, 9, 3, 11, 15, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
        datetime(2025, 9, 3, 11, 15, 59, tzinfo=UTC),
        datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC),
        datetime(999, 1, 1, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    ],
)
def test_an_instant_comes_back_in_its_own_offset(at):
    back = read(*stored(at))
    assert (back, back.utcoffset()) == (at, at.utcoffset())


def test_text_sorts_as_time_does():
    instants = [datetime(year, 3, 4, tzinfo=UTC) for year in (1, 99, 999, 1000, 1999, 2025, 9999)]
    texts = [utc_text(at) for at in instants]
    assert texts == sorted(texts)


def test_what_is_not_known_stays_unknown():
    assert stored(None) == (None, None)
    assert read(None) is None
    assert read(None, 420) is None


def test_an_instant_without_an_offset_is_utc():
    assert read("2025-09-03T04:15:00Z", None) == datetime(2025, 9, 3, 4, 15, tzinfo=UTC)
