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
        ('<p class="wp-block-post-author__name">Jurnalis Berita</p>', "Jurnalis Berita", None),
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
        ('<a rel="author" href="/author/ayu/">Anwar Siregar, M.Si.</a>', "Anwar Siregar, M.Si.", None),
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


@pytest.mark.parametrize("text", ["Author", "Posted by", "By", "admin"])
def test_theme_words_are_never_names(text):
    assert read(f'<span class="byline">{text}</span>').authors == ()
