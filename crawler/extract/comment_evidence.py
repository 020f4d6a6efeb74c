"""Where the readers' part of a page is, and which of its lines tell a name or a date: what comments are recognised by."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.blocks import Outline
from crawler.extract.comment_names import Part, area_of, names_readers, part_of
from crawler.extract.comment_stamp import LONGEST_STAMP, Stamp, stamp
from crawler.extract.reading import Reading
from crawler.text import clean_line

AREA, ITEM, TEXT, AUTHOR = int(Part.AREA), int(Part.ITEM), int(Part.TEXT), int(Part.AUTHOR)
DATE, ASIDE, REVIEW, FRAME = int(Part.DATE), int(Part.ASIDE), int(Part.REVIEW), int(Part.FRAME)
SCHEMA, RDFA = ("/Comment", "/UserComments", "/Review", "/Answer"), "Comment"  # what itemtype and typeof end in
NEVER_ASIDE = frozenset(("li", "article", "blockquote", "p"))
FRAMES = frozenset(("form", "nav", "fieldset", "menu"))
LONGEST_NAME_TEXT = 80
MOST_OF_STORY = 0.3
SHORT_FRAME = 3  # lines
HIGHEST_CLIMB = 30
SHORTEST_LINE, MOST_MARKED = 2, 20
MOST_LOOKS = 15_000
LONGEST_MARK, MOST_READ = 1_000, 2_000_000  # characters
DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Evidence:
    """Of each box of an outline: `parts`, `ends` (the box after its last descendant), whether it is `inside` the
    readers' part, `aside` there, a marked `schema` comment; `authors` and `dates`: elements by the box that holds
    them; `stamps` by line. `named` and `dated` are the boxes that say a name or a date, `spoken` the lines of readers' words,
    each in order."""

    parts: list[int]
    ends: list[int]
    inside: list[bool]
    aside: list[bool]
    schema: set[int]
    authors: dict[int, list[LexborNode]] = field(default_factory=dict)
    dates: dict[int, list[LexborNode]] = field(default_factory=dict)
    stamps: dict[int, Stamp] = field(default_factory=dict)
    spoken: list[int] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    dated: list[int] = field(default_factory=list)

    def words_in(self, outline: Outline, box: int) -> bool:
        """Whether any line of a box is more than a name, a date, a label or a link."""
        return _between(self.spoken, outline.first[box], outline.last[box]) > 0

    def names_in(self, box: int) -> int:
        """How many elements of a box say a name."""
        return _between(self.named, box, self.ends[box])

    def dates_in(self, box: int) -> int:
        """How many elements of a box say a date."""
        return _between(self.dated, box, self.ends[box])


def _between(places: list[int], first: int, last: int) -> int:
    """How many of places, which are in order, lie from first to last (exclusive)."""
    return bisect_left(places, last) - bisect_left(places, first)


def evidence(reading: Reading, story: Iterable[int], *, known: Iterable[int] = ()) -> Evidence | None:
    """The Evidence of a page; None if nothing on it calls itself comments.

    Lines of the story are never in it. known: boxes that are comments for sure.
    """
    outline = reading.outline
    schema = _schema(reading) | set(known)
    if not schema and not names_readers("\n".join(set(outline.names))):
        return None
    size = len(outline.tag)
    found = Evidence([0] * size, _ends(outline), [False] * size, [False] * size, schema)
    inside = _mark_areas(outline, found, sorted(story))
    if not inside:
        return None
    _mark_aside(outline, found, inside)
    _mark_inline(reading, found, inside)
    _mark_boxes(outline, found, inside)
    _mark_stamps(reading, found)
    homes = outline.home
    found.spoken = [
        line for line, home in enumerate(homes) if found.inside[home] and _is_spoken(outline, found, line, home)
    ]
    found.named = sorted({*found.authors, *(homes[line] for line, own in found.stamps.items() if own.name)})
    found.dated = sorted({*found.dates, *(homes[line] for line in found.stamps)})
    return found


def _schema(reading: Reading) -> set[int]:
    outline = reading.outline
    marked = {box for box, kind, is_type in outline.kinds if kind.endswith(SCHEMA if is_type else RDFA)}
    return marked if marked and any("@" in names for names in outline.names) else set()


def _ends(outline: Outline) -> list[int]:
    """For each box, the number of the first box behind its descendants."""
    ends = list(range(1, len(outline.tag) + 1))
    parents = outline.parent
    for box in range(len(ends) - 1, 0, -1):
        end = ends[box]
        if end > ends[parents[box]]:
            ends[parents[box]] = end
    return ends


def _mark_areas(outline: Outline, found: Evidence, story: list[int]) -> list[int]:
    """Fill `inside` and `parts`; the boxes inside. A box that holds much of the story is no readers' part, whatever it
    is called."""
    marked: list[int] = []
    inside, schema = found.inside, found.schema
    elsewhere = [False] * (len(outline.tag) + 1)  # the last for the box round box 0
    for box, (outer, names) in enumerate(zip(outline.parent, outline.names, strict=True)):
        off, within = elsewhere[outer], box > 0 and inside[outer]
        if names and not off:
            begins, is_lost = area_of(names)
            begins = begins or box in schema
            if begins or is_lost or within:
                is_part = not _holds_story(outline, box, story)
                off, within = is_part and is_lost, is_part and (within or begins) and not is_lost
        if off:
            elsewhere[box] = True
        elif within:
            inside[box] = True
            marked.append(box)
            found.parts[box] = part_of(names) if names else 0
    return marked


def _mark_aside(outline: Outline, found: Evidence, inside: list[int]) -> None:
    """Fill `aside` for the boxes inside, which come in page order."""
    parts = found.parts
    spoken = [box for box in inside if parts[box] & (TEXT | ITEM | AUTHOR)]
    for box in inside:
        holds = _between(spoken, box + 1, found.ends[box]) > 0
        is_own = _is_aside(outline.tag[box], parts[box], holds=holds)
        found.aside[box] = is_own or (box > 0 and found.aside[outline.parent[box]])


def _holds_story(outline: Outline, box: int, story: list[int]) -> bool:
    held = bisect_right(story, outline.last[box] - 1) - bisect_right(story, outline.first[box] - 1)
    return held > max(2, MOST_OF_STORY * len(story))


def _is_aside(tag: str, part: int, *, holds: bool) -> bool:
    """Whether a box is a form or a row of buttons; holds: there are boxes in it that hold words or a name."""
    if tag in FRAMES:
        return True
    if part & (TEXT | AUTHOR | DATE) or tag in NEVER_ASIDE:
        return False
    return bool(part & FRAME) or (bool(part & ASIDE) and not part & (ITEM | AREA | REVIEW) and not holds)


def _mark_inline(reading: Reading, found: Evidence, inside: list[int]) -> None:
    """Inline elements that say a name or a date and little else, by the box that holds them."""
    outline = reading.outline
    boxes = {outline.element[box].mem_id: box for box in inside}
    budget = MOST_READ
    for opened, attributes, node, tag in outline.inline:
        if not found.inside[opened - 1] or (len(attributes) == 1 and "href" in attributes):
            continue
        names = _words(attributes)
        part = part_of(names) if names else 0
        is_time = tag == "time" or "datetime" in attributes
        if not part & (AUTHOR | DATE) and not is_time:
            continue
        box = _holder(node, boxes)
        if box is None or found.aside[box]:
            continue
        text = node.text()
        budget -= len(text)
        if budget < 0:  # one that is never closed holds all that follows it
            return
        text = clean_line(text) if len(text) <= LONGEST_MARK else ""
        if part & AUTHOR and not is_time and 0 < len(text) <= LONGEST_NAME_TEXT:
            found.authors.setdefault(box, []).append(node)
        elif (is_time or part & DATE) and _has_digit(text, attributes):
            found.dates.setdefault(box, []).append(node)


def _has_digit(text: str, attributes: dict[str, str | None]) -> bool:
    """Whether an element can tell a date: its text or an attribute has a number. Templates have empty ones."""
    told = (attributes.get(name) or "" for name in ("datetime", "content", "title", "data-time", "data-content"))
    return any(map(DIGIT.search, told)) or DIGIT.search(text) is not None


def _words(attributes: dict[str, str | None]) -> str:
    item, rel = attributes.get("itemprop") or attributes.get("property"), attributes.get("rel") or ""
    names = attributes.get("class") or ""
    if attributes.get("id"):
        names += f" #{attributes['id']}"
    if item:
        names += f" @{item.rpartition(':')[2]}"
    return names + " author" if "author" in rel.split() else names


def _holder(node: LexborNode, boxes: dict[int, int]) -> int | None:
    outer = node.parent
    for _ in range(HIGHEST_CLIMB):
        if outer is None:
            return None
        if outer.mem_id in boxes:
            return boxes[outer.mem_id]
        outer = outer.parent
    return None


def _mark_boxes(outline: Outline, found: Evidence, inside: list[int]) -> None:
    """Block elements that say a name or a date, if they are as short as one."""
    for box in inside:
        part = found.parts[box]
        if not part & (AUTHOR | DATE) or found.aside[box] or part & TEXT:
            continue
        lines = range(outline.first[box], outline.last[box])
        if not 1 <= len(lines) <= 3 or sum(len(outline.text[line]) for line in lines) > 2 * LONGEST_NAME_TEXT:
            continue
        node = outline.element[box]
        if part & AUTHOR and len(outline.text[lines[0]]) <= LONGEST_NAME_TEXT:
            found.authors.setdefault(box, []).append(node)
        elif part & DATE and DIGIT.search(outline.text_of(box)):
            found.dates.setdefault(box, []).append(node)


def _is_spoken(outline: Outline, found: Evidence, line: int, home: int) -> bool:
    """Whether a line of the readers' part is more than a name, a date, a label or a link."""
    text = outline.text[line]
    if found.aside[home] or line in found.stamps:
        return False
    if (found.parts[home] & (AUTHOR | DATE) and not found.parts[home] & TEXT) or outline.linked[line] > 0.5 * len(text):
        return False
    marked = (*found.authors.get(home, ()), *found.dates.get(home, ()))
    if len(marked) <= MOST_MARKED:
        for node in marked:
            if len(node.text()) > LONGEST_MARK:
                continue
            text = text.replace(clean_line(node.text(separator=" ")), " ", 1)
    return len(text.strip()) >= SHORTEST_LINE


def _mark_stamps(reading: Reading, found: Evidence) -> None:
    outline = reading.outline
    looks = 0
    for line, text in enumerate(outline.text):
        home = outline.home[line]
        if not found.inside[home] or len(text) > LONGEST_STAMP or not DIGIT.search(text):
            continue
        looks += 1
        if looks > MOST_LOOKS:  # each costs as much as a page's word; five thousand comments have fewer
            return
        own = stamp(reading, text)
        if own is None:
            continue
        found.stamps[line] = own
        while home > 0 and found.aside[home] and outline.last[home] - outline.first[home] <= SHORT_FRAME:
            found.aside[home] = False  # a row of stars that names the writer
            home = outline.parent[home]
