"""The pages of a story that is told on several: which page this is, and where the others are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from crawler.extract import numbered, wordpress
from crawler.extract.reading import reading_of
from crawler.page import Page
from crawler.text import whole_number
from crawler.urls import absolute, canonical, key

PAGED_CLASS = re.compile(r"(?:single-paged|paged)-(\d+)")
# Class words of elements that hold the links to the pages of a story, and of nothing else.
HOLDERS = frozenset(
    """page-links post-nav-links pagelink link-pages jeg_pagelinks td-page-links page-link post-page-numbers
    detail__anchor-numb article-pagination pagination-article paging read__paging detail__long-nav post-pagination""".split()
)
HOLDER = ", ".join(f".{word}" for word in sorted(HOLDERS))
TURNING = "a[rel~=next i][href], a[rel~=prev i][href]"
MOST_LINKS, MOST_HOLDERS = 4_000, 2_000  # of hostile pages; a story of two hundred parts has as many of each
HIGHEST_CLIMB = 60
SERIES = "_series"  # the name under which a page keeps what was read of it


@dataclass(frozen=True, slots=True)
class _Series:
    """The pages of one story as far as this page tells: its own number, page 1, linked pages by number."""

    own: int
    stem: str
    linked: dict[int, str]
    shape: numbered.Numbered | None


def part_number(page: Page) -> int:
    """Which page of a story this is, from 1; 1 also for stories of one page."""
    return _series(page).own


def parts(page: Page) -> tuple[str, ...]:
    """The addresses of the other pages of a story, in order, those between two linked ones included.

    () for a story of one page. Absolute; the first page in its plain form.
    """
    series = _series(page)
    last = max([series.own, *(number for number in series.linked if number <= numbered.MOST_PAGES)])
    found = []
    for number in range(1, last + 1):
        url = series.linked.get(number) or (series.shape.at(number) if series.shape else None)
        if number == 1:
            url = series.stem
        if number != series.own and url:
            found.append(url)
    return tuple(dict.fromkeys(found))


def first_part(page: Page) -> str | None:
    """The address of page 1 if this page is a later one; None if it is page 1 itself."""
    if not any(reading.number > 1 for reading in numbered.readings(page.url)):
        return None
    series = _series(page)
    return series.stem if series.own > 1 else None


def guess_second(page: Page) -> str | None:
    """Where page 2 of a WordPress post would be that links to no further pages; None for other pages.

    Block themes print no page links at all, so only a visit tells whether the post has a second page.
    """
    if not wordpress.is_single_post(page) or not reading_of(page).marks.of_class("wp-site-blocks"):
        return None
    series = _series(page)
    if series.own > 1 or series.linked:
        return None
    parts_ = urlsplit(canonical(page.canonical or page.url))
    if parts_.query:
        return urlunsplit(parts_._replace(query=f"{parts_.query}&page=2"))
    end = "/" if parts_.path.endswith("/") else ""
    return urlunsplit(parts_._replace(path=f"{parts_.path.rstrip('/')}/2{end}"))


def _series(page: Page) -> _Series:
    kept: _Series | None = page.__dict__.get(SERIES)
    if kept is None:
        kept = page.__dict__[SERIES] = _read_series(page)
    return kept


def _read_series(page: Page) -> _Series:
    url = canonical(page.url)
    links = list(_page_links(page))
    own = _own(page, url, links)
    stem = own.stem if own else url
    wanted = key(stem)
    linked: dict[int, str] = {}
    shape = own
    for link in links:
        found = next((r for r in numbered.readings(link) if key(r.stem) == wanted), None)
        if found and found.number > 1:
            linked.setdefault(found.number, link)
            shape = shape or found
    return _Series(own.number if own else 1, stem, linked, shape)


def _page_links(page: Page) -> Iterator[str]:
    """The links that stand where a theme lists the pages of a story, and rel=next and rel=prev; canonical."""
    named = [page.head_link("next"), page.head_link("prev")]
    turning = (link.attrs.get("href") or "" for link in page.tree.css(TURNING))
    held = (href for holder in _outermost(_holders(page)) for href in _hrefs_of(holder))
    hrefs = dict.fromkeys(islice(chain(turning, held), MOST_LINKS))
    named += [absolute(href, page.base_url) for href in hrefs]
    yield from dict.fromkeys(canonical(url) for url in named if url)


def _holders(page: Page) -> Iterator[LexborNode]:
    """The elements with a holder's class, those in navigation (which no outline has) included."""
    reading = reading_of(page)
    yield from reading.marks.of_class(*HOLDERS)
    for nav in reading.outline.navigation:
        names = nav.attributes.get("class") or ""
        if HOLDERS.isdisjoint(names.split()):
            yield from nav.css(HOLDER)
        else:
            yield nav


def _outermost(holders: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """holders without those that lie in one before: what they hold has been seen, and each look takes the time of all
    that is in them."""
    seen: set[int] = set()
    for holder in islice(holders, MOST_HOLDERS):
        outer: LexborNode | None = holder.parent
        for _ in range(HIGHEST_CLIMB):
            if outer is None or outer.mem_id in seen:
                break
            outer = outer.parent
        if outer is None or outer.mem_id not in seen:
            seen.add(holder.mem_id)
            yield holder


def _hrefs_of(holder: LexborNode) -> Iterator[str]:
    if holder.tag == "a":
        yield holder.attributes.get("href") or ""
    for link in holder.css("a[href]"):
        yield link.attributes.get("href") or ""


def _own(page: Page, url: str, links: list[str]) -> numbered.Numbered | None:
    """How to read the page's own address as a later page of a story; None if it is page 1."""
    if wordpress.is_single_post(page):  # body_class tells; a slug may end in a number
        told = {whole_number(m[1]) for word in page.body_classes if (m := PAGED_CLASS.fullmatch(word))}
        return next((r for r in numbered.readings(url) if r.number in told), None)
    known = {key(link) for link in links} | {key(r.stem) for link in links for r in numbered.readings(link)}
    return next((r for r in numbered.readings(url) if r.number > 1 and key(r.stem) in known), None)
