"""When the story was published and last changed, by the page's own word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from urllib.parse import urlsplit

from crawler.extract import json_ld, printed_dates
from crawler.extract.date_marks import (
    CREATED,
    MARKED,
    SAID,
    Mark,
    mark,
    modification_marks,
    publication_marks,
    with_clock,
)
from crawler.extract.reading import Reading
from crawler.extract.story import Story
from crawler.items import Precision

URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-]|$)|[/-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
URL_DAY_FIRST = re.compile(r"[/-](0?[1-9]|[12]\d|3[01])-(0?[1-9]|1[0-2])-((?:19|20)\d\d)(?=[/_-]|$)")
IN_SCRIPT = re.compile(
    r'\\?"(?:datePublished|publish(?:ed)?(?:_?[aA]t|_?[dD]ate|_?[tT]ime)|publication_?(?:[dD]ate|time)|createdAt)\\?"\s*:\s*'
    r'\\?"(\d{4}-\d\d-\d\d[T \d:.Z+-]{0,20})'
)
LONGEST_LINE = 140
LINES_OF_HEAD = 15
FARTHEST_ZONE, ZONE_STEP = timedelta(hours=14), timedelta(minutes=15)
LONGEST_SCRIPT = 400_000
SAME_SEASON = timedelta(days=60)  # a date of half a year before may have been told in winter time
DAY, FUTURE = timedelta(days=1), timedelta(days=2)
UNKNOWN = ":zone unknown"


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as the page tells it: aware, how exactly, the text it was read from, and the rule."""

    at: datetime
    precision: Precision
    raw: str
    rule: str


def moments(reading: Reading, story: Story) -> tuple[Moment | None, Moment | None]:
    """When the story was published, and when it was changed; None for what the page does not say."""
    marks = _enough(reading, publication_marks(reading))
    out = _from_profile(reading) or _published(reading, story, marks)
    changed = _modified(reading, story, marks)
    if out:
        out = _localised(reading, story, _in_a_printed_zone(reading, story, out))
        out = _in_the_url_s_zone(reading, _by_the_clock_of(changed, out) if changed else out)
    if out and changed and out.at.utcoffset() and not changed.at.utcoffset():
        changed = replace(changed, at=changed.at.astimezone(out.at.tzinfo))  # one site, one clock
    return out, changed


def _by_the_clock_of(other: Moment, out: Moment) -> Moment:
    """out, told in UTC, in the offset of the page's other date: a site has one clock, but for summer time."""
    is_bare = out.at.utcoffset() or out.precision is Precision.DAY or out.rule.endswith(UNKNOWN)
    if is_bare or not other.at.utcoffset() or abs(other.at - out.at) >= SAME_SEASON:
        return out
    return replace(out, at=out.at.astimezone(other.at.tzinfo))


def _in_a_printed_zone(reading: Reading, story: Story, out: Moment) -> Moment:
    """out, a clock of a zone that nobody told a machine, in the zone in which the page prints the same minute: "14:05 WIB"."""
    if not out.rule.endswith(UNKNOWN) or out.precision is Precision.DAY or not story.lines:
        return out
    first = story.lines[0]
    for text in reading.outline.text[max(0, first - LINES_OF_HEAD) : first + 2]:
        if f"{out.at.minute:02d}" not in text or len(text) >= LONGEST_LINE:
            continue
        shown = mark(reading, 0, text, out.rule)
        if shown is not None and shown.zoned and _minute(shown.at) == _minute(out.at):
            return replace(out, at=out.at.replace(tzinfo=shown.at.tzinfo), rule=out.rule.removesuffix(UNKNOWN))
    return out


