"""Why a request was not made or its answer not taken: exceptions that carry the account's reason, or stand for it."""

from scrapy.exceptions import IgnoreRequest


class Refused(IgnoreRequest):
    """Not fetched, by a rule; `reason` is what the account shows for the URL."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RobotsUnreachable(IgnoreRequest):
    """robots.txt could not be had (5xx or no answer), so nothing may be fetched now. RFC 9309, 2.3.1.4."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"robots.txt unreachable: {reason}")
        self.reason = reason


class HeadTooLarge(Exception):
    """An answer whose head does not end within what is read of one."""
