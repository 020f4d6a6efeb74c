"""The provisioner on this very machine: a real WordPress, and the truth about it, checked from outside."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from tests.wordpress.server import FIRST_SETTINGS, SETTINGS, WordPress, bring_down
from tests.wordpress.truth import Truth

pytestmark = pytest.mark.wordpress
POSTS = 80
COMMENT = re.compile(r'<li\b[^>]*\bid="comment-(\d+)"[^>]*>')
DEPTH = re.compile(r"\bdepth-(\d+)")


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


OPENER = build_opener(NoRedirects)


def get(url: str) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers; redirects are not followed."""
    try:
        with OPENER.open(Request(url), timeout=30) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except HTTPError as error:
        with error:
            return error.code, error.read().decode(), dict(error.headers)


def status(url: str) -> int:
    return get(url)[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wordpress")


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[WordPress]:
    with WordPress(folder, posts=POSTS) as wordpress:
        yield wordpress


@pytest.fixture
def wordpress(running: WordPress) -> WordPress:
    running.set(**FIRST_SETTINGS)
    running.mark()
    return running


@pytest.fixture(scope="module")
def truth(running: WordPress) -> Truth:
    return running.truth()


def test_rendering_and_plan_agree_about_every_post(truth):
    assert len(truth.records) == POSTS
    assert {len(word) for word in truth.secrets} == {10}
    seed = next(record for record in truth.records if record["key"] == "benih")
    assert (seed["authors"], len(seed["paragraphs"]), seed["comments"]) == (["Jurnalis Berita"], 8, [])


@pytest.mark.parametrize("theme", SETTINGS["theme"])
def test_pages_show_exactly_the_comments_and_parents_the_truth_says(wordpress, truth, theme):
    wordpress.set(theme=theme)
    for record in (record for record in truth.records if record["comments"]):
        shown = {c["id"]: c["displayed_parent_id"] for c in record["comments"] if c["on_page"]}
        assert (record["key"], _comments_on_pages(record)) == (record["key"], shown)


def _comments_on_pages(record: dict[str, Any]) -> dict[int, int | None]:
    """Each comment's number and its parent as displayed: the last one before it a level up."""
    tops = sum(c["on_page"] and c["parent_id"] is None for c in record["comments"])
    pages = max(1, -(-tops // 10))
    found: dict[int, int | None] = {}
    for page in range(1, pages + 1):
        levels: dict[int, int] = {}
        for item in COMMENT.finditer(get(record["url"] + (f"comment-page-{page}/" if pages > 1 else ""))[1]):
            level = int(DEPTH.search(item[0])[1])
            levels[level] = int(item[1])
            found[int(item[1])] = levels.get(level - 1)
    return found


@pytest.mark.parametrize(("order", "page"), [("asc", "first"), ("desc", "first"), ("desc", "last")])
def test_comment_pages_hold_the_same_comments_in_either_order(wordpress, truth, order, page):
    wordpress.set(comment_order=order, comment_page=page)
    record = next(record for record in truth.records if record["key"] == "paged-block")
    assert set(_comments_on_pages(record)) == {comment["id"] for comment in record["comments"]}


def test_rest_counts_what_the_truth_holds(wordpress, truth):
    posts = get(f"{wordpress.url}wp-json/wp/v2/posts?per_page=100")
    shown = {row["id"] for row in json.loads(posts[1]) if not row["content"]["protected"]}
    assert shown == {record["id"] for record in truth.records}
    whole = {c["id"] for record in truth.records for c in record["comments"]}
    pings = {c["id"] for record in truth.records for c in record["comments"] if c["kind"] != "comment"}
    assert _comments_in_rest(wordpress, {record["id"] for record in truth.records}) == whole - pings


def _comments_in_rest(wordpress: WordPress, posts: set[int]) -> set[int]:
    """A page may hold fewer than it was asked for: comments on hidden posts are counted, then left out."""
    asked = f"{wordpress.url}wp-json/wp/v2/comments?per_page=100&_fields=id,post&page="
    pages = int(get(f"{asked}1")[2]["X-WP-TotalPages"])
    rows = [row for page in range(1, pages + 1) for row in json.loads(get(f"{asked}{page}")[1])]
    return {row["id"] for row in rows if row["post"] in posts}


def test_what_must_stay_hidden_is_on_no_listing_but_the_password_posts_titles(wordpress, truth):
    hidden = {word for word, where in truth.secrets.items() if "password" not in where}
    for path in (
        "",
        "feed/",
        "comments/feed/",
        "wp-json/wp/v2/posts?per_page=100",
        "wp-json/wp/v2/comments?per_page=100",
    ):
        _, text, _ = get(wordpress.url + path)
        assert (path, {word for word in hidden if word in text}) == (path, set())


@pytest.mark.parametrize(
    ("settings", "answers"),
    [
        (
            {},
            {"wp-json/wp/v2/users": 200, "?rest_route=/": 200, "wp-sitemap.xml": 200, "feed/": 200, "feed/atom/": 200},
        ),
        ({"rest": "off"}, {"wp-json/": 401, "wp-json/wp/v2/posts": 401, "?rest_route=/wp/v2/posts": 401, "feed/": 200}),
        ({"rest": "users-closed"}, {"wp-json/wp/v2/users": 401, "wp-json/wp/v2/posts": 200}),
        ({"rest": "plain"}, {"wp-json/": 404, "wp-json/wp/v2/posts": 404, "?rest_route=/wp/v2/posts": 200}),
        ({"sitemap": "off"}, {"wp-sitemap.xml": 404, "feed/": 200}),
        ({"feeds": "off"}, {"feed/": 404, "feed/atom/": 404, "comments/feed/": 404, "wp-sitemap.xml": 200}),
        ({"permalinks": "plain"}, {"?rest_route=/wp/v2/posts": 200, "?feed=rss2": 200, "?sitemap=index": 200}),
    ],
    ids=str,
)
def test_each_source_can_be_switched_off(wordpress, settings, answers):
    wordpress.set(**settings)
    assert {path: status(wordpress.url + path) for path in answers} == answers


def test_sources_that_are_off_are_not_advertised(wordpress):
    wordpress.set(rest="off", sitemap="off", feeds="off")
    _, text, headers = get(wordpress.url)
    assert [word for word in ("wp-json", "application/rss+xml", "rest_route") if word in text + str(headers)] == []
    assert "Sitemap:" not in get(f"{wordpress.url}robots.txt")[1]


@pytest.mark.parametrize(
    ("permalinks", "shape"),
    [
        ("name", r"/harga-beras-hari-ini/$"),
        ("date", r"/\d{4}/\d\d/\d\d/harga-beras-hari-ini/$"),
        ("plain", r"/\?p=\d+$"),
    ],
)
def test_permalinks_come_in_three_shapes(wordpress, permalinks, shape):
    wordpress.set(permalinks=permalinks)
    record = next(record for record in wordpress.truth().records if record["key"] == "kembar-judul-1")
    assert re.search(shape, record["url"])
    assert status(record["url"]) == 200


def test_a_wrong_setting_names_the_right_ones(wordpress):
    with pytest.raises(ValueError, match="twentytwentyone"):
        wordpress.set(theme="kubrick")


def test_requests_are_counted_from_the_mark(wordpress):
    status(f"{wordpress.url}robots.txt")
    status(f"{wordpress.url}tidak-ada/?a=1")
    assert [(r.uri, r.status) for r in wordpress.requests()] == [("/robots.txt", 200), ("/tidak-ada/?a=1", 404)]


def test_a_next_day_changes_what_it_says(wordpress):
    before = {record["id"]: record for record in wordpress.truth().records}
    day = wordpress.next_day()
    after = {record["id"]: record for record in wordpress.truth().records}
    code, _, headers = get(day["moved"]["from"])
    assert (code, headers["Location"]) == (301, day["moved"]["to"])
    assert [status(url) for url in (*day["new"], *day["edited"], *day["binned"])] == [200] * 10 + [404] * 2
    assert (len(after.keys() - before.keys()), len(before.keys() - after.keys())) == (5, 2)
    known = {comment["id"] for record in before.values() for comment in record["comments"]}
    fresh = [c["id"] for record in after.values() for c in record["comments"] if c["id"] not in known]
    assert (len(fresh), sorted(fresh)) == (31, sorted(row["id"] for row in day["comments"]))
    changed = [
        number
        for number in before.keys() & after.keys()
        if before[number]["modified_at"] != after[number]["modified_at"]
    ]
    assert len(changed) == 6


def test_closing_ends_every_server_and_opening_again_finds_the_same_site(wordpress, folder):
    url, records = wordpress.url, wordpress.truth().records
    assert bring_down(folder)
    with pytest.raises(OSError, match="refused"):
        get(url)
    with WordPress(folder) as again:
        assert "fill" not in again.seconds
        assert (again.url, again.truth().records) == (url, records)
    assert not bring_down(folder)


def test_a_half_made_site_is_made_anew(tmp_path):
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "rubbish").write_text("x")
    (tmp_path / "state.json").write_text('{"filled": false, "children": {"mariadbd": [1, 1]}}')
    with WordPress(tmp_path, posts=60) as wordpress:
        assert status(wordpress.url) == 200
        assert len(wordpress.truth().records) == 60
