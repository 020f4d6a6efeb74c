"""What a story tells of its own making: where it was filed, where it stood first, whether more is behind a wall."""

from dataclasses import dataclass

from crawler.extract import phrases
from crawler.extract.class_words import said_by
from crawler.extract.reading import Reading
from crawler.extract.story import Story
from crawler.extract.walls import asks_to_pay, is_wall

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
    """A page that shows little and calls itself not free, or asks below the story to subscribe in order to read on,
    keeps the rest for subscribers."""
    outline = reading.outline
    text = outline.text
    if sum(len(text[line]) for line in story.lines) >= WALLED_LENGTH:
        return "full"
    is_walled = any(
        str(item.get("isAccessibleForFree")).rpartition("/")[2].lower() == "false" for item in reading.stories
    )
    tier = reading.page.first_meta("article:content_tier", "og:article:content_tier")
    if is_walled or (tier or "").lower() == "locked":
        return "partial"
    last = story.lines[-1]
    below = range(last, min(len(text), last + LINES_AFTER))
    if any(asks_to_pay(text[line]) for line in below):
        return "partial"
    boxes = {box for line in below for box in (outline.home[line], *outline.ancestors(outline.home[line]))}
    is_boxed = any(is_wall(outline, box, said_by(outline.names[box])) for box in boxes if outline.first[box] > last)
    return "partial" if is_boxed else "full"
