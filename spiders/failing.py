"""What statuses and failures mean for a URL: outcome, reason, and when to ask again.

A missing page is not a failure of the crawl: news sites are full of dead links. Failures are what the site
or the network owed us: 5xx, no answer, half an answer, a refusal (403).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scrapy import exceptions
from scrapy.exceptions import IgnoreRequest

from crawler.fetch.causes import HEAD_TOO_LARGE, cause
from crawler.fetch.refusals import Refused, RobotsUnreachable
from crawler.items import Outcome

FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=30)
GIVE_UP_AFTER = 12  # failures in a row; by then three months have gone by


@dataclass(frozen=True, slots=True)
class Verdict:
    """Outcome and reason of a URL that brought no document."""

    outcome: Outcome
    reason: str
    due_at: datetime | None = None


def of_status(status: int, failures: int, now: datetime) -> Verdict | None:
    """What an answer's status says; None if the body is to be read (2xx)."""
    if 200 <= status < 300:
        return None
    if status in (404, 410):
        return Verdict(Outcome.EXCLUDED, f"not found ({status})")
    if status == 401:
        return Verdict(Outcome.EXCLUDED, "login")
    if status == 451:
        return Verdict(Outcome.EXCLUDED, "legally withheld (451)")
    if status == 403:
        return Verdict(Outcome.FAILED, "refused by the site (403)", again_at(failures, now))
    if status >= 500:
        return Verdict(Outcome.FAILED, f"server error ({status})", again_at(failures, now))
    if 300 <= status < 400:
        return Verdict(Outcome.EXCLUDED, f"redirect to nowhere ({status})")
    return Verdict(Outcome.EXCLUDED, f"HTTP {status}")


def of_failure(error: BaseException, failures: int, now: datetime) -> Verdict:
    """What a failure behind the request means."""
    if isinstance(error, Refused):
        return Verdict(Outcome.EXCLUDED, error.reason)
    if isinstance(error, RobotsUnreachable):
        return Verdict(Outcome.FAILED, f"robots.txt unreachable: {error.reason}", now + FIRST_WAIT)
    if isinstance(error, exceptions.DownloadCancelledError):
        return Verdict(Outcome.EXCLUDED, "too large")
    if isinstance(error, IgnoreRequest):
        reason = "too many redirects" if "redirection" in str(error) else "not fetched"
        return Verdict(Outcome.FAILED, reason, again_at(failures, now))
    return Verdict(Outcome.FAILED, cause(error), again_at(failures, now))


def has_answered(error: BaseException) -> bool:
    """Whether a failure shows that the site is there: it answered, but nothing that could be taken.

    >>> has_answered(Refused("robots.txt")), has_answered(RobotsUnreachable("HTTP 503"))
    (True, False)
    """
    if isinstance(error, RobotsUnreachable):
        return False
    if isinstance(error, IgnoreRequest | exceptions.DownloadCancelledError | exceptions.ResponseDataLossError):
        return True
    return cause(error) == HEAD_TOO_LARGE


def again_at(failures: int, now: datetime) -> datetime | None:
    """When to try again after so many failures before this one: 1 h, 2 h, 4 h … 30 days; None: never.

    >>> again_at(0, datetime(2025, 1, 1)), again_at(2, datetime(2025, 1, 1)), again_at(12, datetime(2025, 1, 1))
    (datetime.datetime(2025, 1, 1, 1, 0), datetime.datetime(2025, 1, 1, 4, 0), None)
    """
    if failures >= GIVE_UP_AFTER:
        return None
    wait: timedelta = FIRST_WAIT * (1 << failures)
    return now + min(wait, LONGEST_WAIT)
