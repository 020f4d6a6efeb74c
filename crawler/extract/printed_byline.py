"""Names of authors in bylines that a page prints near its story: above it, or right below."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter

from crawler.blocks import Outline
from crawler.extract.byline_phrases import (
    AFTER_NAME,
    LABEL,
    PICTURE,
    SPOKEN,
    announced,
    beside_date,
    east_asian,
)
from crawler.extract.class_words import Says, said_by
from crawler.extract.names import GLUED, has_lead, one_name, spoken_names
from crawler.extract.near_story import Own, is_elsewhere, own_elements, regions
from crawler.extract.reading import Reading
from crawler.extract.signature import is_signed
from crawler.extract.site_names import is_of_site
from crawler.text import clean_line, comparable

# Of names in lower case: with re.I they take five times as long.
AUTHOR_WORD = re.compile(
    r"author|byline|autor(?!i)|auteur|@author|verfasser|writer|penulis|reporter|submitted|contributor"
)
NAME_WORD = re.compile(r"(?<![a-z])(?:fn|username|user-?name|full-?name|author-?name|documentauthor)(?![a-z])")
OTHER_WORD = re.compile(
    r"comment|related|bio|teaser|avatar|description|social|follow|more|recommend|image|photo|caption"
)
AUTHOR_LINK = re.compile(
    r"/(?:authors?|autor(?:in|en)?|auteurs?|journalists?|profile?|people|redakteure?|penulis|redaktion|users?|user-uebersicht)/|"
    r"[?&]author=\d|userinfo|viewprofile"
)
NETWORK = re.compile(
    r"(?:youtube|facebook|twitter|instagram|linkedin|xing|pinterest|tiktok)\.|^https?://(?:www\.)?x\.com/"
)
DIGIT = re.compile(r"\d")
SENTENCE_GOES_ON = re.compile(r"[^.!?|]{20,}[.!?]$")  # "… in the 100 yards, beaten by Ada Lovelace for first place."
MOST_NAMES, MOST_CANDIDATES, MOST_BOXES = 4, 10, 12
SHORT_LINE, LONGEST_LINE, LONGEST_NAMES = 40, 150, 110
NO_BYLINE = frozenset(("h1", "h2", "h3", "figcaption"))


def printed_names(reading: Reading, first: int, last: int) -> tuple[str, ...]:
    """The names in the byline of the story between two lines of the outline; () if none is printed near it."""
    outline = reading.outline
    own = own_elements(outline, first)
    for start, stop in regions(outline, first, last):
        marked = (_named(text, is_name=is_name) for text, is_name in _candidates(reading, own, start, stop))
        for found in chain(marked, _in_lines(reading, own, start, stop, story=(first, last))):
            names = [name for name in found if comparable(name) not in reading.site_names]
            if names:
                others = (name for name in names[1:] if not is_of_site(name, reading.site_names))
                return tuple([names[0], *others][:MOST_NAMES])
    return ()


def _named(text: str, *, is_name: bool) -> list[str]:
    """The names in the text of an element that calls itself a byline."""
    if PICTURE.match(text):
        return []
    said = announced(text)
    if said:
        return _told_in_words(said)
    short = AFTER_NAME.sub("", text)
    if len(short) > LONGEST_NAMES:
        return []
    return spoken_names([short], single=is_name or has_lead(short))


def _told_in_words(said: str) -> list[str]:
    names = spoken_names([said], single=True)
    name = one_name(said) if not names and " " not in said else None
    return [name] if name else names


def _in_lines(reading: Reading, own: Own, start: int, stop: int, *, story: tuple[int, int]) -> Iterator[list[str]]:
    """Names in lines that say by words alone who wrote: behind a label, a phrase of software, "By", a signature."""
    outline = reading.outline
    mine = [
        line
        for line in range(start, stop)
        if len(outline.text[line]) < LONGEST_LINE
        and outline.tag[outline.home[line]] not in NO_BYLINE
        and not is_elsewhere(outline.element[outline.home[line]], own)
    ]
    for line in mine:
        text = outline.text[line]
        if LABEL.fullmatch(text) and line + 1 < stop:
            yield _named(outline.text[line + 1].partition("/")[0], is_name=False)
    for line in mine:
        is_inside = story[0] + 1 < line < story[1] - 1
        said = None if is_inside else announced(outline.text[line])
        if said and not PICTURE.match(outline.text[line]):
            yield _told_in_words(said)
    prose = [line for line in mine if not said_by(outline.names[outline.home[line]]) & Says.CAPTION]
    for line in prose:
        yield _spoken(outline.text[line], outline.names[outline.home[line]])
    for line in mine:
        yield east_asian(outline.text[line])
    for line in mine:
        if story[0] - 8 < line < story[0]:
            yield spoken_names(beside_date(outline.text[line]))
    for line in mine:
        if line > story[1] and is_signed(outline, line):
            yield spoken_names([outline.text[line]])


def _candidates(reading: Reading, own: Own, start: int, stop: int) -> list[tuple[str, bool]]:
    """(text, whether the markup says it is a name) of elements that call themselves a byline."""
    outline = reading.outline
    boxes: list[tuple[str, bool]] = []
    begin, end = (bisect_left(outline.first, line, lo=1) for line in (start, stop))  # boxes come in page order
    for box in range(begin, end):
        first, last = outline.first[box], outline.last[box]
        if last <= stop + 2 and last - first <= 6:
            names = outline.names[box].lower()
            if names and AUTHOR_WORD.search(names) and not OTHER_WORD.search(names):
                if not is_elsewhere(outline.element[box], own):
                    is_name = NAME_WORD.search(names) is not None
                    boxes.extend((outline.text[line], is_name) for line in range(first, last))
                if len(boxes) > MOST_BOXES:
                    break
    named: list[tuple[str, bool]] = []
    linked: list[tuple[str, bool]] = []
    for text, kind in _elements(reading, own, start, stop):
        if kind == "link":
            if any(text in outline.text[line] for line in range(start, stop) if _may_name(outline, line)):
                linked.append((text, True))
        else:
            named.insert(0, (text, kind == "name"))
    named.sort(key=itemgetter(1), reverse=True)  # a box of the author's other stories is called by the author, too
    return [*named, *boxes, *linked][:MOST_CANDIDATES]


def _may_name(outline: Outline, line: int) -> bool:
    """Whether a line is short, and no path through the site's sections, of which "People" may be one."""
    return len(outline.text[line]) < LONGEST_LINE and "breadcrumb" not in outline.names[outline.home[line]].lower()


