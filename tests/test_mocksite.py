"""The demonstration site keeps its promises: what expectations.py says is what the server sends."""

import gzip
import http.client
import json
import subprocess
import sys
import time
import zlib
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from parsel import Selector

from tests.mocksite.bad_day_list import BAD_DAYS, STORY_DAYS
from tests.mocksite.expectations import expectation_for
from tests.mocksite.server import MockSite
from tests.mocksite.synthetic import comment_count, paragraphs, title

SEED = "/mencerdaskan-dunia-xi-jinping-dan-putin-mengukuhkan-aliansi-strategis-rusia-china/"
PAGED = "/gajah-melintas-sekolah-di-way-kambas-punya-jam-kosong/"
LONG = "/liputan-khusus-menyusuri-citarum-dari-hulu-ke-muara/"
MOVED = "/wasit-perempuan-pertama-liga-desa-magelang/"
BOMB_BYTES = 32 * 2**20
KINDS = {
    "p": "paragraph",
    "h2": "heading",
    "h3": "heading",
    "li": "list_item",
    "pre": "preformatted",
    "tr": "table_row",
}


@pytest.fixture(scope="module")
def site():
    with MockSite() as running:
        yield running


class Got:
    """One answer, read to its end."""

    def __init__(self, site: MockSite, target: str, **headers: str) -> None:
        line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=15)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request("GET", target, headers=named)
            answer = line.getresponse()
            self.status, self.headers, self.body = answer.status, answer.headers, answer.read()
        finally:
            line.close()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)


def printed(page: bytes) -> list[dict[str, str]]:
    """The blocks of a story's entry-content by a reading of its own, what is not the story left out."""
    found = []
    for node in (
        Selector(page.decode("utf-8"))
        .css(".entry-content")
        .xpath(".//p | .//h2 | .//h3 | .//li | .//pre | .//tr | .//cite | .//figcaption")
    ):
        name, css = node.root.tag, node.attrib.get("class", "")
        texts = node.xpath(".//text()[not(ancestor::li[ancestor::li])]" if name == "li" else ".//text()").getall()
        if name == "li" and node.xpath("ancestor::li"):
            texts = node.xpath(".//text()").getall()
        words = " ".join("".join(texts).split())
        if "baca-juga" in css or words.startswith(("ADVERTISEMENT", "SCROLL TO", "Ikuti kami", "Baca juga Berita")):
            continue
        kind = "quote" if node.xpath("ancestor::blockquote") else KINDS.get(name, "caption")
        if kind == "table_row":
            words = " | ".join(" ".join(cell.xpath(".//text()").getall()) for cell in node.xpath("th|td"))
        found.append({"kind": kind, "text": words})
    return found


def flat(record_paragraphs: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"kind": each["kind"], "text": " ".join(each["text"].split())} for each in record_paragraphs]


def test_the_seed_stands_word_for_word_with_its_byline_twice_and_no_comment(site):
    page = Got(site, SEED).text
    record = site.expected()[SEED].record
    selected = Selector(page)
    assert selected.css("h1.entry-title::text").get() == record["title"]
    assert [p["kind"] for p in record["paragraphs"]] == ["paragraph"] * 8
    assert printed(page.encode()) == record["paragraphs"]
    assert selected.css(".penulis::text").get() == "Jurnalis Berita"
    assert " ".join("".join(selected.css(".byline ::text").getall()).split()) == "By Jurnalis Berita"
    assert record["authors"] == ["Jurnalis Berita"]
    closing = selected.css(".entry-content p")[-1]
    assert "".join(closing.css("::text").getall()) == "Baca juga Berita lainnya di News Page"
    assert closing.css("a::attr(href)").get() == f"{site.url}/category/news-page/"
    assert selected.css("#reply-title::text").get().strip() == "Tinggalkan Balasan"
    assert selected.css("li.comment").getall() == [] == record["comments"]


