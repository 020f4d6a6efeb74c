"""robots.txt as RFC 9309 has it, in whole crawls: what each answer to it allows, and what is told of it."""

import asyncio

import pytest
from protego import Protego
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, TextResponse
from scrapy.utils.test import get_crawler

from crawler.archive import frontier
from crawler.archive.open import Archive
from crawler.fetch import robots as robots_module
from crawler.fetch.robots import PARSED_MAX_BYTES, Robots
from crawler.items import Outcome
from tests.crawling import crawl
from tests.loopback import Answer, Loopback, story

PATH = "/cerita-dari-pasar/"
TEXT = "text/plain"


def robots(body: str | bytes = b"", status: int = 200, **told) -> Answer:
    return Answer(status, body, told.pop("content_type", TEXT), **told)


ALLOWED, REFUSED = (Outcome.ARCHIVED, None), (Outcome.EXCLUDED, "robots.txt")


def later(why: str):
    return Outcome.FAILED, f"robots.txt unreachable: {why}"


LONG = "# " + "x" * PARSED_MAX_BYTES
ANSWERS = {
    "an empty file": (robots(), ALLOWED),
    "everybody may": (robots("User-agent: *\nDisallow:"), ALLOWED),
    "nobody may": (robots("User-agent: *\nDisallow: /"), REFUSED),
    "we may not": (robots("User-agent: kliping\nDisallow: /\n\nUser-agent: *\nDisallow:"), REFUSED),
    "only we may": (robots("User-agent: Kliping\nAllow: /\n\nUser-agent: *\nDisallow: /"), ALLOWED),
    "another folder": (robots("User-agent: *\nDisallow: /admin/"), ALLOWED),
    "by pattern": (robots("User-agent: *\nDisallow: /*-pasar/$"), REFUSED),
    "the longer rule counts": (robots("User-agent: *\nDisallow: /\nAllow: /cerita"), ALLOWED),
    "behind a byte order mark": (robots(b"\xef\xbb\xbfUser-agent: *\nDisallow: /"), REFUSED),
    "in windows line ends": (robots("User-agent: *\r\nDisallow: /\r\n"), REFUSED),
    "401": (robots("User-agent: *\nDisallow: /", 401), ALLOWED),
    "403": (robots("User-agent: *\nDisallow: /", 403), ALLOWED),
    "404": (robots("User-agent: *\nDisallow: /", 404), ALLOWED),
    "410": (robots("", 410), ALLOWED),
    "a page instead": (robots("<html><p>Disallow: /</p></html>", content_type="text/html"), ALLOWED),
    "500": (robots("", 500), later("HTTP 500")),
    "503": (robots("", 503), later("HTTP 503")),
    "429": (robots("", 429), later("HTTP 429")),
    "redirected to the file": (robots(status=301, headers={"Location": "/aturan.txt"}), REFUSED),
    "redirected in a circle": (robots(status=302, headers={"Location": "/robots.txt"}), ALLOWED),
    "half an answer": (robots("User-agent: *", length=9999), later("truncated")),
    "rules cut in the middle": (
        robots(f"User-agent: *\nDisallow: /admin/\n{LONG}"[: PARSED_MAX_BYTES - 12] + "\nDisallow: /rahasia/"),
        ALLOWED,
    ),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What became of one story on each of these sites, all asked in one crawl."""
    folder = tmp_path_factory.mktemp("robots")
    rules = robots("User-agent: *\nDisallow: /")
    sites = [
        Loopback({"/robots.txt": answer, PATH: story("Cerita"), "/aturan.txt": rules}) for answer, _ in ANSWERS.values()
    ]
    for site in sites:
        site.__enter__()
    try:
        crawl("article", folder, url=",".join(site.url + PATH for site in sites))
    finally:
        for site in sites:
            site.__exit__(None, None, None)
    found = {}
    with Archive.reading(folder) as archive:
        for name, site in zip(ANSWERS, sites, strict=True):
            row = frontier.find(archive.conn, site.url + PATH)
            found[name] = ((row.outcome, row.reason) if row else None, site.count("/robots.txt"), site.count(PATH))
    return found


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_to_robots_txt_allows_or_forbids(outcomes, name):
    verdict, _, pages = outcomes[name]
    assert verdict == ANSWERS[name][1]
    assert bool(pages) is (verdict == ALLOWED)


@pytest.mark.parametrize("name", [name for name in ANSWERS if "redirected" not in name])
def test_robots_txt_is_asked_for_once(outcomes, name):
    assert outcomes[name][1] == 1


@pytest.fixture
def middleware():
    return Robots.from_crawler(get_crawler(settings_dict={"ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "Kliping"}))


def test_robots_txt_may_be_ignored_by_whoever_says_so():
    with pytest.raises(NotConfigured):
        Robots.from_crawler(get_crawler(settings_dict={"ROBOTSTXT_OBEY": False}))


@pytest.mark.parametrize(
    ("status", "body", "rules"),
    [
        (200, b"User-agent: *\nDisallow: /", True),
        (204, b"", True),
        (304, b"", True),
        (404, b"", True),
        (500, b"", False),
    ],
)
def test_an_answer_is_rules_or_a_reason_why_there_are_none(middleware, status, body, rules):
    url = "https://gazette.example/robots.txt"
    answer = TextResponse(url, status=status, body=body)
    read = asyncio.run(middleware.read(answer, Request("https://gazette.example/a")))
    assert isinstance(read, Protego) is rules


FREE, CLOSED = Protego.parse(""), Protego.parse("User-agent: *\nDisallow: /")


@pytest.mark.parametrize(
    ("told", "asked", "held"),
    [
        ([FREE], 1, [FREE, FREE]),
        (["HTTP 503"], 1, ["HTTP 503", "HTTP 503"]),
        ([FREE, CLOSED], 2, [FREE, CLOSED]),
        (["HTTP 503", FREE], 2, ["HTTP 503", FREE]),
        ([CLOSED, "HTTP 503"], 2, [CLOSED, CLOSED]),
        (["HTTP 503", "no answer"], 2, ["HTTP 503", "no answer"]),
    ],
)
def test_robots_txt_is_asked_for_again_when_what_was_told_is_old(middleware, monkeypatch, told, asked, held):
    if asked > 1:
        monkeypatch.setattr(robots_module, "HOLDS_S", -1)
        monkeypatch.setattr(robots_module, "AGAIN_S", -1)
    answers = iter(told)

    async def fetched(*_):
        return next(answers)

    async def twice():
        request = Request("https://gazette.example/a")
        return [await middleware.rules_for(request), await middleware.rules_for(request)]

    monkeypatch.setattr(middleware, "fetched", fetched)
    assert asyncio.run(twice()) == held
    assert list(answers) == []
