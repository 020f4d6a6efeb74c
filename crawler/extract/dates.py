"""Texts to instants, machine-written and as people write them, in the languages of `months`.

Every instant is aware. A date without a clock is midnight of the site's own day, with the precision DAY.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from crawler.extract.months import ZONES, number_of_month
from crawler.items import Precision
from crawler.text import lowered, visible

MONTHS = number_of_month()
_BY_LETTER = groupby(sorted(MONTHS, key=lambda word: (word[0], -len(word))), key=lambda word: word[0])
# By first letter: a search looks at the words of one letter alone, not at all 500.
MONTH = "|".join(
    f"{re.escape(first)}(?:{'|'.join(re.escape(word[1:]) for word in words)})" for first, words in _BY_LETTER
)
YEAR = r"(?:19|20)\d\d"
ISO = re.compile(
    rf"(?<!\d)({YEAR})-(\d\d?)-(\d\d?)(?:[T\s]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*"
    r"(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?(?![\d:]))?",
    re.I,
)
COMPACT = re.compile(rf"({YEAR})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?\s*(Z|[+-]\d\d:?\d\d)?")
UNIX = re.compile(r"(\d{10})(?:\d{3})?")
BUDDHIST_YEAR = r"25[5-9]\d"
# Days in words are looked for in lower case: with re.I it takes four times as long.
DAY_FIRST = re.compile(
    rf"(?<!\d)(\d\d?)(?:st|nd|rd|th|º|er|\.)?[\s/-]{{0,2}}\s*(?:de\s+|of\s+|den\s+)?({MONTH})(?!\w)\.?,?[\s/-]*"
    rf"(?:del?\s+)?({YEAR}|{BUDDHIST_YEAR})(?!\d)",
)
MONTH_FIRST = re.compile(rf"(?<!\w)({MONTH})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+({YEAR})(?!\d)")
YEAR_FIRST = re.compile(rf"(?<!\d)({YEAR})(?:[-/.]|\s*[年년]\s*)(\d\d?)(?:[-/.]|\s*[月월]\s*)(\d\d?)(?!\d)")
YEAR_MONTH_DAY_WORDS = re.compile(rf"(?<!\d)({YEAR})\.?\s+({MONTH})\.?\s+(\d\d?)(?!\d)")
VIETNAMESE = re.compile(rf"(?<!\d)(\d\d?)\s+tháng\s+(\d\d?)(?:,)?\s+(?:năm\s+)?({YEAR})")
NUMBERS = re.compile(r"(?<![\d.,])(\d\d?)(\s\|\s|[./-])\s?(\d\d?)\2\s?((?:19|20)\d\d|\d\d)(?![\d]|[.,/-]\d)")
CLOCK = re.compile(
    r"(?<![\d.,/-])([01]?\d|2[0-3])(?:[:.h]|\s?[時时시]\s?|\s?Uhr\s?)(\d\d)(?:[:.m](\d\d)(?!\d))?\s?([ap]\.?\s?m\b\.?)?(?![\d])",
    re.I,
)
HOUR = re.compile(r"(?<![\d.,/:-])(1[0-2]|0?[1-9])\s?([ap]\.?m\b)", re.I)
AFTER_CLOCK = re.compile(
    r"\s*(?:h|hrs?|uhr|น\.)?\s*[(\[]?\s*(?:(?:utc|gmt)\s*(?P<from>[+-]\s?\d\d?(?::?\d\d)?)|(?P<offset>[+-]\d\d:?\d\d)|"
    r"(?P<name>[a-z]{1,5})\b)",
    re.I,
)
# Halves of the day that stand before the clock: "오후 3:30", "下午3:30", "午後3時30分".
AFTERNOON = re.compile(r"(?:오후|下午|午後|晚上|بعد الظهر)\s?$")
AFTERNOON_BEHIND = re.compile(r"\s?(?:CH|ch|م)(?!\w)")
# What every date in words holds, in this order: most texts with a number have none.
FULL_YEAR = re.compile(rf"{YEAR}|{BUDDHIST_YEAR}")
DAY_AND_YEAR = re.compile(rf"\d(?:st|nd|rd|th)?,?\s+{YEAR}(?!\d)")
DIGIT = re.compile("[0-9]")
EASTERN_DIGITS = {
    ord(digit): str(number % 10) for number, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯")
}
DAYS = (
    (DAY_FIRST, None, "dmy"),
    (MONTH_FIRST, DAY_AND_YEAR, "mdy"),
    (YEAR_FIRST, None, "ymd"),
    (YEAR_MONTH_DAY_WORDS, None, "ymd"),
    (VIETNAMESE, None, "dmy"),
)
ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}  # the year before the first of each
ERA = re.compile(r"(昭和|平成|令和)\s?(元|\d{1,2})\s?年")
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
LONGEST_TEXT = 300
REACH_AFTER, REACH_BEFORE = 32, 28
US_ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


def instant(text: str, *, default_offset: tzinfo | None = None, mdy: bool = False) -> tuple[datetime, Precision] | None:
    """The first date a text tells, aware, and how exactly; None if it tells none.

    default_offset applies where the text names no zone; None means UTC. mdy reads 5/4/2024 as May 4.

    >>> instant("Senin, 06 Jul 2020 07:02 WIB")[0].isoformat()
    '2020-07-06T07:02:00+07:00'
    >>> instant("Jum'at, 3 Nopember 2023")[1].value
    'day'
    >>> instant("令和6年5月1日")[0].date().isoformat(), instant("วันพุธที่ 1 พฤษภาคม พ.ศ. 2567")[0].date().isoformat()
    ('2024-05-01', '2024-05-01')
    """
    text = visible(text[:LONGEST_TEXT])
    text = (text if text.isascii() else _by_the_common_era(text.translate(EASTERN_DIGITS))).strip()
    if not DIGIT.search(text):
        return None
    zone = default_offset or UTC
    return machine(text, zone) or _said(text, zone, mdy=mdy)


def _by_the_common_era(text: str) -> str:
    """text with the years of Japanese eras counted on from the last one, and without the name of the Thai one."""
    if "年" in text:
        text = ERA.sub(lambda era: f"{ERAS[era[1]] + (1 if era[2] == '元' else int(era[2]))}年", text)
    return text.replace("พ.ศ. ", "").replace("พ.ศ.", "") if "พ" in text else text


def machine(text: str, zone: tzinfo) -> tuple[datetime, Precision] | None:
    """An ISO 8601 date anywhere in text, or text that is a compact one or a Unix time."""
    match = ISO.search(text) or COMPACT.fullmatch(text)
    if match is None:
        match = UNIX.fullmatch(text)
        if match and EARLIEST_YEAR <= 1970 + int(match[1]) // 31_556_952 <= LATEST_YEAR:
            return datetime.fromtimestamp(int(match[1]), UTC), Precision.SECOND
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    found = _date(int(year), int(month), int(day))
    if found is None:
        return None
    clock = _time(hour, minute, second)
    if clock is None:
        return datetime.combine(found, time(), zone), Precision.DAY
    precision = Precision.SECOND if second else Precision.MINUTE
    return datetime.combine(found, clock, _offset(offset) if offset else zone), precision


def _said(text: str, zone: tzinfo, *, mdy: bool) -> tuple[datetime, Precision] | None:
    """The first date people wrote in text, with the clock next to it."""
    best: tuple[int, int, date] | None = None
    for start, end, day in _days(text, mdy=mdy):
        if best is None or start < best[0]:
            best = start, end, day
    if best is None:
        return None
    start, end, day = best
    for piece in (text[end : end + REACH_AFTER], text[max(0, start - REACH_BEFORE) : start]):
        found = _clock(piece, zone)
        if found:
            clock, offset, precision = found
            return datetime.combine(day, clock, offset), precision
    return datetime.combine(day, time(), zone), Precision.DAY


def _days(text: str, *, mdy: bool) -> Iterator[tuple[int, int, date]]:
    """(start, end, day) of the first match of each way to write a day."""
    low = lowered(text)
    for pattern, needs, order in DAYS if FULL_YEAR.search(text) else ():
        match = pattern.search(low) if needs is None or needs.search(low) else None
        if match:
            parts = {name: match[number] for number, name in enumerate(order, 1)}
            day = _date(_year(parts["y"]), _month(parts["m"]), int(parts["d"]))
            if day:
                yield match.start(), match.end(), day
    for match in NUMBERS.finditer(text):
        first, second = int(match[1]), int(match[3])
        swapped = second > 12 or (mdy and match[2] != "." and first <= 12)
        day = _date(_year(match[4]), first if swapped else second, second if swapped else first)
        if day:
            yield match.start(), match.end(), day
            return


def has_several_days(text: str) -> bool:
    """Whether a text tells two different days: a span of time, or a list of events.

    >>> has_several_days("21 Feb 2007 - 23 Mar 2021"), has_several_days("5 Mei 2024, 10.00")
    (True, False)
    """
    text = visible(text[:LONGEST_TEXT])
    first = min(_days(text, mdy=False), default=None)
    return first is not None and any(day != first[2] for _, _, day in _days(text[first[1] :], mdy=False))


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS[word]


def _year(digits: str) -> int:
    year = int(digits)
    if year < 100:
        return 2000 + year if year < 70 else 1900 + year
    return year - 543 if year > 2500 else year  # the Buddhist calendar of Thai pages


def _date(year: int, month: int, day: int) -> date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(hour: str | None, minute: str | None, second: str | None) -> time | None:
    if hour is None or minute is None:
        return None
    try:
        return time(int(hour), int(minute), min(int(second or 0), 59))
    except ValueError:
        return None


def _clock(piece: str, zone: tzinfo) -> tuple[time, tzinfo, Precision] | None:
    match = CLOCK.search(piece)
    if match is None:
        match = HOUR.search(piece)
        if match is None:
            return None
        hour, minute, second, half = int(match[1]), 0, None, match[2]
    else:
        hour, minute, second, half = int(match[1]), int(match[2]), match[3], match[4]
    if not half and (AFTERNOON.search(piece[: match.start()]) or AFTERNOON_BEHIND.match(piece, match.end())):
        half = "p"
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if minute > 59:
        return None
    clock = time(hour, minute, min(int(second or 0), 59))
    return clock, _named_zone(piece[match.end() :], zone), Precision.SECOND if second else Precision.MINUTE


def _named_zone(after: str, zone: tzinfo) -> tzinfo:
    match = AFTER_CLOCK.match(after)
    if match is None:
        return zone
    if match["from"] or match["offset"]:
        return _offset((match["from"] or match["offset"]).replace(" ", ""))
    name = match["name"]
    if name in US_ZONES:
        return ZoneInfo(US_ZONES[name])
    return timezone(ZONES[name.lower()]) if name.lower() in ZONES else zone


@lru_cache(maxsize=256)
def _offset(text: str) -> tzinfo:
    """The tzinfo of "Z", "UTC", "+07:00", "+0700", "+07" or "+7"."""
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    delta = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(sign * delta) if delta < timedelta(hours=24) else UTC