def test_every_article_prints_what_its_record_says(site):
    articles = [each for each in site.expected().values() if each.kind == "article"]
    spoiled = {post.path for post in site.edition(1).room.bad_posts}
    whole = [each for each in articles if each.path not in spoiled]
    assert len(whole) >= 61
    for each in whole:
        pages = [each.path, *(f"{each.path}{number}/" for number in (2, 3) if each.path == LONG)]
        shown = [block for path in pages for block in printed(Got(site, path).body)]
        assert shown == flat(each.record["paragraphs"]), each.path


def test_every_paragraph_of_the_paper_was_written_once(site):
    rows = [
        (each.path, paragraph["text"])
        for each in site.expected().values()
        if each.record and not each.near_copy_of and not each.record["duplicate_of"]
        for paragraph in each.record["paragraphs"]
        if paragraph["kind"] in ("paragraph", "quote")
    ]
    assert len(rows) > 350
    assert len({text for _, text in rows}) == len(rows)


def test_what_is_expected_to_be_there_is_there(site):
    strange = {post.path for post in site.edition(1).room.bad_posts}
    wanted = [each for each in site.expected().values() if each.kind != "bad_day" and not each.prefix]
    wrong = [
        (each.path, status)
        for each in wanted
        if each.path not in strange
        if (status := Got(site, each.path).status) not in ((301,) if each.path.startswith("/?p=") else (200,))
    ]
    assert wrong == []


def test_every_link_of_the_paper_leads_to_an_address_with_an_expectation(site):
    table = site.expected()
    pages = [each.path for each in table.values() if each.kind in ("article", "listing", "page")]
    spoiled = {post.path for post in site.edition(1).room.bad_posts}
    unknown = set()
    for path in pages:
        if path in spoiled:
            continue
        for href in Selector(Got(site, path).text).css("a::attr(href)").getall():
            target = href.removeprefix(site.url).partition("#")[0]
            if href.startswith(site.url) and target and expectation_for(table, target) is None:
                unknown.add(target)
    assert unknown == set()


def test_the_same_start_gives_the_same_bytes():
    pages = []
    port = 0
    for _ in range(2):
        with MockSite(port=port) as running:
            port = running.port
            paths = [each.path for each in running.expected().values() if each.kind in ("article", "source", "listing")]
            spoiled = {post.path for post in running.edition(1).room.bad_posts}
            pages.append(
                [(path, Got(running, path).body) for path in paths if path not in spoiled and "kalender" not in path]
            )
    assert pages[0] == pages[1]
    assert len(pages[0]) > 300


def test_comments_are_threaded_and_paged_as_expected(site):
    record = site.expected()[PAGED].record
    assert record["comment_count"] == 25
    pages = {number: Selector(Got(site, f"{PAGED}comment-page-{number}/").text) for number in (1, 2, 3)}
    tops = [len(page.xpath("//ol[contains(@class, 'comment-list')]/li")) for page in pages.values()]
    assert tops == [10, 10, 2]
    found = {
        int(li.attrib["id"].removeprefix("comment-")): (
            li.css(".fn a::text, .fn::text").get(),
            li.css("time::attr(datetime)").get(),
        )
        for page in pages.values()
        for li in page.css("li.comment")
    }
    assert found == {c["id"]: (c["author"], c["published_at"]) for c in record["comments"]}
    own = Selector(Got(site, PAGED).text).css("li.comment").getall()
    assert own == pages[3].css("li.comment").getall()
    assert Got(site, f"{PAGED}comment-page-4/").status == 404


def test_the_deepest_thread_has_five_levels_and_true_parents(site):
    path = "/warga-cigadung-hidupkan-lagi-mata-air-yang-lama-tertimbun/"
    page = Selector(Got(site, path).text)
    parents = {}
    for li in page.css("li.comment"):
        above = li.xpath("ancestor::li[1]/@id").get()
        parents[int(li.attrib["id"][8:])] = int(above[8:]) if above else None
    assert parents == {c["id"]: c["parent_id"] for c in site.expected()[path].record["comments"]}
    assert page.css("li.depth-5 .comment-reply-link").getall() == []
    assert len(page.css("li.depth-5")) == 1


