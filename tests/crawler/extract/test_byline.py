import pytest

from crawler.extract.article import from_page
from crawler.page import Page
from crawler.sites.profile import Profile

URL = "https://newspage.example/kapal-tiba/"
STORY = "<p>" + "Kapal itu tiba di dermaga kayu pada pagi hari. " * 6 + "</p>"


def read(header, *, head="", profile=None, after=""):
    html = (
        f"<title>Kapal tiba - News Page</title>{head}<body class='single single-post postid-9'><article class='post-9 hentry'>"
        f"<h1 class='entry-title'>Kapal tiba</h1>{header}<div class='entry-content'>{STORY}</div>{after}</article></body>"
    )
    return from_page(Page.from_bytes(html.encode(), URL), profile or Profile())


@pytest.mark.parametrize(
    ("header", "author", "byline"),
    [
        (
            '<span class="byline">By <span class="author vcard"><a class="url fn n" href="/a/">Jurnalis Berita</a></span></span>',
            "Jurnalis Berita",
            "By Jurnalis Berita",
        ),
        ('<p class="wp-block-post-author__name">Jurnalis Berita</p>', "Jurnalis Berita", "Jurnalis Berita"),
        (
            '<div class="wp-block-post-author"><p class="wp-block-post-author__name">Nur’aini H.</p></div>',
            "Nur'aini H.",
            "Nur'aini H.",
        ),
        ('<h2 class="author-title">Jurnalis Berita</h2>', "Jurnalis Berita", None),
        (
            '<span class="posted-by"><span class="screen-reader-text">Posted by</span> <a href="/a/">Ayu Lestari</a></span>',
            "Ayu Lestari",
            "Ayu Lestari",
        ),
        (
            '<span class="byline"><span class="screen-reader-text">Author</span><span class="author vcard"><a class="fn" href="/a">Ayu</a></span></span>',
            "Ayu",
            "Ayu",
        ),
        (
            '<a rel="author" href="/author/ayu/">Anwar Siregar, M.Si.</a>',
            "Anwar Siregar, M.Si.",
            "Anwar Siregar, M.Si.",
        ),
        ('<div class="jeg_meta_author">oleh <a href="/a/">Ayu Lestari</a></div>', "Ayu Lestari", "oleh Ayu Lestari"),
    ],
)
def test_wordpress_themes_name_the_author(header, author, byline):
    article = read(header)
    assert (article.authors, article.byline) == ((author,), byline)
    assert article.rules["authors"] == "wordpress:byline"


def test_a_name_printed_twice_counts_once():
    twice = '<div class="post-author-name">Jurnalis Berita</div><span class="byline">By <a href="/a/">Jurnalis Berita</a></span>'
    assert read(twice).authors == ("Jurnalis Berita",)


def test_the_author_of_a_comment_or_of_a_related_post_is_not_the_story_s():
    beside = (
        '<div id="comments" class="comments-area"><span class="author vcard">Pembaca</span></div>'
        '<div class="related-posts"><span class="byline">By Orang Lain</span></div>'
    )
    assert read("", after=beside).authors == ()


def test_json_ld_names_people_before_organisations():
    ld = (
        '<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Organization","name":"Kantor Berita"},'
        '{"@type":"Person","name":"Ayu Lestari"}]}</script>'
    )
    assert read("", head=ld).authors == ("Ayu Lestari",)
    only = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization","name":"Kantor Berita"}}</script>'
    article = read("", head=only)
    assert (article.authors, article.rules["authors"]) == (("Kantor Berita",), "json-ld:organisation")


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("ADA LOVELACE, AP Auto Writer", ("ADA LOVELACE",)),
        ("Ada Lovelace and Grace Hopper, News Page", ("Ada Lovelace", "Grace Hopper")),
        ("Ada Lovelace, News Page Sports", ("Ada Lovelace",)),
        ("News Page with Kantor Berita", ("News Page with Kantor Berita",)),
        ("Ada Lovelace, MD", ("Ada Lovelace, MD",)),
        ("Ada Lovelace | Kantor Berita", ("Ada Lovelace", "Kantor Berita")),
    ],
)
def test_what_somebody_is_and_for_whom_is_no_name(told, names):
    head = (
        '<meta property="og:site_name" content="News Page">'
        f'<script type="application/ld+json">{{"@type":"NewsArticle","author":"{told}"}}</script>'
    )
    assert read("", head=head).authors == names


