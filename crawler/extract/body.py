"""The story's paragraphs: of a page, and of markup that is the story and nothing else."""

from crawler.blocks import outlined
from crawler.extract.clutter import LineTest
from crawler.extract.dek import dek_lines
from crawler.extract.known_story import known_story
from crawler.extract.paragraphs import paragraphs_of
from crawler.extract.reading import Reading, reading_of
from crawler.extract.story import Story, story
from crawler.extract.weights import weigh
from crawler.items import Paragraph
from crawler.page import Page
from crawler.sites.profile import ANY, Profile


def paragraphs(page: Page, profile: Profile = ANY, *, title: str | None = None) -> tuple[Paragraph, ...]:
    """The story of a page; () if it has none."""
    reading = reading_of(page, profile)
    return paragraphs_of(reading.outline, told(reading, title).lines)


def told(reading: Reading, title: str | None) -> Story:
    """Which lines of a page are its story, and which its dek."""
    box = reading.wordpress_content
    if box is not None:
        outline = reading.outline
        lines = known_story(outline, box, title)
        dek = dek_lines(outline, weigh(outline), box, lines, LineTest(outline, title, outline.first[box]))
        return Story(lines, tuple(line for line in dek if line < outline.first[box]), box, "wordpress:content")
    return story(reading.outline, title)


def fragment(markup: str, url: str, title: str | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of markup that is the story itself: `content.rendered` of a REST API, a feed's content."""
    outline = outlined(Page.from_fragment(markup, url).body)
    return paragraphs_of(outline, known_story(outline, 0, title)) if outline.text else ()
