"""What statuses and failures mean for a URL."""

from datetime import timedelta

import pytest
from scrapy import exceptions

from crawler.fetch.refusals import Refused, RobotsUnreachable
from crawler.items import Outcome
from spiders.failing import GIVE_UP_AFTER, Verdict, again_at, of_failure, of_status
from tests.stories import NOON

HOUR = timedelta(hours=1)
SOON = NOON + HOUR


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, None),
        (206, None),
        (204, None),
        (404, Verdict(Outcome.EXCLUDED, "not found (404)")),
        (410, Verdict(Outcome.EXCLUDED, "not found (410)")),
        (401, Verdict(Outcome.EXCLUDED, "login")),
        (451, Verdict(Outcome.EXCLUDED, "legally withheld (451)")),
        (403, Verdict(Outcome.FAILED, "refused by the site (403)", SOON)),
        (500, Verdict(Outcome.FAILED, "server error (500)", SOON)),
        (522, Verdict(Outcome.FAILED, "server error (522)", SOON)),
        (301, Verdict(Outcome.EXCLUDED, "redirect to nowhere (301)")),
        (418, Verdict(Outcome.EXCLUDED, "HTTP 418")),
        (400, Verdict(Outcome.EXCLUDED, "HTTP 400")),
    ],
)
def test_a_status_says_what_became_of_a_url(status, verdict):
    assert of_status(status, 0, NOON) == verdict


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (Refused("robots.txt"), Verdict(Outcome.EXCLUDED, "robots.txt")),
        (Refused("private address"), Verdict(Outcome.EXCLUDED, "private address")),
        (RobotsUnreachable("HTTP 503"), Verdict(Outcome.FAILED, "robots.txt unreachable: HTTP 503", SOON)),
        (exceptions.DownloadTimeoutError(), Verdict(Outcome.FAILED, "no answer in time", SOON)),
        (exceptions.CannotResolveHostError(), Verdict(Outcome.FAILED, "host not found", SOON)),
        (exceptions.DownloadConnectionRefusedError(), Verdict(Outcome.FAILED, "connection refused", SOON)),
        (exceptions.ResponseDataLossError(), Verdict(Outcome.FAILED, "truncated", SOON)),
        (exceptions.DownloadFailedError(), Verdict(Outcome.FAILED, "connection lost", SOON)),
        (exceptions.DownloadCancelledError(), Verdict(Outcome.EXCLUDED, "too large")),
        (exceptions.IgnoreRequest("max redirections reached"), Verdict(Outcome.FAILED, "too many redirects", SOON)),
        (exceptions.IgnoreRequest("x"), Verdict(Outcome.FAILED, "not fetched", SOON)),
        (ZeroDivisionError(), Verdict(Outcome.FAILED, "ZeroDivisionError", SOON)),
    ],
)
def test_a_failure_says_what_became_of_a_url(error, verdict):
    assert of_failure(error, 0, NOON) == verdict


def test_failures_are_tried_again_ever_more_seldom_and_at_last_no_more():
    waits = [again_at(failures, NOON) for failures in range(GIVE_UP_AFTER + 3)]
    assert waits[:4] == [NOON + HOUR * factor for factor in (1, 2, 4, 8)]
    assert waits[GIVE_UP_AFTER - 1] == NOON + timedelta(days=30)
    assert waits[GIVE_UP_AFTER:] == [None] * 3
    assert [wait for wait in waits if wait] == sorted(wait for wait in waits if wait)
