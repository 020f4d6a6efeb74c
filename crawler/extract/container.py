"""The box that holds the story: from the body, ever into the child with most of the weight."""

from crawler.blocks import Outline
from crawler.extract.weights import LEAVES, Weights

MOST_OF_IT = 0.75
MOST_OF_TABLE = 0.6  # beside it stand columns of links and of other stories; .5 to .75 measure alike
LEAST_PARAGRAPHS = 3
LAYING_OUT = frozenset(("center", "table", "tbody", "tr", "td"))


def container(outline: Outline, weights: Weights) -> int:
    """The innermost box that still holds three quarters of its parent's weight, never a paragraph or a list;
    of tables, the cell that holds the story."""
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
        is_leaf = heaviest >= 0 and outline.tag[heaviest] in LEAVES
        if is_leaf or most < MOST_OF_IT * (weighed[last[box]] - weighed[first[box]]) or heaviest < 0:
            is_laid_out = heaviest >= 0 and outline.tag[heaviest] in LAYING_OUT
            cell = _layout_cell(outline, weights, box) if is_laid_out else None
            return box if cell is None else cell
        box = heaviest


def _layout_cell(outline: Outline, weights: Weights, box: int) -> int | None:
    """The cell below a box that has several paragraphs and most of the weight, as in pages laid out by tables, or the
    one in it that has nearly all of that; None if there is none."""
    weighed, mass, found = weights.weighed, weights.mass, None
    end = outline.last[box]
    least = MOST_OF_TABLE * (weighed[end] - weighed[outline.first[box]])
    for cell in range(box + 1, outline.end(box)):
        first, last = outline.first[cell], outline.last[cell]
        own = weighed[last] - weighed[first]
        if outline.tag[cell] != "td" or own < least or last > end:
            continue
        if sum(map(bool, mass[first:last])) >= LEAST_PARAGRAPHS:
            found, end, least = cell, last, MOST_OF_IT * own
    return found
