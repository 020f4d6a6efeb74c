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
        ({"header": "<div>Senin, 6 Juli 2020</div><div>07:02 WIB</div>"}, "2020-07-06T07:02:00+07:00", "printed"),
        (
            {
                "header": "<ul><li itemprop=datePublished><span><time>06/07/2020</time></span><li><span><time>07:02 WIB</time></span></ul>"
            },
            "2020-07-06T07:02:00+07:00",
            "time:published",
        ),
        (
            {"header": "<span><time class=x>6 Juli 2020</time> <time class=y>07:02 WIB</time></span>"},
            "2020-07-06T07:02:00+07:00",
            "time",
        ),
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


@pytest.mark.parametrize(
    "printed",
    [
        "<div class=day>Nov. 19, 2019</div><div class=clock>5:50 PM</div>",
        "<p>Nov. 19, 2019 5:50 PM PST</p>",
    ],
)
def test_a_printed_clock_tells_the_offset_also_beside_its_day_and_with_its_zone(printed):
    head = ld(datePublished="2019-11-20T01:50:59Z", dateModified="2019-11-20T02:00:00Z")
    article = read(printed, head=head, url="https://newspage.example/2019-11-19/kapal-tiba")
    assert article.published_at.isoformat() == "2019-11-19T17:50:59-08:00"
    assert article.modified_at.isoformat() == "2019-11-19T18:00:00-08:00"


@pytest.mark.parametrize(
    "line",
    [
        "Published: May 1, 2024 at 10:05 a.m. EDT | Updated: May 2, 2024 at 9:00 p.m. EDT",
        "Updated: May 2, 2024 9:00 PM EDT / Published: May 1, 2024 10:05 AM EDT",
        "01/05/2024 10h05 Atualizado 02/05/2024 21h00",
        "Giriş Tarihi: 01.05.2024 10:05 Son Güncelleme: 02.05.2024 21:00",
        "입력 2024.05.01. 10:05수정 2024.05.02. 21:00",
        "Publicerad 1 maj 2024 kl 10.05 Uppdaterad 2 maj 2024 kl 21.00",
        "Publié le 1er mai 2024 à 10h05, mis à jour le 2 mai 2024 à 21h00",
    ],
)
def test_one_line_tells_when_a_story_was_published_and_when_it_was_changed(line):
    article = read(f"<p>{line}</p>")
    told = (article.published_at.isoformat()[:16], article.modified_at.isoformat()[:16])
    assert told == ("2024-05-01T10:05", "2024-05-02T21:00")


def test_a_script_s_element_keeps_the_instant_in_its_title():
    article = read("<p><span class='date timeago' title='2024-05-01T10:05:00Z'>3 hours ago</span></p>")
    assert article.published_at.isoformat() == "2024-05-01T10:05:00+00:00"


def test_a_change_told_by_the_site_s_own_clock_tells_that_of_the_publication():
    article = read(
        "<time class=updated datetime='2024-02-28T19:25:36-05:00'>28 Februari 2024</time>",
        head=ld(datePublished="2024-02-29T00:25:36+00:00"),
        url="https://newspage.example/2024/02/28/kapal-tiba/",
    )
    assert article.published_at.isoformat() == "2024-02-28T19:25:36-05:00"


def test_a_bare_clock_takes_its_zone_from_the_profile():
    article = read(head=ld(datePublished="2024-05-01T10:00:00"), profile=Profile(timezone="Asia/Makassar"))
    assert article.published_at.isoformat() == "2024-05-01T10:00:00+08:00"


def test_a_bare_clock_takes_no_zone_from_a_date_of_another_season():
    head = "<meta property='article:published_time' content='2023-11-02T09:00:00+01:00'>"
    article = read("<p>14.05.2024 - 06:30 Uhr</p>", head=head)
    assert (article.published_at.isoformat(), article.rules["published_at"]) == (
        "2024-05-14T06:30:00+00:00",
        "printed:zone unknown",
    )


@pytest.mark.parametrize(
    "after",
    [
        "<div><b>07:02</b> Kapal pertama</div>",
        "<p>07:02</p><p>Kapal pertama</p>",
        "<div>12 komentar</div>",
        "<div>71:02</div>",
    ],
)
def test_an_hour_of_something_else_is_not_the_story_s(after):
    article = read(f"<div>Senin, 6 Juli 2020</div>{after}")
    assert (article.published_at.date().isoformat(), article.published_precision.value) == ("2020-07-06", "day")


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


