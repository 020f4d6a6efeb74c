"""How a crawl ends, as an exit code and at most one line on standard error."""

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.utils.test import get_crawler

from crawler.archive.migrations import MIGRATIONS
from crawler.archive.open import Archive
from spiders.article import ArticleSpider
from spiders.news_page import NewsPageSpider
from spiders.site import SiteSpider
from tests.crawling import FAST, scrapy
from tests.loopback import Answer, Loopback, Routes, listing, story

STORY = "/cerita-pasar-satu/"
DEAD = "http://127.0.0.1:9"  # the discard port: nobody listens there
USAGE = {
    "an unknown spider": (("nosuch",), "no spider 'nosuch'. There are: article, news_page, site"),
    "no address": (("site", "-a", "url=nonsense"), "site: 'nonsense' is no web address"),
    "a password": (("site", "-a", "url=http://sari:rahasia@127.0.0.1:9/"), "Leave out what stands before the @"),
    "a mailbox": (("article", "-a", "url=mailto:sari@news.example"), "Leave out what stands before the @"),
    "a password for a listing": (
        ("news_page", "-a", "url=http://sari:rahasia@127.0.0.1:9/"),
        "Leave out what stands before the @",
    ),
    "no -a": (("site", "https://news.example/"), "crawl site -a url=https://news.example/"),
    "no number": (
        ("site", "-a", f"url={DEAD}", "-s", "CRAWL_DELAY_MAX_S=abc"),
        "CRAWL_DELAY_MAX_S = 'abc' is no number",
    ),
    "no level": (
        ("article", "-a", f"url={DEAD}/a/", "-L", "LOUD"),
        "LOG_LEVEL = 'LOUD' is none of NOTSET, DEBUG, INFO",
    ),
    "no log": (
        ("article", "-a", f"url={DEAD}/a/", "--logfile", "/nosuch/a.log"),
        "cannot write the log '/nosuch/a.log'",
    ),
    "a folder for files": (("warc", "-a", "path=docs"), "'docs' is a folder. Name its files: -a path='docs/*.warc.gz'"),
    "an unknown argument": (("news_page", "-a", "ulr=x"), "Did you mean -a url="),
}
LISTED = listing((STORY, "Cerita pasar satu"), ("/cerita-pasar-dua/", "Cerita pasar dua"))
# Routes, exit code, and what stands on the log; None: nothing.
STORIES = {
    "a story": ({STORY: story("Cerita pasar satu")}, 0, None),
    "a redirect to a story": (
        {STORY: Answer(301, headers={"Location": "/baru/"}), "/baru/": story("Cerita pasar satu")}, 0, None
    ),
    "404": ({}, 3, "brought no article: not found (404)"),
    "a listing": ({STORY: LISTED}, 3, "it is a listing. Its stories: scrapy crawl news_page -a url="),
    "500": ({STORY: Answer(500)}, 3, "brought no article: server error (500)"),
    "429 for a day": (
        {STORY: Answer(429, headers={"Retry-After": "86400"})}, 3, "brought no article: asked to wait (429)"
    ),
    "503 once": ({STORY: [Answer(503, headers={"Retry-After": "0"}), story("Cerita pasar satu")]}, 0, None),
    "half an answer": ({STORY: Answer(body="<p>pendek", length=9999)}, 3, "brought no article: truncated"),
    "robots.txt 500": (
        {STORY: story("Cerita pasar satu"), "/robots.txt": Answer(500)}, 4, "robots.txt unreachable: HTTP 500"
    ),
    "robots.txt forbids": (
        {"/robots.txt": Answer(200, "User-agent: *\nDisallow: /", "text/plain")}, 3, "brought no article: robots.txt"
    ),
    "redirects without end": (
        {STORY: Answer(301, headers={"Location": STORY})}, 3, "brought no article: too many redirects"
    ),
    "a head without end": (
        {STORY: Answer(headers={"X-Long": "x" * 300_000})}, 3, "brought no article: head too large"
    ),
    "too large once unpacked": (
        {STORY: Answer(body=gzip.compress(b"x" * 40_000_000), headers={"Content-Encoding": "gzip"})},
        3,
        "brought no article: too large",
    ),
    "too large": (
        {STORY: Answer(body="x" * 40_000_000)}, 3, "brought no article: too large"
    ),
}  # fmt: skip


