"""Exchanges, notes and file descriptions as WARC 1.1 records, each a gzip member.

Digests are SHA-256 in hexadecimal, of the payload (the body as sent, content-encoded) and of the whole block.
"""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from crawler.warc.exchange import Exchange, warc_date
from crawler.warc.gzip_member import is_packed, member, member_of_packed

VERSION = b"WARC/1.1\r\n"
END = b"\r\n\r\n"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
RESPONSE_TYPE = "application/http; msgtype=response"
REQUEST_TYPE = "application/http; msgtype=request"
FIELDS_TYPE = "application/warc-fields"
REPLACED = "kliping-replaced"  # the line of a record whose payload was taken out or blackened
# Lines of an HTTP head that are true of one body alone.
OF_THE_BODY = frozenset(("content-encoding", "content-length", "content-md5", "digest", "repr-digest"))

Fields = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Original:
    """The record that a revisit refers to."""

    id: str
    url: str
    date: str


def new_id() -> str:
    """A record's name, never given twice."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def digest(*parts: bytes) -> str:
    """SHA-256 of bytes, as WARC headers tell it.

    >>> digest(b"a", b"b") == digest(b"ab")
    True
    """
    summed = hashlib.sha256()
    for part in parts:
        summed.update(part)
    return f"sha256:{summed.hexdigest()}"


def response(exchange: Exchange, *, id: str, info_id: str, payload: str, level: int) -> bytes:
    """The answer of an exchange. payload: the digest of its body."""
    fields = [
        ("WARC-Type", "response"),
        *_origin(exchange, id, info_id),
        ("WARC-Payload-Digest", payload),
        ("WARC-Block-Digest", digest(exchange.head, exchange.body)),
    ]
    if exchange.truncated:
        fields.append(("WARC-Truncated", exchange.truncated))
    if not exchange.head_is_exact:
        fields.append(("Kliping-Head", "rebuilt"))
    head = header(fields, RESPONSE_TYPE, len(exchange.head) + len(exchange.body)) + exchange.head
    if is_packed(exchange.head):
        return member_of_packed(head, exchange.body, END, level)
    return member(head + exchange.body + END, level)


def revisit(exchange: Exchange, original: Original, *, id: str, info_id: str, payload: str | None, level: int) -> bytes:
    """An answer whose body is held by an earlier record; payload None: the server said so (304)."""
    fields = [
        ("WARC-Type", "revisit"),
        *_origin(exchange, id, info_id),
        ("WARC-Profile", IDENTICAL if payload else NOT_MODIFIED),
        ("WARC-Refers-To", original.id),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", original.date),
        *([("WARC-Payload-Digest", payload)] if payload else []),
        ("WARC-Block-Digest", digest(exchange.head)),
        *([] if exchange.head_is_exact else [("Kliping-Head", "rebuilt")]),
    ]
    return member(header(fields, RESPONSE_TYPE, len(exchange.head)) + exchange.head + END, level)


def request(exchange: Exchange, *, info_id: str, answer_id: str, level: int) -> bytes:
    """The question of an exchange."""
    fields = [
        ("WARC-Type", "request"),
        *_origin(exchange, new_id(), info_id),
        ("WARC-Concurrent-To", answer_id),
        ("WARC-Block-Digest", digest(exchange.request)),
    ]
    return member(header(fields, REQUEST_TYPE, len(exchange.request)) + exchange.request + END, level)


def early(exchange: Exchange, head: bytes, *, info_id: str, answer_id: str, level: int) -> bytes:
    """The head of an answer before the final one. A metadata record: as a response it would be taken for a capture."""
    fields = [
        ("WARC-Type", "metadata"),
        *_origin(exchange, new_id(), info_id),
        ("WARC-Concurrent-To", answer_id),
        ("WARC-Block-Digest", digest(head)),
    ]
    return member(header(fields, RESPONSE_TYPE, len(head)) + head + END, level)


def warcinfo(*, id: str, name: str, at: datetime, fields: Fields, level: int) -> bytes:
    """What a file says of itself, first of all."""
    block = warc_fields(fields)
    told = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", id),
        ("WARC-Date", warc_date(at)),
        ("WARC-Filename", name),
        ("WARC-Block-Digest", digest(block)),
    ]
    return member(header(told, FIELDS_TYPE, len(block)) + block + END, level)


def metadata(*, info_id: str, url: str, at: datetime, refers_to: tuple[str, ...], fields: Fields, level: int) -> bytes:
    """A note about records, the first of which it refers to."""
    block = warc_fields(fields)
    told = [
        ("WARC-Type", "metadata"),
        ("WARC-Record-ID", new_id()),
        ("WARC-Warcinfo-ID", info_id),
        ("WARC-Target-URI", target_uri(url)),
        ("WARC-Date", warc_date(at)),
        *(("WARC-Refers-To", name) for name in refers_to[:1]),
        ("WARC-Block-Digest", digest(block)),
    ]
    return member(header(told, FIELDS_TYPE, len(block)) + block + END, level)


def header(fields: Fields, content_type: str, length: int) -> bytes:
    """A record's own head."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return VERSION + f"{lines}Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n".encode()


def warc_fields(fields: Fields) -> bytes:
    """Named values as a block of `application/warc-fields`, each on one line."""
    return "".join(f"{name}: {' '.join(value.splitlines())}\r\n" for name, value in fields).encode()


def target_uri(url: str) -> str:
    """A URL as a header can hold it.

    >>> target_uri("https://news.example/a b")
    'https://news.example/a%20b'
    """
    return url if url.isascii() and url.isprintable() and " " not in url else quote(url, safe="%:/?#[]@!$&'()*+,;=~")


def _origin(exchange: Exchange, id: str, info_id: str) -> Fields:
    yield "WARC-Record-ID", id
    yield "WARC-Warcinfo-ID", info_id
    yield "WARC-Target-URI", target_uri(exchange.url)
    yield "WARC-Date", warc_date(exchange.at)
    if exchange.ip_address:
        yield "WARC-IP-Address", exchange.ip_address
    if exchange.protocol:
        yield "WARC-Protocol", exchange.protocol.lower()
