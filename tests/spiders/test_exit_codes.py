"""How a crawl ends, as an exit code and at most one line on standard error."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crawler.archive.open import Archive
from tests.crawling import FAST, scrapy
from tests.loopback import Answer, Loopback, listing, story

STORY = "/cerita-pasar-satu/"
DEAD = "http://127.0.0.1:9"  # the discard port: nobody listens there
WRONG = {
    "no spider": ((), "name one spider"),
    "two spiders": (("site", "article"), "name one spider"),
    "an unknown spider": (("nosuch",), "no spider 'nosuch'. There are: article, news_page, site"),
    "site without an address": (("site",), "site: which address?"),
    "site with none": (("site", "-a", "url=nonsense"), "site: 'nonsense' is no web address"),
    "site with an unknown argument": (("site", "-a", "ulr=x"), "Did you mean -a url="),
    "site with a wrong day": (("site", "-a", f"url={DEAD}", "-a", "since=kemarin"), "since='kemarin' is no day"),
    "site with a wrong count": (("site", "-a", f"url={DEAD}", "-a", "max_pages=0"), "max_pages='0' is no number"),
    "site with a wrong choice": (("site", "-a", f"url={DEAD}", "-a", "pages=ja"), "neither yes nor no"),
    "site with two that clash": (("site", "-a", f"url={DEAD}", "-a", "pages=no", "-a", "max_pages=3"), "leave one out"),
    "article without addresses": (("article",), "either with url= or with urls=FILE"),
    "article with a missing file": (("article", "-a", "urls=/nowhere.txt"), "cannot read the list"),
    "news_page without an address": (("news_page",), "news_page: which address?"),
}


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """All wrong calls, two at a time."""
    folder = tmp_path_factory.mktemp("wrong") / "archive"
    with ThreadPoolExecutor(2) as pool:
        runs = {name: pool.submit(scrapy, "crawl", *words, folder=folder, **FAST) for name, (words, _) in WRONG.items()}
    return {name: run.result() for name, run in runs.items()}, folder


@pytest.mark.parametrize("name", WRONG)
def test_wrong_usage_is_code_2_and_one_sentence(ended, name):
    done = ended[0][name]
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("scrapy crawl: ")
    assert WRONG[name][1] in line


def test_wrong_usage_makes_no_archive(ended):
    assert not ended[1].exists()


def run(folder: Path, spider: str, url: str, **settings: str):
    return scrapy("crawl", spider, "-a", f"url={url}", folder=folder, **(FAST | settings))


def test_a_host_that_is_not_there_is_code_4(tmp_path):
    done = run(tmp_path, "site", DEAD)
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) <= 1


@pytest.mark.parametrize("log_level", ["ERROR", None])
def test_an_archive_that_another_run_holds_is_code_5_and_one_line(tmp_path, log_level):
    chosen = {name: value for name, value in FAST.items() if name != "LOG_LEVEL"}
    with Archive.writing(tmp_path):
        done = scrapy("crawl", "site", "-a", f"url={DEAD}", folder=tmp_path, **chosen, **({"LOG_LEVEL": log_level} if log_level else {}))
    assert done.returncode == 5
    [line] = done.stderr.splitlines()
    assert "is being written by process" in line


def test_an_archive_of_a_newer_version_is_code_1_and_one_line(tmp_path):
    with Archive.writing(tmp_path) as archive:
        archive.conn.execute("update _sqlite_migrations set name = '9999_later'")
    done = run(tmp_path, "site", DEAD)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert "newer Kliping" in line


@pytest.mark.parametrize(
    ("routes", "code"),
    [
        ({STORY: story("Cerita pasar satu")}, 0),
        ({}, 0),
        ({STORY: Answer(410)}, 0),
        ({STORY: Answer(500)}, 3),
        ({STORY: Answer(403)}, 3),
        ({STORY: Answer(429, headers={"Retry-After": "86400"})}, 3),
        ({STORY: Answer(body="<p>pendek", length=9999)}, 3),
        ({STORY: [Answer(503, headers={"Retry-After": "0"}), story("Cerita pasar satu")]}, 0),
        ({STORY: story("Cerita pasar satu"), "/robots.txt": Answer(500)}, 3),
    ],
    ids=["a story", "404", "410", "500", "403", "429 for a day", "half an answer", "503 once", "robots.txt 500"],
)
def test_a_run_tells_done_from_done_with_failures(tmp_path, routes, code):
    with Loopback(routes) as site:
        done = run(tmp_path, "article", site.url + STORY)
    assert (done.returncode, done.stderr) == (code, "")


def test_a_front_page_that_is_not_there_is_no_success(tmp_path):
    with Loopback({}) as site:
        done = run(tmp_path, "site", f"{site.url}/")
    assert done.returncode != 0


def test_an_api_that_breaks_half_way_is_no_success(tmp_path):
    head = '<link rel="https://api.w.org/" href="/wp-json/">'
    total = {"X-WP-Total": "200", "X-WP-TotalPages": "2"}
    front = listing((STORY, "Cerita pasar satu"), extra=head)

    class Half(Loopback):
        def answer(self, path: str) -> Answer:
            if path.startswith("/wp-json/"):
                return Answer(500) if "page=2&" in path else Answer(200, "[]", "application/json", total)
            return super().answer(path)

    with Half({"/": front, STORY: story("Cerita pasar satu")}) as site:
        done = run(tmp_path, "site", f"{site.url}/")
    assert done.returncode == 3
