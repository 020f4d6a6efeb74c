"""Sitemaps of every kind to links."""

import gzip
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice

import pytest

from crawler.discover import sitemap
from crawler.discover.sitemap_name import purpose
from crawler.items import Link, Target

HOME = "https://gazette.example/"
URL = HOME + "sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
WIB = timezone(timedelta(hours=7))


def links_of(body, url=URL):
    return list(sitemap.read(body if isinstance(body, bytes) else body.encode(), url).links)


def urlset(inside, more=""):
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NS} {more}>{inside}</urlset>'


def test_an_index_names_sitemaps_and_when_they_changed():
    body = f"""<sitemapindex {NS}><sitemap><loc>{HOME}wp-sitemap-posts-post-1.xml</loc>
        <lastmod>2024-05-06T10:00:00+07:00</lastmod></sitemap></sitemapindex>"""
    found = sitemap.read(body.encode(), URL)
    assert found.kind == "index"
    assert list(found.links) == [
        Link(
            HOME + "wp-sitemap-posts-post-1.xml",
            Target.SITEMAP,
            "sitemap",
            modified_at=datetime(2024, 5, 6, 10, tzinfo=WIB),
        )
    ]


def test_a_news_sitemap_tells_titles_and_dates_of_publication():
    body = urlset(
        f"""<url><loc>{HOME}beras-naik-lagi/</loc><news:news><news:publication><news:name>Gazette</news:name>
        </news:publication><news:publication_date>2024-05-06</news:publication_date>
        <news:title>Beras &amp; gula naik</news:title></news:news></url>""",
        NEWS,
    )
    found = sitemap.read(body.encode(), URL)
    assert (found.kind, found.is_news) == ("urlset", True)
    assert list(found.links) == [
        Link(
            HOME + "beras-naik-lagi/",
            Target.PAGE,
            "sitemap",
            text="Beras & gula naik",
            published_at=datetime(2024, 5, 6, tzinfo=UTC),
        )
    ]


def test_a_namespace_that_is_declared_and_not_used_makes_no_news_sitemap():
    assert sitemap.read(urlset(f"<url><loc>{HOME}a-b-c/</loc></url>", NEWS).encode(), URL).is_news is False


@pytest.mark.parametrize(
    ("inside", "urls"),
    [
        ("<url><loc>/a-b-c/?x=1&amp;y=2</loc></url>", ["a-b-c/?x=1&y=2"]),
        ("<url><loc>https://gazette.example/a-b-c/?x=1&y=2</loc></url>", ["a-b-c/?x=1&y=2"]),
        ("<url><loc><![CDATA[https://gazette.example/a-b-c/?x=1&y=2]]></loc></url>", ["a-b-c/?x=1&y=2"]),
        ("<url>\n<loc>\n https://gazette.example/a-b-c/ \n</loc></url>", ["a-b-c/"]),
        ("<url><loc>ftp://gazette.example/a</loc></url><url><loc></loc></url><url/>", []),
        ("<url><loc>https://gazette.example/a-b-c/</loc><lastmod>kemarin</lastmod></url>", ["a-b-c/"]),
        # A picture's address is not the page's.
        (
            '<url xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><loc>https://gazette.example/a-b-c/</loc>'
            "<i:image><i:loc>https://gazette.example/foto.jpg</i:loc><i:title>Foto</i:title></i:image></url>",
            ["a-b-c/"],
        ),
        # An end that never comes.
        ("<url><loc>https://gazette.example/a-b-c/</loc></url><url><loc>https://gazette.example/d-e-f/</loc>",
         ["a-b-c/", "d-e-f/"]),
        # A tag closed by another's name.
        ("<url><loc>https://gazette.example/a-b-c/</lok></url><url><loc>https://gazette.example/d-e-f/</loc></url>",
         ["a-b-c/", "d-e-f/"]),
    ],
)  # fmt: skip
def test_broken_entries_cost_no_more_than_themselves(inside, urls):
    assert [link.url for link in links_of(urlset(inside))] == [HOME + url for url in urls]


def test_prefixed_elements_and_a_printed_warning_before_them_are_read():
    body = f"""<br /><b>Warning</b>: Undefined variable<br />
        <s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>{HOME}a-b-c/</s:loc></s:url></s:urlset>"""
    assert [link.url for link in links_of(body)] == [HOME + "a-b-c/"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!doctype html><html><body><urlset></body></html>", "none"),
        (b"", "none"),
        (b"404 page not found", "none"),
        (b"{}", "none"),
        (b"<foo><url><loc>https://gazette.example/</loc></url></foo>", "none"),
        (b"https://gazette.example/a-b-c/\n", "text"),
        (b"\xef\xbb\xbfhttps://gazette.example/a-b-c/\r\nhttps://gazette.example/d-e-f/", "text"),
        (gzip.compress(urlset("").encode()), "urlset"),
        (urlset("").encode("utf-16"), "urlset"),
    ],
)
def test_what_a_body_is_decides_not_its_name(body, kind):
    assert sitemap.read(body, URL).kind == kind


def test_a_text_sitemap_has_one_address_a_line():
    body = b"https://gazette.example/a-b-c/\n\n# catatan\nhttps://gazette.example/d-e-f/\njavascript:x\n"
    assert [link.url for link in links_of(body)] == [HOME + "a-b-c/", HOME + "d-e-f/"]


