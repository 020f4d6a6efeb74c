"""Words taken out of the WARC files: each file that has them is written anew, the database follows, the old one goes.

Answers of the story's own addresses lose their body. In answers of others (listings, feeds, an API's pages) the words are
blackened, and the rest stays. A replaced record says when, and which digest it had. One that cannot be read (too large, an
encoding nobody knows) stays as it is and is told: nothing says that the words are in it.
"""

import re
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Request, Response
from scrapy.settings import BaseSettings
from scrapy.signalmanager import SignalManager

from crawler.archive import payloads
from crawler.archive.open import Archive
from crawler.fetch.decompress import Decompress
from crawler.fetch.recorder import FOLDER
from crawler.health.shared_bodies import Shared, shared, with_body
from crawler.health.sought import Search
from crawler.masked_bytes import is_utf8, masked
from crawler.urls import key
from crawler.warc.members import Record, Torn, http_parts, members, parsed
from crawler.warc.record import Original
from crawler.warc.recovery import recover
from crawler.warc.rewriting import next_name, rewrite

FILES = "*.warc.gz"
CONTENT_TYPE = re.compile(rb"^content-type[ \t]*:([^\r\n]*)", re.I | re.M)
UNCLOSED = "*.warc.gz.open"  # left by a run that was killed


@dataclass(slots=True)
class Cleaned:
    """What was done to the WARC files. kept are bodies that other addresses had taken from erased answers. unread are the addresses of answers that could not be searched."""

    files: int = 0
    erased: int = 0
    blackened: int = 0
    kept: int = 0
    unread: set[str] = field(default_factory=set)


class Unreadable(Exception):
    """A body whose content-encoding cannot be undone."""


def clean(
    archive: Archive, search: Search, settings: BaseSettings, now: datetime, *, is_trial: bool = False
) -> Cleaned:
    """Take the words out of every WARC file of an archive that is held for writing; in a trial only look what that would
    change. Raises WarcError for a damaged one."""
    folder, done = archive.folder / FOLDER, Cleaned()
    if not is_trial:
        recover(folder)
        _finish(archive.conn, folder)
    undo = undoing(settings)
    paths = sorted([*folder.glob(FILES), *(folder.glob(UNCLOSED) if is_trial else ())])
    heirs = shared(paths, search.own)
    for path in reversed(paths):  # who takes a body over is written before the body goes
        found = {record.id: (record, payload) for record, payload in changed(path, search, undo, done.unread, heirs)}
        originals = heirs.originals.get(path, {})
        if not found and not originals:
            continue
        if not is_trial:
            _replaced(archive, path, found, originals, now)
        done.files += 1
        done.kept += sum(name in heirs.bodies for name in found)
        done.erased += sum(not payload for _, payload in found.values())
        done.blackened += sum(bool(payload) for name, (_, payload) in found.items() if name not in heirs.bodies)
    return done


def _finish(conn: sqlite3.Connection, folder: Path) -> None:
    """Remove files that an earlier call, killed in the middle, had written anew already: the database knows the new ones."""
    named = {name for (name,) in conn.execute("select name from warc_files")}
    for path in folder.glob(FILES):
        if path.name not in named and next_name(path.name) in named and (folder / next_name(path.name)).is_file():
            path.unlink()


def _replaced(
    archive: Archive, path: Path, found: dict[str, tuple[Record, bytes]], originals: dict[str, Original], now: datetime
) -> None:
    written = rewrite(path, {name: payload for name, (_, payload) in found.items()}, at=now, originals=originals)
    with archive.transaction() as conn:
        payloads.moved(conn, path.name, written.path.name, written.offsets)
        digests = (record.fields.get("warc-payload-digest", "") for record, _ in found.values())
        payloads.forgotten(conn, [digest for digest in digests if digest])
    path.unlink()


def changed(
    path: Path, search: Search, undo: Decompress, unread: set[str], heirs: Shared
) -> Iterator[tuple[Record, bytes]]:
    """The records of a file that hold the words, each with the payload it is to have; the addresses of those that cannot
    be searched go to unread."""
    for found in members(path):
        if isinstance(found, Torn):
            return  # `rewrite` says so
        record = parsed(found.block)
        place = heirs.bodies.get(record.id) if record is not None else None
        if record is None or (record.type not in ("response", "resource", "conversion") and place is None):
            continue
        whole = with_body(record, place) if place is not None else record
        try:
            payload = cleaned(whole, search, undo)
        except Unreadable:
            unread.add(record.url)
            payload = None
        if payload is None and place is not None:
            yield record, http_parts(whole.block)[1]
        elif payload is not None:
            yield record, payload


def cleaned(record: Record, search: Search, undo: Decompress) -> bytes | None:
    """The payload that a record is to have; None: it stays as it is. Raises Unreadable."""
    body = http_parts(record.block)[1]
    place = key(record.url)
    if place in search.own:
        return b"" if body else None
    mask = search.there if _is_near(place, search.nearby) else search.elsewhere
    if not mask:
        return None
    try:
        return masked(undone(record, undo), content_type(record), mask)
    except Unreadable:
        if masked(body, content_type(record), mask) is not None:  # a server that calls plain text gzip
            return b""
        raise


def content_type(record: Record) -> str:
    """What a record's body is said to be."""
    if record.type != "response":
        return record.fields.get("content-type", "")
    found = CONTENT_TYPE.search(http_parts(record.block)[0])
    return found[1].decode("latin-1").strip() if found else ""


def undone(record: Record, undo: Decompress) -> bytes:
    """A record's body without its content-encoding. Raises Unreadable if it cannot be undone."""
    head, body = http_parts(record.block)
    headers = Headers()
    for line in head.split(b"\r\n")[1:]:
        name, found, value = line.partition(b":")
        if found:
            headers.appendlist(name.strip(), value.strip())
    response = Response(record.url, headers=headers, body=body)
    try:
        plain = undo.process_response(Request(record.url), response)
    except (IgnoreRequest, ValueError, OSError, zlib.error) as error:
        raise Unreadable from error
    assert isinstance(plain, Response)
    if plain.headers.get("Content-Encoding") and not is_utf8(plain.body):
        raise Unreadable
    return plain.body


def undoing(settings: BaseSettings) -> Decompress:
    """What undoes content-encodings, within the settings' limits."""
    crawler: Any = SimpleNamespace(settings=settings, stats=None, signals=SignalManager())
    return Decompress(crawler=crawler)


def _is_near(place: str, nearby: frozenset[str]) -> bool:
    return any(place == own or place.startswith(f"{own}/") for own in nearby)
