"""`scrapy crawl site -a url=https://host/`: everything a site published, newest first.

The cheapest sufficient source comes first: a REST API; without one, sitemaps and feeds; without a sitemap
that knows the stories of the front page, the listings, page after page. Then the pages that are due.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from protego import Protego
from scrapy import signals
from scrapy.http import Request

from crawler.archive import clock, frontier_queue, sites
from crawler.archive.instants import utc_text
from crawler.discover import listing, wordpress
from crawler.errors import UsageProblem
from crawler.fetch.recorder import Recorder
from crawler.items import Target, Visit
from crawler.page import Page
from crawler.urls import netloc, same_site
from spiders import arguments, reading
from spiders.api_answers import ROOT
from spiders.ask import Answer, Ask
from spiders.feeding import now
from spiders.lane import Drain, Lane, Step
from spiders.since import Since
from spiders.site_api import REFUSED, Api
from spiders.site_feeds import Feeds
from spiders.site_listings import Walk
from spiders.site_memory import Memory
from spiders.site_sitemaps import Sitemaps
from spiders.story_spider import StorySpider
from spiders.traps import Traps

EXAMPLE = "scrapy crawl site -a url=https://news.example/"
PASSED_MOST = 20_000  # hrefs; some 3 MB
FROM_ANYWHERE = ("http://", "https://", "/")  # hrefs that mean the same on every page of a site
OLD_STORIES_IN_A_ROW = 20  # with since=: so many older stories end a walk


class SiteSpider(StorySpider):
    """A whole site."""

    name = "site"
    takes = ("url", "since", "max_pages", "pages")

    def prepare(self, given: dict[str, str]) -> None:
        """url=, since=YYYY-MM-DD, max_pages=N, pages=yes|no."""
        self.home = arguments.web_address(given.get("url"), EXAMPLE)
        self.typed = given.get("url", "")
        self.since = arguments.day(given.get("since"), "since")
        self.max_pages = arguments.count(given.get("max_pages"), "max_pages")
        self.pages = arguments.yes_or_no(given.get("pages"), "pages", default=True)
        if not self.pages and self.max_pages is not None:
            raise UsageProblem("pages=no fetches no article pages, so max_pages has nothing to count; leave one out.")
        self.typed_hosts = frozenset({urlsplit(self.home).hostname or ""})
        self.api: Api | None = None
        self.front_page: Page | None = None
        self.home_trouble: str | None = None
        self.traps = Traps()
        self.passed: set[str] = set()  # hrefs of links that are in the archive, as pages write them
        self.met: dict[str, tuple[str, ...]] = {}  # the same of pages whose visit is not stored yet
        self.earliest = Since(self.since)

    def open_lanes(self) -> Iterable[Lane]:
        """One lane: the site."""
        lane = self.lane_for(self.home)
        lane.pages_left = self.max_pages
        lane.plan = self.plan(lane)
        cursors = sites.cursors(self.archive.conn, lane.site_id)
        self.memory = Memory(lane.site, lane.site_id, self.home, self.archive.conn, self.began, cursors)
        self.sitemaps = Sitemaps(self.memory)
        self.feeds = Feeds(self.memory)
        self.walk = Walk(self.memory)
        self.crawler.signals.connect(self.robots_parsed, signals.robots_parsed)
        yield lane

    def robots_parsed(self, robotparser: Protego, request: Request) -> None:
        """Note the Sitemap lines of the site's robots.txt."""
        if netloc(request.url) == netloc(self.home):
            self.sitemaps.of_robots = [url for url in robotparser.sitemaps if same_site(url, self.home)]

    def reader(self, lane: Lane) -> reading.Reader:
        """Everything is followed; listings are walked and pages revisited only where no API tells."""
        return replace(
            super().reader(lane),
            follow=True,
            walk=self.walk.is_on,
            revisits=self.api is None or not self.api.usable,
            comment_pages=self.api is None or not self.api.comments_usable,
            goes_on=self.walk.goes_on,
            passed=self.passed,
        )

    def may_probe(self) -> bool:
        """An API has told all pages of a story already."""
        return super().may_probe() and (self.api is None or not self.api.usable)

    # ---- the plan

    def plan(self, lane: Lane) -> Iterator[Step]:
        """The steps of a run, and between them the cursors they leave."""
        with self.archive.transaction() as conn:
            clock.undo_clock(conn, lane.site_id, self.began)
            frontier_queue.wake(conn, lane.site_id, now(), since=self.since)
            self.earliest.begin(conn, self.memory)
            if self.pages:
                frontier_queue.queue_unvisited_pages(conn, lane.site_id, since=self.since)
        for step in self.steps():
            self.keep_cursors(lane)
            yield step
        self.keep_cursors(lane)

    def keep_cursors(self, lane: Lane) -> None:
        """Write what the parts of the plan left for later runs."""
        if self.memory.left:
            if isinstance(self.recorder, Recorder):
                self.recorder.cursors(lane.site, self.memory.left)
            with self.archive.transaction() as conn:
                for cursor, value in self.memory.left.items():
                    sites.set_cursor(conn, lane.site_id, cursor, value)
            self.memory.left.clear()

    def steps(self) -> Iterator[Step]:
        """Front page; API; without one sitemaps, feeds, listings; then the pages."""
        yield [Ask(self.home, Target.HOME)]
        if self.front_page is None:
            why = f"{self.home_trouble or 'no answer'}. Check the address, or try again later"
            self.tell(self.home, why, is_counted=self.failures > 0)
            return
        yield from self.ask_api()
        whole = self.max_pages is None and self.since is None
        if self.api is None or not self.api.usable:
            if not self.pages:
                self.tell(self.home, "has no REST API that lists posts: pages=no brings nothing")
                return
            yield from self.sitemaps.steps(self.walk.front)
            yield from self.feeds.steps(self.front_page, whole=whole)
            if not self.sitemaps.name_all():
                yield from self.walk.steps()
        if self.pages:
            yield Drain.ALL
        if self.walk.is_on and whole:
            self.walk.done()

    def ask_api(self) -> Iterator[Step]:
        """The REST API the home page names, the one a former run used, or a guess if this is WordPress."""
        language = self.front_page.language if self.front_page else None
        for root in self.api_roots():
            self.api = Api(self.memory, root, since=self.since, queue_pages=self.pages, language=language)
            yield from self.api.steps()
            if self.api.usable:
                self.memory.leave(REFUSED, None)
                return
            self.memory.leave(REFUSED, utc_text(self.began))

    def api_roots(self) -> tuple[str, ...]:
        """Addresses where the API may answer, most likely first; none if all were refused lately."""
        page = self.front_page
        if page is None or self.memory.was_refused(REFUSED):
            return ()
        named = (wordpress.api_root(page), self.memory.cursors.get(ROOT))
        known = [root for root in named if root]
        if not known and wordpress.is_wordpress(page):
            known = list(wordpress.guessed_roots(self.home)[:2])
        return tuple(dict.fromkeys(known))

    # ---- answers

    def read(self, answer: Answer, ask: Ask, lane: Lane) -> Visit | Request:
        """Each target by its own reader."""
        if ask.target == Target.API and self.api is not None:
            return self.api.read(answer, ask)
        if ask.target == Target.PAGE:
            visit = self.read_story(answer, ask, lane)
            return self.without_traps(visit) if isinstance(visit, Visit) else visit
        if ask.target == Target.COMMENTS:
            return reading.read_comments_page(answer, ask, self.reader(lane)).visit
        if ask.target == Target.SITEMAP:
            return self.earliest.without_old_links(self.sitemaps.read(answer, ask))
        if ask.target == Target.FEED:
            return self.earliest.without_old_links(self.feeds.read(answer, ask))
        if ask.target == Target.HOME:
            self.front_page = Page.from_bytes(answer.body, answer.url, content_type=answer.headers.get("content-type"))
            self.walk.begin(listing.read(self.front_page))
        return self.without_traps(
            self.earliest.without_old_links(reading.read_listing(answer, ask, self.reader(lane)).visit)
        )

    def next_part(
        self, visit: Visit, left: tuple[str, ...], ask: Ask, lane: Lane, *, is_guess: bool = False
    ) -> Visit | Request:
        """Further pages are fetched of a story that is wanted."""
        visit = self.earliest.without_old_story(visit, self.archive.conn)
        return super().next_part(visit, left if visit.articles else (), ask, lane, is_guess=is_guess)

    def without_traps(self, visit: Visit) -> Visit:
        """The visit with links of URL patterns that have brought no story for long turned away."""
        return self.traps.turned_away(visit, self.crawler.settings.getint("TRAP_PAGES"), self.memory.knows)

    def lost(self, ask: Ask) -> None:
        """An API page that is not in the archive must be asked for again by the next run."""
        if ask.target == Target.API and self.api is not None:
            self.api.cut = True
        self.met.pop(ask.url, None)

    def note_links(self, visit: Visit, page: Page) -> None:
        """Remember the links of a story's page, which need no second look once the visit is stored."""
        if len(self.passed) > PASSED_MOST:
            self.passed.clear()
        self.met[visit.url] = tuple(
            href for href, _ in page.hrefs if href not in self.passed and href.startswith(FROM_ANYWHERE)
        )

    def learned(self, visit: Visit, lane: Lane) -> None:
        """The links of a stored visit are known; count stories older than `since` in a row."""
        self.passed.update(self.met.pop(visit.url, ()))
        if visit.target == Target.HOME:
            self.home_trouble = visit.reason
        self.walk.is_over = self.earliest.old_in_a_row >= OLD_STORIES_IN_A_ROW
