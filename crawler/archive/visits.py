"""What was asked and what came back, one row a visit, only ever added."""

import sqlite3
import time
from collections.abc import Callable
from datetime import datetime

from crawler.archive import payloads
from crawler.archive.instants import utc_text
from crawler.items import Visit

ADD = """
    insert into visits (run_id, site_id, url, target, at, status, outcome, reason, final_url, body_bytes,
                        body_sha256, not_modified, warc_file_id, warc_offset)
    values (:run_id, :site_id, :url, :target, :at, :status, :outcome, :reason, :final_url, :body_bytes,
            :body_sha256, :not_modified, :warc_file_id, :warc_offset)
"""
HAS = """
    select 1 from visits
    where url = ? and at = ? and target = ? and outcome = ? and warc_offset is ?
    limit 1
"""


def after_the_last(conn: sqlite3.Connection, clock: Callable[[], datetime]) -> datetime:
    """Now, in a later second than the last visit: a run tells its own visits from earlier ones by their second.

    Waits for it if need be, a second at most; a last visit in the future (a clock that was put back) is not
    waited for.
    """
    last = conn.execute("select at from visits order by id desc limit 1").fetchone()
    at = clock()
    if last is not None and last["at"] == utc_text(at):
        time.sleep(1 - at.microsecond / 1_000_000)
        at = clock()
    return at


def add(conn: sqlite3.Connection, visit: Visit, *, site_id: int, run_id: int | None) -> int:
    """Record a visit; its row id."""
    cursor = conn.execute(
        ADD,
        {
            "run_id": run_id,
            "site_id": site_id,
            "url": visit.url,
            "target": visit.target.value,
            "at": utc_text(visit.at),
            "status": visit.status,
            "outcome": visit.outcome.value,
            "reason": visit.reason,
            "final_url": visit.final_url if visit.final_url != visit.url else None,
            "body_bytes": visit.body_bytes,
            "body_sha256": visit.body_sha256,
            "not_modified": int(visit.not_modified),
            "warc_file_id": payloads.file_id(conn, visit.answers[0].file) if visit.answers else None,
            "warc_offset": visit.answers[0].offset if visit.answers else None,
        },
    )
    return int(cursor.lastrowid or 0)


def has(conn: sqlite3.Connection, visit: Visit) -> bool:
    """Whether this very visit is recorded: of one address at one time, read from one record."""
    place = visit.answers[0].offset if visit.answers else None
    asked = (visit.url, utc_text(visit.at), visit.target.value, visit.outcome.value, place)
    return conn.execute(HAS, asked).fetchone() is not None
