"""The WARC files: is each readable from end to end, and does every offset that the database names begin a record?"""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.archive.open import Archive
from crawler.fetch.recorder import FOLDER
from crawler.health.finding import BY_ITSELF, Finding, fine, note, wrong
from crawler.health.place import may_read
from crawler.text import counted
from crawler.warc.check import Report, check
from crawler.warc.recovery import OPEN, recover

RESTORE = "cp it from the last `scrapy backup`"
FILES = "*.warc.gz"
# What the database says of every file, sorted once: no table has an index by file, and there is a file a run.
RENEWED = "drop table if exists temp.kept_at"
SORTED = """
    create temp table kept_at (name text, of_payload integer, offset integer, primary key (name, of_payload, offset))
    without rowid
"""
SAID = """
    insert or ignore into temp.kept_at
    select f.name, 0, v.warc_offset from visits v join warc_files f on f.id = v.warc_file_id where v.warc_offset is not null
    union all
    select warc_file, 0, warc_offset from revisions where warc_file is not null and warc_offset is not null
    union all
    select f.name, 1, p.offset from payloads p join warc_files f on f.id = p.file_id
"""
KEPT_AT = "select offset from temp.kept_at where name = ? and of_payload = ?"
NAMES = "select name from warc_files union select warc_file from revisions where warc_file is not null"
FORGET = "delete from payloads where offset = ? and file_id = (select id from warc_files where name = ?)"


def findings(archive: Archive, *, writer: str | None, quick: bool) -> Iterator[Finding]:
    """Every file. writer: the process that writes just now; its open file is left alone. quick: none is read."""
    folder = archive.folder / FOLDER
    there = {path.name for path in folder.glob(FILES)}
    opened = {path.name.removesuffix(OPEN) for path in folder.glob(f"*{OPEN}")}
    if opened and writer is None:
        told = f"{', '.join(sorted(opened))} left open by a killed run (the next run closes it, too)"
        yield wrong("warc", told, BY_ITSELF, _recover)
    yield from (lost(folder, name) for name in missing(archive))
    if quick:
        yield note("warc", f"{counted(len(there), 'file')}, not read")
        return
    for statement in (RENEWED, SORTED, SAID):
        archive.conn.execute(statement)
    bad = [finding for name in sorted(there) for finding in of_file(archive.conn, folder / name)]
    yield from bad
    if not bad:
        yield fine(
            "warc",
            f"{counted(len(there), 'file')}: every record readable, digests right, offsets of the database found",
        )


def missing(archive: Archive) -> list[str]:
    """The names of WARC files of the archive's own that its database names and that are not there."""
    own = {name for (name,) in archive.conn.execute(NAMES) if "/" not in name}  # others are files by others
    folder = archive.folder / FOLDER
    return sorted(own - {path.name.removesuffix(OPEN) for path in folder.glob("*")})


def lost(folder: Path, name: str) -> Finding:
    """A file that the database names and that is not there."""
    return wrong("warc", f"{folder / name} is not there, and the database names records in it", RESTORE)


def of_file(conn: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    """What is wrong with a file or with what the database says of it. One that may not be read says nothing of either."""
    if not may_read(path):
        yield wrong("warc", f"{path} may not be read by this user: it was not looked at", f"sudo chmod a+r {path}")
        return
    report = check(path)
    for finding in report.findings:
        told = f"{path.name}: {finding.sentence}"
        yield wrong("warc", told, BY_ITSELF, _cut(path)) if finding.is_tail else wrong("warc", told, RESTORE)
    yield from _unfound(conn, path, report)


def _unfound(conn: sqlite3.Connection, path: Path, report: Report) -> Iterator[Finding]:
    named = {row[0] for row in conn.execute(KEPT_AT, (path.name, False))} - report.offsets
    if named:
        told = f"{path.name}: {len(named)} offsets in the database begin no record, the first {min(named):,}"
        yield wrong("warc", told, RESTORE)
    kept = {row[0] for row in conn.execute(KEPT_AT, (path.name, True))} - report.offsets
    if kept:
        told = f"{path.name}: {len(kept)} payloads are said to stand where no record begins"
        yield wrong("warc", told, BY_ITSELF, _forget(path.name, tuple(kept)))


def _recover(archive: Archive) -> str:
    return "; ".join(str(one) for one in recover(archive.folder / FOLDER)) or "nothing was open"


def _cut(path: Path) -> Callable[[Archive], str]:
    def fix(archive: Archive) -> str:
        path.rename(path.with_name(f"{path.name}{OPEN}"))
        return _recover(archive)

    return fix


def _forget(name: str, offsets: tuple[int, ...]) -> Callable[[Archive], str]:
    def fix(archive: Archive) -> str:
        with archive.transaction() as conn:
            conn.executemany(FORGET, [(offset, name) for offset in offsets])
        return f"{len(offsets)} payloads will be kept anew when they come again"

    return fix
