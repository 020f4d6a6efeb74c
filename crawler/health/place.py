"""The archive's folder: room on the disk, whether this user may write, who writes just now, how the last run ended."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from crawler.archive.open import DATABASE, LOCK, holder
from crawler.health.finding import Finding, fine, note, wrong

MIB = 1024 * 1024
LAST_RUN = "select id, spider, pid, started_at, ended_at from runs order by id desc limit 1"


def findings(folder: Path, free_least_mib: int) -> Iterator[Finding]:
    """Room and permission. free_least_mib is what a run should find free on the disk."""
    yield room(folder, shutil.disk_usage(folder).free, free_least_mib)
    if may_write(folder) and may_write(folder / DATABASE):
        yield fine("folder", f"{folder} may be written to")
    else:
        yield wrong(
            "folder",
            f"{str(folder)!r} may only be read: nothing can be archived",
            f"chmod u+w {folder} {folder / DATABASE}",
        )


def may_write(path: Path) -> bool:
    """Whether this process may, by the user it works as."""
    return _may(path, os.W_OK)


def may_read(path: Path) -> bool:
    """Whether this process may read a file."""
    return _may(path, os.R_OK)


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=os.access in os.supports_effective_ids)


def room(folder: Path, free_bytes: int, free_least_mib: int) -> Finding:
    """Whether the disk has room for a run."""
    told = f"{free_bytes // MIB:,} MiB free"
    if free_bytes >= free_least_mib * MIB:
        return fine("disk", told)
    return wrong("disk", f"{told}, and a run should find {free_least_mib:,} (DISK_FREE_LEAST_MIB)", f"df -h {folder}")


def last_run(conn: sqlite3.Connection, folder: Path) -> Finding:
    """How the last run ended, or that it is under way."""
    writer = holder(folder / LOCK)
    if writer is not None:
        return note("runs", f"process {writer} is writing just now; the indexes are not looked at")
    run = conn.execute(LAST_RUN).fetchone()
    if run is None:
        return fine("runs", "no run yet")
    if run["ended_at"] is None:
        return note(
            "runs",
            f"run {run['id']} ({run['spider']}, {run['started_at']}) was killed; the next one goes on where it was",
        )
    return fine("runs", f"the last one, {run['spider']}, ended {run['ended_at']}")
