"""Markup made harmless for the parser; the usual is left as it is."""

from time import process_time

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.markup import harmless, is_reopened, without_attribute_floods
from crawler.page import Page


def test_markup_of_usual_depth_is_left_as_it_is():
    html = b"<div><p>a</p></div>" * 5_000
    assert harmless(html) == html


def test_elements_that_nobody_closes_are_not_opened_again_in_each_of_thousands_of_paragraphs():
    html = b"".join(b"<p><b id=b%d title='>'>kata</p>" % number for number in range(5_000))
    tree = LexborHTMLParser(harmless(html))
    assert len(tree.css("b")) < 1_000_000
    assert tree.css_first("p b").attributes == {"id": "b0", "title": ">"}
    assert tree.body.text() == "kata" * 5_000


@pytest.mark.parametrize(
    ("piece", "is_looked_into"),
    [
        (b"<p><i class='icon-%d'></i> kata</p>", False),
        (b"<p><B id=%d>kata</b></p>", False),
        (b"<p><b id=%d>kata</p>", True),
        (b"<p><b id=%d>kata<i class=x></i></p>", True),
        (b"<p><i id=%d></b>kata</p>", True),
        (b"<p><i id=%d><!-- </i> -->kata</p>", True),
        (b"<p><i id='%d></i>'>kata</p>", True),
    ],
)
def test_formatting_that_is_closed_at_once_is_never_opened_again(piece, is_looked_into):
    html = b"".join(piece % number for number in range(2_000))
    assert is_reopened(html, html.count(b"<")) is is_looked_into


def test_formatting_that_is_closed_keeps_its_attributes():
    html = b"<p>a <b class=c>b</b> <i title='x>y'>c</i></p>" * 300 + b"<p>a</p>" * 300
    assert harmless(html) == html


def test_a_flood_of_attributes_is_cut_and_long_values_are_not():
    flood = b"<p class=a " + b"".join(b"x%d='1' " % number for number in range(100_000)) + b">teks</p><p>sisa</p>"
    began = process_time()
    page = Page.from_bytes(flood, "https://hulu.example/")
    assert process_time() - began < 2
    assert [node.text() for node in page.tree.css("p")] == ["teks", "sisa"]
    long_value = b"<p data-x='" + b"a=b " * 10_000 + b"' class=last>teks</p>"
    assert without_attribute_floods(long_value) == long_value
