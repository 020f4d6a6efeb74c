"""The list a page is about: which of its links are the headlines, in which order, and which only decorate.

Works without configuration, by three kinds of evidence: containers of one make that repeat, links that
read like headlines, addresses that look like stories. Where links stand is left to `surroundings`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.discover.shape import looks_like_article
from crawler.discover.surroundings import HEADINGS, Surroundings, ancestors, heads_a_box, is_entry
from crawler.page import Anchor
from crawler.text import clean_line

MAX_CANDIDATES = 5_000
HEADING_ABOVE = 4
READ_MORE = re.compile(
    r"(?:baca|lihat|lanjut\w*|read|continue|more|selengkapnya|selanjutnya|lebih|detail|view|full|komentar|comments?|"
    r"leave|tinggalkan|reply|balas|edit|sunting|share|bagikan|\d+)\b",
    re.I,
)
PASSING_CLASS = re.compile(r"\d|^(?:category|tag|status|format|sticky|has|odd|even|first|last)(?:-|$)")
TITLES_INSIDE = "h1, h2, h3, h4, h5, h6, [class*='title']"
HEADLINE_WORDS = 3
# A group of links needs this mean weight: an address or a text like a story's, and a second sign.
WORTH_A_LOOK = 1.0

Make = tuple[str, str, str]


@dataclass(slots=True)
class Story:
    """One address the page links to in its own matter, with all links that lead there."""

    key: str
    url: str
    place: int
    anchors: list[Anchor] = field(default_factory=list)
    item: LexborNode | None = None
    headed: bool = False
    title: str | None = None
    weight: float = 0.0


def stories_in_order(candidates: Iterable[tuple[str, str, Anchor]], around: Surroundings) -> list[Story]:
    """The stories of the page's main list, as they stand; candidates are (key, URL, link) in page order."""
    stories = _gathered(candidates, around)
    _find_items(stories)
    for story in stories:
        _weigh(story)
    return _chosen([story for story in stories if story.item is not None])


def _gathered(candidates: Iterable[tuple[str, str, Anchor]], around: Surroundings) -> list[Story]:
    found: dict[str, Story] = {}
    for place, (key, url, anchor) in enumerate(islice(candidates, MAX_CANDIDATES)):
        if not around.of(anchor.node).in_box:
            found.setdefault(key, Story(key, url, place)).anchors.append(anchor)
    return list(found.values())


def _find_items(stories: list[Story]) -> None:
    """Give each story its item: the largest element around its first link that holds no other story's link."""
    holders = _holders(stories)
    for story in stories:
        item = story.anchors[0].node
        for above in ancestors(item):
            if holders[above.mem_id] is None or above.tag in ("body", "main"):
                break
            item = above
            if above.tag == "article":
                break  # a list of one story: its item is the article, not all that surrounds it
        story.item = item


def _holders(stories: list[Story]) -> dict[int, str | None]:
    """By element: the one story whose links it holds; None if there are several.

    Above an element that was known to hold several all do: looking no further keeps this linear in a deep tree.
    """
    holders: dict[int, str | None] = {}
    for story in stories:
        for anchor in story.anchors:
            for above in ancestors(anchor.node):
                holder = holders.setdefault(above.mem_id, story.key)
                if holder is None:
                    break
                if holder != story.key:
                    holders[above.mem_id] = None
    return holders


def _weigh(story: Story) -> None:
    """Choose the story's title among its links and say how much it looks like a headline."""
    best = ""
    for anchor in story.anchors:
        text, headed = _headline(anchor)
        if headed and text and not story.headed:
            story.headed, best = True, text
        elif not story.headed and len(text) > len(best) and not READ_MORE.match(text):
            best = text
    story.title = best or None
    count = len(best.split())
    signs = (
        (2.0, story.headed),
        (1.0, looks_like_article(story.url) is True),
        (1.0, count >= HEADLINE_WORDS),
        (0.5, count >= 2 * HEADLINE_WORDS),
        (1.0, story.item is not None and is_entry(story.item)),
    )
    story.weight = sum(weight for weight, holds in signs if holds)


def _headline(anchor: Anchor) -> tuple[str, bool]:
    """The words of a link that stand for the story, and whether they are set as a heading."""
    if any(above.tag in HEADINGS for above in islice(ancestors(anchor.node), HEADING_ABOVE)):
        return anchor.text, True
    inside = anchor.node.css_first(TITLES_INSIDE)
    if inside is None:
        return anchor.text, False
    return clean_line(inside.text(separator=" ")), inside.tag in HEADINGS


def _make(item: LexborNode) -> Make:
    """What the items of one list share: their tag, their lasting class words, and their parent's."""
    parent = item.parent
    around = (parent.attributes.get("class") or "") if parent is not None else ""
    return item.tag or "", _lasting(item.attributes.get("class") or "", 3), _lasting(around, 6)


def _lasting(classes: str, count: int) -> str:
    return " ".join([word for word in classes.split() if not PASSING_CLASS.search(word)][:count])


def _chosen(stories: list[Story]) -> list[Story]:
    """The stories of the heaviest make, and headlines of equal weight that stand before them."""
    worth = [story for story in stories if story.weight >= WORTH_A_LOOK]
    outside = [story for story in worth if story.item is not None and not heads_a_box(story.item.parent)]
    groups: dict[Make, list[Story]] = defaultdict(list)
    for story in outside or worth:
        if story.item is not None:
            groups[_make(story.item)].append(story)
    if not groups:
        return []
    members = max(groups.values(), key=lambda group: sum(story.weight for story in group))
    mean = sum(story.weight for story in members) / len(members)
    if len(members) == 1 and mean <= 2 * WORTH_A_LOOK:
        return []
    own, first = {story.key for story in members}, members[0].place
    leads = [s for s in outside if s.place < first and s.headed and s.weight >= mean - 1 and s.key not in own]
    return leads + members
