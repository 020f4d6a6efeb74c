"""`scrapy crawl site -a url=https://host/`: everything a site published, newest first.

The cheapest sufficient source comes first: a REST API; without one, sitemaps and feeds; without a sitemap
that knows the stories of the front page, the listings, page after page. Then the pages that are due.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import signals
from scrapy.http import Request

from crawler.archive import frontier, sites
from crawler.discover import feed, listing, sitemap, wordpress
from crawler.discover.shape import template
from crawler.errors import UsageProblem
from crawler.items import Link, Outcome, Target, Visit
from crawler.page import Page
from crawler.urls import key, netloc, same_site
from spiders import arguments, reading
from spiders.ask import Answer, Ask
from spiders.base import NewsSpider
from spiders.feeding import now
from spiders.lane import Drain, Lane, Step
from spiders.site_api import ROOT, Api

# Cursors a run leaves.
SITEMAPS_COMPLETE = "sitemaps complete"  # they name all the front page shows
FEEDS_WALKED = "feeds walked"  # their older pages have been read once
LISTINGS_WALKED = "listings walked"  # from the first page to the last

EXAMPLE = "scrapy crawl site -a url=https://news.example/"
OLD_STORIES_IN_A_ROW = 20  # with since=: so many older stories end a walk


class SiteSpider(NewsSpider):
    """A whole site."""

    name = "site"
    takes = ("url", "since", "max_pages", "pages")

    def prepare(self, given: dict[str, str]) -> None:
        """url=, since=YYYY-MM-DD, max_pages=N, pages=yes|no."""
        self.home = arguments.web_address(given.get("url"), EXAMPLE)
        self.since = arguments.day(given.get("since"), "since")
        self.max_pages = arguments.count(given.get("max_pages"), "max_pages")
        self.pages = arguments.yes_or_no(given.get("pages"), "pages", default=True)
        if not self.pages and self.max_pages is not None:
            raise UsageProblem("pages=no fetches no article pages, so max_pages has nothing to count; leave one out.")
        self.typed_hosts = frozenset({urlsplit(self.home).hostname or ""})
        self.api: Api | None = None
        self.walk = False
        self.front_page: Page | None = None
        self.front: listing.Listing | None = None
        self.front_is_news = False
        self.robots_sitemaps: list[str] = []
        self.unlisted: set[str] = set()  # keys of the front page's stories no sitemap has named so far
        self.sitemaps_read = 0
        self.barren: Counter[str] = Counter()
        self.old_in_a_row = 0

    def open_lanes(self) -> Iterable[Lane]:
        """One lane: the site."""
        lane = self.lane_for(self.home)
        lane.pages_left = self.max_pages
        lane.plan = self.plan(lane)
        self.cursors = sites.cursors(self.archive.conn, lane.site_id)
        self.crawler.signals.connect(self.robots_parsed, signals.robots_parsed)
        yield lane

    def robots_parsed(self, robotparser: Protego, request: Request) -> None:
        """Note the Sitemap lines of the site's robots.txt."""
        if netloc(request.url) == netloc(self.home):
            self.robots_sitemaps = [url for url in robotparser.sitemaps if same_site(url, self.home)]

    def reader(self, lane: Lane) -> reading.Reader:
        """Everything is followed; listings are walked and pages revisited only where no API tells."""
        hours = self.crawler.settings.getfloat
        return reading.Reader(
            site=lane.site,
            least=timedelta(hours=hours("REVISIT_LEAST_H")),
            most=timedelta(hours=hours("REVISIT_MOST_H")),
            walk=self.walk,
            revisits=self.api is None or not self.api.usable,
            comment_pages=self.api is None or not self.api.comments_usable,
            goes_on=self.goes_on,
            wants_archive=self.wants_archive,
        )

    def may_probe(self) -> bool:
        """An API has told all pages of a story already."""
        return super().may_probe() and (self.api is None or not self.api.usable)

    # ---- the plan

    def plan(self, lane: Lane) -> Iterator[Step]:
        """The steps of a run."""
        with self.archive.transaction() as conn:
            frontier.wake(conn, lane.site_id, now())
            if self.pages:
                frontier.queue_unvisited_pages(conn, lane.site_id)
        yield [Ask(self.home, Target.HOME)]
        if self.front_page is None:
            return
        yield from self.ask_api(lane)
        if self.api is None or not self.api.usable:
            if not self.pages:
                self.logger.error("%s has no REST API that lists posts: pages=no brings nothing", self.home)
                self.failures += 1
                return
            yield from self.ask_sitemaps(lane)
            yield from self.ask_feeds(lane)
            yield from self.ask_listings(lane)
        if self.pages:
            yield Drain.ALL
        if self.walk and self.max_pages is None and self.since is None:
            self.leave(lane, LISTINGS_WALKED, "yes")

    def leave(self, lane: Lane, cursor: str, value: str | None) -> None:
        """Keep a cursor for the next run."""
        with self.archive.transaction() as conn:
            sites.set_cursor(conn, lane.site_id, cursor, value)

    def ask_api(self, lane: Lane) -> Iterator[Step]:
        """The REST API the home page names, the one a former run used, or a guess if this is WordPress."""
        for root in self.api_roots():
            self.api = Api(
                lane.site,
                lane.site_id,
                root,
                self.archive.conn,
                since=self.since,
                queue_pages=self.pages,
                cursors=dict(self.cursors),
            )
            yield from self.api.steps()
            if self.api.usable:
                return

    def api_roots(self) -> tuple[str, ...]:
        """Addresses where the API may answer, most likely first."""
        page = self.front_page
        named = (wordpress.api_root(page) if page else None, self.cursors.get(ROOT))
        known = [root for root in named if root]
        if not known and page is not None and wordpress.is_wordpress(page):
            known = list(wordpress.guessed_roots(self.home)[:2])
        return tuple(dict.fromkeys(known))

    def ask_sitemaps(self, lane: Lane) -> Iterator[Step]:
        """The sitemaps robots.txt names, else the usual places until one answers."""
        self.unlisted = {key(link.url) for link in self.front.articles} if self.front else set()
        for url in self.robots_sitemaps or sitemap.usual_places(self.home):
            yield [self.again(url, Target.SITEMAP)]
            if self.sitemaps_read and not self.robots_sitemaps:
                break
        yield Drain.SOURCES
        if self.sitemaps_read:
            self.cursors[SITEMAPS_COMPLETE] = "no" if self.unlisted else "yes"
            self.leave(lane, SITEMAPS_COMPLETE, self.cursors[SITEMAPS_COMPLETE])

    def ask_feeds(self, lane: Lane) -> Iterator[Step]:
        """The feeds the home page announces; of WordPress the Atom feed, which alone tells modified times."""
        assert self.front_page is not None
        urls = [link.url for link in feed.announced(self.front_page) if not link.excluded]
        if wordpress.is_wordpress(self.front_page):
            urls = [urljoin(self.home, "feed/atom/"), *(url for url in urls if "comments" in url)]
        for url in dict.fromkeys(urls):
            yield [self.again(url, Target.FEED)]
        yield Drain.SOURCES
        if urls and self.since is None:
            self.leave(lane, FEEDS_WALKED, "yes")

    def ask_listings(self, lane: Lane) -> Iterator[Step]:
        """Walk the listings unless the sitemaps name all that the front page shows."""
        self.walk = self.cursors.get(SITEMAPS_COMPLETE) != "yes"
        if not self.walk or self.front is None:
            return
        if self.front.next and self.goes_on(self.home, self.front):
            yield [self.again(self.front.next, Target.LISTING)]
        for link in self.front.archives:
            if self.wants_archive(link):
                yield [self.again(link.url, Target.LISTING)]

    def again(self, url: str, target: Target) -> Ask:
        """A question to a source, with the validators of its last answer."""
        row = frontier.find(self.archive.conn, url, target)
        if row is None:
            return Ask(url, target)
        return Ask(url, target, etag=row.etag, last_modified=row.last_modified, body_sha256=row.body_sha256)

    def goes_on(self, url: str, found: listing.Listing) -> bool:
        """Whether a walk goes past this page: the main chain to its end the first time, then while it brings
        what is not known."""
        if self.since is not None and self.old_in_a_row >= OLD_STORIES_IN_A_ROW:
            return False
        main = self.front.next if self.front else None
        is_main = main is None or template(url) == template(main) or key(url) == key(self.home)
        if LISTINGS_WALKED not in self.cursors and is_main:
            return True
        return any(not frontier.known(self.archive.conn, link.url) for link in found.articles)

    def wants_archive(self, link: Link) -> bool:
        """Categories the first time; every kind of archive where the front page has no second page."""
        if LISTINGS_WALKED in self.cursors:
            return self.front_is_news and "category" in link.source
        return "category" in link.source or self.front is None or self.front.next is None

    # ---- answers

    def read(self, answer: Answer, ask: Ask, lane: Lane) -> Visit | Request:
        """Each target by its own reader."""
        if ask.target == Target.API and self.api is not None:
            return self.api.read(answer, ask)
        begun = reading.begun(answer, ask, lane.site)
        if ask.target == Target.PAGE:
            visit = self.read_story(answer, ask, lane)
            return self.without_traps(visit) if isinstance(visit, Visit) else visit
        if ask.target == Target.COMMENTS:
            return reading.read_comments_page(answer, ask, self.reader(lane)).visit
        if ask.target in (Target.SITEMAP, Target.FEED) and reading.unchanged(begun, ask):
            return replace(begun, reason=ask.target.value, not_modified=True)
        if ask.target == Target.SITEMAP:
            return self.read_sitemap(answer, ask, lane)
        if ask.target == Target.FEED:
            return self.read_feed(answer, ask, lane)
        return self.read_listing(answer, ask, lane)

    def read_listing(self, answer: Answer, ask: Ask, lane: Lane) -> Visit:
        """The front page, which also tells of the other sources, or another listing."""
        if ask.target == Target.HOME:
            page = Page.from_bytes(answer.body, answer.url, content_type=answer.headers.get("content-type"))
            found = listing.read(page)
            self.front_is_news = any(not frontier.known(self.archive.conn, link.url) for link in found.articles)
            self.front_page, self.front = page, found
        read = reading.read_listing(answer, ask, self.reader(lane))
        return self.without_traps(self.since_then(read.visit))

    def read_sitemap(self, answer: Answer, ask: Ask, lane: Lane) -> Visit:
        """A sitemap; those that name only the newest do not count as complete."""
        visit, kind = reading.read_sitemap(answer, ask, self.reader(lane))
        if kind is not None:
            self.sitemaps_read += 1
        if kind == "all":
            self.unlisted.difference_update(key(link.url) for link in visit.links if link.target == Target.PAGE)
        return self.since_then(visit)

    def read_feed(self, answer: Answer, ask: Ask, lane: Lane) -> Visit:
        """A feed; its older pages the first time, later while they bring what is not known."""
        visit, found = reading.read_feed(answer, ask, self.reader(lane))
        if found.kind == "comments":
            news = self.unknown_comments(found)
            again = tuple(Link(url, Target.PAGE, "comment feed", again=True) for url in sorted(news))
            visit = replace(visit, links=visit.links + again)
            walk = bool(news) and FEEDS_WALKED in self.cursors
        else:
            unknown = any(not frontier.known(self.archive.conn, link.url) for link in visit.links)
            walk = FEEDS_WALKED not in self.cursors or unknown
        if walk and found.next and same_site(found.next, answer.url):
            visit = replace(visit, links=(*visit.links, Link(found.next, Target.FEED, "feed", again=True)))
        return self.since_then(visit)

    def unknown_comments(self, found: feed.Feed) -> set[str]:
        """Addresses of archived articles of which a feed shows comments the archive does not have."""
        known = "select 1 from comments where source_id = ? limit 1"
        conn = self.archive.conn
        return {
            thread.article_url
            for thread in found.threads
            if thread.article_url
            and any(not conn.execute(known, (comment.source_id,)).fetchone() for comment in thread.comments)
        }

    def since_then(self, visit: Visit) -> Visit:
        """The visit without links to what was published before `since`."""
        if self.since is None:
            return visit
        since = self.since
        kept = tuple(
            link
            for link in visit.links
            if link.target != Target.PAGE or (link.published_at or link.modified_at or since) >= since
        )
        return replace(visit, links=kept)

    def without_traps(self, visit: Visit) -> Visit:
        """Count pages that brought no story by URL pattern; a pattern that brings none for long is closed."""
        pattern = template(visit.url)
        if visit.outcome == Outcome.ARCHIVED or any(not self.knows(link) for link in visit.links if link.position):
            self.barren[pattern] = 0
        elif visit.reason in ("listing", "no story"):
            self.barren[pattern] += 1
        most = self.crawler.settings.getint("TRAP_PAGES")
        links = tuple(
            replace(link, excluded="trap") if not link.excluded and self.barren[template(link.url)] >= most else link
            for link in visit.links
        )
        return replace(visit, links=links)

    def knows(self, link: Link) -> bool:
        """Whether a link's target is accounted for already."""
        return frontier.known(self.archive.conn, link.url)

    def learned(self, visit: Visit, lane: Lane) -> None:
        """Count stories older than `since` in a row."""
        if self.since is None or visit.target != Target.PAGE:
            return
        for article in visit.articles:
            is_old = article.published_at is not None and article.published_at < self.since
            self.old_in_a_row = self.old_in_a_row + 1 if is_old else 0
