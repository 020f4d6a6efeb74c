"""What has come of answers that are still under way, so that it can be kept if the rest never comes.

Scrapy tells of heads and pieces by signals as they arrive, and gives up a slow or too large answer whole.
"""

from dataclasses import dataclass, field
from typing import Any

from scrapy import signals
from scrapy.http import Headers, Request

from crawler.fetch.raw_heads import RAW_HEAD

PART_MOST_BYTES = 1_000_000  # of each answer under way: nobody wants the whole of what is too large


@dataclass(slots=True)
class Part:
    """The head of an answer byte for byte, and the beginning of its body as sent."""

    head: bytes = b""
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0

    @property
    def body(self) -> bytes:
        """At most PART_MOST_BYTES."""
        return b"".join(self.pieces)[:PART_MOST_BYTES]


class Arriving:
    """Watches the requests that are handed to it until they are taken back."""

    def __init__(self, crawler: Any) -> None:
        self._parts: dict[Request, Part] = {}
        crawler.signals.connect(self.head_came, signals.headers_received)
        crawler.signals.connect(self.piece_came, signals.bytes_received)

    def begin(self, request: Request) -> None:
        """Watch a request."""
        self._parts[request] = Part()

    def end(self, request: Request) -> Part | None:
        """Watch it no longer; what had come of its answer, None without a head."""
        part = self._parts.pop(request, None)
        return part if part is not None and part.head else None

    def head_came(self, headers: Headers, request: Request) -> None:
        """The head is whole. Where the parser hook cannot be had there is none to keep."""
        if request in self._parts:
            self._parts[request].head = headers.get(RAW_HEAD) or b""

    def piece_came(self, data: bytes, request: Request) -> None:
        """A piece of the body came."""
        part = self._parts.get(request)
        if part is not None and part.size < PART_MOST_BYTES:
            part.pieces.append(data)
            part.size += len(data)
