"""What happened to articles and comments beside edits of a story: gone, redirected elsewhere, removed, back, and what
a reader's comment said before it was edited. Only ever added.
"""

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from crawler.archive.instants import utc_text

ADD = """
    insert into events (article_id, comment_id, at, what, detail, before)
    values (:article_id, :comment_id, :at, :what, :detail, :before)
"""
OF_ARTICLE = "select * from events where article_id = :article_id order by at, id"


class Happened(StrEnum):
    """gone: 404, 410, or no longer listed; redirected: its address leads elsewhere; removed: a comment that the site
    no longer shows; back: what was gone or removed is there again; edited: a comment's text or author changed."""

    EDITED = "edited"
    REMOVED = "removed"
    GONE = "gone"
    REDIRECTED = "redirected"
    BACK = "back"


def add(
    conn: sqlite3.Connection,
    article_id: int,
    what: Happened,
    *,
    now: datetime,
    comment_id: int | None = None,
    detail: str | None = None,
    before: Mapping[str, object] | None = None,
) -> None:
    """Record what happened. detail: the status, or where an address leads now; before: what an edit replaced."""
    conn.execute(
        ADD,
        {
            "article_id": article_id,
            "comment_id": comment_id,
            "at": utc_text(now),
            "what": what.value,
            "detail": detail,
            "before": None if before is None else json.dumps(dict(before), ensure_ascii=False),
        },
    )


def of_article(conn: sqlite3.Connection, article_id: int) -> list[sqlite3.Row]:
    """Everything that happened to an article and its comments, in order."""
    return conn.execute(OF_ARTICLE, {"article_id": article_id}).fetchall()
