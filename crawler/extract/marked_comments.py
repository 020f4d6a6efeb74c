"""Comments as WordPress (classic and block themes) and Blogger (threaded) mark them up, whatever the theme.

An item is the outermost element whose id is that of a comment; what lies in it belongs to the innermost item round it,
so replies may be nested in any way.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from crawler.blocks import MOST_LINES
from crawler.extract.comment_markup import text_in, text_of
from crawler.extract.comment_stamp import as_name, without_stamp
from crawler.extract.marks import Marks
from crawler.items import Comment, CommentKind, Precision
from crawler.page import Page
from crawler.text import clean_line, whole_number
from crawler.urls import absolute

DEPTH = re.compile(r"(?<![\w-])depth-(\d+)(?![\w-])")
TEXTURED = re.compile(r"(?<=\w)’(?=\w)")
PING = re.compile(r"\W*(?:ping|track)backs?\b", re.I)
PING_LIST = re.compile(r"(?<![a-z])(?:ping-?list|pings|pingbacks?|trackbacks?)(?![a-z])")
HIGHEST_CLIMB = 80
MOST_ITEMS = 20_000
Instant = Callable[[str], tuple[datetime, Precision] | None]


@dataclass(frozen=True, slots=True)
class Markup:
    """How a software writes comments: its name; the id of an item with its number, and a word that its class must have ("":
    none must); class words of the elements that hold the author's name (the surest first), the text, a text with more round
    it, the date; and what the fragment of a comment's address has before the number."""

    name: str
    id: re.Pattern[str]
    word: str
    authors: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    loose: tuple[str, ...]
    dates: tuple[str, ...]
    fragment: str


WORDPRESS = Markup(
    "wordpress",
    re.compile(r"(?:li-|div-)?comment-(\d+)"),
    "",
    (
        ("wp-block-comment-author-name",), ("fn",), ("comment-author-name", "comment-author-link", "comment_author"),
        ("comment-author",),
    ),
    ("comment-content", "wp-block-comment-content", "comment-text", "comment_text", "comment-copy", "comment-entry"),
    ("comment-body", "comment_container", "comment-inner"),
    ("comment-date", "comment-meta", "commentmetadata", "wp-block-comment-date", "comment-time"),
    "comment-",
)  # fmt: skip
BLOGGER = Markup(
    "blogger",
    re.compile(r"c(\d+)"),
    "comment",
    (("user",),),
    ("comment-content",),
    ("comment-block",),
    ("datetime",),
    "c",
)


@dataclass(slots=True)
class _Item:
    """One comment while its pieces are gathered."""

    number: str
    element: LexborNode
    names: str
    parent: "_Item | None" = None
    author: LexborNode | None = None
    time: LexborNode | None = None
    when: LexborNode | None = None
    texts: list[LexborNode] = field(default_factory=list)
    loose: LexborNode | None = None


def marked_comments(page: Page, marks: Marks, instant: Instant) -> tuple[Comment, ...]:
    """The comments of a page in the order shown; instant reads a date the page prints."""
    for markup in (WORDPRESS, BLOGGER):
        items = _items(marks, markup)
        if items:
            return _comments(page, marks, items, markup, instant)
    return ()


def _comments(page: Page, marks: Marks, items: list[_Item], markup: Markup, instant: Instant) -> tuple[Comment, ...]:
    by_element = {item.element.mem_id: item for item in items}
    _set_parents(items, by_element)
    for words in markup.authors:
        _give(marks.of_class(*words), "author", by_element)
    _give(marks.times, "time", by_element)
    _give(marks.of_class(*markup.dates), "when", by_element)
    _give(marks.of_class(*markup.loose), "loose", by_element)
    for node in marks.of_class(*markup.texts):
        owner = _owner(node, by_element)
        if owner is not None and not any(_holds(text, node) for text in owner.texts):
            owner.texts.append(node)
    return tuple(_comment(page, marks, item, markup, instant) for item in items)


def _items(marks: Marks, markup: Markup) -> list[_Item]:
    """One _Item a number, its outermost element, in page order."""
    if markup.word and not marks.of_class(markup.word):
        return []
    found: dict[str, _Item] = {}
    for id_, node in marks.ids.items():
        match = markup.id.fullmatch(id_) if markup.fragment in id_ else None
        if match is None:
            continue
        names = node.attributes.get("class") or ""
        if markup.word and markup.word not in names.split():
            continue
        if match[1] in found:
            found[match[1]].names += " " + names
        else:
            found[match[1]] = _Item(match[1], node, names)
    return list(found.values())[:MOST_ITEMS]


def _owner(node: LexborNode | None, by_element: dict[int, _Item]) -> _Item | None:
    for _ in range(HIGHEST_CLIMB):
        if node is None:
            return None
        item = by_element.get(node.mem_id)
        if item is not None:
            return item
        node = node.parent
    return None


def _set_parents(items: list[_Item], by_element: dict[int, _Item]) -> None:
    """The item round each item; but where `depth-N` tells of a deeper thread than the nesting (themes leave out
    the list round a reply, and HTML closes the item before it), the last item one level up."""
    latest: dict[int, _Item] = {}
    for item in items:
        item.parent = _owner(item.element.parent, by_element)
        depth = _told_depth(item)
        if depth is None:
            continue
        above = latest.get(depth - 1)
        if above is not None and (item.parent is None or (_told_depth(item.parent) or 0) < depth - 1):
            item.parent = above
        latest[depth] = item


