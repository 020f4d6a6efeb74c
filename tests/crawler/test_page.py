"""One parsed document: the head, links, JSON-LD; and hostile markup in bounded time."""

from time import perf_counter

import pytest

from crawler.extract.article import from_html
from crawler.page import Page
from crawler.urls import absolute

URL = "https://gazette.example/a/"


def page(html: str | bytes, url: str = URL, **told: str) -> Page:
    return Page.from_bytes(html.encode() if isinstance(html, str) else html, url, **told)


@pytest.mark.parametrize("html", ["<p>teks", None, bytearray(b"<p>")])
@pytest.mark.parametrize("read", [Page.from_bytes, from_html])
def test_what_is_not_bytes_is_refused_in_one_sentence(read, html):
    with pytest.raises(TypeError, match=rf"^html must be the bytes as fetched, not {type(html).__name__}: .*encode"):
        read(html, URL)


# ---- the head


HEAD = """<html lang="id-ID"><head>
<title> Harga beras\u200b naik &amp; turun – Gazette </title>
<meta property="og:title" content="Harga beras naik"><meta name="Author" content=" Sari "><meta name="author" content="Budi">
<meta itemprop="x" content=""><meta http-equiv="refresh" content="0">
<link rel="canonical" href="/a/"><link rel="alternate stylesheet" href="b.css" type="TEXT/CSS" title="B">
<link rel="next" href="javascript:x"></head><body class="single postid-7"><a href="/b/" rel="Tag nofollow">Dua <b>kata</b></a>
<a href="mailto:x@y.example">surat</a><a>tanpa</a></body></html>"""


def test_the_head_is_read_as_it_is_written():
    read = page(HEAD)
    assert read.title == "Harga beras naik & turun – Gazette"
    assert read.language == "id-ID"
    assert read.meta["author"] == ("Sari", "Budi")
    assert read.first_meta("missing", "og:title") == "Harga beras naik"
    assert "x" not in read.meta
    assert read.head_link("canonical") == URL
    assert read.head_link("next") is None
    assert read.head_links[1] == (frozenset({"alternate", "stylesheet"}), f"{URL}b.css", "text/css", "B")
    assert read.body_classes == {"single", "postid-7"}


def test_a_link_in_a_drawing_has_no_href_of_html():
    drawn = page("<svg><a xlink:href='/a-b-c'>x</a></svg><a href='/b'>b</a>")
    assert [href for href, _ in drawn.hrefs] == ["", "/b"]


@pytest.mark.parametrize(
    ("base", "resolved"),
    [
        ("", "https://gazette.example/a/x"),
        ('<base href="/c/">', "https://gazette.example/c/x"),
        ('<base href="https://cdn.example/">', "https://cdn.example/x"),
        ('<base href="http://[half">', "https://gazette.example/a/x"),
        ('<base href="">', "https://gazette.example/a/x"),
        (f'<base href="/{"c/" * 2_500}">', "https://gazette.example/a/x"),
        ('<base target="_top">', "https://gazette.example/a/x"),
    ],
)
def test_relative_links_are_resolved_against_the_base(base, resolved):
    assert absolute("x", page(f"{base}<p>x").base_url) == resolved


@pytest.mark.parametrize(
    ("url", "href", "canonical"),
    [
        (URL, "/a/", URL),
        (URL, "https://gazette.example/", None),
        (URL, "", None),
        ("https://gazette.example/", "https://gazette.example/", "https://gazette.example/"),
        (URL, "https://gazette.example/?p=7", "https://gazette.example/?p=7"),
        (URL, "javascript:x", None),
    ],
)
def test_a_canonical_link_to_the_home_page_is_a_template_at_fault(url, href, canonical):
    assert page(f'<link rel="canonical" href="{href}">', url).canonical == canonical


@pytest.mark.parametrize(
    "html", [b"", b"   ", b"\0", b"<", b"<html>", b"<frameset><frame src=a></frameset>", b"\xff\xfe"]
)
def test_a_document_without_anything_has_nothing(html):
    read = page(html)
    assert (read.title, read.canonical, read.language, read.hrefs, read.json_ld) == (None, None, None, (), ())
    assert dict(read.meta) == {} and read.body_classes == frozenset()


