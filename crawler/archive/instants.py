"""How instants stand in the tables: UTC text, and minutes of the site's own offset beside it."""

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache


@lru_cache(maxsize=64)  # what is stored of a visit has one instant in a dozen places
def utc_text(at: datetime) -> str:
    """An aware instant as the tables keep it.

    >>> utc_text(datetime(2025, 9, 3, 11, 15, tzinfo=timezone(timedelta(hours=7))))
    '2025-09-03T04:15:00Z'
    """
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def stored(at: datetime | None) -> tuple[str | None, int | None]:
    """(UTC text, offset in minutes) of an aware instant; (None, None) for None."""
    if at is None:
        return None, None
    offset = at.utcoffset() or timedelta(0)
    return utc_text(at), int(offset.total_seconds() // 60)


def read(text: str | None, offset_minutes: int | None = 0) -> datetime | None:
    """The aware instant that two columns hold, in the site's own offset."""
    if text is None:
        return None
    at = datetime.fromisoformat(text)
    return at.astimezone(timezone(timedelta(minutes=offset_minutes))) if offset_minutes else at
