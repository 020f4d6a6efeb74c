"""Comments: which is the same one, whom to trust, in whatever order the readings come; and the waiting room."""

from dataclasses import replace
from datetime import UTC, timedelta
from itertools import permutations

import pytest

from crawler.archive import articles, comments, sites
from crawler.items import CommentKind, Precision
from tests.stories import HOME, NOON, SITE, STORY_URL, WIB, article, comment

LATER = NOON + timedelta(days=1)
LOCAL = (NOON + timedelta(minutes=1)).astimezone(WIB)


@pytest.fixture
def site(archive):
    with archive.transaction() as conn:
        return sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")


@pytest.fixture
def story(archive, site):
    with archive.transaction() as conn:
        return articles.store(conn, site, article(published_at=NOON.astimezone(WIB)), now=NOON).id


def store(archive, story, *told, at=NOON) -> tuple[int, int]:
    with archive.transaction() as conn:
        return comments.store(conn, story, told, now=at)


def rows(archive) -> list[dict]:
    return [dict(row) for row in archive.conn.execute("select * from comments order by identity")]


def what_is_known(archive) -> list[dict]:
    return [{name: row[name] for name in (*comments.COMPARED, "identity", "rule")} for row in rows(archive)]


# ---- identity


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (comment(1), comment(1, "Lain sekali.", author="Budi"), True),
        (comment(1), comment(2), False),
        (comment(None), comment(None), True),
        (comment(None), comment(None, "setuju  sekali"), True),
        (comment(None), comment(None, author="SARI"), True),
        (comment(None), comment(None, published_at=LOCAL), True),
        (comment(None), comment(None, published_at=NOON), False),
        (comment(None), comment(None, author="Budi"), False),
        (comment(None), comment(None, "Tidak setuju."), False),
        (comment(None, "👍"), comment(None, "👎"), False),
        (comment(None), comment(1), False),
    ],
)
def test_a_comment_is_the_same_by_its_number_else_by_who_when_and_what(a, b, same):
    assert (comments.identity(a) == comments.identity(b)) is same


def test_a_comment_is_stored_once(archive, story):
    assert store(archive, story, comment(1), comment(2), comment(None)) == (3, 0)
    assert store(archive, story, comment(1), comment(2), comment(None), at=LATER) == (0, 0)
    assert {(row["first_seen_at"], row["last_seen_at"]) for row in rows(archive)} == {
        ("2025-09-03T12:00:00Z", "2025-09-04T12:00:00Z")
    }


def test_the_same_number_under_two_stories_is_two_comments(archive, site, story):
    with archive.transaction() as conn:
        other = articles.store(conn, site, article(f"{HOME}lain/"), now=NOON).id
    store(archive, story, comment(1))
    assert store(archive, other, comment(1)) == (1, 0)


def test_everything_a_source_says_is_kept(archive, story):
    told = comment(
        9,
        "Satu.\nDua.",
        parent_id="8",
        depth=2,
        author_url="https://sari.example/",
        published_at=LOCAL,
        permalink=f"{STORY_URL}#comment-9",
        kind=CommentKind.PINGBACK,
        precision=Precision.MINUTE,
    )
    store(archive, story, told)
    [row] = rows(archive)
    assert (row["source_id"], row["parent_source_id"], row["depth"]) == ("9", "8", 2)
    assert (row["author_url"], row["permalink"]) == ("https://sari.example/", f"{STORY_URL}#comment-9")
    assert (row["published_at"], row["published_offset_minutes"]) == ("2025-09-03T12:01:00Z", 420)
    assert (row["kind"], row["published_precision"], row["text"]) == ("pingback", "minute", "Satu.\n\nDua.")


# ---- trust and order

REST = comment(1, "Satu.", rule="rest", parent_id="3", depth=None, published_at=LOCAL)
REST_TOP = replace(REST, parent_id=None, depth=0)
PAGE = comment(1, "Satu", rule="page", parent_id="2", depth=4, author_url="https://sari.example/", published_at=LOCAL)
FEED = comment(1, "Satu …", rule="feed:rss", parent_id=None, depth=None, permalink=f"{STORY_URL}#comment-1")
DAY = replace(PAGE, published_at=LOCAL.replace(hour=0, minute=0), precision=Precision.DAY)

SETS = {
    "rest page feed": (REST, PAGE, FEED),
    "top-level in rest, nested on the page": (REST_TOP, PAGE, FEED),
    "page feed": (PAGE, FEED),
    "day-only page, feed": (DAY, FEED),
    "rest, day-only page, feed": (REST, DAY, FEED),
}


@pytest.mark.parametrize("readings", SETS.values(), ids=SETS.keys())
def test_the_order_of_readings_does_not_matter(archive, story, readings):
    results = []
    for order in permutations(readings):
        archive.conn.execute("delete from comments")
        for told in order:
            store(archive, story, told)
        results.append(what_is_known(archive))
    assert all(result == results[0] for result in results)


@pytest.mark.parametrize("readings", SETS.values(), ids=SETS.keys())
def test_waiting_for_the_article_changes_nothing_of_the_result(archive, site, story, readings):
    for told in readings:
        store(archive, story, told)
    direct = what_is_known(archive)
    for order in permutations(readings):
        archive.conn.execute("delete from comments")
        with archive.transaction() as conn:
            for told in order:
                comments.wait(conn, site, article_url=STORY_URL, article_source_id=None, comments=(told,), now=NOON)
            comments.let_in(conn, site, story, url=STORY_URL, source_id=None)
        assert what_is_known(archive) == direct


