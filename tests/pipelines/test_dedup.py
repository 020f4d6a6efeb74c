"""One of each within a visit, and of two that say the same the one that says more."""

from itertools import permutations

import pytest

from crawler.items import Link, Target
from pipelines.dedup import Dedup, one_article_each, one_comment_each, one_link_each
from tests.stories import HOME, NOON, STORY_URL, article, comment, thread, visit


def page(url: str = STORY_URL, **told) -> Link:
    return Link(url, Target.PAGE, "listing", **told)


@pytest.mark.parametrize(
    ("links", "kept"),
    [
        ((page(), page()), 1),
        ((page(), page(f"{STORY_URL}amp/"), page(f"{STORY_URL}?utm_source=x")), 1),
        ((page(), page(f"{HOME}lain/")), 2),
        ((page(), Link(STORY_URL, Target.COMMENTS, "article")), 2),
        ((page(), Link(f"{STORY_URL}feed/", Target.FEED, "article")), 2),
        ((), 0),
    ],
)
def test_a_document_is_linked_once(links, kept):
    assert len(one_link_each(links)) == kept


SAYS_MORE = {
    "a date": (page(), page(published_at=NOON)),
    "a modified time": (page(), page(modified_at=NOON)),
    "again": (page(), page(again=True)),
    "that it may be visited": (page(f"{STORY_URL}feed/", excluded="feed"), page()),
    "that it may be visited, without a date": (page(excluded="feed", published_at=NOON), page()),
}


@pytest.mark.parametrize("links", SAYS_MORE.values(), ids=SAYS_MORE.keys())
def test_the_link_that_says_more_is_kept_in_any_order(links):
    better = links[1]
    for order in permutations(links):
        assert one_link_each(order) == (better,)


def test_links_keep_the_order_in_which_documents_were_first_named():
    links = (page(f"{HOME}b/"), page(f"{HOME}a/"), page(f"{HOME}b/", published_at=NOON), page(f"{HOME}c/"))
    assert [link.url.removeprefix(HOME) for link in one_link_each(links)] == ["b/", "a/", "c/"]


def test_articles_are_one_by_number_else_by_address():
    a, moved, b = (
        article(rule="rest", source_id="7"),
        article(f"{HOME}baru/", "rest", source_id="7"),
        article(f"{HOME}lain/"),
    )
    kept = one_article_each((a, moved, b, article(f"{HOME}lain/amp/")))
    assert [one.source_id for one in kept] == ["7", None]
    assert kept[0].url == f"{HOME}baru/"


def test_readings_of_one_story_complete_each_other():
    kept = one_article_each((article(rule="h1", dek="Singkat."), article(rule="h1", summary="Ringkas.")))
    assert [(one.dek, one.summary) for one in kept] == [("Singkat.", "Ringkas.")]


def test_comments_are_one_by_number_else_by_who_when_and_what():
    told = (comment(1), comment(1, "Lain."), comment(None), comment(None), comment(None, author="Budi"))
    assert one_comment_each(told) == (told[0], told[2], told[4])


def test_a_visit_names_nothing_twice():
    item = Dedup().process_item(
        visit(article(), article(), threads=(thread(comment(1), comment(1)),), links=(page(), page()))
    )
    assert (len(item.articles), len(item.threads[0].comments), len(item.links)) == (1, 1, 1)
