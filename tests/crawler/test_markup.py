"""Markup made harmless for the parser; the usual is left as it is."""

from time import process_time

from crawler.markup import flattened, without_attribute_floods
from crawler.page import Page


def test_markup_of_usual_depth_is_left_as_it_is():
    html = b"<div><p>a</p></div>" * 5_000
    assert flattened(html) == html


def test_a_flood_of_attributes_is_cut_and_long_values_are_not():
    flood = b"<p class=a " + b"".join(b"x%d='1' " % number for number in range(100_000)) + b">teks</p><p>sisa</p>"
    began = process_time()
    page = Page.from_bytes(flood, "https://hulu.example/")
    assert process_time() - began < 2
    assert [node.text() for node in page.tree.css("p")] == ["teks", "sisa"]
    long_value = b"<p data-x='" + b"a=b " * 10_000 + b"' class=last>teks</p>"
    assert without_attribute_floods(long_value) == long_value
