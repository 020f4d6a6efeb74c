"""What was asked and what came back, one row a visit, only ever added."""

import sqlite3

from crawler.archive.instants import utc_text
from crawler.items import Visit

ADD = """
    insert into visits (run_id, site_id, url, target, at, status, outcome, reason, final_url, body_bytes,
                        body_sha256, not_modified)
    values (:run_id, :site_id, :url, :target, :at, :status, :outcome, :reason, :final_url, :body_bytes,
            :body_sha256, :not_modified)
"""


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
        },
    )
    return int(cursor.lastrowid or 0)
