"""Feeds of articles and comments, in each format, whole and broken."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.discover import feed
from crawler.items import CommentKind, Image, Link, Paragraph, ParagraphKind, Precision, Target
from crawler.page import Page
from tests.crawler.discover import readers

HOME = "https://gazette.example/"
URL = HOME + "feed/"
WIB = timezone(timedelta(hours=7))

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel><title>Gazette &#187; Umpan</title><atom:link href="https://gazette.example/feed/" rel="self"/>
<link>https://gazette.example</link><language>id-ID</language><generator>https://wordpress.org/?v=6.1</generator>
<item><title>Beras &#038; gula: &#8220;naik&#8221;</title><link>https://gazette.example/beras-naik/?utm_source=rss</link>
<dc:creator><![CDATA[Jurnalis Berita]]></dc:creator><pubDate>Mon, 06 May 2024 10:15:30 +0700</pubDate>
<category><![CDATA[News Page]]></category><category><![CDATA[harga & pasar]]></category>
<guid isPermaLink="false">https://gazette.example/?p=123</guid>
<description><![CDATA[Ringkasan yang ditulis redaksi.]]></description>
<content:encoded><![CDATA[<p>Harga beras naik lagi.</p><p>Gula &amp; minyak ikut.</p>
<p>The post <a href="https://gazette.example/beras-naik/">Beras</a> appeared first on <a href="https://gazette.example">Gazette</a>.</p>]]></content:encoded>
<slash:comments>7</slash:comments></item>
<item><title>Kedua</title><link>https://gazette.example/kedua/</link><pubDate>Sun, 05 May 2024 20:00:00 +0000</pubDate>
<description><![CDATA[Kabar yang terpotong [&#8230;]]]></description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="id">
<title type="text">Gazette</title><link rel="next" href="https://gazette.example/feed/?page=2"/>
<entry><author><name>Siti Aminah</name><uri>https://siti.example</uri></author>
<title type="html"><![CDATA[Beras &#038; <em>gula</em>]]></title>
<link rel="replies" href="https://gazette.example/beras-naik/#comments"/>
<link rel="alternate" type="text/html" href="https://gazette.example/beras-naik/"/>
<id>https://gazette.example/?p=123</id><published>2024-05-06T10:15:30+07:00</published>
<updated>2024-05-07T08:00:00Z</updated><category term="news-page" label="News Page"/>
<summary type="html">&lt;p&gt;Ringkasan.&lt;/p&gt;</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Harga beras naik.</p></div></content>
<thr:total>3</thr:total></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://gazette.example"><title>Gazette</title></channel>
<item rdf:about="https://gazette.example/beras-naik/"><title>Beras</title><link>https://gazette.example/beras-naik/</link>
<dc:date>2024-05-06T03:15:30Z</dc:date><dc:creator>Siti</dc:creator></item></rdf:RDF>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "language": "id",
"next_url": "/feed.json?page=2", "items": [{"id": "123", "url": "/beras-naik/", "title": "Beras & gula",
"date_published": "2024-05-06T10:15:30+07:00", "date_modified": "2024-05-07T08:00:00Z",
"authors": [{"name": "Siti"}], "tags": ["pasar"], "summary": "Ringkasan.", "content_html": "<p>Harga naik.</p>",
"image": "https://gazette.example/beras.jpg"}]}"""


def read(body, **more):
    return feed.read(body.encode(), URL, fragment=readers.body, comment_fragment=readers.comment, **more)


def test_an_rss_item_is_a_partial_article_with_the_rule_of_each_field():
    found = read(RSS)
    assert (found.kind, found.title, found.language) == ("articles", "Gazette » Umpan", "id-ID")
    article = found.articles[0]
    assert article.url == HOME + "beras-naik/"
    assert article.title == "Beras & gula: “naik”"
    assert article.authors == ("Jurnalis Berita",)
    assert article.published_at == datetime(2024, 5, 6, 10, 15, 30, tzinfo=WIB)
    assert article.published_at.utcoffset() == timedelta(hours=7)
    assert article.categories == ("News Page", "harga & pasar")
    assert article.summary == "Ringkasan yang ditulis redaksi."
    assert [p.text for p in article.paragraphs] == ["Harga beras naik lagi.", "Gula & minyak ikut."]
    assert (article.source_id, article.aliases, article.comment_count) == ("123", (HOME + "?p=123",), 7)
    assert dict(article.rules) == {
        "url": "feed:link",
        "title": "feed:title",
        "authors": "feed:dc:creator",
        "published_at": "feed:pubDate",
        "categories": "feed:category",
        "language": "feed:language",
        "summary": "feed:description",
        "paragraphs": "feed:content",
        "source_id": "feed:guid",
        "aliases": "feed:guid",
        "comment_count": "feed:comments",
    }


