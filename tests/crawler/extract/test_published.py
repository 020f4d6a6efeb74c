from datetime import UTC, datetime

import pytest

from crawler.extract.article import from_page
from crawler.page import Page
from crawler.sites.profile import Profile

URL = "https://newspage.example/kapal-tiba/"
STORY = "<p>" + "Kapal itu tiba di dermaga kayu pada pagi hari. " * 8 + "</p>"
WORDPRESS = "single single-post postid-9"


def read(header="", *, head="", body_class="", after="", url=URL, profile=None, fetched_at=None):
    html = (
        f"<title>Kapal tiba</title>{head}<body class='{body_class}'><article class='post-9 hentry'><h1 class='entry-title'>Kapal tiba</h1>"
        f"{header}<div class='entry-content'>{STORY}{STORY.replace('Kapal', 'Perahu')}</div></article>{after}</body>"
    )
    page = Page.from_bytes(html.encode(), url, fetched_at=fetched_at)
    return from_page(page, profile or Profile(), any_page=True)


def ld(**fields):
    inside = ",".join(f'"{name}":"{value}"' for name, value in fields.items())
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{inside}}}</script>'


@pytest.mark.parametrize(
    ("given", "iso", "rule"),
    [
        ({"head": ld(datePublished="2024-05-01T10:00:00+07:00")}, "2024-05-01T10:00:00+07:00", "json-ld"),
        (
            {"head": "<meta property='article:published_time' content='2024-05-01T10:00:00+07:00'>"},
            "2024-05-01T10:00:00+07:00",
            "meta:article:published_time",
        ),
        (
            {"header": "<time class='entry-date published' datetime='2024-05-01T10:00:00+07:00'>1 Mei</time>"},
            "2024-05-01T10:00:00+07:00",
            "time:published",
        ),
        ({"header": "<p>Senin, 06 Jul 2020 07:02 WIB</p>"}, "2020-07-06T07:02:00+07:00", "printed"),
        ({"url": "https://newspage.example/2024/05/01/kapal/"}, "2024-05-01T00:00:00+00:00", "url"),
        ({"after": '<script>x={"publishedAt":"2024-05-01T10:00:00Z"}</script>'}, "2024-05-01T10:00:00+00:00", "script"),
    ],
)
def test_the_surest_source_tells_when_a_story_was_published(given, iso, rule):
    article = read(**given)
    assert (article.published_at.isoformat(), article.rules["published_at"]) == (iso, rule)


def test_the_site_s_own_offset_is_kept_where_a_machine_says_utc():
    head = "<meta property='article:published_time' content='2024-05-01T23:30:00+00:00'>"
    shown = "<time class='published' datetime='2024-05-02T06:30:00+07:00'>2 Mei</time>"
    assert read(shown, head=head).published_at.isoformat() == "2024-05-02T06:30:00+07:00"


def test_a_printed_clock_tells_the_offset_of_a_time_in_utc():
    article = read("<p>May 1, 2024 | 9:25pm</p>", head=ld(datePublished="2024-05-02T01:25:54Z"))
    assert article.published_at.isoformat() == "2024-05-01T21:25:54-04:00"


@pytest.mark.parametrize(
    ("header", "iso", "rule"),
    [
        (
            "<time datetime='2024-05-01T10:00:00+07:00' class='x'>1 Mei</time>",
            "2024-05-01T10:00:00+07:00",
            "json-ld",
        ),
        ("", "2024-05-01T10:00:00+00:00", "json-ld:zone unknown"),
    ],
)
def test_a_bare_clock_takes_its_zone_from_another_date_of_the_page(header, iso, rule):
    article = read(header, head=ld(datePublished="2024-05-01T10:00:00"))
    assert (article.published_at.isoformat(), article.rules["published_at"]) == (iso, rule)


def test_a_bare_clock_takes_its_zone_from_the_profile():
    article = read(head=ld(datePublished="2024-05-01T10:00:00"), profile=Profile(timezone="Asia/Makassar"))
    assert article.published_at.isoformat() == "2024-05-01T10:00:00+08:00"


def test_the_raw_text_and_the_precision_are_kept():
    article = read("<p>1 Mei 2024</p>")
    assert (article.published_raw, article.published_precision.value) == ("1 Mei 2024", "day")


@pytest.mark.parametrize(
    "after",
    [
        "<div id='comments'><ol><li id='comment-3'><time datetime='2024-05-02T10:00:00+07:00'>2 Mei</time></li></ol></div>",
        "<div class='related-posts'><time datetime='2024-05-02T10:00:00+07:00'>2 Mei</time></div>",
        "<ul class='wp-block-latest-posts'><li><time datetime='2024-05-02T10:00:00+07:00'>2 Mei</time></li></ul>",
        "<aside><time datetime='2024-05-02T10:00:00+07:00'>2 Mei 2024</time></aside>",
        "<div class='comment-list'><p>2 Mei 2024 pukul 10:00</p></div>",
    ],
)
def test_a_theme_that_shows_no_date_of_the_post_leaves_it_unsaid(after):
    assert read(body_class=WORDPRESS, after=after).published_at is None


def test_nothing_is_published_long_after_it_was_fetched():
    fetched_at = datetime(2024, 5, 1, tzinfo=UTC)
    assert read(head=ld(datePublished="2031-01-01T10:00:00Z"), fetched_at=fetched_at).published_at is None


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ({"head": ld(dateModified="2024-05-03T10:00:00+07:00")}, "2024-05-03T10:00:00+07:00"),
        (
            {"head": "<meta property='article:modified_time' content='2024-05-03T10:00:00+07:00'>"},
            "2024-05-03T10:00:00+07:00",
        ),
        (
            {"header": "<time class='updated' datetime='2024-05-03T10:00:00+07:00'>x</time>"},
            "2024-05-03T10:00:00+07:00",
        ),
        ({"header": "<p>Diperbarui 03/05/2024, 10:00 WIB</p>"}, "2024-05-03T10:00:00+07:00"),
        ({"header": "<p>Aktualisiert: 3. Mai 2024, 10:00 CEST</p>"}, "2024-05-03T10:00:00+02:00"),
    ],
)
def test_a_change_is_told_only_where_the_page_says_so(given, iso):
    article = read(**given)
    assert article.modified_at.isoformat() == iso
    assert article.published_at is None


def test_a_change_told_in_utc_is_given_by_the_site_s_own_clock():
    head = "<meta property='article:modified_time' content='2024-05-03T18:30:00+00:00'>"
    article = read("<time class='published' datetime='2024-05-01T10:00:00+07:00'>x</time>", head=head)
    assert article.modified_at.isoformat() == "2024-05-04T01:30:00+07:00"


def test_a_time_that_is_published_and_updated_tells_no_change():
    article = read("<time class='entry-date published updated' datetime='2024-05-01T10:00:00+07:00'>x</time>")
    assert article.published_at is not None
    assert article.modified_at is None
