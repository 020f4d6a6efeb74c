"""The archive folder: its database, its lock, its transactions. What is in the tables, their files say.

SQLite in WAL mode with synchronous NORMAL: a killed process loses nothing; a power cut may lose the last
transactions, never the file. One writer a folder, held by an advisory lock that dies with its process.
"""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from crawler.archive import schema, tombstones
from crawler.archive.trouble import BUSY_TIMEOUT_MS, trouble
from crawler.errors import ArchiveError, ArchiveLocked

DATABASE = "archive.db"
LOCK = "archive.lock"
CACHE_KIB = 32_000
JOURNAL_MAX_BYTES = 64 * 1024 * 1024
CHECKPOINT_PAGES = (
    4_000  # 16 MiB of log: folded in four times as seldom as by default, which saves a crawl 0.1 ms a page
)


class Archive:
    """An open archive folder. Use `writing` or `reading` to get one, `close` (or `with`) to let go."""

    def __init__(self, folder: Path, conn: sqlite3.Connection, lock: int | None) -> None:
        self.folder = folder
        self.conn = conn
        self.finish: Callable[[], None] = _nothing
        self._lock = lock

    @classmethod
    def writing(cls, folder: Path) -> "Archive":
        """The archive in `folder`, made if absent, brought to this version's schema, locked for this process.

        Raises ArchiveLocked if another process writes to it, ArchiveError if it cannot be used.
        """
        try:
            _refuse_a_file(folder)
            folder.mkdir(parents=True, exist_ok=True)
            lock = _locked(folder / LOCK)
        except OSError as error:
            raise ArchiveError(
                f"Cannot write to the archive folder {str(folder)!r}: {error.strerror or error}. "
                f"Name a folder you may write to: -s ARCHIVE_DIR=…"
            ) from error
        try:
            if (folder / DATABASE).is_file():
                with closing(_connected(folder / DATABASE, read_only=True)) as look:
                    schema.refuse_other(look, folder / DATABASE)
            conn = _connected(folder / DATABASE, read_only=False)
            schema.bring_up(conn, folder / DATABASE)
            tombstones.read_copy(conn, folder)
        except BaseException:
            os.close(lock)
            raise
        return cls(folder, conn, lock)

    @classmethod
    def reading(cls, folder: Path) -> "Archive":
        """The archive in `folder` for looking at only. Raises ArchiveError if there is none, ArchiveEmpty for an empty one."""
        path = _there(folder)
        conn = _connected(path, read_only=True)
        schema.refuse_other(conn, path, may_be_empty=False)
        return cls(folder, conn, None)

    @classmethod
    def mending(cls, folder: Path) -> "Archive":
        """The archive in `folder`, locked for this process and open for writing as it stands: no schema is brought up.

        Raises ArchiveLocked if another process writes to it, ArchiveError if it cannot be written to.
        """
        path = _there(folder)
        try:
            lock = _locked(folder / LOCK)
        except OSError as error:
            raise ArchiveError(f"Cannot write to {str(folder)!r}: {error.strerror or error}.") from error
        try:
            with closing(_connected(path, read_only=True)) as look:
                schema.refuse_other(look, path, may_be_empty=False)
            conn = _connected(path, read_only=False)
        except BaseException:
            os.close(lock)
            raise
        return cls(folder, conn, lock)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One write transaction, all or nothing. BEGIN IMMEDIATE: a deferred one that read first would meet
        SQLITE_BUSY_SNAPSHOT on its first write, which no busy timeout helps. Must not span an await.

        What others have done `together` and not committed yet is committed first. Raises ArchiveError for what befell
        the archive as a whole: a full disk, a lock, damage.
        """
        self.finish()
        try:
            self.conn.execute("begin immediate")
            yield self.conn
            self.conn.execute("commit")
        except BaseException as error:  # a commit may fail, too: a full disk, a deferred foreign key
            self.roll_back()
            self.tell(error)
            raise

    def begin(self) -> None:
        """Begin a transaction as `transaction` does, to be ended by whoever began it: see `together.py`."""
        try:
            self.conn.execute("begin immediate")
        except sqlite3.Error as error:
            self.tell(error)
            raise

    def roll_back(self) -> None:
        """Undo the open transaction; SQLite may have done so itself."""
        if self.conn.in_transaction:
            self.conn.execute("rollback")

    def tell(self, error: BaseException) -> None:
        """Raise ArchiveError if an error befell the archive as a whole."""
        told = trouble(error, self.folder / DATABASE) if isinstance(error, sqlite3.Error) else None
        if told is not None:
            raise told from error

    def bring_up(self) -> None:
        """Bring the schema to this version's. Raises ArchiveError, and has changed nothing then."""
        schema.bring_up(self.conn, self.folder / DATABASE)

    def close(self) -> None:
        """Fold the write-ahead log into the database and let the lock go."""
        self.finish()
        if self._lock is not None:
            try:
                self.conn.execute("pragma optimize")
                self.conn.execute("pragma wal_checkpoint(truncate)")
            except sqlite3.Error:  # a full disk: the log stays, the next opening folds it in
                pass
        self.conn.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        """Close; what befell the archive as a whole (damage met while reading) becomes a sentence."""
        self.close()
        if error is not None:
            self.tell(error)


