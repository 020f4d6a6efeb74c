"""One of each within a visit: articles by address, comments by identity, links by key.

Across visits the archive's unique keys do the same; which rows are the same story under two URLs is settled
where the row is written (`crawler.archive.duplicates`).
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from crawler.archive.comments import identity
from crawler.archive.frontier import row_key
from crawler.items import Article, Comment, Link, Thread, Visit
from crawler.merge import merge
from crawler.urls import key

T = TypeVar("T")


class Dedup:
    """Pipeline step 300."""

    def process_item(self, item: Visit) -> Visit:
        """The visit with one of each."""
        return deduplicated(item)


def deduplicated(visit: Visit) -> Visit:
    """A visit that names no article, comment or link twice."""
    if len(visit.articles) < 2 and len(visit.links) < 2 and not visit.threads:
        return visit
    return replace(
        visit,
        articles=one_article_each(visit.articles),
        threads=tuple(Thread(t.article_url, t.article_id, one_comment_each(t.comments)) for t in visit.threads),
        links=one_link_each(visit.links),
    )


def one_article_each(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Articles merged by the site's own id or, without one, by address."""
    kept: dict[Hashable, Article] = {}
    for article in articles:
        name = article.source_id or key(article.url)
        kept[name] = merge(kept[name], article).article if name in kept else article
    return tuple(kept.values())


def one_comment_each(comments: tuple[Comment, ...]) -> tuple[Comment, ...]:
    """The first of each comment: pages that overlap show some of them twice."""
    return tuple(first_of_each(comments, identity))


def one_link_each(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The first link to each document, but one that says more (a date, `again`) before one that says less."""
    told = sorted(links, key=_says_less)
    best = {row_key(link.url, link.target): link for link in reversed(told)}
    return tuple(first_of_each((best[row_key(link.url, link.target)] for link in links), lambda link: id(link)))


def _says_less(link: Link) -> tuple[bool, bool, bool]:
    return link.excluded is not None, link.published_at is None and link.modified_at is None, not link.again


def first_of_each(values: Iterable[T], name: Callable[[T], Hashable]) -> Iterable[T]:
    """values without those whose name came before, in order."""
    seen: dict[Hashable, T] = {}
    for value in values:
        seen.setdefault(name(value), value)
    return seen.values()
