"""The feeding loop: lanes to requests, a small window of each site at a time.

Scrapy pulls `start()` without back-pressure, so the loop itself must hold back; and it must end when
nothing is due and nothing under way, not when a look-up comes back empty.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Request

from crawler.archive import frontier_queue
from crawler.archive.open import Archive
from crawler.items import Target
from spiders.ask import Ask, ask_of
from spiders.lane import Drain, Lane, Step, window

logger = logging.getLogger(__name__)

HEARTBEAT_S = 2.0


class Feeding:
    """The lanes of a run and the loop over them. request makes Scrapy's request of a question."""

    def __init__(self, crawler: Any, archive: Archive, request: Callable[[Ask, Lane], Request]) -> None:
        self.crawler = crawler
        self.archive = archive
        self.request = request
        self.lanes: dict[str, Lane] = {}
        self.wake = asyncio.Event()
        self.least_delay_s: float = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self.at_once: int = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self.longest_wait = timedelta(seconds=crawler.settings.getfloat("RETRY_AFTER_WAIT_S"))

    async def requests(self, when_idle: Callable[[], None]) -> AsyncIterator[Request]:
        """Requests as windows have room; ends when every lane has ended. when_idle is called at a heartbeat."""
        while True:
            for lane in self.lanes.values():
                for request in self.refill(lane):
                    yield request
            if all(lane.ended and not lane.under_way for lane in self.lanes.values()):
                return
            self.wake.clear()
            try:
                await asyncio.wait_for(self.wake.wait(), self.pause_s())
            except TimeoutError:
                when_idle()

    def pause_s(self) -> float:
        """Seconds until somebody should look again, if nothing happens before."""
        holds = [(lane.hold_until - now()).total_seconds() for lane in self.lanes.values() if lane.hold_until]
        return max(0.05, min([HEARTBEAT_S, *holds]))

    def refill(self, lane: Lane) -> Iterator[Request]:
        """Requests that fit into a lane's window now. Refilled by halves, which halves the look-ups."""
        if lane.hold_until is not None and lane.hold_until > now():
            return
        lane.hold_until = None
        size = window(self.delay_of(lane), self.at_once)
        if lane.ended or len(lane.under_way) > size // 2:
            return
        for ask in self.next_asks(lane, size):
            if ask.name not in lane.under_way:
                lane.under_way[ask.name] = ask
                yield self.request(ask, lane)

    def next_asks(self, lane: Lane, size: int) -> Iterator[Ask]:
        """Questions until the window is full: the plan's own, then the frontier's; then the plan's next step."""
        while not lane.ended:
            while lane.asks and lane.has_room(size):
                yield lane.asks.popleft()
            if lane.drain is not None and lane.has_room(size):
                yield from self.due_asks(lane, size - len(lane.under_way))
            if (
                lane.hold_until is not None
                or lane.under_way
                or lane.asks
                or (lane.drain is not None and self.is_worth_waiting(lane))
            ):
                return
            lane.drain = None
            step: Step | None = next(lane.plan, None)
            if step is None:
                lane.ended = True
            elif isinstance(step, Drain):
                lane.drain = step
            else:
                lane.asks.extend(step)

    def due_asks(self, lane: Lane, room: int) -> Iterator[Ask]:
        """Questions out of the frontier, best first."""
        pages = lane.drain == Drain.ALL and lane.pages_left != 0
        if lane.pages_left:
            room = min(room, lane.pages_left)
        for due in frontier_queue.take(
            self.archive.conn, lane.site_id, now=now(), limit=room, skip=lane.skip(), pages=pages
        ):
            if lane.pages_left is not None and due.target == Target.PAGE:
                lane.pages_left -= 1
            yield ask_of(due)

    def is_worth_waiting(self, lane: Lane) -> bool:
        """Whether a URL of the lane comes due so soon that the run waits for it."""
        at = frontier_queue.next_due(self.archive.conn, lane.site_id, now())
        if at is None or lane.pages_left == 0:
            return False
        until = datetime.fromisoformat(at)
        if until - now() > self.longest_wait:
            return False
        lane.hold_until = until
        return True

    def delay_of(self, lane: Lane) -> float:
        """Seconds between two requests to a lane's host just now."""
        engine = self.crawler.engine
        slot = engine.downloader.slots.get(urlsplit(lane.home).hostname or "") if engine else None
        return float(slot.delay) if slot else self.least_delay_s


def now() -> datetime:
    """The clock, in one place."""
    return datetime.now(UTC)
