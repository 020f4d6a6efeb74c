"""Names of authors in bylines that a page prints near its story: above it, or right below."""

import re
from collections.abc import Iterator

from crawler.blocks import Outline
from crawler.extract.class_words import Says, said_by
from crawler.extract.names import spoken_names
from crawler.extract.reading import Reading
from crawler.text import clean_line, comparable

AUTHOR_WORD = re.compile(r"author|byline|autor(?!i)|auteur|@author|verfasser|writer|penulis|reporter", re.I)
OTHER_WORD = re.compile(r"comment|related|bio|teaser|avatar|description|social|follow|more|recommend", re.I)
AUTHOR_LINK = re.compile(r"/(?:authors?|autor(?:in|en)?|auteurs?|journalists?|profile|people|redakteure?|penulis)/")
AFTER_NAME = re.compile(
    r"(?:\s+(?:am|on|le|el|il|på|pada)\b|\s+(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[.,]?\s|\s[|•·]\s|\s[–-]\s|\d|"
    r"\s+(?:Shares?|Foto|Symbolbild|Bild|Quelle)\b).*$"
)
WORD = r"[A-ZÀ-ÞĀ-Ž][\w.'’-]+"
SPOKEN = re.compile(
    r"(?:^|[\s|:,(])(?:[Ww]ritten by|[Bb][Yy]|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor|[Oo]leh|[Aa]v|[Pp]rzez|[Aa]utor(?:in|en)?:|[Aa]uthors?:|"
    r"[Tt]ext[oe]?:|[Ww]ords:|[Pp]enulis:)\s*:?\s+("
    rf"{WORD}(?:(?:\s+(?:de|van|von|der|di|la|del|den|bin|al))?\s+{WORD}){{0,3}}(?:\s*(?:,|und|and|et|y|&)\s*{WORD}(?:\s+{WORD}){{1,2}})*)"
)
DIGIT = re.compile(r"\d")
MOST_NAMES, MOST_CANDIDATES = 4, 8
SHORT_LINE = 40


def printed_names(reading: Reading, first: int, last: int) -> tuple[str, ...]:
    """The names in the byline of the story between two lines of the outline; () if none is printed near it."""
    outline = reading.outline
    for start, stop in _regions(outline, first, last):
        for text, is_name in _candidates(reading, start, stop):
            short = AFTER_NAME.sub("", text)
            if len(short) <= 110:
                found = _not_the_site(reading, spoken_names([short], single=is_name))
                if found:
                    return tuple(found[:MOST_NAMES])
        for line in range(start, stop):
            found = _not_the_site(reading, _spoken(outline, line))
            if found and not reading.is_elsewhere(outline.element[outline.home[line]], lists=True):
                return tuple(found[:MOST_NAMES])
    return ()


def _regions(outline: Outline, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """The lines round the headline and the start of the story, and those right after its end."""
    count = len(outline.text)
    head = next(
        (line for line in range(first, max(-1, first - 40), -1) if outline.tag[outline.home[line]] == "h1"),
        max(0, first - 15),
    )
    above = (max(0, head - 4), min(count, first + 6))
    return above, (max(above[1], last - 1), min(count, last + 6))


def _candidates(reading: Reading, start: int, stop: int) -> list[tuple[str, bool]]:
    """(text, whether the markup says it is a name) of elements that call themselves a byline."""
    outline = reading.outline
    boxes: list[tuple[str, bool]] = []
    for box in range(1, len(outline.tag)):
        first, last = outline.first[box], outline.last[box]
        if start <= first < stop and last <= stop + 2 and last - first <= 6:
            names = outline.names[box]
            if names and AUTHOR_WORD.search(names) and not OTHER_WORD.search(names):
                if not reading.is_elsewhere(outline.element[box], lists=True):
                    boxes.extend((outline.text[line], False) for line in range(first, last))
                if len(boxes) > 12:
                    break
    named: list[tuple[str, bool]] = []
    linked: list[tuple[str, bool]] = []
    for text, kind in _elements(reading, start, stop):
        if kind == "link":
            linked.append((text, True))
        else:
            named.insert(0, (text, kind == "name"))
    return [*named, *boxes, *linked][:MOST_CANDIDATES]


def _elements(reading: Reading, start: int, stop: int) -> Iterator[tuple[str, str]]:
    """(text, "name", "byline" or "link") of the inline elements among these lines that tell of an author."""
    outline = reading.outline
    homes = outline.home[start:stop]
    if not homes:
        return
    lowest, highest = min(homes), max(homes)
    for boxes, attributes, node in outline.inline:
        if not lowest < boxes <= highest + 1:
            continue
        names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
        is_author = "author" in (attributes.get("rel") or "").split()
        if is_author or (names != " " and AUTHOR_WORD.search(names) and not OTHER_WORD.search(names)):
            kind = "name" if is_author or "name" in names else "byline"
        elif AUTHOR_LINK.search(attributes.get("href") or ""):
            kind = "link"
        else:
            continue
        if not reading.is_elsewhere(node, lists=True):
            yield clean_line(node.text(separator=" ")), kind


def _spoken(outline: Outline, line: int) -> list[str]:
    text = outline.text[line]
    match = SPOKEN.search(text) if len(text) < 150 else None
    if match is None:
        return []
    near_digits = bool(DIGIT.search(text))
    if match.start() >= 3 and not near_digits and not said_by(outline.names[outline.home[line]]) & Says.BYLINE:
        return []
    return spoken_names([AFTER_NAME.sub("", match[1])], single=match.start() < 3 and len(text) <= SHORT_LINE)


def _not_the_site(reading: Reading, names: list[str]) -> list[str]:
    return [name for name in names if comparable(name) not in reading.site_names]
