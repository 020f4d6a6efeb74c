"""One spelling of everything, whatever source it came from."""

from dataclasses import fields, replace

import pytest

from crawler.items import Article, Credit, Image, Paragraph, ParagraphKind, Visit
from pipelines.normalize import Normalize, article, comment, names, normalized, person
from tests import stories
from tests.stories import NOON, paragraphs, thread, visit

DIRTY = " \u200bCafe\u0301\xa0 Mantap\n"
CLEAN = "Café Mantap"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Jurnalis Berita", "Jurnalis Berita"),
        ("By Jurnalis Berita", "Jurnalis Berita"),
        ("by: Jurnalis Berita", "Jurnalis Berita"),
        ("Oleh Jurnalis Berita", "Jurnalis Berita"),
        ("OLEH : Jurnalis Berita", "Jurnalis Berita"),
        ("Oleh:Jurnalis Berita", "Jurnalis Berita"),
        ("Penulis – Jurnalis Berita", "Jurnalis Berita"),
        ("Ditulis oleh Jurnalis Berita", "Jurnalis Berita"),
        ("Bytes Magazine", "Bytes Magazine"),
        ("Olehman", "Olehman"),
        ("Penulisan", "Penulisan"),
        ("Oleh", "Oleh"),
        ("  ", None),
        ("\u200b", None),
    ],
)
def test_a_name_is_freed_of_what_only_announces_it(name, clean):
    assert person(name) == clean


def test_names_are_each_named_once_in_order():
    assert names(("Sari", "by Budi", "SARI", "", "Budi")) == ("Sari", "Budi")


@pytest.mark.parametrize("field", "title byline section language summary dek dateline origin published_raw".split())
def test_a_text_is_one_clean_line_and_nothing_is_not_said(field):
    assert getattr(article(replace(stories.article(), **{field: DIRTY})), field) == CLEAN
    assert getattr(article(replace(stories.article(), **{field: " \u200b "})), field) is None
    assert getattr(article(replace(stories.article(), **{field: None})), field) is None


@pytest.mark.parametrize("field", ["categories", "tags"])
def test_terms_are_clean_and_each_there_once(field):
    told = replace(stories.article(), **{field: (DIRTY, "b", CLEAN, "", "b")})
    assert getattr(article(told), field) == (CLEAN, "b")


def test_paragraphs_keep_the_line_breaks_of_their_kind():
    kinds = (ParagraphKind.PARAGRAPH, ParagraphKind.PREFORMATTED)
    told = replace(stories.article(), paragraphs=tuple(Paragraph(kind, "satu  dua\n\n  tiga\u200b") for kind in kinds))
    assert [p.text for p in article(told).paragraphs] == ["satu dua\ntiga", "satu  dua\n\n  tiga"]


def test_empty_paragraphs_are_none():
    told = replace(stories.article(), paragraphs=paragraphs("", " \u200b", "Isi"))
    assert article(told).paragraphs == paragraphs("Isi")


def test_credits_and_the_picture_are_clean():
    told = replace(
        stories.article(), credits=(Credit(f"by {DIRTY}", "writer"), Credit(" ", "editor")), image=Image("u", DIRTY)
    )
    assert article(told).credits == (Credit(CLEAN, "writer"),)
    assert article(told).image == Image("u", CLEAN)


def test_a_comment_is_clean():
    told = comment(replace(stories.comment(), author=DIRTY, paragraphs=(DIRTY, "  ", "satu \n dua")))
    assert (told.author, told.paragraphs) == (CLEAN, (CLEAN, "satu\ndua"))


@pytest.mark.parametrize("moment", ["published_at", "modified_at"])
def test_instants_are_whole_seconds_as_the_archive_keeps_them(moment):
    told = replace(stories.article(), **{moment: NOON.replace(microsecond=123456)})
    assert getattr(article(told), moment) == NOON
    assert comment(stories.comment(published_at=NOON.replace(microsecond=9))).published_at == NOON


@pytest.mark.parametrize("bad", ["Judul \ud83d", "a\x00b\x1b"])
def test_every_text_of_a_visit_can_be_stored(bad):
    told = replace(
        stories.article(title=bad, authors=(bad,), tags=(bad,), categories=(bad,), dek=bad, summary=bad, byline=bad),
        paragraphs=paragraphs(bad),
        comments=(stories.comment(1, bad, author=bad),),
    )
    item = normalized(visit(told, threads=(thread(stories.comment(2, bad, author=bad)),)))
    assert repr(item).encode("utf-8")
    assert "\x00" not in repr(item) and "\\x00" not in repr(item) and "\\ud83d" not in repr(item)


def test_normalizing_is_final():
    told = replace(
        stories.article(title=DIRTY, authors=("By Sari", "Sari"), tags=(DIRTY,), summary=DIRTY),
        comments=(stories.comment(1, DIRTY),),
    )
    once = normalized(visit(told, threads=(thread(stories.comment(2, DIRTY)),)))
    assert normalized(once) == once


def test_nothing_else_of_a_visit_changes():
    told = visit(stories.article(source_id="7", aliases=("https://gazette.example/?p=7",)), etag="x", reason="y")
    item = Normalize().process_item(told)
    untouched = [field.name for field in fields(Visit) if field.name not in ("articles", "threads")]
    assert [getattr(item, name) for name in untouched] == [getattr(told, name) for name in untouched]
    for name in ("url", "source_id", "aliases", "rules", "access", "comment_count"):
        assert getattr(item.articles[0], name) == getattr(told.articles[0], name)
    assert isinstance(item.articles[0], Article)


def test_a_visit_without_words_is_left_alone():
    told = visit()
    assert normalized(told) is told
