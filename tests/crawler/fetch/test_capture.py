"""Every exchange of a crawl in its WARC files: requests and heads byte for byte, hops, failures, torn answers."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from scrapy.http import Headers, Request, Response

from crawler.archive.open import Archive
from crawler.fetch.capture import rebuilt, request_sent, without_framing
from crawler.warc.check import check
from crawler.warc.members import Record, http_parts, record_at
from tests.crawling import crawl, scrapy
from tests.raw_server import RawServer

STORY = (
    "<html><head><title>Harga beras turun</title><link rel='canonical' href='{url}'></head><body><article>"
    "<h1>Harga beras turun</h1><time datetime='2025-09-03T10:00:00+07:00'>3 September 2025</time>"
    + "".join(
        f"<p>Harga beras di pasar induk turun pada hari ke-{day}, kata para pedagang di sana.</p>" for day in range(9)
    )
    + "</article></body></html>"
).encode()
PACKED = gzip.compress(STORY)
ODD_HEAD = (
    b"HTTP/1.1 200 Semua Baik Saja\r\nx-b: 2\r\nContent-TYPE:text/html;charset=utf-8\r\nX-A:  spaced \r\n"
    b"x-b: 1\r\nno colon here\r\nX-Fold: one\r\n  two\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(STORY)
)
CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PACKED[:300], PACKED[300:])) + b"0\r\n\r\n"
CHUNKED_HEAD = b"HTTP/1.1 200 OK\nContent-Type: text/html\nTRANSFER-encoding: chunked\nContent-Encoding: gzip\nConnection: close\n\n"
EARLY = [
    b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n",
    b"HTTP/1.1 102 Sedang Diproses\nx-B: 1\n\n",
]
ANSWERS = {
    "/robots.txt": b"HTTP/1.1 200 OK\r\nContent-Length: 14\r\nConnection: close\r\n\r\nUser-agent: *\n",
    "/odd/": ODD_HEAD + STORY,
    "/chunked/?a=1&b": CHUNKED_HEAD + CHUNKED,
    "/moved/": b"HTTP/1.1 301 Pindah\r\nLocation: /odd/\r\nContent-Length: 5\r\nConnection: close\r\n\r\nmoved",
    "/error/": b"HTTP/1.1 500 Aduh\r\nContent-Length: 6\r\nConnection: close\r\n\r\nbroken",
    "/gone/": b"HTTP/1.1 410 Gone\r\nContent-Length: 4\r\nConnection: close\r\n\r\ngone",
    "/torn/": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>half",
    "/early/": b"".join(EARLY) + ODD_HEAD + STORY,
    "/close/": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + STORY,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What a crawl of all of them left."""

    path: Path
    url: str
    asked: dict[str, list[bytes]]
    records: list[Record]
    said: str

    def of(self, path: str, *types: str) -> list[Record]:
        return [record for record in self.records if record.url == self.url + path and record.type in types]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("capture")
    with RawServer(ANSWERS) as server:
        urls = ",".join(f"{server.url}{path}" for path in ANSWERS if path != "/robots.txt")
        done = crawl("article", folder, url=urls, settings={"CONCURRENT_REQUESTS_PER_DOMAIN": "1"})
        (path,) = (folder / "warc").iterdir()
        report = check(path)
        assert report.is_whole, report.findings
        records = [record_at(path, offset) for offset in sorted(report.offsets)]
        yield Kept(path, server.url, server.asked, records, done.stderr + done.stdout)


@pytest.mark.parametrize("path", ANSWERS)
def test_every_exchange_is_there_and_the_request_is_what_the_server_got(kept, path):
    requests, answers = kept.of(path, "request"), kept.of(path, "response", "revisit")
    assert [request.block for request in requests] == kept.asked[path]
    assert [request.fields["warc-concurrent-to"] for request in requests] == [answer.id for answer in answers]
    for answer in answers:
        assert answer.fields["warc-ip-address"] == "127.0.0.1"
        assert "kliping-head" not in answer.fields


@pytest.mark.parametrize("path", ["/odd/", "/moved/", "/error/", "/gone/", "/torn/", "/close/"])
def test_head_and_body_are_what_the_server_sent(kept, path):
    answer, *_ = kept.of(path, "response", "revisit")
    head, body = http_parts(ANSWERS[path])
    assert answer.block == head + (body if answer.type == "response" else b"")


