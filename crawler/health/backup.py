"""A copy of a live archive: the database as of one moment, and the WARC files whose records it names.

The database is copied first and takes its place last: what it names was in a WARC file before, and a copy of before stays
whole until the new one is. Of a file that a run is still writing the whole records so far are copied. Files that were copied
before are not copied again: a closed WARC file never changes.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from crawler.archive.open import DATABASE, LOCK, Archive
from crawler.archive.tombstones import FILE as FORGOTTEN
from crawler.archive.trouble import trouble
from crawler.errors import ArchiveError, UsageProblem
from crawler.fetch.recorder import FOLDER
from crawler.warc.members import Torn, members
from crawler.warc.recovery import OPEN, sync_folder

FILES = "*.warc.gz"
GENERATION = re.compile(r"(?:\.r\d+)?\.warc\.gz$")
OURS = frozenset((DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", LOCK, FOLDER, FORGOTTEN, "lost+found"))
# Visits are only ever added: an earlier copy has the archive's own until its last.
LAST_VISIT = "select id, at from visits order by id desc limit 1"
HAS_VISIT = "select 1 from visits where id = ? and at = ?"
ARTICLES = "select count(*) from articles"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup brought: bytes of the database, WARC files copied now, those that were there already, and those
    that the archive no longer has (written anew since) and that were removed."""

    database_bytes: int
    copied: int
    known: int
    removed: int


def backup(archive: Archive, target: Path) -> BackedUp:
    """Copy an archive into `target`, made if absent. A copy of before stays whole until the new one is.

    Raises UsageProblem for a folder that is in use or holds anything but an earlier copy of this archive, ArchiveError if
    it cannot be written.
    """
    if target.resolve() == archive.folder.resolve():
        raise UsageProblem(f"{str(target)!r} is the archive itself. Name another folder, on another disk if you can.")
    try:
        target.mkdir(parents=True, exist_ok=True)
        log = target / f"{DATABASE}-wal"
        if log.is_file() and log.stat().st_size:
            raise UsageProblem(f"{str(target)!r} is in use: {log.name} is not empty. Name another folder.")
        need = (archive.folder / DATABASE).stat().st_size
        if shutil.disk_usage(target).free < need:
            raise ArchiveError(f"{str(target)!r} has no room for {need:,} bytes. Make room, or name another disk.")
        _refuse_what_is_no_copy(archive.conn, target)
        with _database(archive.conn, target / DATABASE) as part:
            copied, known, names = _files(archive.folder / FOLDER, target / FOLDER)
            _marks(archive.folder, target)
            part.rename(target / DATABASE)
            sync_folder(target)
        removed = _without_old_generations(target / FOLDER, names)
        return BackedUp((target / DATABASE).stat().st_size, copied, known, removed)
    except OSError as error:
        where = error.filename or str(target)
        raise ArchiveError(
            f"Cannot back up to {str(target)!r}: {where!r}: {error.strerror or error}. Let this user read the archive and "
            "write to the backup, or make room, then run this again."
        ) from error


def _refuse_what_is_no_copy(conn: sqlite3.Connection, target: Path) -> None:
    """Raises UsageProblem: a backup must not take the place of another archive, nor of what this one has lost."""
    if not (target / DATABASE).is_file():
        other = next(
            (path.name for path in sorted(target.iterdir()) if path.name not in OURS and not _is_part(path)), None
        )
        if other is not None:
            raise UsageProblem(f"{str(target)!r} holds {other!r} and no copy of an archive. Name an empty folder.")
        if any((target / FOLDER).glob(FILES)):
            raise UsageProblem(f"{str(target)!r} holds WARC files without their database. Name an empty folder.")
        return
    with Archive.reading(target) as copy:
        last = copy.conn.execute(LAST_VISIT).fetchone()
        is_empty = last is None and not copy.conn.execute(ARTICLES).fetchone()[0]
        if not is_empty and (last is None or not conn.execute(HAS_VISIT, tuple(last)).fetchone()):
            raise UsageProblem(
                f"{str(target)!r} holds another archive, or a later state of this one. Name another folder; if this archive "
                "was lost, copy that one back."
            )


