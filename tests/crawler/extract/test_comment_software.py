"""The same thread of three comments, as each kind of software marks it up: `tests/pages/readers/`."""

import tomllib
from pathlib import Path

import pytest

from crawler.extract.article import from_page
from crawler.page import Page

PAGES = Path(__file__).parents[2] / "pages" / "readers"
FOLDERS = sorted(path.parent for path in PAGES.glob("*/page.html"))
THREAD = [
    (
        "Ayu Lestari",
        "2024-05-02T07:56",
        "Jembatan itu akhirnya jadi juga.\nAnak saya tidak perlu memutar lagi ke sekolah.",
    ),
    ("Bagus Prakoso", "2024-05-02T08:10", "Betul, Bu Ayu. Semoga awet."),
    ("Citra Dewi", "2024-05-03T19:05", "Berapa biayanya?\nTidak disebut di berita."),
]
FLAT = {"blogger-classic", "typepad", "facebook", "letters", "table"}  # they show no threads


def read(folder):
    about = tomllib.loads((folder / "about.toml").read_text("utf-8"))
    return from_page(Page.from_bytes((folder / "page.html").read_bytes(), about["url"]))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_software_s_page_tells_the_same_thread(folder):
    comments = read(folder).comments
    assert [(c.author, c.published_at.isoformat()[:16], c.text) for c in comments] == THREAD


@pytest.mark.parametrize("folder", [f for f in FOLDERS if f.name not in FLAT], ids=lambda folder: folder.name)
def test_the_second_comment_answers_the_first_where_the_page_shows_it(folder):
    first, second, third = read(folder).comments
    assert (first.parent_id, second.parent_id, third.parent_id) == (None, first.source_id, None)
    assert first.source_id is not None


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_word_of_a_reader_is_in_the_story(folder):
    article = read(folder)
    assert len(article.paragraphs) == 3
    assert article.published_at.isoformat()[:10] == "2024-05-01"
    assert not any(text.partition("\n")[0] in article.body for _, _, text in THREAD)


def test_there_are_pages_of_each_kind_of_software():
    assert {folder.name for folder in FOLDERS} >= {
        "blogger", "blogger-replies", "drupal", "jcomments", "typepad", "wpdiscuz", "disqus", "facebook", "microdata", "json-ld", "letters"
    }  # fmt: skip
