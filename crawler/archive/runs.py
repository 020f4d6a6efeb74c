"""When a spider ran, with which arguments, and how it ended."""

import json
import os
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawler.archive.instants import utc_text

BEGIN = """
    insert into runs (spider, arguments, version, pid, started_at)
    values (:spider, :arguments, :version, :pid, :at)
"""
END = "update runs set ended_at = :at, finish_reason = :reason, stats = :stats where id = :id"


def begin(conn: sqlite3.Connection, *, spider: str, arguments: Mapping[str, str], version: str, now: datetime) -> int:
    """Record that a run begins; its row id."""
    cursor = conn.execute(
        BEGIN,
        {
            "spider": spider,
            "arguments": json.dumps(dict(arguments), ensure_ascii=False, sort_keys=True),
            "version": version,
            "pid": os.getpid(),
            "at": utc_text(now),
        },
    )
    return int(cursor.lastrowid or 0)


def end(conn: sqlite3.Connection, run_id: int, *, reason: str, stats: Mapping[str, Any], now: datetime) -> None:
    """Record how a run ended. A run without an end was killed."""
    counts = {name: value for name, value in sorted(stats.items()) if isinstance(value, int | float | str)}
    conn.execute(
        END, {"id": run_id, "at": utc_text(now), "reason": reason, "stats": json.dumps(counts, ensure_ascii=False)}
    )
