"""Wire copies and light rewrites: found whatever was changed, in clusters that stay right as stories change and go."""

import random
from datetime import timedelta
from itertools import permutations

import pytest

from crawler.archive import articles, near_duplicates, sites
from crawler.archive.open import Archive
from crawler.archive.signatures import LEAST_WORDS
from tests.benchmarks.near_texts import EDITS, Tongue, changed
from tests.stories import NOON, article, paragraphs

TONGUE = Tongue("id", random.Random(7))
STORY = TONGUE.story(300)
OTHER = TONGUE.story(300)
BOILERPLATE = TONGUE.story(100)


def store(archive, name: str, texts, day: int | None = 1, *, site: str = "a.example", now=NOON) -> int:
    told = article(
        f"https://{site}/{name}/",
        body=None,
        paragraphs=paragraphs(*texts),
        published_at=None if day is None else NOON + timedelta(days=day),
    )
    with archive.transaction() as conn:
        site_id = sites.ensure_site(conn, site, f"https://{site}/", "2025-09-03T12:00:00Z")
        return articles.store(conn, site_id, told, now=now).id


def clusters(archive) -> dict[str, str | None]:
    """Of each story the earliest of its cluster; None if it is alone."""
    rows = archive.conn.execute(
        "select a.url, e.url from near_duplicates n join articles a on a.id = n.article_id "
        "left join near_clusters k on k.id = n.cluster_id left join articles e on e.id = k.earliest_id"
    )
    return {url.split("/")[3]: earliest and earliest.split("/")[3] for url, earliest in rows}


def forget_all(archive) -> None:
    for (row,) in archive.conn.execute("select article_id from near_duplicates").fetchall():
        near_duplicates.forget(archive.conn, row)
    for table in ("aliases", "revisions", "fingerprints"):
        archive.conn.execute(f"delete from {table}")
    archive.conn.execute("update articles set duplicate_of = null")
    archive.conn.execute("delete from articles")


FOUND = [name for name in EDITS if name not in ("25 % of words", "30 % of words", "40 % of words")]


def test_an_archive_that_is_thrown_away_compares_none(archive):
    near_duplicates.switch_off(archive.conn)
    store(archive, "first", STORY)
    store(archive, "copy", STORY, day=2, site="b.example")
    assert clusters(archive) == {}
    assert archive.conn.execute("select count(*) from recent_lines").fetchone()[0] == 0


@pytest.mark.parametrize("edit", FOUND)
def test_a_copy_is_found_whatever_was_done_to_it(archive, edit):
    store(archive, "first", STORY)
    store(archive, "copy", EDITS[edit](STORY, TONGUE), day=2, site="b.example")
    store(archive, "other", OTHER, day=3, site="b.example")
    assert clusters(archive) == {"first": "first", "copy": "first", "other": None}


@pytest.mark.parametrize("share", [0.6, 1.0])
def test_what_shares_little_is_no_copy(archive, share):
    store(archive, "first", STORY)
    store(archive, "second", changed(share)(STORY, TONGUE))
    assert clusters(archive) == {"first": None, "second": None}


def test_reports_that_share_a_background_paragraph_are_no_copies(archive):
    store(archive, "first", (*STORY, BOILERPLATE[0]))
    store(archive, "second", (*OTHER, BOILERPLATE[0]))
    assert clusters(archive) == {"first": None, "second": None}


def test_what_a_site_prints_under_every_story_makes_no_copies(archive):
    for number in range(8):
        store(archive, f"s{number}", (*TONGUE.story(60), *BOILERPLATE))
    shared = [name for name, earliest in clusters(archive).items() if earliest]
    assert set(shared) <= {"s0", "s1", "s2"}, "only before the site had shown what it prints under every story"
    assert {f"s{number}": clusters(archive)[f"s{number}"] for number in range(3, 8)} == dict.fromkeys(
        f"s{number}" for number in range(3, 8)
    )