def test_oldest_first_shows_the_first_page_of_comments_at_the_articles_own_address():
    with MockSite(comments_page="oldest") as running:
        page = Selector(Got(running, PAGED).text)
    assert page.css("li.comment::attr(id)").get() == "comment-321"


def test_rest_tells_the_same_as_the_pages(site):
    posts = []
    for page in range(1, 5):
        got = Got(site, f"/wp-json/wp/v2/posts?per_page=30&page={page}&_embed")
        posts += got.json if got.status == 200 else []
    assert got.status == 400
    assert got.json["code"] == "rest_post_invalid_page_number"
    told = {each["link"].removeprefix(site.url): each for each in posts}
    table = {path: e.record for path, e in site.expected().items() if e.kind == "article"}
    spoiled = {post.path: post for post in site.edition(1).room.bad_posts}
    locked = [path for path, post in spoiled.items() if post.bad_day == "password"]
    assert told.keys() == table.keys() - spoiled.keys() | set(locked)
    for path in told.keys() - set(locked):
        assert told[path]["date"] + "+07:00" == table[path]["published_at"]
        assert told[path]["modified"] + "+07:00" == table[path]["modified_at"]
        assert told[path]["_embedded"]["author"][0]["name"] == table[path]["authors"][0]
        content = f'<div class="entry-content">{told[path]["content"]["rendered"]}</div>'
        assert printed(content.encode()) == flat(table[path]["paragraphs"])
    for path in locked:
        assert told[path]["content"] == {"rendered": "", "protected": True}


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("per_page=1", ["siaga-hujan-lebat-akhir-oktober-sungai-ciliwung-dipantau"]),
        ("per_page=1&order=asc", [SEED.strip("/")]),
        ("per_page=1&offset=1", ["pos-kamling-di-bandung-menjadi-perpustakaan-alat"]),
        ("slug=harga-cabai-turun", ["harga-cabai-turun"]),
        ("include=101", [SEED.strip("/")]),
        ("before=2025-09-03T09:12:01", [SEED.strip("/")]),
        ("before=2025-09-03T09:12:00", []),
        ("after=2026-10-28T23:29:59Z", ["siaga-hujan-lebat-akhir-oktober-sungai-ciliwung-dipantau"]),
        ("after=2026-10-28T23:30:00Z", []),
        ("modified_after=2026-10-28T23:30:00Z", ["siaga-hujan-lebat-akhir-oktober-sungai-ciliwung-dipantau"]),
        ("tags=1010&_fields=slug", [SEED.strip("/")]),
        ("orderby=modified&per_page=1", ["siaga-hujan-lebat-akhir-oktober-sungai-ciliwung-dipantau"]),
    ],
)
def test_rest_filters_and_orders_posts(site, query, slugs):
    assert [post["slug"] for post in Got(site, f"/wp-json/wp/v2/posts?{query}").json] == slugs


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("posts?per_page=101", 400, "rest_invalid_param"),
        ("posts?page=0", 400, "rest_invalid_param"),
        ("posts?orderby=noise", 400, "rest_invalid_param"),
        ("posts?after=yesterday", 400, "rest_invalid_param"),
        ("posts/999999", 404, "rest_post_invalid_id"),
        ("plugins", 404, "rest_no_route"),
    ],
)
def test_rest_refuses_as_wordpress_does(site, query, status, code):
    got = Got(site, f"/wp-json/wp/v2/{query}")
    assert (got.status, got.json["code"]) == (status, code)