def test_of_a_chunked_answer_only_the_name_of_the_framing_line_differs(kept):
    (answer,) = kept.of("/chunked/?a=1&b", "response")
    head, body = http_parts(answer.block)
    assert head.replace(b"X-Archive-Orig-", b"") == CHUNKED_HEAD
    assert body == PACKED


def test_heads_before_the_final_one_stand_beside_it(kept):
    (answer,) = kept.of("/early/", "revisit")
    assert answer.block == ODD_HEAD
    early = [record for record in kept.of("/early/", "metadata") if b"kliping-visit" not in record.block]
    assert [record.block for record in early] == EARLY
    assert {record.fields["warc-concurrent-to"] for record in early} == {answer.id}


def test_a_torn_answer_is_kept_and_marked_and_still_a_failure(kept):
    (answer,) = kept.of("/torn/", "response")
    assert answer.fields["warc-truncated"] == "disconnect"
    assert answer.block.endswith(b"<p>half")
    (note,) = kept.of("/torn/", "metadata")
    assert b'"outcome":"failed"' in note.block and b'"reason":"truncated"' in note.block


GIVEN_UP = {
    "/slow/": (
        b"HTTP/1.1 200 Pelan\r\nContent-Length: 9999\r\nx-A: 1\r\n\r\n",
        b"<p>half",
        "time",
        "no answer in time",
    ),
    "/slow-chunks/": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n",
        b"64\r\n" + PACKED[:100] + b"\r\n",
        "time",
        "no answer in time",
    ),
    "/announced/": (b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n", b"", "length", "too large"),
    "/endless/": (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"<p>" * 700_000, "length", "too large"),
}


@pytest.fixture(scope="module")
def given_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("given-up")
    answers = {path: head + body for path, (head, body, _, _) in GIVEN_UP.items()}
    with RawServer(answers, stalls=answers) as server:
        urls = ",".join(server.url + path for path in answers)
        settings = {"DOWNLOAD_TIMEOUT": "2", "DOWNLOAD_MAXSIZE": "2000000"}
        done = crawl("article", folder, url=urls, settings=settings)
        (path,) = (folder / "warc").iterdir()
        report = check(path)
        assert report.is_whole, report.findings
        records = [record_at(path, offset) for offset in sorted(report.offsets)]
        yield Kept(path, server.url, server.asked, records, done.stderr + done.stdout)


@pytest.mark.parametrize("path", GIVEN_UP)
def test_what_came_of_an_answer_that_was_given_up_is_kept_and_marked(given_up, path):
    head, body, truncated, reason = GIVEN_UP[path]
    (answer,), (request,), (note,) = (given_up.of(path, kind) for kind in ("response", "request", "metadata"))
    assert answer.fields["warc-truncated"] == truncated
    assert request.fields["warc-concurrent-to"] == answer.id
    told = PACKED[:100] if b"chunked" in head else body[:1_000_000]
    assert answer.block == head.replace(b"Transfer-", b"X-Archive-Orig-Transfer-") + told
    assert f'"reason":"{reason}"'.encode() in note.block


LINES = b"".join(b"X-%d: %s\r\n" % (number, b"x" * 90) for number in range(2_000))  # some 200 KiB
UNNAMED = STORY.replace(b"{url}", b"")
LARGE_HEADS = {
    "/many-lines/": (b"HTTP/1.1 200 OK\r\n" + LINES * 2, "head too large"),
    "/many-folds/": (b"HTTP/1.1 200 OK\r\nX-A: 1\r\n" + b" fold\r\n" * 50_000, "head too large"),
    "/one-line/": (b"HTTP/1.1 200 OK\r\nX-A: " + b"x" * 300_000, "head too large"),
    "/early-without-end/": (b"HTTP/1.1 103 Early Hints\r\nX-A: 1\r\n\r\n" * 10_000, "head too large"),
    "/large/": (b"HTTP/1.1 200 OK\r\n" + LINES + b"Content-Length: %d\r\n\r\n" % len(UNNAMED) + UNNAMED, None),
}


def test_a_head_without_end_is_a_failure_of_its_own_and_a_large_one_is_read(tmp_path):
    answers = {path: answer for path, (answer, _) in LARGE_HEADS.items()}
    with RawServer(answers, stalls=answers) as server:
        crawl(
            "article", tmp_path, url=",".join(server.url + path for path in answers), settings={"DOWNLOAD_TIMEOUT": "8"}
        )
    with Archive.reading(tmp_path) as archive:
        told = {row["url"]: row["reason"] for row in archive.conn.execute("select * from frontier")}
    assert told == {server.url + path: reason for path, (_, reason) in LARGE_HEADS.items()}


