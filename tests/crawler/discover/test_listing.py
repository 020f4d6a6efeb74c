"""What pages link to: the main list in its order, listings by kind, and what is left out."""

import pytest

from crawler.discover import listing
from crawler.items import Target
from crawler.page import Page

HOST = "https://gazette.example"
STORIES = (
    ("/beras-naik-lagi-di-pasar-lama", "Beras naik lagi di pasar lama"),
    ("/wali-kota-resmikan-jembatan", "Wali kota resmikan jembatan gantung"),
    ("/banjir", "Sekolah dasar libur karena banjir"),
    ("/petani-cabai-mengeluh", "Petani cabai mengeluh harga jatuh"),
    ("/voli-putri", "Tim voli putri juara nasional"),
)
MENU = """<header><div class="logo"><a href="/">Gazette</a></div><nav><ul><li><a href="/ekonomi">Ekonomi</a></li>
    <li><a href="/hukum-dan-kriminal">Hukum dan Kriminal</a></li></ul></nav></header>"""
POPULAR = "<div class='kotak'><h3>Terpopuler</h3><ol>{}</ol></div>".format(
    "".join(f"<li><a href='/berita-lama-sekali-{n}'>Berita lama nomor {n} yang ramai dibaca</a></li>" for n in range(6))
)
FOOTER = (
    "<footer><a href='/kebijakan-data-pembaca'>Kebijakan data pembaca kami</a><a href='/redaksi'>Redaksi</a></footer>"
)


def read(main, url=HOST + "/indeks", *, head="", body_class=""):
    html = f"<html><head>{head}</head><body class='{body_class}'>{MENU}{main}{FOOTER}</body></html>"
    return listing.read(Page.from_bytes(html.encode(), url))


def rows(row, around="<div>{}</div>"):
    return around.format("".join(row.format(url=url, title=title) for url, title in STORIES))


LAYOUTS = {
    "entries with a picture, a title and a link to read more": rows(
        "<article class='post-7 post type-post hentry'><a href='{url}'><img></a><header><h2><a href='{url}'>{title}</a></h2>"
        "</header><p>Teras.</p><a href='{url}'>Baca selengkapnya {title}</a><footer><a href='/tag/x' rel='tag'>x</a>"
        "<a href='{url}#respond'>Tinggalkan Balasan</a></footer></article>"
    ),
    "cards that are links as a whole": rows(
        "<div class='kartu'><a href='{url}'><img><div><h2>{title}</h2><span>Nasional</span><p>Teras berita.</p></div></a></div>"
    ),
    "list items with two links": rows(
        "<li><div><a href='{url}'><img></a></div><h3><a href='{url}'>{title}</a></h3><h4><a href='/ekonomi'>Ekonomi</a></h4>"
        "<time>6 Mei</time></li>",
        "<div><ul>{}</ul></div>",
    ),
    "a bare index of dates and links": rows("<li>06/05/2024 <a href='{url}'>{title}</a></li>", "<ul>{}</ul>"),
    "rows of a table": rows("<tr><td>6 Mei</td><td><a href='{url}'>{title}</a></td></tr>", "<table>{}</table>"),
    "boxes whose classes are all presentation": rows(
        "<div class='flex bg-secondary'><a href='{url}'><img></a><a href='{url}' class='text-lg'>{title}</a><p>Teras.</p>"
        "<a href='{url}'>Read more</a></div>"
    ),
    "headings and paragraphs side by side": rows("<h2><a href='{url}'>{title}</a></h2><p>Teras.</p>"),
    "one story in each block of its own": rows(
        "<section class='blok'><h2><a href='/kanal/ekonomi'>Ekonomi</a></h2><div class='isi'><h3><a href='{url}'>{title}</a>"
        "</h3></div></section>"
    ),
    "widgets of a page builder": rows(
        "<article class='elementor-post type-post'><h3><a href='{url}'>{title}</a></h3></article>",
        "<div class='elementor-widget elementor-widget-posts'><div class='elementor-widget-container'>{}</div></div>",
    ),
    "a wrapper named after its menu": rows(
        "<div class='post'><a href='{url}'><img></a><h2><a href='{url}'>{title}</a></h2></div>",
        "<div class='halaman sticky-menu'>{}</div>",
    ),
    "a list headed by the page's own title": rows(
        "<div class='baris'><a href='{url}'>{title}</a></div>", "<h1>Berita terpopuler</h1><div>{}</div>"
    ),
    "a block theme's query": rows(
        "<li class='wp-block-post post-7 type-post'><h2 class='wp-block-post-title'><a href='{url}'>{title}</a></h2></li>",
        "<main class='wp-block-group'><ul class='wp-block-post-template'>{}</ul></main>",
    ),
    "a lead story before the list": (
        "<main><section class='utama'><a href='{0[0]}'><img></a><h1><a href='{0[0]}'>{0[1]}</a></h1></section>".format(
            STORIES[0]
        )
        + "".join("<div class='baris'><h3><a href='{}'>{}</a></h3></div>".format(*story) for story in STORIES[1:])
        + "</main>"
    ),
}


