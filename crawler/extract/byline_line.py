"""The author line as a page prints it near its story, where markup has no box of its own for it: "By Ayu Lestari, Jakarta".

Whose names to look for is told by `byline`. What changes by itself (a date, an hour, "2 hours ago", counts of views) is
no part of the line: it would make an edit of each look at the page.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from crawler.extract.byline_phrases import PICTURE
from crawler.extract.class_words import Says, said_by
from crawler.extract.near_story import is_elsewhere, own_elements, regions
from crawler.extract.printed_byline import NO_BYLINE
from crawler.extract.reading import Reading
from crawler.extract.relative_dates import elapsed
from crawler.extract.story import Story

LONGEST_LINE = 160
MOST_AROUND = 60  # characters beside the names: a sentence that mentions somebody is longer
PART = re.compile(r"\s*(?:[|·•/;]|\s[–—-]\s)\s*")
COMMA = re.compile(r",\s+")
VOLATILE = re.compile(r"\d")
WEEKDAY = re.compile(
    r"(?:,|\s(?:am|on|le|el|pada))?\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|senin|selasa|rabu|"
    r"kamis|jum'?at|sabtu|minggu)\W*$",
    re.I,
)
# "Ayu Lestari has written about harbours since 2009": a word that goes on with a sentence. Those of bylines lead on to
# further names, a place, a date.
SENTENCE = re.compile(
    r"\s+(?!(?:and|und|et|y|e|dan|og|och|en|i|with|mit|avec|con|for|für|pour|in|aus|di|dari|à|at|on|am|um|den|vom|le|el|il|pada|"
    r"updated|published|posted|via)\b)[^\W\d_A-Z]{2,}(?![\w.@])"
)
NO_BYLINE_BEHIND = re.compile(
    r"\s*(?:@|\b(?:fotos?|photos?|bild|picture)\s*:).*$", re.I
)  # accounts, a picture's credit


def author_line(reading: Reading, story: Story, names: tuple[str, ...]) -> str | None:
    """The line near the story that names its authors, half of them at least; None if there is none."""
    if not story.lines or not names:
        return None
    best = max(
        (
            (told, line)
            for text in _lines(reading, story)
            if (told := _how_many(text, names)) and (line := of(text, names))
        ),
        key=lambda one: one[0],
        default=None,
    )
    return best[1] if best and 2 * best[0] >= len(names) else None


def of(text: str, names: tuple[str, ...]) -> str | None:
    """A line without what changes by itself round the names; None if the rest of it is more than a byline has.

    >>> of("Oleh: AYU LESTARI, Jakarta | Selasa, 3 September 2025 10:15 WIB", ("Ayu Lestari",))
    'Oleh: AYU LESTARI, Jakarta'
    >>> of("Oleh Ayu Lestari, Selasa, 3 September 2025", ("Ayu Lestari",))
    'Oleh Ayu Lestari'
    >>> of("3 jam lalu · Ayu Lestari", ("Ayu Lestari",)), of("By Ayu Lestari 2 hours ago", ("Ayu Lestari",))
    ('Ayu Lestari', 'By Ayu Lestari')
    >>> of("Ayu Lestari has written about harbours since 2009.", ("Ayu Lestari",)) is None
    True
    """
    spans = [span for name in names if (span := _span(text, name)) is not None]
    if not spans:
        return None
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    before, named = _pieces(text[:start], PART)[-1], text[start:end]
    before, after = before if _is_steady(before) else "", _steady_begin(NO_BYLINE_BEHIND.sub("", text[end:]))
    if len(before) + len(after) > MOST_AROUND or _changes(named) or SENTENCE.match(text[end:]):
        return None
    return (before + named + after).strip(" |·•/;,–—-")


def _steady_begin(text: str) -> str:
    """What stands right behind the names, as far as nothing changes by itself; of a place and a date behind a comma,
    the place."""
    near, *further = _pieces(text, PART)
    kept = [*takewhile(_is_steady, _pieces(near, COMMA))]
    if not _is_steady(near):
        return WEEKDAY.sub("", "".join(kept))
    return "".join((*kept, *takewhile(_is_steady, further)))


def _pieces(text: str, separator: re.Pattern[str]) -> list[str]:
    """A text in pieces that end behind a separator; at least one, which may be empty."""
    ends = [match.end() for match in separator.finditer(text)]
    return [text[begin:end] for begin, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _is_steady(text: str) -> bool:
    return not _changes(text)


def _changes(text: str) -> bool:
    return VOLATILE.search(text) is not None or elapsed(text.strip()) is not None


def _how_many(text: str, names: tuple[str, ...]) -> int:
    return sum(_span(text, name) is not None for name in names)


def _span(text: str, name: str) -> tuple[int, int] | None:
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I)
    return match.span() if match else None


def _lines(reading: Reading, story: Story) -> Iterator[str]:
    """Lines where a byline may stand, and that are none of the story's own paragraphs, headings or captions."""
    outline = reading.outline
    first, last = story.lines[0], story.lines[-1]
    own, prose = own_elements(outline, first), frozenset(story.lines) | frozenset(story.captions)
    for start, stop in regions(outline, first, last):
        for line in range(start, stop):
            box, text = outline.home[line], outline.text[line]
            if line in prose or len(text) > LONGEST_LINE or outline.tag[box] in NO_BYLINE or PICTURE.match(text):
                continue
            if not said_by(outline.names[box]) & Says.CAPTION and not is_elsewhere(outline.element[box], own):
                yield text
