"""Whole crawls of small sites on loopback: what is found, what is asked again, what a failure costs."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

import pytest

from crawler.archive import frontier, sites
from crawler.archive.instants import utc_text
from crawler.archive.open import Archive
from crawler.archive.totals import totals
from crawler.items import Link, Outcome, Target
from crawler.urls import site_of
from tests.crawling import crawl, exported
from tests.loopback import Answer, Loopback, listing, story

SITEMAP = "application/xml"
BREAKING = json.dumps(
    {
        "tests.breaking.Break": 50,
        "pipelines.normalize.Normalize": 100,
        "pipelines.validate.Validate": 200,
        "pipelines.dedup.Dedup": 300,
        "pipelines.store.Store": 900,
    }
)


def names(*numbers: int) -> list[str]:
    return [f"/cerita-pasar-nomor-{number}/" for number in numbers]


def title(path: str) -> str:
    return path.strip("/").replace("-", " ").capitalize()


def stories(*numbers: int, **told) -> dict[str, Answer]:
    return {path: story(title(path), **told) for path in names(*numbers)}


def headlines(*numbers: int, **told) -> Answer:
    return listing(*((path, title(path)) for path in names(*numbers)), **told)


def postid(number: int) -> int:
    """The id that `story` writes into the page's body class."""
    return crc32(title(*names(number)).encode())


def urlset(site: str, *paths: str) -> Answer:
    return Answer(
        body="<urlset>" + "".join(f"<url><loc>{site}{p}</loc></url>" for p in paths) + "</urlset>", content_type=SITEMAP
    )


def archived(folder: Path) -> list[str]:
    """The titles of the archived stories by their numbers."""
    with Archive.reading(folder) as archive:
        [site] = totals(archive.conn)
        assert site.balances
        return sorted(row[0].rpartition(" ")[2] for row in archive.conn.execute("select title from articles"))


def of(folder: Path, url: str, target: Target = Target.PAGE):
    with Archive.reading(folder) as archive:
        return frontier.find(archive.conn, url, target)


# ---- a site without any source but its pages


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory):
    """A site of eight stories on three listing pages, crawled twice; what was asked each time."""
    folder = tmp_path_factory.mktemp("plain")
    routes = stories(*range(1, 9)) | {
        "/": headlines(8, 7, 6, following="/page/2/"),
        "/page/2/": headlines(5, 4, 3, following="/page/3/"),
        "/page/3/": headlines(2, 1),
    }
    with Loopback(routes) as site:
        one_by_one = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
        first = crawl("site", folder, url=f"{site.url}/", settings=one_by_one)
        asked_first = [asked.path for asked in site.asked]
        site.asked.clear()
        second = crawl("site", folder, url=f"{site.url}/")
        asked_second = [asked.path for asked in site.asked]
    assert (first.returncode, first.stderr, second.returncode, second.stderr) == (0, "", 0, "")
    return folder, asked_first, asked_second


def test_listings_alone_lead_to_every_story(plain_site):
    assert archived(plain_site[0]) == list("12345678")


def test_no_address_is_asked_for_twice(plain_site):
    assert max(Counter(plain_site[1]).values()) == 1


def test_the_newest_are_fetched_first(plain_site):
    assert [path for path in plain_site[1] if path.startswith("/cerita")] == names(*range(8, 0, -1))


def test_a_second_run_asks_for_no_story_again(plain_site):
    assert [path for path in plain_site[2] if path.startswith("/cerita")] == []
    assert len(plain_site[2]) <= 3


def test_since_leaves_out_what_was_published_before_until_a_run_wants_it(tmp_path):
    routes = {path: story(title(path), day=day) for day, path in enumerate(names(*range(1, 9)), start=1)}
    routes["/"] = headlines(*range(8, 0, -1))
    outcomes = "select reason from frontier where outcome = 'excluded' and reason = 'before since'"
    with Loopback(routes) as site:
        for since, wanted in (
            ("2025-09-05", "5678"),
            ("2025-09-05", "5678"),
            ("2025-09-03", "345678"),
            (None, "12345678"),
        ):
            asked = len(site.asked)
            crawl("site", tmp_path, url=f"{site.url}/", **({"since": since} if since else {}))
            assert archived(tmp_path) == list(wanted)
            with Archive.reading(tmp_path) as archive:
                assert len(archive.conn.execute(outcomes).fetchall()) == 8 - len(wanted)
                pages = [one.path for one in site.asked[asked:] if one.path.startswith("/cerita")]
            assert len(pages) == len(set(pages))
    assert Counter(one.path for one in site.asked)[names(1)[0]] == 3


