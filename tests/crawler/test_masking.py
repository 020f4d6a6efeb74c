"""Words found again in markup, JSON and XML, however they are spelled there, and blackened."""

import json
import time
import unicodedata
from html import escape
from urllib.parse import quote, quote_plus

import pytest

from crawler import masking
from crawler.masking import Mask, blackened, runs

TEXT = "Tujuh belas karung cengkih hilang dari gudang."
FORBIDDEN = Mask(runs([TEXT]))
FOUND = {
    "as it is": TEXT,
    "in another case": TEXT.upper(),
    "tags between": "Tujuh <b>belas</b> karung <a href='/x'>cengkih</a> hilang",
    "tags within words": "<b>T</b>ujuh belas <i>kar</i>ung ceng<wbr>kih hi<mark>la</mark>ng",
    "comments between": "Tujuh belas <!-- iklan --> karung cengkih<!-- --> hilang",
    "entities between": "Tujuh&nbsp;belas&#160;karung cengkih hilang",
    "letters as entities": "Tujuh belas karung ceng&#107;ih hilang",
    "an attribute": '<meta content="Tujuh belas karung cengkih hilang">',
    "JSON": json.dumps({"excerpt": f"<p>“{TEXT}”</p>"}),
    "JSON line ends": json.dumps({"excerpt": "Tujuh\nbelas\nkarung\ncengkih\nhilang"}),
    "an address": "/2025/tujuh-belas-karung-cengkih-hilang/",
    "an excerpt": "… belas karung cengkih hilang dari […]",
    "soft hyphens": "Tu&shy;juh belas ka\u00adrung ceng&#173;kih hi&#xAD;lang",
    "zero widths": "Tu\u200bjuh belas ka&#8203;rung ceng\u2060kih hi&zwnj;lang",
    "percent signs": quote(TEXT),
    "pluses": f"https://a.example/?s={quote_plus(TEXT)}&x=1",
    "percent signs twice": quote(quote(TEXT)),
    "every letter a reference": "".join(f"&#{ord(letter)};" for letter in TEXT),
    "every letter a hex reference": "".join(f"&#x{ord(letter):x};" for letter in TEXT),
    "every letter an escape": "".join(f"\\u{ord(letter):04x}" for letter in TEXT),
    "every letter a JS escape": "".join(f"\\x{ord(letter):02x}" for letter in TEXT),
    "every letter a percent sign": "".join(f"%{ord(letter):02X}" for letter in TEXT),
    "full width": "".join(chr(ord(letter) + 0xFEE0) if letter.isalpha() else letter for letter in TEXT),
    "markup escaped in XML": escape("<p>Tujuh <a href='/x'>belas</a> karung cengkih hilang</p>"),
    "references escaped in XML": "Tujuh&amp;nbsp;belas karung ceng&amp;shy;kih hilang",
    "markup escaped in JSON": "Tujuh \\u003cb class=\\u0022a\\u0022\\u003ebelas\\u003c/b\\u003e karung cengkih hilang",
    "JSON in JSON": json.dumps(json.dumps({"a": "Tujuh\u00a0belas\u00a0karung cengkih hilang"})),
}
LEFT = {
    "four of its words": "Belas karung cengkih hilang.",
    "its words apart": "Tujuh. Belas kali karung itu. Cengkih hilang.",
    "other words": "Tujuh belas karung beras hilang dari gudang.",
}


def words_left(text: str) -> str:
    """What is left of a blackened text, as whoever reads it with all means may see it."""
    deepest = list(masking.layers(text))[-1]
    return f"{masking.folded(deepest).text} {masking.folded(masking.joined(deepest)).text}"


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_a_run_of_words_is_blackened_however_it_is_spelled(text):
    assert "karung" in words_left(text)
    black = words_left(blackened(text, FORBIDDEN))
    assert "karung" not in black
    assert "cengkih" not in black
    assert "hilang" not in black
    assert "█" in black


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_no_run_stays(text):
    assert blackened(text, FORBIDDEN) == text


@pytest.mark.parametrize(
    "name", ["Зоя Ёлкина", "José Núñez", "王小明", "محمد علي", "Đặng Thị Hoa", "김철수", "Straße Weiß"]
)
@pytest.mark.parametrize(
    "spelled",
    [
        str,
        str.upper,
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: unicodedata.normalize("NFKD", name),
        json.dumps,
        lambda name: json.dumps(unicodedata.normalize("NFD", name)),
        quote,
        lambda name: quote(quote_plus(name)),
        lambda name: "".join(f"&#{ord(letter)};" for letter in name),
        lambda name: "\u200b".join(name),
        lambda name: "&shy;".join(name),
        lambda name: escape(name.encode("ascii", "xmlcharrefreplace").decode()),
    ],
)
def test_a_name_in_any_script_is_found_in_any_spelling(name, spelled):
    text = f'<p title="x">Kata "{spelled(name)}", begitu.</p>'
    black = words_left(blackened(text, Mask(runs([name]))))
    assert not {letter for word in runs([name]) for part in word for letter in part if letter > "z"} & set(black)
    assert "begitu" in black
    assert '<p title="x">' in blackened(text, Mask(runs([name])))