@pytest.mark.parametrize("main", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("order", ["list first", "popular first"])
def test_the_main_list_is_told_in_its_order_without_menus_and_popular_boxes(main, order):
    found = read(main + POPULAR if order == "list first" else POPULAR + main)
    assert [(link.position, link.url, link.text) for link in found.articles] == [
        (position, HOST + url, title) for position, (url, title) in enumerate(STORIES, start=1)
    ]


@pytest.mark.parametrize(
    "main",
    [
        "",
        "<p>Selamat datang di <a href='/ekonomi'>halaman ekonomi</a> kami.</p>",
        "<aside><ul><li><a href='/berita-lama-sekali'>Berita lama sekali</a></li></ul></aside>",
        "<p><a href='https://lain.example/berita-lain-sekali'>Berita lain sekali yang panjang</a></p>",
    ],
)
def test_a_page_without_a_list_has_no_articles(main):
    assert read(main).articles == ()


def test_a_list_of_one_story_is_a_list():
    found = read("<main><article class='post'><h2><a href='/banjir'>Sekolah dasar libur</a></h2></article></main>")
    assert [link.url for link in found.articles] == [HOST + "/banjir"]


@pytest.mark.parametrize(
    ("head", "body_class", "url"),
    [
        ("", "single single-post postid-5", "/indeks"),
        ("<meta property='og:type' content='article'>", "", "/beras-naik-lagi-di-pasar"),
    ],
)
def test_a_story_s_page_has_no_list_and_no_next_page(head, body_class, url):
    main = LAYOUTS["a block theme's query"] + "<a rel='next' href='/page/2/'>Next</a>"
    found = read(main, HOST + url, head=head, body_class=body_class)
    assert (found.articles, found.next) == ((), None)
    assert {link.source for link in found.links} == {"article"}


@pytest.mark.parametrize(
    ("markup", "target", "kind", "excluded"),
    [
        ("<a href='/banjir-besar-lagi'>x</a>", Target.PAGE, None, None),
        ("<a href='/banjir'>x</a>", Target.PAGE, None, None),
        ("<a href='/category/ekonomi/'>x</a>", Target.LISTING, "category", None),
        ("<a href='/ekonomi-dan-bisnis/' rel='category tag'>Ekonomi dan Bisnis</a>", Target.LISTING, "category", None),
        ("<a href='/pangan/' rel='tag'>pangan</a>", Target.LISTING, "tag", None),
        ("<a href='/siti/' rel='author'>Siti</a>", Target.LISTING, "author", None),
        ("<a href='/2024/05/'>Mei</a>", Target.LISTING, "date", None),
        ("<a href='/page/7/'>7</a>", Target.LISTING, None, None),
        ("<nav><a href='/olahraga'>Olahraga</a></nav>", Target.LISTING, "menu", None),
        ("<nav><a href='/ekonomi-dan-bisnis'>Ekonomi dan Bisnis</a></nav>", Target.LISTING, "menu", None),
        ("<nav><a href='/a-b-c'>Enam kata yang pasti sebuah judul</a></nav>", Target.PAGE, None, None),
        ("<nav><a href='/read/123456/banjir'>Banjir</a></nav>", Target.PAGE, None, None),
        ("<nav class='post-navigation'><a href='/banjir'>Banjir</a></nav>", Target.PAGE, None, None),
        ("<ul><li class='menu-item menu-item-object-category'><a href='/a-b-c'>x</a></li></ul>", Target.LISTING, "category",
         None),
        ("<div class='gallery-icon'><a href='/banjir/foto-1/'><img></a></div>", Target.PAGE, None, "attachment"),
        ("<a rel='attachment wp-att-5' href='/foto/'><img></a>", Target.PAGE, None, "attachment"),
        ("<a class='post-page-numbers' href='/banjir/2/'>2</a>", Target.PAGE, None, "page of the story"),
        ("<a href='/foto.jpg'>x</a>", Target.PAGE, None, "asset"),
        ("<a href='/wp-login.php?redirect_to=x'>x</a>", Target.PAGE, None, "login"),
        ("<a href='/?s=banjir'>x</a>", Target.PAGE, None, "search"),
        ("<a href='http://10.0.0.1/a'>x</a>", None, None, None),
        ("<a href='https://lain.example/a-b-c'>x</a>", None, None, None),
        ("<a href='mailto:x@gazette.example'>x</a>", None, None, None),
        ("<article class='post-password-required'><h2><a href='/rahasia'>Diproteksi: Rahasia</a></h2></article>", Target.PAGE,
         None, "password-protected"),
    ],
)  # fmt: skip
def test_each_link_of_the_site_is_a_story_a_listing_or_left_out_for_a_reason(markup, target, kind, excluded):
    found = listing.read(Page.from_bytes(f"<body>{markup}</body>".encode(), HOST + "/halaman-depan"))
    links = [(link.target, found.archive_kinds.get(link.url), link.excluded) for link in found.links]
    assert links == ([(target, kind, excluded)] if target else [])


def test_a_site_s_own_private_address_is_left_out_only_by_public_pages():
    markup = b"<body><a href='http://127.0.0.1:8000/banjir-besar-lagi'>x</a>"
    assert listing.read(Page.from_bytes(markup, "http://127.0.0.1:8000/")).links[0].excluded is None


def test_one_address_is_one_link_with_its_longest_text():
    markup = """<a href='/banjir-besar-lagi/'><img></a><a href='/banjir-besar-lagi?utm_source=x'>Banjir besar lagi</a>
        <a href='http://www.gazette.example/banjir-besar-lagi/#respond'>Balas</a><a href='/banjir-besar-lagi/feed/'>Umpan</a>"""
    found = listing.read(Page.from_bytes(markup.encode(), HOST + "/"))
    assert [(link.url, link.text, link.excluded) for link in found.links] == [
        (HOST + "/banjir-besar-lagi/", "Banjir besar lagi", None),
        (HOST + "/banjir-besar-lagi/feed/", "Umpan", "feed"),
    ]


def test_a_story_that_a_menu_names_too_is_a_story():
    found = read(
        "<main><h2><a href='/banjir'>Banjir besar di hulu sungai</a></h2></main>"
        + "<nav><a href='/banjir'>Banjir</a></nav>"
    )
    assert [link.target for link in found.links if link.url == HOST + "/banjir"] == [Target.PAGE]
    menu_first = (
        "<nav><a href='/banjir'>Banjir</a></nav><main><h2><a href='/banjir'>Banjir besar di hulu</a></h2></main>"
    )
    assert [link.target for link in read(menu_first).links if link.url == HOST + "/banjir"] == [Target.PAGE]


def test_archives_are_the_listings_but_home_and_this_one_s_pages():
    found = read("<a href='/tag/beras'>beras</a><a href='/page/3/'>3</a>", HOST + "/")
    assert {(link.url, found.archive_kinds[link.url]) for link in found.archives} == {
        (HOST + "/ekonomi", "menu"),
        (HOST + "/hukum-dan-kriminal", "menu"),
        (HOST + "/tag/beras", "tag"),
    }


def test_later_pages_of_a_story_are_not_stories_of_their_own():
    markup = b"<body class='single'><a href='/banjir-besar-lagi/2/'>Halaman 2</a><a href='/banjir-besar-lagi/3/'>3</a>"
    found = listing.read(Page.from_bytes(markup, HOST + "/banjir-besar-lagi/2/"))
    assert [link.excluded for link in found.links] == ["page of the story", "page of the story"]


def test_the_days_of_a_month_are_no_pages_of_a_story():
    markup = b"<body><h1>Indeks</h1>" + b"".join(b"<a href='/indeks/2026/11/%d/'>%d</a>" % (day, day) for day in (1, 2))
    found = listing.read(Page.from_bytes(markup, HOST + "/indeks/2026/11/"))
    assert [link.excluded for link in found.links] == [None, None]
