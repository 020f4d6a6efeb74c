"""Posts of a WordPress REST API (`wp/v2/posts`, embedded authors, terms and pictures) as whole articles."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.discover.excerpt import written
from crawler.discover.instant import local_and_gmt
from crawler.discover.label import label
from crawler.discover.rest_json import Row, header_number, id_at, inner, rows_of, text_at
from crawler.discover.shape import leads_inside
from crawler.items import Article, Image, Link, Paragraph, Target, Thread
from crawler.urls import absolute, canonical, same_site

RULE = "rest"
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
NOT_STORIES = frozenset(("page", "attachment", "revision", "nav_menu_item", "wp_block"))

# (markup, base URL, title of the story) to its paragraphs: `extract` has it, and may not be imported here.
BodyReader = Callable[[str, str, str | None], tuple[Paragraph, ...]]


@dataclass(frozen=True, slots=True)
class ApiPage:
    """One page of an API listing. error says why there is nothing; total and total_pages are the headers'.

    links are all published posts named; protected those among them that ask for a password.
    """

    articles: tuple[Article, ...] = ()
    threads: tuple[Thread, ...] = ()
    links: tuple[Link, ...] = ()
    protected: tuple[Link, ...] = ()
    total: int | None = None
    total_pages: int | None = None
    error: str | None = None


def read_posts(
    body: bytes,
    url: str,
    *,
    fragment: BodyReader,
    headers: Mapping[str, str] = NO_HEADERS,
    term_names: Mapping[str, str] = NO_HEADERS,
) -> ApiPage:
    """The published posts of one answer. term_names (id to name) helps where a post has more than ten tags:
    the API embeds only ten."""
    rows, error = rows_of(body)
    names = {**_embedded_names(rows), **term_names}
    articles, links = [], []
    for row in rows:
        link = _link(row, url)
        if link is None:
            continue
        links.append(link)
        if link.excluded is None:
            articles.append(_article(row, link, fragment, names))
    return ApiPage(
        articles=tuple(articles),
        links=tuple(links),
        protected=tuple(link for link in links if link.excluded == "password-protected"),
        total=header_number(headers, "X-WP-Total"),
        total_pages=header_number(headers, "X-WP-TotalPages"),
        error=error,
    )


def read_terms(body: bytes) -> dict[str, str]:
    """Names of terms by id, of an answer to `terms_url`."""
    pairs = ((id_at(row, "id"), label(text_at(row, "name"))) for row in rows_of(body)[0])
    return {number: name for number, name in pairs if number and name}


def lacking_names(body: bytes, articles: Iterable[Article]) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The ids of posts in an answer some of whose terms it did not name, and the ids of their terms by taxonomy
    ("categories", "tags"), as `terms_url` asks for them."""
    posts = {a.source_id for a in articles if not {"categories", "tags"} <= a.rules.keys()}
    if not posts:
        return (), {}
    terms: dict[str, dict[str, None]] = {}
    found = []
    for row in rows_of(body)[0]:
        number = id_at(row, "id")
        if number is None or number not in posts:
            continue
        found.append(number)
        for taxonomy in ("categories", "tags"):
            ids = inner(row, taxonomy)
            for term in ids if isinstance(ids, list) else ():
                if isinstance(term, int):
                    terms.setdefault(taxonomy, {})[str(term)] = None
    return (tuple(found), {name: tuple(ids) for name, ids in terms.items()}) if terms else ((), {})


def _link(row: Row, url: str) -> Link | None:
    """The post's address; None for what is not published, not a story, or has none."""
    if inner(row, "status") not in (None, "publish") or text_at(row, "type") in NOT_STORIES:
        return None
    address = absolute(text_at(row, "link") or "", url)
    if address is None:
        return None
    excluded = None
    if inner(row, "content", "protected") is True or inner(row, "excerpt", "protected") is True:
        excluded = "password-protected"
    elif leads_inside(address, url):
        excluded = "private address"
    return Link(
        canonical(address),
        Target.PAGE,
        "rest",
        text=None if excluded else label(text_at(row, "title", "rendered")),
        published_at=_instant(row, "date"),
        modified_at=_instant(row, "modified"),
        excluded=excluded,
    )


def _instant(row: Row, name: str) -> datetime | None:
    return local_and_gmt(text_at(row, name), text_at(row, name + "_gmt"))


def _article(row: Row, link: Link, fragment: BodyReader, names: Mapping[str, str]) -> Article:
    markup = text_at(row, "content", "rendered") or ""
    told: dict[str, Any] = {
        "title": link.text,
        "authors": _authors(row),
        "published_at": link.published_at,
        "published_raw": text_at(row, "date"),
        "modified_at": link.modified_at,
        "categories": _terms(row, "categories", "category", names),
        "tags": _terms(row, "tags", "post_tag", names),
        "summary": written(text_at(row, "excerpt", "rendered") or "", markup),
        "paragraphs": fragment(markup, link.url, link.text) or None if markup.strip() else None,
        "image": _image(row, link.url),
        "source_id": id_at(row, "id"),
        "aliases": _aliases(row, link.url) or None,
    }
    told = {name: value for name, value in told.items() if value is not None}
    rules = MappingProxyType({name: RULE for name in ("url", *told) if name != "published_raw"})
    return Article(link.url, **told, rules=rules)


def _authors(row: Row) -> tuple[str, ...] | None:
    embedded = inner(row, "_embedded", "author")
    people = embedded if isinstance(embedded, list) else []
    names = [label(text_at(person, "name")) for person in people]
    return tuple(name for name in names if name) or None  # an error object has no name: not said


def _groups(row: Row) -> list[Row]:
    """The embedded terms of all taxonomies, in their order."""
    groups = inner(row, "_embedded", "wp:term")
    lists = [group for group in groups if isinstance(group, list)] if isinstance(groups, list) else []
    return [term for group in lists for term in group if isinstance(term, dict)]


def _embedded_names(rows: tuple[Row, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        for term in _groups(row):
            number, name = id_at(term, "id"), label(text_at(term, "name"))
            if number and name:
                found[number] = name
    return found


def _terms(row: Row, field: str, taxonomy: str, names: Mapping[str, str]) -> tuple[str, ...] | None:
    """Names of a post's terms in the order of its ids; None unless every one of them is known."""
    numbers = inner(row, field)
    if isinstance(numbers, list):
        found = [names.get(str(number)) for number in numbers]
        return None if None in found else tuple(dict.fromkeys(name for name in found if name))
    if inner(row, "_embedded", "wp:term") is None:
        return None
    own = (label(text_at(term, "name")) for term in _groups(row) if inner(term, "taxonomy") == taxonomy)
    return tuple(dict.fromkeys(name for name in own if name))


def _image(row: Row, base: str) -> Image | None:
    media = inner(row, "_embedded", "wp:featuredmedia", 0)
    address = absolute(text_at(media, "source_url") or "", base)
    if address is None or inner(media, "media_type") not in (None, "image"):
        return None
    return Image(address, label(text_at(media, "caption", "rendered")))


def _aliases(row: Row, url: str) -> tuple[str, ...]:
    """The guid where it is the `?p=N` address, which works for ever; other guids are no addresses."""
    guid = absolute(text_at(row, "guid", "rendered") or "", url)
    if guid is None or not same_site(guid, url) or guid == url:
        return ()
    parameters = dict(parse_qsl(urlsplit(guid).query))
    return (guid,) if parameters.get("p") == id_at(row, "id") else ()
