"""Times as machines write them: W3C (ISO 8601), RFC 822 in its sloppy forms, WordPress's pairs.

All results are aware. An offset that is told is kept; a time told without one counts as UTC, which is
what sitemaps and feeds mean by it.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

W3C = re.compile(
    r"(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:[T\s]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*([^\s]*))?)?)?\s*", re.I
)
RFC_822 = re.compile(
    r"(?:[^\W\d_']+'?[^\W\d_]*\.?\s*,?\s*)?(\d{1,2})[\s-]+([^\W\d_]{3,10})\.?[\s,-]+(\d{4}|\d\d)"
    r"(?:[\s,T]+(\d\d?)[:.](\d\d)(?:[:.](\d\d)(?:\.\d+)?)?\s*(.{0,40}))?"
)
CTIME = re.compile(
    r"[A-Za-z]{3,9},?\s+([A-Za-z]{3,9})\s+(\d{1,2}),?\s+(\d\d):(\d\d)(?::(\d\d))?\s*(\S*)\s+(\d{4})(?:\s+\(.*\))?"
)
OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-\u2212])\s*(\d\d?):?(\d\d)?(?::?\d\d)?\s*(?:\(.*\))?", re.I)
# English and Indonesian, by their first three letters, and the old spellings that begin otherwise.
MONTHS = {
    name: number
    for number, names in enumerate(
        "jan feb|peb mar apr may|mei jun jul aug|agu|agt|ags sep oct|okt nov|nop dec|des".split(), start=1
    )
    for name in names.split("|")
}
ZONE_HOURS = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "msk": 3, "wib": 7, "ict": 7, "wita": 8, "sgt": 8, "myt": 8, "hkt": 8, "wit": 9, "jst": 9, "kst": 9, "aest": 10,
    "aedt": 11, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
EARLIEST_YEAR = 1800
FARTHEST_OFFSET = timedelta(hours=15)


def w3c(text: str | None) -> datetime | None:
    """An instant of the W3C profile of ISO 8601; a date alone is its midnight in UTC; None for nonsense.

    >>> w3c("2024-05-06T10:15+07:00").isoformat(), w3c("2024-05-06").isoformat()
    ('2024-05-06T10:15:00+07:00', '2024-05-06T00:00:00+00:00')
    """
    match = W3C.fullmatch((text or "").strip()[:60])
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    zone_found = zone_of(zone or "")
    if zone_found is None:
        return None
    micros = int((fraction or "0")[:6].ljust(6, "0"))
    return _built((year, month or 1, day or 1), (hour or 0, minute or 0, second or 0, micros), zone_found)


def rfc_822(text: str | None) -> datetime | None:
    """An instant as RSS writes it, whatever the software made of RFC 822; ISO forms pass too.

    >>> rfc_822("Sen, 06 Mei 2024 10:15 WIB").isoformat()
    '2024-05-06T10:15:00+07:00'
    """
    text = " ".join((text or "").split())[:80]
    if match := RFC_822.fullmatch(text):
        day, name, year, hour, minute, second, zone = match.groups()
    elif match := CTIME.fullmatch(text):
        name, day, hour, minute, second, zone, year = match.groups()
    else:
        return w3c(text)
    month, zone_found = MONTHS.get(name[:3].lower()), zone_of(zone or "")
    if month is None or zone_found is None:
        return None
    if len(year) == 2:
        year = ("19" if int(year) >= 70 else "20") + year
    return _built((year, month, day), (hour or 0, minute or 0, second or 0, 0), zone_found)


def is_day_only(text: str | None) -> bool:
    """Whether a time as written names a day and no time of the day."""
    return re.search(r"\d[:.]\d\d(?!\d)", text or "") is None


def zone_of(text: str) -> timezone | None:
    """A zone as written ("Z", "+0700", "GMT+7", "WIB"); none written is UTC; None for nonsense."""
    text = text.strip()
    if (hours := ZONE_HOURS.get(text.strip("() ").lower())) is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    match = OFFSET.fullmatch(text)
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset > FARTHEST_OFFSET:
        return None
    return timezone(offset if match[1] == "+" else -offset) if offset else UTC


def local_and_gmt(local: str | None, gmt: str | None) -> datetime | None:
    """WordPress's pair of naive times (`date`, `date_gmt`) as one instant with the site's own offset.

    None if the GMT half is missing or nonsense (drafts hold zeros): the local half alone is no instant.
    An offset no place on earth has comes from a hand-edited database; then the GMT half alone counts.

    >>> local_and_gmt("2024-05-06T01:15:00", "2024-05-05T18:15:00").isoformat()
    '2024-05-06T01:15:00+07:00'
    """
    instant = w3c(gmt)
    if instant is None:
        return None
    wall = w3c(local)
    if wall is None:
        return instant
    offset = wall - instant
    if abs(offset) > FARTHEST_OFFSET or offset % timedelta(minutes=15):
        return instant
    return instant.astimezone(timezone(offset)) if offset else instant


def _built(date: tuple[int | str, ...], clock: tuple[int | str, ...], zone: timezone) -> datetime | None:
    year, month, day = map(int, date)
    hour, minute, second, micros = map(int, clock)
    if year < EARLIEST_YEAR:
        return None
    extra_day = hour == 24 and minute == second == 0  # ISO 8601's end of a day
    try:
        built = datetime(year, month, day, 0 if extra_day else hour, minute, min(second, 59), micros, zone)
        built.astimezone(UTC)  # year 9999 in a western zone has no UTC
        return built + timedelta(days=1) if extra_day else built
    except (ValueError, OverflowError):
        return None
