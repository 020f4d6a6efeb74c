"""What every spider shares: arguments and archive at the start, answers to Visits, and what became of them.

A URL leaves "due" only in the transaction that stores its visit, so a kill loses nothing. What fails behind
the callback (a pipeline, the callback itself) is shelved for this run, counted as an attempt, and reported:
without that, one bad page would be fetched for ever.
"""

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import scrapy
from scrapy import signals
from scrapy.exceptions import UsageError
from scrapy.http import Request, Response

from crawler.archive import frontier, runs, sites, visits
from crawler.archive.instants import utc_text
from crawler.archive.open import Archive
from crawler.errors import UsageProblem
from crawler.extract import parts
from crawler.extract.article import from_page
from crawler.fetch.recorder import Recording, opened, run_told
from crawler.fetch.retry_after import STAY_AWAY
from crawler.items import Article, Link, Outcome, Target, Visit
from crawler.page import Page
from crawler.urls import key, site_of
from spiders import arguments, reading, waiting
from spiders.ask import Answer, Ask
from spiders.breaking_off import STORAGE, BreakingOff
from spiders.failing import Verdict, of_failure, of_status
from spiders.feeding import Feeding, now
from spiders.lane import Lane
from spiders.summary import summary

logger = logging.getLogger(__name__)

PARTS_MOST = 100
# What is asked for on condition. A listing is asked for because of where it leads: a 304 would end the walk there.
CONDITIONAL = frozenset((Target.PAGE, Target.SITEMAP, Target.FEED))


