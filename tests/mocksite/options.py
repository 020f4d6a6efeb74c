"""The switches of the demonstration site."""

from dataclasses import dataclass
from typing import Literal

Rest = Literal["open", "off", "closed", "route", "users_closed"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the site offers.

    rest            open; off (404); closed (401 for all); route (only as ?rest_route=); users_closed (401 for users)
    sitemap         sitemap index, post, page, category and news sitemaps, and their line in robots.txt
    feeds           RSS, Atom, JSON Feed, comment feeds, and their links in the head
    feed_by_modified
                    `?orderby=modified` on a feed is honoured, as WordPress does; off: it is ignored, as caches do
    listings        later pages of the front page, categories, tags, authors, months
    bad_days        the addresses under /hari-buruk/ and what it links to
    head            Open Graph, description and JSON-LD in the head of an article
    comments_page   which page of comments an article's own address shows
    validators      ETag and Last-Modified, and 304 for who sends them back
    crawl_delay     seconds, in robots.txt
    robots_status   of robots.txt; the body is served with 200 alone
    synthetic       with N > 0 the site is N cheap pages and nothing else
    """

    rest: Rest = "open"
    sitemap: bool = True
    feeds: bool = True
    feed_by_modified: bool = True
    listings: bool = True
    bad_days: bool = True
    head: bool = True
    comments_page: Literal["newest", "oldest"] = "newest"
    validators: bool = True
    crawl_delay: float | None = None
    robots_status: int = 200
    synthetic: int = 0
