"""The page after this one in a listing."""

import pytest

from crawler.discover import listing
from crawler.items import Target
from crawler.page import Page

HOST = "https://gazette.example"


def following(markup, url):
    return listing.read(Page.from_bytes(markup.encode(), HOST + url)).next


@pytest.mark.parametrize(
    ("markup", "url", "path"),
    [
        ("<head><link rel='next' href='/page/2/'></head>", "/", "/page/2/"),
        ("<a rel='next' href='/halaman-dua'>→</a>", "/", "/halaman-dua"),
        ("<a class='prev page-numbers' href='/'>1</a><a class='next page-numbers' href='/page/3/'>x</a>", "/page/2/", "/page/3/"),
        ("<a class='wp-block-query-pagination-next' href='/?query-0-page=2'>x</a>", "/", "/?query-0-page=2"),
        ("<div class='nav-links'><div class='nav-previous'><a href='/page/2/'>Pos lama</a></div></div>", "/", "/page/2/"),
        ("<a class='blog-pager-older-link' href='/search?updated-max=2024'>x</a>", "/", "/search?updated-max=2024"),
        ("<a href='?page=2'>Selanjutnya</a>", "/indeks", "/indeks?page=2"),
        ("<a href='/indeks/2'>Halaman berikutnya »</a>", "/indeks", "/indeks/2"),
        ("<a href='/page/2/'>Older posts</a>", "/", "/page/2/"),
        ("<a href='/page/2/'>Tulisan yang lebih lama</a>", "/", "/page/2/"),
        ("<a href='/page/2/'>‹ Next ›</a>", "/", "/page/2/"),
        ("<a href='/page/2/'>Muat lebih banyak</a>", "/", "/page/2/"),
        ("<a href='/indeks?start=40'>Next</a>", "/indeks?start=20", "/indeks?start=40"),
        ("<a href='/?paged=2'>2</a><a href='/?paged=3'>3</a>", "/?paged=2", "/?paged=3"),
        ("<a href='/page/2/'>2</a><a href='/page/9/'>9</a>", "/", "/page/2/"),
        ("<a href='/indeks?page=1'>»</a><a href='/indeks?page=3'>»</a>", "/indeks?page=2", "/indeks?page=3"),
    ],
)  # fmt: skip
def test_the_next_page_is_named_in_one_of_many_ways(markup, url, path):
    assert following(markup, url) == HOST + path


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("", "/"),
        ("<a href='/page/8/'>8</a>", "/page/9/"),
        ("<head><link rel='next' href='/page/2/'></head>", "/page/2/"),
        ("<a rel='next' href='/page/1/'>x</a>", "/page/2/"),
        ("<a rel='next' href='https://lain.example/page/2/'>x</a>", "/"),
        ("<a href='#'>Next</a>", "/"),
        ("<a href='/banjir-besar-lagi'>Next Level rilis album baru</a>", "/"),
        ("<a href='/banjir-besar-lagi'>2</a>", "/"),
        ("<a href='/banjir-besar-lagi'>»</a>", "/"),
    ],
)
def test_the_last_page_has_none(markup, url):
    assert following(markup, url) is None


def test_the_next_page_is_a_listing_among_the_links_whatever_it_looks_like():
    found = listing.read(Page.from_bytes(b"<a href='/kabar-hari-ini-dua'>Selanjutnya</a>", HOST + "/"))
    assert [(link.url, link.target) for link in found.links] == [(HOST + "/kabar-hari-ini-dua", Target.LISTING)]
    assert found.articles == ()
