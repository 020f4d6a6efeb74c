"""What a visit knew beside the bytes, as a metadata record behind them: its note. With the notes of a run, its WARC
files alone make its database again.

A note is written when the visit is about to be stored, so notes stand in the order of the transactions. Articles,
comments and links are not in it: they are read from the bytes again.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.items import Outcome, Target, Visit
from crawler.revisit import Pace

FIELD = "kliping-visit"
RUN_FIELD = "kliping-run"
CURSORS_FIELD = "kliping-cursors"
PLAIN = (
    "url",
    "site",
    "status",
    "reason",
    "final_url",
    "etag",
    "last_modified",
    "body_bytes",
    "body_sha256",
    "not_modified",
    "ephemeral",
    "purpose",
    "queue_pages",
)


@dataclass(frozen=True, slots=True)
class Note:
    """A visit without what its answers brought, and the names of the records that hold them."""

    visit: Visit
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cursors:
    """What a part of a run's plan left for later runs, beside its visits."""

    site: str
    values: tuple[tuple[str, str | None], ...]


def fields_of(visit: Visit) -> tuple[tuple[str, str], ...]:
    """A visit's note as fields of a metadata record. What has its usual value is left out."""
    told: dict[str, Any] = {name: value for name in PLAIN if (value := getattr(visit, name)) != DEFAULTS.get(name)}
    told |= {"target": visit.target.value, "outcome": visit.outcome.value, "at": visit.at.isoformat()}
    if visit.due_at is not None:
        told["due_at"] = visit.due_at.isoformat()
    if visit.pace is not None:
        told["pace"] = visit.pace.as_numbers()
    for name in ("gone", "removed_comments", "cursors"):
        if getattr(visit, name):
            told[name] = getattr(visit, name)
    if visit.answers:
        told["answers"] = [kept.id for kept in visit.answers]
    return ((FIELD, json.dumps(told, separators=(",", ":"))),)


def note_in(block: bytes) -> Note | None:
    """The note that a metadata record holds; None if it holds none, or one that nobody can act on."""
    text = field_in(block, FIELD)
    if text is None:
        return None
    try:
        told = json.loads(text)
        due_at = told.get("due_at")
        visit = Visit(
            **{name: told[name] for name in PLAIN if name in told},
            target=Target(told["target"]),
            outcome=Outcome(told["outcome"]),
            at=datetime.fromisoformat(told["at"]),
            due_at=datetime.fromisoformat(due_at) if due_at else None,
            pace=Pace.of_numbers(told["pace"]) if "pace" in told else None,
            gone=tuple(told.get("gone", ())),
            removed_comments=tuple(told.get("removed_comments", ())),
            cursors=tuple((str(name), value) for name, value in told.get("cursors", ())),
        )
        return Note(visit, tuple(map(str, told.get("answers", ()))))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def cursor_fields(site: str, values: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Cursors of a site as a field of a metadata record."""
    return ((CURSORS_FIELD, json.dumps([site, dict(values)], separators=(",", ":"))),)


def cursors_in(block: bytes) -> Cursors | None:
    """The cursors that a metadata record holds; None if it holds none."""
    text = field_in(block, CURSORS_FIELD)
    try:
        site, values = json.loads(text) if text is not None else (None, {})
        told = tuple(dict(values).items())
    except (ValueError, TypeError):
        return None
    return Cursors(site, told) if isinstance(site, str) else None


def is_ours(block: bytes) -> bool:
    """Whether a metadata record is one of these notes, readable or not."""
    return field_in(block, FIELD) is not None or field_in(block, CURSORS_FIELD) is not None


def run_fields(run: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What a file says of the run that wrote it: spider, arguments, version, instant of its begin."""
    return ((RUN_FIELD, json.dumps(dict(run), separators=(",", ":"))),)


def run_in(block: bytes) -> dict[str, Any] | None:
    """The run that wrote a file, from its warcinfo record; None for a file by other software."""
    text = field_in(block, RUN_FIELD)
    try:
        told = json.loads(text) if text is not None else None
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def field_in(block: bytes, name: str) -> str | None:
    """One field of a block of `application/warc-fields`."""
    start = f"{name}:".encode()
    for line in block.split(b"\r\n"):
        if line.startswith(start):
            return line[len(start) :].decode("utf-8", "replace").strip()
    return None


def _defaults(names: Iterable[str]) -> dict[str, Any]:
    known = Visit.__dataclass_fields__
    return {name: known[name].default for name in names}


DEFAULTS = _defaults(PLAIN)