def test_json_stays_json_and_markup_stays_markup():
    told = {"content": f'<p class="a">{TEXT} "Ya," katanya.\n</p>', "other": "Tetap \u00e9."}
    black = json.loads(blackened(json.dumps(told), FORBIDDEN))
    assert black["other"] == told["other"]
    assert black["content"].startswith('<p class="a">█')
    assert black["content"].endswith(' "Ya," katanya.\n</p>')


@pytest.mark.parametrize("name", ["Div", "Class", "span", "Title", "Author", "content", "Href", "B", "Item"])
def test_a_name_is_never_taken_for_the_markup_s_own_words(name):
    page = (
        '<!doctype html><style>.author, div.title { content: "x" }</style><div class="author title content item" id=title'
        ' data-x="a > z"\nhref><b title=""><span class="b"></span></b><item><title/><content:encoded/><author></author></item>'
        "<a href='/x' class=b>x</a></div>"
    )
    rest = json.dumps({"title": {"rendered": page}, "content": 1, "author": 2, "class": 3, "item": 4, "b": 5})
    for text in (page, rest, escape(page), page.replace("<", "\\u003c")):
        assert blackened(text, Mask(runs([name]))) == text
        said = f"{text} {name}"
        assert blackened(said, Mask(runs([name]))) == f"{text} {'█' * len(name)}"


@pytest.mark.parametrize(
    "text",
    [
        '<li class="comment comment-author-sari even">',
        '<img alt="Sari" class="avatar">',
        '<a href="/author/sari/" rel="author">',
        '{"name":"Sari","slug":"sari"}',
        '{"content":"<a title=\\"Sari\\" class=\\"url\\">"}',
        "<dc:creator><![CDATA[Sari]]></dc:creator>",
        "<!-- oleh Sari -->",
        "<b>S</b>ari",
        "<td>Lain</td><td>Sari</td>",
        "<a href=/?s=sari>",
        '<script>var x = {author: "Sari"}</script>',
        "<a href='/x?author_name=Sari%20Dewi'>",
    ],
)
def test_a_name_is_found_wherever_markup_holds_people_s_words(text):
    assert "sari" not in words_left(blackened(text, Mask(runs(["Sari"]))))
    assert [letter for letter in blackened(text, Mask(runs(["Sari"]))) if letter in '<>"{}'] == [
        letter for letter in text if letter in '<>"{}'
    ]


def test_a_short_text_is_one_run_and_a_shorter_one_than_asked_is_none():
    assert runs(["Setuju sekali."]) == {("setuju", "sekali")}
    assert runs(["Setuju sekali."], least=3) == frozenset()
    assert runs(["…"]) == frozenset()


def test_short_words_go_near_the_mark_of_a_comment_alone():
    mask = Mask(frozenset(), close=runs(["Al"]), marks=runs(["comment 812"]), unmarked=runs(["Al"]))
    far = "lain " * masking.NEAR
    text = f'Al {far}<li id="comment-812"><b>Al</b></li>{far} Al'
    assert blackened(text, mask) == text.replace("<b>Al</b>", "<b>██</b>")
    assert blackened(f"Al {far}", mask) == f"██ {far}"


def test_a_long_text_is_searched_to_its_end_and_over_its_windows(monkeypatch):
    monkeypatch.setattr(masking, "WINDOW", 4_096)
    monkeypatch.setattr(masking, "OVERLAP", 1_024)
    text = "".join(f'<p class="karung">{n} {TEXT}</p>' if n % 7 == 0 else f"<p>{n} lain</p>" for n in range(3_000))
    black = blackened(text, FORBIDDEN)
    assert black.count('class="karung"') == text.count('class="karung"') > 400
    assert "hilang" not in black
    assert len(black) == len(text)


@pytest.mark.parametrize("border", range(40))
def test_a_word_cut_by_a_window_is_no_name(monkeypatch, border):
    monkeypatch.setattr(masking, "WINDOW", 64)
    monkeypatch.setattr(masking, "OVERLAP", 32)
    text = "x" * border + " Sarinah mencari lari Isari " * 20
    assert blackened(text, Mask(runs(["Sari"]))) == text


@pytest.mark.parametrize(
    "hard", ["<", "<a ", '<a "', "&", "%41", "\\u0041", "a\u0301", "&shy;", "<a x='", '"a":', "<!--", "\u00ad"]
)
def test_work_grows_with_the_text_alone(hard):
    started = time.process_time()
    blackened(hard * (300_000 // len(hard)) + TEXT, FORBIDDEN)
    assert time.process_time() - started < 8
