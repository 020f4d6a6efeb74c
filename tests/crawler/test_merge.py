"""Two readings of one article: which of them counts, what is an edit, and that their order does not matter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import permutations

import pytest

from crawler.items import Article, Credit, Image, Precision
from crawler.merge import TOGETHER, in_site_time, merge, trust
from tests.stories import HOME, STORY_URL, WIB, article, paragraphs

AT = datetime(2025, 9, 3, 11, 15, tzinfo=WIB)
AMP_URL, SHORT_URL = f"{HOME}amp/harga-beras-naik/", f"{HOME}?p=7"


def merged(*readings: Article) -> Article:
    """What is known after these readings, one by one."""
    return reduce(lambda known, told: merge(known, told).article, readings)


def comparable(known: Article) -> dict[str, object]:
    """Everything that ends in the archive, offsets included."""
    fields = {name: getattr(known, name) for together in TOGETHER.values() for name in together}
    offsets = [at.utcoffset() for at in (known.published_at, known.modified_at) if at is not None]
    return fields | {
        "offsets": offsets,
        "url": known.url,
        "aliases": frozenset(known.aliases),
        "source_id": known.source_id,
        "rules": dict(known.rules),
    }


REST = article(
    rule="rest",
    title="Harga beras naik",
    authors=("Jurnalis Berita",),
    published_at=AT,
    modified_at=AT + timedelta(hours=1),
    categories=("News Page",),
    tags=("beras",),
    summary="Ringkasan.",
    source_id="7",
    aliases=(SHORT_URL,),
)
PAGE = article(
    rule="h1",
    title="Harga beras naik – Gazette",
    authors=("Jurnalis Berita", "Sari"),
    byline="Oleh Jurnalis Berita dan Sari",
    published_at=AT.astimezone(UTC),
    published_raw="2025-09-03T04:15:00Z",
    language="id-ID",
    section="Ekonomi",
    dek="Pedagang mengeluh.",
    image=Image(f"{HOME}foto.jpg"),
    source_id="7",
)
DAY_PAGE = replace(PAGE, published_at=datetime(2025, 9, 3, tzinfo=WIB), published_precision=Precision.DAY)
AMP = article(AMP_URL, "alias:json-ld", title="Harga beras naik AMP", authors=("Redaksi",), dek="Singkat.")
FEED = article(
    rule="feed:atom",
    body=None,
    title="Harga beras naik (feed)",
    published_at=AT.astimezone(UTC),
    modified_at=(AT + timedelta(hours=1)).astimezone(UTC),
    summary="Dari feed.",
)
SITEMAP = article(
    rule="sitemap:news", body=None, title="Harga beras", published_at=AT.astimezone(UTC), tags=("pangan",)
)
LISTING = article(rule="listing", body=None, title="Harga beras …", summary="Potongan")

SETS = {
    "rest page feed": (REST, PAGE, FEED),
    "page feed amp": (PAGE, FEED, AMP),
    "day-only page, feed, sitemap": (DAY_PAGE, FEED, SITEMAP),
    "rest, amp, listing": (REST, AMP, LISTING),
    "all but the day-only page": (REST, PAGE, AMP, FEED, SITEMAP),
    "feed sitemap listing": (FEED, SITEMAP, LISTING),
}


@pytest.mark.parametrize("readings", SETS.values(), ids=SETS.keys())
def test_the_order_of_readings_does_not_matter(readings):
    results = [comparable(merged(*order)) for order in permutations(readings)]
    for result in results[1:]:
        assert result == results[0]


@pytest.mark.parametrize("readings", SETS.values(), ids=SETS.keys())
def test_reading_everything_again_changes_nothing(readings):
    known = merged(*readings)
    for told in readings:
        again = merge(known, told)
        assert (again.changed, again.edited) == ((), False)
        assert comparable(again.article) == comparable(known)


@pytest.mark.parametrize("readings", SETS.values(), ids=SETS.keys())
def test_completing_what_was_known_is_never_an_edit(readings):
    for order in permutations(readings):
        known = order[0]
        for told in order[1:]:
            step = merge(known, told)
            assert not step.edited
            known = step.article


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Harga beras turun"),
        ("authors", ("Orang Lain",)),
        ("byline", "Oleh Orang Lain"),
        ("published_at", AT + timedelta(hours=2)),
        ("dek", "Pembeli mengeluh."),
        ("paragraphs", paragraphs("Isi baru.")),
    ],
)
def test_the_same_rule_saying_something_else_is_an_edit(field, value):
    step = merge(PAGE, replace(PAGE, **{field: value}))
    assert (step.changed, step.edited) == ((field,), True)
    assert getattr(step.article, field) == value


@pytest.mark.parametrize(
    ("field", "value"),
    [("summary", "Lain."), ("image", Image(f"{HOME}b.jpg")), ("section", "Bisnis"), ("language", "en")],
)
def test_a_change_of_what_surrounds_a_story_is_no_edit(field, value):
    known = article(rule="json-ld", summary="Satu.", image=Image(f"{HOME}a.jpg"), section="Ekonomi", language="id")
    step = merge(known, replace(known, **{field: value}))
    assert (step.changed, step.edited) == ((field,), False)
    assert getattr(step.article, field) == value


def test_another_rule_of_the_same_trust_completes_and_does_not_edit():
    step = merge(article(rule="h1", title="Satu"), article(rule="json-ld", title="Dua"))
    assert step.changed == ("title",)
    assert not step.edited


def test_a_worse_rule_changes_nothing_it_does_not_complete():
    step = merge(REST, FEED)
    assert step.changed == ()
    assert comparable(step.article) == comparable(REST)


def test_what_a_reading_does_not_say_stays():
    step = merge(PAGE, article(rule="h1", title=PAGE.title, body=None))
    assert step.changed == ()
    assert step.article.paragraphs == PAGE.paragraphs


def test_empty_is_something_said():
    known = article(rule="rest", tags=("beras",))
    assert merge(known, article(rule="rest", tags=())).article.tags == ()


def test_a_better_rule_takes_over_its_companions():
    known = article(rule="printed", authors=("A",), credits=(Credit("B", "editor"),))
    assert merge(known, article(rule="rest", authors=("A",))).article.credits == ()


@pytest.mark.parametrize(
    ("told", "offset"),
    [
        (article(rule="rest", published_at=AT), timedelta(hours=7)),
        (article(rule="json-ld", published_at=AT), timedelta(hours=7)),
    ],
)
def test_the_same_instant_by_a_better_rule_brings_the_sites_own_offset(told, offset):
    known = article(rule="feed", published_at=AT.astimezone(UTC))
    assert merge(known, told).article.published_at.utcoffset() == offset


def test_a_clock_of_unknown_zone_is_worth_less_than_a_feed():
    known = article(rule="printed:zone unknown", published_at=AT.replace(tzinfo=UTC))
    told = article(rule="feed:rss", body=None, published_at=AT.astimezone(UTC))
    assert merge(known, told).article.published_at == AT
    assert merge(told, known).article.published_at == AT


@pytest.mark.parametrize(
    ("rule", "precision", "rank"),
    [
        ("rest", Precision.SECOND, 50),
        ("h1", Precision.SECOND, 40),
        ("alias:rest-like", Precision.SECOND, 35),
        ("feed:atom", Precision.SECOND, 30),
        ("sitemap", Precision.SECOND, 20),
        ("listing", Precision.SECOND, 10),
        ("h1", Precision.DAY, 15),
        ("restaurant", Precision.SECOND, 40),
    ],
)
def test_trust_goes_by_the_source_a_rule_names(rule, precision, rank):
    assert trust(article(rule=rule, published_at=AT, published_precision=precision), "published_at") == rank
    assert trust(article(rule=rule), "published_at") == -1


def test_the_more_trusted_address_stays_and_the_other_becomes_an_alias():
    known = merged(AMP, PAGE)
    assert (known.url, known.aliases) == (STORY_URL, (AMP_URL,))
    assert (merged(PAGE, AMP).url, merged(PAGE, AMP).aliases) == (STORY_URL, (AMP_URL,))


def test_a_moved_post_keeps_its_old_address_as_an_alias():
    moved = replace(REST, url=f"{HOME}harga-beras/")
    known = merged(REST, moved)
    assert known.url == f"{HOME}harga-beras/"
    assert set(known.aliases) == {STORY_URL, SHORT_URL}


def test_the_rule_of_the_address_is_that_of_the_reading_it_came_from():
    assert merged(PAGE, REST).rules["url"] == "rest"
    assert merged(REST, PAGE).rules["url"] == "rest"


def test_an_id_once_known_stays():
    assert merged(REST, FEED).source_id == "7"
    assert merged(FEED, REST).source_id == "7"


@pytest.mark.parametrize(
    ("published_rule", "modified_rule", "offsets"),
    [
        ("page", "feed:atom", (7, 7)),
        ("feed:atom", "page", (7, 7)),
        ("page", "meta", (7, 7)),
        ("feed:atom", "feed:atom", (7, 0)),
    ],
)
def test_an_instant_told_by_a_feed_is_shown_in_the_sites_own_time(published_rule, modified_rule, offsets):
    published = AT if offsets[0] and published_rule != "feed:atom" else AT.astimezone(UTC)
    modified = AT if modified_rule == "page" else AT.astimezone(UTC)
    known = replace(article(published_at=published, modified_at=modified))
    known = replace(known, rules=dict(known.rules) | {"published_at": published_rule, "modified_at": modified_rule})
    shown = in_site_time(known)
    if published_rule == modified_rule:
        assert shown == known
        return
    hours = tuple(int(at.utcoffset() / timedelta(hours=1)) for at in (shown.published_at, shown.modified_at))
    assert hours == offsets
    assert (shown.published_at, shown.modified_at) == (published, modified)


def test_one_instant_alone_is_left_as_it_was_told():
    known = article(rule="feed", published_at=AT.astimezone(UTC))
    assert in_site_time(known) is known
