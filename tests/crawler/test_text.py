"""Strings as people read them: what is folded, what is dropped, what stays."""

import unicodedata
from time import perf_counter

import pytest

from crawler.text import clean_line, clean_lines, clean_preformatted, comparable, plain, sha256, visible, words

FAMILY = "👨\u200d👩\u200d👧"
PERSIAN = "می\u200cخواهم"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        ("  Xi  temui\tPutin \n", "Xi temui Putin"),
        ("Xi\xa0temui\u2009Putin", "Xi temui Putin"),
        ("Ber\u200bita", "Berita"),
        ("\ufeffBerita", "Berita"),
        ("pem\xadbang\xadkang", "pembangkang"),
        ("kata\u2060nya", "katanya"),
        ("a\x00b\x07c\x1bd\x7f", "abcd"),
        ("a\x85b", "a b"),
        ("a\u2028b\u2029c", "a b c"),
        ("cafe\u0301", "café"),
        ("ﬁlm", "ﬁlm"),
        (FAMILY, FAMILY),
        (PERSIAN, PERSIAN),
        ("“Bullying”, kata Xi", "“Bullying”, kata Xi"),
        ("a\u200b \u200bb", "a b"),
    ],
)
def test_a_line_is_folded_and_freed_of_what_nobody_sees(text, line):
    assert clean_line(text) == line


@pytest.mark.parametrize(
    "text",
    [
        "e\u200b\u0301",
        "e\u00ad\u0301",
        "\u1100\u200b\u1161",
        "a\x00\u030a",
        "  e\u0301 \u200b",
        FAMILY,
        PERSIAN,
        "a\r\n\r\nb",
    ],
)
@pytest.mark.parametrize("clean", [clean_line, clean_lines, clean_preformatted, visible])
def test_cleaning_is_final_and_leaves_nfc(clean, text):
    once = clean(text)
    assert unicodedata.is_normalized("NFC", once)
    assert clean(once) == once


@pytest.mark.parametrize("clean", [clean_line, clean_lines, clean_preformatted, visible, plain])
@pytest.mark.parametrize("text", ["Judul \ud83d", "\udc00", "a\ud800b"])
def test_half_a_surrogate_pair_becomes_something_that_can_be_stored(clean, text):
    assert clean(text).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("satu  \n\n  dua\r\ntiga ", "satu\ndua\ntiga"),
        ("satu\rdua", "satu\ndua"),
        ("\n\n", ""),
        ("satu\n\u200b\ndua", "satu\ndua"),
        ("satu\u2028dua", "satu\ndua"),
    ],
)
def test_lines_stay_but_empty_ones_go(text, lines):
    assert clean_lines(text) == lines


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\n\n  a\n    b  \n\nc\n\n", "  a\n    b\n\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a   b"),
        ("a\u200bb", "ab"),
        ("   \n", ""),
    ],
)
def test_preformatted_text_keeps_its_inner_spaces(text, kept):
    assert clean_preformatted(text) == kept


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Xi &amp; Putin", "Xi & Putin"),
        ("Xi &amp;amp; Putin", "Xi &amp; Putin"),
        ("<b>Xi</b> <i>Putin</i>", "Xi Putin"),
        ("satu<br>dua<br/>tiga", "satu dua tiga"),
        ("<p>satu</p><p>dua</p>", "satu dua"),
        ("3 < 5 dan 7 > 2", "3 < 5 dan 7 > 2"),
        ("&lt;b&gt;tebal&lt;/b&gt;", "<b>tebal</b>"),
        ("a<script>alert('x')</script>b", "a b"),
        ("a<STYLE>p{}</STYLE>b", "a b"),
        ("a<!-- catatan -->b", "ab"),
        ("&#8220;baru&#8221;", "“baru”"),
        ("&nbsp;a&nbsp;", "a"),
        ("&#xD83D;", "\ufffd"),
        ("&#" + "0" * 5_000 + "65;", "A"),
        ("a&#" + "9" * 5_000 + ";b", "a\ufffdb"),
        ("&#000000000;", "\ufffd"),
        ("", ""),
    ],
)
def test_markup_becomes_plain_text_with_entities_read_once(markup, text):
    assert plain(markup) == text


@pytest.mark.parametrize("piece", ["<script", "<style>", "<!--", "<a ", "<", "</", "&#", "<br", "<p><"])
def test_markup_that_never_ends_is_read_in_bounded_time(piece):
    began = perf_counter()
    plain(piece * 12_000)
    assert perf_counter() - began < 1.0


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("“Bullying”, kata Xi.", "bullying kata xi", True),
        ("STRASSE", "straße", True),
        ("Satu dua", "satu  dua!", True),
        ("satu", "dua", False),
        ("2024", "2025", False),
    ],
)
def test_comparable_looks_at_letters_and_digits_alone(a, b, same):
    assert (comparable(a) == comparable(b)) is same


def test_words_are_folded_and_in_order():
    assert words("Xi, Putin; dan XI!") == ["xi", "putin", "dan", "xi"]


def test_no_two_lists_of_parts_share_a_fingerprint():
    lists = [("a", "b"), ("ab",), ("a", "", "b"), ("a", "b", ""), ("", "ab"), (), ("",)]
    assert len({sha256(parts) for parts in lists}) == len(lists)


def test_a_fingerprint_is_sha256_with_each_part_ended_by_a_nul():
    assert sha256(("a", "b")) == "8fb20ef63ced4145fc2e983ffe597d1dcff39154c3bf21f0fa9dde6a0c50fdc9"


@pytest.mark.parametrize("clean", [clean_line, clean_lines, clean_preformatted])
def test_what_turns_a_line_round_is_dropped_and_what_right_to_left_text_needs_stays(clean):
    assert clean("Harga \u202eberas\u202c \u202anaik\u202b\u202d") == "Harga beras naik"
    needed = "كتب \u2067خبر (HTML)\u2069\u200f, \u200eB\u2066c\u2068d\u2069\u2069"
    assert clean(needed) == needed
