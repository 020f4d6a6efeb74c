"""What a story tells of its own making: where it was filed, where it stood first, whether more is behind a wall."""

from dataclasses import dataclass

from crawler.extract import phrases
from crawler.extract.reading import Reading
from crawler.extract.story import Story

LINES_AFTER = 6
WALLED_LENGTH = 1_500


@dataclass(frozen=True, slots=True)
class Beside:
    """dateline and origin are None where the story has none; access is "partial" behind a paywall."""

    dateline: str | None
    origin: str | None
    access: str


def beside(reading: Reading, story: Story) -> Beside:
    """Dateline, origin and access of a page's story."""
    if not story.lines:
        return Beside(None, None, "full")
    outline = reading.outline
    first, last = story.lines[0], story.lines[-1]
    closing = outline.text[max(first, last - 2) : last + LINES_AFTER]
    origin = next((found for text in closing if (found := phrases.origin(text))), None)
    return Beside(phrases.dateline(outline.text[first]), origin, _access(reading, story))


def _access(reading: Reading, story: Story) -> str:
    """A page that calls itself not free and shows little keeps the rest for subscribers."""
    is_walled = any(item.get("isAccessibleForFree") in (False, "False", "false") for item in reading.stories)
    shown = sum(len(reading.outline.text[line]) for line in story.lines)
    return "partial" if is_walled and shown < WALLED_LENGTH else "full"
