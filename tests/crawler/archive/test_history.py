"""Earlier states of a story, read back from its revisions."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.archive import articles, history, sites
from crawler.items import Credit, Image, Paragraph, ParagraphKind
from tests.stories import HOME, NOON, SITE, STORY_URL, WIB, article, paragraphs

FIRST = article(
    authors=("Sari",),
    byline="Oleh Sari",
    published_at=NOON.astimezone(WIB),
    categories=("Ekonomi",),
    tags=("beras", "pasar"),
    dek="Pekan ini.",
)
EDITS = {
    "title": "Harga gabah naik",
    "authors": ("Sari", "Budi"),
    "byline": "Oleh Sari dan Budi",
    "published_at": NOON.astimezone(WIB) + timedelta(hours=1),
    "categories": ("Pangan",),
    "tags": ("beras",),
    "dek": "Pekan lalu.",
    "paragraphs": paragraphs("Kata lain sama sekali."),
}


@pytest.fixture
def site(archive):
    with archive.transaction() as conn:
        return sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")


def keep(archive, site, *readings) -> None:
    for days, told in enumerate(readings):
        with archive.transaction() as conn:
            articles.store(conn, site, told, now=NOON + timedelta(days=days))


def states(archive) -> list[history.State]:
    return history.states(archive.conn, articles.find_by_url(archive.conn, STORY_URL))


@pytest.mark.parametrize("field", EDITS)
def test_the_state_before_an_edit_can_be_read(archive, site, field):
    keep(archive, site, FIRST, replace(FIRST, **{field: EDITS[field]}))
    before, after = states(archive)
    assert getattr(before.article, field) == getattr(FIRST, field)
    assert getattr(after.article, field) == EDITS[field]
    assert (before.number, after.number, after.changed) == (1, 2, (field,))


def test_names_with_roles_and_pictures_come_back_too(archive, site):
    rich = replace(
        FIRST, credits=(Credit("Budi", "editor"),), image=Image(f"{HOME}a.jpg", "Pasar"),
        rules={**FIRST.rules, "image": "page"},
    )  # fmt: skip
    keep(archive, site, rich, replace(rich, authors=("Ani",), credits=(), image=None, title="Lain"))
    before, _ = states(archive)
    assert (before.article.authors, before.article.credits) == (rich.authors, rich.credits)
    assert before.article.image == rich.image


@pytest.mark.parametrize("seed", range(5))
def test_every_state_of_a_long_history_is_as_it_was_told(archive, site, seed):
    chance = random.Random(seed)
    readings = [FIRST]
    for number in range(12):
        field = chance.choice(("title", "dek", "byline", "paragraphs"))
        value = paragraphs(f"Isi {number}.", "Tetap.") if field == "paragraphs" else f"Kata {number}"
        readings.append(replace(readings[-1], **{field: value}))
    keep(archive, site, *readings)
    told = states(archive)
    assert [state.number for state in told] == list(range(1, 14))
    for state, reading in zip(told, readings, strict=True):
        assert (state.article.title, state.article.dek, state.article.byline, state.article.paragraphs) == (
            reading.title, reading.dek, reading.byline, reading.paragraphs,
        )  # fmt: skip


SAME_WORDS = {
    "split otherwise": (paragraphs("Satu dua tiga empat."), paragraphs("Satu dua", "tiga empat.")),
    "now a list": (paragraphs("Satu."), (Paragraph(ParagraphKind.LIST_ITEM, "Satu."),)),
    "now a table": (paragraphs("Beras 12.000"), (Paragraph(ParagraphKind.TABLE_ROW, "Beras | 12.000"),)),
    "line breaks": (paragraphs("Satu\ndua."), paragraphs("Satu dua.")),
}


@pytest.mark.parametrize(("old", "new"), SAME_WORDS.values(), ids=SAME_WORDS)
def test_the_same_words_in_new_markup_are_no_revision(archive, site, old, new):
    keep(archive, site, replace(FIRST, paragraphs=old), replace(FIRST, paragraphs=new))
    [only] = states(archive)
    assert only.article.paragraphs == new


@pytest.mark.parametrize("field", ["tags", "categories"])
def test_another_order_of_terms_is_no_revision(archive, site, field):
    terms = ("beras", "pasar", "harga")
    keep(archive, site, replace(FIRST, **{field: terms}), replace(FIRST, **{field: terms[::-1]}))
    assert len(states(archive)) == 1
