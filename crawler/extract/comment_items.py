"""Which boxes of the readers' part of a page are comments, one each: marked ones, else the shape that repeats."""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from crawler.blocks import Outline
from crawler.extract.comment_evidence import AREA, ITEM, REVIEW, Evidence
from crawler.extract.paragraphs import HEADINGS

NEVER_ITEMS = HEADINGS | frozenset("p ul ol dl table tbody thead header footer figure figcaption form pre".split())
ENTRIES = frozenset("li article tr dd blockquote".split())
UP_TO_ODD_SIGN = re.compile(r".*[^\w-]")
DIGIT = re.compile(r"\d")
LONGEST_LABEL = 40
MOST_ITEMS = 5_000
Shape = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One comment's place: its box and its lines, first to last (exclusive); inner items lie in between."""

    box: int
    first: int
    last: int


def items(outline: Outline, found: Evidence) -> list[Item]:
    """The comments of a page in its order; replies may lie inside the comment they answer."""
    flat = _definition_lists(outline, found)
    if flat:
        return flat[:MOST_ITEMS]
    shapes = _shapes(outline, found)
    best = _best(outline, found, shapes)
    if best is None:
        return []
    boxes = set(shapes[best])
    for shape, others in shapes.items():
        if shape != best and _is_reply_shape(outline, found, shape, others, boxes):
            boxes.update(others)
    return [Item(box, outline.first[box], outline.last[box]) for box in sorted(boxes)][:MOST_ITEMS]


def _definition_lists(outline: Outline, found: Evidence) -> list[Item]:
    """`dt` with the name, `dd` with the words: a comment from each `dt` to the next."""
    heads: defaultdict[int, list[int]] = defaultdict(list)
    for box, tag in enumerate(outline.tag):
        if tag == "dt" and found.inside[box] and not found.aside[box]:
            heads[outline.parent[box]].append(box)
    made = []
    for outer, boxes in heads.items():
        if not any(found.names_in(box) or found.dates_in(box) for box in boxes):
            continue
        ends = [*(outline.first[box] for box in boxes[1:]), outline.last[outer]]
        made += [Item(box, outline.first[box], end) for box, end in zip(boxes, ends, strict=True)]
    return [item for item in made if item.last > item.first]


def _shapes(outline: Outline, found: Evidence) -> dict[Shape, list[int]]:
    """Boxes that may be comments, by tag and first class word: those with words, and a name or a date."""
    shapes: defaultdict[Shape, list[int]] = defaultdict(list)
    for box, tag in enumerate(outline.tag):
        if not found.inside[box] or found.aside[box] or tag in NEVER_ITEMS:
            continue
        if _is_told(outline, found, box):
            shapes[shape_of(outline, box)].append(box)
    return shapes


def shape_of(outline: Outline, box: int) -> Shape:
    """What boxes of one kind share: tag and first class word, or those of the box round them; of entries of lists the tag."""
    if outline.tag[box] == "li":
        return "li", "", ""
    own = _first_word(outline.names[box])
    outer = "" if own else _first_word(outline.names[outline.parent[box]]) if box else ""
    return outline.tag[box], own, outer


def _first_word(names: str) -> str:
    """The first class word, without a number and what follows it ("comment" of "comment-12-3 odd")."""
    words = names.partition(" @")[0].split(None, 1)
    if not words:
        return ""
    odd = UP_TO_ODD_SIGN.match(words[0])
    number = DIGIT.search(words[0], odd.end() if odd else 0)
    return words[0][: number.start()].rstrip("_-") if number else words[0]


def _is_told(outline: Outline, found: Evidence, box: int) -> bool:
    """Whether a box has words of a reader, and says whose or when."""
    if not found.words_in(outline, box):
        return False
    if found.names_in(box) or found.dates_in(box) or box in found.schema:
        return True
    return bool(found.parts[box] & ITEM) and _begins_with_a_name(outline, found, box)


def _begins_with_a_name(outline: Outline, found: Evidence, box: int) -> bool:
    """Whether the first line of an element called comment is short, and others follow."""
    lines = (line for line in range(outline.first[box], outline.last[box]) if not found.aside[outline.home[line]])
    first, second = next(lines, None), next(lines, None)
    if first is None or second is None:
        return False
    text = outline.text[first]
    return len(text) <= LONGEST_LABEL and text[-1] not in ".!?…" and any(map(str.isalpha, text))


def _best(outline: Outline, found: Evidence, shapes: dict[Shape, list[int]]) -> Shape | None:
    """The shape of comments: the most frequent, named ones first, the outermost of equals.

    One box alone is a comment only if it is called one, or is an entry of a list of comments.
    """
    ranked = []
    for shape, boxes in shapes.items():
        named = sum(1 for box in boxes if found.parts[box] & ITEM or box in found.schema)
        is_entry = shape[0] in ENTRIES
        if not named and not is_entry and len(boxes) < 2:
            continue
        is_review = any(found.parts[box] & REVIEW for box in boxes) and len(boxes) < 2
        if is_review and not any(found.parts[box] & AREA for box in boxes):
            continue
        ranked.append((len(boxes) + (0.5 if named else 0) + (0.25 if is_entry else 0), -boxes[0], shape))
    return max(ranked)[2] if ranked else _alone(outline, found, shapes)


def _alone(outline: Outline, found: Evidence, shapes: dict[Shape, list[int]]) -> Shape | None:
    """The innermost of the boxes round a single comment that nothing calls one: it has words and a date."""
    dated = [
        (boxes[0], shape)
        for shape, boxes in shapes.items()
        if found.dates_in(boxes[0]) and any(found.parts[box] & AREA for box in (boxes[0], *outline.ancestors(boxes[0])))
    ]
    return max(dated)[1] if dated else None


def _is_reply_shape(outline: Outline, found: Evidence, shape: Shape, others: list[int], boxes: set[int]) -> bool:
    """Whether a second shape is comments too: marked or called so, apart from the first or a reply in it."""
    if not all(found.parts[box] & ITEM or box in found.schema for box in others):
        return False
    known = sorted(boxes)
    holders = _innermost(outline, boxes)
    for other in others:
        place = bisect_right(known, other)
        if place < len(known) and known[place] < found.ends[other]:
            return False
        holder = holders[outline.parent[other]]
        if holder >= 0 and found.names_in(holder) <= found.names_in(other):
            return False
    return True


def _innermost(outline: Outline, boxes: set[int]) -> list[int]:
    """For each box, the one of boxes that holds it or is it, the innermost; -1 for none."""
    holders: list[int] = []
    for box, outer in enumerate(outline.parent):
        holders.append(box if box in boxes else holders[outer] if outer >= 0 else -1)
    return holders
