"""The points a page sums its story up in, above the first sentence: a list or a small box under a label that says so.

They are no paragraphs of the story but belong to its dek.
"""

from collections.abc import Sequence

from crawler.blocks import Outline

# Those of German, Dutch or French sites ("Das Wichtigste in Kürze") head sections of guides and live blogs as well.
LABELS = frozenset(
    "ringkasan|ringkasan berita|ringkasan artikel|rangkuman|rangkuman berita|intinya sih|poin penting|poin-poin penting|poin utama|"
    "key points|key takeaways|story highlights|at a glance".split("|")
)
LONGEST_LABEL = 30
FIRST_LINES = 8
MOST_OF_STORY = 0.5
EDGE = " :.…-–—"


def key_points(outline: Outline, lines: Sequence[int]) -> range:
    """The lines of the label and of the points under it, among the first of a story's lines; empty if it has none."""
    for line in lines[:FIRST_LINES]:
        text = outline.text[line]
        if len(text) <= LONGEST_LABEL and text.strip(EDGE).lower() in LABELS:
            end = _end_of_points(outline, lines, line)
            if end > line + 1:
                return range(line, end)
    return range(0)


def _end_of_points(outline: Outline, lines: Sequence[int], label: int) -> int:
    """The line after the points under a label: those of the box it heads, else the items of the list that follows."""
    box = outline.home[label]
    while box > 0 and outline.last[box] == label + 1:
        box = outline.parent[box]
    whole = sum(len(outline.text[line]) for line in lines)
    inside = range(label, outline.last[box])
    if outline.first[box] == label and sum(len(outline.text[line]) for line in inside) < MOST_OF_STORY * whole:
        return inside.stop
    end = label + 1
    while end < outline.last[box] and outline.tag[outline.home[end]] == "li":
        end += 1
    return end
