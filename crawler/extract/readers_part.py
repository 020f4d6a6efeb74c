"""A story without the readers: what looks like the story but holds comments loses their lines, and is sought again
where little else is left.

Many comments below a few lines of news outweigh them. Only what repeats (two comments at the least, each with a name
or a date) is taken away, and never all there is.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from crawler.blocks import Outline
from crawler.extract.comment_evidence import evidence
from crawler.extract.comment_items import items
from crawler.extract.comment_names import area_of
from crawler.extract.reading import Reading
from crawler.extract.story import Story

FEWEST = 2
LEAST_STORY = 60  # characters


def without_readers(reading: Reading, seek: Callable[[Outline], Story]) -> Story:
    """The story that seek finds on a page, without lines of a reader's."""
    outline = reading.outline
    found = seek(outline)
    if not _touches_readers(outline, found.lines):
        return found
    spoken = _spoken(reading)
    if spoken.isdisjoint(found.lines):
        return found
    left = tuple(line for line in found.lines if line not in spoken)
    if sum(len(outline.text[line]) for line in left) >= LEAST_STORY:
        return replace(found, lines=left, dek=tuple(line for line in found.dek if line not in spoken))
    rest, kept = _without_lines(outline, spoken)
    again = seek(rest)
    if sum(len(rest.text[line]) for line in again.lines) < LEAST_STORY:
        return found
    return replace(again, lines=tuple(kept[line] for line in again.lines), dek=tuple(kept[line] for line in again.dek))


def _touches_readers(outline: Outline, lines: Iterable[int]) -> bool:
    """Whether a box round any of the lines is called comments or reviews."""
    seen: set[int] = set()
    for line in lines:
        box = outline.home[line]
        while box >= 0 and box not in seen:
            seen.add(box)
            if outline.names[box] and area_of(outline.names[box])[0]:
                return True
            box = outline.parent[box]
    return False


def _spoken(reading: Reading) -> set[int]:
    """The lines of comments, if there are several."""
    found = evidence(reading, ())
    known = items(reading.outline, found) if found is not None else []
    return {line for item in known for line in range(item.first, item.last)} if len(known) >= FEWEST else set()


def _without_lines(outline: Outline, dropped: set[int]) -> tuple[Outline, list[int]]:
    """An Outline of the other lines, and which line of the first each of its lines was."""
    kept = [line for line in range(len(outline.text)) if line not in dropped]
    before = [0]
    for line in range(len(outline.text)):
        before.append(before[-1] + (line not in dropped))
    rest = Outline(
        text=[outline.text[line] for line in kept],
        linked=[outline.linked[line] for line in kept],
        links=[outline.links[line] for line in kept],
        bold=[outline.bold[line] for line in kept],
        home=[outline.home[line] for line in kept],
        joined=[outline.joined[line] for line in kept],
        tag=outline.tag,
        parent=outline.parent,
        names=outline.names,
        element=outline.element,
        first=[before[line] for line in outline.first],
        last=[before[line] for line in outline.last],
        inline=outline.inline,
        kinds=outline.kinds,
    )
    return rest, kept
