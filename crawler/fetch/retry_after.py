"""How long a server asked us to stay away. What is done with the answer, the spider's feeding loop decides."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

STAY_AWAY = frozenset((429, 503))


def wait_asked(value: bytes | None, now: datetime) -> timedelta | None:
    """How long a server asked us to stay away; None if it did not say.

    value is a raw Retry-After: whole seconds (b"120") or an HTTP date. A date in the past asks for no wait.
    Nonsense counts as not said, since our own delay applies anyway. RFC 9110, 10.2.3.
    """
    if value is None:
        return None
    text = value.decode("ascii", "replace").strip()
    try:
        if text.isdigit():
            return timedelta(seconds=int(text))
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # Overflow: more seconds than a timedelta holds
        return None
    if until.tzinfo is None:  # "-0000" parses as naive; RFC 9110 dates are GMT
        until = until.replace(tzinfo=UTC)
    return max(until - now, timedelta(0))


def stay_away_until(value: bytes | None, now: datetime, *, unsaid: timedelta, most: timedelta) -> datetime:
    """When a URL answered with 429 or 503 may be asked for again: `unsaid` from now if the server named no
    time, and never further off than `most`, lest a slip of the server's shelve it for years."""
    asked = wait_asked(value, now)
    return now + min(unsaid if asked is None else asked, most)
