"""A WARC file with the payload of some records replaced or erased, written anew under a name of its own.

The old file stays until the caller has let the database know the new name and offsets and removes it: a kill in
between leaves one file too many, never an offset that leads nowhere. Records that are not touched are copied as they
are. A replaced record keeps its name, date and address; it says when it was replaced, and the digest it had.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from crawler.errors import WarcError
from crawler.warc.exchange import warc_date
from crawler.warc.gzip_member import member
from crawler.warc.members import Record, Torn, http_parts, members, parsed
from crawler.warc.record import END, OF_THE_BODY, REPLACED, Original, digest, header
from crawler.warc.recovery import sync_folder

LEVEL = 6
NONE: Mapping[str, Original] = MappingProxyType({})
GENERATION = re.compile(r"(?:\.r(\d+))?(\.warc\.gz)$")
BODY_LINE = re.compile(rf"^({'|'.join(sorted(OF_THE_BODY))})(?=[ \t]*:)".encode(), re.I | re.M)
OF_REVISIT = ("warc-refers-to", "warc-profile")
SPELLING = {
    "warc-ip-address": "WARC-IP-Address",
    "warc-record-id": "WARC-Record-ID",
    "warc-warcinfo-id": "WARC-Warcinfo-ID",
    "warc-refers-to-target-uri": "WARC-Refers-To-Target-URI",
}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The new file; where each record of the old one stands in it; the names of those that were replaced."""

    path: Path
    offsets: Mapping[int, int]
    replaced: tuple[str, ...]


def rewrite(
    path: Path, replacements: Mapping[str, bytes], *, at: datetime, originals: Mapping[str, Original] = NONE
) -> Rewritten:
    """Write `path` anew with the payloads of some records (by WARC-Record-ID) replaced; b"" erases one. A revisit that is
    given a payload is a response from then on; one among `originals` refers to another record.

    Raises WarcError if the file is damaged, or cannot be written; then nothing has changed.
    """
    new = path.with_name(next_name(path.name))
    part = new.with_name(f"{new.name}.part")
    offsets: dict[int, int] = {}
    replaced: list[str] = []
    try:
        with path.open("rb") as old, part.open("wb") as out:
            for found in members(path):
                if isinstance(found, Torn):
                    raise WarcError(f"{path.name} is damaged at {found.offset:,} ({found.reason}): mend it first.")
                offsets[found.offset] = out.tell()
                record = parsed(found.block)
                if record is not None and record.id in originals:
                    out.write(member(referring(record, originals[record.id]), LEVEL))
                    continue
                if record is None or record.id not in replacements:
                    old.seek(found.offset)
                    out.write(old.read(found.length))
                    continue
                out.write(member(with_payload(record, replacements[record.id], at), LEVEL))
                replaced.append(record.id)
            out.flush()
            os.fsync(out.fileno())
        part.rename(new)
        sync_folder(new.parent)
    except OSError as error:
        raise WarcError(f"Cannot write {path.name} anew: {error.strerror or error}. Nothing was changed.") from error
    finally:
        part.unlink(missing_ok=True)
    return Rewritten(new, offsets, tuple(replaced))


def next_name(name: str) -> str:
    """The name of a file's next generation.

    >>> next_name("kliping-20250903-00001.warc.gz"), next_name("kliping-20250903-00001.r1.warc.gz")
    ('kliping-20250903-00001.r1.warc.gz', 'kliping-20250903-00001.r2.warc.gz')
    """
    return GENERATION.sub(lambda found: f".r{int(found[1] or 0) + 1}{found[2]}", name)


def with_payload(record: Record, payload: bytes, at: datetime) -> bytes:
    """A record with another payload, as the bytes of its member. Of an HTTP message the head stays; lines that were
    true of the old body alone are renamed."""
    head = b""
    if record.type in ("response", "revisit", "request"):
        head = BODY_LINE.sub(rb"X-Archive-Orig-\1", http_parts(record.block)[0])
    fields = {name: value for name, value in record.fields.items() if name not in ("content-type", "content-length")}
    before = fields.pop("warc-payload-digest", None) or fields.get("warc-block-digest")
    if record.type == "revisit":
        fields = {name: value for name, value in fields.items() if not name.startswith(OF_REVISIT)}
        fields["warc-type"] = "response"
    if record.type in ("response", "revisit"):
        fields["warc-payload-digest"] = digest(payload)
    fields["warc-block-digest"] = digest(head, payload)
    fields[REPLACED] = warc_date(at)
    if before and "kliping-replaced-digest" not in fields:
        fields["kliping-replaced-digest"] = before
    spelled = [(SPELLING.get(name, _spelled(name)), value) for name, value in fields.items()]
    told = header(spelled, record.fields.get("content-type", "application/octet-stream"), len(head) + len(payload))
    return told + head + payload + END


def referring(record: Record, original: Original) -> bytes:
    """A revisit that refers to another record with the same payload, as the bytes of its member."""
    fields = {name: value for name, value in record.fields.items() if name not in ("content-type", "content-length")}
    fields["warc-refers-to"] = original.id
    fields["warc-refers-to-target-uri"] = original.url
    fields["warc-refers-to-date"] = original.date
    spelled = [(SPELLING.get(name, _spelled(name)), value) for name, value in fields.items()]
    kind = record.fields.get("content-type", "application/octet-stream")
    return header(spelled, kind, len(record.block)) + record.block + END


def _spelled(name: str) -> str:
    return "-".join(part.upper() if part in ("warc", "uri", "id") else part.capitalize() for part in name.split("-"))
