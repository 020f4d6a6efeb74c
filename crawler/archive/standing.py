"""What the archive has of the posts and comments that a site's sources tell of: to be compared with what they tell.

Only looks. "Of the API" means told by a WordPress REST API and still standing there, as far as is known.
"""

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from crawler.archive.instants import utc_text
from crawler.urls import key

POST = "site_id = :site_id and gone_at is null and json_extract(rules, '$.url') = 'rest'"
COUNT_POSTS = f"select count(*) from articles where {POST}"
POSTS_BETWEEN = f"""
    select source_id, url
    from articles
    where {POST} and published_at >= :least and (:before is null or published_at < :before)
"""
FIND_POST = f"select modified_at from articles where {POST} and source_id = :number"
COMMENT = """
    from comments c
    join articles a on a.id = c.article_id
    where a.site_id = :site_id and c.removed_at is null and c.rule = 'rest'
"""
SHOWN = f"{COMMENT} and a.gone_at is null"
WAITING = "from waiting_comments where site_id = :site_id"
COUNT_COMMENTS = f"""
    select (select count(*) {SHOWN})
         + (select count(distinct identity) {WAITING} and identity like 'id:%|3')
"""
COMMENTS_BETWEEN = f"""
    select c.source_id
    {SHOWN} and c.published_at >= :least and (:before is null or c.published_at < :before)
"""
FIND_COMMENT = f"""
    select 1 {WAITING} and identity = :identity
    union all
    select 1 {COMMENT} and c.source_id = :number
    limit 1
"""
COUNT_SHOWN = """
    select count(c.id)
    from articles a
    left join comments c on c.article_id = a.id and c.removed_at is null
    where a.key = ?
    group by a.id
"""
ANY_COMMENT = """
    select 1
    from comments c
    join articles a on a.id = c.article_id
    where c.source_id = :number and a.site_id = :site_id
    limit 1
"""
LEFT_OUT = "select 1 from frontier where key = ? and reason in ('password-protected', 'forgotten')"


def posts(conn: sqlite3.Connection, site_id: int) -> int:
    """How many posts of the API stand in the archive."""
    return int(conn.execute(COUNT_POSTS, {"site_id": site_id}).fetchone()[0])


def comments(conn: sqlite3.Connection, site_id: int) -> int:
    """How many comments of the API stand in the archive, those that wait for their article included."""
    return int(conn.execute(COUNT_COMMENTS, {"site_id": site_id}).fetchone()[0])


def posts_between(conn: sqlite3.Connection, site_id: int, least: str, before: str | None) -> Iterator[tuple[str, str]]:
    """(site's id, URL) of the API's posts published in a span of UTC texts; before is exclusive, None: no end."""
    span = {"site_id": site_id, "least": least, "before": before}
    return ((row["source_id"], row["url"]) for row in conn.execute(POSTS_BETWEEN, span))


def comments_between(conn: sqlite3.Connection, site_id: int, least: str, before: str | None) -> Iterator[str]:
    """The site's ids of the API's comments of a span, as for posts."""
    span = {"site_id": site_id, "least": least, "before": before}
    return (row[0] for row in conn.execute(COMMENTS_BETWEEN, span))


def has_post(conn: sqlite3.Connection, site_id: int, number: str, modified_at: datetime | None = None) -> bool:
    """Whether a post of the API stands in the archive, as of its modified time if one is given."""
    row = conn.execute(FIND_POST, {"site_id": site_id, "number": number}).fetchone()
    return row is not None and (modified_at is None or row[0] == utc_text(modified_at))


def has_comment(conn: sqlite3.Connection, site_id: int, number: str) -> bool:
    """Whether a comment of the API stands in the archive, or waits for its article."""
    wanted = {"site_id": site_id, "number": number, "identity": f"id:{number}|3"}
    return conn.execute(FIND_COMMENT, wanted).fetchone() is not None


def has_any_comment(conn: sqlite3.Connection, site_id: int, number: str | None) -> bool:
    """Whether a comment of this id is stored for a story of the site, whatever told of it."""
    return conn.execute(ANY_COMMENT, {"site_id": site_id, "number": number}).fetchone() is not None


def comments_shown(conn: sqlite3.Connection, url: str) -> int | None:
    """How many comments of the story at a URL are stored and not removed; None if there is no such story."""
    row = conn.execute(COUNT_SHOWN, (key(url),)).fetchone()
    return int(row[0]) if row else None


def is_left_out(conn: sqlite3.Connection, url: str) -> bool:
    """Whether a URL is left out for good: it asks for a password, or was forgotten."""
    return conn.execute(LEFT_OUT, (key(url),)).fetchone() is not None