def test_the_heading_of_a_box_about_the_author_is_no_part_of_a_name():
    assert read('<div class="author vcard"><h3 class=fn>Sobre Ayu Lestari</h3></div>').authors == ("Ayu Lestari",)


def test_a_profile_s_selector_goes_first():
    article = read('<p class="penulis-kami">Oleh Ayu Lestari</p>', profile=Profile(byline=".penulis-kami"))
    assert (article.authors, article.byline, article.rules["authors"]) == (
        ("Ayu Lestari",),
        "Oleh Ayu Lestari",
        "profile",
    )


def test_credits_keep_their_roles():
    article = read("<p>Reporter: Citra Dewi | Editor: Bagus Prakoso</p>")
    assert [(credit.role, credit.name) for credit in article.credits] == [
        ("reporter", "Citra Dewi"),
        ("editor", "Bagus Prakoso"),
    ]


def test_credits_in_capitals_of_turkish_keep_their_roles():
    article = read("<p>EDİTOR: Ayu Lestari | Edıtor: Bagus Prakoso | Fotograf: Citra Dewi</p>")
    assert [(credit.role, credit.name) for credit in article.credits] == [
        ("editor", "Ayu Lestari"),
        ("photographer", "Citra Dewi"),
    ]


PLAIN = (
    "<title>Kapal tiba</title><body><header><a href=/>Beranda</a></header><main><h1>Kapal tiba</h1>{above}<div class=isi>"
    + STORY * 3
    + "</div>{below}</main></body>"
)


def authors_of(above="", below="", head=""):
    return from_page(
        Page.from_bytes((head + PLAIN.format(above=above, below=below)).encode(), URL), any_page=True
    ).authors


@pytest.mark.parametrize(
    ("above", "below", "names"),
    [
        ("<p class=meta>Gespeichert von rasos am 24. Juli 2017 - 18:55</p>", "", ("rasos",)),
        ("<p>Posted in Harbour by ayu_l on August 3, 2019</p>", "", ("ayu_l",)),
        ("", "<p>Eingestellt von der Michel um 21:11</p>", ("der Michel",)),
        ("", "<p>Diposkan oleh Ayu Lestari pada 10.52</p>", ("Ayu Lestari",)),
        ("<p>بقلم يوسف النجار</p>", "", ("يوسف النجار",)),
        ("<p>كتب: يوسف النجار</p>", "", ("يوسف النجار",)),
        ("<p>Текст: Ирина Ковалёва</p>", "", ("Ирина Ковалёва",)),
        ("<p class=author>von <a href=/hb>Heike Brandt</a> — <i>zuletzt verändert: 18.11.2022 09:12</i></p>", "", ("Heike Brandt",)),
        ("<h5>Autor:</h5><p>Peter Mahn/SP</p>", "", ("Peter Mahn",)),
        ("<p>Penulis</p><p>Ayu Lestari</p>", "", ("Ayu Lestari",)),
        ("<p>11.12.2019 - Amelie Loeven</p>", "", ("Amelie Loeven",)),
        ("<p>27.01.2022 Aktuelle Meldung</p>", "", ()),
        ("<p class=byline><a href='/user/9'>Konstantin</a></p>", "", ("Konstantin",)),
        ("<p class=author>Von Anna Siegers, Frankfurt</p>", "", ("Anna Siegers",)),
        ("<p class=author>Joe S.</p>", "", ("Joe S.",)),
        ("<p class=author>Anna Siegers @anna_s</p>", "", ("Anna Siegers",)),
        ("<p class=author>Foto: Max Muster</p>", "", ()),
        ("<p class=meta-by>By<a href=/ayu>Ayu Lestari</a></p>", "", ("Ayu Lestari",)),
        (
            "<div class=breadcrumb><a href=/>Home</a><a href=/people>People</a><a href=/people/real-life>Real Life</a></div>",
            "<p>von <i>Ulrike</i></p>",
            ("Ulrike",),
        ),
        ("", "<p style='text-align:right'><strong>Ayu Lestari</strong></p>", ("Ayu Lestari",)),
        ("", "<p style='text-align:right'>Ya, betul.</p>", ()),
        ("<p class=writer>記者 山田太郎</p>", "", ("山田太郎",)),
        ("<div><span>홍길동 기자</span><span>입력 2024.01.02. 오전 10:30</span></div>", "", ("홍길동",)),
        ("<p class=author>Dan Evon</p>", "", ("Dan Evon",)),
        ("<p class=author>Ayu Lestari dan Budi Santoso</p>", "", ("Ayu Lestari", "Budi Santoso")),
        ("<p class=author>JUANA PEREZ Y ANA GIL</p>", "", ("JUANA PEREZ", "ANA GIL")),
        ("<p class=author>Mary E Jones</p>", "", ("Mary E Jones",)),
        ("", "<p>Installation by Harbour Light Design</p>", ()),
        ("<p class=byline>By Ada Lovelace, News Page Money</p>", "", ("Ada Lovelace",)),
        (
            "<div class=c-author><a class=c-author__link href=/a rel=author>Ada Lovelace</a><h4>Her most recent stories</h4>"
            "<ul><li><a class=c-author__post href=/1>Watch Rina Sari, Ayu Lestari Row</a></li></ul>"
            "<a class=c-author__view-all href=/a>View All</a></div>",
            "",
            ("Ada Lovelace",),
        ),
        ("<p>In the 100 yards Ayu Lestari was beaten by Ada Lovelace for first place at state.</p>", "", ()),
        ("<p class=author>Muster Handels GmbH</p>", "", ()),
        ("<p class=author>Unknown</p>", "", ()),
        ("", "<p>(责编：牛镛、岳彬)</p>", ("牛镛", "岳彬")),
        ("<p>김철수 기자 kim@paper.example</p>", "", ("김철수",)),
        ("", "<aside><p>Posted by Ayu Lestari on May 3</p></aside>", ()),
        ("", "<div class=related><p>Von Max Muster</p></div>", ()),
    ],
)  # fmt: skip
def test_a_byline_near_the_story_names_its_author_and_nothing_else_does(above, below, names):
    assert authors_of(above, below) == names


