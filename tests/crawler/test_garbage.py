"""Python's collector is held off while a page is read, and left as it was found."""

import gc
from weakref import ref

import pytest

from crawler.extract import article
from crawler.extract.article import from_html
from crawler.extract.reading import reading_of
from crawler.garbage import uncollected


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_left_as_it_was_found(is_on):
    (gc.enable if is_on else gc.disable)()
    try:
        with pytest.raises(ZeroDivisionError), uncollected():
            assert not gc.isenabled()
            with uncollected():
                pass
            assert not gc.isenabled()
            raise ZeroDivisionError
        assert gc.isenabled() is is_on
    finally:
        gc.enable()


def test_nothing_is_looked_for_while_a_page_is_read(monkeypatch):
    seen = []
    monkeypatch.setattr(article, "reading_of", lambda *_: seen.append(gc.isenabled()) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        from_html(b"<p>Berita</p>", "https://news.example/berita")
    assert seen == [False]
    assert gc.isenabled()


def test_a_page_that_was_read_is_in_no_circle(monkeypatch):
    pages = []
    monkeypatch.setattr(
        article, "reading_of", lambda page, profile: pages.append(ref(page)) or reading_of(page, profile)
    )
    html = b"<article><h1>Judul</h1><p>Berita</p></article>" * 50
    with uncollected():
        from_html(html, "https://news.example/berita", any_page=True)
        assert [page() for page in pages] == [None]
