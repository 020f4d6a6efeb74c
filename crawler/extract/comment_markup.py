"""The text of one comment: its paragraphs, without reply links, notes of the moderation and vote buttons."""

import re

from selectolax.lexbor import LexborNode

from crawler.blocks import outlined
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
    outline = outlined(element)
    aside = [False] * len(outline.tag)
    for box in range(1, len(outline.tag)):
        names, tag = outline.names[box], outline.tag[box]
        aside[box] = aside[outline.parent[box]] or tag == "form" or bool(names and ASIDE_WORDS.search(names))
    links = {clean_line(node.text(separator=" ")) for node in element.css(REPLY_LINK)[:MOST_LINKS]}
    found: list[str] = []
    before = -2
    for line, text in enumerate(outline.text):
        if aside[outline.home[line]] or AWAITING.match(text) or text in links:
            continue
        if found and outline.joined[line] and before == line - 1:
            found[-1] += "\n" + text
        else:
            found.append(text)
        before = line
    return tuple(found)