def run(folder: Path, spider: str, url: str, **settings: str):
    return scrapy("crawl", spider, "-a", f"url={url}", folder=folder, **(FAST | settings))


def run_on(folder: Path, routes: Routes):
    with Loopback(routes) as site:
        return run(folder, "article", site.url + STORY, LOG_LEVEL="WARNING")  # the default, as under cron


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """All of these calls, two at a time; and the folder where the wrong ones would have made an archive."""
    folder = tmp_path_factory.mktemp("usage") / "archive"
    with ThreadPoolExecutor(2) as pool:
        runs = {name: pool.submit(scrapy, "crawl", *words, folder=folder, **FAST) for name, (words, _) in USAGE.items()}
        for name, (routes, *_) in STORIES.items():
            runs[name] = pool.submit(run_on, tmp_path_factory.mktemp("run"), routes)
    return {name: done.result() for name, done in runs.items()}, folder


@pytest.mark.parametrize("name", USAGE)
def test_wrong_usage_is_code_2_and_one_sentence(ended, name):
    done = ended[0][name]
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("scrapy crawl: ")
    assert USAGE[name][1] in line


def test_wrong_usage_makes_no_archive(ended):
    assert not ended[1].exists()


@pytest.mark.parametrize("name", STORIES)
def test_a_run_tells_done_from_done_with_failures(ended, name):
    done = ended[0][name]
    _, code, said = STORIES[name]
    assert done.returncode == code
    lines = done.stderr.splitlines()
    if said is None:
        assert lines == []
    else:
        assert len(lines) == 1 and said in lines[0] and STORY in lines[0]


@pytest.mark.parametrize(
    ("spider", "given", "said"),
    [
        (SiteSpider, {}, "site: which address?"),
        (SiteSpider, {"url": DEAD, "since": "kemarin"}, "since='kemarin' is no day"),
        (SiteSpider, {"url": DEAD, "max_pages": "0"}, "max_pages='0' is no number"),
        (SiteSpider, {"url": DEAD, "pages": "ja"}, "neither yes nor no"),
        (SiteSpider, {"url": DEAD, "pages": "no", "max_pages": "3"}, "leave one out"),
        (SiteSpider, {"url": DEAD, "urls": "x"}, "knows no argument 'urls'"),
        (ArticleSpider, {}, "either with url= or with urls=FILE"),
        (ArticleSpider, {"urls": "/nowhere.txt"}, "addresses '/nowhere.txt': No such file or directory"),
        (NewsPageSpider, {}, "news_page: which address?"),
        (NewsPageSpider, {"url": DEAD, "pages": "x"}, "pages='x' is no number"),
    ],
)
def test_a_spider_refuses_wrong_arguments_before_it_opens_an_archive(tmp_path, spider, given, said):
    crawler = get_crawler(spider, {"ARCHIVE_DIR": str(tmp_path / "archive")})
    with pytest.raises(UsageError, match=re.escape(said)):
        spider.from_crawler(crawler, **given)
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize("words", [("crawl", "site", "-a", f"url={DEAD}"), ("status",)])
def test_a_misspelt_setting_is_code_2_and_names_the_one_that_was_meant(tmp_path, words):
    done = scrapy(*words, folder=tmp_path, ARCHIV_DIR=str(tmp_path / "elsewhere"))
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line == f"scrapy {words[0]}: there is no setting 'ARCHIV_DIR'. Did you mean ARCHIVE_DIR?"
    assert not (tmp_path / "elsewhere").exists()


def test_a_setting_of_somebody_s_own_is_taken(tmp_path):
    assert run(tmp_path, "site", DEAD, MY_EXTENSION_LEVEL="3").returncode == 4


