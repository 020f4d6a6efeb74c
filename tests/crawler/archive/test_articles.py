"""Articles in the archive: new, edited, completed, moved, gone and back; addresses; revisions one can walk back."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from crawler.archive import article_rows, articles, sites
from crawler.items import Article, Credit, Image, Paragraph, ParagraphKind, Precision
from crawler.urls import key
from tests.stories import HOME, NOON, SITE, STORY_URL, WIB, article, paragraphs

SHORT_URL, AMP_URL, NEW_URL = f"{HOME}?p=7", f"{HOME}amp-versi/harga/", f"{HOME}harga-beras/"
LATER = NOON + timedelta(days=1)
WHOLE = replace(
    article(
        rule="rest",
        title="Harga beras naik",
        authors=("Sari", "Budi"),
        credits=(Credit("Wati", "editor"),),
        byline="Oleh Sari dan Budi",
        published_at=datetime(2025, 9, 3, 11, 15, tzinfo=WIB),
        published_raw="Rabu, 3 September 2025",
        modified_at=datetime(2025, 9, 3, 12, 15, tzinfo=WIB),
        section="Ekonomi",
        categories=("News Page", "Pangan"),
        tags=("beras", "harga"),
        language="id-ID",
        summary="Ringkasan.",
        dek="Pedagang mengeluh.",
        dateline="JAKARTA",
        origin="Antara",
        image=Image(f"{HOME}foto.jpg", "Beras"),
        access="partial",
        comment_count=3,
        source_id="7",
    ),
    paragraphs=tuple(Paragraph(kind, f"Isi {kind.value}") for kind in ParagraphKind),
    modified_precision=Precision.DAY,
)


@pytest.fixture
def site(archive):
    with archive.transaction() as conn:
        return sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")


def store(archive, site, told: Article, at=NOON) -> articles.Stored:
    with archive.transaction() as conn:
        return articles.store(conn, site, told, now=at)


def only_row(archive):
    [row] = archive.conn.execute("select * from articles").fetchall()
    return row


def revisions(archive, number: int = 1) -> list[dict]:
    rows = archive.conn.execute("select * from revisions where article_id = ? order by number", (number,))
    return [dict(row) for row in rows]


def test_what_is_stored_is_what_is_read_back(archive, site):
    store(archive, site, WHOLE)
    back = article_rows.from_row(archive.conn, only_row(archive))
    assert back == WHOLE
    assert back.published_at.utcoffset() == WHOLE.published_at.utcoffset()


def test_the_first_reading_is_new_and_revision_one(archive, site):
    assert store(archive, site, WHOLE).did == "new"
    row, [first] = only_row(archive), revisions(archive)
    assert (row["revision"], first["number"], first["before"]) == (1, 1, None)
    assert (row["first_seen_at"], row["last_seen_at"]) == ("2025-09-03T12:00:00Z",) * 2


def test_the_same_reading_again_only_moves_the_last_sight(archive, site):
    store(archive, site, WHOLE)
    before = dict(only_row(archive))
    assert store(archive, site, WHOLE, LATER).did == "unchanged"
    after = dict(only_row(archive))
    assert after.pop("last_seen_at") == "2025-09-04T12:00:00Z"
    before.pop("last_seen_at")
    assert after == before
    assert len(revisions(archive)) == 1


def test_a_late_reading_of_an_earlier_moment_does_not_turn_the_clock_back(archive, site):
    store(archive, site, WHOLE, LATER)
    store(archive, site, WHOLE, NOON)
    assert only_row(archive)["last_seen_at"] == "2025-09-04T12:00:00Z"


def test_a_better_source_completes_without_a_revision(archive, site):
    store(archive, site, article(rule="h1", title="Harga beras naik – Gazette"))
    assert store(archive, site, article(rule="rest", title="Harga beras naik"), LATER).did == "completed"
    row = only_row(archive)
    assert (row["title"], row["revision"], len(revisions(archive))) == ("Harga beras naik", 1, 1)


def test_an_edit_is_a_revision_that_holds_what_it_replaced(archive, site):
    store(archive, site, WHOLE)
    edited = replace(WHOLE, title="Harga beras turun", paragraphs=paragraphs("Isi baru."), authors=("Sari",))
    assert store(archive, site, edited, LATER).did == "edited"
    _, second = revisions(archive)
    assert json.loads(second["changed"]) == ["title", "authors", "paragraphs"]
    before = json.loads(second["before"])
    assert before["title"] == WHOLE.title
    assert before["authors"] == ["Sari", "Budi"]
    assert before["credits"] == [{"name": "Wati", "role": "editor"}]
    assert before["paragraphs"] == [[p.kind.value, p.text] for p in WHOLE.paragraphs]
    assert second["content_sha256"] == only_row(archive)["content_sha256"]


def test_every_earlier_state_can_be_read_by_walking_back(archive, site):
    titles = ["Satu", "Dua", "Tiga", "Empat"]
    for day, title in enumerate(titles):
        store(archive, site, article(rule="rest", title=title), NOON + timedelta(days=day))
    row = only_row(archive)
    walked = [row["title"]]
    for revision in reversed(revisions(archive)[1:]):
        walked.append(json.loads(revision["before"])["title"])
    assert walked == titles[::-1]
    assert row["revision"] == len(titles)


def test_an_edit_and_its_undoing_are_two_revisions(archive, site):
    for day, title in enumerate(("Satu", "Dua", "Satu")):
        store(archive, site, article(rule="rest", title=title), NOON + timedelta(days=day))
    hashes = [revision["content_sha256"] for revision in revisions(archive)]
    assert hashes[0] == hashes[2] != hashes[1]


def test_the_fingerprint_of_the_words_ignores_everything_else(archive, site):
    def told(**changed: object) -> str:
        return article_rows.columns_of(replace(WHOLE, **changed))["content_sha256"]

    assert told(tags=(), url=NEW_URL, authors=()) == told()
    assert told(title="x") != told()
    assert told(paragraphs=()) != told()


def test_the_offset_a_better_source_tells_is_kept_though_the_instant_is_the_same(archive, site):
    wib = datetime(2025, 9, 3, 11, 15, tzinfo=WIB)
    for readings in permutations((article(published_at=wib.astimezone(UTC)), article(rule="rest", published_at=wib))):
        url = f"{HOME}{readings[0].rules['url']}/"
        for told in readings:
            store(archive, site, replace(told, url=url))
        row = articles.find_by_url(archive.conn, url)
        assert row["published_offset_minutes"] == 420


# ---- addresses


@pytest.mark.parametrize("url", [STORY_URL, f"http://www.{SITE}/harga-beras-naik", f"{STORY_URL}amp/?utm_source=x"])
def test_one_story_is_one_row_however_it_is_reached(archive, site, url):
    first = store(archive, site, article())
    assert store(archive, site, article(url)).id == first.id
    assert articles.find_by_url(archive.conn, url)["id"] == first.id


def test_an_alias_leads_to_its_story(archive, site):
    first = store(archive, site, article(aliases=(SHORT_URL, AMP_URL)))
    for url in (SHORT_URL, AMP_URL):
        assert articles.find_by_url(archive.conn, url)["id"] == first.id
        assert store(archive, site, article(url, "alias:h1")).id == first.id
    assert only_row(archive)["url"] == STORY_URL


def test_a_moved_post_keeps_its_row_and_its_old_address(archive, site):
    first = store(archive, site, article(rule="rest", source_id="7"))
    moved = store(archive, site, article(NEW_URL, "rest", source_id="7"), LATER)
    assert moved.id == first.id
    assert only_row(archive)["url"] == NEW_URL
    for url in (STORY_URL, NEW_URL):
        assert articles.find_by_url(archive.conn, url)["id"] == first.id


def test_a_post_that_moves_there_and_back_has_both_addresses(archive, site):
    for url in (STORY_URL, NEW_URL, STORY_URL):
        store(archive, site, article(url, "rest", source_id="7"))
    assert only_row(archive)["url"] == STORY_URL
    for url in (STORY_URL, NEW_URL):
        assert articles.find_by_url(archive.conn, url) is not None


def test_an_address_given_to_another_post_belongs_to_that_one_and_the_first_keeps_its_row(archive, site):
    first = store(archive, site, article(rule="rest", source_id="7", title="Lama"))
    second = store(archive, site, article(rule="rest", source_id="8", title="Baru"))
    assert second.did == "new"
    assert articles.find_by_url(archive.conn, STORY_URL)["id"] == second.id
    again = store(archive, site, article(rule="rest", source_id="8", title="Baru"))
    assert (again.id, again.did) == (second.id, "unchanged")
    titles = dict(archive.conn.execute("select id, title from articles").fetchall())
    assert titles == {first.id: "Lama", second.id: "Baru"}


@pytest.mark.parametrize("numbers", ["787", "7878", "78987"])
def test_posts_that_share_one_address_stay_apart_however_often_they_are_read(archive, site, numbers):
    for number in numbers:
        store(archive, site, article(STORY_URL, "rest", source_id=number, title=f"Cerita {number}"))
    rows = {row["source_id"]: row["title"] for row in archive.conn.execute("select * from articles")}
    assert rows == {number: f"Cerita {number}" for number in set(numbers)}
    assert {row["revision"] for row in archive.conn.execute("select revision from articles")} == {1}


def test_two_posts_that_swap_their_addresses_stay_two_rows(archive, site):
    a = store(archive, site, article(STORY_URL, "rest", source_id="7", title="A"))
    b = store(archive, site, article(NEW_URL, "rest", source_id="8", title="B"))
    store(archive, site, article(NEW_URL, "rest", source_id="7", title="A"))
    store(archive, site, article(STORY_URL, "rest", source_id="8", title="B"))
    store(archive, site, article(NEW_URL, "rest", source_id="7", title="A"))
    rows = {row["id"]: (row["title"], row["url"]) for row in archive.conn.execute("select * from articles")}
    assert rows == {a.id: ("A", NEW_URL), b.id: ("B", STORY_URL)}
    assert articles.find_by_url(archive.conn, NEW_URL)["id"] == a.id
    assert articles.find_by_url(archive.conn, STORY_URL)["id"] == b.id


def test_a_post_that_takes_over_the_address_of_one_that_is_gone_is_found_there(archive, site):
    gone = store(archive, site, article(STORY_URL, "rest", source_id="7", title="Lama"))
    moved = store(archive, site, article(NEW_URL, "rest", source_id="8", title="Baru"))
    with archive.transaction() as conn:
        articles.gone(conn, gone.id, NOON)
    assert store(archive, site, article(STORY_URL, "rest", source_id="8", title="Baru"), LATER).id == moved.id
    assert articles.find_by_url(archive.conn, STORY_URL)["id"] == moved.id
    assert articles.find_by_url(archive.conn, NEW_URL)["id"] == moved.id


def test_an_alias_never_takes_the_address_of_another_story(archive, site):
    other = store(archive, site, article(NEW_URL, title="Lain"))
    store(archive, site, article(aliases=(NEW_URL,)))
    assert articles.find_by_url(archive.conn, NEW_URL)["id"] == other.id


def test_the_same_number_on_two_sites_is_two_stories(archive, site):
    with archive.transaction() as conn:
        other = sites.ensure_site(conn, "other.example", "https://other.example/", "2025-09-03T12:00:00Z")
    first = store(archive, site, article(rule="rest", source_id="7"))
    second = store(archive, other, article("https://other.example/a/", "rest", source_id="7"))
    assert first.id != second.id


OTHER = "Pemerintah kota menutup dua jembatan lama karena banjir merendam kawasan pesisir sejak pagi. " * 5


@pytest.mark.parametrize(
    ("told", "rows"),
    [
        ({}, 2),
        ({"url": STORY_URL}, 1),
        ({"title": "Harga beras naik"}, 1),
        ({"title": None}, 1),
        ({"published_at": NOON}, 1),
        ({"published_at": None}, 1),
        ({"body": None}, 1),
        ({"body": article().body + " Kalimat tambahan."}, 1),
    ],
)
def test_one_number_is_two_posts_only_where_all_that_identifies_a_story_differs(archive, site, told, rows):
    values = {"url": NEW_URL, "title": "Jembatan ditutup", "published_at": LATER, "body": OTHER} | told
    first = article(source_id="7", title="Harga beras naik", published_at=NOON)
    second = article(values.pop("url"), "rest", source_id="7", **values)
    with archive.transaction() as conn:
        for reading in (first, second, first, second):
            articles.store(conn, site, reading, now=NOON)
    found = archive.conn.execute("select title, source_id, revision from articles order by id").fetchall()
    assert len(found) == rows
    if rows == 2:
        assert [tuple(row) for row in found] == [("Harga beras naik", None, 1), ("Jembatan ditutup", "7", 1)]


def test_a_page_that_tells_no_number_is_the_story_of_its_address(archive, site):
    first = store(archive, site, article(rule="rest", source_id="7"))
    assert store(archive, site, article()).id == first.id
    assert only_row(archive)["source_id"] == "7"


def test_a_number_learned_later_is_kept(archive, site):
    first = store(archive, site, article())
    assert store(archive, site, article(rule="rest", source_id="7")).id == first.id
    assert store(archive, site, article(NEW_URL, "rest", source_id="7")).id == first.id


def test_no_two_rows_share_a_key(archive, site):
    for number, url in enumerate((STORY_URL, STORY_URL, NEW_URL, STORY_URL, NEW_URL)):
        store(archive, site, article(url, "rest", source_id=str(number)))
    keys = [row[0] for row in archive.conn.execute("select key from articles")]
    assert len(keys) == len(set(keys)) == 5
    assert articles.find_by_url(archive.conn, STORY_URL)["source_id"] == "3"
    assert articles.find_by_url(archive.conn, NEW_URL)["source_id"] == "4"


def test_an_alias_is_not_kept_for_the_story_that_has_the_address_itself(archive, site):
    store(archive, site, article(rule="rest", source_id="7"))
    store(archive, site, article(NEW_URL, "rest", source_id="7"))
    aliases = {row[0] for row in archive.conn.execute("select key from aliases")}
    assert aliases == {key(STORY_URL)}


# ---- gone


def test_a_story_that_is_gone_keeps_what_was_stored_and_may_come_back(archive, site):
    stored = store(archive, site, WHOLE)
    with archive.transaction() as conn:
        assert articles.gone(conn, stored.id, LATER)
        assert not articles.gone(conn, stored.id, LATER + timedelta(days=1))
    row = only_row(archive)
    assert (row["gone_at"], row["title"]) == ("2025-09-04T12:00:00Z", WHOLE.title)
    store(archive, site, WHOLE, LATER + timedelta(days=2))
    assert only_row(archive)["gone_at"] is None


def test_a_story_seen_unchanged_is_not_gone(archive, site):
    stored = store(archive, site, WHOLE)
    with archive.transaction() as conn:
        articles.gone(conn, stored.id, LATER)
        articles.seen(conn, stored.id, LATER)
    assert only_row(archive)["gone_at"] is None


# ---- names


def test_names_keep_their_order_and_are_replaced_whole(archive, site):
    store(archive, site, article(rule="rest", authors=("B", "A", "C"), tags=("z", "y"), categories=("y", "z")))
    store(archive, site, article(rule="rest", authors=("C", "B"), tags=("x",), categories=()))
    back = article_rows.from_row(archive.conn, only_row(archive))
    assert (back.authors, back.tags, back.categories) == (("C", "B"), ("x",), ())
    assert archive.conn.execute("select count(*) from authors").fetchone()[0] == 3


@pytest.mark.parametrize("statement", [articles.FIND_BY_KEY, articles.FIND_BY_ALIAS, articles.FIND_BY_SOURCE])
def test_looking_for_a_story_reads_no_whole_table(archive, statement):
    asked = {"site_id": 1, "source_id": "7", "key": "k"}
    plan = " ".join(row["detail"] for row in archive.conn.execute(f"explain query plan {statement}", asked))
    assert "SCAN" not in plan
