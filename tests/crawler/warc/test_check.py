"""Findings about broken files: each a sentence, never a traceback."""

import gzip
from pathlib import Path

import pytest

from crawler.errors import WarcError
from crawler.warc.check import check, matches
from crawler.warc.members import http_parts, parsed, record_at
from tests.crawler.warc.writing import exchange, written


def block(body: bytes = b"abc", *, length: int | None = None, **fields: str) -> bytes:
    told = {"WARC-Type": "resource", "WARC-Record-ID": "<urn:x>", "WARC-Date": "2025-01-01T00:00:00Z"} | fields
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    said = len(body) if length is None else length
    return f"WARC/1.1\r\n{lines}Content-Length: {said}\r\n\r\n".encode() + body + b"\r\n\r\n"


BROKEN = {
    "empty file": (b"", "holds no record"),
    "text": (b"hello", "no gzip"),
    "gzip of something else": (gzip.compress(b"hello"), "no WARC record at 0"),
    "no length": (gzip.compress(b"WARC/1.1\r\nWARC-Type: x\r\n\r\n"), "no WARC record at 0"),
    "length too long": (gzip.compress(block(length=9)), "says 9 bytes and has 3"),
    "length too short": (gzip.compress(block(length=1)), "says 1 bytes and has 3"),
    "length not a number": (gzip.compress(block().replace(b": 3", b": -3")), "no WARC record"),
    "no type": (gzip.compress(block(**{"WARC-Type": ""})), "a record without warc-type"),
    "wrong block digest": (gzip.compress(block(**{"WARC-Block-Digest": "sha1:AAAA"})), "block digest of a resource"),
    "wrong payload digest": (gzip.compress(block(**{"WARC-Payload-Digest": "sha256:00"})), "payload digest"),
    "bytes between members": (gzip.compress(block()) + b"\0\0" + gzip.compress(block()), "no gzip"),
    "a bomb": (gzip.compress(bytes((1 << 28) + 1)), "more than 256 MiB"),
    "flipped checksum": (gzip.compress(block())[:-8] + bytes(8), "damaged gzip"),
}


@pytest.mark.parametrize(("content", "told"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_is_told_in_a_sentence(tmp_path, content, told):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    report = check(path)
    assert [told in finding.sentence for finding in report.findings] == [True], report.findings


def test_a_right_file_has_no_findings_and_is_counted(tmp_path):
    report = check(written(tmp_path, exchange(), exchange(b"other")))
    assert report.is_whole
    assert report.records == {"warcinfo": 1, "response": 2, "request": 2}
    assert report.digests == 1 + 2 * 2 + 2


def test_a_file_that_is_not_there_is_a_finding(tmp_path):
    assert "cannot be read" in check(tmp_path / "none.warc.gz").findings[0].sentence


@pytest.mark.parametrize("offset", [1, 5_000])
def test_no_record_at_an_offset_is_a_sentence(tmp_path, offset):
    path = written(tmp_path, exchange())
    with pytest.raises(WarcError, match="no readable record at"):
        record_at(path, offset)


def test_a_missing_file_is_a_sentence(tmp_path: Path):
    with pytest.raises(WarcError, match="Cannot read none"):
        record_at(tmp_path / "none", 0)


@pytest.mark.parametrize(
    ("digest", "right"),
    [
        ("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", True),
        ("sha1:a9993e364706816aba3e25717850c26c9cd0d89d", True),
        ("SHA256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", True),
        ("sha256:ba7816bf", False),
        ("whirlpool:1234", True),
    ],
)
def test_digests_of_each_spelling_are_compared(digest, right):
    assert matches(digest, b"abc") is right


@pytest.mark.parametrize(
    ("message", "head", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nx\n\ny", b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n", b"x\n\ny"),
        (b"HTTP/1.1 200 OK\nA: b\n\nx\r\n\r\ny", b"HTTP/1.1 200 OK\nA: b\n\n", b"x\r\n\r\ny"),
        (b"HTTP/1.1 200 OK", b"HTTP/1.1 200 OK", b""),
    ],
)
def test_head_and_body_part_at_the_first_empty_line(message, head, body):
    assert http_parts(message) == (head, body)


def test_of_a_repeated_field_the_last_counts_and_names_ignore_case():
    record = parsed(b"WARC/1.0\r\nwarc-TYPE: a\r\nWARC-Type: b\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
    assert record is not None and record.type == "b"
