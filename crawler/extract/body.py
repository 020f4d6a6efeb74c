"""The story's paragraphs: of a page, and of markup that is the story and nothing else."""

from crawler.blocks import Outline, outlined
from crawler.extract.clutter import LineTest
from crawler.extract.dek import dek_lines
from crawler.extract.known_story import known_story
from crawler.extract.paragraphs import paragraphs_of
from crawler.extract.readers_part import without_readers
from crawler.extract.reading import Reading, reading_of
from crawler.extract.story import Story, story
from crawler.extract.writers import told_writers
from crawler.items import Paragraph
from crawler.page import Page
from crawler.sites.profile import ANY, Profile


def paragraphs(page: Page, profile: Profile = ANY, *, title: str | None = None) -> tuple[Paragraph, ...]:
    """The story of a page; () if it has none."""
    reading = reading_of(page, profile)
    found = told(reading, title)
    return paragraphs_of(reading.outline, found.lines, found.captions)


def told(reading: Reading, title: str | None) -> Story:
    """Which lines of a page are its story, and which its dek: in the profile's box, in the box that WordPress
    marks, or wherever the text is."""
    box, rule = _known_box(reading)
    found = _anywhere(reading, title) if box is None else _in_box(reading, box, rule, title)
    return _without_dropped(reading, found) if reading.profile.drop else found


def _anywhere(reading: Reading, title: str | None) -> Story:
    writers = told_writers(reading)

    def seek(outline: Outline) -> Story:
        weights = reading.weights if outline is reading.outline else None
        return story(outline, title, writers, weights=weights)

    return without_readers(reading, seek)


def fragment(markup: str, url: str, title: str | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of markup that is the story itself: `content.rendered` of a REST API, a feed's content."""
    outline = outlined(Page.from_fragment(markup, url).body)
    return paragraphs_of(outline, known_story(outline, 0, title)) if outline.text else ()


def _known_box(reading: Reading) -> tuple[int | None, str]:
    css = reading.profile.body
    node = reading.page.tree.css_first(css) if css else None
    box = reading.marks.box_of(node) if node is not None else None
    return (box, "profile") if box is not None else (reading.wordpress_content, "wordpress:content")


def _in_box(reading: Reading, box: int, rule: str, title: str | None) -> Story:
    outline = reading.outline
    lines = known_story(outline, box, title)
    dek = dek_lines(outline, box, lines, LineTest(outline, title, outline.first[box]))
    return Story(lines, tuple(line for line in dek if line < outline.first[box]), box, rule)


def _without_dropped(reading: Reading, found: Story) -> Story:
    """A story without the lines of the boxes that the profile's selectors name."""
    outline = reading.outline
    named = {node.mem_id for css in reading.profile.drop for node in reading.page.tree.css(css)}
    dropped: list[bool] = []
    for box, node in enumerate(outline.element):
        dropped.append(node.mem_id in named or (box > 0 and dropped[outline.parent[box]]))
    lines = tuple(line for line in found.lines if not dropped[outline.home[line]])
    dek = tuple(line for line in found.dek if not dropped[outline.home[line]])
    return Story(lines, dek, found.box, found.rule, found.captions)
