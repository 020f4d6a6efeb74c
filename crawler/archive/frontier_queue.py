"""What is to be fetched next: rows of the frontier that are queued, and those whose time for another look has come."""

import sqlite3
from collections.abc import Collection
from datetime import datetime

from crawler.archive.frontier import Due, due_of
from crawler.archive.instants import utc_text
from crawler.items import Link, Target

TAKE = """
    select *
    from frontier
    where site_id = :site_id
      and queued = 1
      and (due_at is null or due_at <= :now)
    order by rank desc, id
    limit :limit
"""
# Listings stay, too: one that a killed run left must be read when the walk is on, or it would end there.
# In the words of the index `frontier_sources`: SQLite does not see that "not in" says as much.
TAKE_SOURCES = TAKE.replace("and queued = 1", "and queued = 1\n      and target <> 'page' and target <> 'listing'")
NEXT_DUE = """
    select min(due_at)
    from frontier
    where site_id = :site_id
      and queued = 1
      and due_at is not null
      and due_at > :now
"""
OF_TARGET = """
    select url, source
    from frontier
    where site_id = :site_id
      and target = :target
      and target <> 'page'
      and visited_at is not null
"""
# :since is null for all of them.
OF_SINCE = """
      and (:since is null or not exists (select 1 from articles where id = article_id and published_at < :since))
"""
WAKE = f"""
    update frontier
    set queued = 1, due_at = null
    where site_id = :site_id
      and queued = 0
      and due_at is not null
      and due_at <= :now
      {OF_SINCE}
"""
QUEUE_UNVISITED = f"""
    update frontier
    set queued = 1
    where site_id = :site_id
      and target = 'page'
      and outcome = 'archived'
      and visited_at is null
      and queued = 0
      {OF_SINCE}
"""


def take(
    conn: sqlite3.Connection,
    site_id: int,
    *,
    now: datetime,
    limit: int,
    skip: Collection[int],
    pages: bool = True,
) -> tuple[Due, ...]:
    """Up to `limit` URLs to fetch now, best first, without the ids in `skip`; articles and listings only with `pages`."""
    asked = {"site_id": site_id, "now": utc_text(now), "limit": limit + len(skip)}
    rows = conn.execute(TAKE if pages else TAKE_SOURCES, asked)
    due = (due_of(r) for r in rows if r[0] not in skip)
    return tuple(item for _, item in zip(range(limit), due, strict=False))


def of_target(conn: sqlite3.Connection, site_id: int, target: Target) -> tuple[Link, ...]:
    """Links to every document of a kind, pages left aside, that was once fetched from a site, to be asked for again."""
    rows = conn.execute(OF_TARGET, {"site_id": site_id, "target": target.value})
    return tuple(Link(row["url"], target, row["source"], again=True) for row in rows)


def next_due(conn: sqlite3.Connection, site_id: int, now: datetime) -> str | None:
    """When the next queued URL that must wait may be fetched (UTC text); None if none waits."""
    row = conn.execute(NEXT_DUE, {"site_id": site_id, "now": utc_text(now)}).fetchone()
    return row[0] if row else None


def wake(conn: sqlite3.Connection, site_id: int, now: datetime, *, since: datetime | None = None) -> int:
    """Queue the URLs whose time to be looked at again has come, pages of stories published before `since` left
    aside; how many."""
    asked = {"site_id": site_id, "now": utc_text(now), "since": utc_text(since) if since else None}
    return conn.execute(WAKE, asked).rowcount


def queue_unvisited_pages(conn: sqlite3.Connection, site_id: int, *, since: datetime | None = None) -> int:
    """Queue the pages of articles that only an API has told of so far, published at `since` or later; how many."""
    asked = {"site_id": site_id, "since": utc_text(since) if since else None}
    return conn.execute(QUEUE_UNVISITED, asked).rowcount