def test_what_an_item_does_not_say_has_no_rule():
    article = read(RSS).articles[1]
    assert dict(article.rules).keys() == {"url", "title", "published_at", "language"}
    assert (article.summary, article.paragraphs, article.modified_at) == (None, (), None)


def test_without_a_reader_of_markup_there_is_no_body():
    assert feed.read(RSS.encode(), URL).articles[0].paragraphs == ()
    assert "paragraphs" not in feed.read(RSS.encode(), URL).articles[0].rules


def test_the_oldest_entry_and_wordpress_s_next_page_are_told():
    found = read(RSS)
    assert found.next == HOME + "feed/?paged=2"
    assert feed.read(RSS.encode(), HOME + "?feed=rss2&paged=2").next == HOME + "?feed=rss2&paged=3"
    assert feed.read(RSS.replace("wordpress", "lain").encode(), URL).next is None


def test_links_name_every_story_with_its_dates():
    assert read(RSS).links[1] == Link(
        HOME + "kedua/", Target.PAGE, "feed", text="Kedua", published_at=datetime(2024, 5, 5, 20, tzinfo=UTC)
    )


def test_an_atom_entry_tells_its_modification_and_inline_xhtml():
    found = read(ATOM)
    article = found.articles[0]
    assert (article.title, article.authors, article.categories) == ("Beras & gula", ("Siti Aminah",), ("News Page",))
    assert article.modified_at == datetime(2024, 5, 7, 8, tzinfo=UTC)
    assert article.paragraphs == (Paragraph(ParagraphKind.PARAGRAPH, "Harga beras naik."),)
    assert (article.summary, article.comment_count, article.language) == ("Ringkasan.", 3, "id")
    assert (article.rules["published_at"], article.rules["modified_at"]) == ("feed:published", "feed:updated")
    assert found.next == HOME + "feed/?page=2"


def test_rss_1_0_is_read_by_its_dublin_core():
    article = read(RDF).articles[0]
    assert (article.title, article.authors) == ("Beras", ("Siti",))
    assert article.published_at == datetime(2024, 5, 6, 3, 15, 30, tzinfo=UTC)
    assert article.rules["published_at"] == "feed:dc:date"


def test_a_json_feed_says_the_same_things():
    found = read(JSON)
    article = found.articles[0]
    assert (article.url, article.title, article.authors) == (HOME + "beras-naik/", "Beras & gula", ("Siti",))
    assert (article.summary, article.image) == ("Ringkasan.", Image(HOME + "beras.jpg"))
    assert article.rules["modified_at"] == "feed:date_modified"
    assert found.next == HOME + "feed.json?page=2"


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ("<title>Xi &amp;amp; Putin</title>", "title", "Xi & Putin"),
        ("<title>caf&eacute; &amp; kopi</title>", "title", "café & kopi"),
        ("<title>a & b</title>", "title", "a & b"),
        ("<title><![CDATA[a & b &hellip;]]></title>", "title", "a & b …"),
        ("<author>siti@gazette.example (Siti Aminah)</author>", "authors", ("Siti Aminah",)),
        ("<author>siti@gazette.example</author>", "authors", ()),
        ("<author>Siti Aminah &lt;siti@gazette.example&gt;</author>", "authors", ("Siti Aminah",)),
        ("<dc:creator>Siti</dc:creator><dc:creator>Budi</dc:creator>", "authors", ("Siti", "Budi")),
        ("<pubDate>Mon, 06 May 2024</pubDate>", "published_precision", Precision.DAY),
        ("<pubDate>kemarin</pubDate>", "published_at", None),
        ("<pubDate>kemarin</pubDate>", "published_raw", None),
        ("<guid>https://lain.example/?p=9</guid>", "source_id", None),
        ("<description>&lt;p&gt;Ringkas &amp;amp; jelas.&lt;/p&gt;</description>", "summary", "Ringkas & jelas."),
        (
            '<enclosure url="https://gazette.example/f.jpg" type="image/jpeg"/>',
            "image",
            Image("https://gazette.example/f.jpg"),
        ),
        ('<enclosure url="https://gazette.example/f.mp3" type="audio/mpeg"/>', "image", None),
        (
            '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="/f.jpg" medium="image"/>',
            "image",
            Image("https://gazette.example/f.jpg"),
        ),
    ],
)
def test_items_are_understood_as_software_writes_them(item, field, value):
    body = (
        '<rss version="2.0"><channel><item><link>https://gazette.example/beras-naik/</link>'
        f"{item}</item></channel></rss>"
    )
    (article,) = read(body).articles
    assert getattr(article, field) == value