def test_the_true_parent_is_the_apis(archive, story):
    store(archive, story, PAGE, REST)
    assert rows(archive)[0]["parent_source_id"] == "3"
    store(archive, story, REST_TOP)
    assert rows(archive)[0]["parent_source_id"] is None


def test_what_only_one_reading_tells_is_kept_from_that_one(archive, story):
    store(archive, story, REST, PAGE, FEED)
    [row] = rows(archive)
    assert (row["author_url"], row["depth"], row["permalink"]) == (
        "https://sari.example/",
        4,
        f"{STORY_URL}#comment-1",
    )
    assert (row["text"], row["rule"]) == ("Satu.", "rest")


def test_an_exact_instant_beats_a_day_whoever_tells_it(archive, story):
    store(archive, story, DAY, FEED)
    [row] = rows(archive)
    assert (row["published_at"], row["published_precision"]) == ("2025-09-03T12:01:00Z", "second")


def test_an_edited_comment_is_changed(archive, story):
    store(archive, story, PAGE)
    assert store(archive, story, replace(PAGE, paragraphs=("Satu, kata Sari.",)), at=LATER) == (0, 1)
    assert rows(archive)[0]["text"] == "Satu, kata Sari."


def test_a_feeds_utc_is_shown_in_the_storys_own_time(archive, story):
    store(archive, story, replace(FEED, published_at=LOCAL.astimezone(UTC)))
    assert rows(archive)[0]["published_offset_minutes"] == 420


def test_a_feeds_own_offset_stays(archive, story):
    store(archive, story, replace(FEED, published_at=LOCAL))
    assert rows(archive)[0]["published_offset_minutes"] == 420


def test_fractions_of_a_second_are_no_change(archive, story):
    told = comment(1, published_at=LOCAL.replace(microsecond=5000))
    store(archive, story, told)
    assert store(archive, story, told, at=LATER) == (0, 0)


# ---- removed


def test_a_removed_comment_stays_and_may_come_back(archive, site, story):
    store(archive, story, comment(1), comment(2))
    with archive.transaction() as conn:
        assert comments.removed(conn, site, ["1", "99"], now=LATER) == 1
        assert comments.removed(conn, site, ["1"], now=LATER) == 0
    assert [row["removed_at"] for row in rows(archive)] == ["2025-09-04T12:00:00Z", None]
    store(archive, story, comment(1), at=LATER)
    assert [row["removed_at"] for row in rows(archive)] == [None, None]


def test_a_comment_of_another_site_is_not_removed(archive, site, story):
    store(archive, story, comment(1))
    with archive.transaction() as conn:
        other = sites.ensure_site(conn, "other.example", "https://other.example/", "2025-09-03T12:00:00Z")
        assert comments.removed(conn, other, ["1"], now=LATER) == 0


# ---- the waiting room


def wait(archive, site, *told, url=None, number=None, at=NOON):
    with archive.transaction() as conn:
        comments.wait(conn, site, article_url=url, article_source_id=number, comments=told, now=at)


def let_in(archive, site, story, url=STORY_URL, number=None) -> int:
    with archive.transaction() as conn:
        return comments.let_in(conn, site, story, url=url, source_id=number)


def waiting(archive) -> int:
    return archive.conn.execute("select count(*) from waiting_comments").fetchone()[0]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"number": "7"}, {"number": "7"}),
        ({"url": STORY_URL}, {}),
        ({"url": f"{STORY_URL}amp/"}, {"number": "7"}),
        ({"url": STORY_URL, "number": "7"}, {"number": "7"}),
    ],
)
def test_a_story_gets_the_comments_that_waited_for_it(archive, site, story, said, asked):
    wait(archive, site, comment(1), comment(2), **said)
    assert let_in(archive, site, story, **asked) == 2
    assert (len(rows(archive)), waiting(archive)) == (2, 0)


def test_nobody_else_gets_them(archive, site, story):
    wait(archive, site, comment(1), number="8")
    wait(archive, site, comment(2), url=f"{HOME}lain/")
    with archive.transaction() as conn:
        other = sites.ensure_site(conn, "other.example", "https://other.example/", "2025-09-03T12:00:00Z")
    wait(archive, other, comment(3), number="7")
    assert let_in(archive, site, story, number="7") == 0
    assert waiting(archive) == 3


def test_comments_wait_with_all_they_said_and_when_they_were_seen(archive, site, story):
    told = replace(PAGE, kind=CommentKind.TRACKBACK, precision=Precision.DAY, paragraphs=("Satu.", "Dua."))
    wait(archive, site, told, url=STORY_URL, at=NOON)
    let_in(archive, site, story)
    waited = rows(archive)
    archive.conn.execute("delete from comments")
    store(archive, story, told)
    ids = {"id": 0}
    assert [row | ids for row in waited] == [row | ids for row in rows(archive)]


@pytest.mark.parametrize("statement", [comments.KNOWN, comments.WAITING, comments.LET_IN, comments.OF_SITE])
def test_no_statement_reads_all_comments(archive, statement):
    asked = {"article_id": 1, "identity": "x", "site_id": 1, "ref": "x", "now": "x", "source_id": "1"}
    plan = " ".join(row["detail"] for row in archive.conn.execute(f"explain query plan {statement}", asked))
    assert "SCAN" not in plan
