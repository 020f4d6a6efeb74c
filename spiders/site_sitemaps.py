"""The part of a site's plan that reads its sitemaps, and judges whether they name every story."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from crawler.archive import frontier_queue, sitemap_lists
from crawler.discover import sitemap
from crawler.discover.listing import Listing
from crawler.items import Target, Visit
from crawler.urls import key
from spiders.ask import Answer, Ask, in_vain
from spiders.lane import Drain, Step
from spiders.reading import begun, read_sitemap, unchanged
from spiders.site_memory import Memory

INDEXES_MOST = 300  # in a row without one page: each index names the next, for ever
COMPLETE = "sitemaps complete"  # "yes": they name all that the front page shows


@dataclass(slots=True)
class Sitemaps:
    """A site's sitemaps in one run. unlisted: keys of the front page's stories that none has named in this run; barren: how
    many in a row named no page; is_cut: one goes beyond the limits."""

    memory: Memory
    of_robots: list[str] = field(default_factory=list)
    unlisted: set[str] = field(default_factory=set)
    read_whole: int = 0
    barren: int = 0
    is_cut: bool = False
    found: int = 0

    def steps(self, front: Listing | None) -> Iterator[Step]:
        """The sitemaps that robots.txt names, else the usual places until one answers; then what they index."""
        self.unlisted = {key(link.url) for link in front.articles} if front else set()
        for url in self.of_robots or sitemap.usual_places(self.memory.home):
            if not self.of_robots and self.memory.was_missing(url, Target.SITEMAP):
                continue
            question = self.memory.ask if self.of_robots else self.memory.guess
            yield [question(url, Target.SITEMAP)]
            if self.found and not self.of_robots:
                break
        yield Drain.SOURCES
        # Those that are unchanged, or that a run which was killed had read, have told before what they list.
        told_before = sitemap_lists.listing(self.memory.conn, self.unlisted)
        if self.read_whole or self.is_cut or (told_before and COMPLETE not in self.memory.cursors):
            names_all = self.unlisted <= told_before and not self.is_cut
            self.memory.leave(COMPLETE, "yes" if names_all else "no")

    def name_all(self) -> bool:
        """Whether the sitemaps name every story, as far as the front page can tell."""
        return self.memory.cursors.get(COMPLETE) == "yes"

    def read(self, answer: Answer, ask: Ask) -> Visit:
        """A sitemap or an index. A 304 index has no body: what it indexed before is asked for again."""
        visit = begun(answer, ask, self.memory.site)
        if answer.status == 304:
            self.found += 1
            known = frontier_queue.of_target(self.memory.conn, self.memory.site_id, Target.SITEMAP)
            again = tuple(link for link in known if link.url != ask.url) if ask.row_id is None else ()
            return replace(visit, reason="sitemap", not_modified=True, links=again)
        is_unchanged = unchanged(visit, ask)
        visit, kind = read_sitemap(answer, ask, self.memory.site)
        if kind is None:
            return in_vain(visit, ask)
        self.found += 1
        self.is_cut = self.is_cut or kind == "part"
        self.barren = 0 if any(link.target == Target.PAGE for link in visit.links) else self.barren + 1
        if self.barren > INDEXES_MOST:
            return replace(visit, reason="sitemap without end", links=())
        if kind == "all" and any(link.target == Target.PAGE for link in visit.links):
            self.read_whole += 1
            self.unlisted.difference_update(key(link.url) for link in visit.links if link.target == Target.PAGE)
        return replace(visit, not_modified=is_unchanged)
