"""A spider that asks sites: lanes of questions, answers to Visits, and what became of them.

A URL leaves "due" only in the transaction that stores its visit, so a kill loses nothing. What fails behind
the callback (a pipeline, the callback itself) is shelved for this run, counted as an attempt, and reported:
without that, one bad page would be fetched for ever.
"""

import logging
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from scrapy import signals
from scrapy.http import Request, Response

from crawler.archive import frontier, sites
from crawler.archive.instants import utc_text
from crawler.elsewhere import archive_option
from crawler.errors import WarcError
from crawler.fetch.retry_after import STAY_AWAY
from crawler.items import Link, Outcome, Target, Visit
from crawler.revisit import Pace
from crawler.urls import site_of
from spiders import reading, waiting
from spiders.ask import Answer, Ask, in_vain
from spiders.base import NewsSpider
from spiders.breaking_off import STORAGE
from spiders.failing import Verdict, has_answered, of_failure, of_status
from spiders.feeding import Feeding, now
from spiders.lane import Lane
from spiders.named import InVain, Named, why_no_article
from spiders.summary import counted

logger = logging.getLogger(__name__)

# What is asked for on condition. A listing is asked for because of where it leads: a 304 would end the walk there.
CONDITIONAL = frozenset((Target.PAGE, Target.SITEMAP, Target.FEED))


class AskingSpider(NewsSpider):
    """Base of the spiders that use the network. A child plans in `open_lanes` and reads answers in `read`."""

    feeding: Feeding
    named: Named | None = None  # the addresses that a person named one by one
    told = 0  # failures that have a line of their own on the log
    typed = ""  # addresses as they were typed

    def listen(self) -> None:
        """Hear what becomes of the requests, too."""
        super().listen()
        self.feeding = Feeding(self.crawler, self.archive, self.request)
        self.crawler.signals.connect(self.callback_failed, signals.spider_error)
        self.crawler.signals.connect(self.request_lost, signals.request_dropped)

    # ---- what a child says

    @cached_property
    def pace(self) -> Pace:
        """How often pages are looked at again."""
        return waiting.pace(self.crawler.settings)

    @abstractmethod
    def open_lanes(self) -> Iterable[Lane]:
        """The sites of this run, each with its plan."""

    def reader(self, lane: Lane) -> reading.Reader:
        """What this run wants of the answers just now: here the story and its comments, and no other links."""
        return reading.Reader(
            site=lane.site,
            pace=self.pace,
            follow=False,
        )

    @abstractmethod
    def read(self, answer: Answer, ask: Ask, lane: Lane) -> Visit | Request:
        """An answer with a document in it as a visit; or the further request that the same visit needs."""

    def lost(self, ask: Ask) -> None:
        """A visit could not be stored: whatever the plan must not take for done."""

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
        self.reached = True
        if response.status in STAY_AWAY:
            yield self.asked_to_wait(answer, ask, lane)
            return
        lane.waits_in_a_row = lane.long_waits_in_a_row = 0
        verdict = of_status(response.status, ask.failures, answer.at)
        if verdict is not None and response.status != 304 and ask.target != Target.API:
            yield self.not_had(answer, ask, lane, verdict)
            return
        try:
            yield self.read(answer, ask, lane)
        except Exception as error:  # a page nobody foresaw must become a visit that says so, not a lost URL
            yield self.unreadable(answer, ask, lane, error)

    def failed(self, failure: Any) -> Iterator[Visit]:
        """Errback of every request. What could not be kept in a WARC file stays due: the run ends (`recorder.py`)."""
        if isinstance(failure.value, WarcError):
            return
        ask: Ask = failure.request.meta["ask"]
        lane = self.feeding.lanes[failure.request.meta["site"]]
        self.reached = self.reached or has_answered(failure.value)
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
        visit = Visit(
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
        return in_vain(visit, ask)

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
        self.crawler.stats.inc_value("asking/unreadable")
        verdict = Verdict(Outcome.FAILED, f"unreadable ({type(error).__name__})")
        return self.not_had(answer, ask, lane, verdict)

    def asked_to_wait(self, answer: Answer, ask: Ask, lane: Lane) -> Visit:
        """429 or 503: never a document. The URL stays due; the lane keeps away as long as it was asked to."""
        until = waiting.asked(answer, ask, lane, self.crawler.settings)
        self.crawler.stats.inc_value("asking/asked_to_wait")
        verdict = Verdict(Outcome.DUE, f"asked to wait ({answer.status})", until)
        return self.not_had(answer, ask, lane, verdict)

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
        self.crawler.stats.inc_value("asking/shelved")
        self.feeding.wake.set()
        if ask is None:
            return
        logger.error("%s: %s; left for a later run", ask.url, reason)
        self.told += 1
        if self.named is not None:
            self.named.told(name)
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

    # ---- the end

    def last_words(self, reason: str) -> None:
        """A line for each named address that brought nothing, and one for all other failures."""
        if self.breaking_off.trouble is not None:
            return
        if self.named is not None:
            for lost in self.named.in_vain(whole=reason == "finished"):
                self.tell(lost.url, self.why_in_vain(lost), is_counted=lost.has_failed)
        if self.failures > self.told:
            told = f"scrapy status --urls failed{archive_option(self.crawler.settings)}"
            logger.error("%s failed; %s lists them", counted(self.failures - self.told, "URL"), told)
        if self.left_waiting() and not self.failures:
            logger.error("some URLs are left for a later run: the site asked to wait")

    def why_in_vain(self, lost: InVain) -> str:
        """Why a named address brought nothing, for people."""
        return why_no_article(lost)

    def tell(self, url: str, why: str, *, is_counted: bool = False) -> None:
        """A failure with a line of its own. is_counted: it is among the failures already."""
        is_guess = bool(self.typed) and "://" not in self.typed and not self.reached
        hint = ". Taken as https://…: if the site has no TLS, write http://…" if is_guess else ""
        logger.error("%s: %s%s", url, why, hint)  # no full stop: an address may end it
        self.told += 1
        self.failures += not is_counted

    def under_way(self) -> int:
        """As many as there are requests under way."""
        return sum(len(lane.under_way) for lane in self.feeding.lanes.values())

    def left_waiting(self) -> bool:
        """Whether a site asked us to wait longer than the run did."""
        return any(lane.left_waiting for lane in self.feeding.lanes.values())
