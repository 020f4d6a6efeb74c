"""Pages that want to do harm: a value or None, never an exception, in bounded time."""

import random
import time

import pytest

from crawler.extract.article import from_html
from crawler.extract.body import fragment
from crawler.extract.comments import comment_count, comment_pages, comment_paragraphs, comments
from crawler.extract.kind import kind
from crawler.extract.parts import first_part, guess_second, part_number, parts
from crawler.page import Page

URL = "https://gazette.example/news/2/"
SECONDS = 10  # processor time; a page of this kind takes well under one on an idle machine
WORDPRESS = b"<body class='single single-post postid-1'><div class='entry-content'>"
PAGES = {
    "empty": b"",
    "nul bytes": b"\0" * 1000 + b"<p>x</p>",
    "deep": WORDPRESS + b"<div class='comment related entry-content'>" * 100_000 + b"x",
    "deep inline": WORDPRESS + b"<b><i><span class='fn'>" * 40_000 + b"x",
    "deep lists": WORDPRESS + b"<ul><li id='comment-1' class='comment depth-9'>" * 50_000 + b"x",
    "deep quotes": WORDPRESS + b"<blockquote><p>x" * 50_000,
    "many comments": WORDPRESS
    + b"".join(b"<li id='comment-%d' class='comment depth-%d'><p>x" % (n, n % 9) for n in range(20_000)),
    "many links": b"".join(b"<a rel=next href='/news/%d/'>%d</a>" % (n, n) for n in range(30_000)),
    "lists of pages in each other": b"<div class='page-links'>" * 900
    + b"".join(b"<a href='/news/%d/'>%d</a>" % (n, n) for n in range(3_000)),
    "many times": b"<time class=published datetime='2024-01-01'>x</time>" * 30_000,
    "long line": b"<p>" + b"a" * 5_000_000,
    "long word of dates": b"<p>" + b"1.1." * 200_000 + b"</p>" + b"<p>x</p>" * 50,
    "long title": b"<title>" + b" - x" * 200_000 + b"</title><h1>x</h1>",
    "long attribute": b"<p class='" + b"comment-" * 200_000 + b"'>x</p>",
    "many classes": b"<p class='" + b" ".join(b"c%d" % n for n in range(100_000)) + b"'>x</p>",
    "json": b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>x</p>",
    "json of odd types": b'<script type="application/ld+json">{"@type":["NewsArticle",3,null],"headline":{"a":1},"author":[[[[["x"]]]],5,null,'
    b'{"name":[1,{"name":2}]}],"datePublished":5,"image":[[{}]],"keywords":[1,{"name":3}],"publisher":[],"commentCount":[1],"comment":5}'
    b"</script><p>x</p>",
    "odd addresses": b"<link rel=canonical href='http://[x'><base href='http://[y'><a href='http://[z/comment-page-2/'>x</a>"
    b"<a rel=next href='//'>y</a><meta property=og:url content='http://a:b/'><meta property=og:image content='http://['>",
    "odd dates": b"<time class=published datetime='2024-02-31T99:99:99+99:99'>31.02.2024 25:61</time>"
    b"<meta property=article:published_time content='9999-99-99'><p>99/99/9999 99:99 WIB</p>",
    "months and roles in other letters": "<article><h1>Judul</h1><p>5 MAYIS 2024</p><p>12 ARALIK 2023</p><p>3 meı 2024</p><p>5 µαρτίου 2020</p>"
    "<p>Edıtor: Ayu</p><p>EDİTOR: Ayu</p><p>penuliſ: Ayu</p>".encode(),
    "numbers that are none": '<img srcset="a.jpg ²w, b.jpg 1①w"><meta property=og:title content="&amp;#²;">'
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"&#²;","commentCount":"²","image":{"width":"²"}}</script>'.encode(),
    "numbers without end": b"<body class='single single-post postid-%(n)s paged-%(n)s'><div class='entry-content'><p>x &#%(n)s;</div>"
    b"<ol><li id='comment-%(n)s' class='comment depth-%(n)s'><p>x<img srcset='a.jpg %(n)sw'></ol><a href='/news/%(n)s/'>%(n)s comments</a>"
    b"<meta property=og:title content='&amp;#%(n)s;'><meta property=og:description content='&amp;#000%(n)s'>"
    b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"&#%(n)s;","commentCount":"%(n)s"}</script>'
    b'<script type="application/ld+json">{"@type":"NewsArticle","commentCount":%(n)s}</script>' % {b"n": b"9" * 5_000},
    "comments named by numbers without end": b"<section class=comments>"
    + b"<div class='comment-%s:'><b class=author>Ayu</b> 2.5.2024<p>Ya.</p></div>" % (b"3" * 2_000) * 3,
    "signs without end": b"<title>%(dash)sx</title><h1>%(colon)sx</h1><meta name=author content='%(a)s @'>"
    b"<article><p>Halaman %(one)sx</p><p>Kalimat biasa.</p></article>"
    b'<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"%(a)s @"}}</script>'
    b"<section class=comments><div class='comment' id='%(dash)s_'><b class=author>Ayu</b> 2.5.2024<p>%(dash)sx</p>"
    b"<a href='/a/#comment-%(a)s1!'>x</a></div></section>"
    % {b"dash": b"- " * 20_000, b"colon": b":" * 20_000, b"a": b"a" * 50_000, b"one": b"1" * 60},
    "tables": b"<table><tr><td>" * 20_000 + b"x",
    "frameset": b"<frameset><frame src=x></frameset>",
    "not html": bytes(range(256)) * 1000,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_gives_a_value_in_bounded_time(name):
    began = time.process_time()
    page = Page.from_bytes(PAGES[name], URL)
    from_html(PAGES[name], URL, any_page=True)
    for read in (kind, comments, comment_pages, comment_count, parts, part_number, first_part, guess_second):
        read(page)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", [name for name in PAGES if name != "not html"])
def test_hostile_markup_of_an_api_gives_a_value_in_bounded_time(name):
    markup = PAGES[name].decode("utf-8", "replace")
    began = time.process_time()
    fragment(markup, URL)
    comment_paragraphs(markup, URL)
    assert time.process_time() - began < SECONDS


PIECES = (
    "<p>", "</p>", "<div class='entry-content'>", "</div>", "<li id='comment-3' class='comment depth-2'>", "</li>", "<ol>", "<table>", "<tr>",
    "<td>", "<h1>", "<h2>", "<a href='?page=2' rel=next>", "</a>", "<br>", "<pre>", "<blockquote>", "<cite>", "<time datetime='2024-05-01T1'>",
    "<span class='byline'>", "By ", "Baca juga: ", "5 Mei 2024 10.00 WIB", "text ", "<figure>", "<figcaption>", "<body class='single postid-3'>",
    "<script type='application/ld+json'>", '{"@type":"NewsArticle","author":', "</script>", "<meta property='og:title' content='", "'>", "&#x0;",
    "&nbsp;", "\u202e", "<img class=emoji alt='", "<form class='post-password-form'>", "<nav>", "<article id='post-3' class='post-3'>",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(300))
def test_random_markup_gives_a_value(seed):
    pick = random.Random(seed)
    html = "".join(pick.choices(PIECES, k=pick.randint(1, 120)))
    page = Page.from_bytes(html.encode("utf-8", "replace"), URL)
    article = from_html(html.encode("utf-8", "replace"), URL, any_page=True)
    assert article is not None
    for read in (kind, comments, comment_pages, comment_count, parts, part_number, first_part, guess_second):
        read(page)
    assert all(paragraph.text for paragraph in fragment(html, URL))