def test_a_line_inside_the_story_is_no_byline():
    quoted = "<p>Posted by Orang Lain on Monday</p>"
    told = [
        f"<p>Pada hari ke-{day} kapal itu tiba di dermaga kayu, lalu pergi lagi dengan {day} peti ikan.</p>"
        for day in range(9)
    ]
    html = PLAIN.format(above="", below="").replace(STORY * 3, "".join([*told[:4], quoted, *told[4:]]))
    assert from_page(Page.from_bytes(html.encode(), URL), any_page=True).authors == ()


def test_a_frame_round_the_whole_story_hides_no_byline():
    html = PLAIN.format(above="<p class=author>Ayu Lestari</p>", below="").replace("<main>", "<main class=has-sidebar>")
    assert from_page(Page.from_bytes(html.encode(), URL), any_page=True).authors == ("Ayu Lestari",)


def told_by(type_, author):
    return f'<script type="application/ld+json">{{"@type":"{type_}","author":{author}}}</script>'


PERSON = '{"@type":"Person","name":"Ayu Lestari"}'
ACCOUNT = '{"@type":"Person","@id":"https://x.example/#/schema/person/9","name":"Ayu Lestari"}'


@pytest.mark.parametrize(
    ("head", "above", "names"),
    [
        (told_by("NewsArticle", PERSON), "", ("Ayu Lestari",)),
        (told_by("NewsArticle", ACCOUNT), "", ()),
        (told_by("Article", PERSON), "", ()),
        (told_by("Article", PERSON), "<p>Ayu Lestari | 5 Mei</p>", ("Ayu Lestari",)),
        (told_by("Article", '"kata kerja biasa saja"'), "<p>kata kerja biasa saja</p>", ()),
        (told_by("NewsArticle", '"ayu.lestari"'), "<p class=author>Ayu Lestari</p>", ("Ayu Lestari",)),
        (told_by("NewsArticle", '"Ayu"'), "<p class=author>Ayu Lestari</p>", ("Ayu Lestari",)),
        (told_by("NewsArticle", '"Ayu"'), "<p class=author>Budi Santoso</p>", ("Ayu",)),
        (told_by("NewsArticle", '"Von Paper-Redakteurin Ayu Lestari"'), "", ("Ayu Lestari",)),
        ('<meta name="author" content="Ayu Lestari">', "", ()),
        ('<meta name="author" content="Ayu Lestari">', "<p>5 Mei, Ayu Lestari</p>", ("Ayu Lestari",)),
        ('<meta name="content_author" content="Kontributor Bogor, Ayu Lestari">', "<h6>Ayu Lestari,</h6>", ("Ayu Lestari",)),
        ('<meta name="author" content="Ayu Lestari, Kantor Dua">', "<p>5 Mei, Ayu Lestari</p>", ()),
    ],
)  # fmt: skip
def test_what_machines_are_told_counts_as_far_as_the_page_bears_it_out(head, above, names):
    assert authors_of(above, head=head) == names


