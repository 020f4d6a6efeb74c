"""Short lines outside of paragraphs in a story that is told in paragraphs: captions and credits that no `figcaption`
marks, labels of controls, notes of the layout. Sites whose class words are hashes tell it in no other way.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from crawler.blocks import Outline
from crawler.extract.paragraphs import HEADINGS

MOSTLY = 0.8  # of a story's characters in paragraphs; measured: at .8, of 127 such lines 103 were none of the story
LONGEST = 200
TOLD_IN = HEADINGS | {"blockquote", "li", "td", "th", "dd", "dt"}
BOXES = frozenset(("div", "section", "span", "aside"))
# A box with such words holds something that is told: a heading drawn as a box, a quotation, a question.
TELLING = re.compile(
    r"quote|zitat|cit[ae]|head|title|titel|judul|(?<![a-z])h[1-6](?![a-z])|question|frage|answer|antwort|lead|intro",
    re.I,
)


def beside_paragraphs(outline: Outline, lines: Sequence[int]) -> list[int]:
    """Those of lines that stand in small boxes of their own; [] for a story that is not told in paragraphs."""
    tags, homes = outline.tag, outline.home
    lengths = [len(outline.text[line]) for line in lines]
    told = sum(length for line, length in zip(lines, lengths, strict=True) if tags[homes[line]] == "p")
    if told <= MOSTLY * sum(lengths):
        return []
    return [
        line
        for line, length in zip(lines, lengths, strict=True)
        if length < LONGEST and tags[homes[line]] in BOXES and _stands_alone(outline, homes[line])
    ]


def _stands_alone(outline: Outline, box: int) -> bool:
    """Whether a box holds a line or two, and neither it nor the box round it tells of a heading or a quotation."""
    inside = range(outline.first[box], outline.last[box])
    if len(inside) > 2 or any(outline.tag[outline.home[line]] == "p" for line in inside):
        return False
    outer = outline.parent[box]
    names = outline.names[box]
    if outline.last[outer] - outline.first[outer] == 1:
        names += " " + outline.names[outer]
    return outline.tag[outer] not in TOLD_IN and not TELLING.search(names)


def made_headings(outline: Outline, lines: Iterable[int]) -> frozenset[int]:
    """Those of lines that are bold from end to end: headings made by hand, unless a picture stands beside them."""
    return frozenset(line for line in lines if outline.bold[line] > 0.9 * len(outline.text[line]))


def with_picture(outline: Outline, lines: Collection[int]) -> frozenset[int]:
    """Those of lines whose box, or the one round it, holds a picture as well."""
    if not lines:
        return frozenset()
    pictures = [opened for opened, _, _, tag in outline.inline if tag == "img"]
    return frozenset(line for line in lines if _has_picture(outline, pictures, outline.home[line]))


def _has_picture(outline: Outline, pictures: list[int], box: int) -> bool:
    """Whether a picture stands in the smallest box round box with more than its own line."""
    for _ in range(3):
        place = bisect_left(pictures, box + 1)
        if place < len(pictures) and pictures[place] <= outline.end(box):
            return True
        box = outline.parent[box]
        if box <= 0 or outline.last[box] - outline.first[box] > 3:
            return False
    return False
