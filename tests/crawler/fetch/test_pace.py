"""The least delay of a host: Crawl-delay raises it, up to a cap, and nothing lowers it."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from protego import Protego
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler import settings
from crawler.fetch.pace import Pace, floor
from tests.crawling import crawl
from tests.loopback import Answer, Loopback, listing, story

REQUEST = Request("https://gazette.example/a", meta={"download_slot": "gazette.example"})


@pytest.mark.parametrize(
    ("asked", "least", "most", "delay"),
    [
        (None, 1, 30, None),
        (0, 1, 30, None),
        (0.5, 1, 30, None),
        (1, 1, 30, None),
        (10, 1, 30, 10),
        (2.5, 1, 30, 2.5),
        (900, 1, 30, 30),
        (5, 0, 30, 5),
        (60, 45, 30, None),
    ],
)
def test_a_crawl_delay_is_followed_between_our_own_and_the_cap(asked, least, most, delay):
    assert floor(asked, least_s=least, most_s=most) == delay


def test_by_default_a_host_rests_a_second_between_requests():
    assert settings.DOWNLOAD_DELAY * (1 - settings.DOWNLOAD_DELAY_JITTER) >= 1.0
    assert settings.CONCURRENT_REQUESTS_PER_DOMAIN == 1
    assert settings.CRAWL_DELAY_MAX_S >= 10


@pytest.fixture
def pace():
    chosen = {"ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "Kliping", "CRAWL_DELAY_MAX_S": 30, "DOWNLOAD_DELAY": 1}
    crawler = get_crawler(settings_dict=chosen)
    slot = SimpleNamespace(delay=1.0, concurrency=8, jitter=0.5)
    crawler.engine = SimpleNamespace(  # the part of Scrapy's engine that Pace touches
        downloader=SimpleNamespace(
            slots={"gazette.example": slot},
            per_slot_settings={},
            get_slot_key=lambda request: "gazette.example",
        )
    )
    return Pace.from_crawler(crawler)


def test_a_crawl_delay_holds_for_the_slot_there_is_and_for_every_later_one(pace):
    pace.robots_parsed(Protego.parse("User-agent: *\nCrawl-delay: 7"), REQUEST)
    downloader = pace.crawler.engine.downloader
    slot = downloader.slots["gazette.example"]
    assert (slot.delay, slot.concurrency, slot.jitter) == (7, 1, 0)
    assert downloader.per_slot_settings["gazette.example"] == {"delay": 7, "concurrency": 1, "jitter": 0}


@pytest.mark.parametrize(("lowered_to", "delay"), [(0.5, 7), (7, 7), (20, 20)])
def test_what_autothrottle_lowers_is_raised_again(pace, lowered_to, delay):
    pace.robots_parsed(Protego.parse("User-agent: Kliping\nCrawl-delay: 7"), REQUEST)
    slot = pace.crawler.engine.downloader.slots["gazette.example"]
    slot.delay = lowered_to
    pace.response_downloaded(Response(REQUEST.url), REQUEST, spider=None)
    assert slot.delay == delay


@pytest.mark.parametrize(
    "robots",
    ["", "User-agent: Lain\nCrawl-delay: 7", "User-agent: *\nCrawl-delay: segera", "User-agent: *\nCrawl-delay: nan"],
)
def test_without_a_crawl_delay_for_us_nothing_changes(pace, robots):
    pace.robots_parsed(Protego.parse(robots), REQUEST)
    assert pace.crawler.engine.downloader.per_slot_settings == {}


def test_without_robots_there_is_no_crawl_delay():
    with pytest.raises(NotConfigured):
        Pace.from_crawler(get_crawler(settings_dict={"ROBOTSTXT_OBEY": False}))


def test_a_crawl_keeps_the_delay_that_robots_txt_asks_for(tmp_path):
    routes = {f"/{name}-cerita-pasar/": story(f"Cerita {name}") for name in "abc"}
    front = listing(*((url, f"Cerita pasar {url}") for url in routes))
    robots = Answer(body="User-agent: *\nCrawl-delay: 0.4", content_type="text/plain")
    with Loopback({**routes, "/": front, "/robots.txt": robots}) as site:
        urls = ",".join(site.url + path for path in routes)
        done = crawl(
            "article", tmp_path, url=urls, settings={"AUTOTHROTTLE_ENABLED": "True", "AUTOTHROTTLE_START_DELAY": "0.1"}
        )
        assert done.returncode == 0, done.stderr
        times = [asked.at_s for asked in site.asked if asked.path in routes]
        assert len(times) == 3
        assert min(b - a for a, b in pairwise(times)) >= 0.39
