"""`scrapy crawl article -a url=URL[,URL…]` or `-a urls=FILE`: the articles you name, comments included."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from scrapy.http import Request

from crawler.archive import frontier, tombstones
from crawler.items import Outcome, Target, Visit
from crawler.urls import site_of
from spiders import arguments, reading
from spiders.ask import Answer, Ask, ask_of
from spiders.lane import Lane, Step
from spiders.named import FORGOTTEN, Named
from spiders.story_spider import StorySpider

EXAMPLE = "scrapy crawl article -a url=https://news.example/2025/09/a-story/"


class ArticleSpider(StorySpider):
    """The articles you name."""

    name = "article"
    takes = ("url", "urls")

    def prepare(self, given: dict[str, str]) -> None:
        """url= or urls=."""
        self.urls = arguments.web_addresses(given.get("url"), given.get("urls"), EXAMPLE)
        self.typed = given.get("url", "")
        self.named = Named(self.urls, Target.PAGE)
        self.typed_hosts = frozenset(urlsplit(url).hostname or "" for url in self.urls)

    def open_lanes(self) -> Iterable[Lane]:
        """A lane for each site among the addresses."""
        by_site: dict[str, list[str]] = {}
        for url in self.urls:
            by_site.setdefault(site_of(url), []).append(url)
        for urls in by_site.values():
            lane = self.lane_for(urls[0])
            lane.plan = self.plan(urls)
            yield lane

    def plan(self, urls: list[str]) -> Iterator[Step]:
        """One step: all of them. What belongs to them is added as it is learned."""
        yield [self.ask(url) for url in urls if not self.is_forgotten(url)]

    def is_forgotten(self, url: str) -> bool:
        """Whether a story was erased for good: its words are not fetched into the WARC files again."""
        if not tombstones.is_address_forgotten(self.archive.conn, url):
            return False
        if self.named is not None:
            self.named.left_out(url, FORGOTTEN)
        self.reached = True  # nothing has to be
        return True

    def ask(self, url: str) -> Ask:
        """A question for a story, with what is known of it."""
        row = frontier.find(self.archive.conn, url)
        return ask_of(row) if row is not None else Ask(url, Target.PAGE)

    def read(self, answer: Answer, ask: Ask, lane: Lane) -> Visit | Request:
        """A story, or a further page of its comments."""
        if ask.target == Target.COMMENTS:
            return reading.read_comments_page(answer, ask, self.reader(lane)).visit
        return self.read_story(answer, ask, lane)

    def learned(self, visit: Visit, lane: Lane) -> None:
        """Ask for the comment pages of a story, and for the story behind an alias or a later page."""
        if self.named is not None and visit.target == Target.PAGE:
            row = frontier.find(self.archive.conn, visit.url) if visit.outcome == Outcome.EXCLUDED else None
            self.named.story_learned(visit, is_kept=row is not None and row.outcome == Outcome.ARCHIVED)
        lane.asks.extend(reading.following(visit, lane.asked))
