"""Phrases by which lines lead on to other stories, in every language they are known in."""

import pytest

from crawler.extract.phrases import EDGE, MARK_PATTERNS, is_label, is_mark, is_pointer, leads_on
from crawler.extract.pointer_words import INVITATIONS, MARKS, PLAIN_INVITATIONS, POINTERS, UNSPACED_POINTERS

PHRASES = sorted(
    {*UNSPACED_POINTERS, *MARKS, *MARK_PATTERNS, *INVITATIONS, *PLAIN_INVITATIONS}.union(*POINTERS.values())
)
HEADLINE = "Harga kopi naik lagi"
FILMS = ["WATCH | Boats on the quay", "Simak video perahu di dermaga", "▼ VIDEO: Perahu", "Lihat juga video: Perahu"]


@pytest.mark.parametrize("phrase", [*PHRASES, *FILMS])
def test_whatever_is_a_pointer_a_label_or_a_mark_leads_on(phrase):
    spelt = (phrase, phrase.capitalize(), phrase.upper(), *(sign + phrase for sign in EDGE + "▼"))
    for text, linked in [
        *((one, linked) for one in spelt for linked in (0, len(one))),
        *((f"{one}: {HEADLINE}", linked) for one in spelt for linked in (0, len(HEADLINE))),
        *((f"{one} 2", 0) for one in spelt),
    ]:
        is_any = is_pointer(text, linked) or is_label(text) or is_mark(text, linked)
        assert leads_on(text, linked) == is_any, text


@pytest.mark.parametrize(
    "phrase",
    [*UNSPACED_POINTERS, *sorted(MARKS), *FILMS, *(f"{words} Gazette" for words in (*INVITATIONS, *PLAIN_INVITATIONS))],
)
def test_each_phrase_leads_on_where_it_is_a_link(phrase):
    assert leads_on(phrase, len(phrase))


def test_a_sentence_leads_nowhere():
    assert not leads_on("Pedagang meminta perubahan itu sejak kapal dipindahkan.", 0)
