"""Which sitemap names which page: a page that its sitemap drops may be gone, and is looked at."""

import sqlite3
from collections.abc import Iterable

from crawler.items import Link, Target
from crawler.urls import key

VANISHED_MOST = 50
VANISHED_SHARE = 0.2
IS_LISTED = "select 1 from frontier where key = ? and listed_in <> 'none' limit 1"
VANISHED = """
    update frontier
    set listed_in = 'none',
        queued = case when outcome = 'archived' then 1 else queued end,
        due_at = case when outcome = 'archived' then null else due_at end
    where key = ?
"""
# A page that one sitemap dropped and another took up is not gone: numbered sitemaps shift when a page is removed.
LISTED = """
    update frontier
    set queued = case when listed_in = 'none' and outcome = 'archived' then 0 else queued end,
        listed_in = ?
    where key = ?
"""


def listing(conn: sqlite3.Connection, keys: Iterable[str]) -> set[str]:
    """Those of these keys that a sitemap names, as it was last read."""
    return {one for one in keys if conn.execute(IS_LISTED, (one,)).fetchone() is not None}


def listed(conn: sqlite3.Connection, sitemap_url: str, links: Iterable[Link]) -> int:
    """Note which pages a sitemap names. Archived ones that it named before and no longer does are queued for a
    look: they may be gone. How many. A sitemap that lost much at once is taken for a broken one."""
    keys = {key(link.url) for link in links if link.target == Target.PAGE and not link.excluded}
    before = {row["key"] for row in conn.execute("select key from frontier where listed_in = ?", (sitemap_url,))}
    vanished = before - keys
    if not keys or len(vanished) > max(VANISHED_MOST, len(before) * VANISHED_SHARE):
        return 0
    for url_key in vanished:
        conn.execute(VANISHED, (url_key,))
    conn.executemany(LISTED, ((sitemap_url, k) for k in keys - before))
    return len(vanished)
