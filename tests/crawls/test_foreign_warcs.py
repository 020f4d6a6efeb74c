"""WARC files made by other software: every dress, and every way to be broken."""

import gzip
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd

from crawler.commands.crawl import DONE, NOTHING_REACHED, WITH_FAILURES
from tests.crawling import crawl, exported, scrapy

HOST = "https://gazette.example"
DATE = "2025-09-03T04:15:00Z"
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def story(name: str = "beras") -> bytes:
    url = f"{HOST}/2025/09/harga-{name}-turun/"
    told = "".join(
        f"<p>Harga {name} di pasar induk turun pada hari ke-{day}, kata para pedagang di sana.</p>" for day in range(9)
    )
    return (
        f"<html lang='id'><head><title>Harga {name} turun</title><link rel='canonical' href='{url}'>"
        f"<meta property='og:type' content='article'></head><body><article><h1>Harga {name} turun</h1>"
        f"<time datetime='2025-09-03T10:00:00+07:00'>3 September 2025</time>{told}</article></body></html>"
    ).encode()


def address(name: str = "beras") -> str:
    return f"{HOST}/2025/09/harga-{name}-turun/"


def made(*answers: tuple, gzipped: bool = True, kind: str = "response") -> bytes:
    """A file in warcio's and wget's manner: (url, headers, body[, status[, date]]) each, one record a member."""
    info = b"software: another/1.0\r\n"
    records = [record("warcinfo", None, DATE, "application/warc-fields", info)]
    for url, headers, body, *more in answers:
        status, date = [*more, *("200 OK", DATE)[len(more) :]]
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
        head = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() if kind == "response" else b""
        content_type = "application/http; msgtype=response" if head else "text/html"
        records.append(record(kind, url, date, content_type, head + body))
    return b"".join(map(gzip.compress, records) if gzipped else records)


def record(kind: str, url: str | None, date: str, content_type: str, block: bytes) -> bytes:
    """One WARC 1.0 record."""
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\n{target}WARC-Date: {date}\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def with_dictionary(content: bytes) -> bytes:
    """As Archive Team writes: the dictionary in a skippable frame, then the records."""
    words = zstd.ZstdDict(content[:4_000], is_raw=True).dict_content
    frame = zstd.compress(words)
    raw = zstd.ZstdDict(words, is_raw=True)
    return b"\x5d\x2a\x4d\x18" + len(frame).to_bytes(4, "little") + frame + zstd.compress(content, zstd_dict=raw)


CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (story()[:500], story()[500:])) + b"0\r\n\r\n"
PACKED = gzip.compress(story())
ONE = (address(), HTML, story())
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "gzip": ("a.warc.gz", lambda: made(ONE)),
    "plain": ("a.warc", lambda: made(ONE, gzipped=False)),
    "zstd": ("a.warc.zst", lambda: zstd.compress(made(ONE, gzipped=False))),
    "zstd, a frame a record": (
        "a.warc.zst",
        lambda: (
            zstd.compress(made((HOST + "/x.txt", (("Content-Type", "text/plain"),), b"x"), gzipped=False))
            + zstd.compress(made(ONE, gzipped=False))
        ),
    ),
    "zstd with a dictionary": ("a.warc.zst", lambda: with_dictionary(made(ONE, gzipped=False))),
    "chunked": ("a.warc.gz", lambda: made((address(), (*HTML, ("Transfer-Encoding", "chunked")), CHUNKED))),
    "said to be chunked and is not": (
        "a.warc.gz",
        lambda: made((address(), (*HTML, ("Transfer-Encoding", "chunked")), story())),
    ),
    "gzip within": ("a.warc.gz", lambda: made((address(), (*HTML, ("Content-Encoding", "gzip")), PACKED))),
    "a resource": ("a.warc.gz", lambda: made((address(), (), story()), kind="resource")),
    "no content type": ("a.warc.gz", lambda: made((address(), (("Server", "x"),), story()))),
    "angle brackets": (
        "a.warc",
        lambda: made(ONE, gzipped=False).replace(address().encode() + b"\r", b"<" + address().encode() + b">\r", 1),
    ),
}


@pytest.mark.parametrize(("name", "content"), FILES.values(), ids=FILES)
def test_a_story_is_read_out_of_a_file_in_any_dress(tmp_path, name, content):
    (tmp_path / name).write_bytes(content())
    done = crawl("warc", tmp_path / "archive", path=f"{tmp_path}/a.*")
    assert (done.returncode, done.stderr) == (DONE, "")
    (row,) = exported(tmp_path / "archive")
    assert (row["url"], row["title"], len(row["paragraphs"])) == (address(), "Harga beras turun", 9)
    assert row["first_seen_at"] == row["last_seen_at"] == DATE


