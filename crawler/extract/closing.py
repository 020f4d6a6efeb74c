"""What stands below a story in its own box and is none of it: headings and links to other stories, labels of the
page's controls, appeals to readers, walls, a note on the writer, a signature.

Read from the end upwards, one line at a time, until a line that belongs to the story; so a rule here may trust
words that would prove nothing in the middle of a story.
"""

from collections.abc import Collection

from crawler.blocks import Outline
from crawler.extract import phrases
from crawler.extract.appeals import is_appeal
from crawler.extract.closing_credits import is_closing
from crawler.extract.clutter import CLOSED, TERMINAL, is_sentence
from crawler.extract.paragraphs import HEADINGS
from crawler.extract.signature import is_signed
from crawler.extract.walls import asks_to_pay, before_wall

LONGEST_LABEL = 60
LONGEST_NOTE, NAME_WITHIN = 600, 80
LEAST_LEFT = 2  # lines; a note on the writer below a single line may be the story
MOST_LINES = 12


def without_closing(outline: Outline, lines: list[int], writers: Collection[str] = ()) -> list[int]:
    """lines without what closes the page rather than the story. writers are names that the page tells."""
    lines = lines[: before_wall(outline, lines)]
    end = len(lines)
    while end:
        line = lines[end - 1]
        is_extra = len(lines) - end < MOST_LINES and end > LEAST_LEFT and _is_extra(outline, lines[:end], writers)
        is_link = outline.linked[line] > 0.3 * len(outline.text[line])
        if not is_extra and (is_sentence(outline, line) or not (_is_heading(outline, line) or is_link)):
            break
        end -= 1
    return lines[:end]


def _is_heading(outline: Outline, line: int) -> bool:
    return outline.tag[outline.home[line]] in HEADINGS


def _is_extra(outline: Outline, lines: list[int], writers: Collection[str]) -> bool:
    """Whether the last of lines is an appeal, a label or a note on the writer."""
    text = outline.text[lines[-1]]
    return (
        is_appeal(text)
        or asks_to_pay(text)
        or phrases.is_end_label(text)
        or is_closing(text)
        or is_signed(outline, lines[-1])
        or _is_control(outline, lines)
        or (len(text) < LONGEST_NOTE and any(name in text[:NAME_WITHIN] for name in writers))
    )


def _is_control(outline: Outline, lines: list[int]) -> bool:
    """Whether a short last line without a full stop stands outside of paragraphs although the story is told in them:
    "Show more", "Scroll back to top", in any language."""
    line = lines[-1]
    text = outline.text[line]
    if (
        len(text) >= LONGEST_LABEL
        or TERMINAL.search(text)
        or outline.tag[outline.home[line]] not in ("div", "span", "section")
    ):
        return False
    told = sum(outline.tag[outline.home[other]] == "p" for other in lines)
    return told > 0.6 * len(lines) and text[-1] not in CLOSED