PAGE = '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2024-05-01T10:00:00+07:00"}</script>'
META = "<meta property='article:published_time' content='2024-05-01T10:00:00+07:00'>"


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ({"head": PAGE}, None),
        ({"head": PAGE, "header": "<p>1 Mei 2024</p>"}, "2024-05-01T10:00:00+07:00"),
        ({"head": PAGE, "header": "<p>3 jam lalu</p>"}, "2024-05-01T10:00:00+07:00"),
        ({"head": PAGE, "url": "https://newspage.example/2024/05/kapal/"}, "2024-05-01T10:00:00+07:00"),
        ({"head": META}, "2024-05-01T10:00:00+07:00"),
        ({"head": META, "header": "<p>7 Mei 2024</p>"}, "2024-05-07T00:00:00+07:00"),
        ({"head": META, "header": "<p>1 Mei 2024</p><p>7 Mei 2024</p>"}, "2024-05-01T10:00:00+07:00"),
        ({"head": ld(datePublished="2024-05-01T10:00:00+07:00"), "header": "<p>7 Mei 2024</p>"}, "2024-05-01T10:00:00+07:00"),
    ],
)  # fmt: skip
def test_a_date_that_only_software_vouches_for_gives_way_to_what_is_printed(given, iso):
    article = read(**given)
    assert (article.published_at.isoformat() if article.published_at else None) == iso


def test_a_printed_day_beats_json_ld_if_a_machine_is_told_it_too_and_not_as_a_change():
    head = ld(datePublished="2024-05-01T10:00:00Z") + "<meta name='date' content='2024-05-07'>"
    assert read("<p>7 Mei 2024</p>", head=head).published_at.date().isoformat() == "2024-05-07"
    changed = (
        ld(datePublished="2024-05-01T10:00:00Z", dateModified="2024-05-07T08:00:00Z")
        + "<meta name='date' content='2024-05-07'>"
    )
    assert read("<p>7 Mei 2024</p>", head=changed).published_at.date().isoformat() == "2024-05-01"


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("<p>Termin: 21.02.2020, 19 Uhr</p>", None),
        ("<p>Kundenbewertung 02.05.2020 um 00:21 Uhr</p>", None),
        ("<p>14 Oct 2014 - 10 Aug 2017</p>", None),
        ("<p>Article mis à jour le 7 janvier 2020.</p>", None),
        ("<p>26 | 01 | 2022</p>", "2022-01-26"),
        ("<aside class=meta><p>21.01.2022 - 13:30</p></aside>", "2022-01-21"),
        ("<p>20.01.2022</p><div class=related><p>21.01.2022 - 13:30</p></div>", "2022-01-20"),
    ],
)
def test_a_date_of_something_else_is_not_the_story_s(header, day):
    published = read(header).published_at
    assert (published.date().isoformat() if published else None) == day


def test_a_line_that_says_published_counts_wherever_it_stands():
    below = "<div class=x><p>Satu.</p></div>" * 15 + "<p>Erschienen am 26. Jan 2022 im Format Aktuelles</p>"
    assert read(after=below).published_at.date().isoformat() == "2022-01-26"
    assert read(after=below.replace("Erschienen", "Fest")).published_at is None


def test_a_time_in_utc_falls_on_the_day_that_the_address_tells():
    head = "<meta property='article:published_time' content='%s'>"
    address = "https://newspage.example/2019/01/01/kapal/"
    later = read(head=head % "2018-12-31T23:11:59+00:00", url=address)
    assert later.published_at.isoformat() == "2019-01-01T00:11:59+01:00"
    earlier = read(head=head % "2019-01-02T02:30:00+00:00", url=address)
    assert earlier.published_at.isoformat() == "2019-01-01T23:30:00-03:00"


@pytest.mark.parametrize(
    ("header", "iso", "precision"),
    [
        ("<p>2 jam lalu</p>", "2024-05-01T10:00:00+00:00", "minute"),
        ("<p>kemarin</p>", "2024-04-30T12:00:00+00:00", "day"),
    ],
)
def test_how_long_ago_counts_from_the_time_of_fetching(header, iso, precision):
    article = read(header, fetched_at=datetime(2024, 5, 1, 12, tzinfo=UTC))
    assert (article.published_at.isoformat(), article.published_precision.value) == (iso, precision)
    assert article.rules["published_at"] == "printed:elapsed"
    assert read(header).published_at is None
