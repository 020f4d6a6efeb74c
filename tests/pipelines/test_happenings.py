"""What becomes of stories and comments after they were stored: gone, redirected, removed, edited, back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.archive import erasure, events
from crawler.archive.open import Archive
from crawler.items import Link, Outcome, Target, ThreadWalk, Visit
from pipelines.store import store_visit
from tests.stories import HOME, NOON, STORY_URL, api_visit, article, comment, thread, visit

PAGES = (f"{STORY_URL}comment-page-1/", f"{STORY_URL}comment-page-2/")


def keep(archive, *seen: Visit, from_hour: int = 0) -> None:
    for hours, one in enumerate(seen, start=from_hour):
        with archive.transaction() as conn:
            store_visit(conn, replace(one, at=NOON + timedelta(hours=hours)), run_id=None, run_began=NOON)


def happened(archive) -> list[tuple[str, str | None]]:
    return [(row["what"], row["detail"]) for row in events.of_article(archive.conn, 1)]


def gone_at(archive) -> str | None:
    return archive.conn.execute("select gone_at from articles where id = 1").fetchone()[0]


# ---- articles

THERE = visit(article())
LOST = visit(status=404, reason="not found (404)")
AWAY = {
    "to the front page": visit(final_url=HOME, reason="listing"),
    "to another story": visit(article(f"{HOME}lain/", title="Lain"), final_url=f"{HOME}lain/"),
    "to another site": visit(status=None, final_url=None, reason="other site"),
}
NOT_AWAY = {
    "a login": visit(final_url=f"{HOME}login/", reason="login"),
    "a challenge": visit(final_url=f"{HOME}check/", reason="challenge page", outcome=Outcome.FAILED),
    "its own new address": visit(article(aliases=(f"{HOME}?p=7",)), final_url=STORY_URL, url=f"{HOME}?p=7"),
    "a slash more": visit(final_url=STORY_URL.rstrip("/"), reason="listing"),
    "an error": visit(status=500, final_url=HOME, reason="server error (500)", outcome=Outcome.FAILED),
}


@pytest.mark.parametrize("status", [404, 410])
def test_a_story_that_is_gone_stays_and_is_marked(archive, status):
    keep(archive, THERE, replace(LOST, status=status))
    assert happened(archive) == [("gone", str(status))]
    assert gone_at(archive) == "2025-09-03T13:00:00Z"
    assert archive.conn.execute("select body from articles").fetchone()[0] == article().body


def test_gone_is_told_once_and_back_once(archive):
    keep(archive, THERE, LOST, LOST, THERE, THERE, LOST)
    assert [what for what, _ in happened(archive)] == ["gone", "back", "gone"]


def test_a_story_that_answers_304_is_back(archive):
    keep(archive, THERE, LOST, visit(status=304, not_modified=True, outcome=Outcome.ARCHIVED))
    assert [what for what, _ in happened(archive)] == ["gone", "back"]
    assert gone_at(archive) is None


@pytest.mark.parametrize("away", AWAY.values(), ids=AWAY)
def test_a_story_whose_address_leads_elsewhere_stays_and_is_marked(archive, away):
    keep(archive, THERE, away)
    assert happened(archive) == [("redirected", away.final_url or "other site")]
    assert gone_at(archive) is not None
    [row] = archive.conn.execute("select outcome, article_id from frontier where url = ?", (STORY_URL,)).fetchall()
    assert tuple(row) == ("archived", 1)
    keep(archive, THERE, from_hour=9)
    assert [what for what, _ in happened(archive)] == ["redirected", "back"]
    assert gone_at(archive) is None


@pytest.mark.parametrize("answer", NOT_AWAY.values(), ids=NOT_AWAY)
def test_a_story_is_not_taken_away_by(archive, answer):
    keep(archive, THERE, answer)
    assert happened(archive) == []
    assert gone_at(archive) is None


def test_an_alias_that_leads_elsewhere_says_nothing_of_the_story(archive):
    alias = f"{HOME}?p=7"
    keep(archive, THERE, visit(article(aliases=(alias,)), url=alias, final_url=STORY_URL))
    keep(archive, visit(url=alias, final_url=HOME, reason="listing"))
    assert happened(archive) == []


def test_a_story_that_an_api_no_longer_lists_is_gone(archive):
    keep(archive, THERE, api_visit(gone=(STORY_URL,)))
    assert happened(archive) == [("gone", "no longer listed")]


# ---- comments


def removed(archive) -> list[str]:
    return [
        row[0] for row in archive.conn.execute("select source_id from comments where removed_at is not null order by 1")
    ]


def shown(*numbers: int, stated: int | None = None, pages: tuple[str, ...] = (), **told) -> Visit:
    """The story's page with these comments, stating how many there are."""
    walk = (ThreadWalk(STORY_URL, stated, pages),) if stated is not None else ()
    links = tuple(Link(url, Target.COMMENTS, "article", again=True) for url in pages)
    return visit(article(comments=tuple(map(comment, numbers))), walks=walk, links=links, **told)


def comment_page(number: int, *numbers: int, stated: int, **told) -> Visit:
    walk = (ThreadWalk(STORY_URL, stated, PAGES),)
    threads = (thread(*map(comment, numbers)),)
    return visit(
        url=PAGES[number - 1], target=Target.COMMENTS, threads=threads, walks=walk, reason="comment page", **told
    )


