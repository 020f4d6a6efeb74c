"""The rival: a Scrapy spider that fetches the pages of a list and keeps of each its URL and title, nothing else.

`scrapy runspider bare_spider.py -a urls=FILE -o titles.jsonl`
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import scrapy
from scrapy.http import Request, TextResponse


class BareSpider(scrapy.Spider):
    """Fetches, and takes the title."""

    name = "bare"

    async def start(self) -> AsyncIterator[Request]:
        for url in Path(self.urls).read_text(encoding="utf-8").split():
            yield Request(url, dont_filter=True)

    def parse(self, response: TextResponse) -> Iterator[dict[str, str | None]]:
        yield {"url": response.url, "title": response.css("h1.entry-title::text").get()}
