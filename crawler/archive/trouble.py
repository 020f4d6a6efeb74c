"""What SQLite's refusals mean for a person: what happened to which archive, and what to do next.

Only what concerns the archive as a whole is told here (a full disk, a lock, damage). What one row's values did
wrong is the caller's.
"""

import sqlite3
from pathlib import Path

from crawler.errors import ArchiveError

KEPT = "What was stored before is whole"
# By the name of SQLite's error code; extended codes ("SQLITE_IOERR_WRITE") go by their beginning.
TOLD = (
    ("SQLITE_FULL", "The disk is full while writing {path!r}. {kept}. Make room (`df -h {folder}`), then run this again."),
    (
        "SQLITE_IOERR",
        "The disk refuses {path!r}: {error}. {kept}. Look at its space, quota and limits (`df -h {folder}`, `ulimit -f`), "
        "then run this again.",
    ),
    (
        "SQLITE_BUSY",
        "Another program has kept {path!r} locked for over {busy_s} s. {kept}. Find it (`fuser {path}`), let it end, then "
        "run this again.",
    ),
    ("SQLITE_LOCKED", "{path!r} is locked: {error}. {kept}. Run this again."),
    (
        "SQLITE_READONLY",
        "The archive {path!r} may only be read. Let this user write to it and to its folder "
        "(`chmod u+w {folder} {path}`; `mount` tells a read-only disk), or name another: -s ARCHIVE_DIR=…",
    ),
    (
        "SQLITE_PERM",
        "No permission for {path!r}. Let this user read and write it and its folder (`ls -l {folder}`).",
    ),
    (
        "SQLITE_CANTOPEN",
        "Cannot open {path!r} as an archive: {error}. Let this user read and write it and its folder (`ls -l {folder}`).",
    ),
    ("SQLITE_CORRUPT", "{damaged}"),
    ("SQLITE_NOTADB", "{damaged}"),
)  # fmt: skip
DAMAGED = (
    "The archive {path!r} is damaged: {error}. `scrapy doctor` says where; restore a backup, or read what is left of it: "
    "`sqlite3 {path} .recover | sqlite3 {folder}/recovered.db`."
)
BUSY_TIMEOUT_MS = 60_000  # a backup or a person's query may hold the database for half a minute


def trouble(error: sqlite3.Error, path: Path) -> ArchiveError | None:
    """An error of SQLite as a sentence; None if it is about a row or a statement, not about the archive."""
    name = getattr(error, "sqlite_errorname", None) or _unnamed(error)
    text = next((text for code, text in TOLD if name.startswith(code)), None)
    if text is None:
        return None
    facts = {"path": str(path), "folder": str(path.parent), "error": error, "kept": KEPT}
    damaged = DAMAGED.format(**facts)
    return ArchiveError(text.format(**facts, damaged=damaged, busy_s=BUSY_TIMEOUT_MS // 1000))


def _unnamed(error: sqlite3.Error) -> str:
    """The code of an error that Python's own layer raised without one."""
    return "SQLITE_CORRUPT" if "malformed" in str(error) else ""
