"""A site that changed between two crawls: edits, removals, stories gone, redirected and back, as the archive tells them."""

import json
from pathlib import Path

import pytest

from crawler.archive import articles, events, history
from crawler.archive.open import Archive
from tests.crawling import crawl
from tests.loopback import Answer, Loopback, story

STORY = "/cerita-pasar-satu/"
OTHER = "/cerita-lain/"
FORM = '<form action="/wp-comments-post.php" method="post" id="commentform"></form>'


def commented(*said: tuple[int, str], stated: int | None = None, links: str = "") -> str:
    """The comments of a page as a classic theme prints them, with their count."""
    items = "".join(
        f'<li class="comment depth-1" id="comment-{number}"><b class="fn">Sari</b>'
        f'<time datetime="2025-09-02T10:0{number}:00+07:00">2 September</time><div class="comment-content"><p>{text}</p></div></li>'
        for number, text in said
    )
    title = f'<h2 class="comments-title">{len(said) if stated is None else stated} komentar</h2>' if said else ""
    return f'<div id="comments">{title}{f"<ol class=comment-list>{items}</ol>" if said else ""}{links}{FORM}</div>'


FIRST = story("Cerita pasar satu", extra=commented((1, "Setuju."), (2, "Tidak setuju."), (3, "Entahlah.")))
WALKED = '<a href="/cerita-pasar-satu/comment-page-1/">1</a><a href="/cerita-pasar-satu/comment-page-2/">2</a>'


def looked(folder: Path, *days: dict[str, Answer]) -> list[tuple[str, str | None]]:
    """Crawl the story on one address each day; what happened to it and its comments."""
    site = Loopback({})
    with site:
        for routes in days:
            site.routes = {"/": story("Beranda"), **routes}
            done = crawl("article", folder, url=site.url + STORY)
            assert done.returncode == 0, done.stderr
    with Archive.reading(folder) as archive:
        row = articles.find_by_url(archive.conn, site.url + STORY)
        numbers = dict(archive.conn.execute("select id, source_id from comments").fetchall())
        return [(one["what"], numbers.get(one["comment_id"])) for one in events.of_article(archive.conn, row["id"])]


AFTER = {
    "one comment removed": (story("Cerita pasar satu", extra=commented((1, "Setuju."), (3, "Entahlah."))), [("removed", "2")]),
    "one comment edited": (
        story("Cerita pasar satu", extra=commented((1, "Setuju sekali."), (2, "Tidak setuju."), (3, "Entahlah."))),
        [("edited", "1")],
    ),
    "all comments removed": (story("Cerita pasar satu", extra=commented()), [("removed", "1"), ("removed", "2"), ("removed", "3")]),
    "comments hidden": (story("Cerita pasar satu", extra="<p>Komentar ditutup.</p>"), []),
    "fewer shown than stated": (story("Cerita pasar satu", extra=commented((1, "Setuju."), stated=3)), []),
    "gone": (Answer(410, "hilang"), [("gone", None)]),
    "redirected": (Answer(301, headers={"Location": OTHER}), [("redirected", None)]),
}  # fmt: skip


@pytest.mark.parametrize(("after", "told"), AFTER.values(), ids=AFTER)
def test_what_changed_between_two_looks_is_told_and_undone_by_a_third(tmp_path, after, told):
    other = {OTHER: story("Cerita lain sekali")}
    assert looked(tmp_path / "two", {STORY: FIRST}, {STORY: after} | other) == told
    third = looked(tmp_path / "three", {STORY: FIRST}, {STORY: after} | other, {STORY: FIRST})
    undone = {"removed": "back", "gone": "back", "redirected": "back", "edited": "edited"}
    assert third == told + [(undone[what], number) for what, number in told]


def test_a_thread_of_several_pages_is_walked_before_anything_is_removed(tmp_path):
    first, second = ("/cerita-pasar-satu/comment-page-1/", "/cerita-pasar-satu/comment-page-2/")

    def day(one: tuple, two: tuple, stated: int, *, broken: bool = False) -> dict[str, Answer]:
        page = lambda said: story("Cerita pasar satu", extra=commented(*said, stated=stated, links=WALKED))  # noqa: E731
        return {STORY: page(two), first: page(one), second: Answer(404) if broken else page(two)}

    a, b, c, d = (1, "Satu."), (2, "Dua."), (3, "Tiga."), (4, "Empat.")
    whole = day((a, b), (c, d), 4)
    assert looked(tmp_path / "removed", whole, day((a,), (c, d), 3)) == [("removed", "2")]
    assert looked(tmp_path / "broken", whole, day((a,), (c,), 2, broken=True)) == []
    assert looked(tmp_path / "same", whole, whole) == []


def test_the_same_words_in_a_new_theme_are_no_revision(tmp_path):
    marked = FIRST.body.replace("<p>Cerita pasar satu: alinea nomor 2", "<p><b>Cerita pasar satu</b>: alinea  nomor 2")
    merged = marked.replace("</p><p>Cerita pasar satu: alinea nomor 4", "<br>Cerita pasar satu: alinea nomor 4")
    assert merged != FIRST.body
    looked(tmp_path, {STORY: FIRST}, {STORY: Answer(body=merged)})
    with Archive.reading(tmp_path) as archive:
        row = archive.conn.execute("select * from articles").fetchone()
        assert len(history.states(archive.conn, row)) == 1
        assert len(json.loads(row["paragraphs"])) == 5  # of six, as the new theme has them