def test_a_host_that_is_not_there_is_code_4(tmp_path):
    done = run(tmp_path, "site", DEAD)
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) <= 1


@pytest.mark.parametrize("log_level", ["ERROR", None])
def test_an_archive_that_another_run_holds_is_code_5_and_one_line(tmp_path, log_level):
    chosen = {name: value for name, value in FAST.items() if name != "LOG_LEVEL"}
    chosen |= {"LOG_LEVEL": log_level} if log_level else {}
    with Archive.writing(tmp_path):
        done = scrapy("crawl", "site", "-a", f"url={DEAD}", folder=tmp_path, **chosen)
    assert done.returncode == 5
    [line] = done.stderr.splitlines()
    assert "is being written by process" in line


def test_an_archive_of_a_newer_version_is_code_1_and_one_line(tmp_path):
    with Archive.writing(tmp_path) as archive:
        archive.conn.execute(f"update {MIGRATIONS.migrations_table} set name = '9999_later' where name like '0001%'")
    done = run(tmp_path, "site", DEAD)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert "newer Kliping" in line


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


@pytest.mark.parametrize(
    ("routes", "code", "said"),
    [
        ({}, 3, "brought no listing: not found (404)"),
        (
            {STORY: Answer(body="<html><title>Kosong</title><body><p>Belum ada berita.</p></body></html>")},
            3,
            "no stories",
        ),
        (
            {STORY: LISTED, "/cerita-pasar-dua/": Answer(500), "/cerita-pasar-satu/": LISTED},
            3,
            "1 URL failed; scrapy status --urls failed -s ARCHIVE_DIR=/",
        ),
    ],
)
def test_a_listing_that_brings_nothing_and_stories_that_fail_are_told_in_one_line(tmp_path, routes, code, said):
    with Loopback(routes) as site:
        done = run(tmp_path, "news_page", site.url + STORY)
    assert done.returncode == code
    [line] = done.stderr.splitlines()
    assert said in line


@pytest.mark.parametrize("is_later_page", [False, True])
def test_an_address_that_leads_to_a_stored_story_is_fine_each_time(tmp_path, is_later_page):
    other = "/cerita-pasar-dua/"
    here = f"{other}2/" if is_later_page else STORY
    at_home = story("Cerita pasar dua", head=f'<link rel="canonical" href="{other}">')
    links = f'<div class="page-links"><a class="post-page-numbers" href="{other}">1</a> <span>2</span></div></article>'
    part = Answer(body=str(story("Cerita pasar dua").body).replace("</article>", links))
    with Loopback({other: story("Cerita pasar dua"), here: part if is_later_page else at_home}) as site:
        for _ in range(2):
            done = run(tmp_path, "article", site.url + here)
            assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("spider", ["site", "article", "news_page"])
def test_a_host_that_is_not_there_is_told_with_its_cause(tmp_path, spider):
    done = run(tmp_path, spider, f"{DEAD}/a-story/")
    assert done.returncode == 4
    [line] = done.stderr.splitlines()
    assert f"{DEAD}/a-story/: " in line
    assert "robots.txt unreachable: connection refused" in line


def test_an_address_without_a_scheme_is_told_how_it_was_taken(tmp_path):
    with Loopback({STORY: story("Cerita pasar satu")}) as site:
        done = run(tmp_path, "article", site.url.removeprefix("http://") + STORY)
    assert done.returncode == 4
    [line] = done.stderr.splitlines()
    assert "no TLS there. Taken as https://…: if the site has no TLS, write http://…" in line


@pytest.mark.parametrize("spider", ["site", "article"])
def test_a_mistyped_host_is_told_and_leaves_no_site(tmp_path, spider):
    done = run(tmp_path, spider, "http://kabar-pasar.invalid/a-story/")
    assert done.returncode == 4
    assert "host not found" in done.stderr
    with Archive.reading(tmp_path) as archive:
        assert archive.conn.execute("select count(*) from sites").fetchone()[0] == 0
