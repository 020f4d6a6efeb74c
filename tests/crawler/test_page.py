"""One parsed document: charsets, the head, links, JSON-LD; and hostile markup in bounded time."""

import codecs
from time import perf_counter, process_time

import pytest

from crawler.page import Page, decoded, flattened, mended_json, without_attribute_floods

URL = "https://gazette.example/a/"
TEXT = "“Harga” naik — kata Édouard… di café"
WORDS = "Harga naik — kata Édouard… di café"  # every character has a place in windows-1252


def page(html: str | bytes, url: str = URL, **told: str) -> Page:
    return Page.from_bytes(html.encode() if isinstance(html, str) else html, url, **told)


def body_text(html: bytes, content_type: str | None = None) -> str:
    body = Page.from_bytes(html, URL, content_type=content_type).body
    return body.text().strip() if body is not None else ""


# ---- bytes to text


@pytest.mark.parametrize(
    ("html", "content_type"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "text/html; charset=utf-8"),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (TEXT.encode(), "text/html; charset=nonsense-9"),
        (TEXT.encode(), "text/html; charset=utf-7"),
        (b'<meta charset="windows-1252">' + TEXT.encode(), None),
        (codecs.BOM_UTF8 + TEXT.encode(), "text/html; charset=windows-1252"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "text/html; charset=utf-8"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), None),
        (TEXT.encode("utf-16-le"), "text/html; charset=utf-16le"),
        (TEXT.encode("cp1252"), None),
        (TEXT.encode("cp1252"), "text/html; charset=iso-8859-1"),
        (TEXT.encode("cp1252"), 'text/html; charset="Latin1"'),
        (TEXT.encode("cp1252"), "text/html; charset=us-ascii"),
        (TEXT.encode("cp1252"), "text/html; charset=hex"),
        (b'<meta charset="iso-8859-1">' + TEXT.encode("cp1252"), None),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">' + TEXT.encode("cp1252"), None),
        (b"<p>\0</p>" + TEXT.encode(), "text/html; charset=utf-8"),
        (b"<p>\0</p>" + TEXT.encode(), None),
    ],
)
def test_bytes_become_the_text_their_author_meant(html, content_type):
    assert body_text(html, content_type) == TEXT


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("shift_jis", "cp932", "①日本語"),
        ("euc-jp", "euc-jp", "日本語"),
        ("iso-2022-jp", "iso-2022-jp", "日本語"),
        ("gb2312", "gb18030", "新闻€"),
        ("big5", "big5hkscs", "新聞"),
        ("euc-kr", "cp949", "뉴스똠"),
        ("windows-1251", "cp1251", "Новости"),
        ("koi8-r", "koi8-r", "Новости"),
        ("windows-1256", "cp1256", "أخبار"),
        ("tis-620", "cp874", "ข่าว"),
        ("iso-8859-9", "cp1254", "İstanbul’da"),
    ],
)
def test_declared_encodings_are_read_in_their_wider_meaning(label, encoding, text):
    html = f"<p>{text * 9}</p>".encode(encoding)
    assert body_text(html, f"text/html; charset={label}") == text * 9
    assert body_text(f'<meta charset="{label}">'.encode() + html) == text * 9


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/html", None])
@pytest.mark.parametrize("broken", [b"\xe2\x80", b"\xff", b"\xf0\x9f\x98"])
def test_one_broken_byte_does_not_garble_a_page_of_utf8(content_type, broken):
    html = WORDS.encode() + b" <b>" + broken + b"</b> " + WORDS.encode()
    assert body_text(html, content_type).count(WORDS) == 2


@pytest.mark.parametrize("content_type", [None, "text/html", "text/html; charset=utf-8", "text/html; charset=hz"])
def test_any_bytes_are_read(content_type):
    every = bytes(range(256)) * 40
    assert decoded(every, content_type).decode("utf-8")


def test_nul_characters_are_gone():
    assert b"\0" not in decoded(b"a\0b", None)
    assert decoded("a\0b".encode("utf-16"), None) == b"ab"


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


def test_anchors_are_web_addresses_with_their_words():
    anchor, *others = page(HEAD).anchors
    assert (anchor.url, anchor.text, anchor.rel) == ("https://gazette.example/b/", "Dua kata", {"tag", "nofollow"})
    assert others == []


@pytest.mark.parametrize(
    ("base", "resolved"),
    [
        ("", "https://gazette.example/a/x"),
        ('<base href="/c/">', "https://gazette.example/c/x"),
        ('<base href="https://cdn.example/">', "https://cdn.example/x"),
        ('<base href="http://[half">', "https://gazette.example/a/x"),
        ('<base href="">', "https://gazette.example/a/x"),
        ('<base target="_top">', "https://gazette.example/a/x"),
    ],
)
def test_relative_links_are_resolved_against_the_base(base, resolved):
    assert page(f'{base}<a href="x">x</a>').anchors[0].url == resolved


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
    assert (read.title, read.canonical, read.language, read.anchors, read.json_ld) == (None, None, None, (), ())
    assert dict(read.meta) == {} and read.body_classes == frozenset()


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


def test_a_comma_inside_a_string_survives_the_mending():
    assert mended_json('{"a": "satu,]", "b": [1,],}') == {"a": "satu,]", "b": [1]}


@pytest.mark.parametrize("text", ["{x" + " " * 30_000 + "y", "{" + ", " * 20_000 + "x", "<!" * 20_000, "//" * 30_000])
def test_broken_json_is_given_up_in_bounded_time(text):
    began = perf_counter()
    assert mended_json(text) is None
    assert perf_counter() - began < 1.0


# ---- hostile markup

DEEP = 60_000  # closed nesting of this depth takes the parser 4.5 s if nothing is done about it


@pytest.mark.parametrize(
    "html",
    [
        b"<b>" * 100_000,
        b"<div>" * 100_000,
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
