"""When a page is looked at again. A decision about times; nothing here knows a clock."""

from datetime import datetime, timedelta

SHARE_OF_AGE = 0.25  # guess: a story of four days is looked at daily, one of a year each quarter


def next_look(published_at: datetime | None, now: datetime, *, least: timedelta, most: timedelta) -> datetime:
    """When a page without an API behind it is fetched again: after a quarter of its age, within bounds."""
    age = now - published_at if published_at is not None and published_at < now else timedelta(0)
    return now + max(least, min(age * SHARE_OF_AGE, most))
