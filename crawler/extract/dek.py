"""The dek: the standfirst between the headline and the first sentence of the story."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from crawler.blocks import Outline
from crawler.extract.appeals import is_appeal, is_request
from crawler.extract.beside_paragraphs import BOXES, with_picture
from crawler.extract.class_words import Says, said_by
from crawler.extract.clutter import TERMINAL, LineTest, is_sentence
from crawler.extract.paragraphs import HEADINGS

SHORTEST, SHORTEST_NAMED = 45, 20  # characters; the latter of a box that is called the subtitle
LONGEST_HEADING_DEK = 80
LONGEST_TOGETHER = 1500
REACH = 80
MOST_SUBTITLES = 3
MOST_DIGITS = 0.25  # of all characters; "Nov. 20, 2019Updated: Nov. 20, 2019 1:35 a.m." has more
# "deck" and "intro" in the story's own box are as often its first paragraph.
SUBTITLE = re.compile(r"(?<![a-z])sub-?(?:title|headline)|standfirst", re.I)
# Boxes that stand over a story to sell it.
WALL = re.compile(
    r"(?<![a-z])(?:gating|regwall|overlay|modal|popup|newsletter|subscri\w+|log-?in|sign-?up|registration|consent|cookie)",
    re.I,
)
BESIDE = frozenset(("figure", "aside", "footer", "form"))


def dek_lines(outline: Outline, core: int, lines: Sequence[int], test: LineTest) -> list[int]:
    """The lines of the dek, none of which is among lines; [] if there is none."""
    first = lines[0] if lines else outline.first[core]
    start = next((line for line in lines if is_sentence(outline, line)), first)
    head = _headline(outline, core, start, test)
    if head is None:
        return []
    found: list[int] = []
    siblings: set[int] = set()
    told: set[str] = set()
    taken = set(lines)
    for line in range(head + 1, start):
        if line in taken or not _may_be_dek(outline, line, head, test):
            continue
        home = outline.home[line]
        says = _says(outline, home)
        text = outline.text[line]
        if text in told:
            continue  # for narrow screens and for wide ones
        together = outline.tag[home] == "p" and outline.parent[home] in siblings
        if not (TERMINAL.search(text) or says & Says.DEK or len(text) > 90 or together):
            continue
        found.append(line)
        told.add(text)
        if outline.tag[home] == "p":
            siblings.add(outline.parent[home])
    return found if sum(len(outline.text[line]) for line in found) < LONGEST_TOGETHER else []


def subtitles(outline: Outline, lines: Sequence[int]) -> list[int]:
    """The first of a story's lines whose boxes call them its subtitle: the dek of a page that has it in the story's box."""
    return list(takewhile(partial(_is_subtitle, outline), lines[:MOST_SUBTITLES]))


def _is_subtitle(outline: Outline, line: int) -> bool:
    box = outline.home[line]
    while box > 0 and outline.last[box] - outline.first[box] == 1:
        if SUBTITLE.search(outline.names[box]):
            return True
        box = outline.parent[box]
    return False


def _headline(outline: Outline, core: int, start: int, test: LineTest) -> int | None:
    """The line of the headline above the story's first sentence; failing that, the start of its article."""
    for line in range(max(0, start - REACH), start):
        home = outline.home[line]
        tag = outline.tag[home]
        if tag == "h1" or (home and outline.tag[outline.parent[home]] == "h1"):
            return line
        if tag in HEADINGS and test.is_title(outline.text[line]):
            return line
    box = core
    while box > 0 and outline.tag[box] not in ("article", "main"):
        box = outline.parent[box]
    return outline.first[box] - 1 if box > 0 and outline.first[box] >= start - 25 else None


def _says(outline: Outline, box: int) -> int:
    outer = _own(outline, outline.parent[box])
    return _own(outline, box) | (0 if outer & Says.LAYOUT else outer)


def _own(outline: Outline, box: int) -> int:
    return said_by(outline.names[box]) if box > 0 else 0  # what body's classes say is of the whole page


def _may_be_dek(outline: Outline, line: int, head: int, test: LineTest) -> bool:
    text, home = outline.text[line], outline.home[line]
    shortest = SHORTEST_NAMED if SUBTITLE.search(outline.names[home]) else SHORTEST
    if len(text) < shortest or outline.linked[line] > 0.3 * len(text) or not test.passes(line):
        return False
    if is_appeal(text) or is_request(text) or sum(map(str.isdigit, text)) > MOST_DIGITS * len(text):
        return False
    tag, own = outline.tag[home], _own(outline, home)
    if tag == "figcaption" or (tag in HEADINGS and not own & Says.DEK and len(text) < LONGEST_HEADING_DEK):
        return False
    says = _says(outline, home)
    if says & (Says.COMMENT | Says.CAPTION) or (says & (Says.CLUTTER | Says.BYLINE) and not says & Says.DEK):
        return False
    around = [box for box in (home, *outline.ancestors(home))[:4] if outline.first[box] > head]
    if not BESIDE.isdisjoint(outline.tag[box] for box in around):
        return False
    if any(WALL.search(outline.names[box]) for box in around[:3]):
        return False
    return bool(says & Says.DEK) or tag not in BOXES or not with_picture(outline, [line])
