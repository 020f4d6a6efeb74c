"""Enumerations: names and such, one a line, of which some are links to what else the site has on them. A link alone on its
line leads elsewhere as a rule; among others like it that are none it is an item.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from crawler.blocks import Outline
from crawler.extract import phrases

LONGEST = 60  # characters of an item
LEAST_ITEMS = 2  # that are no links
ITEMS = frozenset(("li", "p"))
CLOSED = '.!?…。！？:”"»'


def linked_items(outline: Outline, inside: Sequence[int], kept: Iterable[int]) -> list[int]:
    """Those of the lines `inside` that are links and were not `kept`, but stand among short lines of their kind that were:
    more than there are links."""
    told = set(kept)
    links = [line for line in inside if line not in told and _is_linked_item(outline, line)]
    if not links:
        return []
    known = set(inside)
    found: list[int] = []
    seen = -1
    for link in links:
        if link > seen:
            run = _run(outline, known, link)
            seen = run[-1]
            items = sum(line in told and not outline.linked[line] for line in run)
            own = links[bisect_left(links, run.start) : bisect_right(links, seen)]
            if items >= LEAST_ITEMS and items > len(own):
                found += own
    return found


def _run(outline: Outline, known: set[int], line: int) -> range:
    """The lines round one, each right after the other, that are alike: short ones without a full stop, each in a box of
    the same tag, those in the same box."""
    kind = _kind(outline, line)
    first = last = line
    while first - 1 in known and _kind(outline, first - 1) == kind:
        first -= 1
    while last + 1 in known and _kind(outline, last + 1) == kind:
        last += 1
    return range(first, last + 1)


def _kind(outline: Outline, line: int) -> tuple[int, str] | None:
    home, text = outline.home[line], outline.text[line]
    if len(text) > LONGEST or text[-1] in CLOSED or outline.last[home] - outline.first[home] > 1:
        return None
    return outline.parent[home], outline.tag[home]


def _is_linked_item(outline: Outline, line: int) -> bool:
    text, linked = outline.text[line], outline.linked[line]
    if linked < len(text) or len(text) > LONGEST or outline.tag[outline.home[line]] not in ITEMS:
        return False
    return _kind(outline, line) is not None and not phrases.leads_on(text, linked)
