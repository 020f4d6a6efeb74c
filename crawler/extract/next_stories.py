"""Stories that a page sets below its own, for readers who scroll on: articles with headlines of their own."""

from collections.abc import Iterator

from crawler.blocks import Outline
from crawler.extract.clutter import LineTest


def next_stories(outline: Outline, core: int, test: LineTest) -> Iterator[int]:
    """Each box below core that lies in an article with another first-level headline than the page's own.

    Only where an article with the page's own headline comes before: a headline alone may be a heading.
    """
    seen_own = False
    other_end = -1
    for box in range(core + 1, len(outline.tag)):
        if outline.first[box] >= outline.last[core]:
            return
        if outline.parent[box] < core:
            return
        if box < other_end:
            yield box
            continue
        if outline.tag[box] != "article":
            continue
        headline = _headline(outline, box)
        if headline is None:
            continue
        if test.is_title(outline.text[headline]):
            seen_own = True
        elif seen_own:
            other_end = outline.end(box)
            yield box


def _headline(outline: Outline, box: int) -> int | None:
    """The first line of a box that is a first-level heading."""
    lines = range(outline.first[box], outline.last[box])
    return next((line for line in lines if outline.tag[outline.home[line]] == "h1"), None)
