"""When a page is looked at again. A decision about times; nothing here knows a clock.

A page is first judged by its age: a fresh story soon, one of a year seldom. From then on by its own past: each look
that brings nothing new makes the wait longer, each that does makes it shorter.
`python -m tests.benchmarks.revisits` shows what that catches and costs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """How often pages are looked at. least, most: bounds of the wait. growth: by what a quiet look lengthens it;
    shrink: by what a look that brought something new shortens it. age_share: the first wait, as a share of the age."""

    least: timedelta
    most: timedelta
    growth: float
    shrink: float
    age_share: float

    def as_numbers(self) -> tuple[float, ...]:
        """The five as numbers, the bounds in seconds."""
        return self.least.total_seconds(), self.most.total_seconds(), self.growth, self.shrink, self.age_share

    @classmethod
    def of_numbers(cls, numbers: Iterable[float]) -> "Pace":
        """A pace out of its numbers. Raises ValueError or TypeError for others."""
        least_s, most_s, growth, shrink, age_share = map(float, numbers)
        return cls(timedelta(seconds=least_s), timedelta(seconds=most_s), growth, shrink, age_share)


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a page's last look: when it was, and how long a wait was set then."""

    at: datetime
    wait: timedelta


def next_wait(
    pace: Pace, now: datetime, *, published_at: datetime | None, last: Look | None, is_news: bool
) -> timedelta:
    """How long to wait after a look at `now`.

    last: the look before, None at the first. is_news: this look brought something new. What counts is what went by:
    a page that was quiet for longer than it was to wait has shown more, one that changed sooner, too.
    """
    if last is None:
        age = now - published_at if published_at is not None else timedelta(0)
        return bounded(pace, age * pace.age_share)
    passed = max(now - last.at, timedelta(0))
    if is_news:
        return bounded(pace, min(passed, last.wait) * pace.shrink)
    return bounded(pace, max(passed, last.wait) * pace.growth)


def bounded(pace: Pace, wait: timedelta) -> timedelta:
    """The wait within the bounds; where they contradict each other, the least holds."""
    return max(pace.least, min(wait, pace.most))
