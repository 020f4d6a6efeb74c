"""Compressed answers: read right, without a guess of their charset, and never beyond the limit."""

import gzip
import zlib

import pytest
from scrapy.http import HtmlResponse, Request, Response, XmlResponse
from scrapy.utils.test import get_crawler

from crawler.fetch.decompress import Decompress, one_member
from crawler.fetch.refusals import Refused

LIMIT = 100_000
TEXT = "<p>Édouard</p>".encode()


@pytest.fixture
def middleware():
    crawler = get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": LIMIT, "COMPRESSION_ENABLED": True})
    return Decompress.from_crawler(crawler)


def answer(
    body: bytes, encoding: str | None, url: str = "https://gazette.example/a.html", kind=HtmlResponse
) -> Response:
    headers = {"Content-Encoding": encoding} if encoding else {}
    return kind(url, headers=headers, body=body, request=Request(url), flags=["cached"], ip_address="127.0.0.1")


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress), (None, bytes)],
)
@pytest.mark.parametrize("kind", [HtmlResponse, XmlResponse, Response])
def test_a_body_is_what_was_sent_before_compression(middleware, encoding, compress, kind):
    sent = answer(compress(TEXT), encoding, kind=kind)
    read = middleware.process_response(sent.request, sent)
    assert read.body == TEXT
    assert (read.status, read.url, read.ip_address) == (200, sent.url, sent.ip_address)
    assert "cached" in read.flags


def test_several_layers_are_undone(middleware):
    sent = answer(gzip.compress(gzip.compress(TEXT)), "gzip, gzip")
    assert middleware.process_response(sent.request, sent).body == TEXT


@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1, LIMIT * 1000])
def test_a_body_larger_than_the_limit_is_refused_with_the_accounts_reason(middleware, size):
    sent = answer(gzip.compress(bytes(size)), "gzip")
    if size <= LIMIT:
        assert len(middleware.process_response(sent.request, sent).body) == size
        return
    with pytest.raises(Refused) as refusal:
        middleware.process_response(sent.request, sent)
    assert refusal.value.reason == "too large"


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (gzip.compress(TEXT), TEXT),
        (gzip.compress(TEXT) + gzip.compress(TEXT), None),
        (gzip.compress(TEXT) + b"\0\0", None),
        (gzip.compress(TEXT)[:-4], None),
        (gzip.compress(bytes(LIMIT + 1)), None),
        (TEXT, None),
    ],
)
def test_only_a_sound_gzip_body_of_one_member_takes_the_short_way(body, whole):
    assert one_member(body, LIMIT) == whole


@pytest.mark.parametrize("tail", [gzip.compress(TEXT), b"\0\0", b"junk"])
def test_what_follows_the_first_member_does_not_cost_it(middleware, tail):
    sent = answer(gzip.compress(TEXT) + tail, "gzip")
    assert middleware.process_response(sent.request, sent).body.startswith(TEXT)


def test_a_torn_body_is_read_as_far_as_it_goes(middleware):
    sent = answer(gzip.compress(TEXT * 500)[:-4], "gzip")
    assert middleware.process_response(sent.request, sent).body.startswith(TEXT)


PADI = b"Panen padi di sawah. " * 50


@pytest.mark.parametrize(
    ("body", "codings", "undone"),
    [
        (PADI, (), PADI),
        (gzip.compress(PADI), ("gzip",), PADI),
        (gzip.compress(PADI), (" X-Gzip",), PADI),
        (gzip.compress(PADI), ("gzip", "gzip"), None),
        (gzip.compress(PADI), ("gzip, br",), None),
        (gzip.compress(PADI) * 2, ("gzip",), None),
        (gzip.compress(PADI)[:-9], ("gzip",), None),
        (gzip.compress(b"x" * 2_000_000), ("gzip",), None),
        (PADI, ("gzip",), None),
        (PADI, ("aneh",), None),
    ],
)
def test_what_one_look_undoes_is_what_the_middleware_undoes(body, codings, undone):
    middleware = Decompress(crawler=get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": 1_000_000}))
    assert middleware.at_once(body, codings) == undone
    if undone is not None:
        response = Response("https://news.example/", headers=[("Content-Encoding", one) for one in codings], body=body)
        done = middleware.process_response(Request("https://news.example/"), response)
        assert done.body == undone
        assert not done.headers.getlist("Content-Encoding")
