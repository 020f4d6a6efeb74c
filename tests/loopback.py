"""A small web site on 127.0.0.1 for tests: each path has its answer, or a list of answers in turn.

with Loopback({"/": page("Beranda"), "/a/": [Answer(500), Answer(body="…")]}) as site:
    site.url, site.asked
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic
from types import TracebackType
from typing import Self
from zlib import crc32


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. length: a Content-Length that may lie; None: the true one."""

    status: int = 200
    body: str | bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came: the path with its query, its headers in lower case, and when (monotonic)."""

    path: str
    headers: Mapping[str, str]
    at_s: float


Routes = Mapping[str, Answer | Sequence[Answer]]


class Loopback:
    """The site, served by a thread from `__enter__` to `__exit__`. Unknown paths are 404."""

    def __init__(self, routes: Routes) -> None:
        self.routes = dict(routes)
        self.asked: list[Asked] = []
        self.times: dict[str, int] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def answer(self, path: str) -> Answer:
        """The answer to this request for a path; of several the next, and the last for ever."""
        found = self.routes.get(path, Answer(404, "tidak ada"))
        if isinstance(found, Answer):
            return found
        turn = self.times.get(path, 0)
        self.times[path] = turn + 1
        return found[min(turn, len(found) - 1)]

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked.path == path for asked in self.asked)


def _handler(site: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, monotonic()))
            answer = site.answer(self.path)
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body) if answer.length is None else answer.length))
            for name, value in answer.headers.items():
                self.send_header(name, value.replace("{site}", site.url))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


def story(title: str, *, day: int = 1, links: Sequence[str] = (), extra: str = "", head: str = "") -> Answer:
    """A page of a news site with one story of six paragraphs, in a WordPress theme's markup."""
    said = "".join(
        f"<p>{title}: alinea nomor {number} dari cerita yang cukup panjang untuk dibaca banyak orang di pasar.</p>"
        for number in range(1, 7)
    )
    anchors = "".join(f'<p>Baca juga <a href="{link}">cerita lain yang menarik</a></p>' for link in links)
    return Answer(
        body=f"""<!doctype html><html lang="id-ID"><head><title>{title} – Gazette</title>{head}
        <meta name="generator" content="WordPress 6.1"></head>
        <body class="post-template-default single single-post postid-{crc32(title.encode())}"><article class="post hentry">
        <header class="entry-header"><h1 class="entry-title">{title}</h1><span class="byline">Oleh
        <span class="author vcard"><a class="url fn n" href="/author/sari/">Sari</a></span></span>
        <time class="entry-date published" datetime="2025-09-{day:02}T11:15:00+07:00">{day} September 2025</time></header>
        <div class="entry-content">{said}{anchors}</div>{extra}</article></body></html>"""
    )


def listing(*links: tuple[str, str], following: str | None = None, extra: str = "") -> Answer:
    """A front page or category: headlines, each with its address, and the link to older stories."""
    entries = "".join(
        f'<article class="post hentry"><h2 class="entry-title"><a href="{url}" rel="bookmark">{title}</a></h2>'
        "<p>Potongan cerita yang menjelaskan sedikit isi berita ini.</p></article>"
        for url, title in links
    )
    older = (
        f'<nav class="pagination"><a class="next page-numbers" href="{following}">Lebih lama</a></nav>'
        if following
        else ""
    )
    return Answer(
        body=f'<!doctype html><html lang="id-ID"><head><title>Gazette</title></head><body class="home blog">'
        f"<main>{entries}</main>{older}{extra}</body></html>"
    )
