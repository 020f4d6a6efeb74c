"""From a document to an answer: validators and 304, gzip, the headers every answer has."""

import gzip
import hashlib
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime

from tests.mocksite.documents import Document
from tests.mocksite.wire import Answer, Request

SMALLEST_GZIP_BYTES = 1000


@dataclass(frozen=True, slots=True)
class Ready:
    """A document's answers: as it is, compressed if that pays, and for who has it already."""

    plain: Answer
    squeezed: Answer | None
    same: Answer | None
    etag: str = ""
    changed_s: float = 0.0


def ready(document: Document, *, validators: bool) -> Ready:
    """The answers to requests for a document; `same` is None where it has no validators."""
    headers = (("Server", "nginx"), ("Content-Type", document.kind), *document.headers)
    etag, changed_s, same = "", 0.0, None
    if validators and document.changed and document.status == 200:
        changed = document.changed.astimezone(UTC)
        # Weak: one tag for the page as it is and as gzip.
        etag = f'W/"{hashlib.sha1(document.body, usedforsecurity=False).hexdigest()[:20]}"'
        marks = (("ETag", etag), ("Last-Modified", format_datetime(changed, usegmt=True)))
        headers, changed_s = headers + marks, changed.timestamp()
        same = Answer(304, b"", (("Server", "nginx"), *marks))
    if not squeezable(document):
        return Ready(Answer(document.status, document.body, headers), None, same, etag, changed_s)
    headers += (("Vary", "Accept-Encoding"),)
    body = gzip.compress(document.body, 6, mtime=0)
    squeezed = Answer(document.status, body, (*headers, ("Content-Encoding", "gzip")))
    return Ready(Answer(document.status, document.body, headers), squeezed, same, etag, changed_s)


def deliver(made: Ready, request: Request) -> Answer:
    """The one of the answers a request asks for."""
    if made.same and unchanged(request, made.etag, made.changed_s):
        return made.same
    return made.squeezed if made.squeezed and "gzip" in request.headers.get("accept-encoding", "") else made.plain


def squeezable(document: Document) -> bool:
    text = document.kind.startswith("text/") or "json" in document.kind or "+xml" in document.kind
    return text and len(document.body) >= SMALLEST_GZIP_BYTES


def unchanged(request: Request, etag: str, changed_s: float) -> bool:
    """Whether the client has the document already. RFC 9110: If-None-Match outweighs If-Modified-Since."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or etag.removeprefix("W/") in [t.strip().removeprefix("W/") for t in tags.split(",")]
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return changed_s <= parsedate_to_datetime(since).timestamp()
    except ValueError:  # no date: the condition is ignored
        return False
