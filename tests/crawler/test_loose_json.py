"""JSON that is not quite JSON; and what is none, in bounded time."""

from time import perf_counter

import pytest

from crawler.loose_json import mended_json


def test_a_comma_inside_a_string_survives_the_mending():
    assert mended_json('{"a": "satu,]", "b": [1,],}') == {"a": "satu,]", "b": [1]}


@pytest.mark.parametrize("text", ["{x" + " " * 30_000 + "y", "{" + ", " * 20_000 + "x", "<!" * 20_000, "//" * 30_000])
def test_broken_json_is_given_up_in_bounded_time(text):
    began = perf_counter()
    assert mended_json(text) is None
    assert perf_counter() - began < 1.0
