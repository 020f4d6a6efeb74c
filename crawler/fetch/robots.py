"""robots.txt as RFC 9309 has it: 4xx allows everything, 5xx or no answer forbids everything for now; it is asked for again
after a day (2.4), and sooner where it could not be had.

Scrapy's own middleware takes a robots.txt that cannot be had as permission. Parsing is Protego's. The parsed
file is announced with Scrapy's `robots_parsed` signal: `pace.py` takes the Crawl-delay from it, the spiders
the Sitemap lines.
"""

import asyncio
import logging
from urllib.parse import urlsplit

from protego import Protego
from scrapy import signals
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from crawler.fetch.causes import cause
from crawler.fetch.refusals import Refused, RobotsUnreachable

logger = logging.getLogger(__name__)

PARSED_MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB must be parsed
PRIORITY = 1_000
HOLDS_S = 24 * 3600.0
AGAIN_S = 900.0  # after 5xx or no answer; each time all that a crawl of hours has to wait for


class Robots:
    """Downloader middleware: one robots.txt for each scheme and host, fetched before its first page."""

    def __init__(self, crawler) -> None:  # type: ignore[no-untyped-def]  # Scrapy's crawler is untyped here
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured("ROBOTSTXT_OBEY is off")
        self.crawler = crawler
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self.rules: dict[str, asyncio.Future[Protego | str]] = {}
        self.holds_until: dict[str, float] = {}  # on the loop's clock

    @classmethod
    def from_crawler(cls, crawler):  # type: ignore[no-untyped-def]  # Scrapy's own protocol
        """Read the settings."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let pass what the host's robots.txt allows; raise Refused or RobotsUnreachable otherwise."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        verdict = await self.rules_for(request)
        if isinstance(verdict, str):
            raise RobotsUnreachable(verdict)
        if not verdict.can_fetch(request.url, self.agent):
            self.crawler.stats.inc_value("robots/disallowed")
            raise Refused("robots.txt")

    async def rules_for(self, request: Request) -> Protego | str:
        """The rules of a request's host, or the reason why there are none to be had now."""
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        loop = asyncio.get_running_loop()
        known = self.rules.get(origin)
        if known is None or (known.done() and loop.time() > self.holds_until[origin]):
            self.rules[origin] = loop.create_future()
            try:
                told = await self.fetched(origin, request)
            except BaseException:
                self.rules.pop(origin).cancel()
                raise
            self.holds_until[origin] = loop.time() + (AGAIN_S if isinstance(told, str) else HOLDS_S)
            if isinstance(told, str) and known is not None and not isinstance(known.result(), str):
                told = known.result()  # what was read before holds for as long as the file cannot be had
            self.rules[origin].set_result(told)
        return await asyncio.shield(self.rules[origin])

    async def fetched(self, origin: str, request: Request) -> Protego | str:
        """Fetch and read a robots.txt."""
        asking = Request(
            f"{origin}/robots.txt",
            priority=PRIORITY,
            meta={"dont_obey_robotstxt": True, "dont_stay": True},
            callback=NO_CALLBACK,
        )
        self.crawler.stats.inc_value("robots/fetched")
        try:
            response = await self.crawler.engine.download_async(asking)
        except IgnoreRequest as refusal:
            # More than five redirects, or one that leads away: RFC 9309, 2.3.1.2 lets us take it as absent.
            logger.info("%s: %s; taken as absent", asking.url, refusal)
            return await self.announced(b"", request)
        except Exception as failure:  # every network failure has its own class; each means "no answer"
            return cause(failure)
        return await self.read(response, request)

    async def read(self, response: Response, request: Request) -> Protego | str:
        """Rules out of an answer; a text if it forbids everything for now."""
        if response.status == 429 or response.status >= 500:
            return f"HTTP {response.status}"
        return await self.announced(response.body if response.status == 200 else b"", request)

    async def announced(self, body: bytes, request: Request) -> Protego:
        """Parse, and tell whoever listens."""
        if len(body) > PARSED_MAX_BYTES:  # at a line's end: half a rule is another rule
            body = body[: body.rfind(b"\n", 0, PARSED_MAX_BYTES) + 1]
        rules = Protego.parse(body.decode("utf-8", "replace").removeprefix("\ufeff"))
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        return rules
