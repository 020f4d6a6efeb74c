"""Whether there is a WordPress REST API, and the addresses that ask it."""

from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.discover import wordpress
from crawler.page import Page

HOME = "https://gazette.example/"
PRETTY = HOME + "wp-json/"
PLAIN = HOME + "?rest_route=/"


def page(html):
    return Page.from_bytes(html.encode(), HOME + "kabar/")


@pytest.mark.parametrize(
    ("html", "header", "root"),
    [
        ('<link rel="https://api.w.org/" href="https://gazette.example/wp-json/">', None, PRETTY),
        ('<link rel="https://api.w.org/" href="https://gazette.example/?rest_route=/">', None, PLAIN),
        ('<link rel="https://api.w.org/" href="/wp-json/">', None, PRETTY),
        ("", '<https://gazette.example/wp-json/>; rel="https://api.w.org/"', PRETTY),
        ("", '</a>; rel="shortlink", </wp-json/>; rel="https://api.w.org/"; title="x"', PRETTY),
        ("", "<https://gazette.example/wp-json/>; rel=https://api.w.org/", PRETTY),
        ("", '<https://gazette.example/?p=5>; rel=shortlink', None),
        ('<link rel="https://api.w.org/" href="https://lain.example/wp-json/">', None, None),
        ('<link rel="https://api.w.org/" href="http://127.0.0.1/wp-json/">', None, None),
        ("", "<" * 10_000, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_the_page_or_its_link_header_names_the_api(html, header, root):
    assert wordpress.api_root(page(f"<html><head>{html}</head></html>"), header) == root


def test_guessed_roots_stand_below_home_and_are_guesses_of_both_forms():
    assert wordpress.guessed_roots(HOME)[:2] == (PRETTY, PLAIN)
    assert wordpress.guessed_roots(HOME + "blog/")[:2] == (HOME + "blog/wp-json/", HOME + "blog/?rest_route=/")
    assert wordpress.guessed_roots(HOME + "kabar.html?x=1")[0] == PRETTY


@pytest.mark.parametrize(
    ("html", "claim"),
    [
        ('<meta name="generator" content="WordPress 6.1">', True),
        ('<link rel="https://api.w.org/" href="/wp-json/">', True),
        ('<link rel="stylesheet" href="/wp-content/themes/x/style.css">', True),
        ('<link rel="EditURI" type="application/rsd+xml" href="/xmlrpc.php?rsd">', True),
        ('<script src="/wp-includes/js/x.js"></script>', True),
        ('<body class="single single-post postid-5">', True),
        ('<img src="https://cdn.example/wp-content/uploads/x.jpg">', True),
        ('<meta name="generator" content="Blogger">', False),
        ('<script src="/assets/wp-like.js"></script>', False),
        ("", False),
    ],
)
def test_wordpress_is_known_by_what_it_prints(html, claim):
    assert wordpress.is_wordpress(page(html)) is claim


@pytest.mark.parametrize(("root", "path", "route"), [(PRETTY, "/wp-json/wp/v2/{}", None), (PLAIN, "/", "/wp/v2/{}")])
@pytest.mark.parametrize(
    ("build", "name", "asked"),
    [
        (wordpress.posts_url, "posts", {"page": "1", "per_page": "100", "orderby": "date", "order": "desc"}),
        (wordpress.comments_url, "comments", {"page": "1", "per_page": "100", "order": "desc"}),
    ],
)
def test_addresses_are_built_for_both_forms_of_root(root, path, route, build, name, asked):
    parts = urlsplit(build(root))
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    assert parts.path == path.format(name)
    assert query.get("rest_route") == (route.format(name) if route else None)
    assert asked.items() <= query.items()


def test_instants_are_asked_in_utc_and_pages_stay_within_what_wordpress_allows():
    wib = timezone(timedelta(hours=7))
    url = wordpress.posts_url(
        PRETTY,
        page=3,
        per_page=500,
        after=datetime(2024, 5, 6, 1, tzinfo=wib),
        before=datetime(2024, 5, 7, tzinfo=UTC),
        modified_after=datetime(2024, 5, 6, 1, 0, 0, 999, tzinfo=wib),
        order_by="modified",
    )
    query = parse_qs(urlsplit(url).query)
    assert query["after"] == ["2024-05-05T18:00:00Z"]
    assert query["before"] == ["2024-05-07T00:00:00Z"]
    assert query["modified_after"] == ["2024-05-05T18:00:00Z"]
    assert (query["page"], query["per_page"], query["orderby"]) == (["3"], ["100"], ["modified"])


def test_embedding_needs_its_fields_and_can_leave_authors_out():
    query = parse_qs(urlsplit(wordpress.posts_url(PRETTY)).query)
    assert query["_embed"] == ["author,wp:term,wp:featuredmedia"]
    assert {"_links", "_embedded", "content", "date_gmt"} <= set(query["_fields"][0].split(","))
    without = wordpress.posts_url(PRETTY, embedded=wordpress.EMBEDDED_WITHOUT_AUTHORS)
    assert parse_qs(urlsplit(without).query)["_embed"] == ["wp:term,wp:featuredmedia"]
    assert "_embed" not in parse_qs(urlsplit(wordpress.posts_url(PRETTY, fields=("id",), embedded=())).query)


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, b"[]", None),
        (200, b'{"id": 5}', None),
        (200, b'\xef\xbb\xbf[{"id": 5}]', None),
        (401, b'{"code": "rest_disabled", "message": "x", "data": {"status": 401}}', "rest_disabled"),
        (200, b'{"code": "rest_forbidden", "message": "x"}', "rest_forbidden"),
        (404, b'{"code": "rest_no_route", "message": "x"}', "rest_no_route"),
        (400, b'{"code": "<script>", "message": "x"}', "error"),
        (403, b"<html>Forbidden</html>", "http 403"),
        (500, b"[]", "http 500"),
        (200, b"<!doctype html><html></html>", "not json"),
        (200, b"", "not json"),
        (200, b'[{"id": 5', "not json"),
    ],
)
def test_an_answer_that_is_none_has_its_reason_in_a_word(status, body, reason):
    assert wordpress.is_api_error(status, body) == reason
