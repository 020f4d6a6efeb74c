"""Comments a page tells in schema.org's words, in JSON-LD."""

import re
from typing import Any

from crawler.extract import json_ld
from crawler.extract.reading import Reading
from crawler.items import Comment, Precision
from crawler.text import clean_line, plain
from crawler.urls import absolute

MOST_COMMENTS = 5_000


def told_comments(reading: Reading) -> tuple[Comment, ...]:
    """The JSON-LD objects of the type Comment, each before its replies, which know what they answer."""
    comments = [item for item in reading.page.json_ld if "Comment" in json_ld.types_of(item)]
    replies = {id(reply) for item in comments for reply in _replies(item)}
    found: list[Comment] = []
    waiting: list[tuple[dict[str, Any], str | None]] = [(item, None) for item in comments if id(item) not in replies]
    waiting.reverse()
    while waiting and len(found) < MOST_COMMENTS:
        item, parent = waiting.pop()
        text = item.get("text") or item.get("commentText")
        paragraphs = _paragraphs(text) if isinstance(text, str) else ()
        if paragraphs:
            found.append(_told(reading, item, paragraphs, parent))
        waiting += [(reply, _number(item)) for reply in reversed(_replies(item))]
    return tuple(found)


def _replies(item: dict[str, Any]) -> list[dict[str, Any]]:
    inner = item.get("comment")
    return [
        reply
        for reply in (inner if isinstance(inner, list) else [inner])
        if isinstance(reply, dict) and "Comment" in json_ld.types_of(reply)
    ]


def _number(item: dict[str, Any]) -> str | None:
    number = item.get("@id") or item.get("identifier")
    return str(number) if isinstance(number, str | int) else None


def _paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text with or without markup; single line breaks stay."""
    pieces = re.split(r"\n\s*\n|</p>|<br\s*/?>\s*<br\s*/?>", text)
    told = ("\n".join(filter(None, map(plain, re.split(r"\n|<br\s*/?>", piece)))) for piece in pieces)
    return tuple(filter(None, told))


def _told(reading: Reading, item: dict[str, Any], paragraphs: tuple[str, ...], parent: str | None) -> Comment:
    author = next((name for name, _ in json_ld.names(item.get("author") or item.get("creator"), reading.page)), None)
    when = json_ld.text(item, "dateCreated") or json_ld.text(item, "datePublished")
    found = reading.instant(when) if when else None
    address = json_ld.text(item, "url")
    return Comment(
        source_id=_number(item),
        parent_id=parent,
        depth=None,
        author=clean_line(plain(author)) or None if author else None,
        author_url=None,
        published_at=found[0] if found else None,
        precision=found[1] if found else Precision.SECOND,
        paragraphs=paragraphs,
        permalink=absolute(address, reading.page.base_url) if address else None,
        rule="json-ld",
    )
