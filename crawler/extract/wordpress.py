"""What WordPress says of itself on a page: whether it made it, which kind of page, which post, where the story is.

WordPress core writes these marks itself (body_class, post_class, wp_head), so they hold for any theme that
calls the standard functions.
"""

import re
from urllib.parse import parse_qs, urlsplit

from crawler.blocks import Outline
from crawler.extract.class_words import without_builder
from crawler.extract.marks import Marks
from crawler.page import Page

BODY_ID = re.compile(r"(?:postid|page-id|attachmentid)-(\d+)")
ARTICLE_ID = re.compile(r"(?<![\w-])post-(\d+)(?![\w-])")
# A template that a theme shows the post through is an article of its own, with its own number.
TEMPLATE = re.compile(r"(?<![\w-])type-\w*(?:template|layout|library)")
# The element that holds the_content() in core's and in widely used themes, the surest mark first. Vaguer words
# (single-content, post-body, article-content) were tried: they name wrong boxes as often as right ones.
CONTENT_CLASSES = (
    "wp-block-post-content",
    "entry-content",
    "td-post-content",
    "tdb_single_content",
    "elementor-widget-theme-post-content",
    "post-content",
)
NOT_THE_STORY = re.compile(r"(?<![a-z])(?:comment|sidebar|widget|related|excerpt|summary)", re.I)


def is_wordpress(page: Page, marks: Marks) -> bool:
    """Whether WordPress made the page."""
    if any(value.startswith("WordPress") for value in page.meta.get("generator", ())):
        return True
    if page.head_link("https://api.w.org/"):
        return True
    if any(BODY_ID.fullmatch(word) for word in page.body_classes):
        return True
    return bool(marks.of_class("hentry", "wp-site-blocks"))


def is_single_post(page: Page) -> bool:
    """Whether body_class calls it a single post (of any public type but pages and attachments)."""
    words = page.body_classes
    if "attachment" in words or "page" in words:
        return False
    return "single" in words or "single-post" in words


def post_id(page: Page, marks: Marks) -> tuple[str, str] | None:
    """The number of the post or page shown, and the rule; None if the page does not say."""
    for word in page.body_classes:
        match = BODY_ID.fullmatch(word)
        if match:
            return match[1], "wordpress:body-class"
    short = page.head_link("shortlink")
    if short:
        number = parse_qs(urlsplit(short).query).get("p", [""])[0]
        if number.isdigit():
            return number, "wordpress:shortlink"
    numbers = {id_[5:] for id_ in marks.ids if id_.startswith("post-") and id_[5:].isdigit()}
    if len(numbers) == 1 and is_wordpress(page, marks):
        return numbers.pop(), "wordpress:article-id"
    return None


def content_box(outline: Outline, *, number: str | None = None) -> int | None:
    """The box of a single post's content: that of the surest class, the one with the most text; an empty one if
    none has text, for a post may be a picture alone.

    number is the post's; boxes inside another post's article are none.
    """
    empty = None
    for wanted in CONTENT_CLASSES:
        best, most = None, 0
        for box, names in enumerate(outline.names):
            if wanted not in names or wanted not in names.split():
                continue
            if "@hidden" in names or _is_elsewhere(outline, box, number):
                continue
            mass = sum(len(text) for text in outline.text[outline.first[box] : outline.last[box]])
            if mass > most:
                best, most = box, mass
            elif not mass and empty is None:
                empty = box
        if best is not None:
            return best
    return empty


def _is_elsewhere(outline: Outline, box: int, number: str | None) -> bool:
    for outer in outline.ancestors(box):
        names = outline.names[outer]
        if number is not None and outline.tag[outer] == "article":
            match = ARTICLE_ID.search(names)
            if match and match[1] != number and not TEMPLATE.search(names):
                return True
        if outline.tag[outer] in ("aside", "footer", "li") or NOT_THE_STORY.search(
            without_builder(names.partition(" #")[0])
        ):
            return outline.tag[outer] != "body"
    return False
