"""What stood where on a listing, and when. An unchanged listing only has its last sight moved."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from crawler.archive.instants import utc_text
from crawler.items import Link
from crawler.text import sha256
from crawler.urls import key

LAST = "select id, order_sha256 from listings where url = :url order by seen_at desc, id desc limit 1"
ADD = """
    insert into listings (site_id, url, seen_at, last_seen_at, order_sha256)
    values (:site_id, :url, :at, :at, :order)
"""
ADD_ENTRY = """
    insert into listing_entries (listing_id, position, url, key, text)
    values (?, ?, ?, ?, ?)
"""


def keep(conn: sqlite3.Connection, site_id: int, url: str, entries: Sequence[Link], now: datetime) -> None:
    """Record the articles of a listing page in the order they stood."""
    if not entries:
        return
    keys = [key(link.url) for link in entries]
    order = sha256(keys)
    last = conn.execute(LAST, {"url": url}).fetchone()
    if last and last[1] == order:
        conn.execute("update listings set last_seen_at = ? where id = ?", (utc_text(now), last[0]))
        return
    listing = conn.execute(ADD, {"site_id": site_id, "url": url, "at": utc_text(now), "order": order}).lastrowid
    conn.executemany(
        ADD_ENTRY,
        [(listing, place, link.url, keys[place - 1], link.text) for place, link in enumerate(entries, start=1)],
    )
