"""Points that sum a story up above its first sentence."""

import pytest

from crawler.extract.article import from_html
from tests.crawler.extract.market import SENTENCES

URL = "https://gazette.example/fish-market"
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
POINTS = ["Dibuka satu jam lebih siang", "Kapal di dermaga utara"]
LIST = "".join(f"<li>{point}</li>" for point in POINTS)


def read(markup):
    return from_html(f"<main><h1>Pasar ikan</h1>{markup}</main>".encode(), URL, any_page=True)


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=list-summary><p>Ringkasan Berita:</p><ul>{LIST}</ul></div>",
        f"<h3>Intinya sih...</h3><ul>{LIST}</ul>",
        f"<p><strong>Key points</strong></p><ul>{LIST}</ul>",
        f"<div><b>Poin Penting</b><p>{POINTS[0]}</p><p>{POINTS[1]}</p></div>",
    ],
)
@pytest.mark.parametrize(
    "page", ["<article>{box}{story}</article>", "<div class=body><div>By Rina</div>{box}{story}</div>"]
)
def test_key_points_above_a_story_are_its_dek(box, page):
    article = read(page.format(box=box, story=STORY))
    assert article.body.split("\n") == SENTENCES
    assert article.dek.split("\n") == POINTS


@pytest.mark.parametrize(
    "beginning", ["<h3>Key points</h3>", "<p>Ringkasan itu dibacakan:</p><ul><li>satu</li></ul>", f"<ul>{LIST}</ul>"]
)
def test_a_list_or_a_heading_alone_is_told(beginning):
    article = read(f"<article>{beginning}{STORY}</article>")
    assert article.dek is None
    assert len(article.body.split("\n")) > len(SENTENCES)


def test_a_list_under_such_a_heading_within_the_story_is_told():
    article = read(f"<article>{STORY}{STORY.replace('The', 'Yet the')}<h3>Key points</h3><ul>{LIST}</ul></article>")
    assert article.body.split("\n")[-3:] == ["Key points", *POINTS]
