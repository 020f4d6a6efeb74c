import pytest

from crawler.extract.article import from_html, from_page
from crawler.extract.kind import Kind, kind
from crawler.page import Page

URL = "https://gazette.example/news/fish-market"
STORY = "<h1>Fish market reopens</h1>" + "".join(
    f"<p>Boat number {n} came in before dawn, and the stalls along the quay were full by six.</p>" for n in range(20)
)
TEASERS = "".join(
    f"<h2><a href='/news/{n}'>A headline of some length, number {n}</a></h2><p>Short.</p>" for n in range(12)
)
CARDS = "".join(
    f"<div><a href='/s{n}'><h3>Ferry number {n} leaves the quay late again</h3></a><p>Passengers on line {n} waited for an hour, as "
    f"the board had not told them of the change.</p><time datetime='2024-05-0{n}'>May {n}</time></div>"
    for n in range(1, 10)
)
LINKS = "".join(f"<li><a href='/s{n}'>Ferry number {n} leaves the quay late again</a></li>" for n in range(30))
PASSWORD_FORM = "<form class='post-password-form' action='/wp-login.php?action=postpass'><input type=password></form>"


def kind_of(html, url=URL):
    return kind(Page.from_bytes(html.encode(), url)).value


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        ("<body class='post-template-default single single-post postid-3'><p>x</p>", URL, Kind.ARTICLE),
        ("<body class='page-template-default page page-id-3'><p>x</p>", URL, Kind.STATIC),
        ("<body class='attachment attachmentid-5 single'><p>x</p>", URL, Kind.ATTACHMENT),
        (
            "<meta name=generator content='WordPress 6.1'><body class='archive category category-x'><p>x</p>",
            URL,
            Kind.LISTING,
        ),
        ("<meta name=generator content='WordPress 6.1'><body class='home blog'><p>x</p>", URL, Kind.LISTING),
        ("<meta name=generator content='WordPress 6.1'><body class='search search-results'><p>x</p>", URL, Kind.SEARCH),
        ("<meta name=generator content='WordPress 6.1'><body class='error404'><p>x</p>", URL, Kind.SOFT_404),
        (f"<body class='single single-post postid-3'>{PASSWORD_FORM}", URL, Kind.PASSWORD),
        ("<body class='login wp-core-ui'><form id='loginform'><input type=password></form>", URL, Kind.LOGIN),
        ("<title>Just a moment...</title><p>Checking.</p>", URL, Kind.CHALLENGE),
        ("<title>gazette.example</title><div id='challenge-form'></div>", URL, Kind.CHALLENGE),
        ("<title>Before you continue</title><p>We use cookies.</p>", URL, Kind.CHALLENGE),
        ("<title>Page not found</title><h1>404</h1><p>Sorry.</p>", URL, Kind.SOFT_404),
        ("<title>Halaman tidak ditemukan - Gazette</title><p>Maaf.</p>", URL, Kind.SOFT_404),
        ("<h1>Seite nicht gefunden</h1>", URL, Kind.SOFT_404),
        ("<meta property=og:type content=article><h1>Kapal tiba</h1><p>Kapal itu tiba.</p>", URL, Kind.ARTICLE),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script><h1>x</h1>',
            URL,
            Kind.ARTICLE,
        ),
        ('<script type="application/ld+json">{"@type":"AboutPage"}</script><h1>x</h1>', URL, Kind.STATIC),
        (STORY, URL, Kind.ARTICLE),
        (TEASERS, URL, Kind.LISTING),
        (f"<h1>Local</h1>{CARDS}", "https://gazette.example/local", Kind.LISTING),
        (f"<h1>404</h1><p>Sorry, that page is gone.</p><h2>Latest</h2>{CARDS}", URL, Kind.LISTING),
        (f"{STORY}<aside>{CARDS}</aside>", URL, Kind.ARTICLE),
        (f"<h1>May 2024</h1><ul>{LINKS}</ul>", "https://gazette.example/2024-05", Kind.LISTING),
        (TEASERS, "https://gazette.example/", Kind.LISTING),
        (TEASERS, "https://gazette.example/?s=fish", Kind.SEARCH),
        ("<form><input type=password></form><p>Log in</p>", URL, Kind.LOGIN),
        ("<title>Tunggu sebentar...</title><p>Memeriksa.</p>", URL, Kind.CHALLENGE),
        ("<title>Your privacy choices</title><p>We and our partners use cookies.</p>", URL, Kind.CHALLENGE),
        ("<meta property=og:type content=video.other><h1>Boats</h1><p>Boats come in at dawn.</p>", URL, Kind.MEDIA),
        (
            '<script type="application/ld+json">{"@type":"VideoObject","name":"x"}</script><h1>Boats</h1><p>At dawn.</p>',
            URL,
            Kind.MEDIA,
        ),
        (f'<script type="application/ld+json">{{"@type":"VideoObject","name":"x"}}</script>{STORY}', URL, Kind.ARTICLE),
        (
            '<script type="application/ld+json">{"@type":"LiveBlogPosting","liveBlogUpdate":['
            + ",".join(['{"@type":"BlogPosting","headline":"x"}'] * 5)
            + "]}</script><h1>x</h1><p>Boats come in.</p>",
            URL,
            Kind.ARTICLE,
        ),
        ("<rss><channel><title>x</title></channel></rss>", URL, Kind.OTHER),
        ("", URL, Kind.OTHER),
    ],
)
def test_the_kinds_of_pages_are_told_apart(html, url, expected):
    assert kind_of(html, url) is expected


@pytest.mark.parametrize(
    "title",
    [
        "Ditemukan mayat di sungai",
        "404 orang tewas dalam gempa",
        "Not found guilty: the trial of the year",
        "Just a moment that changed the harbour",
    ],
)
def test_a_story_about_such_things_is_a_story(title):
    assert kind_of(f"<title>{title}</title>{STORY.replace('Fish market reopens', title)}") is Kind.ARTICLE


def test_a_listing_that_tells_many_stories_in_json_ld_is_no_article():
    items = ",".join('{"@type":"NewsArticle","headline":"x"}' for _ in range(6))
    html = f'<script type="application/ld+json">[{items}]</script>{TEASERS}'
    assert kind_of(html, "https://gazette.example/harbour") is Kind.LISTING


def test_only_articles_become_articles():
    page = Page.from_bytes(TEASERS.encode(), URL)
    assert from_page(page) is None
    assert from_page(page, any_page=True) is not None
    assert from_html(b"", URL) is None


def test_a_kind_names_the_rule_that_told_it():
    found = kind(Page.from_bytes(b"<body class='single single-post postid-3'>", URL))
    assert found.rule == "wordpress:single"
