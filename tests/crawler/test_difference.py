"""Two states of a story, word by word."""

from dataclasses import replace

import pytest

from crawler.difference import Fate, changes, paired, shortened, words
from tests.stories import NOON, article, paragraphs

LONG = "Harga beras di pasar induk naik lagi pekan ini, kata para pedagang yang ditemui pada hari Rabu."
OTHER = "Hujan turun sejak pagi dan jalan menuju pelabuhan tergenang air setinggi lutut orang dewasa."


def told(before, after) -> list[tuple[str, int | None, str]]:
    """Changes as (field, paragraph, wdiff text)."""
    marks = {Fate.KEPT: "{}", Fate.LEFT_OUT: "{}", Fate.GONE: "[-{}-]", Fate.NEW: "{{+{}+}}"}
    return [
        (one.field, one.paragraph, "".join(marks[fate].format(text) for fate, text in one.pieces))
        for one in changes(before, after)
    ]


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"title": "Harga gabah naik"}, ("title", None, "Harga [-beras-]{+gabah+} naik")),
        ({"dek": "Pekan ini."}, ("dek", None, "{+Pekan ini.+}")),
        ({"authors": ("Sari", "Budi")}, ("authors", None, "{+Sari, Budi+}")),
        ({"tags": ("beras",)}, ("tags", None, "{+beras+}")),
        ({"published_at": NOON}, ("published", None, "{+2025-09-03 12:00:00 +0000+}")),
    ],
)
def test_a_field_that_changed_is_told_in_words(changed, line):
    assert told(article(), replace(article(), **changed)) == [line]


def test_two_states_alike_have_no_changes():
    assert told(article(), article()) == []


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ((LONG, OTHER), (LONG, "Tambahan.", OTHER), [("body", 2, "{+Tambahan.+}")]),
        ((LONG, "Sisipan.", OTHER), (LONG, OTHER), [("body", 2, "[-Sisipan.-]")]),
        ((OTHER, LONG), (OTHER, LONG.replace("Rabu", "Kamis")), [("body", 2, " … kata para pedagang yang ditemui pada hari [-Rabu-]{+Kamis+}.")]),
        ((LONG,), (OTHER,), [("body", 1, f"{{+{OTHER}+}}"), ("body", 1, f"[-{LONG}-]")]),
    ],
)  # fmt: skip
def test_a_body_is_told_paragraph_by_paragraph(old, new, lines):
    before, after = (replace(article(), paragraphs=paragraphs(*texts)) for texts in (old, new))
    assert told(before, after) == lines


def test_the_pieces_of_a_change_give_both_texts_back():
    pieces = list(words(LONG, OTHER))
    assert "".join(text for fate, text in pieces if fate is not Fate.NEW) == LONG
    assert "".join(text for fate, text in pieces if fate is not Fate.GONE) == OTHER


def test_what_stayed_is_shortened_between_changes_only_where_it_is_long():
    short = [(Fate.NEW, "a"), (Fate.KEPT, " satu dua "), (Fate.NEW, "b")]
    assert list(shortened(iter(short))) == short
    long = [(Fate.NEW, "a"), (Fate.KEPT, " ".join(map(str, range(99)))), (Fate.NEW, "b")]
    assert [fate for fate, _ in shortened(iter(long))] == [Fate.NEW, Fate.KEPT, Fate.LEFT_OUT, Fate.KEPT, Fate.NEW]


def test_paragraphs_are_paired_in_order():
    found = list(paired([LONG, OTHER], [OTHER, LONG], 1, 1))
    assert [(one.paragraph, [fate for fate, _ in one.pieces]) for one in found] == [(1, [Fate.GONE]), (2, [Fate.NEW])]