def test_a_short_story_is_left_out_and_the_reason_kept(archive):
    store(archive, "short", (" ".join(STORY[0].split()[: LEAST_WORDS // 2]),))
    store(archive, "again", (" ".join(STORY[0].split()[: LEAST_WORDS // 2]),))
    rows = archive.conn.execute(
        "select left_out, words < ?, signature, cluster_id from near_duplicates", (LEAST_WORDS,)
    )
    assert [tuple(row) for row in rows] == [("short", 1, None, None)] * 2


def test_the_earliest_leads_in_any_order_of_arrival(archive):
    texts = {"a": STORY, "b": changed(0.1)(STORY, TONGUE), "c": changed(0.1)(STORY, TONGUE), "d": OTHER}
    days = {"a": 3, "b": 1, "c": None, "d": 0}
    for order in permutations(texts):
        for name in order:
            store(archive, name, texts[name], days[name], site=f"{name}.example")
        assert clusters(archive) == {"a": "b", "b": "b", "c": "b", "d": None}, order
        forget_all(archive)


@pytest.mark.parametrize("names", list(permutations("abc")))
@pytest.mark.parametrize("day", [1, None])
def test_of_one_instant_the_same_leads_that_copies_name_in_any_order_of_arrival(archive, names, day):
    for hour, name in enumerate(names):
        store(archive, name, STORY, day, now=NOON + timedelta(hours=hour))
    rows = archive.conn.execute("select d.url from articles a join articles d on d.id = a.duplicate_of").fetchall()
    assert {url.split("/")[3] for (url,) in rows} == {"a"}
    assert set(clusters(archive).values()) == {"a"}


def test_a_date_learned_later_changes_who_was_first(archive):
    store(archive, "a", STORY, day=None)
    store(archive, "b", STORY, day=2, site="b.example")
    assert clusters(archive) == {"a": "b", "b": "b"}
    store(archive, "a", STORY, day=1)
    assert clusters(archive) == {"a": "a", "b": "a"}


def test_a_story_edited_into_another_leaves_its_cluster(archive):
    store(archive, "a", STORY, day=1)
    store(archive, "b", STORY, day=2)
    store(archive, "c", STORY, day=3)
    store(archive, "a", OTHER, day=1)
    assert clusters(archive) == {"a": None, "b": "b", "c": "b"}
    store(archive, "d", OTHER, day=4)
    assert clusters(archive)["d"] == "a"


def test_a_story_edited_into_a_copy_joins(archive):
    store(archive, "a", STORY)
    store(archive, "b", OTHER, day=2)
    store(archive, "b", STORY, day=2)
    assert clusters(archive) == {"a": "a", "b": "a"}


def test_a_story_that_two_clusters_have_in_common_makes_them_one_until_it_goes(archive):
    one, two, three = (TONGUE.story(120) for _ in range(3))
    store(archive, "left", (*one, *two), day=1, site="a.example")
    store(archive, "right", (*three, *TONGUE.story(100)), day=2, site="b.example")
    assert clusters(archive) == {"left": None, "right": None}
    middle = store(archive, "middle", (*one, *two, *three, *_rest(archive, "right", three)), day=3, site="c.example")
    assert clusters(archive) == {"left": "left", "right": "left", "middle": "left"}
    with archive.transaction() as conn:
        near_duplicates.forget(conn, middle)
    assert clusters(archive) == {"left": None, "right": None}


def _rest(archive, name: str, known) -> list[str]:
    (body,) = archive.conn.execute("select body from articles where url like ?", (f"%/{name}/",)).fetchone()
    return [line for line in body.split("\n") if line not in known]


def test_a_forgotten_story_leaves_no_trace_and_the_others_stay_together(archive):
    ids = [store(archive, f"s{n}", STORY, day=n, site=f"{n}.example") for n in range(5)]
    with archive.transaction() as conn:
        near_duplicates.forget(conn, ids[0])
    assert clusters(archive) == {f"s{n}": "s1" for n in range(1, 5)}
    for table, column in (
        ("near_duplicates", "article_id"),
        ("near_buckets", "article_id"),
        ("near_links", "article_id"),
        ("near_links", "other_id"),
        ("recent_lines", "article_id"),
    ):
        assert not archive.conn.execute(f"select 1 from {table} where {column} = ?", (ids[0],)).fetchone(), table


def test_a_wire_story_on_very_many_sites_is_one_cluster(archive):
    for number in range(80):
        store(archive, f"s{number:02}", changed(0.05)(STORY, TONGUE), day=number, site=f"{number}.example")
    assert set(clusters(archive).values()) == {"s00"}


def test_the_same_stories_give_the_same_rows(tmp_path):
    seen = []
    for folder in ("one", "two"):
        with Archive.writing(tmp_path / folder) as archive:
            for number, share in enumerate((0, 0.1, 0.2, 1.0)):
                texts = _changed_alike(share)
                store(archive, f"s{number}", texts, day=number)
            tables = ("near_duplicates", "near_buckets", "near_links", "recent_lines")
            seen.append([tuple(row) for table in tables for row in archive.conn.execute(f"select * from {table}")])
    assert seen[0] == seen[1]


def _changed_alike(share: float) -> tuple[str, ...]:
    return changed(share)(STORY, Tongue("id", random.Random(3)))


def test_signatures_of_another_version_are_not_compared_and_are_renewed(archive, monkeypatch):
    with monkeypatch.context() as past:
        past.setattr(near_duplicates, "version", lambda: "0")
        for number in range(4):
            store(archive, f"old{number}", STORY, day=number, site=f"{number}.example")
    store(archive, "new1", STORY, day=8)
    versions = [row[0] for row in archive.conn.execute("select version from near_duplicates order by article_id")]
    assert [version == "0" for version in versions] == [False, False, True, True, False]
    assert {name for name, earliest in clusters(archive).items() if earliest == "old0"} >= {"old0", "old1", "old2"}
    store(archive, "new2", OTHER, day=9)
    assert not archive.conn.execute("select 1 from near_duplicates where version = '0'").fetchone()
    assert clusters(archive) == {**dict.fromkeys(("old0", "old1", "old2", "old3", "new1"), "old0"), "new2": None}


def test_nothing_is_looked_up_by_reading_a_table_through(archive):
    store(archive, "a", STORY)
    for sql, values in (
        (near_duplicates.IN_BUCKETS, range(12)),
        (near_duplicates.MEMBERS, (1,)),
        (near_duplicates.NEIGHBOURS, (1,)),
        (near_duplicates.RECENT, (1, 1)),
        (near_duplicates.STALE, (0, 1, 1)),
    ):
        plan = [row["detail"] for row in archive.conn.execute(f"explain query plan {sql}", tuple(values))]
        assert not any(line.startswith("SCAN") and "subquery" not in line for line in plan), plan
