"""Links to other stories: the headings over teasers, and the lines of plain lists."""

from collections.abc import Iterable, Sequence

from crawler.blocks import Outline
from crawler.extract.clutter import is_sentence
from crawler.extract.paragraphs import HEADINGS

SHORTEST_TEASER, SHORTEST_HEADLINE = 15, 25
FEWEST = 4


def teasers(outline: Outline, lines: Iterable[int] | None = None) -> list[int]:
    """The lines, of all or of some, that are headings and links, as those over teasers of stories are."""
    return [
        line
        for line in (range(len(outline.text)) if lines is None else lines)
        if outline.tag[outline.home[line]] in HEADINGS
        and len(outline.text[line]) > SHORTEST_TEASER
        and outline.linked[line] > 0.8 * len(outline.text[line])
    ]


def tells_teasers(outline: Outline, lines: Sequence[int]) -> bool:
    """Whether what seems to be a story is the teasers of others: a linked heading to every other of its sentences."""
    if not lines:
        return False
    inside = teasers(outline, range(max(0, lines[0] - 2), lines[-1] + 1))
    sentences = sum(is_sentence(outline, line) for line in lines)
    return len(inside) >= FEWEST and 2 * len(inside) >= sentences


def linked_lines(outline: Outline) -> int:
    """How many lines are links as long as headlines."""
    return sum(
        len(text) >= SHORTEST_HEADLINE and linked > 0.8 * len(text)
        for text, linked in zip(outline.text, outline.linked, strict=True)
    )
