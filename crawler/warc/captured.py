"""What a WARC file brings back: answers as they came, and of our own files the notes of the visits they made.

A record of an answer is kept for a while after it was read, since the note that names it stands a few records behind.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.errors import WarcError
from crawler.warc import notes
from crawler.warc.members import Member, Record, Torn, head_length, http_parts, members, parsed, record_at
from crawler.warc.notes import Note
from crawler.warc.record import NOT_MODIFIED, OF_THE_BODY, REPLACED

RECENT_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Captured:
    """An answer out of a WARC file. fields: the lines of its head, names as they came; body content-encoded as sent.

    file is what the archive is to call the file: the bare name in its own folder, else the path.
    """

    id: str
    url: str
    at: datetime
    status: int
    fields: tuple[tuple[str, str], ...]
    body: bytes
    file: str
    offset: int
    digest: str | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A file begins; the run that wrote it."""

    run: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit that was stored, and its answers."""

    note: Note
    answers: tuple[Captured, ...]


@dataclass(frozen=True, slots=True)
class Payload:
    """A body that stands in a record of ours: where."""

    digest: str
    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that could not be read, in a sentence."""

    sentence: str


Event = Begun | Visited | Payload | notes.Cursors | Trouble


@dataclass(slots=True)
class OwnFiles:
    """Reads our own files, one after the other, in the order in which they were written."""

    places: dict[str, tuple[Path, str, int]] = field(default_factory=dict)
    recent: OrderedDict[str, Record] = field(default_factory=OrderedDict)
    recent_bytes: int = 0

    def events(self, path: Path, file: str) -> Iterator[Event]:
        """What stands in a file, in order. Damage ends it with a Trouble."""
        try:
            for found in members(path):
                if isinstance(found, Torn):
                    yield Trouble(f"{path.name}: {found.reason}, at {found.offset:,}; what stands before it was read")
                    return
                yield from self._events_of(found, path, file)
        except OSError as error:
            yield Trouble(f"{path.name} cannot be read: {error.strerror or error}")

    def _events_of(self, member: Member, path: Path, file: str) -> Iterator[Event]:
        record = parsed(member.block)
        if record is None:
            yield Trouble(f"{path.name}: no WARC record at {member.offset:,}")
        elif record.type in ("response", "revisit"):
            self._remember(record, path, file, member.offset)
            digest = record.fields.get("warc-payload-digest")
            has_body = head_length(record.block) < len(record.block)
            if record.type == "response" and digest and has_body and "warc-truncated" not in record.fields:
                yield Payload(digest, file, member.offset)
        elif record.type == "warcinfo":
            run = notes.run_in(record.block)
            if run is not None:
                yield Begun(run)
        elif record.type == "metadata":
            yield from self._told(record, path, member.offset)

    def _told(self, record: Record, path: Path, offset: int) -> Iterator[Event]:
        note = notes.note_in(record.block) or notes.cursors_in(record.block)
        if note is None:
            if notes.is_ours(record.block):
                yield Trouble(f"{path.name}: a note at {offset:,} that nobody can read")
            return
        if isinstance(note, notes.Cursors):
            yield note
            return
        answers = []
        for name in note.answers:
            try:
                answers.append(self.captured(name))
            except WarcError as problem:
                yield Trouble(f"{note.visit.url}: {problem}")
                return
        yield Visited(note, tuple(answers))

    def captured(self, name: str) -> Captured:
        """An answer by its record's name. Raises WarcError if it, or the record it refers to, is not there."""
        if name not in self.places:
            raise WarcError(f"The record {name} stands in none of the files.")
        _, file, offset = self.places[name]
        record = self._record(name)
        refers_to = record.fields.get("warc-refers-to", "")
        if record.type != "revisit" or record.fields.get("warc-profile") == NOT_MODIFIED:
            return captured_of(record, http_parts(record.block)[1], file, offset)
        if refers_to not in self.places:
            raise WarcError(f"{file} refers at {offset:,} to {refers_to}, which stands in none of the files.")
        original = self._record(refers_to)
        found = captured_of(record, http_parts(original.block)[1], file, offset)
        return found if REPLACED not in original.fields else replace(found, fields=without_body_lines(found.fields))

    def _record(self, name: str) -> Record:
        if name in self.recent:
            return self.recent[name]
        path, _, offset = self.places[name]
        return record_at(path, offset)

    def _remember(self, record: Record, path: Path, file: str, offset: int) -> None:
        self.places[record.id] = (path, file, offset)
        self.recent[record.id] = record
        self.recent_bytes += len(record.block)
        while self.recent_bytes > RECENT_BYTES and len(self.recent) > 1:
            self.recent_bytes -= len(self.recent.popitem(last=False)[1].block)


def without_body_lines(fields: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The lines of a head without those that were true of a body alone that was replaced since."""
    return tuple((name, value) for name, value in fields if name.lower() not in OF_THE_BODY)


def captured_of(record: Record, body: bytes, file: str, offset: int) -> Captured:
    """A record of an answer as one, with the body that belongs to it. Raises WarcError if it is none."""
    status, fields = head_fields(record.block[: head_length(record.block)])
    at = instant(record.fields.get("warc-date", ""))
    if status is None or at is None:
        raise WarcError(f"{file} holds at {offset:,} no HTTP answer with a date.")
    digest = record.fields.get("warc-payload-digest")
    return Captured(record.id, record.url, at, status, fields, body, file, offset, digest)


def head_fields(head: bytes) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    """Status and header lines of an HTTP head: folded ones joined, those without a colon left out.

    >>> head_fields(b"HTTP/1.1 200 OK\\r\\nETag: x\\r\\n y\\r\\nodd\\r\\n\\r\\n")
    (200, (('ETag', 'x y'),))
    """
    lines = [line.removesuffix("\r") for line in head.decode("latin-1").split("\n")]
    parts = lines[0].split(" ", 2)
    status = int(parts[1]) if len(parts) > 1 and parts[1].isascii() and parts[1].isdigit() else None
    joined: list[str] = []
    for line in lines[1:]:
        if line[:1] in (" ", "\t") and joined:
            joined[-1] += line
        elif line:
            joined.append(line)
    fields = (line.partition(":") for line in joined if ":" in line)
    return status, tuple((name, value.strip()) for name, _, value in fields)


def instant(text: str) -> datetime | None:
    """A WARC-Date, to the millisecond or coarser; None if it is none."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def is_ours(path: Path) -> bool:
    """Whether a file was written by Kliping, and so has notes."""
    try:
        first = next(members(path), None)
    except OSError:
        return False
    record = parsed(first.block) if isinstance(first, Member) else None
    return record is not None and record.type == "warcinfo" and notes.run_in(record.block) is not None
