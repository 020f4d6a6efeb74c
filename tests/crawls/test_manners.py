"""Manners, as the server saw them: pace, robots.txt, Retry-After, User-Agent."""

from itertools import pairwise
from pathlib import Path

import pytest

from crawler.commands.crawl import DONE, NOTHING_REACHED, WITH_FAILURES
from tests.crawls.crawling import Keeping, Run
from tests.mocksite.server import MockSite, Seen

OWN_PACE = {"DOWNLOAD_DELAY": "1.0", "AUTOTHROTTLE_ENABLED": "True", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
ONE_BY_ONE = {"DOWNLOAD_DELAY": "0.1", "AUTOTHROTTLE_ENABLED": "False", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
SLACK_S = 0.05  # by so much the server may see a request earlier than its timer promised
LATE_S = 0.2  # a request that a busy machine delivers late shortens the gap to the next one
STORIES = ("/?p=101", "/?p=171", "/?p=170")


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    return Keeping(tmp_path / "archive")


def gaps_s(requests: list[Seen]) -> list[float]:
    """Seconds between one request and the next."""
    return [later.at_s - earlier.at_s for earlier, later in pairwise(requests)]


def named(keeping: Keeping, site: MockSite, paths: tuple[str, ...], **settings: str) -> Run:
    """Crawl what is named."""
    return keeping.crawl("article", url=",".join(site.url + path for path in paths), settings=settings)


def test_at_the_default_pace_a_second_passes_between_any_two_requests(keeping):
    with MockSite(bad_days=False) as site:
        done = named(keeping, site, STORIES, **OWN_PACE)
    assert done.code == DONE, done.said
    assert len(site.requests) >= 5
    assert min(gaps_s(site.requests)) >= 1 - LATE_S
    times = [request.at_s for request in site.requests]
    assert (times[-1] - times[0]) / (len(times) - 1) >= 1 - SLACK_S


@pytest.mark.parametrize(
    ("asked_s", "most_s", "gap_s"), [(1.5, 30, 1.5), (3600, 1.2, 1.2)], ids=["as robots.txt asks", "capped"]
)
def test_a_crawl_delay_holds_even_where_the_pace_is_off(keeping, asked_s, most_s, gap_s):
    with MockSite(bad_days=False, crawl_delay=asked_s) as site:
        named(keeping, site, STORIES, CRAWL_DELAY_MAX_S=str(most_s))
    after_robots = gaps_s(site.requests)[1:]
    assert len(after_robots) >= 2
    assert min(after_robots) >= gap_s - SLACK_S
    assert max(after_robots) < gap_s + 2


@pytest.mark.parametrize("bad_day", ["429-seconds", "429-date", "503-seconds"])
def test_who_is_asked_to_wait_sends_nothing_until_then(keeping, bad_day):
    with MockSite() as site:
        story = next(post.path for post in site.edition(1).room.bad_posts if post.bad_day == bad_day)
        done = named(keeping, site, (story, *STORIES), **ONE_BY_ONE)
        seen = list(site.requests)
    assert done.code == DONE, done.said
    refused = next(number for number, request in enumerate(seen) if request.status in (429, 503))
    wait_s = 1 if bad_day.startswith("503") else 1 if bad_day.endswith("date") else 2
    assert seen[refused + 1].at_s - seen[refused].at_s >= wait_s - SLACK_S
    assert [request.status for request in seen if request.path == story] == [seen[refused].status, 200]
    assert story in keeping.records()


def test_a_long_wait_is_left_to_a_later_run_and_the_exit_code_says_so(keeping):
    with MockSite() as site:
        story = next(post.path for post in site.edition(1).room.bad_posts if post.bad_day == "long-wait")
        done = named(keeping, site, (story,))
    assert done.code == WITH_FAILURES, done.said
    assert (keeping.records(), [row.outcome for row in keeping.account()]) == ({}, ["due"])


@pytest.mark.parametrize(
    ("settings", "agent"),
    [({}, "Kliping/"), ({"CONTACT_URL": "https://kliping.example/bot"}, "(+https://kliping.example/bot)")],
    ids=["its name", "its contact page"],
)
def test_every_request_says_who_asks(keeping, settings, agent):
    with MockSite(bad_days=False) as site:
        named(keeping, site, STORIES[:1], **settings)
    assert len(site.requests) >= 2
    assert [request.user_agent for request in site.requests if agent not in request.user_agent] == []


def test_what_robots_txt_disallows_is_never_asked_for_and_is_accounted_for(keeping):
    secret = "/rahasia/dokumen-redaksi/"
    with MockSite() as site:
        named(keeping, site, (secret, STORIES[0]))
        asked = {request.path for request in site.requests}
    assert secret not in asked
    assert STORIES[0] in asked
    assert [(r.outcome, r.reason) for r in keeping.account() if r.url.endswith(secret)] == [("excluded", "robots.txt")]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_cannot_be_had_forbids_everything_for_now(keeping, status):
    with MockSite(bad_days=False, robots_status=status) as site:
        done = keeping.crawl("site", url=f"{site.url}/")
    assert {request.path for request in site.requests} == {"/robots.txt"}
    assert done.code == NOTHING_REACHED, done.said


@pytest.mark.parametrize("status", [404, 403])
def test_a_robots_txt_that_is_not_there_allows_everything(keeping, status):
    with MockSite(bad_days=False, robots_status=status) as site:
        done = keeping.crawl("site", url=f"{site.url}/", max_pages=1)
    assert done.code == DONE, done.said
    assert len(keeping.records()) >= 1
