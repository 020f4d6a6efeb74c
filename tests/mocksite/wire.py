"""HTTP/1.1 for the demonstration site: keep-alive on asyncio, and the faults no honest server library can commit.

Answers may be late, shorter than they claim, or end in a dropped connection. Knows nothing of news.
"""

import asyncio
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal
from urllib.parse import parse_qs, unquote

HEAD_LIMIT_BYTES = 64 * 1024
NO_LINGER = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Request:
    """One request; target is as sent, path percent-decoded, header names in lower case."""

    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return unquote(self.target.partition("?")[0])

    @property
    def query(self) -> dict[str, str]:
        """The parameters; of one given twice the last counts, as in PHP."""
        pairs = parse_qs(self.target.partition("?")[2], keep_blank_values=True)
        return {name: values[-1] for name, values in pairs.items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. fault "short": the body ends before the length it claims; "drop": it ends in a reset, half sent."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    delay_s: float = 0.0
    fault: Literal["", "short", "drop"] = ""


class Connection(asyncio.Protocol):
    """One client: requests are answered one after the other, in order."""

    def __init__(self, respond: Callable[[Request], Answer], open_ones: set["Connection"]) -> None:
        self.respond = respond
        self.open_ones = open_ones
        self.buffer = b""
        self.busy = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.open_ones.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None
        self.open_ones.discard(self)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        self.serve_next()

    def serve_next(self) -> None:
        """Answer the next whole request in the buffer, unless an answer is still due."""
        if self.busy or self.transport is None:
            return
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        if not found:
            if len(self.buffer) > HEAD_LIMIT_BYTES:
                self.transport.close()
            return
        request = parse(head)
        length = int(request.headers.get("content-length") or 0) if request else 0
        if len(rest) < length:
            return
        self.buffer = rest[length:]
        if request is None:
            self.transport.close()
            return
        self.busy = True
        answer = self.respond(request)
        if answer.delay_s:
            asyncio.get_running_loop().call_later(answer.delay_s, self.send, request, answer)
        else:
            self.send(request, answer)

    def send(self, request: Request, answer: Answer) -> None:
        if self.transport is None:
            return
        keep = not answer.fault and request.headers.get("connection", "").lower() != "close"
        body = b"" if request.method == "HEAD" or answer.status == HTTPStatus.NOT_MODIFIED else answer.body
        self.transport.write(head_bytes(answer, keep=keep) + (body[: len(body) // 2] if answer.fault else body))
        if answer.fault == "drop":
            # Late enough that the half page is sent; sent together, the reset would outrun it.
            asyncio.get_running_loop().call_later(0.05, self.drop)
        elif not keep:
            self.transport.close()
        else:
            self.busy = False
            if self.buffer:
                self.serve_next()

    def drop(self) -> None:
        """End the connection with a reset in place of a proper close."""
        if self.transport is not None:
            self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            self.transport.abort()


def parse(head: bytes) -> Request | None:
    """The request a head spells; None if it spells none."""
    lines = head.decode("latin-1").lstrip("\r\n").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        return None
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    target = words[1]
    if target.startswith("http://"):
        target = "/" + target.removeprefix("http://").partition("/")[2]
    return Request(words[0], target, headers)


def head_bytes(answer: Answer, *, keep: bool) -> bytes:
    """Status line and headers. Content-Length always tells the whole body, also of one that will be cut."""
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if answer.status != HTTPStatus.NOT_MODIFIED:
        lines.append(f"Content-Length: {len(answer.body)}")
    lines.append("Connection: " + ("keep-alive" if keep else "close"))
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
