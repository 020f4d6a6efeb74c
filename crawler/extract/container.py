"""The box that holds the story: from the body, ever into the child with most of the weight."""

from crawler.blocks import Outline
from crawler.extract.weights import LEAVES, Weights

MOST_OF_IT = 0.75


def container(outline: Outline, weights: Weights) -> int:
    """The innermost box that still holds three quarters of its parent's weight, never a paragraph or a list."""
    weighed, first, last = weights.weighed, outline.first, outline.last
    children: dict[int, list[int]] = {}
    for box in range(1, len(outline.tag)):
        if weighed[last[box]] > weighed[first[box]]:
            children.setdefault(outline.parent[box], []).append(box)
    box = 0
    while True:
        heaviest, most = -1, 0.0
        for child in children.get(box, ()):
            own = weighed[last[child]] - weighed[first[child]]
            if own > most:
                heaviest, most = child, own
        if (
            heaviest < 0
            or most < MOST_OF_IT * (weighed[last[box]] - weighed[first[box]])
            or outline.tag[heaviest] in LEAVES
        ):
            return box
        box = heaviest
