"""Words found again in markup, JSON and XML, and blackened."""

import json

import pytest

from crawler.masking import blackened, runs

TEXT = "Tujuh belas karung cengkih hilang dari gudang."
FORBIDDEN = runs([TEXT])
FOUND = {
    "as it is": TEXT,
    "in another case": TEXT.upper(),
    "tags between": "Tujuh <b>belas</b> karung <a href='/x'>cengkih</a> hilang",
    "entities between": "Tujuh&nbsp;belas&#160;karung cengkih hilang",
    "letters as entities": "Tujuh belas karung ceng&#107;ih hilang",
    "an attribute": '<meta content="Tujuh belas karung cengkih hilang">',
    "JSON": json.dumps({"excerpt": f"<p>“{TEXT}”</p>"}),
    "an address": "/2025/tujuh-belas-karung-cengkih-hilang/",
    "an excerpt": "… belas karung cengkih hilang dari […]",
}
LEFT = {
    "four of its words": "Belas karung cengkih hilang.",
    "its words apart": "Tujuh. Belas kali karung itu. Cengkih hilang.",
    "other words": "Tujuh belas karung beras hilang dari gudang.",
}


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_a_run_of_words_is_blackened_whatever_stands_between(text):
    black = blackened(text, FORBIDDEN).casefold()
    assert "karung" not in black
    assert "cengkih" not in black
    assert "hilang" not in black
    assert "█" in black


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_no_run_stays(text):
    assert blackened(text, FORBIDDEN) == text


def test_json_stays_json_and_markup_stays_markup():
    told = {"content": f'<p class="a">{TEXT} "Ya," katanya.\n</p>', "other": "Tetap \u00e9."}
    black = json.loads(blackened(json.dumps(told), FORBIDDEN))
    assert black["other"] == told["other"]
    assert black["content"].startswith('<p class="a">█')
    assert black["content"].endswith(' "Ya," katanya.\n</p>')


def test_a_short_text_is_one_run_and_a_shorter_one_than_asked_is_none():
    assert runs(["Setuju sekali."]) == {("setuju", "sekali")}
    assert runs(["Setuju sekali."], least=3) == frozenset()
    assert runs(["…"]) == frozenset()
