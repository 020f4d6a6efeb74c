"""One record as one gzip member (RFC 1952), as cheaply as it can be had.

What is compressed already (a gzip'd page, a picture) is stored in the member as it is: compressing it again costs
0.25 ms for 26 kB and gains nothing. Heads are compressed with a small window: with the usual one, zlib spends 50 us
on setting it up (7 us measured with this one).
"""

import re
import struct
import zlib

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
STORED_MOST = 65_535  # bytes of a stored deflate block
SMALL_BYTES = 4_096
SMALL_WINDOW = (-12, 5)  # window bits and memory level; negative: raw deflate
LARGE_WINDOW = (-15, 8)
PACKED = re.compile(
    rb"^content-(?:encoding:[ \t]*(?:x-)?(?:gzip|br|zstd|deflate|compress)"
    rb"|type:[ \t]*(?:image/(?!svg)|video/|audio/|font/|application/(?:zip|gzip|x-gzip|pdf)))",
    re.I | re.M,
)


def is_packed(head: bytes) -> bool:
    """Whether the head of an answer says that its body is compressed already.

    >>> is_packed(b"HTTP/1.1 200 OK\\r\\nContent-Encoding: gzip\\r\\n\\r\\n"), is_packed(b"HTTP/1.1 200 OK\\r\\n\\r\\n")
    (True, False)
    """
    return PACKED.search(head) is not None


def member(block: bytes, level: int) -> bytes:
    """A block of bytes as a gzip member."""
    window, memory = SMALL_WINDOW if len(block) < SMALL_BYTES else LARGE_WINDOW
    packer = zlib.compressobj(level, zlib.DEFLATED, window, memory)
    return b"".join((HEADER, packer.compress(block), packer.flush(), _trailer(zlib.crc32(block), len(block))))


def member_of_packed(head: bytes, body: bytes, tail: bytes, level: int) -> bytes:
    """head + body + tail as a gzip member whose body is stored, not compressed."""
    window, memory = SMALL_WINDOW
    packer = zlib.compressobj(level, zlib.DEFLATED, window, memory)
    parts = [HEADER, packer.compress(head), packer.flush(zlib.Z_SYNC_FLUSH)]
    for start in range(0, len(body), STORED_MOST):
        piece = body[start : start + STORED_MOST]
        parts += (_stored_head(len(piece), is_last=False), piece)
    parts += (_stored_head(len(tail), is_last=True), tail)
    checksum = zlib.crc32(tail, zlib.crc32(body, zlib.crc32(head)))
    return b"".join((*parts, _trailer(checksum, len(head) + len(body) + len(tail))))


def _stored_head(length: int, *, is_last: bool) -> bytes:
    return struct.pack("<BHH", int(is_last), length, length ^ 0xFFFF)


def _trailer(checksum: int, length: int) -> bytes:
    return struct.pack("<II", checksum, length & 0xFFFFFFFF)
