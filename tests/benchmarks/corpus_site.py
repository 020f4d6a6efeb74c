"""Pages with known content (tests/benchmarks/extraction) served on loopback, for benchmarks on real pages."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, islice, zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.extraction.corpus import NAMES, pages


@contextlib.contextmanager
def corpus_site(folder: Path, most: int) -> Iterator[list[str]]:
    """The addresses of so many pages, of each corpus in turn, while they are served."""
    mixed = zip_longest(*(pages(folder, name) for name in NAMES))
    known = list(islice((page for page in chain.from_iterable(mixed) if page is not None), most))
    bodies = {f"/{number}{urlsplit(page.url).path}": page.html for number, page in enumerate(known)}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = bodies.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield [f"http://127.0.0.1:{server.server_port}{path}" for path in bodies]
        finally:
            server.shutdown()
