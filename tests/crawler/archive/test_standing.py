"""What the archive has of the posts and comments that an API tells of."""

from datetime import timedelta

import pytest

from crawler.archive import articles, comments, frontier, sites, standing
from crawler.archive.instants import utc_text
from crawler.items import Link, Target
from tests.stories import HOME, NOON, SITE, STORY_URL, article, comment


@pytest.fixture
def site(archive):
    with archive.transaction() as conn:
        return sites.ensure_site(conn, SITE, HOME, utc_text(NOON))


@pytest.fixture
def here(archive, site):
    return archive.conn, site


@pytest.fixture
def story(archive, site):
    told = article(rule="rest", source_id="7", published_at=NOON, modified_at=NOON + timedelta(hours=1))
    with archive.transaction() as conn:
        return articles.store(conn, site, told, now=NOON).id


def keep(archive, story, *told):
    with archive.transaction() as conn:
        comments.store(conn, story, told, now=NOON)


def of_api(number="31", **more):
    return comment(number, published_at=NOON, rule="rest", **more)


def test_a_post_of_the_api_stands_as_of_its_modified_time(here, story):
    assert standing.posts(*here) == 1
    assert standing.has_post(*here, "7")
    assert standing.has_post(*here, "7", NOON + timedelta(hours=1))
    assert not standing.has_post(*here, "7", NOON + timedelta(hours=2))
    assert not standing.has_post(*here, "8")


def test_a_post_that_is_gone_stands_no_more(archive, here, story):
    with archive.transaction() as conn:
        articles.gone(conn, story, NOON)
    assert standing.posts(*here) == 0
    assert not standing.has_post(*here, "7")


def test_a_post_read_from_its_page_is_none_of_the_api(archive, here, site):
    with archive.transaction() as conn:
        articles.store(conn, site, article(rule="canonical", source_id="9"), now=NOON)
    assert standing.posts(*here) == 0
    assert not standing.has_post(*here, "9")


@pytest.mark.parametrize(
    ("least", "before", "found"),
    [
        (NOON, None, True),
        (NOON + timedelta(seconds=1), None, False),
        (NOON - timedelta(days=1), NOON, False),
        (NOON - timedelta(days=1), NOON + timedelta(seconds=1), True),
    ],
)
def test_a_span_has_its_first_instant_and_not_its_last(archive, here, story, least, before, found):
    keep(archive, story, of_api())
    span = utc_text(least), utc_text(before) if before else None
    assert list(standing.posts_between(*here, *span)) == ([("7", STORY_URL)] if found else [])
    assert list(standing.comments_between(*here, *span)) == (["31"] if found else [])


def test_a_comment_stands_once_it_is_stored(archive, here, story):
    assert (standing.comments(*here), standing.has_comment(*here, "31")) == (0, False)
    keep(archive, story, of_api())
    assert (standing.comments(*here), standing.has_comment(*here, "31")) == (1, True)
    assert standing.comments_shown(archive.conn, STORY_URL) == 1


def test_a_comment_that_waits_for_its_article_counts(archive, here, site):
    with archive.transaction() as conn:
        comments.wait(conn, site, article_url=None, article_source_id="8", comments=(of_api(),), now=NOON)
    assert (standing.comments(*here), standing.has_comment(*here, "31")) == (1, True)
    assert not standing.has_any_comment(*here, "31")


def test_a_removed_comment_stands_no_more(archive, here, site, story):
    keep(archive, story, of_api())
    with archive.transaction() as conn:
        comments.removed(conn, site, ("31",), now=NOON)
    assert (standing.comments(*here), standing.has_comment(*here, "31")) == (0, False)
    assert standing.comments_shown(archive.conn, STORY_URL) == 0


def test_a_comment_read_from_a_page_is_known_but_none_of_the_api(archive, here, story):
    keep(archive, story, comment("31", rule="wordpress"))
    assert not standing.has_comment(*here, "31")
    assert standing.has_any_comment(*here, "31")


def test_no_story_has_no_count_of_comments(archive):
    assert standing.comments_shown(archive.conn, STORY_URL) is None


def test_only_a_password_makes_a_url_protected(archive, site):
    with archive.transaction() as conn:
        links = [
            Link(f"{HOME}a/", Target.PAGE, "rest", excluded="password-protected"),
            Link(f"{HOME}b/", Target.PAGE, "rest", excluded="feed"),
        ]
        frontier.add(conn, site, links, now=NOON)
    assert [standing.is_left_out(archive.conn, f"{HOME}{name}/") for name in "abc"] == [True, False, False]