def test_every_request_says_who_asks(tmp_path):
    with Loopback(stories(1)) as site:
        crawl("article", tmp_path, url=site.url + names(1)[0], settings={"CONTACT_URL": "https://kliping.example/bot"})
        agents = {asked.headers["user-agent"] for asked in site.asked}
        assert len(agents) == 1
        assert agents.pop().endswith(" (+https://kliping.example/bot)")
        assert not any("cookie" in asked.headers for asked in site.asked)


def test_a_bounded_run_fetches_the_newest_and_the_next_goes_on(tmp_path):
    routes = stories(*range(1, 7)) | {
        "/": headlines(6, 5, 4, following="/page/2/"),
        "/page/2/": headlines(3, 2, 1),
    }
    with Loopback(routes) as site:
        crawl("site", tmp_path, url=f"{site.url}/", max_pages="3")
        assert archived(tmp_path) == list("456")
        crawl("site", tmp_path, url=f"{site.url}/")
        assert archived(tmp_path) == list("123456")
        assert max(site.count(path) for path in names(*range(1, 7))) == 1


def test_a_listing_that_a_killed_run_left_is_read_when_the_walk_is_on(tmp_path):
    routes = stories(*range(1, 5)) | {
        "/": headlines(4, following="/page/2/"),
        "/page/2/": headlines(3, following="/page/3/"),
        "/page/3/": headlines(2, following="/page/4/"),
        "/page/4/": headlines(1),
    }
    with Loopback(routes) as site:
        home = f"{site.url}/"
        began = datetime.now(UTC) - timedelta(hours=1)
        with Archive.writing(tmp_path) as archive, archive.transaction() as conn:
            site_id = sites.ensure_site(conn, site_of(home), home, utc_text(began))
            frontier.add(conn, site_id, [Link(f"{home}page/3/", Target.LISTING, "listing")], now=began)
        crawl("site", tmp_path, url=home)
    assert archived(tmp_path) == ["1", "2", "3", "4"]


# ---- sitemaps


def test_a_sitemap_index_whose_bytes_never_change_still_leads_to_new_stories(tmp_path):
    with Loopback({}) as site:
        index = f"<sitemapindex><sitemap><loc>{site.url}/berita.xml</loc></sitemap></sitemapindex>"
        site.routes |= stories(*range(1, 6)) | {
            "/robots.txt": Answer(body=f"Sitemap: {site.url}/indeks.xml", content_type="text/plain"),
            "/indeks.xml": Answer(body=index, content_type=SITEMAP, headers={"ETag": '"x"'}),
            "/berita.xml": urlset(site.url, *names(1, 2, 3)),
            "/": headlines(3),
        }
        crawl("site", tmp_path, url=f"{site.url}/")
        assert archived(tmp_path) == list("123")
        site.routes["/berita.xml"] = urlset(site.url, *names(1, 2, 3, 4, 5))
        crawl("site", tmp_path, url=f"{site.url}/")
        assert archived(tmp_path) == list("12345")
        assert site.count(names(1)[0]) == 1


def test_sitemaps_read_by_a_run_that_was_killed_count_although_they_answer_304_since(tmp_path):
    with Loopback(stories(1, 2) | {"/": headlines(2, 1, following="/page/2/"), "/page/2/": headlines(1)}) as site:
        told = {"A": urlset(site.url, *names(1)), "B": urlset(site.url, *names(2))}
        lines = "\n".join(f"Sitemap: {site.url}/{name}.xml" for name in told)
        site.routes["/robots.txt"] = Answer(body=lines, content_type="text/plain")
        for name, answer in told.items():
            first = Answer(body=answer.body, content_type=SITEMAP, headers={"ETag": f'"{name}"'})
            site.routes[f"/{name}.xml"] = [first, Answer(304)]
        crawl("site", tmp_path, url=f"{site.url}/")
        with Archive.writing(tmp_path) as archive, archive.transaction() as conn:
            conn.execute("delete from cursors where name = 'sitemaps complete'")  # the kill came before it was written
        crawl("site", tmp_path, url=f"{site.url}/")
        assert site.count("/A.xml") == 2
        assert site.count("/page/2/") == 0