def test_an_edited_comment_keeps_what_it_said(archive):
    keep(archive, visit(article(comments=(comment(1, "Satu."),))), visit(article(comments=(comment(1, "Dua."),))))
    [row] = events.of_article(archive.conn, 1)
    assert (row["what"], row["before"], row["comment_id"]) == ("edited", '{"text": "Satu."}', 1)
    assert archive.conn.execute("select text from comments").fetchone()[0] == "Dua."


@pytest.mark.parametrize(
    "later",
    [
        comment(1, "Satu."),
        comment(1, "Satu…", rule="rest"),
        comment(1, "Satu  ."),
        comment(1, "Satu.", author_url=HOME),
    ],
    ids=["the same", "another source", "white space", "a link"],
)
def test_a_comment_is_not_edited_by(archive, later):
    first = "Satu ." if "  " in later.text else "Satu."
    keep(archive, visit(article(comments=(comment(1, first),))), visit(article(comments=(later,))))
    assert events.of_article(archive.conn, 1) == []


def test_a_comment_that_its_page_no_longer_shows_is_removed_and_may_come_back(archive):
    keep(archive, shown(1, 2, 3, stated=3), shown(1, 3, stated=2))
    assert removed(archive) == ["2"]
    assert archive.conn.execute("select text from comments where source_id = '2'").fetchone()[0] == "Setuju sekali."
    keep(archive, shown(1, 2, 3, stated=3), from_hour=5)
    assert removed(archive) == []
    assert [what for what, _ in happened(archive)] == ["removed", "back"]


UNPROVEN = {
    "a page that states nothing": shown(1),
    "a page cut short": shown(1, stated=3),
    "a closed thread": shown(stated=3),
    "one that counts replies apart": shown(1, 2, stated=1),
    "further pages not read": shown(1, stated=1, pages=PAGES),
    "an answer without the page": visit(status=304, not_modified=True, outcome=Outcome.ARCHIVED),
    "an error": visit(status=500, outcome=Outcome.FAILED, walks=(ThreadWalk(STORY_URL, 0),)),
}


@pytest.mark.parametrize("later", UNPROVEN.values(), ids=UNPROVEN)
def test_no_comment_is_removed_by(archive, later):
    keep(archive, shown(1, 2, 3, stated=3), later)
    assert removed(archive) == []


def forget(archive: Archive, number: str) -> None:
    with archive.transaction() as conn:
        row = conn.execute("select * from comments where source_id = ?", (number,)).fetchone()
        erasure.comment(conn, row, datetime(2025, 9, 3, 5, tzinfo=UTC))


def test_a_comment_that_was_forgotten_counts_where_the_site_still_shows_it(archive):
    keep(archive, shown(1, 2, 3, 4, stated=4))
    forget(archive, "1")
    keep(archive, shown(1, 2, 3, stated=3), from_hour=5)
    assert removed(archive) == ["4"]
    keep(archive, shown(3, stated=1), from_hour=8)  # the forgotten one is gone there, too
    assert removed(archive) == ["2", "4"]


def test_a_forgotten_comment_counts_on_further_pages(archive):
    keep(archive, shown(stated=4, pages=PAGES), comment_page(1, 1, 2, stated=4), comment_page(2, 3, 4, stated=4))
    forget(archive, "1")
    pages = comment_page(1, 1, 2, stated=3), comment_page(2, 4, stated=3)
    keep(archive, shown(stated=3, pages=PAGES), *pages, from_hour=5)
    assert removed(archive) == ["3"]


def test_a_walk_through_all_comment_pages_proves_what_is_gone(archive):
    keep(archive, shown(stated=4, pages=PAGES), comment_page(1, 1, 2, stated=4), comment_page(2, 3, 4, stated=4))
    assert removed(archive) == []
    keep(archive, shown(stated=3, pages=PAGES), comment_page(1, 1, 2, stated=3), from_hour=5)
    assert removed(archive) == []  # the second page may still show it
    keep(archive, comment_page(2, 4, stated=3), from_hour=8)
    assert removed(archive) == ["3"]


def test_a_comment_page_that_failed_proves_nothing(archive):
    keep(archive, shown(stated=4, pages=PAGES), comment_page(1, 1, 2, stated=4), comment_page(2, 3, 4, stated=4))
    failed = visit(url=PAGES[1], target=Target.COMMENTS, status=500, outcome=Outcome.FAILED)
    keep(archive, shown(stated=2, pages=PAGES), failed, comment_page(1, 1, 2, stated=2), from_hour=5)
    assert removed(archive) == []


def test_a_pingback_that_only_a_feed_told_is_not_expected_on_the_page(archive):
    ping = comment(9, rule="feed:rss")
    keep(
        archive,
        shown(1, stated=1),
        visit(url=f"{HOME}feed/", target=Target.FEED, threads=(thread(ping),)),
        shown(1, stated=1),
    )
    assert removed(archive) == []


def test_the_last_comment_of_a_story_can_go(archive):
    keep(archive, shown(1, stated=1), shown(stated=0))
    assert removed(archive) == ["1"]


def test_an_api_that_no_longer_lists_a_comment_says_so(archive):
    keep(archive, shown(1, 2), api_visit(removed_comments=("2",)))
    assert removed(archive) == ["2"]
    assert happened(archive) == [("removed", None)]