def _elements(reading: Reading, own: Own, start: int, stop: int) -> Iterator[tuple[str, str]]:
    """(text, "name", "byline" or "link") of the inline elements among these lines that tell of an author."""
    outline = reading.outline
    homes = outline.home[start:stop]
    if not homes:
        return
    lowest, highest = min(homes), max(homes)
    begin, end = (bisect_right(outline.inline, box, key=itemgetter(0)) for box in (lowest, highest + 1))
    for _, attributes, node, _ in outline.inline[begin:end]:
        names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
        low = names.lower()
        is_author = "author" in (attributes.get("rel") or "").split()
        is_named = len(low) > 1
        if is_author or (is_named and AUTHOR_WORD.search(low) and not OTHER_WORD.search(low)):
            kind = "name" if is_author or "name" in names else "byline"
        elif is_named and NAME_WORD.search(low):
            kind = "name"
        elif AUTHOR_LINK.search(href := attributes.get("href") or "") and not NETWORK.search(href):
            kind = "link"
        else:
            continue
        if not is_elsewhere(node, own):
            yield clean_line(node.text(separator=" ")), kind


def _spoken(text: str, names: str) -> list[str]:
    match = SPOKEN.search(text)
    if match is None:
        return spoken_names([text]) if len(text) <= SHORT_LINE and GLUED.match(text) else []
    near_digits = bool(DIGIT.search(text))
    if (
        match.start() >= 3
        and not said_by(names) & Says.BYLINE
        and (not near_digits or SENTENCE_GOES_ON.match(text, match.end()))
    ):
        return []
    return spoken_names([AFTER_NAME.sub("", match[1])], single=match.start() < 3 and len(text) <= SHORT_LINE)