def test_rest_comments_have_no_pingback_and_end_in_an_empty_page(site):
    got = Got(site, "/wp-json/wp/v2/comments?per_page=100")
    kinds = [c["kind"] for e in site.expected().values() if e.record for c in e.record["comments"]]
    assert kinds.count("pingback") == 1
    assert len(got.json) == int(got.headers["X-WP-Total"]) == kinds.count("comment")
    assert got.headers["X-WP-TotalPages"] == "1"
    assert Got(site, "/wp-json/wp/v2/comments?per_page=100&page=2").json == []
    assert "Ping-balik" in Got(site, "/koperasi-ojek-di-depok-membagi-sisa-hasil-usaha-pertama/").text


@pytest.mark.parametrize(("feeds", "order"), [(True, [351, 352, 353]), (False, [352, 351, 353])])
def test_without_feeds_nothing_tells_when_a_pingback_came(feeds, order):
    path = "/koperasi-ojek-di-depok-membagi-sisa-hasil-usaha-pertama/"
    with MockSite(feeds=feeds) as running:
        comments = running.expected()[path].record["comments"]
        told = (
            Got(running, f"{path}feed/").status == 200 and "seperti koperasi ojek" in Got(running, f"{path}feed/").text
        )
    assert [comment["id"] for comment in comments] == order
    pingback = comments[order.index(352)]
    assert (pingback["published_at"] is not None, pingback["text"] != "", pingback["url"] is not None) == (told,) * 3


SWITCHES = [
    ({"rest": False}, "/wp-json/wp/v2/posts", 404),
    ({"rest": "closed"}, "/wp-json/wp/v2/posts", 401),
    ({"rest": "users_closed"}, "/wp-json/wp/v2/users", 401),
    ({"rest": "users_closed"}, "/wp-json/wp/v2/posts", 200),
    ({"rest": "route"}, "/wp-json/wp/v2/posts", 404),
    ({"rest": "route"}, "/?rest_route=/wp/v2/posts", 200),
    ({"rest": True}, "/?rest_route=/wp/v2/posts", 200),
    ({"rest": False}, "/?rest_route=/wp/v2/posts", 404),
    ({"sitemap": False}, "/sitemap_index.xml", 404),
    ({"sitemap": False}, "/post-sitemap2.xml.gz", 404),
    ({"feeds": False}, "/feed/", 404),
    ({"feeds": False}, "/comments/feed/", 404),
    ({"feeds": False}, f"{SEED}feed/", 404),
    ({"listings": False}, "/category/news-page/", 404),
    ({"listings": False}, "/page/2/", 404),
    ({"listings": False}, "/", 200),
    ({"bad_days": False}, "/hari-buruk/", 404),
    ({"bad_days": False}, "/bom-gzip/", 404),
    ({"robots_status": 500}, "/robots.txt", 500),
]


@pytest.mark.parametrize(("switches", "target", "status"), SWITCHES)
def test_each_source_can_be_switched_off(switches, target, status):
    with MockSite(**switches) as running:
        assert Got(running, target).status == status


def test_a_switched_off_source_is_named_nowhere():
    with MockSite(rest=False, sitemap=False, feeds=False, bad_days=False) as running:
        page = Got(running, SEED)
        robots = Got(running, "/robots.txt").text
        expected = running.expected()
    assert "wp-json" not in page.text and "/feed/" not in page.text and "/hari-buruk/" not in page.text
    assert page.headers["Link"] is None
    assert "Sitemap" not in robots
    assert {each.kind for each in expected.values()} == {"article", "alias", "listing", "page", "source"}
    assert [each.path for each in expected.values() if each.kind == "source"] == ["/robots.txt"]


def test_robots_names_the_sitemaps_the_closed_paths_and_the_delay():
    with MockSite(crawl_delay=2.5) as running:
        lines = Got(running, "/robots.txt").text.splitlines()
    assert "Disallow: /rahasia/" in lines
    assert "Crawl-delay: 2.5" in lines
    assert f"Sitemap: {running.url}/sitemap_index.xml" in lines


