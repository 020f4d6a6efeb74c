"""One request and its answer as bytes, and where in a WARC file it stands."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was sent and what came.

    request and head end with an empty line. head_is_exact: head is what the server sent, byte for byte; otherwise it
    was rebuilt from parsed headers. body is content-encoded as sent, transfer framing undone. truncated is the reason
    why a part of it is missing (WARC-Truncated), None if it is whole. at is when the answer had arrived. early: the
    heads of answers before the final one (1xx), byte for byte.
    """

    url: str
    at: datetime
    request: bytes
    head: bytes
    body: bytes
    status: int
    head_is_exact: bool = True
    ip_address: str | None = None
    protocol: str | None = None
    truncated: str | None = None
    early: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the final name of its file, and the offset of its gzip member."""

    file: str
    offset: int


def to_millisecond(at: datetime) -> datetime:
    """An instant as WARC-Date keeps it, so that a crawl and a replay of it tell the same time."""
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


def warc_date(at: datetime) -> str:
    """An instant as WARC-Date.

    >>> warc_date(datetime(2025, 9, 3, 4, 15, 0, 120_999, tzinfo=UTC))
    '2025-09-03T04:15:00.120Z'
    """
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
