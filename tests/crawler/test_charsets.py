"""Bytes become the text their author meant, whatever header and meta element say."""

import codecs

import pytest

from crawler.charsets import decoded
from crawler.page import Page

TEXT = "“Harga” naik — kata Édouard… di café"
WORDS = "Harga naik — kata Édouard… di café"  # every character has a place in windows-1252
URL = "https://gazette.example/a/"


def body_text(html: bytes, content_type: str | None = None) -> str:
    body = Page.from_bytes(html, URL, content_type=content_type).body
    return body.text().strip() if body is not None else ""


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