def test_what_is_no_story_is_passed_over_and_a_missing_page_marks_its_story_gone(tmp_path):
    later = "2025-10-01T00:00:00Z"
    rest = b'[{"id": 7, "link": "https://gazette.example/?p=7"}]'
    (tmp_path / "a.warc.gz").write_bytes(
        made(
            ONE,
            (f"{HOST}/a.css", (("Content-Type", "text/css"),), b"a { b: c }"),
            (f"{HOST}/a.jpg", (("Content-Type", "image/jpeg"),), bytes(range(256))),
            (f"{HOST}/old/", (("Location", address()),), b"", "301 Moved"),
            (f"{HOST}/broken/", HTML, b"", "500 Oh"),
            (f"{HOST}/feed/", (("Content-Type", "application/rss+xml"),), b"<rss version='2.0'><channel/></rss>"),
            (f"{HOST}/wp-json/wp/v2/posts?page=1", (("Content-Type", "application/json"),), rest),
            (address(), HTML, b"gone", "410 Gone", later),
        )
    )
    done = crawl("warc", tmp_path / "archive", path=f"{tmp_path}/a.warc.gz")
    assert done.returncode == DONE, done.stderr
    assert len(exported(tmp_path / "archive")) == 1
    told = scrapy("status", "--json", folder=tmp_path / "archive").stdout
    assert '"gone": 1' in told and '"balances": true' in told


def test_an_older_answer_read_later_is_no_edit(tmp_path):
    new = story().replace(b"hari ke-3", b"hari ketiga")
    (tmp_path / "b.warc.gz").write_bytes(made((address(), HTML, new, "200 OK", "2025-10-01T00:00:00Z")))
    (tmp_path / "a.warc.gz").write_bytes(made(ONE))
    for name in "ba":
        assert crawl("warc", tmp_path / "archive", path=f"{tmp_path}/{name}.warc.gz").returncode == DONE
    (row,) = exported(tmp_path / "archive")
    assert (row["revision"], "hari ketiga" in row["body"]) == (1, True)


def test_in_the_order_of_time_an_edit_is_one(tmp_path):
    new = story().replace(b"hari ke-3", b"hari ketiga")
    (tmp_path / "a.warc.gz").write_bytes(made(ONE, (address(), HTML, new, "200 OK", "2025-10-01T00:00:00Z")))
    assert crawl("warc", tmp_path / "archive", path=f"{tmp_path}/a.warc.gz").returncode == DONE
    (row,) = exported(tmp_path / "archive")
    assert (row["revision"], row["first_seen_at"], row["last_seen_at"]) == (2, DATE, "2025-10-01T00:00:00Z")


def flipped(content: bytes, at: int) -> bytes:
    damaged = bytearray(content)
    damaged[at] ^= 0xFF
    return bytes(damaged)


TWO = made(ONE, (address("padi"), HTML, story("padi")))
BROKEN: dict[str, tuple[str, bytes]] = {
    "torn in the middle": ("a.warc.gz", TWO[: len(TWO) * 3 // 4]),
    "damaged gzip": ("a.warc.gz", flipped(TWO, len(TWO) * 3 // 4)),
    "text": ("a.warc.gz", b"not a WARC file\n" * 20),
    "text in gzip": ("a.warc.gz", gzip.compress(b"not a WARC file\n" * 20)),
    "a length that lies": ("a.warc", made(ONE, gzipped=False).replace(b"Content-Length: ", b"Content-Length: 9", 1)),
    "a length that is none": ("a.warc", made(ONE, gzipped=False).replace(b"Content-Length: ", b"Content-Length: x", 1)),
    "torn zstd": ("a.warc.zst", zstd.compress(made(ONE, gzipped=False))[:-20]),
    "damaged zstd": ("a.warc.zst", b"\x28\xb5\x2f\xfd" + bytes(range(200))),
    "noise": ("a.warc", bytes(range(256)) * 50),
    "only a start": ("a.warc", b"WARC/1.0\r\n"),
}


@pytest.mark.parametrize(("name", "content"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_a_sentence_and_never_a_traceback(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "b.warc.gz").write_bytes(made((address("jagung"), HTML, story("jagung"))))
    done = crawl("warc", tmp_path / "archive", path=f"{tmp_path}/a.*,{tmp_path}/b.*")
    assert "Traceback" not in done.stderr
    assert done.returncode in (DONE, WITH_FAILURES), done.stderr
    if done.returncode == WITH_FAILURES:
        assert name in done.stderr
    assert "not a WARC file" not in done.stderr, "what the file holds is not printed"
    assert address("jagung") in {row["url"] for row in exported(tmp_path / "archive")}, "the next file is read"


def test_a_wacz_is_named_with_the_way_to_its_warc_files(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as packed:
        packed.writestr("archive/data.warc.gz", TWO)
    done = crawl("warc", tmp_path / "archive", path=f"{tmp_path}/a.wacz")
    assert done.returncode == NOTHING_REACHED
    assert "unzip a.wacz 'archive/*'" in done.stderr


def test_an_empty_file_brings_nothing_and_says_so_by_its_exit_code(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(b"")
    done = crawl("warc", tmp_path / "archive", path=f"{tmp_path}/a.warc.gz")
    assert done.returncode in (NOTHING_REACHED, WITH_FAILURES)
    assert "Traceback" not in done.stderr


def test_a_larger_answer_than_allowed_is_left_out_with_a_sentence(tmp_path: Path):
    (tmp_path / "a.warc.gz").write_bytes(made(ONE, (address("padi"), HTML, story("padi") + b" " * 9_000)))
    done = crawl("warc", tmp_path / "archive", path=f"{tmp_path}/a.warc.gz", settings={"DOWNLOAD_MAXSIZE": "9000"})
    assert done.returncode == WITH_FAILURES
    assert "more than DOWNLOAD_MAXSIZE" in done.stderr
    assert [row["url"] for row in exported(tmp_path / "archive")] == [address()]
