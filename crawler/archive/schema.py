"""Whether a database is an archive of this version's schema, and how it is brought to it."""

import sqlite3
from pathlib import Path

import sqlite_utils

from crawler.archive.migrations import MIGRATIONS, NAMES
from crawler.archive.trouble import trouble
from crawler.errors import ArchiveEmpty, ArchiveError


def refusal(error: sqlite3.Error, path: Path) -> ArchiveError:
    """What is said when SQLite cannot open a database."""
    return trouble(error, path) or ArchiveError(f"Cannot open {str(path)!r} as an archive: {error}.")


def bring_up(conn: sqlite3.Connection, path: Path) -> None:
    """Bring a database to this version's schema. Raises ArchiveError, and has changed nothing then."""
    refuse_other(conn, path)
    try:
        MIGRATIONS.apply(sqlite_utils.Database(conn, recursive_triggers=False))
    except sqlite3.Error as error:
        told = trouble(error, path)
        raise ArchiveError(
            f"Cannot bring {str(path)!r} to this version's schema: {told or error}{'' if told else '.'} Nothing was changed."
        ) from error


def refuse_other(conn: sqlite3.Connection, path: Path, *, may_be_empty: bool = True) -> None:
    """Raise ArchiveError for a database of other software or of a newer version, ArchiveEmpty for one without tables."""
    try:
        tables = {row[0] for row in conn.execute("select name from sqlite_master where type = 'table'")}
        if MIGRATIONS.migrations_table not in tables:
            if tables:
                raise ArchiveError(f"{str(path)!r} is a database, but no archive of Kliping. Name another ARCHIVE_DIR.")
            if not may_be_empty:
                raise _without_tables(path)
            return
        applied = {row[0] for row in conn.execute(f"select name from {MIGRATIONS.migrations_table}")}
    except sqlite3.Error as error:
        raise refusal(error, path) from error
    if not applied and not may_be_empty:
        raise _without_tables(path)
    unknown = applied - set(NAMES)
    if unknown:
        raise ArchiveError(
            f"{str(path)!r} was written by a newer Kliping (it has {', '.join(sorted(unknown))}). Upgrade this one."
        )


def _without_tables(path: Path) -> ArchiveEmpty:
    return ArchiveEmpty(
        f"The archive's database {str(path)!r} is empty",
        f"restore the last `scrapy backup`, or make it again: scrapy crawl warc -a path='{path.parent}/warc/*.warc.gz'",
    )
