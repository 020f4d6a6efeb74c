import pytest

from crawler.extract.headline import headline
from crawler.extract.reading import reading_of
from crawler.extract.site_names import without_site
from crawler.page import Page
from crawler.sites.profile import Profile


def title_of(html, url="https://gazette.example/news/x", profile=None):
    found = headline(reading_of(Page.from_bytes(html.encode(), url), profile or Profile()))
    return (found.value, found.rule) if found else None


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Fish market reopens | The Gazette</title><h1>Fish market reopens</h1>", "Fish market reopens"),
        ("<title>The Gazette | Fish market reopens</title><h1>The Gazette</h1>", "Fish market reopens"),
        (
            "<meta property=og:site_name content='Daily Fish'><title>Market reopens - Daily Fish</title>",
            "Market reopens",
        ),
        (
            "<meta property=og:title content='Fish &amp;amp; chips'><title>Fish &amp; chips</title><h1>Daily Fish</h1>",
            "Fish & chips",
        ),
        ("<title>Harbour: Market reopens</title><h1>Harbour<br>Market reopens</h1>", "Harbour: Market reopens"),
        ("<h1>Only a heading</h1>", "Only a heading"),
        ("<title>Blog Archive » Podcasts at home</title><h2>Podcasts at home</h2>", "Podcasts at home"),
        (
            '<title>SEO words</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"True words"}</script>'
            "<h1>True words</h1>",
            "True words",
        ),
    ],
)
def test_the_title_most_witnesses_agree_on_wins(html, title):
    assert title_of(html)[0] == title


def test_a_page_without_any_title_has_none():
    assert title_of("<p>text</p>") is None


def test_wordpress_s_own_title_element_wins_over_a_search_engine_s_title():
    html = (
        "<title>Menteri: “Kami tidak mundur” – News Page</title><body class='single single-post postid-9'><h1>News Page</h1>"
        "<h1 class='entry-title'>Menteri: “Kami tidak mundur”</h1><div class='entry-content'><p>Isi.</p></div></body>"
    )
    assert title_of(html) == ("Menteri: “Kami tidak mundur”", "wordpress:title")


def test_a_profile_s_selector_goes_first():
    html = "<h1>Wrong</h1><p class=t>Right</p>"
    assert title_of(html, profile=Profile(title="p.t")) == ("Right", "profile")


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("A story - Gazette", "A story"),
        ("Gazette | A story of fish", "A story of fish"),
        ("A story - part two", "A story - part two"),
        ("Gazette", "Gazette"),
    ],
)
def test_the_site_s_name_is_taken_off_either_end(title, bare):
    assert without_site(title, frozenset({"gazette"}), frozenset()) == bare
