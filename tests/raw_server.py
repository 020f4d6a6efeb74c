"""A server on 127.0.0.1 that sends canned bytes and keeps what it was sent, byte for byte.

with RawServer({"/a/": b"HTTP/1.1 200 Okay dear\\r\\n…"}) as server:
    server.url, server.asked
"""

import socket
from collections.abc import Container, Mapping
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Self

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
WAIT_S = 10


class RawServer:
    """Answers by path from `__enter__` to `__exit__`; one request a connection. stalls: paths whose connection stays
    open behind the answer until the client closes it."""

    def __init__(self, answers: Mapping[str, bytes], stalls: Container[str] = ()) -> None:
        self.answers = dict(answers)
        self.stalls = stalls
        self.asked: dict[str, list[bytes]] = {}
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(WAIT_S)
        with connection:
            got = b""
            while b"\r\n\r\n" not in got:
                part = connection.recv(65_536)
                if not part:
                    return
                got += part
            path = got.split(b" ", 2)[1].decode("latin-1")
            self.asked.setdefault(path, []).append(got)
            with suppress(ConnectionError, TimeoutError):  # a client that has had enough
                connection.sendall(self.answers.get(path, NOT_FOUND))
                if path in self.stalls:
                    connection.recv(1)
