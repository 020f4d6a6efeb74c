"""One site in a run: what is under way, what is asked next, how long to stay away.

The feeding loop keeps a small window of requests per site under way and refills it from the lane; a
request leaves the window when its item has gone through the pipelines. Scrapy's `start()` has no
back-pressure of its own.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from math import ceil

from spiders.ask import Ask

WIDEST_WINDOW = 16
STOP_WITHIN_S = 1.5  # a stop waits for what the window holds: 1.5 s of requests, two at least


class Drain(Enum):
    """A step of a plan that takes its questions from the frontier until it holds no more of them."""

    SOURCES = "sources"
    ALL = "all"


Step = list[Ask] | Drain


@dataclass(slots=True)
class Lane:
    """A site's part of a run. `plan` yields steps: questions to be answered before the next step, or a drain."""

    site: str
    site_id: int
    home: str
    plan: Iterator[Step] = field(default_factory=lambda: iter(()))
    asks: deque[Ask] = field(default_factory=deque)
    drain: Drain | None = None
    asked: set[str] = field(default_factory=set)
    under_way: dict[str, Ask] = field(default_factory=dict)
    shelved: set[int] = field(default_factory=set)
    again: Counter[str] = field(default_factory=Counter)
    hold_until: datetime | None = None
    waits_in_a_row: int = 0
    long_waits_in_a_row: int = 0
    ended: bool = False
    pages_left: int | None = None
    left_waiting: bool = False

    def has_room(self, size: int) -> bool:
        """Whether another request may go out. Asked before each: while the loop is suspended between two of them,
        an answer may have asked to wait, or ended the lane."""
        return not self.ended and self.hold_until is None and len(self.under_way) < size

    def skip(self) -> set[int]:
        """Frontier rows not to be taken now: under way, or shelved for this run."""
        return self.shelved | {ask.row_id for ask in self.under_way.values() if ask.row_id is not None}


def window(delay_s: float, at_once: int) -> int:
    """How many requests of a host may be under way. at_once: CONCURRENT_REQUESTS_PER_DOMAIN. Scrapy's downloader does not
    keep to that where there is no delay (2.19 on asyncio sends all that stands in line before it counts what it sent).

    >>> window(0, 16), window(0, 1), window(0.5, 1), window(3, 1)
    (16, 1, 3, 2)
    """
    wanted = max(1, at_once) if delay_s <= 0 else max(2, ceil(STOP_WITHIN_S / delay_s))
    return min(WIDEST_WINDOW, wanted)