@pytest.mark.parametrize(
    ("body", "stories"),
    [
        (RSS[: RSS.index("<item><title>Kedua")], 1),
        (RSS[: RSS.index("appeared first")], 1),
        (RSS.replace("</title>", "</judul>"), 2),
        ("\n\n <b>Notice</b>: sesuatu " + RSS.partition("?>")[2], 2),
        (RSS.replace("<rss", "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss"), 2),
        ("<rss><channel><item><title>tanpa alamat</title></item></channel></rss>", 0),
    ],
)
def test_a_broken_feed_brings_what_is_left_of_it(body, stories):
    assert len(read(body).articles) == stories


@pytest.mark.parametrize("body", ["", "<html><body><rss></body></html>", "{}", "[]", "404", "<x/>", '{"items": 5}'])
def test_what_is_no_feed_is_of_kind_none(body):
    assert read(body) == feed.Feed("none")


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("<link>https://lain.example/a-b-c/</link>", "other site"),
        ("<link>http://10.0.0.1/a-b-c/</link>", "private address"),
        ("<link>https://gazette.example/f.pdf</link>", "asset"),
        (
            "<link>https://gazette.example/a-b-c/</link><description><![CDATA[<form class='post-password-form'>]]>"
            "</description>",
            "password-protected",
        ),
    ],
)
def test_an_entry_that_is_no_public_story_of_the_site_is_left_out_for_a_reason(item, reason):
    found = read(f"<rss><channel><item><title>Judul</title>{item}</item></channel></rss>")
    assert found.articles == ()
    assert [(link.excluded, link.text) for link in found.links] == [(reason, None)]


