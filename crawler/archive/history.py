"""Every earlier state of an article, read back from its revisions: each keeps what its edit replaced."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from crawler.archive import article_rows
from crawler.archive.instants import read
from crawler.items import Article, Credit, Image, Paragraph, ParagraphKind, Precision

REVISIONS = """
    select number, at, changed, before
    from revisions
    where article_id = :id
    order by number desc
"""


@dataclass(frozen=True, slots=True)
class State:
    """An article as it stood from a revision on. changed: the fields that the edit touched; of the first, all it had."""

    number: int
    at: datetime
    changed: tuple[str, ...]
    article: Article


def states(conn: sqlite3.Connection, row: sqlite3.Row) -> list[State]:
    """The states of the article that a row holds, oldest first. What was completed later without an edit (a tag that
    only a page told) stands in the earlier states, too."""
    article = article_rows.from_row(conn, row)
    found = []
    for number, at, changed, before in conn.execute(REVISIONS, {"id": row["id"]}):
        instant = read(at)
        assert instant is not None
        found.append(State(number, instant, tuple(json.loads(changed)), article))
        if before:
            article = replace(article, **earlier(json.loads(before)))
    return found[::-1]


def earlier(before: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an Article that a revision's `before` holds."""
    return {name: READ.get(name, _as_is)(value) for name, value in before.items()}


def _as_is(value: Any) -> Any:
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(value)


def _instant(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


READ: Mapping[str, Callable[[Any], Any]] = {
    "authors": _texts,
    "categories": _texts,
    "tags": _texts,
    "credits": lambda value: tuple(Credit(**one) for one in value),
    "paragraphs": lambda value: tuple(Paragraph(ParagraphKind(kind), text) for kind, text in value),
    "image": lambda value: Image(**value) if value else None,
    "published_at": _instant,
    "modified_at": _instant,
    "published_precision": lambda value: Precision(value) if value else Precision.SECOND,
    "modified_precision": lambda value: Precision(value) if value else Precision.SECOND,
}