# ---- asking again


def test_validators_are_sent_each_time_also_after_an_answer_of_304(tmp_path):
    path = names(1)[0]
    fresh = story(title(path))
    fresh = Answer(body=fresh.body, headers={"ETag": '"a"', "Last-Modified": "Wed, 03 Sep 2025 04:15:00 GMT"})
    with Loopback({path: [fresh, Answer(304), Answer(304)]}) as site:
        for _ in range(3):
            assert crawl("article", tmp_path, url=site.url + path).returncode == 0
        sent = [asked.headers for asked in site.asked if asked.path == path]
        assert "if-none-match" not in sent[0]
        for headers in sent[1:]:
            assert headers["if-none-match"] == '"a"'
            assert headers["if-modified-since"] == "Wed, 03 Sep 2025 04:15:00 GMT"
        assert len(exported(tmp_path)) == 1
        assert of(tmp_path, site.url + path).outcome == Outcome.ARCHIVED


def test_a_story_that_answers_with_a_maintenance_page_is_kept_and_looked_at_again(tmp_path):
    path = names(1)[0]
    broken = Answer(200, "<html><title>Perawatan</title><body>Situs sedang dalam perawatan.</body></html>")
    with Loopback({path: [story(title(path)), broken]}) as site:
        for _ in range(2):
            crawl("article", tmp_path, url=site.url + path)
        assert site.count(path) == 2
        row = of(tmp_path, site.url + path)
    assert row.outcome == Outcome.ARCHIVED
    assert row.queued or row.due_at
    assert [(one["title"], one["revision"]) for one in exported(tmp_path)] == [(title(path), 1)]


# ---- stories of several pages


SECOND_PAGES = {
    "there": ((lambda path: later(path)), 12),
    "404": ((lambda path: Answer(404)), 6),
    "403": ((lambda path: Answer(403)), 6),
    "500": ((lambda path: Answer(500)), 6),
    "broken off": ((lambda path: Answer(200, "", length=5)), 6),
    "disallowed": ((lambda path: later(path)), 6),
}


def later(path: str) -> Answer:
    return Answer(body=story(title(path)).body.replace("alinea nomor", "lanjutan nomor"))


def first_page(path: str) -> Answer:
    links = f'<div class="page-links">Halaman: <span>1</span> <a class="post-page-numbers" href="{path}2/">2</a></div>'
    return Answer(body=story(title(path)).body.replace("</div></article>", f"{links}</div></article>"))


@pytest.fixture(scope="module")
def two_page_stories(tmp_path_factory):
    """How many paragraphs were archived of each of these stories, and how often its second page was asked for."""
    folder = tmp_path_factory.mktemp("pages")
    paths = dict(zip(SECOND_PAGES, names(*range(1, 7)), strict=True))
    robots = f"User-agent: *\nDisallow: {paths['disallowed']}2/"
    with Loopback({"/robots.txt": Answer(body=robots, content_type="text/plain")}) as site:
        for name, path in paths.items():
            site.routes |= {path: first_page(path), f"{path}2/": SECOND_PAGES[name][0](path)}
        crawl("article", folder, url=",".join(site.url + path for path in paths.values()))
        asked = {name: site.count(f"{path}2/") for name, path in paths.items()}
    found = {row["url"]: len(row["paragraphs"]) for row in exported(folder)}
    return {name: (found.get(site.url + path), asked[name]) for name, path in paths.items()}


@pytest.mark.parametrize("name", SECOND_PAGES)
def test_what_was_read_of_a_story_is_kept_whatever_its_second_page_answers(two_page_stories, name):
    assert two_page_stories[name] == (SECOND_PAGES[name][1], 0 if name == "disallowed" else 1)


