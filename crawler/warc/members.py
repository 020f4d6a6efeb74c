"""A gzip'd WARC file member by member, and one record by its offset. What cannot be read becomes a value.

Our own files have one record in each member; so have those of most others. A member that holds several records, and
files in other dress (plain, ARC, zstd), are read by `foreign.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from crawler.errors import WarcError
from crawler.warc.inflate import BROKEN, inflating

CHUNK_BYTES = 1 << 16
RECORD_MOST_BYTES = 1 << 28  # a member that unpacks to more is taken for a bomb
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Member:
    """One whole gzip member: where it stands, how long it is there, and what it unpacks to."""

    offset: int
    length: int
    block: bytes


@dataclass(frozen=True, slots=True)
class Torn:
    """What begins at offset and cannot be read. is_tail: the file simply ends too early."""

    offset: int
    reason: str
    is_tail: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A WARC record. fields in lower case, the last of a repeated one; block without the closing empty lines.

    Raises nothing for a wrong Content-Length: `length` is what it says, block what there is.
    """

    fields: Mapping[str, str]
    block: bytes
    length: int

    @property
    def type(self) -> str:
        """The kind of record: "response", "request", "revisit", …"""
        return self.fields.get("warc-type", "")

    @property
    def id(self) -> str:
        """The record's name."""
        return self.fields.get("warc-record-id", "")

    @property
    def url(self) -> str:
        """What was asked for."""
        return self.fields.get("warc-target-uri", "").strip("<>")


def members(path: Path, start: int = 0) -> Iterator[Member | Torn]:
    """Every member of a file from an offset on; at most one Torn, which is the last."""
    with path.open("rb") as file:
        file.seek(start)
        rest, offset = b"", start
        while True:
            rest = rest or file.read(CHUNK_BYTES)
            if not rest:
                return
            found, rest = _one(file, rest, offset)
            yield found
            if isinstance(found, Torn):
                return
            offset += found.length


def member_at(path: Path, offset: int) -> Member | Torn:
    """The member that begins at an offset."""
    with path.open("rb") as file:
        file.seek(offset)
        return _one(file, file.read(CHUNK_BYTES), offset)[0]


def record_at(path: Path, offset: int) -> Record:
    """The record that begins at an offset. Raises WarcError if there is none to be read."""
    try:
        found = member_at(path, offset)
    except OSError as error:
        raise WarcError(f"Cannot read {path.name}: {error.strerror or error}.") from error
    if isinstance(found, Torn):
        raise WarcError(f"{path.name} has no readable record at {offset:,}: {found.reason}.")
    record = parsed(found.block)
    if record is None:
        raise WarcError(f"{path.name} has no WARC record at {offset:,}.")
    return record


def parsed(block: bytes) -> Record | None:
    """A member's bytes as a record; None if they are none."""
    end = block.find(b"\r\n\r\n")
    if end < 0 or not block.startswith(b"WARC/"):
        return None
    fields: dict[str, str] = {}
    for line in block[:end].decode("utf-8", "replace").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        fields[name.strip().lower()] = value.strip()
    told = fields.get("content-length", "")
    if not (told.isascii() and told.isdigit()):
        return None
    start, length = end + 4, int(told)
    return Record(fields, block[start : start + length], length)


def http_parts(block: bytes) -> tuple[bytes, bytes]:
    """The head of an HTTP message, its empty line included, and its body."""
    cut = head_length(block)
    return block[:cut], block[cut:]


def head_length(block: bytes) -> int:
    """The bytes of the head of an HTTP message, its empty line included."""
    end = block.find(b"\r\n\r\n")
    bare = block.find(b"\n\n", 0, end if end >= 0 else len(block))
    if bare >= 0:
        return bare + 2
    return end + 4 if end >= 0 else len(block)


def _one(file: BinaryIO, rest: bytes, offset: int) -> tuple[Member | Torn, bytes]:
    """The member that begins with `rest`, and what was read beyond it."""
    if not GZIP.startswith(rest[:2]):
        return Torn(offset, "what stands there is no gzip", is_tail=False), b""
    unpacker = inflating()
    parts, length, size = [], 0, 0
    while True:
        try:
            part = unpacker.decompress(rest, RECORD_MOST_BYTES + 1 - size)
        except BROKEN as error:
            return Torn(offset, f"damaged gzip ({error})", is_tail=False), b""
        length += len(rest) - len(unpacker.unused_data) - len(unpacker.unconsumed_tail)
        size += len(part)
        parts.append(part)
        if size > RECORD_MOST_BYTES:
            return Torn(offset, "a record of more than 256 MiB", is_tail=False), b""
        if unpacker.eof:
            return Member(offset, length, b"".join(parts)), unpacker.unused_data
        rest = unpacker.unconsumed_tail or file.read(CHUNK_BYTES)
        if not rest:
            return Torn(offset, "the file ends in the middle of a record", is_tail=True), b""
