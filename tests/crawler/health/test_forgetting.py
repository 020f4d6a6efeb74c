"""Which answers lose their words: what can be read is searched, what cannot stays and is told."""

import gzip

import pytest
from scrapy.utils.project import get_project_settings

from crawler.health.forgetting import changed, undoing
from crawler.health.shared_bodies import Shared
from crawler.health.sought import Search
from crawler.masking import Mask, runs
from crawler.warc.gzip_member import member
from crawler.warc.record import header

NAME = Mask(runs(["Sari Dewi"]))
OWN = "a.example/cerita"
TEXT = b"<b>Sari Dewi</b> bilang begitu."


@pytest.mark.parametrize(
    ("url", "encoding", "body", "payload"),
    [
        ("https://a.example/lain/", "", TEXT, "<b>████ ████</b> bilang begitu.".encode()),
        ("https://a.example/lain/", "gzip", gzip.compress(TEXT, mtime=0), "<b>████ ████</b> bilang begitu.".encode()),
        ("https://a.example/lain/", "gzip", TEXT, b""),
        ("https://a.example/lain/", "rot13", TEXT, "<b>████ ████</b> bilang begitu.".encode()),
        ("https://a.example/lain/", "gzip", gzip.compress(b"lain", mtime=0), None),
        ("https://a.example/lain/", "gzip", b"\xff\xfe nothing of the kind", "unread"),
        ("https://a.example/lain/", "x-unheard-of", b"\xff\xfe\x00", "unread"),
        ("https://a.example/lain/", "gzip", gzip.compress(b"besar" * 100_000, mtime=0), "unread"),
        ("https://a.example/cerita/", "gzip", gzip.compress(b"besar" * 100_000, mtime=0), b""),
    ],
)
def test_what_can_be_read_is_searched_and_the_rest_is_told(tmp_path, url, encoding, body, payload):
    head = f"HTTP/1.1 200 OK\r\n{f'Content-Encoding: {encoding}' if encoding else 'X: y'}\r\n\r\n"
    path = tmp_path / "kliping-1.warc.gz"
    block = head.encode() + body
    fields = [("WARC-Type", "response"), ("WARC-Record-ID", "<urn:uuid:1>"), ("WARC-Target-URI", url)]
    path.write_bytes(member(header(fields, "application/http", len(block)) + block + b"\r\n\r\n", 6))
    settings, unread = get_project_settings(), set()
    settings.set("DOWNLOAD_MAXSIZE", 100_000)
    search = Search(frozenset((OWN,)), NAME, NAME, frozenset())
    found = [new for _, new in changed(path, search, undoing(settings), unread, Shared())]
    if payload == "unread":
        assert (found, unread) == ([], {url})
    else:
        assert (found, unread) == ([] if payload is None else [payload], set())