def test_the_sitemaps_name_every_article_once_with_its_lastmod(site):
    rows = {}
    for path in ("/post-sitemap.xml", "/post-sitemap2.xml.gz"):
        body = Got(site, path).body
        tree = Selector(gzip.decompress(body).decode() if path.endswith(".gz") else body.decode(), type="xml")
        tree.remove_namespaces()
        rows |= {url.xpath("loc/text()").get(): url.xpath("lastmod/text()").get() for url in tree.xpath("//url")}
    spoiled = {post.path for post in site.edition(1).room.bad_posts}
    articles = [e.record for e in site.expected().values() if e.kind == "article" and e.path not in spoiled]
    assert rows.keys() == {record["url"] for record in articles}
    assert rows[f"{site.url}{LONG}"] == "2026-01-06T03:10:00+00:00"


@pytest.mark.parametrize(("honoured", "fourth"), [(True, "posyandu-malam"), (False, "siaga-hujan")])
def test_a_feed_brings_the_last_edited_first_where_the_site_honours_that(honoured, fourth):
    with MockSite(day=2, feed_by_modified=honoured) as running:
        feed = Selector(Got(running, "/feed/atom/?orderby=modified").text, type="xml")
    feed.remove_namespaces()
    links = feed.xpath("//entry/link/@href").getall()
    assert len(links) == 10
    assert fourth in links[3]


@pytest.mark.parametrize("path", [SEED, "/", "/feed/", "/post-sitemap.xml", "/category/news-page/"])
def test_validators_bring_304_and_nothing_else_does(site, path):
    first = Got(site, path)
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    same = Got(site, path, If_None_Match=etag)
    assert (same.status, same.body, same.headers["ETag"]) == (304, b"", etag)
    assert Got(site, path, If_Modified_Since=changed).status == 304
    assert Got(site, path, If_Modified_Since="Mon, 01 Sep 2025 00:00:00 GMT").status == 200
    assert Got(site, path, If_None_Match='"other"', If_Modified_Since=changed).status == 200
    assert parsedate_to_datetime(changed).year in (2025, 2026)


def test_gzip_is_sent_to_who_takes_it(site):
    plain, squeezed = Got(site, SEED), Got(site, SEED, Accept_Encoding="gzip")
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert gzip.decompress(squeezed.body) == plain.body


def test_other_addresses_lead_to_the_article(site):
    assert Got(site, "/?p=101").headers["Location"] == f"{site.url}{SEED}"
    assert Got(site, SEED.rstrip("/")).headers["Location"] == f"{site.url}{SEED}"
    for target in (f"{SEED}?utm_source=x", f"{SEED}amp/", f"{PAGED}?replytocom=321"):
        canonical = Selector(Got(site, target).text).css("link[rel=canonical]::attr(href)").get()
        assert (
            canonical == site.url + expectation_for(site.expected(), target).path.removesuffix("amp/").partition("?")[0]
        )
    assert Selector(Got(site, f"{LONG}2/").text).css("link[rel=canonical]::attr(href)").get() == f"{site.url}{LONG}2/"


