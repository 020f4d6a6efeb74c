"""The box that holds the story: from the body, ever into the child with most of the weight."""

from crawler.blocks import Outline
from crawler.extract.weights import LEAVES, Weights

MOST_OF_IT = 0.75


def container(outline: Outline, weights: Weights) -> int:
    """The innermost box that still holds three quarters of its parent's weight, never a paragraph or a list."""
    children: list[list[int]] = [[] for _ in outline.tag]
    for box in range(1, len(outline.tag)):
        children[outline.parent[box]].append(box)
    box = 0
    while True:
        heaviest, most = -1, 0.0
        for child in children[box]:
            own = weights.weighed[outline.last[child]] - weights.weighed[outline.first[child]]
            if own > most:
                heaviest, most = child, own
        whole = weights.weighed[outline.last[box]] - weights.weighed[outline.first[box]]
        if heaviest < 0 or most < MOST_OF_IT * whole or outline.tag[heaviest] in LEAVES:
            return box
        box = heaviest
