"""Posts of a REST API to whole articles."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.discover.rest_posts import ApiPage, lacking_names, read_posts, read_terms
from crawler.items import Image, Link, Target
from tests.crawler.discover import readers

HOME = "https://gazette.example/"
URL = HOME + "wp-json/wp/v2/posts"
WIB = timezone(timedelta(hours=7))

POST = {
    "id": 123,
    "date": "2024-05-06T01:15:30",
    "date_gmt": "2024-05-05T18:15:30",
    "modified": "2024-05-06T08:00:00",
    "modified_gmt": "2024-05-06T01:00:00",
    "status": "publish",
    "type": "post",
    "link": HOME + "beras-naik/",
    "guid": {"rendered": HOME + "?p=123"},
    "title": {"rendered": "Beras &#038; gula: &#8220;naik&#8221;"},
    "content": {"rendered": "<p>Harga beras naik lagi di pasar.</p><p>Gula ikut.</p>", "protected": False},
    "excerpt": {"rendered": "<p>Tiga pekan berturut-turut.</p>", "protected": False},
    "categories": [4, 2],
    "tags": [9],
    "_embedded": {
        "author": [{"id": 3, "name": "Jurnalis Berita"}],
        "wp:featuredmedia": [{"media_type": "image", "source_url": HOME + "wp-content/uploads/beras.jpg",
                              "caption": {"rendered": "<p>Beras &amp; karung</p>"}}],
        "wp:term": [
            [{"id": 2, "name": "Ekonomi", "taxonomy": "category"}, {"id": 4, "name": "News &amp; Page", "taxonomy": "category"}],
            [{"id": 9, "name": "pangan", "taxonomy": "post_tag"}],
        ],
    },
}  # fmt: skip


def read(*posts, **more):
    return read_posts(json.dumps(posts).encode(), URL, fragment=readers.body, **more)


def changed(**more):
    return {**POST, **more}


def test_a_post_is_a_whole_article():
    (article,) = read(POST).articles
    assert article.url == HOME + "beras-naik/"
    assert article.title == "Beras & gula: “naik”"
    assert article.authors == ("Jurnalis Berita",)
    assert article.published_at == datetime(2024, 5, 6, 1, 15, 30, tzinfo=WIB)
    assert article.published_at.utcoffset() == timedelta(hours=7)
    assert article.modified_at == datetime(2024, 5, 6, 8, tzinfo=WIB)
    assert (article.categories, article.tags) == (("News & Page", "Ekonomi"), ("pangan",))
    assert article.summary == "Tiga pekan berturut-turut."
    assert [p.text for p in article.paragraphs] == ["Harga beras naik lagi di pasar.", "Gula ikut."]
    assert article.image == Image(HOME + "wp-content/uploads/beras.jpg", "Beras & karung")
    assert (article.source_id, article.aliases, article.language) == ("123", (HOME + "?p=123",), None)
    assert set(article.rules) == {
        "url", "title", "authors", "published_at", "modified_at", "categories", "tags", "summary", "paragraphs", "image",
        "source_id", "aliases",
    }  # fmt: skip
    assert set(article.rules.values()) == {"rest"}


def test_links_tell_the_same_post_for_the_frontier():
    (article,) = read(POST).articles
    assert read(POST).links == (
        Link(
            article.url,
            Target.PAGE,
            "rest",
            text=article.title,
            published_at=article.published_at,
            modified_at=article.modified_at,
        ),
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"excerpt": {"rendered": "<p>Harga beras naik lagi [&hellip;]</p>"}}, "summary"),
        ({"date_gmt": None}, "published_at"),
        ({"modified_gmt": "0000-00-00T00:00:00"}, "modified_at"),
        ({"content": None}, "paragraphs"),
        ({"content": {"rendered": " \n"}}, "paragraphs"),
        ({"title": {"rendered": "  "}}, "title"),
        ({"guid": {"rendered": HOME + "beras-naik/"}}, "aliases"),
        ({"guid": {"rendered": "https://lama.example/?p=123"}}, "aliases"),
        ({"guid": {"rendered": HOME + "?p=7"}}, "aliases"),
        ({"id": "seratus"}, "source_id"),
        ({"_embedded": {"author": [{"code": "rest_user_invalid_id", "message": "x", "data": {"status": 404}}]}}, "authors"),
        ({"_embedded": {"author": [{"name": ""}]}}, "authors"),
        ({"_embedded": {}}, "image"),
        ({"_embedded": {"wp:featuredmedia": [{"code": "rest_forbidden", "message": "x"}]}}, "image"),
        ({"_embedded": {"wp:featuredmedia": [{"media_type": "file", "source_url": "/x.pdf"}]}}, "image"),
        ({"_embedded": {}}, "tags"),
        ({"tags": [9, 10]}, "tags"),
        ({"_embedded": [], "categories": None}, "categories"),
    ],
)  # fmt: skip
def test_what_the_answer_does_not_tell_has_no_rule(change, field):
    (article,) = read(changed(**change)).articles
    assert field not in article.rules
    assert getattr(article, field) in (None, ())


def test_no_tags_is_something_the_answer_tells():
    (article,) = read(changed(tags=[])).articles
    assert (article.tags, article.rules["tags"]) == ((), "rest")


def test_an_eleventh_tag_is_named_by_another_post_or_by_the_list_of_terms():
    crowded = changed(id=5, link=HOME + "lain/", tags=[9, 10])
    helper = changed(_embedded={"wp:term": [[{"id": 10, "name": "pasar", "taxonomy": "post_tag"}]]})
    assert read(crowded, helper).articles[0].tags == ("pangan", "pasar")
    names = read_terms(b'[{"id": 10, "name": "pasar &amp; toko"}, {"id": 11}]')
    assert names == {"10": "pasar & toko"}
    assert read(crowded, term_names=names).articles[0].tags == ("pangan", "pasar & toko")


@pytest.mark.parametrize(
    "change",
    [{"content": {"rendered": "", "protected": True}}, {"excerpt": {"rendered": "", "protected": True}, "content": {}}],
)
def test_a_post_with_a_password_is_a_link_with_its_reason_and_no_article(change):
    found = read(changed(**change), changed(id=5, link=HOME + "lain/"))
    assert [article.url for article in found.articles] == [HOME + "lain/"]
    assert [(link.url, link.excluded, link.text) for link in found.protected] == [
        (HOME + "beras-naik/", "password-protected", None)
    ]
    assert found.protected[0] in found.links


@pytest.mark.parametrize(
    "change",
    [
        {"status": "draft"}, {"status": "private"}, {"status": "future"}, {"status": 5},
        {"type": "page"}, {"type": "attachment"},
        {"link": None}, {"link": "javascript:x"}, {"link": 7},
    ],
)  # fmt: skip
def test_only_published_posts_with_an_address_count(change):
    found = read(changed(**change))
    assert (found.articles, found.links) == ((), ())


def test_a_public_site_cannot_name_a_private_address():
    (link,) = read(changed(link="http://127.0.0.1/beras-naik/")).links
    assert link.excluded == "private address"
    assert read(changed(link="http://127.0.0.1/beras-naik/")).articles == ()


@pytest.mark.parametrize(
    ("headers", "totals"),
    [
        ({"X-WP-Total": "152", "X-WP-TotalPages": "2"}, (152, 2)),
        ({"x-wp-total": "152", "x-wp-totalpages": "2"}, (152, 2)),
        ({"X-WP-Total": "banyak"}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_totals_are_the_headers(headers, totals):
    found = read(POST, headers=headers)
    assert (found.total, found.total_pages) == totals


ANSWER = json.dumps([POST]).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + ANSWER,
        b"<br />\n<b>Warning</b>: Undefined array key [x] in {main} on line <b>3</b><br />\n" + ANSWER,
        ANSWER + b"\n<!-- dari tembolok -->",
    ],
)
def test_what_php_and_caches_print_around_the_answer_is_passed_over(body):
    assert len(read_posts(body, URL, fragment=readers.body).articles) == 1


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "not json"),
        (b"<html>", "not json"),
        (ANSWER[:-40], "not json"),
        (b'{"code": "rest_no_route", "message": "x"}', "rest_no_route"),
        (b'{"id": 5}', "not a list"),
        (b'"teks"', "not a list"),
    ],
)
def test_anything_else_is_an_empty_page_that_says_why(body, error):
    assert read_posts(body, URL, fragment=readers.body) == ApiPage(error=error)


def test_rows_that_are_no_posts_cost_only_themselves():
    body = json.dumps(
        [None, 5, "x", [], {}, {"link": HOME + "a-b-c/", "title": "x", "content": 5, "_embedded": 5}, POST]
    )
    found = read_posts(body.encode(), URL, fragment=readers.body)
    assert [article.url for article in found.articles] == [HOME + "a-b-c/", HOME + "beras-naik/"]


def places(value, path=()):
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield (*path, key)
        yield from places(value[key], (*path, key))


@pytest.mark.parametrize("path", list(places(POST)), ids=lambda path: ".".join(map(str, path)))
def test_a_value_of_another_type_costs_no_other_post(path):
    post = json.loads(json.dumps(POST))
    holder = post
    for key in path[:-1]:
        holder = holder[key]
    other = changed(id=124, link=HOME + "gula-naik/")
    for odd in (None, True, -1, 10**25, 1.5, "", "²", [], {}, [None], [{}], {"rendered": []}, {"name": {}}):
        holder[path[-1]] = odd
        assert HOME + "gula-naik/" in [article.url for article in read(post, other).articles]


def test_half_a_surrogate_pair_is_marked_so_that_it_can_be_stored():
    (article,) = read(changed(title={"rendered": "x\ud83d"})).articles
    assert article.title == "x\ufffd"
    assert read(changed(title={"rendered": "x\U0001f600"})).articles[0].title == "x\U0001f600"


def test_equal_clocks_mean_utc():
    (article,) = read(changed(date_gmt=POST["date"])).articles
    assert article.published_at == datetime(2024, 5, 6, 1, 15, 30, tzinfo=UTC)


def lacking(*posts):
    return lacking_names(json.dumps(posts).encode(), read(*posts).articles)


def test_a_post_with_more_terms_than_the_api_embeds_is_named_with_the_ids_of_all():
    many = changed(id=124, tags=list(range(9, 21)))
    assert lacking(POST, many) == (("124",), {"categories": ("4", "2"), "tags": tuple(map(str, range(9, 21)))})


@pytest.mark.parametrize("post", [POST, changed(tags=[], categories=[]), changed(tags="9", categories=None)])
def test_a_post_whose_terms_are_all_named_or_that_has_none_lacks_nothing(post):
    assert lacking(post) == ((), {})
