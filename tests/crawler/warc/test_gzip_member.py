"""A record as a gzip member: whatever the block, gzip reads it back."""

import gzip
import random

import pytest

from crawler.warc.gzip_member import is_packed, member, member_of_packed

NOISE = random.Random(7).randbytes(200_000)
BLOCKS = (b"", b"a", b"WARC/1.1\r\n" * 1_000, NOISE[:4_095], NOISE[:4_096], NOISE[:65_535], NOISE[:65_536], NOISE)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{len(block)}")
@pytest.mark.parametrize("level", [1, 3, 9])
def test_gzip_reads_back_what_was_packed(block, level):
    assert gzip.decompress(member(block, level)) == block
    assert gzip.decompress(member_of_packed(b"head", block, b"\r\n\r\n", level)) == b"head" + block + b"\r\n\r\n"


def test_a_packed_body_stands_in_the_member_as_it_is():
    packed = member_of_packed(b"head\r\n" * 9, NOISE[:9_000], b"\r\n\r\n", 3)
    assert NOISE[:9_000] in packed
    assert len(packed) < 9_100


@pytest.mark.parametrize(
    ("line", "packed"),
    [
        (b"content-encoding: gzip", True),
        (b"Content-Encoding:br", True),
        (b"Content-Type: image/jpeg", True),
        (b"Content-Type: image/svg+xml", False),
        (b"Content-Type: application/pdf", True),
        (b"Content-Type: text/html", False),
        (b"Content-Encoding: identity", False),
        (b"X-Content-Encoding: gzip", False),
    ],
)
def test_the_head_tells_whether_a_body_is_packed(line, packed):
    assert is_packed(b"HTTP/1.1 200 OK\r\nServer: x\r\n" + line + b"\r\n\r\n") is packed
