"""XML and gzip as sites really send them."""

import gzip

import pytest

from crawler.discover.mended_xml import UNPACKED_MAX_BYTES, gunzipped, mended


@pytest.mark.parametrize(
    ("body", "fit"),
    [
        (b"<a>Xi & Putin</a>", "<a>Xi &amp; Putin</a>"),
        (b"<a>x?a=1&b=2</a>", "<a>x?a=1&amp;b=2</a>"),
        (b"<a>&amp;&lt;&#8220;&#x1F600;</a>", "<a>&amp;&lt;&#8220;&#x1F600;</a>"),
        (b"<a>caf&eacute;&nbsp;&hellip;</a>", "<a>café\xa0…</a>"),
        (b"<a>&tidakada;</a>", "<a>&amp;tidakada;</a>"),
        (b"<a><![CDATA[a & b &nbsp; c]]>&</a>", "<a><![CDATA[a & b &nbsp; c]]>&amp;</a>"),
        (b"<a><![CDATA[a & b", "<a><![CDATA[a & b"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?><a/>", "<a/>"),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9</a>", "<a>café</a>"),
        ("<?xml version='1.0' encoding='utf-16'?><a>é</a>".encode("utf-16"), "<a>é</a>"),
        (b"<a>\x00\x0b\x1fb</a>", "<a>b</a>"),
        (b"<!DOCTYPE rss [<!ENTITY x 'y'>]><a>&x;</a>", "<a>&amp;x;</a>"),
        (b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD" "http://x.example/rss.dtd"><a/>', "<a/>"),
        (b"<!DOCTYPE rss [<!ENTITY x 'y'>", ""),
    ],
)
def test_what_a_parser_would_refuse_is_spelled_as_it_wants_it(body, fit):
    assert mended(body).decode() == fit


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        (b"biasa", b"biasa"),
        (gzip.compress(b"satu"), b"satu"),
        (gzip.compress(gzip.compress(b"satu")), b"satu"),
        (gzip.compress(b"satu ") + gzip.compress(b"dua"), b"satu dua"),
        (gzip.compress(b"satu") + b"sampah", b"satu"),
        (b"\x1f\x8bbukan gzip", b""),
        (b"", b""),
    ],
)
def test_gzip_is_known_by_its_first_bytes(body, plain):
    assert gunzipped(body) == plain


def test_of_a_cut_gzip_stream_what_arrived_is_kept():
    whole = bytes(n * n % 251 for n in range(300_000))
    body = gzip.compress(whole)
    kept = gunzipped(body[: len(body) // 2])
    assert kept and whole.startswith(kept)


def test_a_gzip_bomb_stops_at_its_limit():
    assert len(gunzipped(gzip.compress(bytes(UNPACKED_MAX_BYTES + 5_000_000)))) == UNPACKED_MAX_BYTES


@pytest.mark.parametrize("reference", [b"&#xD800;", b"&#57343;", b"&#x110000;", b"&#0;"])
def test_a_reference_to_no_character_is_the_mark_for_one_that_is_lost(reference):
    assert mended(b"<rss>a" + reference + b"b</rss>").decode() == "<rss>a\ufffdb</rss>"
