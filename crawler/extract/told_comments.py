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
    """The JSON-LD objects of the type Comment, in the page's order; replies know what they answer."""
    found: list[Comment] = []
    parents = _parents(reading.page.json_ld)
    for item in reading.page.json_ld:
        if "Comment" in json_ld.types_of(item):
            text = item.get("text") or item.get("commentText")
            paragraphs = _lines_of(text) if isinstance(text, str) else ()
            if paragraphs:
                found.append(_told(reading, item, paragraphs, parents))
    return tuple(found[:MOST_COMMENTS])


def _parents(items: tuple[dict[str, Any], ...]) -> dict[int, str]:
    """What a comment that lies in another's `comment` answers, by the identity of the object."""
    found: dict[int, str] = {}
    for item in items:
        inner = item.get("comment")
        number = _number(item)
        if "Comment" not in json_ld.types_of(item) or inner is None or number is None:
            continue
        for reply in inner if isinstance(inner, list) else [inner]:
            found[id(reply)] = number
    return found


def _number(item: dict[str, Any]) -> str | None:
    number = item.get("@id") or item.get("identifier")
    return str(number) if isinstance(number, str | int) else None


def _lines_of(text: str) -> tuple[str, ...]:
    return tuple(line for line in (plain(piece) for piece in re.split(r"\n\s*\n|</p>", text)) if line)


def _told(reading: Reading, item: dict[str, Any], paragraphs: tuple[str, ...], parents: dict[int, str]) -> Comment:
    author = next((name for name, _ in json_ld.names(item.get("author") or item.get("creator"), reading.page)), None)
    when = json_ld.text(item, "dateCreated") or json_ld.text(item, "datePublished")
    found = reading.instant(when) if when else None
    address = json_ld.text(item, "url")
    return Comment(
        source_id=_number(item),
        parent_id=parents.get(id(item)),
        depth=None,
        author=clean_line(plain(author)) or None if author else None,
        author_url=None,
        published_at=found[0] if found else None,
        precision=found[1] if found else Precision.SECOND,
        paragraphs=paragraphs,
        permalink=absolute(address, reading.page.base_url) if address else None,
        rule="json-ld",
    )