def _is_part(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(".part")


@contextmanager
def _database(conn: sqlite3.Connection, path: Path) -> Iterator[Path]:
    """A copy of the database beside the place it is to take."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as copy:
            conn.backup(copy)  # all pages in one step: one state, whatever a writer does meanwhile
            copy.execute("pragma journal_mode = delete")  # whole in one file; the next opening makes it WAL again
            [(found,)] = copy.execute("pragma quick_check(1)").fetchall()
            if found != "ok":
                raise ArchiveError(
                    f"The database is damaged ({found}). The backup stays as it was; `scrapy doctor` says what helps."
                )
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        yield part
    except sqlite3.Error as error:
        raise trouble(error, path) or ArchiveError(f"Cannot copy the database to {str(path)!r}: {error}.") from error
    finally:
        part.unlink(missing_ok=True)


def _marks(source: Path, target: Path) -> None:
    """What keeps forgotten stories out of a database made again from the files."""
    if (source / FORGOTTEN).is_file():
        _copy(source / FORGOTTEN, target / FORGOTTEN, (source / FORGOTTEN).stat().st_size)


def _files(source: Path, target: Path) -> tuple[int, int, frozenset[str]]:
    """How many files were copied, how many were there, and the names of all."""
    if not source.is_dir():
        return 0, 0, frozenset()
    target.mkdir(exist_ok=True)
    copied = known = 0
    names = set()
    for path, is_open in _sources(source):
        name = path.name.removesuffix(OPEN)
        try:
            end = _whole_bytes(path) if is_open else path.stat().st_size
            size = (target / name).stat().st_size if (target / name).is_file() else 0
            if size > end:
                raise ArchiveError(_damaged(path, target / name, end, size))
            is_known = size == end
            if not is_known:
                _copy(path, target / name, end)
        except FileNotFoundError:  # closed meanwhile: it is met again under its final name
            if not is_open:
                raise
            continue
        names.add(name)
        known, copied = known + is_known, copied + (not is_known)
    sync_folder(target)
    return copied, known, frozenset(names)


def _damaged(path: Path, copy: Path, end: int, size: int) -> str:
    """What is said of a file that is shorter than its copy: what `scrapy forget` writes anew has another name."""
    return (
        f"{str(path)!r} has {end:,} bytes, its copy {size:,}: the file has lost some. The backup stays as it was. Copy the whole one "
        f"back (cp {copy} {path}), or remove it if the shorter one is right."
    )


def _without_old_generations(target: Path, names: frozenset[str]) -> int:
    """Remove files that the archive has written anew without what was forgotten: the old words must not stay in a backup.
    Others that the archive does not have any more stay. How many went."""
    current = {GENERATION.sub("", name) for name in names}
    gone = [path for path in target.glob(FILES) if path.name not in names and GENERATION.sub("", path.name) in current]
    for path in gone:
        path.unlink()
    return len(gone)


def _sources(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Files that are being written first: one that is closed meanwhile is then met as a closed one."""
    yield from ((path, True) for path in sorted(folder.glob(f"{FILES}{OPEN}")) if path.exists())
    yield from ((path, False) for path in sorted(folder.glob(FILES)))


def _whole_bytes(path: Path) -> int:
    end = 0
    for found in members(path):
        if isinstance(found, Torn):
            break
        end = found.offset + found.length
    return end


def _copy(source: Path, target: Path, end: int) -> None:
    part = target.with_name(f".{target.name}.part")
    try:
        with source.open("rb") as old, part.open("wb") as new:
            shutil.copyfileobj(old, new, 1 << 20)
            new.truncate(end)
            new.flush()
            os.fsync(new.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