@pytest.mark.parametrize(
    "body",
    [
        b"<rss version='2.0'><channel><item><title>A b c</title><link>https://gazette.example/a-b-c/</link></item></channel></rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A b c</title><link href='https://gazette.example/a-b-c/'/></entry></feed>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://gazette.example/a-b-c/", "title": "A b c"}]}',
    ],
)
def test_a_feed_serves_as_sitemap(body):
    assert links_of(body) == [Link(HOME + "a-b-c/", Target.PAGE, "sitemap", text="A b c")]
    assert sitemap.read(body, URL).kind == "urlset"


@pytest.mark.parametrize(
    ("name", "of", "excluded"),
    [
        ("wp-sitemap-posts-post-1.xml", "stories", None),
        ("wp-sitemap-posts-page-1.xml", "pages", "sitemap of pages"),
        ("wp-sitemap-posts-liputan-2.xml", None, None),
        ("wp-sitemap-taxonomies-category-1.xml", "terms", "sitemap of terms"),
        ("wp-sitemap-taxonomies-post_tag-12.xml", "terms", "sitemap of terms"),
        ("wp-sitemap-users-1.xml", "authors", "sitemap of authors"),
        ("?sitemap=posts&sitemap-subtype=post&paged=1", "stories", None),
        ("?sitemap=taxonomies&sitemap-subtype=category&paged=1", "terms", "sitemap of terms"),
        ("?sitemap=users&paged=1", "authors", "sitemap of authors"),
        ("post-sitemap.xml", "stories", None),
        ("post-sitemap12.xml", "stories", None),
        ("page-sitemap.xml", "pages", "sitemap of pages"),
        ("category-sitemap.xml", "terms", "sitemap of terms"),
        ("post_tag-sitemap2.xml", "terms", "sitemap of terms"),
        ("author-sitemap.xml", "authors", "sitemap of authors"),
        ("sitemap-pt-post-2024-05.xml", "stories", None),
        ("sitemap-pt-page-2024-05.xml", "pages", "sitemap of pages"),
        ("sitemap-tax-category.xml", "terms", "sitemap of terms"),
        ("sitemap-authors.xml", "authors", "sitemap of authors"),
        ("sitemap-archives.xml", "archives", "sitemap of archives"),
        ("news-sitemap.xml", "news", None),
        ("sitemap-news.xml.gz", "news", None),
        ("sitemap_berita.xml", "news", None),
        ("sitemap-2024-05.xml", None, None),
        ("sitemap-pages.xml", None, None),
    ],
)
def test_a_sitemaps_name_says_what_it_is_of(name, of, excluded):
    body = f"<sitemapindex {NS}><sitemap><loc>{(HOME + name).replace('&', '&amp;')}</loc></sitemap></sitemapindex>"
    assert purpose(HOME + name) == of
    assert [link.excluded for link in links_of(body)] == [excluded]


def test_news_are_read_first_and_listings_last():
    names = ["category-sitemap.xml", "sitemap-3.xml", "post-sitemap.xml", "news-sitemap.xml"]
    links = [Link(HOME + name, Target.SITEMAP, "sitemap") for name in names]
    assert [link.url for link in sorted(links, key=sitemap.rank)] == [HOME + name for name in reversed(names)]


@pytest.mark.parametrize(
    ("url", "loc", "target", "excluded"),
    [
        (URL, HOME, Target.LISTING, None),
        (URL, HOME + "category/ekonomi/", Target.LISTING, None),
        (HOME + "category-sitemap.xml", HOME + "hukum-dan-kriminal/", Target.LISTING, None),
        (HOME + "page-sitemap.xml", HOME + "halaman-apa-saja/", Target.PAGE, "static page"),
        (URL, HOME + "foto.jpg", Target.PAGE, "asset"),
        (URL, "https://lain.example/a-b-c/", Target.PAGE, "other site"),
        (URL, "https://www.gazette.example/a-b-c/", Target.PAGE, None),
        (URL, "http://127.0.0.1/a-b-c/", Target.PAGE, "private address"),
        ("http://127.0.0.1:8000/sitemap.xml", "http://127.0.0.1:8000/a-b-c/", Target.PAGE, None),
    ],
)
def test_an_entry_is_a_story_a_listing_or_left_out_for_a_reason(url, loc, target, excluded):
    (link,) = links_of(urlset(f"<url><loc>{loc}</loc></url>"), url)
    assert (link.target, link.excluded) == (target, excluded)


def test_a_long_sitemap_is_read_as_it_is_asked_for():
    entries = "".join(f"<url><loc>{HOME}berita/{n}/judul</loc></url>" for n in range(50_000))
    found = sitemap.read(gzip.compress(urlset(entries).encode()), URL)
    assert len(list(islice(found.links, 3))) == 3
    assert sum(1 for _ in found.links) == 50_000


def test_the_usual_places_stand_below_the_sites_home():
    assert sitemap.usual_places(HOME)[:2] == (HOME + "wp-sitemap.xml", HOME + "sitemap.xml")
    assert sitemap.usual_places(HOME + "blog")[0] == HOME + "blog/wp-sitemap.xml"
    assert len(sitemap.usual_places(HOME)) < 10
