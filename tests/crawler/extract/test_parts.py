import pytest

from crawler.extract.addresses import addresses
from crawler.extract.numbered import parameter, readings
from crawler.extract.parts import first_part, guess_second, part_number, parts
from crawler.page import Page

URL = "https://newspage.example/2024/03/05/laporan/"
SINGLE = "<body class='single single-post postid-9{extra}'>"


def page_of(html, url=URL):
    return Page.from_bytes(html.encode(), url)


@pytest.mark.parametrize(
    "holder",
    [
        '<div class="page-links">Halaman: 1 <a href="{url}2/">2</a> <a href="{url}4/">4</a></div>',
        '<nav class="page-links"><a class="post-page-numbers" href="{url}2/">2</a><a href="{url}4/">4</a></nav>',
        '<p class="post-nav-links"><a href="{url}2/">2</a><a href="{url}4/">4</a></p>',
        '<div class="jeg_pagelinks"><a href="{url}2/">2</a><a href="{url}4/">4</a></div>',
        '<a rel="next" href="{url}4/">Lanjut</a>',
    ],
)
def test_the_other_pages_are_named_with_the_gaps_filled(holder):
    page = page_of(SINGLE.format(extra="") + holder.format(url=URL))
    assert parts(page) == (f"{URL}2/", f"{URL}3/", f"{URL}4/")
    assert (part_number(page), first_part(page)) == (1, None)


def test_a_later_page_knows_its_number_and_the_first():
    html = (
        SINGLE.format(extra=" paged-3 single-paged-3")
        + f'<div class="page-links"><a href="{URL}">1</a> <a href="{URL}2/">2</a></div>'
    )
    page = page_of(html, f"{URL}3/")
    assert (part_number(page), first_part(page), parts(page)) == (3, URL, (URL, f"{URL}2/"))
    assert addresses(page).url == URL


def test_parameters_number_pages_too():
    html = '<div class="paging"><a href="?page=2">2</a><a href="?page=3">3</a></div>'
    url = "https://gazette.example/a"
    assert parts(page_of(html, url)) == (f"{url}?page=2", f"{url}?page=3")
    later = page_of(html, f"{url}?page=2")
    assert (part_number(later), first_part(later), parts(later)) == (2, url, (url, f"{url}?page=3"))


def test_plain_addresses_keep_the_post_s_number():
    url = "https://newspage.example/?p=7"
    page = page_of(SINGLE.format(extra="") + '<div class="page-links"><a href="/?p=7&amp;page=2">2</a></div>', url)
    assert parts(page) == (f"{url}&page=2",)


@pytest.mark.parametrize(
    "html",
    [
        '<a rel="next" href="https://newspage.example/cerita-lain/">Cerita lain</a>',
        '<link rel="next" href="https://newspage.example/cerita-lain/">',
        '<div class="pagination"><a href="/page/2/">2</a></div>',
        '<div class="page-links"><a href="https://newspage.example/cerita-lain/2/">2</a></div>',
        f'<a href="{URL}comment-page-2/#comments">Komentar</a>',
    ],
)
def test_links_to_other_stories_are_no_pages_of_this_one(html):
    assert parts(page_of(SINGLE.format(extra="") + html)) == ()


def test_a_number_at_the_end_of_a_slug_is_no_page_number():
    page = page_of(SINGLE.format(extra=""), "https://newspage.example/piala-dunia/2026/")
    assert (part_number(page), first_part(page)) == (1, None)
    assert part_number(page_of("<p>x</p>", "https://gazette.example/budget-2.html")) == 1


@pytest.mark.parametrize(
    ("url", "second"),
    [
        ("https://newspage.example/kapal-tiba/", "https://newspage.example/kapal-tiba/2/"),
        ("https://newspage.example/kapal-tiba", "https://newspage.example/kapal-tiba/2"),
        ("https://newspage.example/?p=7", "https://newspage.example/?p=7&page=2"),
    ],
)
def test_a_block_theme_without_page_links_may_have_a_second_page(url, second):
    assert guess_second(page_of(SINGLE.format(extra="") + "<div class='wp-site-blocks'></div>", url)) == second


@pytest.mark.parametrize(
    "html",
    [
        SINGLE.format(extra=""),
        "<body class='page page-id-3'><div class='wp-site-blocks'></div>",
        SINGLE.format(extra="")
        + f"<div class='wp-site-blocks'><p class='post-nav-links'><a href='{URL}2/'>2</a></p></div>",
    ],
)
def test_no_second_page_is_guessed_elsewhere(html):
    assert guess_second(page_of(html)) is None


def test_addresses_are_read_as_numbered():
    assert [(r.stem, r.number, r.at(7)) for r in readings("https://g.example/a/2/")] == [
        ("https://g.example/a/", 2, "https://g.example/a/7/")
    ]
    assert parameter("https://g.example/a?x=1&page=3", "page").at(4) == "https://g.example/a?x=1&page=4"
    assert parameter("https://g.example/a?page=all", "page") is None
