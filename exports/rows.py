"""What a public row is: one article with its comments. docs/export.md explains the keys, schema.json types them.

Rows come in the order of publication, then of URL key, and their values depend on the archive alone: the same
archive gives the same bytes.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from crawler.archive.instants import read
from crawler.archive.names import of
from crawler.archive.sites import refuse_unknown
from crawler.errors import UsageProblem

NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")  # more digits than that, and JSON readers begin to round

ARTICLES = """
    select a.*, s.host as site, d.url as duplicate_url, e.url as near_duplicate_url
    from articles a
    join sites s on s.id = a.site_id
    left join articles d on d.id = a.duplicate_of
    left join near_duplicates n on n.article_id = a.id
    left join near_clusters k on k.id = n.cluster_id
    left join articles e on e.id = k.earliest_id and e.id <> a.id
    where (:site is null or s.host = :site)
      and (:since is null or a.published_at >= :since)
      and (:until is null or a.published_at < :until)
      and (:duplicates or a.duplicate_of is null or (:site is not null and d.site_id <> a.site_id))
    order by a.published_at, a.key
"""
COMMENTS = """
    select source_id, parent_source_id, author, author_url, published_at, published_offset_minutes, text,
           permalink, kind
    from comments
    where article_id = ? and removed_at is null
    order by published_at, length(source_id), source_id, identity
"""


def select(
    conn: sqlite3.Connection,
    *,
    site: str | None = None,
    since: str | None = None,
    until: str | None = None,
    duplicates: bool = False,
) -> Iterator[dict[str, Any]]:
    """Public rows, one at a time. since and until are days (YYYY-MM-DD, UTC); an article without a date is
    left out as soon as either is given. With site, only duplicates within it are left out. Raises UsageProblem for a day that is none or a site unknown here."""
    refuse_unknown(conn, site)
    asked = {"site": site, "since": _day(since, "--since"), "until": _day(until, "--until"), "duplicates": duplicates}
    return (row_of(conn, row) for row in conn.execute(ARTICLES, asked))


def row_of(conn: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    """The public row of an article."""
    authors, _, categories, tags = of(conn, row["id"])
    comments = [_comment(c) for c in conn.execute(COMMENTS, (row["id"],))]
    return {
        "url": row["url"],
        "site": row["site"],
        "title": row["title"],
        "authors": list(authors),
        "byline": row["byline"],
        "published_at": _iso(row["published_at"], row["published_offset_minutes"]),
        "modified_at": _iso(row["modified_at"], row["modified_offset_minutes"]),
        "section": row["section"],
        "categories": list(categories),
        "tags": list(tags),
        "language": row["language"],
        "summary": row["summary"],
        "dek": row["dek"],
        "body": row["body"],
        "paragraphs": [{"kind": kind, "text": text} for kind, text in json.loads(row["paragraphs"])],
        "image": row["image_url"],
        "comments": comments,
        "comment_count": len(comments),
        "first_seen_at": row["first_seen_at"],
        "last_seen_at": row["last_seen_at"],
        "revision": row["revision"],
        "duplicate_of": row["duplicate_url"],
        "near_duplicate_of": row["near_duplicate_url"],
        "content_sha256": row["content_sha256"],
    }


def _comment(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": _number(row["source_id"]),
        "parent_id": _number(row["parent_source_id"]),
        "author": row["author"],
        "author_url": row["author_url"],
        "published_at": _iso(row["published_at"], row["published_offset_minutes"]),
        "text": row["text"].replace("\n\n", "\n"),
        "url": row["permalink"],
        "kind": row["kind"],
    }


def _number(text: str | None) -> int | str | None:
    """A site's own id as the site gives it: a number where it is one."""
    return int(text) if text is not None and NUMBER.fullmatch(text) else text


def _iso(text: str | None, offset_minutes: int | None) -> str | None:
    at = read(text, offset_minutes)
    return at.isoformat() if at is not None else None


def _day(text: str | None, option: str) -> str | None:
    if text is None:
        return None
    try:
        return f"{date.fromisoformat(text).isoformat()}T00:00:00Z"
    except ValueError:
        raise UsageProblem(f"{option} {text!r} is no day. Write it as {option} 2025-09-03.") from None