def test_a_second_page_that_fails_once_takes_nothing_from_a_story_that_is_archived(tmp_path):
    [path] = names(1)
    with Loopback({path: first_page(path), f"{path}2/": later(path)}) as site:
        told = []
        for number, second in enumerate((later(path), Answer(status=500), later(path))):
            site.routes |= {path: Answer(body=f"{first_page(path).body}<!-- {number} -->"), f"{path}2/": second}
            done = crawl("article", tmp_path, url=site.url + path)
            [row] = exported(tmp_path)
            told.append((done.returncode, len(row["paragraphs"]), row["revision"]))
    assert told == [(0, 12, 1), (3, 12, 1), (0, 12, 1)]


def test_a_new_story_whose_second_page_fails_is_made_whole_by_the_next_look(tmp_path):
    [path] = names(1)
    with Loopback({path: first_page(path), f"{path}2/": Answer(status=500)}) as site:
        crawl("article", tmp_path, url=site.url + path)
        assert len(exported(tmp_path)[0]["paragraphs"]) == 6
        site.routes[f"{path}2/"] = later(path)
        crawl("article", tmp_path, url=site.url + path)
    assert len(exported(tmp_path)[0]["paragraphs"]) == 12


def test_an_edit_of_the_second_page_alone_is_seen(tmp_path):
    [path] = names(1)
    with Loopback({path: first_page(path), f"{path}2/": later(path)}) as site:
        crawl("article", tmp_path, url=site.url + path)
        site.routes[f"{path}2/"] = Answer(body=later(path).body.replace("banyak orang", "semua orang"))
        crawl("article", tmp_path, url=site.url + path)
        [row] = exported(tmp_path)
        crawl("article", tmp_path, url=site.url + path)
        [again] = exported(tmp_path)
    assert (row["revision"], row["body"].count("semua orang"), again["revision"]) == (2, 6, 2)


def test_sitemap_indexes_that_name_one_another_for_ever_come_to_an_end(tmp_path, monkeypatch):
    class Endless(dict):
        def get(self, path, default=None):
            if path.startswith("/peta-"):
                following = f"{site.url}/peta-{int(path[6:-4]) + 1}.xml"
                body = f"<sitemapindex><sitemap><loc>{following}</loc></sitemap></sitemapindex>"
                return Answer(body=body, content_type=SITEMAP)
            return super().get(path, default)

    with Loopback(stories(1) | {"/": headlines(1)}) as site:
        site.routes = Endless(site.routes)
        site.routes["/robots.txt"] = Answer(body=f"Sitemap: {site.url}/peta-0.xml", content_type="text/plain")
        crawl("site", tmp_path, url=f"{site.url}/")
        assert 100 < sum(asked.path.startswith("/peta-") for asked in site.asked) < 400
    assert archived(tmp_path) == ["1"]


# ---- where a crawl may not go


def test_a_redirect_or_link_to_another_port_of_this_machine_is_refused_and_accounted_for(tmp_path):
    secret, moved = "/rahasia-dari-dalam/", "/cerita-yang-pindah/"
    with Loopback({secret: story("Rahasia dari dalam")}) as inside, Loopback({}) as site:
        site.routes |= stories(1, links=[f"{inside.url}{secret}"]) | {
            moved: Answer(302, headers={"Location": f"{inside.url}{secret}"}),
            "/": listing((names(1)[0], title(names(1)[0])), (moved, "Cerita yang pindah")),
        }
        crawl("site", tmp_path, url=f"{site.url}/")
        assert inside.asked == []
        assert archived(tmp_path) == ["1"]
        row = of(tmp_path, site.url + moved)
        assert (row.outcome, row.reason) == (Outcome.EXCLUDED, "private address")


def test_an_answer_larger_than_the_limit_is_refused_and_accounted_for(tmp_path):
    path = names(1)[0]
    with Loopback({path: Answer(body=b"<p>" + b"x" * 300_000)}) as site:
        crawl("article", tmp_path, url=site.url + path, settings={"DOWNLOAD_MAXSIZE": "100000"})
        row = of(tmp_path, site.url + path)
    assert (row.outcome, row.reason) == (Outcome.EXCLUDED, "too large")


# ---- servers that ask to wait


