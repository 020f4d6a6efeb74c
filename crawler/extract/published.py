"""When the story was published and last changed, by the page's own word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from urllib.parse import urlsplit

from crawler.blocks import Outline
from crawler.extract.date_marks import (
    CLIMB,
    CREATED,
    ELSEWHERE_WORD,
    SAID,
    Mark,
    mark,
    modification_marks,
    publication_marks,
)
from crawler.extract.reading import Reading
from crawler.extract.story import Story
from crawler.items import Precision

UPDATED_LINE = re.compile(
    r"\W*(?:diperbarui|terakhir diperbarui|updated?|last (?:updated|modified)|aktualisiert|zuletzt aktualisiert|mis à jour|actualizado|"
    r"atualizado|aggiornato|bijgewerkt|zaktualizowano|güncelleme|обновлено|оновлено|stand)\b",
    re.I,
)
URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-]|$)|[/-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
URL_DAY_FIRST = re.compile(r"[/-](0?[1-9]|[12]\d|3[01])-(0?[1-9]|1[0-2])-((?:19|20)\d\d)(?=[/_-]|$)")
IN_SCRIPT = re.compile(
    r'\\?"(?:datePublished|publish(?:ed)?(?:_?[aA]t|_?[dD]ate|_?[tT]ime)|publication_?(?:[dD]ate|time)|createdAt)\\?"\s*:\s*'
    r'\\?"(\d{4}-\d\d-\d\d[T \d:.Z+-]{0,20})'
)
LONGEST_LINE, LONGEST_STAMP = 140, 60
LINES_ABOVE, LINES_BELOW, LINES_INSIDE = 40, 12, 6
LINES_OF_HEAD = 15
FARTHEST_ZONE, ZONE_STEP = timedelta(hours=14), timedelta(minutes=15)
LONGEST_SCRIPT = 400_000
FUTURE = timedelta(days=2)
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
    out = _localised(reading, story, out) if out else None
    changed = _modified(reading, story, marks)
    if out and changed and out.at.utcoffset() and not changed.at.utcoffset():
        changed = replace(changed, at=changed.at.astimezone(out.at.tzinfo))  # one site, one clock
    return out, changed


def _localised(reading: Reading, story: Story, out: Moment) -> Moment:
    """out in the site's own offset, where a machine told it in UTC and the page prints the same minute by its clock."""
    if out.at.utcoffset() or out.precision is Precision.DAY or out.rule.endswith(UNKNOWN) or not story.lines:
        return out
    minute = f"{out.at.minute:02d}"
    first = story.lines[0]
    for text in reading.outline.text[max(0, first - LINES_OF_HEAD) : first + 2]:
        if minute not in text or len(text) >= LONGEST_LINE:
            continue
        shown = mark(reading, 0, text, out.rule)
        if shown is None or shown.zoned or shown.precision is Precision.DAY:
            continue
        offset = _minute(shown.at) - _minute(out.at)
        if offset and abs(offset) <= FARTHEST_ZONE and not offset % ZONE_STEP:
            return replace(out, at=out.at.astimezone(timezone(offset)))
    return out


def _published(reading: Reading, story: Story, marks: list[Mark]) -> Moment | None:
    if marks:
        best = _finest(min(marks, key=lambda one: one.trust), marks)
        if best.trust <= CREATED:
            return _zoned(reading, best, marks)
    return _near(reading, story) or _from_url(reading) or _from_script(reading)


def _modified(reading: Reading, story: Story, others: list[Mark]) -> Moment | None:
    marks = _enough(reading, modification_marks(reading))
    if marks:
        best = _finest(min(marks, key=lambda one: one.trust), marks)
        return _zoned(reading, best, [*marks, *others])
    for line in _lines_near(reading, story):
        text = reading.outline.text[line]
        if len(text) < LONGEST_LINE and UPDATED_LINE.match(text):
            found = mark(reading, 0, text, "printed:updated")
            if found:
                return _zoned(reading, found, [])
    return None


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
        offset = next((one.at.tzinfo for one in aware if one.at.utcoffset()), None)
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


def _lines_near(reading: Reading, story: Story) -> list[int]:
    """The lines above the story, nearest first; those below it that are no comment and no other story; its own
    first and last ones."""
    if not story.lines:
        return []
    outline = reading.outline
    first, last = story.lines[0], story.lines[-1]
    inside = [*story.lines[1:LINES_INSIDE], *story.lines[-2:]]
    below = [
        line
        for line in range(last + 1, min(len(outline.text), last + LINES_BELOW))
        if not any(_is_frame(outline, box) for box in _boxes_round(outline, line))
    ]
    return [*range(first, max(-1, first - LINES_ABOVE), -1), *below, *inside]


def _boxes_round(outline: Outline, line: int) -> list[int]:
    home = outline.home[line]
    return [box for box in (home, *outline.ancestors(home)[:CLIMB]) if outline.tag[box] != "body"]


def _is_frame(outline: Outline, box: int) -> bool:
    return outline.tag[box] == "aside" or ELSEWHERE_WORD.search(outline.names[box]) is not None


def _near(reading: Reading, story: Story) -> Moment | None:
    """A date printed near the story: in a line that says little else, failing that in any short line."""
    lines = _lines_near(reading, story)
    texts = [reading.outline.text[line] for line in lines]
    own = set(story.lines)
    for longest in (LONGEST_STAMP, LONGEST_LINE):
        for line, text in zip(lines, texts, strict=True):
            if len(text) >= (LONGEST_STAMP if line in own else longest) or UPDATED_LINE.match(text):
                continue
            found = mark(reading, 0, text, "printed")
            if found and _is_possible(reading, found.at):
                return _zoned(reading, found, [])
    return None


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
