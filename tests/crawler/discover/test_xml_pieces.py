"""Sitemaps as a stream: piece by piece the same as whole, and no more than the protocol allows."""

import gzip
import time
import tracemalloc

import pytest

from crawler.discover import sitemap, xml_pieces
from crawler.discover.mended_xml import UNPACKED_MAX_BYTES, mended
from crawler.discover.unpacking import unpacked
from crawler.discover.xml_pieces import BeyondLimit, pieces

URL = "https://gazette.example/sitemap.xml.gz"
ENTRY = (
    "<url><loc>https://gazette.example/berita/{}/?a=1&b=2</loc><t><![CDATA[caf\xe9 > & {}]]>&eacute;\xe9</t></url>\n"
)
PROLOGUE = '<?xml version="1.0" encoding="{}"?><!DOCTYPE urlset [<!ENTITY x "y">]><urlset>'


def long_sitemap(encoding, entries=300):
    inside = "".join(ENTRY.format(number, number) for number in range(entries))
    return (PROLOGUE.format(encoding) + inside + "</urlset>").encode(encoding)


@pytest.mark.parametrize("size", [100, 237, 1_000, 64_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "utf-8-sig"])
def test_the_pieces_are_what_the_whole_would_be(monkeypatch, encoding, size):
    monkeypatch.setattr(xml_pieces, "PIECE_BYTES", size)
    monkeypatch.setattr("crawler.discover.unpacking.CHUNK_BYTES", size // 3)
    body = long_sitemap(encoding)
    found = list(pieces(gzip.compress(body)))
    assert len(found) > len(body) / size / 40
    assert b"".join(found) == mended(body)


@pytest.mark.parametrize("chunk_bytes", [1, 7, 1_000])
@pytest.mark.parametrize(
    ("pack", "times"),
    [
        (bytes, 1),
        (gzip.compress, 1),
        (lambda body: gzip.compress(gzip.compress(body)), 1),
        (lambda body: gzip.compress(body) * 3, 3),
    ],
    ids=["plain", "packed", "packed twice", "three members"],
)
def test_chunks_of_any_size_are_the_whole(monkeypatch, pack, times, chunk_bytes):
    monkeypatch.setattr("crawler.discover.unpacking.CHUNK_BYTES", chunk_bytes)
    body = bytes(n * n % 251 for n in range(3_000))
    assert b"".join(unpacked(pack(body))) == body * times


def urlset_of(count):
    return b"<urlset>" + b"".join(b"<url><loc>/berita/%d/judul</loc></url>" % n for n in range(count)) + b"</urlset>"


@pytest.mark.parametrize(
    ("body", "count", "cut"),
    [
        (urlset_of(50_000), 50_000, None),
        (urlset_of(50_001), 50_000, "more than 50,000 URLs"),
        (b"".join(b"https://gazette.example/%d/\n" % n for n in range(50_001)), 50_000, "more than 50,000 URLs"),
        (urlset_of(10) + b" " * UNPACKED_MAX_BYTES, 10, "more than 50 MiB"),
        (urlset_of(10).replace(b"</urlset>", b"<a/>" * 2_300_000), 10, "more than 2,000,000 elements"),
        (urlset_of(10).replace(b"</urlset>", b"&" * 40_000_000), 10, "more than 500,000 references"),
    ],
    ids=["as many as allowed", "one more", "one more line", "large", "elements", "ampersands"],
)
def test_what_is_within_the_limits_is_used_and_what_ended_it_is_told(body, count, cut):
    links = sitemap.read(gzip.compress(body, 1), URL).links
    assert (sum(1 for _ in links), links.cut) == (count, cut)


@pytest.mark.parametrize(
    "inside", [b"<url><loc>/berita/judul</loc></url>" * 1_400_000, b"&" * 50_000_000, b"<![CDATA[" + b"x" * 50_000_000]
)
def test_a_small_sitemap_that_is_large_inside_costs_little_memory_and_time(inside):
    body = gzip.compress(b"<urlset>" + inside, 1)
    tracemalloc.start()
    began = time.process_time()
    assert sum(1 for _ in sitemap.read(body, URL).links) <= 50_000
    spent, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000  # read whole: 4.6 GB, of ampersands
    assert spent < 15  # tracing takes most of it: 1 s without; the ampersands took 31 s


def test_a_tag_that_the_limit_cuts_in_two_is_no_address(monkeypatch):
    monkeypatch.setattr(xml_pieces, "UNPACKED_MAX_BYTES", len(b"<urlset>") + 30)
    assert list(sitemap.read(urlset_of(5), URL).links) == []
    with pytest.raises(BeyondLimit):
        list(pieces(urlset_of(5)))
