"""A sitemap's body as a stream of pieces fit for a parser, up to the limit of the protocol (sitemaps.org: 50 MiB).

Unpacking is `unpacking`'s, mending `mended_xml`'s; here is where a body may be cut in two.
"""

import codecs
from collections.abc import Iterator
from itertools import chain

from crawler.discover.mended_xml import (
    REFERENCES_MOST,
    UNPACKED_MAX_BYTES,
    content_type_of,
    mended,
    mended_inside,
)
from crawler.discover.unpacking import unpacked

PIECE_BYTES = 256 * 1024
CARRIED_MOST_BYTES = 1024 * 1024  # without a place to cut; then it is cut anywhere
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class BeyondLimit(Exception):
    """There is more than is read; says what, as in "more than 50 MiB"."""


def pieces(body: bytes) -> Iterator[bytes]:
    """body unpacked and mended, piece by piece: tags, references and CDATA sections stay whole, the first piece has the
    root. Raises BeyondLimit behind the last piece that is within the limits."""
    content_type: str | None = None
    references = 0
    for number, raw in enumerate(_cut(_one_byte_a_sign(unpacked(body)))):
        if number == 0:
            content_type = content_type_of(raw)
        yield mended(raw, content_type) if number == 0 else mended_inside(raw, content_type)
        references += raw.count(b"&")
        if references > REFERENCES_MOST:
            raise BeyondLimit(f"more than {REFERENCES_MOST:,} references")


def _one_byte_a_sign(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """UTF-16 as UTF-8, so that ">" is found as a byte; any other encoding as it is."""
    first = next(chunks, b"")
    if not first.startswith(UTF_16):
        return chain((first,), chunks)
    return codecs.iterencode(codecs.iterdecode(chain((first,), chunks), "utf-16", "replace"), "utf-8", "replace")


def _cut(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest, size = b"", 0
    for chunk in chunks:
        size += len(chunk)
        rest += chunk
        if size > UNPACKED_MAX_BYTES:
            yield rest[: UNPACKED_MAX_BYTES - size]
            raise BeyondLimit(f"more than {UNPACKED_MAX_BYTES // 1024**2} MiB")
        if len(rest) < PIECE_BYTES:
            continue
        end = _last_cut(rest) or (len(rest) if len(rest) > CARRIED_MOST_BYTES else 0)
        if end:
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def _last_cut(markup: bytes) -> int:
    """Behind the last tag or line that is whole, and before a CDATA section that is not; 0 if there is none."""
    end = max(markup.rfind(b">"), markup.rfind(b"\n")) + 1
    opened = markup.rfind(b"<![CDATA[", 0, end)
    return opened if opened >= 0 and markup.find(b"]]>", opened, end) < 0 else end
