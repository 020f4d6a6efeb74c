"""An answer of any kind to a Visit."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.items import Outcome, Target
from crawler.revisit import Pace
from spiders import reading, story_pages
from spiders.ask import Answer, Ask
from tests.loopback import listing, story
from tests.stories import HOME, NOON, SENTENCE, SITE, STORY_URL, article, comment, paragraphs

HTML = {"content-type": "text/html; charset=utf-8"}
PAGE = story("Harga beras naik di pasar induk", links=["/lain-lagi-di-sini/"]).body.encode()
PACE = Pace(timedelta(hours=12), timedelta(days=90), growth=1.5, shrink=0.5, age_share=0.25)
READER = reading.Reader(SITE, PACE)


def answer(body: bytes = PAGE, url: str = STORY_URL, status: int = 200, **headers: str) -> Answer:
    return Answer(url, status, HTML | {name.replace("_", "-"): value for name, value in headers.items()}, body, NOON)


def ask(url: str = STORY_URL, target: Target = Target.PAGE, **told) -> Ask:
    return Ask(url, target, **told)


def test_a_visit_begins_with_what_every_answer_tells():
    begun = reading.begun(answer(b"abc", etag='"a"', last_modified="Wed"), ask(), SITE)
    assert (begun.url, begun.site, begun.target, begun.at) == (STORY_URL, SITE, Target.PAGE, NOON)
    assert (begun.status, begun.etag, begun.last_modified, begun.body_bytes) == (200, '"a"', "Wed", 3)
    assert begun.body_sha256.startswith("ba7816bf")


def test_an_answer_without_a_body_has_no_fingerprint():
    assert reading.begun(answer(b"", status=304), ask(), SITE).body_sha256 is None


@pytest.mark.parametrize(
    ("status", "known", "same"), [(304, None, True), (200, None, False), (200, "other", False), (200, "own", True)]
)
def test_unchanged_is_what_the_server_says_or_the_very_bytes(status, known, same):
    begun = reading.begun(answer(status=status), ask(), SITE)
    known = begun.body_sha256 if known == "own" else known
    assert reading.unchanged(begun, ask(body_sha256=known)) is same


def test_a_story_is_archived_with_its_links_and_the_pace_of_further_looks():
    read = reading.read_page(answer(), ask(), READER)
    assert read.visit.outcome == Outcome.ARCHIVED
    [told] = read.visit.articles
    assert (told.url, told.title, told.authors) == (STORY_URL, "Harga beras naik di pasar induk", ("Sari",))
    assert len(told.paragraphs) == 6
    assert f"{HOME}lain-lagi-di-sini/" in {link.url for link in read.visit.links}
    assert (read.visit.due_at, read.visit.pace) == (None, PACE)


@pytest.mark.parametrize("follow", [True, False])
def test_links_are_kept_where_they_are_followed(follow):
    visit = reading.read_page(answer(), ask(), replace(READER, follow=follow)).visit
    assert any(link.target == Target.PAGE for link in visit.links) is follow


def test_where_an_api_tells_of_changes_no_page_is_looked_at_again():
    assert reading.read_page(answer(), ask(), replace(READER, revisits=False)).visit.due_at is None


@pytest.mark.parametrize(
    ("body", "headers", "outcome", "reason"),
    [
        (b"", {}, Outcome.FAILED, "empty answer"),
        (b" \n ", {}, Outcome.FAILED, "empty answer"),
        (b"%PDF-1.7", {}, Outcome.EXCLUDED, "no HTML"),
        (b'[{"id":7,"content":{"rendered":"<p>x</p>"}}]', {}, Outcome.EXCLUDED, "no HTML"),
        (b"GIF89a", {"content_type": "image/gif"}, Outcome.EXCLUDED, "no HTML"),
        (b"{}", {"content_type": "application/json"}, Outcome.EXCLUDED, "no HTML"),
    ],
)
def test_what_is_no_page_has_a_reason(body, headers, outcome, reason):
    visit = reading.read_page(answer(body, **headers), ask(), READER).visit
    assert (visit.outcome, visit.reason, visit.articles) == (outcome, reason, ())


def test_a_page_that_names_another_as_its_own_is_the_reading_of_an_alias():
    head = f'<link rel="canonical" href="{STORY_URL}">'
    body = story("Harga beras naik di pasar induk", head=head).body.encode()
    visit = reading.read_page(answer(body, f"{HOME}versi-cetak/harga/"), ask(f"{HOME}versi-cetak/harga/"), READER).visit
    assert visit.articles[0].url == STORY_URL
    assert all(rule.startswith("alias:") for rule in visit.articles[0].rules.values())
    assert [link.url for link in visit.links if link.source == "canonical"] == [STORY_URL]


def test_a_listing_names_its_stories_in_order():
    body = listing(*((f"/cerita-pasar-nomor-{n}/", f"Cerita pasar nomor {n}") for n in (3, 1, 2)), following="/page/2/")
    read = reading.read_listing(answer(body.body.encode(), HOME), ask(HOME, Target.HOME), READER)
    stories = [link for link in read.visit.links if link.position]
    assert [(link.url[-2], link.position) for link in stories] == [("3", 1), ("1", 2), ("2", 3)]
    assert read.listing.next == f"{HOME}page/2/"
    assert not any(link.target == Target.LISTING for link in read.visit.links)


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_walk_goes_on_while_it_is_worth_it(goes_on):
    body = listing(("/cerita-pasar-satu/", "Cerita pasar satu"), following="/page/2/").body.encode()
    walking = replace(READER, walk=True, goes_on=lambda url, found: goes_on)
    links = reading.read_listing(answer(body, HOME), ask(HOME, Target.HOME), walking).visit.links
    following = [link for link in links if link.target == Target.LISTING]
    assert [(link.url, link.again) for link in following] == ([(f"{HOME}page/2/", True)] if goes_on else [])


# ---- stories of several pages

LONG = SENTENCE * 2


@pytest.mark.parametrize(
    ("first", "later", "whole"),
    [
        ((LONG,), ("Dua.",), (LONG, "Dua.")),
        ((LONG,), (LONG, "Dua."), (LONG, "Dua.")),
        (("Ya.",), ("Ya.",), ("Ya.", "Ya.")),
        ((), ("Dua.",), ("Dua.",)),
    ],
)
def test_pages_of_a_story_are_joined_without_repeating_its_head(first, later, whole):
    told = [replace(article(), paragraphs=paragraphs(*texts)) for texts in (first, later)]
    joined = story_pages.joined(*told, f"{STORY_URL}2/")
    assert tuple(p.text for p in joined.paragraphs) == whole
    assert joined.aliases == (f"{STORY_URL}2/",)
    assert (joined.url, joined.title) == (told[0].url, told[0].title)


def test_comments_of_all_pages_are_kept_once():
    first = article(comments=(comment(1), comment(2)))
    later = article(comments=(comment(2), comment(3)))
    assert sorted(c.source_id for c in story_pages.joined(first, later, "x").comments) == ["1", "2", "3"]


def test_comments_without_numbers_by_different_people_are_different():
    first = article(comments=(comment(None, "Mantap"),))
    later = article(comments=(comment(None, "Mantap", author="Budi"), comment(None, "Mantap")))
    assert sorted(c.author for c in story_pages.joined(first, later, "x").comments) == ["Budi", "Sari"]


@pytest.mark.parametrize(
    ("url", "following"),
    [
        (f"{STORY_URL}2/", f"{STORY_URL}3/"),
        (f"{STORY_URL}9", f"{STORY_URL}10"),
        (f"{HOME}?p=7&page=2", f"{HOME}?p=7&page=3"),
    ],
)
def test_a_guess_goes_on_to_the_next_page(url, following):
    assert story_pages.next_guess(url) == following


# ---- headers, and what follows from a visit


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ({b"Content-Type": [b"text/html"]}, {"content-type": "text/html"}),
        ({b"ETag": [b"a", b"b"]}, {"etag": "b"}),
        ({b"X": b"y"}, {"x": "y"}),
        ({b"X-Nama": ["é".encode("latin-1")]}, {"x-nama": "é"}),
        ({b"X": []}, {}),
        ({}, {}),
    ],
)
def test_headers_are_text_in_lower_case(raw, read):
    assert reading.headers_of(raw) == read


def test_what_belongs_to_a_story_is_asked_for_once():
    visit = reading.read_page(answer(), ask(), READER).visit
    asked: set[str] = set()
    first = [one.url for one in reading.following(visit, asked)]
    assert len(first) == len(set(first)) > 0
    assert list(reading.following(visit, asked)) == []
    assert STORY_URL not in first


@pytest.mark.parametrize(
    ("count", "reason", "named"), [(50_000, "sitemap", "all"), (50_001, "sitemap of more than 50,000 URLs", "part")]
)
def test_a_sitemap_beyond_the_limits_is_used_in_part_and_says_so(count, reason, named):
    body = b"<urlset>" + b"".join(b"<url><loc>%sberita/%d/</loc></url>" % (HOME.encode(), n) for n in range(count))
    visit, told = reading.read_sitemap(answer(body), ask(target=Target.SITEMAP), SITE)
    assert (visit.reason, told, len(visit.links)) == (reason, named, 50_000)