def test_what_was_given_up_is_nobody_s_document(given_up):
    assert not [record for record in given_up.records if b'"answers"' in record.block and record.type == "metadata"]
    with Archive.reading(given_up.path.parent.parent) as archive:
        for table in ("articles", "payloads"):
            assert archive.conn.execute(f"select count(*) from {table}").fetchone()[0] == 0


def test_the_file_says_what_it_is_and_which_run_wrote_it(kept):
    told = kept.records[0].block.decode()
    assert "byte for byte" in told and "http-header-user-agent: Kliping/" in told
    assert '"spider":"article"' in told


def test_the_revision_names_file_offset_and_digest(kept, tmp_path):
    with Archive.reading(kept.path.parent.parent) as archive:
        rows = archive.conn.execute("select warc_file, warc_offset, warc_digest from revisions").fetchall()
    assert rows
    for name, offset, digest in rows:
        record = record_at(kept.path.parent / name, offset)
        assert record.type in ("response", "revisit")
        assert record.fields["warc-payload-digest"] == digest


def test_the_next_run_keeps_the_same_bytes_as_revisits(kept):
    folder = kept.path.parent.parent
    with RawServer({"/odd/": ANSWERS["/odd/"]}) as server:
        assert crawl("article", folder, url=f"{server.url}/odd/").returncode == 0
    (new,) = set((folder / "warc").iterdir()) - {kept.path}
    assert check(new).records["revisit"] == 1
    new.unlink()


def test_switched_off_it_writes_no_file(tmp_path):
    with RawServer(ANSWERS) as server:
        done = crawl("article", tmp_path, url=f"{server.url}/odd/", settings={"WARC_ENABLED": "False"})
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "warc").exists()


def test_what_a_killed_run_left_is_mended_and_told(tmp_path, kept):
    (tmp_path / "warc").mkdir()
    torn = tmp_path / "warc" / "kliping-20250101000000-00001.warc.gz.open"
    torn.write_bytes(kept.path.read_bytes()[:-20])
    with RawServer(ANSWERS) as server:
        done = crawl("article", tmp_path, url=f"{server.url}/odd/", settings={"LOG_LEVEL": "WARNING"})
    assert "bytes cut off behind its" in done.stderr
    assert not list((tmp_path / "warc").glob("*.open"))
    assert all(check(path).is_whole for path in (tmp_path / "warc").iterdir())


def test_a_folder_that_cannot_be_written_ends_the_run_with_a_sentence_and_stores_nothing(tmp_path):
    (tmp_path / "warc").write_text("in the way")
    with RawServer(ANSWERS) as server:
        done = crawl("article", tmp_path, url=f"{server.url}/odd/")
    assert done.returncode == 1
    assert "Cannot write WARC files" in done.stderr
    assert "Traceback" not in done.stderr
    told = scrapy("status", "--json", folder=tmp_path).stdout
    assert '"archived": 0' in told


def test_without_the_parser_hook_a_head_is_rebuilt_without_framing():
    headers = Headers({"etag": "x", "Transfer-Encoding": "chunked", "Set-Cookie": ["a", "b"]})
    response = Response("http://a.example/", status=404, headers=headers, protocol="HTTP/1.0")
    assert rebuilt(response) == b"HTTP/1.0 404 Not Found\r\nEtag: x\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\n"


def test_a_status_nobody_named_has_no_phrase():
    assert rebuilt(Response("http://a.example/", status=599)) == b"HTTP/1.1 599 \r\n\r\n"


@pytest.mark.parametrize(
    ("url", "line", "host"),
    [
        ("http://a.example", b"GET / HTTP/1.1", b"Host: a.example"),
        ("https://a.example:443/x?y=1", b"GET /x?y=1 HTTP/1.1", b"Host: a.example"),
        ("http://a.example:8080/x#f", b"GET /x HTTP/1.1", b"Host: a.example:8080"),
    ],
)
def test_a_request_is_told_as_it_goes_out(url, line, host):
    sent = request_sent(Request(url)).split(b"\r\n")
    assert (sent[0], host in sent) == (line, True)


def test_a_framing_line_within_another_is_left_alone():
    head = b"HTTP/1.1 200 OK\r\nVary: Transfer-Encoding\r\n\r\n"
    assert without_framing(head) == head
