"""Full-text search: what a person types, whatever signs are in it, finds the stories with all these words."""

import pytest

from crawler.archive import articles, comments, search, sites
from tests.stories import HOME, NOON, SITE, article, comment


@pytest.fixture
def stories(archive):
    with archive.transaction() as conn:
        site = sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")
        for name, title, body in (
            ("a", "Harga beras naik", "Pedagang di Tanah Abang mengeluh soal harga."),
            ("b", "Cuaca", "Hujan lebat; harga cabai naik. Café Édouard tutup."),
            ("c", None, "Isi C++ dan 'kutip' serta beras."),
        ):
            stored = articles.store(conn, site, article(f"{HOME}{name}/", title=title, body=body), now=NOON)
        comments.store(conn, stored.id, [comment(1, "Mantap sekali"), comment(2, "Setuju", author="Budi")], now=NOON)
    return archive


def found(archive, text: str) -> list[str]:
    return sorted(row["url"].removeprefix(HOME)[:1] for row in search.articles(archive.conn, text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("harga", ["a", "b"]),
        ("HARGA beras", ["a"]),
        ("harga cuaca", ["b"]),
        ("cafe edouard", ["b"]),
        ("tidak ada", []),
        ("", []),
        ("   ", []),
        ('"', []),
        ("harga - beras", ["a"]),
        ("harga AND beras", []),
        ('harga "beras', ["a"]),
        ("C++ kutip", ["c"]),
        ("title: beras*", []),
        ("beras^2 NEAR(x)", []),
        ("a' OR '1'='1", []),
        ("harga\x00beras", ["a"]),
        ("beras\x00", ["a", "c"]),
        ("😀", []),
    ],
)
def test_all_words_must_occur_and_signs_do_nothing(stories, text, names):
    assert found(stories, text) == names


def test_an_excerpt_marks_what_was_found(stories):
    [row] = search.articles(stories.conn, "abang")
    assert "[Abang]" in row["excerpt"]


def test_no_more_rows_than_asked_for(stories):
    assert len(search.articles(stories.conn, "harga", limit=1)) == 1


@pytest.mark.parametrize(("text", "authors"), [("mantap", ["Sari"]), ("budi", ["Budi"]), ("harga", [])])
def test_comments_are_found_by_their_words_and_names(stories, text, authors):
    assert [row["author"] for row in search.comments(stories.conn, text)] == authors


def test_an_edited_story_is_found_by_its_new_words_alone(stories):
    with stories.transaction() as conn:
        articles.store(conn, 1, article(f"{HOME}a/", title="Harga gula turun", body="Pembeli senang."), now=NOON)
    assert (found(stories, "abang"), found(stories, "gula")) == ([], ["a"])


def test_the_index_agrees_with_the_table(stories):
    for table in ("articles_fts", "comments_fts"):
        stories.conn.execute(f"insert into {table} ({table}, rank) values ('integrity-check', 1)")


def test_words_of_thousands_of_articles_come_last_stored_first(archive, monkeypatch):
    with archive.transaction() as conn:
        site = sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")
        for number in range(6):
            told = article(
                f"{HOME}{number}/", title=f"Cerita {number}", body="Beras. " * (number + 1) + f"Nomor {number}."
            )
            articles.store(conn, site, told, now=NOON)
    found = lambda text: [row["title"] for row in search.articles(archive.conn, text, limit=3)]  # noqa: E731
    ranked = found("beras")
    monkeypatch.setattr(search, "RANKED_MOST", 5)
    assert found("beras") == ["Cerita 5", "Cerita 4", "Cerita 3"]
    assert found("nomor 2") == ["Cerita 2"]
    monkeypatch.setattr(search, "RANKED_MOST", 6)
    assert found("beras") == ranked