def test_a_name_that_holds_the_site_s_is_one_name():
    head = '<meta property="og:site_name" content="The Gazette">' + told_by("NewsArticle", '"The Gazette and AFP"')
    assert authors_of(head=head) == ("The Gazette and AFP",)


@pytest.mark.parametrize("text", ["Author", "Posted by", "By", "admin", "5 Mei 2024"])
def test_theme_words_are_never_names(text):
    assert read(f'<span class="byline">{text}</span>').authors == ()


JSON_LD = '<script type="application/ld+json">{"@type": "NewsArticle", "author": [%s]}</script>'
PERSON = '{"@type": "Person", "name": "%s"}'


def line_of(header, *names, after=""):
    """The byline of a page that is none of WordPress, and whose authors JSON-LD names, if any."""
    told = JSON_LD % ", ".join(PERSON % name for name in names) if names else ""
    html = f"<title>Kapal tiba</title>{told}<body><main><h1>Kapal tiba</h1>{header}<div>{STORY}{STORY}</div>{after}</main></body>"
    article = from_page(Page.from_bytes(html.encode(), URL))
    return article.byline, article.rules.get("byline")


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("<p>Oleh Ayu Lestari</p>", "Oleh Ayu Lestari"),
        ("<p>Penulis: Ayu Lestari, Jakarta</p>", "Penulis: Ayu Lestari, Jakarta"),
        ('<div class="meta"><a rel="author" href="/a/">AYU LESTARI</a> | News Page</div>', "AYU LESTARI | News Page"),
        ("<p>Oleh Ayu Lestari | Rabu, 3 September 2025 10:15 WIB</p>", "Oleh Ayu Lestari"),
        ("<p>Berita | Oleh Ayu Lestari</p>", "Oleh Ayu Lestari"),
        ("<p>3 September 2025 · Ayu Lestari</p>", "Ayu Lestari"),
    ],
)
def test_the_line_that_names_the_author_is_the_byline_in_any_software(header, line):
    assert line_of(header, "Ayu Lestari") == (line, "printed")


def test_authors_that_only_the_line_names_have_it_as_byline():
    assert line_of("<p>Oleh Ayu Lestari dan Budi Santoso</p>") == ("Oleh Ayu Lestari dan Budi Santoso", "printed")


@pytest.mark.parametrize("changing", ["2 jam lalu", "3 jam lalu", "kemarin", "dibaca 1.204 kali"])
def test_what_changes_by_itself_beside_a_name_makes_no_new_byline(changing):
    assert line_of(f"<p>Oleh Ayu Lestari | {changing}</p>", "Ayu Lestari") == ("Oleh Ayu Lestari", "printed")


@pytest.mark.parametrize(
    ("header", "after"),
    [
        ("", ""),
        ("<figure><img src='/a.jpg'><figcaption>Ayu Lestari</figcaption></figure>", ""),
        ("<p>Foto: Ayu Lestari</p>", ""),
        ("", "<p>Ayu Lestari has written about harbours since 2009.</p>"),
        ("", "<div class='related'><p>Oleh Ayu Lestari</p></div>"),
    ],
)
def test_who_is_named_for_machines_alone_or_as_something_else_has_no_byline(header, after):
    assert line_of(header, "Ayu Lestari", after=after) == (None, None)


def test_a_line_that_names_one_of_many_is_no_byline():
    names = ("Ayu Lestari", "Budi Santoso", "Citra Dewi")
    assert line_of("<p>Ayu Lestari</p>", *names) == (None, None)
    assert line_of("<p>Ayu Lestari, Budi Santoso</p>", *names) == ("Ayu Lestari, Budi Santoso", "printed")
