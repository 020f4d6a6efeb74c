"""What a run writes into WARC files, and the archive's memory of it: opens the writer, hands it exchanges and notes.

The order is: exchange and note into the file, then the database commits what was read from them. So an offset in the
database can always be read.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import scrapy

from crawler.archive import payloads
from crawler.archive.open import Archive
from crawler.errors import ArchiveError, WarcError
from crawler.items import Kept, Visit
from crawler.warc import notes
from crawler.warc.exchange import Exchange, Place
from crawler.warc.recovery import recover
from crawler.warc.writer import Writer

logger = logging.getLogger(__name__)

FOLDER = "warc"
AS_RECEIVED = (
    "Bodies as received by Scrapy: content-encoded as sent, transfer framing undone. Response heads byte for byte as "
    "received, but for a Transfer-Encoding line, whose name has X-Archive-Orig- before it; a record whose head was "
    "rebuilt from parsed fields says so in Kliping-Head. Heads of answers before the final one (1xx) are metadata records "
    "beside it; trailers are not kept."
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the archive knows of earlier records."""

    conn: sqlite3.Connection

    def payload(self, digest: str) -> Place | None:
        """Where a payload stands."""
        found = payloads.find(self.conn, digest)
        return Place(*found) if found else None

    def answer(self, url: str) -> Place | None:
        """Where the last answer with a document of a URL stands."""
        found = payloads.last_answer(self.conn, url)
        return Place(*found) if found else None


class Recorder:
    """The WARC side of a run."""

    def __init__(self, writer: Writer, crawler: Any, clock: Callable[[], datetime]) -> None:
        self.writer = writer
        self.crawler = crawler
        self.clock = clock
        self.is_stopping = False

    def exchange(self, exchange: Exchange) -> Kept:
        """Keep an exchange. Raises WarcError if it cannot be written, and ends the run."""
        with self.or_stop():
            written = self.writer.exchange(exchange)
        return Kept(written.id, written.place.file, written.place.offset, written.digest)

    def note(self, visit: Visit) -> None:
        """Keep what a visit knew beside the bytes. Raises WarcError if it cannot be written, and ends the run."""
        names = tuple(kept.id for kept in visit.answers)
        with self.or_stop():
            self.writer.note(visit.url, visit.at, names, notes.fields_of(visit))

    def cursors(self, site: str, values: Mapping[str, str | None]) -> None:
        """Keep what a plan leaves for later runs, as a note refers to it."""
        with self.or_stop():
            self.writer.note(f"https://{site}/", self.clock(), (), notes.cursor_fields(site, values))

    def keep_payloads(self, conn: sqlite3.Connection) -> None:
        """Let the archive know the payloads that were written since. Needs an open transaction."""
        fresh = self.writer.taken_fresh()
        if fresh:
            payloads.keep(conn, ((digest, place.file, place.offset) for digest, place in fresh.items()))

    def close(self) -> None:
        """Close the file."""
        try:
            self.writer.close()
        except OSError as error:
            logger.error("Cannot close %s: %s. The next run does.", self.writer.name, error.strerror or error)

    @contextmanager
    def or_stop(self) -> Iterator[None]:
        """A file that cannot be written ends the run: what is not kept must not be stored, and stays due."""
        try:
            yield
        except WarcError as problem:
            engine = self.crawler.engine
            if not self.is_stopping and engine is not None and engine.running:
                self.is_stopping = True
                logger.error("%s", problem)
                self.ending = asyncio.ensure_future(engine.close_spider_async(reason="warc unwritable"))
            raise


class Rereading:
    """In the place of a recorder where the exchanges come out of WARC files: nothing is written, but the archive gets
    to know where payloads stand in its own files."""

    def __init__(self) -> None:
        self.fresh: list[tuple[str, str, int]] = []

    def note(self, visit: Visit) -> None:
        """There is one already, or the file is another's."""

    def keep_payloads(self, conn: sqlite3.Connection) -> None:
        """Let the archive know the payloads that were met since. Needs an open transaction."""
        payloads.keep(conn, self.fresh)
        self.fresh.clear()

    def close(self) -> None:
        """Nothing is open."""


Recording = Recorder | Rereading


def opened(crawler: Any, archive: Archive, run: Mapping[str, Any], *, clock: Callable[[], datetime]) -> Recorder | None:
    """The recorder of a run; None with WARC_ENABLED=False. What a killed run left is cut back and closed first."""
    settings, folder = crawler.settings, archive.folder / FOLDER
    try:
        for left in recover(folder):
            (logger.warning if left.cut_bytes else logger.info)("%s", left)
    except OSError as error:
        raise ArchiveError(f"Cannot mend the WARC files in {str(folder)!r}: {error.strerror or error}.") from error
    if not settings.getbool("WARC_ENABLED"):
        return None
    about = (
        ("software", f"Kliping/{settings['VERSION']} Scrapy/{scrapy.__version__}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("http-header-user-agent", str(settings["USER_AGENT"])),
        ("robots", "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore"),
        *((("operator", settings["CONTACT_URL"]),) if settings["CONTACT_URL"] else ()),
        ("description", AS_RECEIVED),
        *notes.run_fields(run),
    )
    writer = Writer(
        folder,
        about,
        Memory(archive.conn),
        level=settings.getint("WARC_GZIP_LEVEL"),
        file_bytes=settings.getint("WARC_FILE_BYTES"),
        sync_every=settings.getint("WARC_SYNC_EVERY"),
        clock=clock,
    )
    return Recorder(writer, crawler, clock)


def run_told(spider: str, arguments: Mapping[str, str], version: str, began: datetime) -> dict[str, Any]:
    """A run as its WARC files tell of it."""
    return {"spider": spider, "arguments": dict(arguments), "version": version, "began": began.isoformat()}
