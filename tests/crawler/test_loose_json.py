"""JSON that is not quite JSON; and what is none, in bounded time."""

from time import perf_counter

import pytest

from crawler.loose_json import is_json, mended_json


def test_a_comma_inside_a_string_survives_the_mending():
    assert mended_json('{"a": "satu,]", "b": [1,],}') == {"a": "satu,]", "b": [1]}


@pytest.mark.parametrize("text", ["{x" + " " * 30_000 + "y", "{" + ", " * 20_000 + "x", "<!" * 20_000, "//" * 30_000])
def test_broken_json_is_given_up_in_bounded_time(text):
    began = perf_counter()
    assert mended_json(text) is None
    assert perf_counter() - began < 1.0


@pytest.mark.parametrize(
    "body",
    [
        b'{"code":"rest_no_route","message":"x"}',
        b'[{"id":7,"content":{"rendered":"<p>Kabar<\\/p>"}}]',
        b'\xef\xbb\xbf \n[ { "id" : 7, "title": "broken off',
    ],
)
def test_an_answer_of_an_api_is_json_also_if_it_breaks_off(body):
    assert is_json(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<p>x</p>",
        b"[7] orang hilang",
        b"{{ title }}<p>x</p>",
        b'{"error": 3}\n<!DOCTYPE html><html><p>x</p>',
        b'{"error": 3}<body class="single"><p>x</p>',
        b"{" + b" " * 3_000_000,
        b'{"' + b"a" * 3_000_000,
    ],
    ids=lambda body: repr(body[:20]),
)
def test_a_page_is_no_json_whatever_was_printed_before_it(body):
    began = perf_counter()
    assert not is_json(body)
    assert perf_counter() - began < 1.0