def test_the_second_day_brings_what_it_promises():
    with MockSite(bad_days=False) as running:
        first = {path: e.record for path, e in running.expected().items() if e.kind == "article"}
        before = {path: Got(running, path).headers for path in first}
        running.day = 2
        second = {path: e.record for path, e in running.expected().items() if e.kind == "article"}
        kept = first.keys() & second.keys()
        new = second.keys() - first.keys()
        moved_to = running.expected()[MOVED].alias_of
        assert len(new - {moved_to}) == 3
        assert first.keys() - second.keys() == {MOVED, "/harga-cabai-turun/"}
        told = ("title", "paragraphs", "modified_at")
        assert sum(any(first[path][key] != second[path][key] for key in told) for path in kept) == 2
        ids = [{c["id"] for record in day.values() for c in record["comments"]} for day in (first, second)]
        assert (len(ids[1] - ids[0]), ids[0] - ids[1]) == (5, set())
        assert Got(running, MOVED).headers["Location"] == f"{running.url}{moved_to}"
        assert Got(running, "/harga-cabai-turun/").status == 410
        named = [
            Got(running, path).text for path in ("/post-sitemap.xml", "/wp-json/wp/v2/posts?search=Cabai", "/2025/12/")
        ]
        assert [text for text in named if "/harga-cabai-turun/" in text] == []
        assert Got(running, SEED, If_Modified_Since=before[SEED]["Last-Modified"]).status == 304
        edited = "/posyandu-malam-di-tangerang-untuk-ibu-yang-bekerja-sif/"
        changed = Got(running, edited, If_Modified_Since=before[edited]["Last-Modified"])
        assert (changed.status, "86 persen, bukan 88" in changed.text) == (200, True)
        with pytest.raises(ValueError, match="day 1 and day 2, not 3"):
            running.day = 3


def test_the_log_tells_every_request_and_reset_forgets_it(site):
    site.reset()
    Got(site, "/?utm_source=x", User_Agent="Penguji/1.0")
    seen = site.requests[-1]
    assert (seen.method, seen.path, seen.status, seen.user_agent) == ("GET", "/?utm_source=x", 200, "Penguji/1.0")
    assert abs(time.monotonic() - seen.at_s) < 5
    site.reset()
    assert site.requests == []


def test_every_bad_day_has_an_outcome_and_every_story_a_bad_day_that_exists(site):
    used = {post.bad_day for post in site.edition(1).room.bad_posts}
    assert used == STORY_DAYS.keys()
    outcomes = {outcome for each in site.expected().values() for outcome in each.outcomes}
    assert outcomes == {"archived", "excluded", "failed", "due"}
    hub = Got(site, "/hari-buruk/").text
    assert [day.path for day in BAD_DAYS if day.label and f'href="{site.url}{day.path}"' not in hub] == []
    robots = Got(site, "/robots.txt").text
    assert all(d.path.startswith(("/wp-admin/", "/rahasia/")) == (d.most_requests == 0) for d in BAD_DAYS)
    assert "Disallow: /wp-admin/" in robots


def story_with(site: MockSite, bad_day: str) -> str:
    return next(post.path for post in site.edition(1).room.bad_posts if post.bad_day == bad_day)


def test_what_fails_once_answers_afterwards(site):
    site.reset()
    path = story_with(site, "500-once")
    assert [Got(site, path).status for _ in range(3)] == [500, 200, 200]
    path = story_with(site, "dropped-once")
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        Got(site, path)
    assert Got(site, path).status == 200


@pytest.mark.parametrize(("bad_day", "status"), [("503-seconds", 503), ("429-seconds", 429), ("429-date", 429)])
def test_retry_after_holds_until_its_time_has_come(site, bad_day, status):
    site.reset()
    path = story_with(site, bad_day)
    first = Got(site, path)
    assert first.status == status
    asked = first.headers["Retry-After"]
    wait_s = int(asked) if asked.isdigit() else parsedate_to_datetime(asked).timestamp() - time.time()
    assert 0 < wait_s <= 2
    assert Got(site, path).status == status
    site.bad_days.open_from[path] -= 2
    assert Got(site, path).status == 200


def test_answers_that_stay_bad_stay_bad(site):
    assert Got(site, story_with(site, "long-wait")).headers["Retry-After"] == "3600"
    assert Got(site, story_with(site, "429-always")).headers["Retry-After"] is None
    for bad_day in ("truncated", "dropped"):
        for _ in range(2):
            with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
                Got(site, story_with(site, bad_day))


