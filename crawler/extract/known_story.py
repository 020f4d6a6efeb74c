"""The story of a box that is known to hold it: WordPress's the_content(), `content.rendered` of its REST API, a
feed's content. No search; each box and line is judged by what it is, so page and API come out the same.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from crawler.blocks import Outline
from crawler.extract import phrases
from crawler.extract.appeals import is_appeal, is_open_appeal
from crawler.extract.class_words import Says, said_by
from crawler.extract.closing_credits import is_closing
from crawler.extract.enumerations import linked_items
from crawler.extract.inserted import is_bare_address, is_inserted
from crawler.extract.paragraphs import HEADINGS, box_kind
from crawler.extract.walls import asks_to_pay, before_wall, is_wall
from crawler.items import ParagraphKind
from crawler.text import comparable

# Class words of WordPress's own blocks and of what editors choose for them; they say nothing of clutter.
OWN_WORD = re.compile(
    r"(?:#?wp-(?!block-(?:latest|rss|query|search)|embed)|#?has-|#?is-|align|size-|#?gallery|#?blocks-gallery|#?attachment|#?caption|"
    r"columns?-|#?heading|#?h-|#?toc|entry-content|post-content|#?footnote).*"
)
AUTHOR_BOX = re.compile(r"(?<![a-z])author[s]?(?:[-_]|$|\s)", re.I)
AUTHOR_NOTE = re.compile(r"(?<![a-z])author[s]?[-_](?:bio|box|card|info|description|data|about)", re.I)
ASIDES = frozenset(("aside", "footer", "address"))
LEAST_OF_STORY = 0.3
LITTLE = 0.12
LEAST_LEFT = 2  # lines; an appeal may be all that a post says
STORY_SIZED = 0.9
TABLE_PARTS = frozenset("table tr td th tbody thead tfoot".split())
SENTENCE_END = (".", "!", "?", "…", "。", "”", '"', "»", ":", ")", "؟", "।")


def known_story(outline: Outline, box: int, title: str | None) -> tuple[int, ...]:
    """The lines of a box known to hold the story, without what themes, plugins and editors put between."""
    dropped = _dropped_boxes(outline, box)
    inside = [
        line
        for line in range(outline.first[box], outline.last[box])
        if not dropped[outline.home[line]] and not is_bare_address(outline, line)
    ]
    kept = list(_without_pointers(outline, inside))
    kept = sorted([*kept, *linked_items(outline, inside, kept)])
    if kept and title and _is_heading(outline, kept[0]) and comparable(outline.text[kept[0]]) == comparable(title):
        kept.pop(0)
    kept = kept[: before_wall(outline, kept)]
    while len(kept) > LEAST_LEFT and _closes(outline.text[kept[-1]]):
        kept.pop()
    return tuple(_without_orphans(outline, kept, outline.last[box]))


def _closes(text: str) -> bool:
    """Whether a last line is none of the story: an appeal, a wall, who wrote and edited it."""
    return is_appeal(text) or asks_to_pay(text) or is_closing(text)


def _dropped_boxes(outline: Outline, root: int) -> list[bool]:
    """For each box of the outline, whether it is or lies in something below root that is no story."""
    dropped = [False] * len(outline.tag)
    length = _running_lengths(outline)
    whole = length[outline.last[root]] - length[outline.first[root]] or 1
    for box in range(root + 1, len(outline.tag)):
        outer = outline.parent[box]
        if outer < root:
            break
        if dropped[outer]:
            dropped[box] = True
            continue
        tag, names = outline.tag[box], outline.names[box]
        share = (length[outline.last[box]] - length[outline.first[box]]) / whole
        dropped[box] = is_inserted(tag, names) or _is_aside(outline, box, tag, names, share)
    return dropped


def _running_lengths(outline: Outline) -> list[int]:
    return [0, *accumulate(map(len, outline.text))]


def _is_aside(outline: Outline, box: int, tag: str, names: str, share: float) -> bool:
    """Whether tag or foreign class words call a box something beside the story; share is its part of the text."""
    if tag in TABLE_PARTS or (tag in HEADINGS and "comment" not in names):
        return False
    if tag in ASIDES and share < LEAST_OF_STORY and outline.tag[outline.parent[box]] != "blockquote":
        return True
    if not names:
        return False
    foreign = " ".join(word for word in names.split() if not OWN_WORD.fullmatch(word))
    says = said_by(foreign) if foreign else 0
    if says & Says.COMMENT:
        return share < STORY_SIZED
    if AUTHOR_NOTE.search(foreign):
        return share < LEAST_OF_STORY
    if is_wall(outline, box, says, share):
        return True
    if says & Says.CLUTTER or AUTHOR_BOX.search(foreign) or "@hidden" in names:
        return share < LITTLE
    return False


def _is_heading(outline: Outline, line: int) -> bool:
    return outline.tag[outline.home[line]] in HEADINGS


def _without_pointers(outline: Outline, lines: list[int]) -> Iterator[int]:
    """lines without ad marks, lines that lead to other stories, and lists of links under a label for such."""
    after_label, before = False, -1
    for line in lines:
        text, linked = outline.text[line], outline.linked[line]
        is_link, is_gap, before = 2 * linked > len(text), line > before + 1, line
        if is_link and (after_label or (is_gap and phrases.is_label(outline.text[line - 1]))):
            after_label = True  # also below a label in a box that was left out for its names
            continue
        after_label = phrases.is_label(text)
        if after_label or phrases.leads_on(text, linked) or phrases.origin(text):
            continue
        if is_open_appeal(text):
            continue
        if linked and _is_lone_link(outline, line) and box_kind(outline, outline.home[line]) is ParagraphKind.PARAGRAPH:
            continue
        yield line


def _is_lone_link(outline: Outline, line: int) -> bool:
    """Whether a paragraph is one link and at most a few words before it: a pointer in any language."""
    text, linked = outline.text[line], outline.linked[line]
    if not linked or text.endswith(SENTENCE_END) or outline.joined[line]:
        return False
    rest = len(text) - linked
    if linked > 0.8 * len(text):
        return True
    return outline.links[line] == 1 and linked > 0.45 * len(text) and rest < 45 and len(text) < 220


def _without_orphans(outline: Outline, kept: list[int], end: int) -> Iterator[int]:
    """lines without headings whose whole section was dropped: a heading right before another or the end that
    had other lines after it."""
    for place, line in enumerate(kept):
        following = kept[place + 1] if place + 1 < len(kept) else end
        if _is_heading(outline, line) and following > line + 1:
            is_last = place + 1 == len(kept)
            if is_last or (_is_heading(outline, following) and outline.home[line] != outline.home[following]):
                continue
        yield line
