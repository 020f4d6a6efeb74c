"""What a clock that was ahead left in the frontier, put right."""

import sqlite3
from datetime import datetime, timedelta

from crawler.archive.instants import utc_text

# Times that no clock can have told: visited after now, or due later than anything is ever put off.
UNDO_CLOCK = """
    update frontier
    set visited_at = case when visited_at > :now then :before else visited_at end,
        due_at = case when due_at > :latest then :now else due_at end
    where site_id = :site_id
      and (visited_at > :now or due_at > :latest)
"""
PUT_OFF_MOST = timedelta(days=370)


def undo_clock(conn: sqlite3.Connection, site_id: int, now: datetime) -> int:
    """Visits from the future were made by a clock that was wrong: without this nothing they touched would be asked for
    until then. How many."""
    last = conn.execute("select last_visited_at from counts where site_id = ?", (site_id,)).fetchone()
    if last is None or last[0] is None or last[0] <= utc_text(now):
        return 0
    before, latest = now - timedelta(seconds=1), now + PUT_OFF_MOST
    moments = {"now": utc_text(now), "before": utc_text(before), "latest": utc_text(latest)}
    count = conn.execute(UNDO_CLOCK, {"site_id": site_id, **moments}).rowcount
    conn.execute("update counts set last_visited_at = ? where site_id = ?", (moments["before"], site_id))
    return count
