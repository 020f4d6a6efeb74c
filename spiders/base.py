"""What every spider shares: arguments checked and the archive opened at the start, a run's row, its end."""

import logging
from abc import ABC, abstractmethod
from datetime import datetime
from pathlib import Path
from typing import Any

import scrapy
from scrapy import signals
from scrapy.exceptions import UsageError

from crawler.archive import runs, sites, visits
from crawler.archive.open import Archive
from crawler.errors import UsageProblem
from crawler.fetch.causes import NO_HOST
from crawler.fetch.recorder import Recording, opened, run_told
from crawler.items import Visit
from spiders import arguments
from spiders.breaking_off import BreakingOff
from spiders.feeding import now
from spiders.summary import summary

logger = logging.getLogger(__name__)


class NewsSpider(scrapy.Spider, ABC):
    """Base of the spiders. A child names its arguments, checks them in `prepare`, and yields Visits."""

    takes: tuple[str, ...] = ()
    archive: Archive
    breaking_off: BreakingOff
    recorder: Recording | None
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
        spider.listen()
        return spider

    # ---- what a child says

    @abstractmethod
    def prepare(self, given: dict[str, str]) -> None:
        """Check and keep the arguments; raise UsageProblem for a wrong one."""

    def recording(self, run: dict[str, Any]) -> Recording | None:
        """What keeps the exchanges of this run."""
        return opened(self.crawler, self.archive, run, clock=now)

    @abstractmethod
    def item_done(self, item: Visit) -> None:
        """The visit is in the archive."""

    @abstractmethod
    def item_lost(self, item: Visit, exception: Any = None, failure: Any = None, **_: Any) -> None:
        """A pipeline dropped the visit or broke over it."""

    # ---- the run

    def listen(self) -> None:
        """Hear what becomes of the items."""
        connect = self.crawler.signals.connect
        connect(self.item_done, signals.item_scraped)
        connect(self.item_lost, signals.item_error)
        connect(self.item_lost, signals.item_dropped)

    def under_way(self) -> int:
        """How many visits may be stored soon, those that just wait for their commit among them."""
        return 0

    def left_waiting(self) -> bool:
        """Whether a site asked us to wait longer than the run did."""
        return False

    def last_words(self, reason: str) -> None:
        """Tell what failed and was not told yet."""

    def closed(self, reason: str) -> None:
        """Scrapy's hook at the end of a run: note how it ended, let the archive go."""
        self.last_words(reason)
        logger.info("%s: %s", reason, summary(self.crawler.stats.get_value, self.failures))
        with self.breaking_off.guarded(), self.archive.transaction() as conn:
            sites.forget_mistyped(conn, NO_HOST)
            runs.end(conn, self.run_id, reason=reason, stats=self.crawler.stats.get_stats(), now=now())
        if self.recorder is not None:
            self.recorder.close()
        self.archive.close()