def test_spoiled_pages_still_hold_the_whole_story(site):
    table = site.expected()
    for bad_day, charset in (
        ("wrong-charset", "utf-8"),
        ("windows-1252", "cp1252"),
        ("div-flood", "utf-8"),
        ("nul", "utf-8"),
    ):
        path = story_with(site, bad_day)
        page = Got(site, path).body.decode(charset).replace("\0", "").replace("<div>" * 95_000, "")
        assert printed(page.encode()) == flat(table[path].record["paragraphs"]), bad_day


def test_declarations_are_wrong_where_they_should_be(site):
    wrong = Got(site, story_with(site, "wrong-charset"))
    assert wrong.headers["Content-Type"] == "text/html; charset=ISO-8859-1"
    assert "é".encode() in wrong.body
    none = Got(site, story_with(site, "windows-1252"))
    assert none.headers["Content-Type"] == "text/html"
    assert b"charset" not in none.body
    assert "é".encode("cp1252") in none.body
    with pytest.raises(UnicodeDecodeError):
        none.body.decode()
    assert b"\0" in Got(site, story_with(site, "nul")).body
    assert b"</html>" not in Got(site, story_with(site, "broken-html")).body
    assert len(Got(site, story_with(site, "div-flood")).body) > 2**20


def test_the_gzip_bomb_is_small_and_grows_past_32_mib(site):
    got = Got(site, "/bom-gzip/")
    assert len(got.body) < 200_000
    inflate = zlib.decompressobj(31)
    size = len(inflate.decompress(got.body, 64 * 2**20))
    assert size > BOMB_BYTES


def test_traps_always_lead_on(site):
    path, seen = "/kalender/2026/11/", set()
    for _ in range(30):
        seen.add(path)
        path = Selector(Got(site, path).text).css("a[rel=next]::attr(href)").get().removeprefix(site.url)
    assert len(seen) == 30
    path, seen = "/sesi/", set()
    for _ in range(30):
        seen.add(path)
        path = Selector(Got(site, path).text).css("main a::attr(href)").get().removeprefix(site.url)
    assert len(seen) == 30


@pytest.mark.parametrize("hops", [("/jalan-memutar/1/", 5), ("/rantai-panjang/1/", 40)])
def test_chains_of_redirects_end(site, hops):
    path, count = hops
    for _ in range(count):
        got = Got(site, path)
        assert got.status in (301, 302, 307, 308)
        path = got.headers["Location"].removeprefix(site.url)
    assert Got(site, path).status == 200


def test_synthetic_pages_are_of_their_own_and_of_the_right_size():
    with MockSite(synthetic=25_000) as running:
        plain = Got(running, "/berita/000007/")
        squeezed = Got(running, "/berita/000007/", Accept_Encoding="gzip")
        other = Got(running, "/berita/000008/")
        index = Got(running, "/sitemap_index.xml").text
        last = Got(running, "/sitemap-3.xml").text
        missing = Got(running, "/berita/025001/").status
    assert 50_000 < len(plain.body) < 70_000
    assert 6_000 < len(squeezed.body) < 12_000
    assert gzip.decompress(squeezed.body) == plain.body
    page = Selector(plain.text)
    assert page.css("h1::text").get() == title(7)
    assert page.css(".entry-content p::text").getall() == paragraphs(7)
    assert len(page.css("li.comment")) == comment_count(7) == 3
    assert set(paragraphs(7)).isdisjoint(Selector(other.text).css(".entry-content p::text").getall())
    assert index.count("<loc>") == 3
    assert (last.count("<loc>"), "/berita/025000/" in last, missing) == (5000, True, 404)


def test_the_command_line_prints_the_address_and_stops_when_told(command_line):
    process, url = command_line
    port = int(url.rpartition(":")[2])
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", "/wp-json/")
    assert line.getresponse().status == 404
    line.close()
    process.terminate()
    assert process.wait(10) == 0


@pytest.fixture
def command_line():
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-m", "tests.mocksite", "--no-rest"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()
