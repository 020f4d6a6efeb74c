"""Heads of answers byte for byte: a parser that keeps what Twisted's loses.

Twisted's loses the case, order and repeats of header lines and the reason phrase. This one keeps the lines as they
come and hands them on in a header of its own name, which whoever reads the response takes off: the heads of answers
before the final one (1xx, such as 103 Early Hints), then the final one's. A server may send lines without end, which
Twisted would take in for as long as they come: heads are read up to `HEADS_MOST_BYTES`. It hangs on private
classes (Scrapy 2.19, Twisted 26.10): where they are not there, `FACTORY` is None and heads are rebuilt.
"""

from typing import Any

from scrapy.core.downloader.handlers import http11
from twisted.web import _newclient

from crawler.fetch.refusals import HeadTooLarge

RAW_HEAD = b"X-Kliping-Raw-Head"
EARLY_MOST = 8  # heads before the final one; a server may send them without end
HEADS_MOST_BYTES = 256 * 1024  # all heads of one answer, those before the final one too; browsers take as much

FACTORY: Any = None

try:

    class HeadKeepingParser(http11._LenientHTTPClientParser):
        """Keeps the lines of the head of an answer as they come."""

        kept_lines: list[bytes]
        early: tuple[bytes, ...] = ()
        heads_bytes: int = 0

        def lineReceived(self, line: bytes) -> None:
            """Note the line, then let it be read. Behind an answer 1xx lines begin anew. Raises HeadTooLarge, upon
            which Twisted closes the connection and fails the request with it."""
            self.heads_bytes += len(line) + 1
            if self.heads_bytes > HEADS_MOST_BYTES:
                raise HeadTooLarge
            if self.state == _newclient.STATUS:
                self.kept_lines = []
            self.kept_lines.append(line)
            super().lineReceived(line)

        def lineLengthExceeded(self, line: bytes) -> None:
            """A line beyond the 16 KiB that Twisted takes."""
            raise HeadTooLarge

        def allHeadersReceived(self) -> None:
            """The head is whole: put it where it is looked for, past Twisted's cleaning of line ends."""
            head = b"\n".join((*self.kept_lines, b""))
            if 100 <= self.response.code < 200:
                self.early = (*self.early, head)[:EARLY_MOST]
            else:
                self.headers._rawHeaders[RAW_HEAD] = [*self.early, head]
            super().allHeadersReceived()  # type: ignore[no-untyped-call]  # Twisted's is untyped

    class HeadKeepingProtocol(http11._LenientHTTP11ClientProtocol):
        """Reads answers with HeadKeepingParser."""

        def request(self, request: Any) -> Any:
            """Scrapy sets the parser's class likewise: Twisted names it in the middle of a method."""
            answer = super().request(request)
            if type(self._parser) is http11._LenientHTTPClientParser:
                self._parser.__class__ = HeadKeepingParser
            return answer

    class HeadKeepingFactory(http11._LenientHTTP11ClientFactory):
        """Makes HeadKeepingProtocol."""

        def buildProtocol(self, addr: Any) -> Any:
            """A protocol for one connection."""
            return HeadKeepingProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted's is untyped

    FACTORY = HeadKeepingFactory
except AttributeError:
    pass
