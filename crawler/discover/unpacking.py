"""Bodies out of their gzip wrapping as a stream, so that a small body that is large inside costs no memory."""

import zlib
from collections.abc import Iterator

GZIP_MAGIC = b"\x1f\x8b"
GZIP_WBITS = 16 + zlib.MAX_WBITS
CHUNK_BYTES = 64 * 1024
GZIP_MAX_MEMBERS = 1_000
WRAPPINGS = 2  # a file that was packed by hand, and once more by the server


def unpacked(body: bytes) -> Iterator[bytes]:
    """body without its gzip wrapping (also a doubled one), in chunks of at most CHUNK_BYTES, without end if it is made
    so; of a broken stream what can be read. Never empty chunks."""
    chunks: Iterator[bytes] = (body[start : start + CHUNK_BYTES] for start in range(0, len(body), CHUNK_BYTES))
    for _ in range(WRAPPINGS):
        chunks = _unwrapped(chunks)
    return chunks


def _unwrapped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    pending = _first_bytes(b"", chunks)
    if not pending.startswith(GZIP_MAGIC):
        yield from (pending,) if pending else ()
        yield from chunks
        return
    for _ in range(GZIP_MAX_MEMBERS):
        stream = zlib.decompressobj(GZIP_WBITS)
        yield from _member(stream, pending, chunks)
        pending = _first_bytes(stream.unused_data, chunks)
        if not stream.eof or not pending.startswith(GZIP_MAGIC):
            return


def _first_bytes(pending: bytes, chunks: Iterator[bytes]) -> bytes:
    """pending, with as much as it takes to tell what it is."""
    while len(pending) < len(GZIP_MAGIC) and (chunk := next(chunks, b"")):
        pending += chunk
    return pending


def _member(stream: "zlib._Decompress", pending: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    while True:
        try:
            plain = stream.decompress(pending, CHUNK_BYTES)
        except zlib.error:
            return
        if plain:
            yield plain
        if stream.eof:
            return
        pending = stream.unconsumed_tail
        if not pending and len(plain) < CHUNK_BYTES:  # nothing is left inside the stream either
            pending = next(chunks, b"")
            if not pending:
                return
