"""The same story under two addresses: the earliest is the original, in whatever order the readings arrive."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from crawler.archive import articles, duplicates, sites
from crawler.items import Article, Paragraph, ParagraphKind
from tests.stories import HOME, NOON, SENTENCE, SITE, article, paragraphs


@pytest.fixture
def site(archive):
    with archive.transaction() as conn:
        return sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")


def story(name: str, day: int | None, **told) -> Article:
    published = None if day is None else NOON + timedelta(days=day)
    values = {"rule": "rest"} | told
    return article(f"{HOME}{name}/", published_at=published, **values)


def store(archive, site, told: Article) -> int:
    with archive.transaction() as conn:
        return articles.store(conn, site, told, now=NOON).id


def originals(archive) -> dict[str, str | None]:
    """Of each address, the address of which it is a duplicate."""
    rows = archive.conn.execute(
        "select a.url, d.url from articles a left join articles d on d.id = a.duplicate_of order by a.url"
    )
    return {url.removeprefix(HOME).strip("/"): other and other.removeprefix(HOME).strip("/") for url, other in rows}


NEAR = ("near_links", "near_buckets", "near_duplicates", "near_clusters")
GROUPS = {
    "by day": ((("a", 3), ("b", 1), ("c", 2)), {"a": "b", "b": None, "c": "b"}),
    "of one instant": ((("b", 1), ("a", 1), ("c", 1)), {"a": None, "b": "a", "c": "a"}),
    "without a date": ((("a", None), ("b", 1), ("c", None)), {"a": "b", "b": None, "c": "b"}),
    "all without a date": ((("c", None), ("b", None), ("a", None)), {"a": None, "b": "a", "c": "a"}),
}


@pytest.mark.parametrize(("stories", "expected"), GROUPS.values(), ids=GROUPS.keys())
def test_the_earliest_is_the_original_in_any_order_of_arrival(archive, site, stories, expected):
    for order in permutations(stories):
        for table in ("aliases", "revisions", "fingerprints", "article_tags", "article_authors", *NEAR):
            archive.conn.execute(f"delete from {table}")
        archive.conn.execute("update articles set duplicate_of = null")
        archive.conn.execute("delete from articles")
        for name, day in order:
            store(archive, site, story(name, day))
        assert originals(archive) == expected


def test_no_duplicate_names_a_duplicate(archive, site):
    for name, day in (("e", 5), ("d", 4), ("c", 3), ("b", 2), ("a", 1)):
        store(archive, site, story(name, day))
        named = {other for other in originals(archive).values() if other}
        assert all(originals(archive)[other] is None for other in named)


def test_an_edited_copy_is_a_copy_no_longer(archive, site):
    store(archive, site, story("a", 1))
    store(archive, site, story("b", 2))
    store(archive, site, story("c", 3))
    store(archive, site, story("a", 1, body="Cerita lain sama sekali. " * 20))
    assert originals(archive) == {"a": None, "b": None, "c": "b"}


def test_a_story_edited_into_a_copy_becomes_one(archive, site):
    store(archive, site, story("a", 1))
    store(archive, site, story("b", 2, body="Cerita lain sama sekali. " * 20))
    assert originals(archive)["b"] is None
    store(archive, site, story("b", 2))
    assert originals(archive)["b"] == "a"


def test_a_date_learned_later_changes_who_was_first(archive, site):
    store(archive, site, story("a", None, rule="h1"))
    store(archive, site, story("b", 2))
    assert originals(archive) == {"a": "b", "b": None}
    store(archive, site, story("a", 1))
    assert originals(archive) == {"a": None, "b": "a"}


def test_a_moved_original_stays_the_one_its_copies_name(archive, site):
    store(archive, site, story("b", 1, source_id="7"))
    store(archive, site, story("c", 1, source_id="8"))
    store(archive, site, story("z", 1, source_id="7"))
    assert originals(archive) == {"c": None, "z": "c"}


LONG = SENTENCE * 5


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (article(title="Satu", body=LONG * 2), article(title="Dua", body=LONG * 2), True),
        (article(title="Satu", body=LONG), article(title="Dua", body=LONG), False),
        (
            article(title="Satu", body=LONG * 2, access="partial"),
            article(title="Dua", body=LONG * 2, access="partial"),
            False,
        ),
        (article(body=LONG * 2, access="partial"), article(body=LONG * 2, access="partial"), True),
        (article(body=LONG), article(body=LONG.upper().replace(" ", "  ").replace(".", "!")), True),
        (article(body=LONG), article(body=LONG.replace("beras", "gabah")), False),
        (article(title="Satu", body="Video."), article(title="Satu", body="Video"), True),
        (article(title="Satu", body="Video."), article(title="Dua", body="Video."), False),
        (article(body=LONG), replace(article(), paragraphs=paragraphs(*[SENTENCE] * 5)), True),
        (
            article(body=LONG),
            replace(article(), paragraphs=(*paragraphs(LONG), Paragraph(ParagraphKind.CAPTION, "Foto: Sari"))),
            True,
        ),
    ],
)
def test_a_fingerprint_is_of_the_words(archive, a, b, same):
    assert (duplicates.story_sha256(archive.conn, a) == duplicates.story_sha256(archive.conn, b)) is same


@pytest.mark.parametrize("told", [article(body=None), article(body="…"), article(title=None, body="Video.")])
def test_too_few_words_are_compared_with_nothing(archive, site, told):
    assert duplicates.story_sha256(archive.conn, told) is None
    for name in "ab":
        store(archive, site, replace(told, url=f"{HOME}{name}/"))
    assert originals(archive) == {"a": None, "b": None}


def test_a_copy_whose_words_vanish_is_compared_no_more(archive, site):
    store(archive, site, story("a", 1))
    store(archive, site, story("b", 2))
    store(archive, site, story("b", 2, body=""))
    assert originals(archive) == {"a": None, "b": None}
    assert archive.conn.execute("select count(*) from fingerprints").fetchone()[0] == 1


def test_stories_that_show_the_same_notice_are_no_copies_of_each_other(archive, site):
    notice = "Berita ini hanya untuk pelanggan. Masuk atau berlangganan untuk membaca selengkapnya. " * 4
    for day, name in enumerate("abc"):
        store(archive, site, story(name, day, title=f"Judul {name}", body=notice))
    assert originals(archive) == {"a": None, "b": None, "c": None}


def test_copies_across_sites_are_found(archive, site):
    with archive.transaction() as conn:
        other = sites.ensure_site(conn, "other.example", "https://other.example/", "2025-09-03T12:00:00Z")
    first = store(archive, site, story("a", 1))
    second = store(archive, other, article("https://other.example/a/", "rest", published_at=NOON + timedelta(days=2)))
    assert archive.conn.execute("select duplicate_of from articles where id = ?", (second,)).fetchone()[0] == first


# ---- a text that all stories of a site seem to have


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(duplicates, "COPIES_MOST", 4)


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_body_that_very_many_stories_have_makes_no_copies_of_those_with_other_titles(
    archive, site, few, newest_first
):
    for day in sorted(range(1, 8), reverse=newest_first):
        store(archive, site, story(f"s{day}", day, title=f"Judul {day % 5}", body=LONG * 2))
        named = originals(archive)
        assert all(named[other] is None for other in named.values() if other), "no copy of a copy"
    assert originals(archive) == {"s1": None, "s2": None, "s3": None, "s4": None, "s5": None, "s6": "s1", "s7": "s2"}
    store(archive, site, story("t", 9, title=None, body=LONG * 2))
    store(archive, site, story("u", 9, title="Lain", body=SENTENCE * 40))
    store(archive, site, story("v", 10, title="Lain lagi", body=SENTENCE * 40))
    assert (originals(archive)["t"], originals(archive)["v"]) == (None, "u")


@pytest.mark.parametrize("newest_first", [True, False])
def test_copies_beyond_very_many_name_the_one_that_the_others_name(archive, site, few, newest_first):
    for day in sorted(range(1, 9), reverse=newest_first):
        store(archive, site, story(f"s{day}", day, title="Sama", body=LONG * 2))
    named = originals(archive)
    [original] = [url for url, other in named.items() if other is None]
    assert {other for url, other in named.items() if url != original} == {original}
    store(archive, site, story("s8", 8, title="Lain", body=LONG * 2))
    store(archive, site, story(original, 1, title="Juga lain", body=LONG * 2))
    named = originals(archive)
    assert (named["s8"], named[original]) == (None, None)
    assert len({other for url, other in named.items() if url not in ("s8", original)} - {None}) == 1


def test_an_edit_that_leaves_the_text_leaves_what_a_late_copy_names(archive, site, few):
    for day in range(1, 9):
        store(archive, site, story(f"s{day}", day, title="Sama", body=LONG * 2))
    before = originals(archive)
    store(archive, site, story("s8", 7, title="Sama", body=LONG * 2))
    assert originals(archive) == before