def _nothing() -> None:
    """Nothing waits for a commit."""


def is_there(folder: Path) -> bool:
    """Whether a folder holds an archive. Raises ArchiveError for one that may not be looked into, or is a file."""
    try:
        _refuse_a_file(folder)
        return (folder / DATABASE).is_file()
    except OSError as error:
        raise ArchiveError(
            f"Cannot look into the archive folder {str(folder)!r}: {error.strerror or error}. "
            f"Let this user enter it (`ls -ld {folder}`), or name another: -s ARCHIVE_DIR=…"
        ) from error


def holder(path: Path) -> str | None:
    """The process that holds a lock file; None if nobody does."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
    finally:
        os.close(descriptor)
    return None


def _locked(path: Path) -> int:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
        os.close(descriptor)
        who = f"process {holder}" if holder else "another process"
        raise ArchiveLocked(
            f"The archive {str(path.parent)!r} is being written by {who}. Wait until it has ended, then run this again."
        ) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor


def _there(folder: Path) -> Path:
    if not is_there(folder):
        raise ArchiveError(
            f"There is no archive in {str(folder)!r}. Crawl a site first, e.g. "
            f"`scrapy crawl site -a url=https://news.example/`, or name another folder: -s ARCHIVE_DIR=…"
        )
    return folder / DATABASE


def _refuse_a_file(folder: Path) -> None:
    if folder.is_file():
        raise ArchiveError(f"{str(folder)!r} is a file, not a folder. Name the archive's folder: -s ARCHIVE_DIR=…")


def _connected(path: Path, *, read_only: bool) -> sqlite3.Connection:
    try:
        if read_only:
            return _looked_into(path)
        conn = _opened(path, "mode=rwc")
        conn.execute("pragma journal_mode = wal")
        conn.execute("pragma synchronous = normal")
        conn.execute(f"pragma journal_size_limit = {JOURNAL_MAX_BYTES}")
        conn.execute(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}")
    except sqlite3.Error as error:
        raise schema.refusal(error, path) from error
    return conn


def _looked_into(path: Path) -> sqlite3.Connection:
    try:
        conn = _opened(path, "mode=ro")
        conn.execute("select 1 from sqlite_master limit 1").fetchone()
    except sqlite3.OperationalError:
        if not _is_on_a_read_only_disk(path):
            raise
        return _opened(path, "mode=ro&immutable=1")  # no log may be made beside it, and none is needed
    return conn


def _opened(path: Path, how: str) -> sqlite3.Connection:
    conn = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        isolation_level=None,  # transactions are ours to begin
        timeout=BUSY_TIMEOUT_MS / 1000,
    )
    conn.row_factory = sqlite3.Row
    conn.execute("pragma foreign_keys = on")
    conn.execute(f"pragma cache_size = -{CACHE_KIB}")
    return conn


def _is_on_a_read_only_disk(path: Path) -> bool:
    """Whether a database that was closed in order lies where no log can be made."""
    log = path.with_name(f"{path.name}-wal")
    may_write = os.access(path.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    return not may_write and not (log.is_file() and log.stat().st_size)
