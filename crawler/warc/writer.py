"""The WARC file that a run writes: begun with its first exchange, rotated by size, named `.open` until it is closed.

A record is one write to the system, so a killed process leaves whole records behind; fsync comes every so many
exchanges and at the end. What is written here must be written before the database commits what was read from it.
"""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from crawler.errors import WarcError
from crawler.warc import record
from crawler.warc.exchange import Exchange, Place
from crawler.warc.members import record_at
from crawler.warc.record import Fields, Original, new_id
from crawler.warc.recovery import OPEN, sync_folder

logger = logging.getLogger(__name__)

SUFFIX = ".warc.gz"


class Known(Protocol):
    """Where earlier runs kept a payload, or the answer of a URL."""

    def payload(self, digest: str) -> Place | None:
        """Where a payload stands."""

    def answer(self, url: str) -> Place | None:
        """Where the last whole answer of a URL stands."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where an answer was kept: its record's name, file, offset, the digest of its body (None: it has none)."""

    id: str
    place: Place
    digest: str | None


@dataclass(slots=True)
class Writer:
    """Writes exchanges and notes into `folder`. about: what the files say of themselves.

    level: of gzip, 1 to 9. file_bytes: a larger file is closed. sync_every: exchanges between two fsyncs.
    """

    folder: Path
    about: Fields
    known: Known
    level: int = 3
    file_bytes: int = 500_000_000
    sync_every: int = 100
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    name: str = ""
    written_bytes: int = 0
    _descriptor: int = -1
    _info_id: str = ""
    _number: int = 0
    _began: str = ""
    _unsynced: int = 0
    _fresh: dict[str, Place] = field(default_factory=dict)  # payloads that `known` does not know yet

    def exchange(self, exchange: Exchange) -> Written:
        """Keep an exchange. Raises WarcError if it cannot be written; then none of it is in the file."""
        self._ready()
        name, payload = new_id(), record.digest(exchange.body) if exchange.body else None
        original = self._original(exchange, payload)
        told = {"id": name, "info_id": self._info_id, "level": self.level}
        if original is None:
            answer = record.response(exchange, payload=payload or record.digest(b""), **told)  # type: ignore[arg-type]  # mixed values
        else:
            answer = record.revisit(exchange, original, payload=payload, **told)  # type: ignore[arg-type]  # mixed values
        asked = record.request(exchange, info_id=self._info_id, answer_id=name, level=self.level)
        before = (
            record.early(exchange, head, info_id=self._info_id, answer_id=name, level=self.level)
            for head in exchange.early
        )
        place = Place(self.name, self._write(answer + asked + b"".join(before)))
        if original is None and payload is not None and exchange.truncated is None:
            self._fresh[payload] = place
        return Written(name, place, payload)

    def note(self, url: str, at: datetime, refers_to: tuple[str, ...], fields: Fields) -> None:
        """Keep a note about records of this run. Raises WarcError if it cannot be written."""
        self._ready()
        self._write(
            record.metadata(info_id=self._info_id, url=url, at=at, refers_to=refers_to, fields=fields, level=self.level)
        )

    def taken_fresh(self) -> dict[str, Place]:
        """Payloads that were written since this was last asked, for `known` to know."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def close(self) -> None:
        """Close the file, if one was begun, under its final name."""
        if self._descriptor < 0:
            return
        os.fsync(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = -1
        (self.folder / f"{self.name}{OPEN}").rename(self.folder / self.name)
        sync_folder(self.folder)

    def _ready(self) -> None:
        if self._descriptor >= 0 and self.written_bytes < self.file_bytes:
            return
        try:
            self.close()
            self._open()
        except OSError as error:
            raise WarcError(f"Cannot write WARC files in {str(self.folder)!r}: {error.strerror or error}.") from error

    def _open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        at = self.clock()
        self._began = self._began or at.strftime("%Y%m%d%H%M%S")
        while True:  # two runs within a second, or a clock that was put back
            self._number += 1
            self.name = f"kliping-{self._began}-{self._number:05}{SUFFIX}"
            path = self.folder / f"{self.name}{OPEN}"
            if not path.exists() and not (self.folder / self.name).exists():
                break
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        self.written_bytes, self._info_id = 0, new_id()
        self._write(record.warcinfo(id=self._info_id, name=self.name, at=at, fields=self.about, level=self.level))
        sync_folder(self.folder)

    def _write(self, whole: bytes) -> int:
        """Append; the offset. A write that was cut short (a full disk) is taken back."""
        offset = self.written_bytes
        try:
            done = os.write(self._descriptor, whole)
            while done < len(whole):
                done += os.write(self._descriptor, whole[done:])
            self.written_bytes += len(whole)
            self._unsynced += 1
            if self._unsynced >= self.sync_every:
                os.fsync(self._descriptor)
                self._unsynced = 0
        except OSError as error:
            os.ftruncate(self._descriptor, offset)
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            self.written_bytes = offset
            raise WarcError(
                f"Cannot write {self.name} in {str(self.folder)!r}: {error.strerror or error}. What was written "
                f"before is whole; make room, then run this again."
            ) from error
        return offset

    def _original(self, exchange: Exchange, payload: str | None) -> Original | None:
        """The earlier record that holds the body of this answer."""
        if exchange.truncated:
            return None
        if exchange.status == 304 and payload is None:
            place = self.known.answer(exchange.url)
        elif payload is None:
            return None
        else:
            place = self._fresh.get(payload) or self.known.payload(payload)
        return self._referred(place, payload) if place is not None else None

    def _referred(self, place: Place, payload: str | None) -> Original | None:
        """The record at a place, if it is still there and holds what it should."""
        for name in (place.file, f"{place.file}{OPEN}"):
            try:
                found = record_at(self.folder / name, place.offset)
            except WarcError:
                continue
            held = found.fields.get("warc-payload-digest")
            if found.type == "revisit" and payload is None and held:  # a 304, and the answer before it was a known body
                original = self._fresh.get(held) or self.known.payload(held)
                return self._referred(original, held) if original is not None else None
            if found.type == "response" and payload in (None, held):
                return Original(found.id, found.url, found.fields.get("warc-date", ""))
        return None