def test_an_answer_of_an_api_is_an_empty_page():
    read = Page.from_bytes(b'[{"id":7,"content":{"rendered":"<p>x</p>"}}]', URL, content_type="text/html")
    assert (read.title, read.body.text(), read.tree.css_first("p")) == (None, "", None)


def test_a_fragment_is_read_like_a_page():
    assert Page.from_fragment("<p>Édouard</p>", URL).body.text() == "Édouard"


# ---- JSON-LD


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Xi"}',
        '{"@type":"NewsArticle","headline":"Xi"};',
        '{"@type":"NewsArticle","headline":"Xi",}',
        '{"@type":"NewsArticle","tags":["a",],"headline":"Xi"}',
        '<!-- {"@type":"NewsArticle","headline":"Xi"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"Xi"}\n//]]>',
        '/* <![CDATA[ */ {"@type":"NewsArticle","headline":"Xi"} /* ]]> */',
        '{"@type":"NewsArticle","text":"a\nb\tc","headline":"Xi"}',
        '[{"@type":"NewsArticle","headline":"Xi"}]',
        '{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle","headline":"Xi"}]}',
        '{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"Xi"}}',
        '\ufeff{"@type":"NewsArticle","headline":"Xi"}',
        '{"@type":"NewsArticle","headline":"Xi"}},\n// written by hand\n"description":"Kapal"}',
        '{"@type":"WebSite"},\n{"@type":"NewsArticle","headline":"Xi"}',
    ],
)
def test_json_ld_is_found_and_mended(script):
    found = page(f'<script type="application/ld+json">{script}</script>').json_ld
    assert [one["headline"] for one in found if one["@type"] == "NewsArticle"] == ["Xi"]


@pytest.mark.parametrize(
    "script",
    ["", "null", "7", '"text"', "{", "[" * 50_000, '{"a":' * 50_000, "{'@type': 'x'}", "9" * 5_000, '{"@type"}'],
)
def test_what_is_no_json_ld_brings_nothing(script):
    assert page(f'<script type="application/ld+json">{script}</script>').json_ld == ()


# ---- hostile markup

DEEP = 60_000  # closed nesting of this depth takes the parser 4.5 s if nothing is done about it


@pytest.mark.parametrize(
    "html",
    [
        b"<b>" * 100_000,
        b"<div>" * 100_000,
        b"<svg><![CDATA[" * 60_000,
        b'<div a="<">' * 100_000,
        b"<div>" * DEEP + b"x" + b"</div>" * DEEP,
        b"<div/>" * DEEP,
        b"<div>" * DEEP + b"</x>" * DEEP,
        b"<div>" * DEEP + b"<!--" + b"</div>" * DEEP + b"-->",
        b"<div>" * DEEP + b"<p title='" + b"</div>" * DEEP + b"'>",
        b"<a" * 20_000,
        b"<a <" * 10_000,
        b"<font><table>" * 20_000,
        b"<!--" * 50_000,
        b"<![CDATA[" * 20_000,
        b"<meta " * 10_000,
        b"&" * 200_000,
        b"<a href=x>" * 20_000,
    ],
    ids=lambda html: html[:12].decode() + "…" + html[-8:].decode(),
)
def test_hostile_markup_is_read_in_bounded_time(html):
    began = perf_counter()
    read = page(html)
    assert read.title is None and len(read.json_ld) == 0
    assert perf_counter() - began < 2.0


def test_deep_nesting_keeps_its_words():
    html = b"<div>" * 10_000 + b"dalam sekali" + b"</div>" * 10_000 + b"<p>di luar</p>"
    assert page(html).body.text(separator=" ").split() == ["dalam", "sekali", "di", "luar"]


def test_a_long_page_of_unclosed_paragraphs_keeps_them_apart():
    read = page("".join(f"<p>Alinea {number}" for number in range(8_000)))
    assert len(read.tree.css("p")) == 8_000