def _localised(reading: Reading, story: Story, out: Moment) -> Moment:
    """out in the site's own offset, where a machine told it in UTC and the page prints the same minute by its clock."""
    if out.at.utcoffset() or out.precision is Precision.DAY or out.rule.endswith(UNKNOWN) or not story.lines:
        return out
    minute = f"{out.at.minute:02d}"
    first = story.lines[0]
    before = ""
    for text in reading.outline.text[max(0, first - LINES_OF_HEAD) : first + 2]:
        day, before = before, text
        if minute not in text or len(text) >= LONGEST_LINE:
            continue
        shown = mark(reading, 0, text, out.rule)
        if shown is None and len(day) < LONGEST_LINE:
            shown = with_clock(reading, mark(reading, 0, day, out.rule), text)
        if shown is None or shown.precision is Precision.DAY:
            continue
        offset = _minute(shown.at) - _minute(out.at)
        if shown.zoned and shown.at.utcoffset() != offset:
            continue  # another moment
        if offset and abs(offset) <= FARTHEST_ZONE and not offset % ZONE_STEP:
            return replace(out, at=out.at.astimezone(timezone(offset)))
    return out


def _in_the_url_s_zone(reading: Reading, out: Moment) -> Moment:
    """out, told in UTC, in the nearest offset in which it falls on the day that the page's address tells."""
    told = _from_url(reading) if not out.at.utcoffset() and out.precision is not Precision.DAY else None
    if told is None or out.rule.endswith(UNKNOWN) or abs(told.at.date() - out.at.date()) != DAY:
        return out
    midnight = datetime.combine(max(told.at.date(), out.at.date()), time(), UTC)
    away = midnight - out.at if told.at.date() > out.at.date() else midnight - out.at - timedelta(minutes=1)
    hours = -(-away // timedelta(hours=1)) if away > timedelta(0) else away // timedelta(hours=1)
    return replace(out, at=out.at.astimezone(timezone(timedelta(hours=hours)))) if abs(hours) <= 14 else out


def _published(reading: Reading, story: Story, marks: list[Mark]) -> Moment | None:
    best = min(marks, key=lambda one: one.trust, default=None)
    if best and best.trust <= CREATED:
        best = _doubted(reading, story, _finest(best, marks))
        return _zoned(reading, best, marks) if best else None
    printed = (one for one in printed_dates.near(reading, story) if _is_possible(reading, one.at))
    shown = next(printed, None)
    return _zoned(reading, shown, []) if shown else _from_url(reading) or _from_script(reading)


def _doubted(reading: Reading, story: Story, best: Mark) -> Mark | None:
    """best, unless only software vouches for it and the page bears it out nowhere: then the date beside the headline,
    and for a page that calls itself no article, none."""
    day = best.at.date()
    if best.trust > MARKED or best.rule.startswith("time") or not story.lines or _is_in_url(reading, day):
        return best
    if printed_dates.is_borne_out(reading, story, day):
        return best
    shown = printed_dates.stamp(reading, story) or next(printed_dates.said(reading, story), None)
    is_article = any(json_ld.is_story(item) for item in reading.stories)
    if best.rule == "json-ld" and is_article:
        return shown if shown and _is_told_too(reading, shown) else best
    is_page = not is_article and any(item.get("datePublished") for item in reading.stories)
    return shown or (None if is_page else best)


def _is_told_too(reading: Reading, shown: Mark) -> bool:
    """Whether a machine is told a printed day too, and not as that of a change."""
    day = shown.at.date()
    if any(one.at.date() == day for one in modification_marks(reading)):
        return False
    return any(one.at.date() == day for one in publication_marks(reading))


def _is_in_url(reading: Reading, day: date) -> bool:
    """Whether the page's address tells a day, or its month."""
    told = _from_url(reading)
    return f"/{day:%Y/%m}/" in reading.page.url or (told is not None and abs(told.at.date() - day) <= DAY)


def _modified(reading: Reading, story: Story, others: list[Mark]) -> Moment | None:
    marks = _enough(reading, modification_marks(reading))
    if marks:
        best = _finest(min(marks, key=lambda one: one.trust), marks)
        return _zoned(reading, best, [*marks, *others])
    found = printed_dates.updated(reading, story)
    return _zoned(reading, found, []) if found else None


def _from_profile(reading: Reading) -> Moment | None:
    css = reading.profile.published
    node = reading.page.tree.css_first(css) if css else None
    if node is None:
        return None
    found = mark(reading, 0, node.attributes.get("datetime") or node.text(separator=" "), "profile")
    return _zoned(reading, found, []) if found else None


def _finest(best: Mark, marks: Iterable[Mark]) -> Mark:
    """best, or a mark of the same moment or day that tells it more exactly or in the site's own offset."""
    for one in sorted(marks, key=lambda one: one.trust):
        if one.trust > CREATED or one is best:
            continue
        is_finer = best.precision is Precision.DAY and one.precision is not Precision.DAY
        is_local = one.zoned and best.zoned and bool(one.at.utcoffset()) and not best.at.utcoffset()
        if (is_finer and one.at.date() == best.at.date()) or (is_local and one.at == best.at):
            best = replace(one, trust=best.trust)
    return best


def _zoned(reading: Reading, best: Mark, marks: Iterable[Mark]) -> Moment:
    """best as a Moment; the offset of a bare clock is taken from the page's other dates where they tell it."""
    rule = best.rule
    at = best.at
    if not best.zoned and reading.profile.timezone is None:
        aware = [one for one in marks if one.zoned and one.precision is not Precision.DAY]
        bare = at.replace(tzinfo=None)
        same_clock = next((one for one in aware if _minute(one.at) == bare.replace(second=0, microsecond=0)), None)
        same_instant = next(
            (one for one in aware if abs(one.at - bare.replace(tzinfo=UTC)) < timedelta(minutes=1)), None
        )
        nearby = (one for one in aware if abs(one.at - bare.replace(tzinfo=UTC)) < SAME_SEASON)
        offset = next((one.at.tzinfo for one in nearby if one.at.utcoffset()), None)
        if same_clock:
            at = same_clock.at
        elif same_instant:
            at = same_instant.at
        elif offset:
            at = bare.replace(tzinfo=offset)
        else:
            rule += UNKNOWN
    return Moment(at, best.precision, best.raw, rule)


def _minute(at: datetime) -> datetime:
    return at.replace(tzinfo=None, second=0, microsecond=0)


def _enough(reading: Reading, marks: Iterable[Mark]) -> list[Mark]:
    """The marks up to the first that leaves nothing to ask: surest, to the second, in the site's own offset."""
    found = []
    for one in marks:
        if _is_possible(reading, one.at):
            found.append(one)
            if one.trust == SAID and one.at.utcoffset() and one.zoned and one.precision is Precision.SECOND:
                break
    return found


def _is_possible(reading: Reading, at: datetime) -> bool:
    """Nothing is published long after it was fetched."""
    return reading.page.fetched_at is None or at <= reading.page.fetched_at + FUTURE


def _from_url(reading: Reading) -> Moment | None:
    path = urlsplit(reading.page.url).path
    match = URL_DAY.search(path)
    digits = [group for group in match.groups() if group] if match else []
    if not match and (match := URL_DAY_FIRST.search(path)):
        digits = [match[3], match[2], match[1]]
    if not match:
        return None
    try:
        day = date(*map(int, digits))
    except ValueError:
        return None
    return Moment(datetime.combine(day, time(), reading.zone), Precision.DAY, match[0].strip("/-"), "url")


def _from_script(reading: Reading) -> Moment | None:
    """A publication date in the data some sites hand to their scripts."""
    read = 0
    for node in reading.page.tree.css("script:not([src]):not([type*='ld+json'])"):
        text = node.text()
        read += len(text)
        if read > LONGEST_SCRIPT:
            return None
        match = IN_SCRIPT.search(text)
        found = mark(reading, 0, match[1], "script") if match else None
        if found and _is_possible(reading, found.at):
            return _zoned(reading, found, [])
    return None
