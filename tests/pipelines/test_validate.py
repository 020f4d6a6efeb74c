"""What is no story is turned away, and the account says why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from crawler.items import Outcome, Target
from pipelines.validate import Validate, objection, says_something
from tests.stories import HOME, NOON, STORY_URL, api_visit, article, comment, feed_visit, thread, visit


@pytest.fixture
def step():
    crawler = get_crawler()
    crawler.stats = MemoryStatsCollector(crawler)
    return Validate.from_crawler(crawler)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (article(), None),
        (article(title=None), None),
        (article(body=None), None),
        (article(title=None, body=None), "neither title nor body"),
        (article(title="", body=None), "neither title nor body"),
        (article("javascript:x"), "no usable URL"),
        (article(""), "no usable URL"),
        (article("/a/"), "no usable URL"),
        (article(published_at=NOON), None),
        (article(published_at=NOON + timedelta(hours=35)), None),
        (article(published_at=NOON + timedelta(hours=37)), "published in the future"),
    ],
)
def test_an_article_is_one_unless_something_speaks_against_it(told, why):
    assert objection(told, visit()) == why


FUTURE = article(published_at=NOON + timedelta(days=400))


def test_a_page_whose_story_is_turned_away_is_excluded_with_the_reason(step):
    item = step.process_item(visit(FUTURE))
    assert (item.articles, item.outcome, item.reason) == ((), Outcome.EXCLUDED, "published in the future")
    assert step.stats.get_value("validate/published in the future") == 1


def test_of_an_api_answer_only_what_is_no_story_is_turned_away(step):
    good = article(f"{HOME}b/", "rest")
    item = step.process_item(api_visit(FUTURE, good))
    assert item.articles == (good,)
    [link] = item.links
    assert (link.url, link.target, link.excluded) == (STORY_URL, Target.PAGE, "published in the future")


def test_two_readings_that_are_equal_are_judged_alike(step):
    item = step.process_item(feed_visit(FUTURE, replace(FUTURE)))
    assert item.articles == ()
    assert len(item.links) == 2


def test_a_good_visit_passes_as_it_is(step):
    told = visit(article(comments=(comment(1),)), threads=(thread(comment(2)),))
    assert step.process_item(told) == told


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (comment(1), True),
        (comment(None), True),
        (comment(1, ""), True),
        (comment(None, ""), False),
        (comment(1, "", author=None), False),
        (comment(None, "Halo", author=None), True),
    ],
)
def test_a_comment_says_something_or_is_none(step, told, says):
    assert says_something(told) is says
    item = step.process_item(visit(threads=(thread(told),)))
    assert item.threads[0].comments == ((told,) if says else ())


def test_a_comment_that_says_nothing_is_none_under_its_article_either(step):
    item = step.process_item(visit(article(comments=(comment(1), comment(None, "", author=None)))))
    assert item.articles[0].comments == (comment(1),)
