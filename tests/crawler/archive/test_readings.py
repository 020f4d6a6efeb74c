"""Readings that only point to an article wait until its page was read, whole and in any order."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from crawler.archive import readings, sites
from crawler.items import Credit, Image, Precision
from crawler.merge import merge
from tests.stories import HOME, NOON, SITE, STORY_URL, WIB, article

FULL = replace(
    article(
        rule="feed:atom",
        body=None,
        authors=("Sari",),
        credits=(Credit("Budi", "editor"),),
        published_at=NOON.astimezone(WIB),
        modified_at=NOON,
        categories=("Pangan",),
        tags=("beras",),
        summary="Ringkasan.",
        image=Image(f"{HOME}foto.jpg", "Beras"),
        source_id="7",
        aliases=(f"{HOME}?p=7",),
        comment_count=3,
    ),
    published_precision=Precision.MINUTE,
)
RSS = article(rule="feed:rss", body=None, title="Harga beras naik", summary="Lain.", language="id")
SITEMAP = article(rule="sitemap:news", body=None, title="Beras", tags=("pangan",))


@pytest.fixture
def site(archive):
    with archive.transaction() as conn:
        return sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")


@pytest.mark.parametrize(
    ("told", "partial"),
    [
        (FULL, True),
        (RSS, True),
        (SITEMAP, True),
        (article(rule="listing", body=None), True),
        (article(rule="rest"), False),
        (article(rule="rest", body=None), False),
        (article(rule="h1", body=None), False),
        (article(rule="json-ld"), False),
    ],
)
def test_a_reading_is_partial_by_its_source_not_by_what_it_lacks(told, partial):
    assert readings.is_partial(told) is partial


@pytest.mark.parametrize("told", [FULL, RSS, SITEMAP])
def test_a_reading_survives_the_waiting_room(told):
    back = readings.from_json(readings.to_json(told))
    assert back == told
    assert dict(back.rules) == dict(told.rules)
    assert (back.published_at and back.published_at.utcoffset()) == (
        told.published_at and told.published_at.utcoffset()
    )


@pytest.mark.parametrize("url", [STORY_URL, f"{STORY_URL}amp/"])
def test_a_reading_waits_for_its_article_and_no_longer(archive, site, url):
    with archive.transaction() as conn:
        readings.wait(conn, site, replace(FULL, url=url), now=NOON - timedelta(hours=1))
        [(told, at)] = readings.let_in(conn, article())
        assert (told, at) == (replace(FULL, url=url), NOON - timedelta(hours=1))
        assert readings.let_in(conn, article()) == []


def test_a_reading_of_an_alias_is_let_in_too(archive, site):
    with archive.transaction() as conn:
        readings.wait(conn, site, replace(RSS, url=f"{HOME}?p=7"), now=NOON)
        assert len(readings.let_in(conn, article(aliases=(f"{HOME}?p=7",)))) == 1


def test_several_sources_wait_together_and_none_is_lost(archive, site):
    results = []
    for order in permutations((FULL, RSS, SITEMAP)):
        known = article()
        with archive.transaction() as conn:
            for told in order:
                readings.wait(conn, site, told, now=NOON)
            for told, _ in readings.let_in(conn, known):
                known = merge(known, told).article
        results.append(known)
    assert results[0].authors == ("Sari",)
    assert results[0].language == "id"
    assert all(result == results[0] for result in results)
