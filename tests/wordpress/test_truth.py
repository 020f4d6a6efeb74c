"""The truth is only the truth when WordPress's rendering and the plan agree."""

import pytest

from tests.wordpress.truth import Disagreement, Truth, agreed, clean, load, plainly


def row(text: str, kind: str = "paragraph", *, story: bool = True) -> dict[str, object]:
    return {"kind": kind, "text": text, "story": story}


def test_agreed_paragraphs_read_as_rendered_and_lose_what_is_no_story():
    rendered = [row("“Dia” — kata…"), row("Baca juga: X"), row("Judul", "heading")]
    told = [row('"Dia" -- kata...'), row("Baca juga: X", story=False), row("Judul", "heading")]
    assert [p["text"] for p in agreed(rendered, told, "di sini")] == ["“Dia” — kata…", "Judul"]


@pytest.mark.parametrize(
    ("rendered", "told"),
    [
        ([row("satu")], [row("satu"), row("dua")]),
        ([row("satu"), row("dua")], [row("satu")]),
        ([row("satu")], [row("dua")]),
        ([row("satu", "quote")], [row("satu")]),
        ([row("satu dua")], [row("satu"), row("dua")]),
    ],
    ids=["lost", "extra", "other words", "other kind", "merged"],
)
def test_a_difference_between_rendering_and_plan_is_an_error(rendered, told):
    with pytest.raises(Disagreement, match="di sini"):
        list(agreed(rendered, told, "di sini"))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("a\u00a0 b\n  c ", "paragraph", "a b\nc"),
        ("e\u0301\u200b", "paragraph", "é"),
        ("a\n  b", "preformatted", "a\n  b"),
    ],
)
def test_clean_folds_space_but_not_in_preformatted_text(text, kind, expected):
    assert clean(text, kind) == expected


def test_plainly_takes_typography_back():
    assert plainly("‘a’ “b” 3×4 – — … 🙂") == "'a' \"b\" 3x4 - - ... :)"
    assert plainly("'a' \"b\" 3x4 -- --- ... :)") == "'a' \"b\" 3x4 - - ... :)"


def test_a_saved_truth_loads_again(tmp_path):
    truth = Truth(({"url": "http://127.0.0.1/a/", "title": "🎉"},), {"zqbcdfghjk": "draft post 3"})
    truth.save(tmp_path / "truth.jsonl")
    assert load(tmp_path / "truth.jsonl") == truth
