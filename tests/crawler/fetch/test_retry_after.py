"""How long a server asked us to stay away, in both forms of Retry-After and in none."""

from datetime import timedelta

import pytest

from crawler.fetch.retry_after import STAY_AWAY, stay_away_until, wait_asked
from tests.stories import NOON

UNSAID, MOST = timedelta(seconds=30), timedelta(days=7)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        (None, None),
        (b"", None),
        (b"120", timedelta(minutes=2)),
        (b" 120 ", timedelta(minutes=2)),
        (b"0", timedelta(0)),
        (b"Wed, 03 Sep 2025 12:02:00 GMT", timedelta(minutes=2)),
        (b"Wed, 03 Sep 2025 19:02:00 +0700", timedelta(minutes=2)),
        (b"Wed, 03 Sep 2025 12:02:00 -0000", timedelta(minutes=2)),
        (b"Wednesday, 03-Sep-25 12:02:00 GMT", timedelta(minutes=2)),
        (b"Wed, 03 Sep 2025 11:00:00 GMT", timedelta(0)),
        (b"soon", None),
        (b"-5", None),
        (b"1.5", None),
        (b"1e3", None),
        (b"9" * 20, None),
        (b"9" * 5000, None),
        ("²".encode(), None),
        (b"\xff\xfe", None),
        (b"Wed, 99 Sep 2025 12:02:00 GMT", None),
        (b"Wed, 03 Sep 99999 12:02:00 GMT", None),
        (b"Wed, 03 Sep 2025 12:02:00 +9999", None),
        (b",", None),
        (b"Wed, 03", None),
    ],
)
def test_wait_asked_reads_seconds_dates_and_nonsense(value, wait):
    assert wait_asked(value, NOON) == wait


@pytest.mark.parametrize(
    ("value", "wait"),
    [(None, UNSAID), (b"soon", UNSAID), (b"0", timedelta(0)), (b"600", timedelta(minutes=10)), (b"99999999", MOST)],
)
def test_the_wait_has_a_default_and_an_end(value, wait):
    assert stay_away_until(value, NOON, unsaid=UNSAID, most=MOST) == NOON + wait


def test_only_429_and_503_ask_to_stay_away():
    assert set(STAY_AWAY) == {429, 503}
