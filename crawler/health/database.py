"""SQLite's own checks, the schema, and the full-text indexes against the words they index."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.archive.migrations import MIGRATIONS, NAMES
from crawler.archive.open import DATABASE, Archive
from crawler.errors import ArchiveError, ArchiveLocked
from crawler.health.finding import BY_ITSELF, Finding, fine, note, wrong

INDEXES = ("articles_fts", "comments_fts")
LINES_MOST = 3
# What integrity_check says where a table is whole and only an index of it is not: it can be made anew from the table.
OF_AN_INDEX = ("missing from index", "wrong # of entries in index", "non-unique entry in index")
RESTORE = "restore the last `scrapy backup`, or: sqlite3 {path} .recover | sqlite3 {folder}/recovered.db"


def findings(archive: Archive, *, quick: bool = False) -> Iterator[Finding]:
    """Everything about the database but its full-text indexes. quick: without comparing indexes to tables."""
    yield schema(archive.conn)
    yield integrity(archive, quick=quick)
    yield references(archive)


def schema(conn: sqlite3.Connection) -> Finding:
    """Whether the archive has this version's schema; a newer one is refused on opening."""
    applied = {row[0] for row in conn.execute(f"select name from {MIGRATIONS.migrations_table}")}
    missing = [name for name in NAMES if name not in applied]
    if missing:
        told = f"older than this version: {', '.join(missing)} still to come (the next run does it, too)"
        return wrong("schema", told, BY_ITSELF, _bring_up)
    return fine("schema", NAMES[-1])


def integrity(archive: Archive, *, quick: bool = False) -> Finding:
    """SQLite's integrity_check, or with `quick` its quick_check."""
    pragma = "quick_check" if quick else "integrity_check"
    try:
        lines = [str(row[0]) for row in archive.conn.execute(f"pragma {pragma}(100)")]
    except sqlite3.DatabaseError as error:
        lines = [str(error)]
    if lines == ["ok"]:
        return fine("integrity", f"{pragma} ok")
    told = f"{pragma}: {'; '.join(' '.join(line.split()) for line in lines[:LINES_MOST])}{' …' if lines[LINES_MOST:] else ''}"
    if all(any(said in line for said in OF_AN_INDEX) for line in lines):
        return wrong("integrity", told, BY_ITSELF, _reindex)
    return wrong("integrity", told, way_back(archive.folder))


def references(archive: Archive) -> Finding:
    """Rows that name a row which is not there."""
    try:
        rows = archive.conn.execute("pragma foreign_key_check").fetchmany(100)
    except sqlite3.DatabaseError as error:
        return wrong("references", f"foreign_key_check: {error}", way_back(archive.folder))
    if not rows:
        return fine("references", "every row names rows that are there")
    named = ", ".join(f"{row[0]} {row[1]} → {row[2]}" for row in rows[:LINES_MOST])
    return wrong("references", f"{len(rows)} rows name a row that is not there: {named}", way_back(archive.folder))


def full_text(folder: Path) -> Iterator[Finding]:
    """The full-text indexes against their tables. FTS5 does this by a write, so it needs the archive for itself."""
    try:
        with Archive.mending(folder) as archive:
            yield from (index(archive, name) for name in INDEXES)
    except ArchiveLocked:
        yield note("full text", "not compared while another process writes")
    except ArchiveError:
        yield note("full text", "not compared, since the archive may only be read")


def index(archive: Archive, name: str) -> Finding:
    """One index against its table."""
    try:
        archive.conn.execute(f"insert into {name} ({name}, rank) values ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        return wrong("full text", f"{name} does not hold the words of its table ({error})", BY_ITSELF, _rebuild(name))
    return fine("full text", f"{name} holds the words of its table")


def _rebuild(name: str) -> Callable[[Archive], str]:
    def fix(archive: Archive) -> str:
        with archive.transaction() as conn:
            conn.execute(f"insert into {name} ({name}) values ('rebuild')")
        return f"{name} made anew"

    return fix


def _reindex(archive: Archive) -> str:
    with archive.transaction() as conn:
        conn.execute("reindex")
    return "indexes made anew"


def _bring_up(archive: Archive) -> str:
    archive.bring_up()
    return f"schema {NAMES[-1]}"


def way_back(folder: Path) -> str:
    """What to do about a damaged database."""
    return RESTORE.format(path=folder / DATABASE, folder=folder)