def test_a_site_that_only_asks_to_wait_is_left_alone_soon(tmp_path):
    wait = Answer(503, headers={"Retry-After": "0"})
    with Loopback(dict.fromkeys(names(*range(1, 31)), wait)) as site:
        urls = ",".join(site.url + path for path in names(*range(1, 31)))
        done = crawl("article", tmp_path, url=urls)
        assert len(site.asked) < 60
    assert done.returncode == 3
    with Archive.reading(tmp_path) as archive:
        assert archive.conn.execute("select count(*) from articles").fetchone()[0] == 0


def test_a_host_that_asks_to_wait_is_waited_for(tmp_path):
    first, *others = names(*range(1, 41))
    routes = stories(*range(1, 41))
    with Loopback(routes | {first: [Answer(429, headers={"Retry-After": "1"}), routes[first]]}) as site:
        done = crawl("article", tmp_path, url=",".join(site.url + path for path in (first, *others)))
        asked = next(one.at_s for one in site.asked if one.path == first)
        meanwhile = [one for one in site.asked if asked < one.at_s < asked + 0.9]
        assert len(meanwhile) <= 16  # what was under way when the answer came
        assert (done.returncode, site.count(first)) == (0, 2)


def test_a_burst_that_is_asked_to_wait_is_one_wait(tmp_path):
    """All that was under way is told to wait a second: that is one wait, not sixteen in a row."""
    told = names(*range(1, 17))
    routes = stories(*range(1, 21))
    bursts = {path: [Answer(429, headers={"Retry-After": "1"}), routes[path]] for path in told}
    with Loopback(routes | bursts) as site:
        done = crawl("article", tmp_path, url=",".join(site.url + path for path in names(*range(1, 21))))
        assert done.returncode == 0, done.stderr
        assert {site.count(path) for path in told} == {2}


def test_short_waits_before_a_long_one_do_not_end_a_sites_run(tmp_path):
    short = names(1, 2, 3, 4)
    long = names(5)[0]
    routes = stories(*range(1, 21))
    waits = {path: [Answer(429, headers={"Retry-After": "1"}), routes[path]] for path in short}
    with Loopback(routes | waits | {long: Answer(503, headers={"Retry-After": "86400"})}) as site:
        done = crawl("article", tmp_path, url=",".join(site.url + path for path in names(*range(1, 21))))
        assert done.returncode == 3
        assert site.count(long) == 1
    assert len(archived(tmp_path)) == 19


# ---- what fails behind the callback


def test_a_page_that_cannot_be_stored_is_asked_for_once_and_left_to_a_later_run(tmp_path):
    routes = stories(1, 2, 3) | {"/": headlines(1, 2, 3)}
    broken = names(2)[0]
    with Loopback(routes) as site:
        done = crawl("site", tmp_path, url=f"{site.url}/", settings={"ITEM_PIPELINES": BREAKING, "BREAK_AT": broken})
        assert done.returncode == 3
        assert site.count(broken) == 1
        assert archived(tmp_path) == list("13")
        row = of(tmp_path, site.url + broken)
        assert (row.outcome, row.attempts, row.reason) == (Outcome.DUE, 1, "not stored (ZeroDivisionError)")


def test_an_article_that_cannot_be_stored_is_accounted_for(tmp_path):
    path = names(1)[0]
    with Loopback(stories(1)) as site:
        settings = {"ITEM_PIPELINES": BREAKING, "BREAK_AT": path}
        assert crawl("article", tmp_path, url=site.url + path, settings=settings).returncode == 3
        row = of(tmp_path, site.url + path)
    assert row is not None
    assert row.outcome in (Outcome.DUE, Outcome.FAILED)


