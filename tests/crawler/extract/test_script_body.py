"""Stories that stand only in a page's JSON-LD."""

import html
import json

import pytest

from crawler.extract.article import from_html
from tests.stories import SENTENCE

URL = "https://gazette.example/harga-beras-naik/"
TEXTS = (SENTENCE * 3, "Pedagang & pembeli sama-sama mengeluh. " * 9, "Operasi pasar dimulai pada hari Senin. " * 5)
LINES = [" ".join(text.split()) for text in TEXTS]
MARKUP = "".join(f"<p>{html.escape(text)}</p>" for text in TEXTS)


def page(told: str | None, shown: str = "", **more) -> bytes:
    story = {"@type": "NewsArticle", "headline": "Harga beras naik", "datePublished": "2025-09-03T12:00:00+07:00"}
    script = json.dumps(story | more | ({"articleBody": told} if told else {}))
    return (
        f"<html><head><title>Harga beras naik</title><meta property='og:type' content='article'>"
        f"<script type='application/ld+json'>{script}</script></head>"
        f"<body><h1>Harga beras naik</h1><div id='app'>{shown}</div></body></html>"
    ).encode()


@pytest.mark.parametrize(
    "told",
    ["\n\n".join(TEXTS), MARKUP, html.escape(MARKUP), html.escape(html.escape(MARKUP))],
    ids=["lines", "markup", "escaped", "escaped twice"],
)
def test_a_story_that_only_a_script_shows_is_read_from_json_ld(told):
    article = from_html(page(told), URL)
    assert [p.text for p in article.paragraphs] == LINES
    assert article.rules["paragraphs"] == "json-ld:articleBody"
    assert (article.title, article.published_at.isoformat()) == ("Harga beras naik", "2025-09-03T12:00:00+07:00")


def test_a_story_that_the_page_shows_is_read_from_the_page():
    shown = "".join(f"<p>{html.escape(text)}</p>" for text in TEXTS[:2])
    article = from_html(page("\n".join(TEXTS * 2), shown), URL)
    assert [p.text for p in article.paragraphs] == LINES[:2]
    assert article.rules["paragraphs"] != "json-ld:articleBody"


@pytest.mark.parametrize(
    "told", [None, "Pendek saja.", ["a", "list"], {"@type": "Thing"}, " \n" * 900, "<p></p>" * 200]
)
def test_what_is_no_text_is_no_story(told):
    assert from_html(page(told), URL) is None


def test_a_teaser_above_the_text_of_a_script_does_not_take_its_place():
    article = from_html(page("\n".join(TEXTS), f"<p>{SENTENCE}</p>"), URL)
    assert [p.text for p in article.paragraphs] == LINES
