"""How much of the story each line may carry: its length without links, times what its boxes' names and tags say.

Weights, not verdicts: one misleading class costs a little, so a `sidebar-grid` round the whole page or an
unclosed `#nav` is outweighed by the text. Tuned on four corpora of news pages.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from crawler.blocks import Outline
from crawler.extract.class_words import Says, said_by
from crawler.extract.density import density
from crawler.extract.paragraphs import HEADINGS

COMMENT, CLUTTER, CAPTION, BYLINE = Says.COMMENT, Says.CLUTTER, Says.CAPTION, Says.BYLINE
STORY, LAYOUT = Says.STORY, Says.LAYOUT
LEAVES = frozenset("p ul ol dl table blockquote li h2 h3 h4 h5 h6 td dd dt pre th center tr tbody thead".split())
GROUPS = frozenset(("ul", "ol", "blockquote", "table"))
TAG_FACTOR = {
    "footer": 0.15,
    "aside": 0.15,
    "menu": 0.1,
    "dialog": 0.1,
    "figure": 0.3,
    "figcaption": 0.2,
    "header": 0.8,
    "form": 0.45,
    "details": 0.5,
    "address": 0.3,
    "article": 1.1,
}
UNNAMED = 0, 1.0
LINK_COST = 2.5
SHORTEST_MASS, LARGEST_MASS = 40, 700.0
LITTLE_MASS = 250.0  # of a page: its paragraphs may be short because each of its characters is a word
FULL_COMPANY = 500.0  # mass of the paragraphs of one parent from which each counts in full


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each box: `says`, `factor` (its own) and `weight` (with its ancestors). Of each line: its `mass` by
    length alone. `summed`, `weighed`, `characters` and `linked` are running sums over the lines."""

    says: list[int]
    factor: list[float]
    weight: list[float]
    mass: list[float]
    summed: list[float]
    weighed: list[float]
    characters: list[int]
    linked: list[int]

    def mass_of(self, outline: Outline, box: int) -> float:
        """The mass of a box by length alone."""
        return self.summed[outline.last[box]] - self.summed[outline.first[box]]


def weigh(outline: Outline) -> Weights:
    """The weights of a page's outline."""
    masses = _masses(outline, 1.0)
    if sum(masses) < LITTLE_MASS:
        masses = _masses(outline, density(outline.text))
    says, factor, weight = _weigh_boxes(outline)
    tags, parents, homes = outline.tag, outline.parent, outline.home
    group: list[int] = []
    company: defaultdict[int, float] = defaultdict(float)
    for home, own in zip(homes, masses, strict=True):
        box = parents[home] if tags[home] in LEAVES else home
        if box > 0 and tags[box] in GROUPS:
            box = parents[box]
        group.append(box)
        if own:
            company[box] += own * weight[home]
    weighed = [
        own * weight[outline.home[line]] * min(1.0, company[group[line]] / FULL_COMPANY) if own else 0.0
        for line, own in enumerate(masses)
    ]
    if not any(weighed):
        weighed = masses
    return Weights(
        says=says,
        factor=factor,
        weight=weight,
        mass=masses,
        summed=[0.0, *accumulate(masses)],
        weighed=[0.0, *accumulate(weighed)],
        characters=[0, *accumulate(map(len, outline.text))],
        linked=[0, *accumulate(outline.linked)],
    )


def _masses(outline: Outline, dense: float) -> list[float]:
    """Of each line its length without links, times how much its characters say; none for headings and short ones."""
    tags, found = outline.tag, []
    for text, linked, home in zip(outline.text, outline.linked, outline.home, strict=True):
        own = dense * (len(text) - LINK_COST * linked)
        found.append(min(own, LARGEST_MASS) if own >= SHORTEST_MASS and tags[home] not in HEADINGS else 0.0)
    return found


def _weigh_boxes(outline: Outline) -> tuple[list[int], list[float], list[float]]:
    says, factor, weight = [0], [1.0], [1.0]
    boxes = zip(outline.tag, outline.names, outline.parent, outline.first, outline.last, strict=True)
    next(boxes, None)  # a page without a body has none
    for tag, names, parent, first, last in boxes:
        said, own = _factor_of(names) if names and first < last else UNNAMED  # a box in four holds no line
        if tag in TAG_FACTOR:
            own *= TAG_FACTOR[tag]
        total = weight[parent]
        if own != 1.0:
            if own > 1 or total > 0.5:
                total *= own
            elif own < total:  # penalties hardly compound: one unclosed element must not condemn all that follows it
                total = own
            else:
                total *= max(own, 0.7)
        says.append(said)
        factor.append(own)
        weight.append(total)
    return says, factor, weight


@lru_cache(maxsize=20_000)
def _factor_of(names: str) -> tuple[int, float]:
    """What the names of a box say, and their factor."""
    said, factor = said_by(names), 1.0
    if not said:
        return UNNAMED
    if said & COMMENT:
        factor *= 0.3 if said & STORY else 0.08
    elif said & CLUTTER:
        factor *= 0.7 if said & (LAYOUT | STORY) else 0.15
    elif said & CAPTION and not said & (LAYOUT | STORY):
        factor *= 0.3
    elif said & BYLINE and not said & (LAYOUT | STORY):
        factor *= 0.4
    elif said & STORY:
        factor *= 1.25
    if "@articleBody" in names and "@hidden" not in names:
        factor *= 2.5
    return said, factor
