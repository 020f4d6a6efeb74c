"""The download handler that keeps every exchange: redirects, robots.txt, API pages, failures with a body.

Heads come byte for byte by way of `raw_heads.py`; where that cannot be had they are rebuilt from what was parsed, and
the record says so.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urldefrag, urlsplit

from scrapy.core.downloader.handlers import http11
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Request, Response

from crawler.fetch.arriving import Arriving, Part
from crawler.fetch.raw_heads import FACTORY, RAW_HEAD
from crawler.fetch.recorder import Recorder
from crawler.warc.captured import head_fields
from crawler.warc.exchange import Exchange, to_millisecond

FRAMING = b"transfer-encoding"
RENAMED = b"X-Archive-Orig-"


class Capture(http11.HTTP11DownloadHandler):
    """Scrapy's handler for http and https, watched."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        if FACTORY is not None:
            self._pool._factory = FACTORY
        self._arriving = Arriving(crawler)
        self._refuses_data_loss = crawler.settings.getbool("DOWNLOAD_FAIL_ON_DATALOSS")
        self._fail_on_dataloss = False  # a torn body is kept first, then refused here

    async def download_request(self, request: Request) -> Response:
        """Fetch; keep the exchange; `request.meta["kept"]` says where it stands and when it had arrived. Raises
        WarcError if it cannot be kept: nothing may be stored that is in no WARC file."""
        request.meta.pop("kept", None)  # of the hop before
        self._arriving.begin(request)
        try:
            response = await super().download_request(request)
        except (DownloadTimeoutError, DownloadCancelledError) as error:
            self._keep_part(request, "time" if isinstance(error, DownloadTimeoutError) else "length")
            raise
        finally:
            self._arriving.end(request)
        heads = response.headers.pop(RAW_HEAD, None) or []
        recorder: Recorder | None = getattr(self._crawler.spider, "recorder", None)
        if recorder is not None:
            exchange = exchanged(request, response, heads, recorder.clock())
            request.meta["kept"] = recorder.exchange(exchange), exchange.at
        if "dataloss" in response.flags and self._refuses_data_loss:
            raise ResponseDataLossError(f"{request.url}: the body ends before its Content-Length")
        return response

    def _keep_part(self, request: Request, truncated: str) -> None:
        """Keep what came of an answer that was given up. It is no visit's answer: `meta["kept"]` is not set."""
        part = self._arriving.end(request)
        recorder: Recorder | None = getattr(self._crawler.spider, "recorder", None)
        if part is None or recorder is None:
            return
        exchange = begun(request, part, recorder.clock(), truncated)
        if exchange is not None:
            recorder.exchange(exchange)


def begun(request: Request, part: Part, at: datetime, truncated: str) -> Exchange | None:
    """A request and the beginning of its answer; None if that begins with no status. truncated: as WARC-Truncated has it."""
    status, _ = head_fields(part.head)
    if status is None:
        return None
    return Exchange(
        url=urldefrag(request.url).url,
        at=to_millisecond(at),
        request=request_sent(request),
        head=without_framing(part.head),
        body=part.body,
        status=status,
        protocol=part.head.split(b" ", 1)[0].decode("latin-1"),
        truncated=truncated,
    )


def exchanged(request: Request, response: Response, heads: list[bytes], at: datetime) -> Exchange:
    """Scrapy's request and response as the bytes that went over the line. heads: as they came, the final one last."""
    return Exchange(
        url=urldefrag(request.url).url,
        at=to_millisecond(at),
        request=request_sent(request),
        head=without_framing(heads[-1]) if heads else rebuilt(response),
        body=response.body,
        status=response.status,
        head_is_exact=bool(heads),
        ip_address=str(response.ip_address) if response.ip_address else None,
        protocol=response.protocol,
        truncated="disconnect" if "dataloss" in response.flags else None,
        early=tuple(heads[:-1]),
    )


def request_sent(request: Request) -> bytes:
    """A request as Twisted writes it: its headers, then Host."""
    parts = urlsplit(request.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"{request.method} {target} HTTP/1.1".encode("latin-1")]
    for name, values in request.headers.items():
        lines += [name + b": " + value for value in values]
    if b"Host" not in request.headers:
        lines.append(b"Host: " + host_sent(parts.scheme, parts.netloc).encode("latin-1", "replace"))
    return b"\r\n".join((*lines, b"", request.body))


def host_sent(scheme: str, netloc: str) -> str:
    """The Host header that Twisted adds: without the scheme's own port.

    >>> host_sent("http", "news.example:80"), host_sent("https", "user@news.example:8443")
    ('news.example', 'news.example:8443')
    """
    host = netloc.rpartition("@")[2]
    return host.removesuffix(":80" if scheme == "http" else ":443")


def without_framing(head: bytes) -> bytes:
    """A head whose Transfer-Encoding line is renamed, since the body stands without that framing; it is exact again
    when the prefix is taken off.

    >>> without_framing(b"HTTP/1.1 200 OK\\r\\ntransfer-encoding: chunked\\r\\n\\r\\n")
    b'HTTP/1.1 200 OK\\r\\nX-Archive-Orig-transfer-encoding: chunked\\r\\n\\r\\n'
    """
    if FRAMING not in head.lower():
        return head
    lines = head.split(b"\n")
    return b"\n".join(RENAMED + line if line.lower().startswith(FRAMING) else line for line in lines)


def rebuilt(response: Response) -> bytes:
    """A head out of what was parsed: names in Scrapy's case and order."""
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = ""
    lines = [f"{response.protocol or 'HTTP/1.1'} {response.status} {phrase}".encode()]
    for name, values in response.headers.items():
        if name.lower() != FRAMING:
            lines += [name + b": " + value for value in values]
    return b"\r\n".join((*lines, b"", b""))
