"""Where the byline of a story may stand: the lines round its headline and below its end, as far as they are its own."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.blocks import Outline
from crawler.extract.class_words import is_apart
from crawler.extract.story import Story
from crawler.text import comparable

HIGHEST_CLIMB = 40
HEAD_ABOVE, HEAD_MISSING, LINES_INSIDE, LINES_BELOW = 40, 15, 6, 6
SHOWN_ABOVE = 60


def head_of(outline: Outline, first: int, *, reach: int = HEAD_ABOVE) -> int | None:
    """The line of the headline above a story that begins at a line; None if none stands within reach."""
    above = range(first, max(-1, first - reach), -1)
    return next((line for line in above if outline.tag[outline.home[line]] == "h1"), None)


def regions(outline: Outline, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """The lines round the headline and the start of the story, and those right after its end."""
    count = len(outline.text)
    head = head_of(outline, first)
    begin = max(0, first - HEAD_MISSING) if head is None else head
    above = (max(0, begin - 4), min(count, first + LINES_INSIDE))
    return above, (max(above[1], last - 1), min(count, last + LINES_BELOW))


@dataclass(slots=True)
class Own:
    """The elements round the headline and round the story's first line: whatever they are called, they are its own. `known`
    remembers of the elements that were asked for, and of those round them, whether they lie elsewhere."""

    elements: frozenset[int]
    known: dict[int, bool] = field(default_factory=dict)


def own_elements(outline: Outline, first: int) -> Own:
    """The Own of the story that begins at a line."""
    head = head_of(outline, first)
    lines = (first,) if head is None else (head, first)
    return Own(
        frozenset(outline.element[box].mem_id for line in lines for box in outline.ancestors(outline.home[line]))
    )


def is_elsewhere(node: LexborNode, own: Own) -> bool:
    """Whether an element lies in comments, in a teaser or in the frame of the page, seen from the story."""
    passed: list[int] = []
    outer: LexborNode | None = node
    found = None
    while found is None and len(passed) < HIGHEST_CLIMB:
        number = outer.mem_id if outer is not None else 0
        if outer is None or number in own.elements:
            found = False
        else:
            found = own.known.get(number)
            if found is None:
                passed.append(number)
                found = _says_where(outer)
                outer = outer.parent
    own.known.update(dict.fromkeys(passed, found or False))
    return found or False


def _says_where(node: LexborNode) -> bool | None:
    """Whether an element itself is elsewhere; None if it does not say."""
    tag, attributes = node.tag, node.attributes
    if tag in ("aside", "nav", "body"):
        return tag != "body"
    if attributes and is_apart(f"{attributes.get('class') or ''} #{attributes.get('id') or ''}"):
        return True
    return None


def is_shown(outline: Outline, story: Story | None, name: str) -> bool:
    """Whether a name is printed above, in or right below the story (None: anywhere); a single word must stand as a
    word of its own. Where nothing is known of the story the answer is yes.
    """
    if story is None:
        near = outline.text
    elif story.lines:
        near = outline.text[max(0, story.lines[0] - SHOWN_ABOVE) : story.lines[-1] + 1 + LINES_BELOW]
    else:
        return True
    if " " in name:
        if any(name in text for text in near):  # most names are printed as they are told
            return True
        return comparable(name) in comparable(" ".join(near))
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.I)
    return any(word.search(text) for text in near)
