"""What a person at a terminal sees of a run: a line now and then, what Ctrl-C does, and what the run brought. Where
standard error is no terminal, nothing: cron mails whatever is written."""

import asyncio
import logging
import signal
import sys
from time import monotonic
from types import FrameType
from typing import Any

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler.terminal import shown
from spiders.asking import AskingSpider
from spiders.base import NewsSpider
from spiders.summary import counted, progress, summary

BEGINNING = "Fetching into {folder}. Ctrl-C stops; the same command goes on from there."
STOPPING = "Stopping after what is under way; the same command goes on from there. Ctrl-C again stops at once."


class Progress:
    """Extension: watches the run and tells standard error."""

    def __init__(self, crawler: Any) -> None:
        self.every_s: float = crawler.settings.getfloat("PROGRESS_S")
        if not sys.stderr.isatty() or self.every_s <= 0:
            raise NotConfigured  # with a text Scrapy would warn, and cron mail it
        self.crawler = crawler
        self.is_logged = logging.getLevelName(crawler.settings["LOG_LEVEL"]) <= logging.INFO
        crawler.signals.connect(self.opened, signals.spider_opened)
        crawler.signals.connect(self.closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Any) -> "Progress":
        """Scrapy's way to make an extension."""
        return cls(crawler)

    def opened(self, spider: NewsSpider) -> None:
        """Begin to tell. Scrapy's own handler of Ctrl-C stands by then."""
        self.began_s = monotonic()
        self.say(BEGINNING.format(folder=spider.archive.folder))
        self.calls = create_looping_call(self.tell, spider)
        self.calls.start(self.every_s, now=False)
        self.loop = asyncio.get_running_loop()
        self.loop.call_soon(self.listen)

    def listen(self) -> None:
        """Say what Ctrl-C does before Scrapy does it."""
        scrapys = signal.getsignal(signal.SIGINT)
        if not callable(scrapys):
            return

        def stop(number: int, frame: FrameType | None) -> None:
            self.loop.call_soon_threadsafe(self.say, STOPPING)  # a signal handler may not write
            scrapys(number, frame)

        signal.signal(signal.SIGINT, stop)

    def tell(self, spider: NewsSpider) -> None:
        """One line on how far the run is."""
        due = waiting(spider) if isinstance(spider, AskingSpider) else None
        self.say(progress(self.crawler.stats.get_value, spider.failures, monotonic() - self.began_s, due))

    def closed(self, spider: NewsSpider, reason: str) -> None:
        """What the run brought; the log tells it, too, from INFO on."""
        if self.calls.running:
            self.calls.stop()
        if not self.is_logged:
            took = counted(round(monotonic() - self.began_s), "second")
            ended = {"finished": "Done", "shutdown": "Stopped"}.get(reason, "Ended")
            self.say(f"{ended} after {took}: {summary(self.crawler.stats.get_value, spider.failures)}")

    def say(self, line: str) -> None:
        """On the terminal."""
        print(shown(line), file=sys.stderr, flush=True)


def waiting(spider: AskingSpider) -> int:
    """URLs that are due on the run's sites: a few rows, whatever the size of the archive."""
    conn, ids = spider.archive.conn, [lane.site_id for lane in spider.feeding.lanes.values()]
    due = "select coalesce(sum(urls), 0) from outcome_counts where outcome = 'due' and site_id = ?"
    return sum(conn.execute(due, (site_id,)).fetchone()[0] for site_id in ids)