COMMENTS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Komentar untuk Gazette</title>
<generator>https://wordpress.org/?v=6.1</generator>
<item><title>Komentar pada Beras oleh Budi</title>
<link>https://gazette.example/beras-naik/comment-page-2/#comment-45</link><dc:creator>Budi &amp; Ani</dc:creator>
<pubDate>Mon, 06 May 2024 10:15:30 +0000</pubDate>
<guid isPermaLink="false">https://gazette.example/?p=123#comment-45</guid>
<description>Mahal.</description><content:encoded><![CDATA[<p>Mahal.</p><p>Sekali.</p>]]></content:encoded></item>
<item><link>https://gazette.example/beras-naik/#comment-44</link><dc:creator>Blog Lain</dc:creator>
<content:encoded><![CDATA[<p>[&#8230;] menurut Gazette [&#8230;]</p>]]></content:encoded></item>
<item><link>https://gazette.example/rahasia/#comment-43</link><dc:creator>Cici</dc:creator>
<content:encoded><![CDATA[<form action="/wp-login.php?action=postpass" class="post-password-form">]]></content:encoded>
</item></channel></rss>"""


def test_a_comment_feed_brings_threads_by_article():
    found = read(COMMENTS)
    assert (found.kind, found.articles, found.next) == ("comments", (), None)
    (thread,) = found.threads
    assert (thread.article_url, thread.article_id) == (HOME + "beras-naik/", "123")
    comment, pingback = thread.comments
    assert (comment.source_id, comment.parent_id, comment.depth) == ("45", None, None)
    assert (comment.author, comment.paragraphs) == ("Budi & Ani", ("Mahal.", "Sekali."))
    assert comment.published_at == datetime(2024, 5, 6, 10, 15, 30, tzinfo=UTC)
    assert comment.permalink == HOME + "beras-naik/comment-page-2/#comment-45"
    assert (comment.kind, pingback.kind) == (CommentKind.COMMENT, CommentKind.PINGBACK)
    assert found.links == (Link(HOME + "beras-naik/", Target.PAGE, "feed"),)


def test_an_atom_comment_feed_tells_parents_and_addresses():
    entry = """<entry><author><name>Budi</name><uri>https://budi.example</uri></author>
        <link rel="alternate" href="https://gazette.example/beras-naik/#comment-{0}"/>
        <id>https://gazette.example/?p=123#comment-{0}</id><published>2024-05-06T10:15:30Z</published>
        <content type="html"><![CDATA[<p>Ya.</p>]]></content><thr:in-reply-to ref="{1}" href="x"/></entry>"""
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">'
        + entry.format(46, HOME + "?p=123#comment-45")
        + entry.format(45, HOME + "?p=123")
        + "</feed>"
    )
    reply, top = read(body).threads[0].comments
    assert (reply.parent_id, reply.depth, reply.author_url) == ("45", None, "https://budi.example/")
    assert (top.parent_id, top.depth) == (None, 0)


def page(head, url=HOME):
    return Page.from_bytes(f"<html><head>{head}</head></html>".encode(), url)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('type="application/rss+xml" href="/feed/" title="Gazette"', [("feed/", "Gazette", None)]),
        ('type="application/atom+xml" href="/atom.xml"', [("atom.xml", None, None)]),
        ('type="application/feed+json" href="/feed.json"', [("feed.json", None, None)]),
        ('type="text/xml" href="/rss"', [("rss", None, None)]),
        ('type="application/rss+xml" href="/comments/feed/" title="Umpan Komentar"',
         [("comments/feed/", "Umpan Komentar", None)]),
        ('type="application/rss+xml" href="/?feed=comments-rss2" title="Umpan Komentar"',
         [("?feed=comments-rss2", "Umpan Komentar", None)]),
        ('type="application/rss+xml" href="/beras-naik/feed/" title="Beras Umpan Komentar"',
         [("beras-naik/feed/", "Beras Umpan Komentar", "comments of one article")]),
        ('type="application/rss+xml" href="/?feed=rss2&amp;p=5" title="Beras Comments Feed"',
         [("?feed=rss2&p=5", "Beras Comments Feed", "comments of one article")]),
        ('type="application/rss+xml" href="https://lain.example/feed/"', [("https://lain.example/feed/", None, "other site")]),
        ('type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x"', []),
        ('type="application/json" href="/wp-json/wp/v2/posts/5"', []),
        ('type="application/rss+xml"', []),
        ('hreflang="en" href="/en/"', []),
    ],
)  # fmt: skip
def test_a_page_announces_feeds_in_its_head(link, found):
    links = feed.announced(page(f'<link rel="alternate" {link}>'))
    assert [(at.url.removeprefix(HOME), at.text, at.excluded) for at in links] == found


@pytest.mark.parametrize(
    ("url", "title", "comments"),
    [
        (HOME + "comments/feed/", "", True),
        (HOME + "?feed=comments-rss2", "", True),
        (HOME + "x/feed/", "Gazette » Umpan Komentar", True),
        (HOME + "feed/", "Gazette » Umpan", False),
    ],
)
def test_feeds_of_comments_are_known_by_address_or_title(url, title, comments):
    assert feed.is_of_comments(url, title) is comments


def test_the_usual_places_begin_with_wordpress_s():
    assert feed.usual_places(HOME)[:2] == (HOME + "feed/", HOME + "?feed=rss2")
    assert feed.usual_places(HOME)[-1] == HOME + "comments/feed/"


@pytest.mark.parametrize(
    "element",
    [
        "<updated>2024-05-07T08:00:00Z</updated>",
        "<d:modified xmlns:d='http://purl.org/dc/terms/'>2024-05-07T08:00:00Z</d:modified>",
        "<updated/><d:modified xmlns:d='http://purl.org/dc/terms/'>2024-05-07T08:00:00Z</d:modified>",
    ],
)
def test_an_rss_item_may_say_when_it_was_changed(element):
    body = f"<rss><channel><item><link>https://gazette.example/a-b-c/</link>{element}</item></channel></rss>".encode()
    (link,) = feed.read(body, "https://gazette.example/feed/").links
    assert link.modified_at == datetime(2024, 5, 7, 8, tzinfo=UTC)
