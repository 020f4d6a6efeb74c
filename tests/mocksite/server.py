"""MockSite: the demonstration site as a context manager, on a thread of its own, with a log of every request.

with MockSite(rest=False, day=2) as site:
    page = urllib.request.urlopen(site.url).read()
    assert site.requests[0].path == "/"
"""

import asyncio
import contextlib
import threading
import time
from types import TracebackType
from typing import Any, NamedTuple, Self

from tests.mocksite.bad_days import BadDays
from tests.mocksite.delivery import Ready, deliver, ready
from tests.mocksite.documents import Document, Edition
from tests.mocksite.expectations import Expectation, expected
from tests.mocksite.manuscripts import newsroom
from tests.mocksite.options import Options
from tests.mocksite.routes import find, since
from tests.mocksite.synthetic import Synthetic
from tests.mocksite.wire import Answer, Connection, Request

# Answers kept ready; when endless addresses fill the store it is emptied.
MOST_READY = 2000
REST_MODES = {True: "open", False: "off"}


class Seen(NamedTuple):
    """One request as answered; path holds the query too, at_s is monotonic."""

    method: str
    path: str
    status: int
    user_agent: str
    at_s: float


class MockSite:
    """The site, listening on 127.0.0.1 from construction to `close`.

    Takes the switches of `Options` by name; rest also as True and False. Setting `day` turns the site's page.
    """

    def __init__(self, port: int = 0, *, day: int = 1, **switches: Any) -> None:
        if "rest" in switches:
            switches["rest"] = REST_MODES.get(switches["rest"], switches["rest"])
        self.options = Options(**switches)
        self.requests: list[Seen] = []
        self.bad_days = BadDays()
        self.loop = asyncio.new_event_loop()
        self.connections: set[Connection] = set()
        opening = self.loop.create_server(
            lambda: Connection(self.respond, self.connections), "127.0.0.1", port, backlog=512
        )
        try:
            self.server = self.loop.run_until_complete(opening)
        except OSError:  # the port is taken
            self.loop.close()
            raise
        self.port: int = self.server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.synthetic = Synthetic(self.url, self.options.synthetic) if self.options.synthetic else None
        self.editions: dict[int, Edition] = {}
        self.ready: dict[tuple[int, str], Ready] = {}
        self.day = day
        self.thread = threading.Thread(target=self.loop.run_forever, name="mocksite", daemon=True)
        self.thread.start()

    @property
    def day(self) -> int:
        """The day the site shows, 1 or 2."""
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        self.edition(day)  # a day that does not exist is refused here, not at the first request
        self._day = day

    def edition(self, day: int) -> Edition:
        if day not in (1, 2):
            raise ValueError(f"the demonstration site has day 1 and day 2, not {day!r}")
        if day not in self.editions:
            room = newsroom(self.url, day, bad_days=self.options.bad_days)
            self.editions[day] = Edition(room, self.options)
        return self.editions[day]

    def expected(self, day: int | None = None) -> dict[str, Expectation]:
        """What must become of every address of the site as of a day (default: the one it shows), by path."""
        return expected(self.edition(day or self.day))

    def reset(self) -> None:
        """Forget the requests seen, and what was told to whom: the bad days happen again."""
        self.requests.clear()
        self.bad_days = BadDays()

    def respond(self, request: Request) -> Answer:
        """The answer to a request, logged. Called on the server's thread."""
        answer = self.answer(request)
        agent = request.headers.get("user-agent", "")
        self.requests.append(Seen(request.method, request.target, answer.status, agent, time.monotonic()))
        return answer

    def answer(self, request: Request) -> Answer:
        if request.method not in ("GET", "HEAD"):
            return Answer(405, b"", (("Allow", "GET, HEAD"),))
        if self.synthetic:
            return self.synthetic.answer(request)
        site = self.edition(self._day)
        bad = self.bad_days.answer(site, request) if self.options.bad_days else None
        return bad or deliver(self.made_ready(request), request)

    def made_ready(self, request: Request) -> Ready:
        key = (self._day, request.target)
        if key not in self.ready:
            if len(self.ready) >= MOST_READY:
                self.ready.clear()
            self.ready[key] = ready(self.document(request), validators=self.options.validators)
        return self.ready[key]

    def document(self, request: Request) -> Document:
        """The document asked for, dated by what changed since the first day."""
        document = find(self.edition(self._day), request.path, request.query)
        if self._day == 1 or document.changed is None:
            return document
        return since(document, find(self.edition(1), request.path, request.query))

    def close(self) -> None:
        """Stop listening and drop every connection. A second call does nothing."""
        if self.loop.is_closed():
            return
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.server.close()
        for connection in tuple(self.connections):
            if connection.transport:
                connection.transport.abort()
        with contextlib.suppress(asyncio.TimeoutError):
            self.loop.run_until_complete(asyncio.wait_for(self.server.wait_closed(), 2))
        self.loop.run_until_complete(asyncio.sleep(0))  # lets aborted transports close their sockets
        self.loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
