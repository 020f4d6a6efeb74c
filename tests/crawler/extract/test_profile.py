"""What a site profile decides for the extractor."""

from crawler.extract.article import from_page
from crawler.page import Page
from crawler.sites.profile import Profile

HTML = (
    "<h1>Kapal tiba</h1><div class='x'><p>Kapal itu tiba.</p><div class='kotak'><p>Iklan kecap manis.</p></div><p>Akhir cerita.</p></div>"
    "<div class='y'><p>" + "Sebuah teks lain yang jauh lebih panjang dari ceritanya. " * 20 + "</p></div>"
    "<div class='kata'><b class='name'>Joan</b><p>Bagus sekali.</p></div><div class='kata'><p>Setuju.</p></div>"
)


def read(**fields):
    page = Page.from_bytes(HTML.encode(), "https://gazette.example/a")
    return from_page(page, Profile(**fields), any_page=True)


def test_the_body_selector_names_the_story_s_box():
    article = read(body=".x")
    assert [p.text for p in article.paragraphs] == ["Kapal itu tiba.", "Iklan kecap manis.", "Akhir cerita."]
    assert article.rules["paragraphs"] == "profile"


def test_dropped_boxes_are_no_story():
    assert [p.text for p in read(body=".x", drop=(".kotak",)).paragraphs] == ["Kapal itu tiba.", "Akhir cerita."]


def test_a_selector_that_finds_nothing_leaves_the_decision_to_the_page():
    assert read(body=".tidak-ada").rules["paragraphs"] == "text density"


def test_the_comments_selector_names_one_comment_each():
    found = read(comments=".kata").comments
    assert [(c.author, c.paragraphs[-1], c.rule) for c in found] == [
        ("Joan", "Bagus sekali.", "profile"),
        (None, "Setuju.", "profile"),
    ]
