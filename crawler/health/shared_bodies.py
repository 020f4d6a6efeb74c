"""Bodies that a forgotten story's address shares with other addresses (a consent page, a wall): they are kept for those.

The same bytes stand in the WARC files once; later answers are revisit records that refer to them. When the record that has
them loses its body, the first answer of another address takes it over, and the others refer to that one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crawler.urls import key
from crawler.warc.members import Member, Record, http_parts, members, parsed, record_at
from crawler.warc.record import IDENTICAL, Original


@dataclass(slots=True)
class Shared:
    """By the name of a revisit: where the body stands that it is to take over; in which file, what it is to refer to."""

    bodies: dict[str, tuple[Path, int]] = field(default_factory=dict)
    originals: dict[Path, dict[str, Original]] = field(default_factory=dict)


def shared(paths: list[Path], own: frozenset[str]) -> Shared:
    """What is to be done with revisits, in files in the order in which they were written, when the answers of `own`
    addresses lose their bodies."""
    found = Shared()
    losing: dict[str, tuple[Path, int]] = {}
    heirs: dict[str, Original] = {}
    for path, offset, record in _answers(paths) if own else ():
        is_own = key(record.url) in own
        original = record.fields.get("warc-refers-to", "")
        if record.type == "response" and is_own and http_parts(record.block)[1]:
            losing[record.id] = path, offset
        elif record.fields.get("warc-profile") != IDENTICAL or is_own or original not in losing:
            continue
        elif original in heirs:
            found.originals.setdefault(path, {})[record.id] = heirs[original]
        else:
            found.bodies[record.id] = losing[original]
            heirs[original] = Original(record.id, record.url, record.fields.get("warc-date", ""))
    return found


def with_body(record: Record, place: tuple[Path, int]) -> Record:
    """A revisit as if it had its body."""
    block = http_parts(record.block)[0] + http_parts(record_at(*place).block)[1]
    return Record({**record.fields, "warc-type": "response"}, block, len(block))


def _answers(paths: list[Path]) -> Iterator[tuple[Path, int, Record]]:
    for path in paths:
        for found in members(path):
            record = parsed(found.block) if isinstance(found, Member) else None
            if record is not None and record.type in ("response", "revisit"):
                yield path, found.offset, record
