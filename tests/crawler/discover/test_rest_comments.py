"""Comments of a REST API to threads, and short lists of ids."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.discover.rest_comments import read_comments, read_ids
from crawler.items import Comment, CommentKind, Thread
from tests.crawler.discover import readers

HOME = "https://gazette.example/"
URL = HOME + "?rest_route=/wp/v2/comments"
WIB = timezone(timedelta(hours=7))

COMMENT = {
    "id": 45,
    "post": 123,
    "parent": 44,
    "author_name": "Budi &amp; Ani",
    "author_url": "https://budi.example",
    "date": "2024-05-06T01:15:30",
    "date_gmt": "2024-05-05T18:15:30",
    "content": {"rendered": "<p>Mahal.</p>\n<p>Sekali.</p>"},
    "link": HOME + "beras-naik/comment-page-2/#comment-45",
    "status": "approved",
    "type": "comment",
}


def read(*comments, **more):
    return read_comments(json.dumps(comments).encode(), URL, comment_fragment=readers.comment, **more)


def test_a_comment_is_told_whole():
    assert read(COMMENT).threads == (
        Thread(
            HOME + "beras-naik/",
            "123",
            (
                Comment(
                    source_id="45",
                    parent_id="44",
                    depth=None,
                    author="Budi & Ani",
                    author_url="https://budi.example/",
                    published_at=datetime(2024, 5, 6, 1, 15, 30, tzinfo=WIB),
                    paragraphs=("Mahal.", "Sekali."),
                    permalink=HOME + "beras-naik/comment-page-2/#comment-45",
                    rule="rest",
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"parent": 0}, "parent_id", None),
        ({"parent": 0}, "depth", 0),
        ({"author_name": ""}, "author", None),
        ({"author_url": ""}, "author_url", None),
        ({"author_url": "javascript:x"}, "author_url", None),
        ({"date_gmt": None}, "published_at", None),
        ({"type": "pingback"}, "kind", CommentKind.PINGBACK),
        ({"type": "trackback"}, "kind", CommentKind.TRACKBACK),
        ({"type": "ulasan"}, "kind", CommentKind.COMMENT),
        ({"content": 5}, "paragraphs", ()),
        ({"link": None}, "permalink", None),
        ({"link": HOME + "?p=123&cpage=2#comment-45"}, "permalink", HOME + "?p=123&cpage=2#comment-45"),
    ],
)
def test_each_value_is_narrowed_to_what_it_means(change, field, value):
    (thread,) = read({**COMMENT, **change}).threads
    assert getattr(thread.comments[0], field) == value


def test_comments_are_grouped_by_their_post():
    rows = [{**COMMENT, "id": n, "post": p, "link": f"{HOME}?p={p}#comment-{n}"} for n, p in ((3, 7), (2, 8), (1, 7))]
    found = read(*rows, headers={"X-WP-Total": "3", "X-WP-TotalPages": "1"})
    grouped = [(t.article_url, t.article_id, [c.source_id for c in t.comments]) for t in found.threads]
    assert grouped == [(HOME + "?p=7", "7", ["3", "1"]), (HOME + "?p=8", "8", ["2"])]
    assert (found.total, found.total_pages) == (3, 1)


@pytest.mark.parametrize("change", [{"status": "hold"}, {"status": "spam"}, {"id": None}, {"post": 0}])
def test_what_is_not_approved_or_belongs_nowhere_is_passed_over(change):
    assert read({**COMMENT, **change}).threads == ()


def test_the_error_of_an_answer_is_told():
    assert read_comments(b"<html>", URL, comment_fragment=readers.comment).error == "not json"


def test_short_lists_are_ids_addresses_and_instants():
    rows = [
        {"id": 5, "link": HOME + "a-b-c/", "modified_gmt": "2024-05-06T01:00:00"},
        {"id": 6, "link": HOME + "a-b-c/comment-page-2/#comment-6", "date_gmt": "2024-05-06T02:00:00"},
        {"id": 7, "link": HOME + "d-e-f/"},
        {"link": HOME + "d-e-f/", "date_gmt": "2024-05-06T02:00:00"},
        "x",
    ]
    assert read_ids(json.dumps(rows).encode()) == (
        ("5", HOME + "a-b-c/", datetime(2024, 5, 6, 1, tzinfo=UTC)),
        ("6", HOME + "a-b-c/", datetime(2024, 5, 6, 2, tzinfo=UTC)),
    )
    assert read_ids(b"rusak") == ()
