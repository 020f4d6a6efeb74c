"""Words blackened in bytes of any encoding: they go, and every other byte stays."""

import random

import pytest

from crawler.masked_bytes import masked
from crawler.masking import WINDOW, Mask, runs

HTML = "text/html"


def page(name: str, encoding: str, *, label: bool) -> bytes:
    meta = f'<meta charset="{encoding}">' if label else ""
    return f"<html>{meta}<p class='a'>Kata {name} begitu, {name}.</p>".encode(encoding)


@pytest.mark.parametrize("label", [True, False])
@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Зоя Ёлкина", "windows-1251"),
        ("Зоя Ёлкина", "koi8-r"),
        ("Зоя Ёлкина", "iso-8859-5"),
        ("Зоя Ёлкина", "utf-16-le"),
        ("Зоя Ёлкина", "utf-16-be"),
        ("Зоя Ёлкина", "utf-16"),
        ("Sari Dewi", "utf-16"),
        ("Sari Dewi", "utf-32"),
        ("Sari Dewi", "utf-16-be"),
        ("王小明", "gb18030"),
        ("王小明", "big5"),
        ("山田太郎", "shift_jis"),
        ("山田太郎", "euc-jp"),
        ("김철수", "euc-kr"),
        ("José Núñez", "latin-1"),
        ("Jürgen Groß", "windows-1252"),
        ("Łukasz Żak", "iso-8859-2"),
        ("Αλέξης Παπάς", "windows-1253"),
        ("Şükrü Işık", "windows-1254"),
        ("محمد علي", "windows-1256"),
        ("สมชาย ใจดี", "tis-620"),
    ],
)
def test_a_name_is_blackened_in_every_encoding(name, encoding, label):
    body = page(name, encoding, label=label)
    black = masked(body, HTML, Mask(runs([name])))
    assert black is not None
    text = black.decode(encoding)
    said = body.decode(encoding).replace(name, "".join("█" if one != " " else one for one in name))
    assert text.replace("&#9608;", "█") == said


def test_a_stateful_encoding_is_read_where_it_is_named():
    body = page("山田太郎", "iso-2022-jp", label=True)
    assert "山田" not in masked(body, HTML, Mask(runs(["山田太郎"]))).decode("iso-2022-jp")


@pytest.mark.parametrize("cut", range(4))
def test_a_part_that_begins_or_ends_within_a_letter_keeps_its_encoding(cut):
    whole = "😀Kata Зоя Ёлкина begitu.😀".encode()
    part = whole[cut : len(whole) - cut]
    black = masked(part, HTML, Mask(runs(["Зоя Ёлкина"])))
    assert black == part.replace("Зоя Ёлкина".encode(), "███ ██████".encode())


def test_percent_signs_of_an_old_page_are_in_its_own_encoding():
    body = "<a href='/?q=%C7%EE%FF+%B8%EB%EA%E8%ED%E0'>Зоя</a>".encode("cp1251")
    black = masked(body, "text/html; charset=windows-1251", Mask(runs(["Зоя Ёлкина"])))
    assert black.replace(b"&#9608;", b"*") == "<a href='/?q=***+******'>Зоя</a>".encode("cp1251")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "gb18030", "shift_jis"])
def test_no_byte_but_those_of_the_words_changes(encoding):
    noise = random.Random(7).randbytes(5_000)
    body = noise + b" <p>\n Sari Dewi </p> " + noise
    mask = Mask(runs(["Sari Dewi", "Зоя Ёлкина", "王小明", "山田太郎"]))
    assert masked(body, f"text/html; charset={encoding}", mask) == noise + " <p>\n ████ ████ </p> ".encode() + noise


def test_a_body_without_the_words_is_left_alone():
    assert masked(b"<p>lain</p>", HTML, Mask(runs(["Sari Dewi"]))) is None
    assert masked("<p>лайн</p>".encode("cp1251"), HTML, Mask(runs(["Зоя Ёлкина"]))) is None


def test_a_large_body_is_searched_to_its_last_byte():
    body = b"<p class='kata'>Biasa saja menurut saya &amp; dia.</p>\n" * (2 * WINDOW // 50) + b"<b>Sari</b> Dewi"
    assert masked(body, HTML, Mask(runs(["Sari Dewi"]))).endswith("<b>████</b> ████".encode())
