"""The part of a site's plan that walks its listings, page after page, where no source names every story.

The first time the front page's own chain is walked to its end, whatever else is known; the archives of
categories only as far as they bring what is not. Later walks end at the first page without news.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.discover.listing import Listing
from crawler.discover.shape import archive_kind, template
from crawler.items import Link, Target
from crawler.urls import key
from spiders.lane import Step
from spiders.site_memory import Memory

WALKED = "listings walked"


@dataclass(slots=True)
class Walk:
    """The walk of one run. front: the front page; is_news: it showed a story not known before; is_over: since=
    has been reached."""

    memory: Memory
    front: Listing | None = None
    front_is_news: bool = False
    is_on: bool = False
    is_over: bool = False

    def begin(self, front: Listing) -> None:
        """Note the front page before its own links are stored."""
        self.front = front
        self.front_is_news = any(not self.memory.knows(link) for link in front.articles)

    def steps(self) -> Iterator[Step]:
        """The second page, and the archives that are worth it. What they bring follows from the frontier."""
        self.is_on = True
        if self.front is None:
            return
        asks = [link.url for link in self.front.archives if self.wants_archive(link)]
        if self.front.next and self.goes_on(self.memory.home, self.front):
            asks.insert(0, self.front.next)
        yield [self.memory.ask(url, Target.LISTING) for url in dict.fromkeys(asks)]

    def goes_on(self, url: str, found: Listing) -> bool:
        """Whether the walk goes past a page."""
        if self.is_over:
            return False
        if WALKED not in self.memory.cursors and self.is_main_chain(url):
            return True
        return any(not self.memory.knows(link) for link in found.articles)

    def is_main_chain(self, url: str) -> bool:
        """Whether a listing page belongs to the front page's own chain; without one, every chain is main."""
        main = self.front.next if self.front else None
        return main is None or template(url) == template(main) or key(url) == key(self.memory.home)

    def wants_archive(self, link: Link) -> bool:
        """Categories; every kind of archive the first time where the front page has no second page."""
        is_category = archive_kind(link.url) == "category"
        if WALKED in self.memory.cursors:
            return self.front_is_news and is_category
        return is_category or self.front is None or self.front.next is None

    def done(self) -> None:
        """The walk came to its end."""
        self.memory.leave(WALKED, "yes")