class Wordpress(Loopback):
    """A REST API of five posts, two a page, and the pages themselves."""

    def answer(self, path: str) -> Answer:
        if "/wp/v2/comments" in path:
            return Answer(200, "[]", "application/json", {"X-WP-Total": "0", "X-WP-TotalPages": "0"})
        if "/wp/v2/posts" in path:
            if "include=" in path:
                wanted = path.partition("include=")[2].replace("%2C", ",").split(",")
                return self.posts([n for n in range(1, 6) if str(postid(n)) in wanted], 1)
            if "modified_after=" in path:
                return self.posts([], 0)
            page = int(path.partition("page=")[2].partition("&")[0])
            return self.posts([5, 4, 3, 2, 1][2 * page - 2 : 2 * page], 3)
        return super().answer(path)

    def posts(self, numbers: list[int], pages: int) -> Answer:
        rows = [
            {
                "id": postid(n), "date": f"2025-09-0{n}T11:15:00", "date_gmt": f"2025-09-0{n}T04:15:00",
                "modified": f"2025-09-0{n}T11:15:00", "modified_gmt": f"2025-09-0{n}T04:15:00", "status": "publish",
                "type": "post", "link": self.url + names(n)[0], "title": {"rendered": title(names(n)[0])},
                "content": {"rendered": f"<p>Isi cerita nomor {n}.</p>", "protected": False},
                "excerpt": {"rendered": "", "protected": False}, "categories": [], "tags": [], "_links": {},
            }
            for n in numbers
        ]  # fmt: skip
        return Answer(200, json.dumps(rows), "application/json", {"X-WP-Total": "5", "X-WP-TotalPages": str(pages)})


def test_posts_of_an_api_page_that_could_not_be_stored_are_fetched_by_a_later_run(tmp_path):
    head = '<link rel="https://api.w.org/" href="/wp-json/">'
    with Wordpress({"/": headlines(5, 4, extra=head)}) as site:
        broken = {"ITEM_PIPELINES": BREAKING, "BREAK_AT": "page=2&"}
        first = crawl("site", tmp_path, url=f"{site.url}/", pages="no", settings=broken)
        assert first.returncode == 3
        crawl("site", tmp_path, url=f"{site.url}/", pages="no")
        crawl("site", tmp_path, url=f"{site.url}/", pages="no")
    assert archived(tmp_path) == list("12345")


def test_since_leaves_the_pages_of_older_stories_that_the_api_told_of_to_a_later_run(tmp_path):
    head = '<link rel="https://api.w.org/" href="/wp-json/">'
    with Wordpress(stories(*range(1, 6)) | {"/": headlines(5, 4, extra=head)}) as site:
        crawl("site", tmp_path, url=f"{site.url}/", pages="no")
        for given, seen in (({"since": "2025-09-04"}, names(4, 5)), ({}, names(1, 2, 3))):
            asked = len(site.asked)
            crawl("site", tmp_path, url=f"{site.url}/", **given)
            assert sorted(one.path for one in site.asked[asked:] if one.path.startswith("/cerita")) == seen
    assert archived(tmp_path) == list("12345")


# ---- one listing


def test_a_news_page_is_read_in_its_order_and_later_only_as_far_as_it_brings_news(tmp_path):
    path = "/category/news-page/"
    routes = stories(*range(1, 8)) | {
        path: headlines(6, 5, following=f"{path}page/2/"),
        f"{path}page/2/": headlines(4, 3, following=f"{path}page/3/"),
        f"{path}page/3/": headlines(2, 1),
    }
    with Loopback(routes) as site:
        assert crawl("news_page", tmp_path, url=site.url + path).returncode == 0
        assert archived(tmp_path) == list("123456")
        site.asked.clear()
        site.routes[path] = headlines(7, 6, following=f"{path}page/2/")
        assert crawl("news_page", tmp_path, url=site.url + path).returncode == 0
        asked = [one.path for one in site.asked if one.path != "/robots.txt"]
        assert asked == [path, names(7)[0], f"{path}page/2/"]
    with Archive.reading(tmp_path) as archive:
        order = "select e.text from listing_entries e join listings l on l.id = e.listing_id where l.url = ? order by l.id, position"
        stood = [row[0].rpartition(" ")[2] for row in archive.conn.execute(order, (site.url + path,))]
        assert stood == list("6576")


def test_as_many_pages_of_a_listing_as_asked_for(tmp_path):
    path = "/category/news-page/"
    routes = stories(*range(1, 7)) | {
        path: headlines(6, 5, following=f"{path}page/2/"),
        f"{path}page/2/": headlines(4, 3, following=f"{path}page/3/"),
        f"{path}page/3/": headlines(2, 1),
    }
    with Loopback(routes) as site:
        crawl("news_page", tmp_path, url=site.url + path, pages="2")
    assert archived(tmp_path) == list("3456")
