"""WARC files made by others (Heritrix, wget, browsertrix, Common Crawl), read by warcio: plain, gzip'd or zstd, ARC too."""

import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import is_zipfile

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from crawler.errors import WarcError
from crawler.warc.captured import Captured, Trouble, captured_of, instant
from crawler.warc.members import http_parts, record_at

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZSTD = b"\x28\xb5\x2f\xfd"
DICTIONARY_FRAME = b"\x5d\x2a\x4d\x18"  # a skippable frame with the dictionary of the whole file, first of all
TRAINED = b"\x37\xa4\x30\xec"
HTML = "text/html"
BROKEN = (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error, zstd.ZstdError, AttributeError, KeyError)


def captures(path: Path, *, most_bytes: int) -> Iterator[Captured | Trouble]:
    """Every answer in a file, in order; larger ones and what cannot be read as a Trouble. A revisit brings the body of
    the answer it refers to, if that stood before it in the same file."""
    originals: dict[str, int] = {}
    try:
        with path.open("rb") as file:
            yield from _captures(opened(file), path, most_bytes, originals)
    except BROKEN as error:
        yield Trouble(f"{path.name}: {_why(error, path)}")


def _why(error: BaseException, path: Path) -> str:
    """What ended the reading of a file. warcio's own words for what is no WARC file hold its whole first line."""
    why = str(error).strip() or type(error).__name__
    if why.startswith("Unknown archive format"):
        if is_zipfile(path):
            return (
                f"a ZIP file, perhaps a WACZ. Take its WARC files out (`unzip {path.name} 'archive/*'`) and name those"
            )
        why = "something else stands where a WARC record should begin"
    return f"{why}; what stands before it was read"


def opened(file: IO[bytes]) -> Any:
    """The file, undone of zstd, with the dictionary that some writers put before the records."""
    start = file.read(8)
    file.seek(0)
    if start[:4] == DICTIONARY_FRAME:
        file.seek(8)
        words = file.read(int.from_bytes(start[4:8], "little"))
        words = zstd.decompress(words) if words[:4] == ZSTD else words
        return zstd.ZstdFile(file, zstd_dict=zstd.ZstdDict(words, is_raw=words[:4] != TRAINED))
    return zstd.ZstdFile(file) if start[:4] == ZSTD else file


def _captures(file: Any, path: Path, most_bytes: int, originals: dict[str, int]) -> Iterator[Captured | Trouble]:
    records = ArchiveIterator(file, arc2warc=True)
    for record in records:
        told = record.rec_headers.get_header
        url = (told("WARC-Target-URI") or "").strip("<>")
        if record.rec_type not in ("response", "revisit", "resource") or not url.startswith(("http://", "https://")):
            continue
        if record.length is not None and record.length > most_bytes:
            yield Trouble(f"{path.name}: {url} has {record.length:,} bytes, more than DOWNLOAD_MAXSIZE; left out")
            continue
        fields, status, body = _parts(record)
        digest, offset = told("WARC-Payload-Digest"), records.get_record_offset()
        if record.rec_type == "revisit" and status == 200:
            earlier = _body_at(path, originals.get(digest or ""))
            if earlier is None:
                yield Trouble(f"{path.name}: the body of {url} stands in another file; left out")
                continue
            fields, body = earlier
        elif digest and digest not in originals:
            originals[digest] = offset
        at = instant(told("WARC-Date") or "")
        if status is not None and at is not None:
            yield Captured(told("WARC-Record-ID") or "", url, at, status, fields, body, str(path), offset, digest)


def _parts(record: Any) -> tuple[tuple[tuple[str, str], ...], int | None, bytes]:
    """Header lines, status and body of a record, undone of its framing."""
    body = record.raw_stream.read()
    if record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or HTML
        return (("Content-Type", kind),), 200, body
    if record.http_headers is None:
        return (), None, body
    fields = tuple((str(name), str(value)) for name, value in record.http_headers.headers)
    status = record.http_headers.get_statuscode()
    if (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        body = _unchunked(body)
    return fields, int(status) if status.isascii() and status.isdigit() else None, body


def _unchunked(body: bytes) -> bytes:
    reader = ChunkedDataReader(io.BytesIO(body))
    parts = []
    while part := reader.read(1 << 20):
        parts.append(part)
    return b"".join(parts)


def _body_at(path: Path, offset: int | None) -> tuple[tuple[tuple[str, str], ...], bytes] | None:
    """Header lines and body of an answer read before, where a file can be read from the middle."""
    if offset is None or path.suffix != ".gz":
        return None
    try:
        record = record_at(path, offset)
        found = captured_of(record, http_parts(record.block)[1], path.name, offset)
    except WarcError:
        return None
    chunked = any(name.lower() == "transfer-encoding" and value.lower() == "chunked" for name, value in found.fields)
    return found.fields, _unchunked(found.body) if chunked else found.body
