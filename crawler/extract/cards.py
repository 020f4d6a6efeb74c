"""Cards of other stories between the paragraphs of one: a picture, a headline that is a link, and that story's summary.

The headline leads elsewhere and is left out as a line; this is about the summary below it, which reads like the story.
"""

from bisect import bisect_left
from collections.abc import Iterator

from crawler.blocks import Outline
from crawler.extract.paragraphs import HEADINGS
from crawler.extract.weights import Weights

MOST_LINES = 3  # of a card
LONGEST_SUMMARY, LONGEST_LABEL = 300, 80  # characters
MOST_OF_STORY = 0.3  # of its text; where cards are more than that they are what is told: a round-up
PICTURES = frozenset(("figure", "picture", "amp-img"))


def cards(outline: Outline, weights: Weights, core: int) -> Iterator[int]:
    """Each box below core that is such a card, lies in one, or holds nothing but the line that leads to it."""
    candidates = [
        box for headline in _headlines(outline, core) if (box := _candidate(outline, core, headline)) is not None
    ]
    if not candidates:
        return
    pictures = [opened for opened, _, _, tag in outline.inline if tag == "img"]
    found = [box for box in candidates if _has_picture(outline, pictures, box)]
    whole = weights.mass_of(outline, core)
    if sum(weights.mass_of(outline, box) for box in found) < MOST_OF_STORY * whole:
        for box in found:
            yield from range(box, outline.end(box))
            above = outline.home[outline.first[box] - 1] if outline.first[box] > outline.first[core] else core
            if above > core and _leads_to(outline, above, box):
                yield above


def _headlines(outline: Outline, core: int) -> Iterator[int]:
    """The headings below core that are links from end to end."""
    first, last = outline.first, outline.last
    for box in range(core + 1, len(outline.tag)):
        line = first[box]
        if line >= last[core]:
            return
        if (
            outline.tag[box] in HEADINGS
            and last[box] - line == 1
            and outline.links[line] == 1
            and outline.linked[line] == len(outline.text[line])
        ):
            yield box


def _candidate(outline: Outline, core: int, headline: int) -> int | None:
    """The box that holds a headline and a summary, and no other text."""
    box = headline
    while outline.last[box] - outline.first[box] == 1:
        box = outline.parent[box]
        if box <= core:
            return None
    lines = range(outline.first[headline] + 1, outline.last[box])
    if outline.first[box] != outline.first[headline] or not 1 <= len(lines) < MOST_LINES:
        return None
    if any(outline.linked[line] or len(outline.text[line]) > LONGEST_SUMMARY for line in lines):
        return None
    return box


def _leads_to(outline: Outline, above: int, card: int) -> bool:
    """Whether the line right above a card is about nothing else: "Full report:", or the heading of a box that ends with it."""
    if outline.last[above] - outline.first[above] > 1:
        return False
    text = outline.text[outline.first[above]]
    if outline.tag[above] in HEADINGS:
        return outline.last[outline.parent[above]] == outline.last[card]
    return text.endswith((":", "：")) and len(text) <= LONGEST_LABEL


def _has_picture(outline: Outline, pictures: list[int], box: int) -> bool:
    end = outline.end(box)
    if not PICTURES.isdisjoint(outline.tag[box:end]):
        return True
    place = bisect_left(pictures, box + 1)
    return place < len(pictures) and pictures[place] <= end
