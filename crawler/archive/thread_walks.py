"""Comments that a site no longer shows, where no API lists them: told by its own pages, if they prove it.

A page that shows no comment may be closed, cut short, cached or paginated; it proves nothing. It is proof when the
site states how many comments an article has, all the pages it names for them were read after the article's own, and
exactly so many comments were seen there: whatever was known before and is not among them is removed.
"""

import sqlite3
from datetime import datetime

from crawler.archive import comments, frontier
from crawler.items import Target, ThreadWalk

ARTICLE_PAGE = """
    select f.visited_at, f.status
    from frontier f
    join articles a on a.key = f.key
    where a.id = :article_id
"""
COMMENT_PAGE = "select visited_at, status from frontier where key = :key"
# What was forgotten is not stored, and is among those that a site counts as long as it shows it.
SEEN = """
    select (select count(*)
            from comments
            where article_id = :article_id
              and removed_at is null
              and last_seen_at >= :since)
         + (select count(*)
            from forgotten_comments
            where article_id = :article_id
              and seen_at >= :since)
"""
# What only a feed told is not expected on a page: themes leave pingbacks out.
UNSEEN = """
    select id
    from comments
    where article_id = :article_id
      and removed_at is null
      and last_seen_at < :since
      and rule not like 'feed%'
"""


def missed(conn: sqlite3.Connection, article_id: int, walk: ThreadWalk, *, now: datetime) -> int:
    """Mark the comments of an article that its complete pages no longer show; how many."""
    since = _began(conn, article_id, walk)
    if since is None:
        return 0
    asked = {"article_id": article_id, "since": since}
    if conn.execute(SEEN, asked).fetchone()[0] != walk.stated:
        return 0
    unseen = [row["id"] for row in conn.execute(UNSEEN, asked)]
    for comment_id in unseen:
        comments.remove(conn, article_id, comment_id, now=now)
    return len(unseen)


def _began(conn: sqlite3.Connection, article_id: int, walk: ThreadWalk) -> str | None:
    """When the article's own page was read, if all its comment pages were read since; None if not."""
    own = conn.execute(ARTICLE_PAGE, {"article_id": article_id}).fetchone()
    if own is None or own["visited_at"] is None or own["status"] != 200:
        return None
    for url in walk.pages:
        page = conn.execute(COMMENT_PAGE, {"key": frontier.row_key(url, Target.COMMENTS)}).fetchone()
        if page is None or page["status"] != 200 or (page["visited_at"] or "") < own["visited_at"]:
            return None
    return str(own["visited_at"])
