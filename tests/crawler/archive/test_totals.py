"""The account and the counts of each site, against an archive whose contents are known."""

from datetime import timedelta

import pytest

from crawler.archive import articles, runs, sites, visits
from crawler.archive.totals import SiteTotals, totals
from crawler.items import CommentKind, Link, Outcome, Target
from pipelines.store import store_visit
from tests.stories import HOME, NOON, SITE, api_visit, article, comment, visit


def keep(archive, *seen):
    with archive.transaction() as conn:
        for one in seen:
            store_visit(conn, one, run_id=None, run_began=NOON)


def url(name: str) -> str:
    return f"{HOME}{name}/"


def test_an_empty_archive_has_no_sites(archive):
    assert totals(archive.conn) == []


def test_everything_is_counted_once(archive):
    said = (comment(1), comment(2), comment(3, kind=CommentKind.PINGBACK), comment(4, kind=CommentKind.TRACKBACK))
    keep(
        archive,
        visit(article(url("a"), comments=said, published_at=NOON), url=url("a")),
        visit(article(url("b"), published_at=NOON + timedelta(days=1)), url=url("b")),
        visit(article(url("c"), body="Cerita lain. " * 30), url=url("c")),
        visit(article(url("c"), title="Baru", body="Cerita lain. " * 30), url=url("c")),
        visit(url=url("c"), status=404, outcome=Outcome.EXCLUDED, reason="not found (404)"),
        visit(url=url("d"), outcome=Outcome.EXCLUDED, reason="listing"),
        visit(url=url("e"), outcome=Outcome.EXCLUDED, reason="listing"),
        visit(url=url("f"), outcome=Outcome.FAILED, status=500, reason="server error (500)"),
        visit(url=url("g"), outcome=Outcome.DUE, status=429, reason="asked to wait (429)"),
        api_visit(links=(Link(url("h"), Target.PAGE, "rest"),), removed_comments=("2",), at=NOON + timedelta(hours=1)),
    )
    [site] = totals(archive.conn)
    assert site == SiteTotals(
        SITE,
        archived=3,
        excluded=2,
        failed=1,
        due=2,
        found=8,
        articles=3,
        duplicates=1,
        near_duplicates=1,
        gone=1,
        comments=1,
        pings=2,
        edits=1,
        reasons={
            "archived": site.reasons["archived"],
            "excluded": {"listing": 2},
            "failed": {"server error (500)": 1},
            "due": {"": 1, "asked to wait (429)": 1},
        },
        last_visit="2025-09-03T12:00:00Z",
    )
    assert sum(site.reasons["archived"].values()) == 3
    assert site.balances


def test_sites_are_counted_apart_and_in_order(archive):
    with archive.transaction() as conn:
        for host in ("z.example", "a.example"):
            site = sites.ensure_site(conn, host, f"https://{host}/", "2025-09-03T12:00:00Z")
            articles.store(conn, site, article(f"https://{host}/x/"), now=NOON)
    assert [(site.site, site.articles) for site in totals(archive.conn)] == [("a.example", 1), ("z.example", 1)]


@pytest.mark.parametrize(("found", "balances"), [(10, True), (9, False), (11, False)])
def test_an_account_that_does_not_add_up_says_so(found, balances):
    site = SiteTotals(SITE, archived=4, excluded=3, failed=2, due=1, found=found)
    assert site.balances is balances


# ---- sites, cursors, visits, runs


def test_a_site_has_one_row_and_its_cursors(archive):
    with archive.transaction() as conn:
        site = sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")
        assert sites.ensure_site(conn, SITE, "https://other.example/", "later") == site
        other = sites.ensure_site(conn, "other.example", "https://other.example/", "2025-09-03T12:00:00Z")
        for name, value in (("page", "2"), ("page", "3"), ("done", "yes"), ("done", None)):
            sites.set_cursor(conn, site, name, value)
        sites.set_cursor(conn, other, "page", "9")
    assert sites.cursors(archive.conn, site) == {"page": "3"}
    assert sites.site_id(archive.conn, "unknown.example") is None


def test_a_visit_is_recorded_as_it_was(archive):
    with archive.transaction() as conn:
        site = sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")
        run = runs.begin(conn, spider="site", arguments={"url": HOME}, version="1", now=NOON)
        seen = visit(url=url("a"), final_url=url("b"), body_bytes=9, body_sha256="h", not_modified=True, reason="x")
        visits.add(conn, seen, site_id=site, run_id=run)
        visits.add(conn, visit(url=url("a")), site_id=site, run_id=None)
        runs.end(conn, run, reason="finished", stats={"b": 1, "a": NOON, "c": "x"}, now=NOON)
    first, second = archive.conn.execute("select * from visits order by id").fetchall()
    assert (first["final_url"], first["not_modified"], first["body_bytes"], first["run_id"]) == (url("b"), 1, 9, run)
    assert (second["final_url"], second["not_modified"], second["run_id"]) == (None, 0, None)
    row = archive.conn.execute("select * from runs").fetchone()
    assert (row["finish_reason"], row["stats"], row["arguments"]) == (
        "finished",
        '{"b": 1, "c": "x"}',
        f'{{"url": "{HOME}"}}',
    )


# ---- views for strangers


def test_the_list_of_articles_reads_like_a_table(archive):
    told = article(published_at=NOON, authors=("Sari", "Budi"), categories=("Pangan",), comments=(comment(1),))
    keep(archive, visit(told))
    row = archive.conn.execute("select * from article_list").fetchone()
    assert (row["site"], row["published_local"], row["authors"]) == (SITE, "2025-09-03 12:00", "Sari, Budi")
    assert (row["categories"], row["comments"], row["duplicate_of"]) == ("Pangan", 1, None)


def test_a_thread_reads_in_order_with_its_levels(archive):
    def said(number, minute, parent=None):
        return comment(number, f"K{number}", parent_id=parent, published_at=NOON + timedelta(minutes=minute))

    told = (said(4, 4, "2"), said(3, 3), said(2, 2, "1"), said(1, 1), said(5, 5, "99"), said(6, 6, "4"))
    keep(archive, visit(article(comments=told)))
    rows = archive.conn.execute("select level, text from comment_thread").fetchall()
    assert [tuple(row) for row in rows] == [(0, "K1"), (1, "K2"), (2, "K4"), (3, "K6"), (0, "K3"), (0, "K5")]


@pytest.mark.parametrize("parents", [{"1": "1"}, {"1": "2", "2": "1"}, {"1": "3", "2": "1", "3": "2"}])
def test_comments_that_name_each_other_as_parents_are_shown_all_the_same(archive, parents):
    told = [comment(number, f"K{number}", parent_id=parents.get(str(number))) for number in (1, 2, 3)]
    keep(archive, visit(article(comments=tuple(told))))
    shown = {row["text"] for row in archive.conn.execute("select text from comment_thread")}
    assert shown == {"K1", "K2", "K3"}
