import time

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
        (
            "<title>Fish market reopens | The Gazette</title><h1>Local</h1><h2>Fish market reopens</h2>",
            "Fish market reopens",
        ),
        ("<title>漁港の朝｜Gazette</title>", "漁港の朝"),
        ("<title>Fish market reopens │ Gázette</title>", "Fish market reopens"),
        (
            "<meta property=og:site_name content='Gázette Nord'><title>Fish market reopens | Gázette Nord</title>",
            "Fish market reopens",
        ),
        ("<title>Fish market reopens | Gazette | Read it now!</title>", "Fish market reopens"),
        (
            "<meta property=og:title content='Press releases'><title>Fish market reopens in May</title>"
            "<h1>Release of the port authority: Fish market reopens in May</h1>",
            "Fish market reopens in May",
        ),
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


NEWS = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"%s"}</script>'


def page_of(*, og=None, document=None, json_ld=None, body=""):
    graph = f'<meta property="og:title" content="{og}">' if og else ""
    return f"{graph}<title>{document or og}</title>{NEWS % json_ld if json_ld else ''}<body>{body}</body>"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        (page_of(og="Fishery: Nets stay dry", body="<h1>Nets stay dry</h1>"), "Nets stay dry"),
        (page_of(og="Fishery: Nets stay dry", json_ld="Fishery: Nets stay dry", body="<h1>Nets stay dry</h1>"), "Fishery: Nets stay dry"),
        (page_of(og="Harbour fishermen: costs", body="<h1>What fishermen pay in the harbour</h1>"), "What fishermen pay in the harbour"),
        (page_of(og="Harbour fishermen: costs", body="<h1>Details</h1>"), "Harbour fishermen: costs"),
        (page_of(og="Nets stay dry", body="<h1>Economy: Nets stay dry</h1>"), "Nets stay dry"),
        (page_of(document="The day at sea | Daily Fish", body="<h1>Daily Fish</h1><h2>The day at sea</h2>"), "The day at sea"),
        (page_of(document="» The day at sea", body="<p>x</p>"), "The day at sea"),
        (page_of(og="Fish | Market of towns | Our paper", body="<h1>Fish</h1>"), "Fish"),
        (page_of(og="The Day At Sea", document="The day at sea", body="<h2>The day at sea</h2>"), "The day at sea"),
    ],
)  # fmt: skip
def test_what_readers_see_beats_what_machines_are_told_unless_the_story_describes_itself(html, title):
    assert title_of(html)[0] == title


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("<h1><span class=article__kicker>Fishery</span><span class=x__title>Nets stay dry today</span></h1>", "Nets stay dry today"),
        ("<h1><span class=overline>Fishery</span> «Nets stay dry»</h1>", "«Nets stay dry»"),
        ("<h1>Nets stay dry today <small>A report</small></h1>", "Nets stay dry today"),
        ("<h1>Nets <span class=word>stay</span> dry</h1>", "Nets stay dry"),
        ("<h1><span class=title-text>Nets</span> stay dry</h1>", "Nets stay dry"),
    ],
)  # fmt: skip
def test_a_kicker_that_the_markup_sets_apart_is_no_part_of_a_heading(heading, title):
    assert title_of(heading) == (title, "h1")


def test_a_news_story_s_own_title_for_others_wins_where_all_the_rest_is_one_other_text():
    told = {"json_ld": "Words for a search engine", "body": "<h1>Words for a search engine</h1>"}
    assert (
        title_of(page_of(og="Words of the newsroom", document="Words for a search engine", **told))[0]
        == "Words of the newsroom"
    )
    other = page_of(og="Words of the newsroom", document="Words of somebody else", **told)
    assert title_of(other)[0] == "Words for a search engine"


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


def test_a_title_of_a_million_separators_is_left_as_it_is():
    title = "Kabar" + " | a" * 250_000
    began = time.process_time()
    assert without_site(title, frozenset({"gazette"}), frozenset({"x"})) == title
    assert time.process_time() - began < 2
