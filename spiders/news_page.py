"""`scrapy crawl news_page -a url=URL`: one listing, page after page, its articles, and the order they stood in.

With pages=N so many pages of the listing; without it all of them the first time, and later as far as it
brings anything new.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from scrapy.http import Request

from crawler.archive import frontier
from crawler.archive import sites as site_rows
from crawler.discover.listing import Listing
from crawler.fetch.recorder import Recorder
from crawler.items import Outcome, Target, Visit
from crawler.urls import key
from spiders import arguments, reading
from spiders.ask import Answer, Ask, ask_of
from spiders.lane import Lane, Step
from spiders.named import InVain, Named
from spiders.story_spider import StorySpider

EXAMPLE = "scrapy crawl news_page -a url=https://news.example/category/news-page/"
NO_STORIES = "it names no stories"


class NewsPageSpider(StorySpider):
    """One listing."""

    name = "news_page"
    takes = ("url", "pages")

    def prepare(self, given: dict[str, str]) -> None:
        """url=, pages=N."""
        self.start_url = arguments.web_address(given.get("url"), EXAMPLE)
        self.typed = given.get("url", "")
        self.named = Named((self.start_url,), Target.LISTING)
        self.pages = arguments.count(given.get("pages"), "pages")
        self.typed_hosts = frozenset({urlsplit(self.start_url).hostname or ""})
        self.listing: Listing | None = None
        self.brought_new = False

    def open_lanes(self) -> Iterable[Lane]:
        """One lane: the listing's site."""
        lane = self.lane_for(self.start_url)
        lane.plan = self.plan(lane)
        yield lane

    def plan(self, lane: Lane) -> Iterator[Step]:
        """A page of the listing, its articles, the next page."""
        cursor = f"walked {key(self.start_url)}"
        walked = cursor in site_rows.cursors(self.archive.conn, lane.site_id)
        url, number, seen = self.start_url, 1, {key(self.start_url)}
        while True:
            self.listing = None
            yield [Ask(url, Target.LISTING)]
            if self.listing is None:
                return
            following, is_news = self.listing.next, self.brought_new
            yield [ask for link in self.listing.articles if (ask := self.ask(link.url)) is not None]
            if following is None or key(following) in seen:
                break
            if number == self.pages or (self.pages is None and walked and not is_news):
                return
            url, number = following, number + 1
            seen.add(key(url))
        if isinstance(self.recorder, Recorder):
            self.recorder.cursors(lane.site, {cursor: "yes"})
        with self.archive.transaction() as conn:
            site_rows.set_cursor(conn, lane.site_id, cursor, "yes")

    def ask(self, url: str) -> Ask | None:
        """A question for a story that is not archived yet, or due for another look."""
        row = frontier.find(self.archive.conn, url)
        if row is None:
            return None if frontier.known(self.archive.conn, url) else Ask(url, Target.PAGE)
        if row.visited_at is None or row.outcome in (Outcome.DUE, Outcome.FAILED):
            return ask_of(row)
        return ask_of(row) if row.is_queued_or_due(self.began) else None

    def read(self, answer: Answer, ask: Ask, lane: Lane) -> Visit | Request:
        """The listing, a story, or a further page of its comments."""
        if ask.target == Target.COMMENTS:
            return reading.read_comments_page(answer, ask, self.reader(lane)).visit
        if ask.target == Target.PAGE:
            return self.read_story(answer, ask, lane)
        read = reading.read_listing(answer, ask, self.reader(lane))
        self.listing = read.listing
        stories = read.listing.articles if read.listing else ()
        self.brought_new = any(not frontier.known(self.archive.conn, link.url) for link in stories)
        return read.visit

    def why_in_vain(self, lost: InVain) -> str:
        """Why the listing brought nothing, for people."""
        return f"brought no listing: {lost.reason}"

    def learned(self, visit: Visit, lane: Lane) -> None:
        """Ask for what belongs to a story: its comment pages, the story behind an alias."""
        if visit.target != Target.LISTING:
            lane.asks.extend(reading.following(visit, lane.asked))
        elif self.named is not None:
            self.named.learned(visit, self.trouble_of(visit))

    def trouble_of(self, visit: Visit) -> str | None:
        """Why a listing brought nothing; None if it did."""
        if visit.reason != Target.LISTING.value:
            return visit.reason
        return None if self.listing is not None and self.listing.articles else NO_STORIES
