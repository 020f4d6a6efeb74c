"""Readers' comments of a page: the comments, how many the site counts, and where the other pages of them are."""

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawler.extract import body, comment_markup
from crawler.extract.generic_comments import generic_comments
from crawler.extract.marked_comments import marked_comments
from crawler.extract.marks import Marks
from crawler.extract.reading import Reading, reading_of
from crawler.extract.story import Story
from crawler.items import Comment, CommentKind
from crawler.page import Page
from crawler.sites.profile import ANY, Profile
from crawler.text import clean_line, whole_number
from crawler.urls import absolute, canonical, key

COMMENT_PAGE_PATH = re.compile(r"^(?P<stem>[^?#]*?)/comment-page-(?P<number>[1-9]\d{0,3})(?P<tail>/?)(?:[?#]|$)")
COMMENT_PAGE_PARAMETER = re.compile(r"[?&]cpage=([1-9]\d{0,3})(?:&|#|$)")
COUNT_TITLES = (
    "comments-title", "wp-block-comments-title", "comment-title", "comments-count", "comment-count", "comment-list-title"
)  # fmt: skip
AREA_IDS = ("comments", "comments-title", "komentar")
COUNT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{3})+|\d{1,6})(?!\w)")
ONE = re.compile(r"\W*(?:one|a|satu|eine?|un[ao]?|één|jeden|bir|один|одна)\s+\w+", re.I)
IMPLAUSIBLE = 10_000_000  # comments
SAMPLE = 40
QUOTE_MARK = re.compile('[“"«„‘‹]')


def comments(page: Page, profile: Profile = ANY) -> tuple[Comment, ...]:
    """The comments a page shows, in its order; pingbacks and trackbacks are among them, told by their kind."""
    reading = reading_of(page, profile)
    marked = _marked(reading)
    return marked if _is_whole(marked) else _best(marked, generic_comments(reading, body.told(reading, None).lines))


def comments_of(reading: Reading, story: Story) -> tuple[Comment, ...]:
    """The same for a page that has been read; no line of story is ever a comment."""
    marked = _marked(reading)
    return marked if _is_whole(marked) else _best(marked, generic_comments(reading, (*story.lines, *story.dek)))


def _marked(reading: Reading) -> tuple[Comment, ...]:
    """Comments in the markup of WordPress or Blogger, unless a profile knows better."""
    return () if reading.profile.comments else marked_comments(reading.page, reading.marks, reading.instant)


def _is_whole(marked: tuple[Comment, ...]) -> bool:
    """Whether each marked comment has words, an author and a date, so that nobody else needs to look."""
    return bool(marked) and all(
        (comment.author and comment.published_at and comment.paragraphs) or comment.kind is not CommentKind.COMMENT
        for comment in marked
    )


def _best(marked: tuple[Comment, ...], shown: tuple[Comment, ...]) -> tuple[Comment, ...]:
    """Marked comments with what their markup did not tell filled in; those of another reading if it has more words."""
    if sum(bool(comment.paragraphs) for comment in marked) < 0.5 * len(shown):
        return shown
    by_number = {comment.source_id: comment for comment in shown if comment.source_id}
    return tuple(_filled(comment, by_number.get(comment.source_id or "")) for comment in marked)


def _filled(comment: Comment, other: Comment | None) -> Comment:
    """comment with the fields it lacks; where it has no author, its words may begin with the name."""
    if other is None or comment.kind is not CommentKind.COMMENT:
        return comment
    is_flat = comment.parent_id is None and not comment.depth and other.parent_id is not None
    is_part = bool(comment.paragraphs) and other.text.endswith(comment.text)  # the other took a stamp for words
    is_mixed = not comment.author or not (is_part or (comment.paragraphs and other.text[:SAMPLE] in comment.text))
    return replace(
        comment,
        parent_id=other.parent_id if is_flat else comment.parent_id,
        depth=other.depth if is_flat else comment.depth,
        author=other.author if _is_longer(comment.author, other.author) else comment.author or other.author,
        author_url=comment.author_url or other.author_url,
        published_at=comment.published_at or other.published_at,
        precision=comment.precision if comment.published_at else other.precision,
        paragraphs=(other.paragraphs or comment.paragraphs) if is_mixed else comment.paragraphs,
    )


def _is_longer(name: str | None, other: str | None) -> bool:
    """Whether a name is another with a date behind it."""
    return bool(name and other and name != other and name.startswith(other) and re.search(r"\d\d", name[len(other) :]))


def comment_paragraphs(markup: str, url: str) -> tuple[str, ...]:
    """The paragraphs of a comment's markup, such as `content.rendered` of a REST API."""
    return comment_markup.comment_paragraphs(markup, url)


def comment_pages(page: Page) -> tuple[str, ...]:
    """The addresses of all pages of an article's comments, 1 to the last; () if one page holds them all.

    Sites link the first, the last and the neighbours only; the gaps are filled.
    """
    own = {key(page.url)} | ({key(page.canonical)} if page.canonical else set())
    numbers: dict[int, str] = {}
    for href in _comment_page_links(page):
        url = absolute(href, page.base_url)
        if url is None or key(url) not in own:
            continue
        match = COMMENT_PAGE_PATH.match(url)
        if match:
            shape = f"{match['stem']}/comment-page-{{n}}{match['tail']}"
            numbers.setdefault(int(match["number"]), shape)
            continue
        number = COMMENT_PAGE_PARAMETER.search(url)
        if number:
            stem = canonical(url)
            numbers.setdefault(int(number[1]), f"{stem}{'&' if '?' in stem else '?'}cpage={{n}}")
    last = max(numbers, default=0)
    if last < 2:
        return ()
    shape = numbers[last]
    return tuple(shape.replace("{n}", str(number)) for number in range(1, last + 1))


def _comment_page_links(page: Page) -> list[str]:
    return [page.url, *(href for href, _ in page.hrefs if "comment-page-" in href or "cpage=" in href)]


def comment_count(page: Page) -> int | None:
    """How many comments the site says there are; None if it does not say."""
    for item in page.json_ld:
        value = item.get("commentCount")
        told = whole_number(str(value)) if isinstance(value, int | str) else None
        if told is not None and told < IMPLAUSIBLE:
            return told
    for node in _count_titles(reading_of(page).marks):
        text = clean_line(node.text(separator=" "))
        said = QUOTE_MARK.split(text, maxsplit=1)[0]
        match = COUNT.search(said[:80])
        if match:
            return int(re.sub(r"\D", "", match[1]))
        if ONE.match(said) and said != text:
            return 1
    return None


def _count_titles(marks: Marks) -> Iterator[LexborNode]:
    yield from marks.of_class(*COUNT_TITLES)
    for id_ in AREA_IDS:
        area = marks.ids.get(id_)
        title = area.css_first("h2, h3") if area is not None else None
        if title is not None:
            yield title
