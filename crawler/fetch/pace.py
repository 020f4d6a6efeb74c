"""The least delay of each host: robots.txt's Crawl-delay with a cap, kept against everything that lowers it.

Scrapy applies no Crawl-delay; AutoThrottle lowers a delay set at run time, and a slot that was idle for a
minute forgets it (both measured on Scrapy 2.19). The delay can only be raised by robots.txt, never lowered.
"""

import logging
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from protego import Protego
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from crawler.fetch.retry_after import STAY_AWAY, wait_asked

logger = logging.getLogger(__name__)


class Pace:
    """Extension: watches `robots_parsed` and `response_downloaded`."""

    def __init__(self, crawler) -> None:  # type: ignore[no-untyped-def]  # Scrapy's crawler is untyped here
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured("ROBOTSTXT_OBEY is off")
        self.crawler = crawler
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self.least_s: float = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self.most_s: float = crawler.settings.getfloat("CRAWL_DELAY_MAX_S")
        self.longest_wait_s: float = crawler.settings.getfloat("RETRY_AFTER_WAIT_S")
        self.floor_s: dict[str, float] = {}
        crawler.signals.connect(self.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(self.response_downloaded, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler):  # type: ignore[no-untyped-def]  # Scrapy's own protocol
        """Read the settings and connect."""
        return cls(crawler)

    def robots_parsed(self, robotparser: Protego, request: Request) -> None:
        """Apply a Crawl-delay that is longer than our own delay."""
        delay = floor(robotparser.crawl_delay(self.agent), least_s=self.least_s, most_s=self.most_s)
        if delay is None:
            return
        downloader = self.crawler.engine.downloader
        slot_key = downloader.get_slot_key(request)
        self.floor_s[slot_key] = delay
        downloader.per_slot_settings[slot_key] = {"delay": delay, "concurrency": 1, "jitter": 0}
        if slot := downloader.slots.get(slot_key):
            slot.delay, slot.concurrency, slot.jitter = delay, 1, 0
        logger.info("%s: Crawl-delay of robots.txt, %g s between requests", slot_key, delay)

    def response_downloaded(self, response: Response, request: Request, **_: Any) -> None:
        """Undo what AutoThrottle lowered; hold what already stands in line behind a 429 or 503."""
        slot_key = request.meta.get("download_slot")
        slot = self.crawler.engine.downloader.slots.get(slot_key)
        if not slot:
            return
        if slot_key in self.floor_s:
            slot.delay = max(slot.delay, self.floor_s[slot_key])
        if response.status in STAY_AWAY and slot.delay:  # a delay of 0 is a server of one's own: nothing stands in line
            asked = wait_asked(response.headers.get("Retry-After"), datetime.now(UTC))
            wait_s = asked.total_seconds() if asked is not None else 0.0
            if 0 < wait_s <= self.longest_wait_s:
                slot.lastseen = max(slot.lastseen, monotonic() + wait_s - slot.delay)


def floor(crawl_delay: float | None, *, least_s: float, most_s: float) -> float | None:
    """The delay a Crawl-delay asks for beyond our own, capped; None if it asks for no more.

    >>> floor(10.0, least_s=1.0, most_s=30.0), floor(0.5, least_s=1.0, most_s=30.0), floor(900, least_s=1, most_s=30.0)
    (10.0, None, 30.0)
    """
    delay = min(float(crawl_delay or 0), most_s)
    return delay if delay > least_s else None