class NewsSpider(scrapy.Spider):
    """Base of the spiders. A child names its arguments, checks them in `prepare`, and plans in `open_lanes`."""

    takes: tuple[str, ...] = ()
    archive: Archive
    breaking_off: BreakingOff
    recorder: Recording | None
    feeding: Feeding
    began: datetime
    run_id: int

    def __init__(self, **given: str) -> None:
        super().__init__(self.name)
        self.typed_hosts: frozenset[str] = frozenset()
        self.failures = 0
        self.reached = False

    @classmethod
    def update_settings(cls, settings: Any) -> None:
        """An honest User-Agent, with the contact page if there is one."""
        super().update_settings(settings)
        if settings.getpriority("USER_AGENT") in (None, 0):
            contact = settings.get("CONTACT_URL")
            agent = f"{settings['USER_AGENT_NAME']}/{settings['VERSION']}" + (f" (+{contact})" if contact else "")
            settings.set("USER_AGENT", agent, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "NewsSpider":
        """Check the arguments, open the archive. Raises UsageError, or ArchiveError for the command to tell."""
        try:
            arguments.only(kwargs, cls.takes, cls.name)
            spider = cls(**kwargs)
            spider.prepare(kwargs)
        except UsageProblem as problem:
            raise UsageError(f"{cls.name}: {problem}") from problem
        spider._set_crawler(crawler)
        spider.archive = Archive.writing(Path(crawler.settings["ARCHIVE_DIR"]))
        spider.breaking_off = BreakingOff(crawler, spider.archive.folder)
        spider.began = visits.after_the_last(spider.archive.conn, now)
        with spider.archive.transaction() as conn:
            version = crawler.settings["VERSION"]
            spider.run_id = runs.begin(conn, spider=cls.name, arguments=kwargs, version=version, now=spider.began)
        spider.recorder = spider.recording(run_told(cls.name, kwargs, version, spider.began))
        spider.feeding = Feeding(crawler, spider.archive, spider.request)
        connect = crawler.signals.connect
        connect(spider.item_done, signals.item_scraped)
        connect(spider.item_lost, signals.item_error)
        connect(spider.item_lost, signals.item_dropped)
        connect(spider.callback_failed, signals.spider_error)
        connect(spider.request_lost, signals.request_dropped)
        return spider

    # ---- what a child says

    def prepare(self, given: dict[str, str]) -> None:
        """Check and keep the arguments; raise UsageProblem for a wrong one."""
        raise NotImplementedError(f"{type(self).__name__} checks its arguments in prepare()")

    def recording(self, run: dict[str, Any]) -> Recording | None:
        """What keeps the exchanges of this run."""
        return opened(self.crawler, self.archive, run, clock=now)

    def open_lanes(self) -> Iterable[Lane]:
        """The sites of this run, each with its plan."""
        raise NotImplementedError(f"{type(self).__name__} says in open_lanes() what it asks")

    def reader(self, lane: Lane) -> reading.Reader:
        """What this run wants of the answers just now: here the story and its comments, and no other links."""
        return reading.Reader(
            site=lane.site,
            pace=waiting.pace(self.crawler.settings),
            follow=False,
        )

    def read(self, answer: Answer, ask: Ask, lane: Lane) -> Visit | Request:
        """An answer with a document in it as a visit; or the further request that the same visit needs."""
        raise NotImplementedError(f"{type(self).__name__} reads answers in read()")

    def lost(self, ask: Ask) -> None:
        """A visit could not be stored: whatever the plan must not take for done."""

    def note_links(self, visit: Visit, page: Page) -> None:
        """A story's page was read: whatever a child wants to remember of its links."""

    def learned(self, visit: Visit, lane: Lane) -> None:
        """A visit was stored: whatever the plan wants to remember of it."""

    # ---- requests

    async def start(self) -> AsyncIterator[Request]:
        """Feed requests while a lane has any; end when nothing is due and nothing under way."""
        try:
            for lane in self.open_lanes():
                self.feeding.lanes[lane.site] = lane
            async for request in self.feeding.requests(self.shelve_what_vanished):
                yield request
        except STORAGE as error:
            self.breaking_off.because(error)

    def lane_for(self, url: str) -> Lane:
        """A lane without a plan for the site of a URL, with its row in the archive."""
        with self.archive.transaction() as conn:
            site_id = sites.ensure_site(conn, site_of(url), url, utc_text(now()))
        return Lane(site=site_of(url), site_id=site_id, home=url)

    def request(self, ask: Ask, lane: Lane) -> Request:
        """The Scrapy request of a question, with the validators of its last answer."""
        headers = {}
        on_trust = self.crawler.settings.getint("NOT_MODIFIED_MOST")
        is_conditional = ask.target in CONDITIONAL and (not on_trust or ask.taken_on_trust < on_trust)
        if ask.etag and is_conditional:
            headers["If-None-Match"] = ask.etag
        if ask.last_modified and is_conditional:
            headers["If-Modified-Since"] = ask.last_modified
        return Request(
            ask.url,
            headers=headers,
            callback=self.answered,
            errback=self.failed,
            dont_filter=True,  # what is unique is the frontier's to know
            meta={"site": lane.site, "ask": ask},
        )

    # ---- answers

    def answered(self, response: Response) -> Iterator[Visit | Request]:
        """Callback of every request."""
        ask, lane, answer = self.unpacked(response)
        lane.reached = self.reached = True
        if response.status in STAY_AWAY:
            yield self.asked_to_wait(answer, ask, lane)
            return
        lane.waits_in_a_row = 0
        verdict = of_status(response.status, ask.failures, answer.at)
        if verdict is not None and response.status != 304 and ask.target != Target.API:
            yield self.not_had(answer, ask, lane, verdict)
            return
        try:
            yield self.read(answer, ask, lane)
        except Exception as error:  # a page nobody foresaw must become a visit that says so, not a lost URL
            yield self.unreadable(answer, ask, lane, error)

    def failed(self, failure: Any) -> Iterator[Visit]:
        """Errback of every request."""
        ask: Ask = failure.request.meta["ask"]
        lane = self.feeding.lanes[failure.request.meta["site"]]
        verdict = of_failure(failure.value, ask.failures, now())
        yield self.visit_of(ask, lane, verdict)

    def unpacked(self, response: Response) -> tuple[Ask, Lane, Answer]:
        """The question of a response, its lane, and the answer without Scrapy."""
        lane = self.feeding.lanes[response.meta["site"]]
        headers = reading.headers_of(response.headers)
        kept, at = response.meta.get("kept") or (None, now())
        return response.meta["ask"], lane, Answer(response.url, response.status, headers, response.body, at, kept)

    def visit_of(self, ask: Ask, lane: Lane, verdict: Verdict) -> Visit:
        """A visit that brought no document."""
        return Visit(
            ask.url,
            lane.site,
            ask.target,
            now(),
            verdict.outcome,
            reason=verdict.reason,
            due_at=verdict.due_at,
            ephemeral=ask.ephemeral,
            purpose=ask.purpose,
        )

    def not_had(self, answer: Answer, ask: Ask, lane: Lane, verdict: Verdict) -> Visit:
        """A visit whose status says there is nothing to read."""
        kept = (answer.kept,) if answer.kept else ()
        visit = self.visit_of(ask, lane, verdict)
        return replace(visit, at=answer.at, status=answer.status, final_url=answer.url, answers=kept)

    def unreadable(self, answer: Answer, ask: Ask, lane: Lane, error: Exception) -> Visit:
        """A visit whose document broke a reader."""
        if isinstance(error, STORAGE):
            self.breaking_off.because(error)
            raise error
        logger.exception("cannot read %s", ask.url)
        self.crawler.stats.inc_value("base/unreadable")
        verdict = Verdict(Outcome.FAILED, f"unreadable ({type(error).__name__})")
        return self.not_had(answer, ask, lane, verdict)

    def asked_to_wait(self, answer: Answer, ask: Ask, lane: Lane) -> Visit:
        """429 or 503: never a document. The URL stays due; the lane keeps away as long as it was asked to."""
        until = waiting.asked(answer, ask, lane, self.crawler.settings)
        self.crawler.stats.inc_value("base/asked_to_wait")
        verdict = Verdict(Outcome.DUE, f"asked to wait ({answer.status})", until)
        return self.not_had(answer, ask, lane, verdict)

    # ---- stories, which may have several pages

    def read_story(self, answer: Answer, ask: Ask, lane: Lane) -> Visit | Request:
        """A page where a story is expected: its visit, or the request for its next page."""
        reader = self.reader(lane)
        begun = reading.begun(answer, ask, lane.site)
        if ask.outcome is not None and reading.unchanged(begun, ask):
            pace = reading.pace_for_pages(reader) if ask.outcome == Outcome.ARCHIVED else None
            return replace(begun, outcome=ask.outcome, reason=ask.reason, not_modified=True, pace=pace)
        read = reading.read_page(answer, ask, reader)
        if read.page is None or not read.visit.articles:
            return read.visit
        self.note_links(read.visit, read.page)
        later = reading.as_later_page(read, answer.url)
        if later is not None:
            return later
        left, is_guess = reading.other_parts(read.page, probe=self.may_probe())
        return self.next_part(read.visit, left[:PARTS_MOST], ask, lane, is_guess=is_guess)

    def may_probe(self) -> bool:
        """Whether page 2 of a story may be asked for though none is linked."""
        return bool(self.crawler.settings.getbool("PROBE_SECOND_PAGE"))

    def next_part(
        self, visit: Visit, left: tuple[str, ...], ask: Ask, lane: Lane, *, is_guess: bool = False
    ) -> Visit | Request:
        """The visit if its story is whole; else the request for its next page."""
        if not left:
            return visit
        return Request(
            left[0],
            callback=self.part_answered,
            errback=self.part_failed,
            dont_filter=True,
            meta={
                "site": lane.site,
                "ask": ask,
                "visit": visit,
                "left": left[1:],
                "is_guess": is_guess,
                "dont_redirect": True,
            },
        )

    def part_answered(self, response: Response) -> Iterator[Visit | Request]:
        """Callback of the later pages of a story: joined, they make one visit of its first page."""
        ask, lane, answer = self.unpacked(response)
        visit: Visit = response.meta["visit"]
        if response.status in STAY_AWAY:
            yield self.asked_to_wait(answer, ask, lane)
            return
        verdict = of_status(response.status, ask.failures, answer.at)
        if verdict is not None:  # a redirect or 404: there is no such page; a failure: look again soon
            yield replace(visit, due_at=verdict.due_at or visit.due_at)
            return
        try:
            page = Page.from_bytes(answer.body, answer.url, content_type=answer.headers.get("content-type"))
            later = from_page(page)
            if later is None:
                yield visit
                return
            story = reading.joined(visit.articles[0], later, answer.url)
            visit = replace(visit, answers=(*visit.answers, answer.kept)) if answer.kept else visit
            is_guess: bool = response.meta["is_guess"] and len(story.aliases) < PARTS_MOST
            left = response.meta["left"] or ((reading.next_guess(answer.url),) if is_guess else ())
            left = left or self.further(page, story)
            yield self.next_part(replace(visit, articles=(story,)), left, ask, lane, is_guess=is_guess)
        except Exception as error:  # as in `answered`
            yield self.unreadable(answer, ask, lane, error)

    def part_failed(self, failure: Any) -> Iterator[Visit]:
        """Errback of the later pages: what was read of the story is kept, and the page soon looked at again."""
        ask: Ask = failure.request.meta["ask"]
        visit: Visit = failure.request.meta["visit"]
        verdict = of_failure(failure.value, ask.failures, now())
        yield replace(visit, due_at=verdict.due_at or visit.due_at)

    @staticmethod
    def further(page: Page, story: Article) -> tuple[str, ...]:
        """Pages of a story that only its later pages name."""
        return tuple(url for url in parts.parts(page) if url not in story.aliases and key(url) != key(story.url))

    # ---- what became of the items

    def item_done(self, item: Visit) -> None:
        """The visit is in the archive."""
        self.crawler.stats.inc_value(f"visits/{item.outcome.value}")
        lane = self.feeding.lanes[item.site]
        ask = lane.under_way.pop(frontier.row_key(item.url, item.target), None)
        if item.outcome == Outcome.FAILED:
            self.failures += 1
            if ask is not None and ask.row_id is not None:
                lane.shelved.add(ask.row_id)
        self.learned(item, lane)
        self.feeding.wake.set()

    def item_lost(self, item: Visit, exception: Any = None, failure: Any = None, **_: Any) -> None:
        """A pipeline dropped the visit or broke over it."""
        error = exception or getattr(failure, "value", None)
        self.shelve(item.site, frontier.row_key(item.url, item.target), f"not stored ({type(error).__name__})")

    def callback_failed(self, failure: Any, response: Response, **_: Any) -> None:
        """The callback broke."""
        meta = response.meta
        self.shelve(meta["site"], meta["ask"].name, f"not read ({type(failure.value).__name__})")

    def request_lost(self, request: Request, **_: Any) -> None:
        """Scrapy dropped the request."""
        if "ask" in request.meta:
            self.shelve(request.meta["site"], request.meta["ask"].name, "not sent")

    def shelve(self, site: str, name: str, reason: str) -> None:
        """Leave a URL alone for the rest of the run, and count the attempt in a transaction of its own."""
        if self.breaking_off.trouble is not None:
            return  # the run ends; what it could not store stays due
        lane = self.feeding.lanes[site]
        ask = lane.under_way.pop(name, None)
        self.failures += 1
        self.crawler.stats.inc_value("base/shelved")
        self.feeding.wake.set()
        if ask is None:
            return
        logger.error("%s: %s; left for a later run", ask.url, reason)
        self.lost(ask)
        if ask.row_id is not None:
            lane.shelved.add(ask.row_id)
        if not ask.ephemeral:
            due_at = now() + timedelta(hours=2 ** min(ask.failures, 9))
            with self.breaking_off.guarded(), self.archive.transaction() as conn:
                frontier.add(conn, lane.site_id, (Link(ask.url, ask.target, "seed"),), now=now())
                frontier.attempted(conn, ask.url, ask.target, reason=reason, due_at=due_at)

    def shelve_what_vanished(self) -> None:
        """Safety net: what we think is under way, but the engine knows nothing of."""
        engine = self.crawler.engine
        if engine is None or engine.downloader.active:
            return
        if engine.scraper.slot is None or not engine.scraper.slot.is_idle():
            return
        if engine._slot is None or engine._slot.scheduler.has_pending_requests():
            return
        for lane in self.feeding.lanes.values():
            for name in list(lane.under_way):
                self.shelve(lane.site, name, "vanished")

    def left_waiting(self) -> bool:
        """Whether a site asked us to wait longer than the run did."""
        return any(lane.left_waiting for lane in self.feeding.lanes.values())

    def closed(self, reason: str) -> None:
        """Scrapy's hook at the end of a run: note how it ended, let the archive go."""
        logger.info("%s: %s", reason, summary(self.crawler.stats.get_value, self.failures))
        with self.breaking_off.guarded(), self.archive.transaction() as conn:
            runs.end(conn, self.run_id, reason=reason, stats=self.crawler.stats.get_stats(), now=now())
        if self.recorder is not None:
            self.recorder.close()
        self.archive.close()
