"""What a listing, or any page, links to: stories in their order, other listings, the next page, and the rest.

Which links make the main list is left to `main_list`, the next page to `next_page`, what one link is to
`link_kind`, and what an address says by itself to `shape`, whose judgements are named here too.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from crawler.discover.address import Address, address
from crawler.discover.link_kind import classified
from crawler.discover.main_list import stories_in_order
from crawler.discover.next_page import next_page
from crawler.discover.shape import archive_kind as archive_kind
from crawler.discover.shape import looks_like_article as looks_like_article
from crawler.discover.shape import looks_like_listing as looks_like_listing
from crawler.discover.shape import template as template
from crawler.discover.surroundings import Place, Surroundings
from crawler.items import Link, Target
from crawler.page import Anchor, Page
from crawler.text import clean_line
from crawler.urls import absolute, key

MAX_LINKS = 10_000  # a link costs 0.03 ms; the most on a real page are 2,215 (measured on 747)
# Links in one another, as no HTML allows, whose words are read: each has all the words of those inside it, so that
# 500 of them round a megabyte of text took seconds. Real pages have at most one in another (measured on 747).
MOST_LINKS_AROUND = 4
PLACES = 400  # links of a page among which one place is told from another
STORY_CLASSES = frozenset(("single", "single-post", "attachment"))
LISTING_CLASSES = frozenset("home blog archive category tag search author date front-page".split())


@dataclass(frozen=True, slots=True)
class Listing:
    """The links of one page.

    links: every address of the site once, with its longest text. articles: those of the main list, position
    from 1. archives: the other listings, and archive_kinds by URL what each is ("category", "tag", "author",
    "date", "index", "menu" for a menu's entry that does not say). next: the page after this one.
    """

    links: tuple[Link, ...] = ()
    articles: tuple[Link, ...] = ()
    archives: tuple[Link, ...] = ()
    archive_kinds: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    next: str | None = None


def read(page: Page) -> Listing:
    """All that a page links to on its own site. A story's page has no main list and no next page."""
    story = is_story(page)
    source = "article" if story else "listing"
    found = _Links()
    candidates = []
    own = address(page.url)
    hrefs = page.hrefs[:MAX_LINKS]
    written = [(url, node) for href, node in hrefs if (url := absolute(href, page.base_url))]
    around = Surroundings(len(written))
    anchors = tuple(_on_site(written, own, around))
    following = None if story else next_page(page, [anchor for anchor, _, _ in anchors])
    for anchor, at, place in anchors:
        link, kind = classified(anchor, at, page, place, source)
        found.add(at.key, link, kind)
        if not story and link.target == Target.PAGE and link.excluded is None and at.key != own.key:
            candidates.append((at.key, link.url, anchor))
    if following:
        found.add(key(following), Link(following, Target.LISTING, source), "next")
    return found.listing(_articles(candidates, around), following)


def links(page: Page, passed: Container[str]) -> tuple[Link, ...]:
    """What a story's page links to on its own site, without the links whose href, as written, is in `passed`:
    nine in ten links of a page stood on the page before."""
    around = Surroundings(PLACES)
    found = _Links()
    fresh = ((href, node) for href, node in page.hrefs[:MAX_LINKS] if href not in passed)
    written = ((url, node) for href, node in fresh if (url := absolute(href, page.base_url)))
    for anchor, at, place in _on_site(written, address(page.url), around):
        link, kind = classified(anchor, at, page, place, "article")
        found.add(at.key, link, kind)
    return found.listing((), None).links


def _on_site(
    written: Iterable[tuple[str, LexborNode]], own: Address, around: Surroundings
) -> Iterator[tuple[Anchor, Address, Place]]:
    """The links among (URL, element) that stay on the site, what their addresses are, where they stand."""
    for url, node in written:
        at = address(url)
        if at.site != own.site or (place := around.of(node)).links > MOST_LINKS_AROUND:
            continue
        rel = frozenset((node.attrs.get("rel") or "").lower().split())
        yield Anchor(url, clean_line(node.text(separator=" ")), rel, node), at, place


def is_story(page: Page) -> bool:
    """Whether the page says of itself that it is one story."""
    if page.body_classes & STORY_CLASSES:
        return True
    if page.body_classes & LISTING_CLASSES:
        return False
    return page.first_meta("og:type") == "article" and looks_like_article(page.url) is not False


class _Links:
    """Links by address while a page is read: the first place counts, the longest text, the surest kind."""

    def __init__(self) -> None:
        self._links: dict[str, Link] = {}
        self._kinds: dict[str, str] = {}

    def add(self, name: str, link: Link, kind: str | None) -> None:
        """Take one more link to an address."""
        known = self._links.get(name)
        if known is None:
            known = link
        elif (self._kinds.get(name) == "menu" and kind is None and link.excluded is None) or kind == "next":
            known = replace(known, target=link.target, excluded=link.excluded)  # a menu's entry only may be a listing
            self._kinds.pop(name, None)
        elif link.excluded == "password-protected":
            known = replace(known, excluded=link.excluded, text=None)
        if known is link and kind:
            self._kinds[name] = kind
        if known.excluded != "password-protected" and len(link.text or "") > len(known.text or ""):
            known = replace(known, text=link.text)
        self._links[name] = known

    def listing(self, articles: tuple[Link, ...], following: str | None) -> Listing:
        """What was found, as it will be told."""
        kinds = {self._links[name].url: kind for name, kind in self._kinds.items() if kind not in ("home", "next")}
        links = tuple(self._links.values())
        archives = tuple(link for link in links if link.url in kinds)
        return Listing(links, articles, archives, MappingProxyType(kinds), following)


def _articles(candidates: list[tuple[str, str, Anchor]], around: Surroundings) -> tuple[Link, ...]:
    stories = stories_in_order(candidates, around)
    return tuple(
        Link(story.url, Target.PAGE, "listing", text=story.title, position=position)
        for position, story in enumerate(stories, start=1)
    )
