"""The text of one comment: its paragraphs, without reply links, notes of the moderation and vote buttons."""

import re

from selectolax.lexbor import LexborNode

from crawler.blocks import Outline, outlined
from crawler.page import Page
from crawler.text import clean_line

AWAITING = re.compile(
    r"\W*(?:your comment is awaiting moderation|komentar anda (?:sedang )?menunggu|ihr kommentar (?:wartet|muss)|"
    r"tu comentario está pendiente|votre commentaire est en attente)",
    re.I,
)
REPLY_LINK, MOST_LINKS = "a.comment-reply-link, a.comment-edit-link", 10
ASIDE_WORDS = re.compile(
    r"(?<![\w-])(?:reply|comment-reply\S*|comment-awaiting-moderation|comment-edit\S*|comment-meta\S*|comment-author\S*|"
    r"comment-metadata|edit-link|wp-block-comment-(?:reply|edit|date|author)\S*|comment-like\S*|cld-like\S*|comment-actions?|"
    r"comment-rating\S*|children|screen-reader-text)(?![\w-])"
)


def comment_paragraphs(markup: str, url: str) -> tuple[str, ...]:
    """The paragraphs of a comment's markup, such as `content.rendered` of a REST API."""
    body = Page.from_fragment(markup, url).body
    return text_of(body) if body is not None else ()


def text_of(element: LexborNode) -> tuple[str, ...]:
    """The paragraphs of the element that holds a comment's text; a single line break stays in its paragraph."""
    return text_in(outlined(element), 0)


def text_in(outline: Outline, box: int) -> tuple[str, ...]:
    """The same for an element that is a box of an outline."""
    if outline.first[box] == outline.last[box]:
        return ()
    aside = {box: False}
    for inner in range(box + 1, outline.end(box)):
        names, tag = outline.names[inner], outline.tag[inner]
        aside[inner] = aside[outline.parent[inner]] or tag == "form" or bool(names and ASIDE_WORDS.search(names))
    links = {clean_line(node.text(separator=" ")) for node in outline.element[box].css(REPLY_LINK)[:MOST_LINKS]}
    found: list[str] = []
    before = -2
    for line in range(outline.first[box], outline.last[box]):
        text = outline.text[line]
        if aside[outline.home[line]] or AWAITING.match(text) or text in links:
            continue
        if found and outline.joined[line] and before == line - 1:
            found[-1] += "\n" + text
        else:
            found.append(text)
        before = line
    return tuple(found)