def _told_depth(item: _Item) -> int | None:
    """What a class word says of how deep an item lies in its thread, 1 at the top."""
    told = DEPTH.search(item.names)
    return whole_number(told[1]) if told else None


def _holds(outer: LexborNode, inner: LexborNode) -> bool:
    node = inner.parent
    for _ in range(HIGHEST_CLIMB):
        if node is None:
            return False
        if node.mem_id == outer.mem_id:
            return True
        node = node.parent
    return False


def _give(nodes: list[LexborNode], slot: str, by_element: dict[int, _Item]) -> None:
    """Hand each item the first of the nodes that lies in it, if it has none yet."""
    for node in nodes:
        owner = _owner(node, by_element)
        if owner is not None and getattr(owner, slot) is None:
            setattr(owner, slot, node)


def _comment(page: Page, marks: Marks, item: _Item, markup: Markup, instant: Instant) -> Comment:
    named = item.author if item.author is not None else _cited(item)
    kind = _kind(item, named)
    paragraphs = tuple(paragraph for node in item.texts for paragraph in _text_of(marks, node))
    if kind is not CommentKind.COMMENT and item.author is None:
        author, url = _ping(page, item)
    else:
        author, url = _author(page, named)
        if item.author is None and author:
            author = as_name(author)
        if not item.texts:
            whole = _text_of(marks, item.loose if item.loose is not None else item.element)
            paragraphs = without_stamp(whole, author, instant)
    when = _when(item, instant)
    depth = _told_depth(item)
    return Comment(
        source_id=item.number,
        parent_id=item.parent.number if item.parent else None,
        depth=depth - 1 if depth else _depth(item),
        author=author,
        author_url=url,
        published_at=when[0] if when else None,
        precision=when[1] if when else Precision.SECOND,
        paragraphs=paragraphs,
        permalink=_permalink(page, item, markup.fragment),
        kind=kind,
        rule=markup.name,
    )


def _cited(item: _Item) -> LexborNode | None:
    """The `cite` that themes before 2008 put a reader's name in, above the words."""
    node = item.element.css_first("cite")
    return node if node is not None and node.parent is not None and node.parent.tag not in ("p", "blockquote") else None


def _kind(item: _Item, named: LexborNode | None) -> CommentKind:
    """What the item's class words say; else what stands before the name, or the list that the item is in is called."""
    words = item.names.split()
    if "pingback" in words or "trackback" in words:
        return CommentKind.PINGBACK if "pingback" in words else CommentKind.TRACKBACK
    if item.author is not None or item.texts:
        return CommentKind.COMMENT
    lead = PING.match(named.text(separator=" ").strip()) if named is not None else None
    if lead is None and item.element.parent is not None:
        attributes = item.element.parent.attributes
        lead = PING_LIST.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower())
    if lead is None:
        return CommentKind.COMMENT
    return CommentKind.TRACKBACK if lead[0].lower().startswith("track") else CommentKind.PINGBACK


def _depth(item: _Item) -> int:
    depth, outer = 0, item.parent
    while outer is not None and depth < HIGHEST_CLIMB:
        depth, outer = depth + 1, outer.parent
    return depth


def _author(page: Page, node: LexborNode | None) -> tuple[str | None, str | None]:
    if node is None:
        return None, None
    link = node if node.tag == "a" else node.css_first("a[href]")
    if link is None and node.parent is not None and node.parent.tag == "a":
        link = node.parent
    name = node.css_first(".fn, b.fn, cite") if "comment-author" in (node.attributes.get("class") or "") else None
    text = clean_line((name or node).text(separator="")).rstrip(",: ")
    href = (link.attributes.get("href") or "") if link is not None else ""
    url = absolute(href, page.base_url) if href and not href.startswith("#") else None
    return untextured(text) or None, url


def untextured(name: str) -> str:
    """A name with the straight apostrophe it was entered with: block themes turn it into a typographic one."""
    return TEXTURED.sub("'", name)


def _text_of(marks: Marks, node: LexborNode) -> tuple[str, ...]:
    """The paragraphs in an element: as the page's outline has them, if it is a box of it and was not cut short."""
    box = marks.box_of(node)
    return text_of(node) if box is None or len(marks.outline.text) >= MOST_LINES else text_in(marks.outline, box)


def _ping(page: Page, item: _Item) -> tuple[str | None, str | None]:
    """Who sent a ping in its short form: a label, and a link whose text is the other site's name."""
    link = next((a for a in item.element.css("a[href]") if "url" in (a.attributes.get("class") or "").split()), None)
    link = link or item.element.css_first("a[href]")
    if link is None:
        return None, None
    return clean_line(link.text()) or None, absolute(link.attributes.get("href") or "", page.base_url)


def _when(item: _Item, instant: Instant) -> tuple[datetime, Precision] | None:
    if item.time is not None:
        stamp = item.time.attributes.get("datetime")
        found = instant(stamp) if stamp else None
        found = found or instant(clean_line(item.time.text()))
        if found:
            return found
    return instant(clean_line(item.when.text(separator=" "))) if item.when is not None else None


def _permalink(page: Page, item: _Item, fragment: str) -> str | None:
    link = item.element.css_first(f'a[href$="#{fragment}{item.number}"]')
    if link is None:
        return None
    try:
        return urljoin(page.base_url, (link.attributes.get("href") or "").strip())
    except ValueError:
        return None
