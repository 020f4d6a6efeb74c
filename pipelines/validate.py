"""What is no story is turned away, and the account says why.

A rejected article does not vanish: its URL gets the outcome `excluded` with the rule as its reason.
"""

from dataclasses import replace
from datetime import timedelta

from crawler.items import Article, Comment, Link, Outcome, Target, Thread, Visit
from crawler.urls import absolute

# Clocks of servers and crawlers differ, and a site's time zone may be misread by up to 14 hours.
FUTURE_TOLERANCE = timedelta(hours=36)


class Validate:
    """Pipeline step 200; counts `validate/<reason>`."""

    def __init__(self, stats) -> None:  # type: ignore[no-untyped-def]  # Scrapy's stats collector is untyped
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler):  # type: ignore[no-untyped-def]  # Scrapy's own protocol
        """Connect to the run's stats."""
        return cls(crawler.stats)

    def process_item(self, item: Visit) -> Visit:
        """The visit without what is no story."""
        reasons = [(a, why) for a in item.articles if (why := objection(a, item))]
        for _, why in reasons:
            self.stats.inc_value(f"validate/{why}")
        return without(item, {id(a): why for a, why in reasons}) if reasons else checked_comments(item)


def objection(article: Article, visit: Visit) -> str | None:
    """Why an article is not one; None if it is."""
    if absolute(article.url, article.url) is None:
        return "no usable URL"
    if not article.title and not article.paragraphs:
        return "neither title nor body"
    if article.published_at is not None and article.published_at > visit.at + FUTURE_TOLERANCE:
        return "published in the future"
    return None


def without(visit: Visit, reasons: dict[int, str]) -> Visit:
    """The visit with the articles named by `reasons` (by id) turned into excluded links."""
    kept = tuple(a for a in visit.articles if id(a) not in reasons)
    turned_away = tuple(
        Link(a.url, Target.PAGE, "article", excluded=reasons[id(a)]) for a in visit.articles if id(a) in reasons
    )
    visit = replace(visit, articles=kept, links=visit.links + turned_away)
    if visit.outcome == Outcome.ARCHIVED and not kept and visit.target == Target.PAGE:
        visit = replace(visit, outcome=Outcome.EXCLUDED, reason=next(iter(reasons.values())))
    return checked_comments(visit)


def checked_comments(visit: Visit) -> Visit:
    """The visit without comments that say nothing at all: no text and no name."""
    if not visit.threads and not any(article.comments for article in visit.articles):
        return visit
    return replace(
        visit,
        articles=tuple(replace(a, comments=tuple(filter(says_something, a.comments))) for a in visit.articles),
        threads=tuple(
            Thread(t.article_url, t.article_id, tuple(c for c in t.comments if says_something(c)))
            for t in visit.threads
        ),
    )


def says_something(comment: Comment) -> bool:
    """Whether a comment has a text, or at least a name and the site's own id."""
    return bool(comment.paragraphs) or (comment.author is not None and comment.source_id is not None)
