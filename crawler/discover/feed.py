"""Feeds of articles and of comments to links, partial articles and threads; which feeds a page announces.

What a feed says of a story is little and often cut short: it counts as a reading with its own rules
("feed:pubDate"), to be merged with better ones. Formats are left to `feed_bytes`, comments to
`feed_comments`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.discover.excerpt import is_cut, written
from crawler.discover.feed_bytes import entries_of
from crawler.discover.feed_comments import PASSWORD_FORM, CommentReader, comment_number, post_number, threads_of
from crawler.discover.feed_entries import Entries, Entry
from crawler.discover.instant import is_day_only, rfc_822
from crawler.discover.label import label
from crawler.discover.shape import leads_inside, shape_of
from crawler.items import Article, Image, Link, Paragraph, Precision, Target, Thread
from crawler.page import Page
from crawler.text import clean_line
from crawler.urls import absolute, canonical, same_site

Kind = Literal["articles", "comments", "none"]
BodyReader = Callable[[str, str, str | None], tuple[Paragraph, ...]]

# "The post X appeared first on Y.", in whatever language: a last paragraph of two links, added by SEO plugins.
SIGNATURE = re.compile(r"<p>[^<]{0,60}<a\b[^>]*>[^<]*</a>[^<]{0,60}<a\b[^>]*>[^<]*</a>[^<]{0,20}</p>\s*$", re.I)
SIGNATURE_MAX_CHARS = 2_000
FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"))
XML_TYPES = frozenset(("text/xml", "application/xml", "application/json"))
FEED_WORD = re.compile(r"(?:^|[/=._-])(?:feeds?|rss2?|atom|rdf)(?:$|[/=._&?-])", re.I)
MAIL_ADDRESS = re.compile(r"^[^\s@]+@[^\s@]+\s*(?:\(([^()]*)\))?$|\s*<?[^\s@]+@[^\s@]+>?$")
NAME_MAX_CHARS = 300
USUAL_PATHS = ("feed/", "?feed=rss2", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed brings; next is its following page."""

    kind: Kind
    title: str | None = None
    language: str | None = None
    links: tuple[Link, ...] = ()
    articles: tuple[Article, ...] = ()
    threads: tuple[Thread, ...] = ()
    next: str | None = None


def read(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fragment: BodyReader | None = None,
    comment_fragment: CommentReader | None = None,
) -> Feed:
    """The feed in an HTTP body found at url. Bodies of stories are read only if fragment is given."""
    found = entries_of(body, content_type)
    if not found.form:
        return Feed("none")
    if _is_of_comments(found, url):
        return _of_comments(found, url, comment_fragment)
    return _of_articles(found, url, fragment)


def _is_of_comments(found: Entries, url: str) -> bool:
    marked = sum(comment_number(entry) is not None for entry in found.entries)
    return 2 * marked > len(found.entries) or (not found.entries and is_of_comments(url))


def _of_articles(found: Entries, url: str, fragment: BodyReader | None) -> Feed:
    links, articles = [], []
    language = clean_line(found.language or "") or None
    for entry in found.entries:
        link = _link(entry, url)
        if link is None:
            continue
        links.append(link)
        if link.excluded is None and link.target == Target.PAGE:
            articles.append(_article(entry, link, language, fragment))
    return Feed(
        "articles",
        title=label(found.title),
        language=language,
        links=tuple(links),
        articles=tuple(articles),
        next=_next(found, url),
    )


def _link(entry: Entry, url: str) -> Link | None:
    address = absolute(entry.link or "", url)
    if address is None:
        return None
    shape = shape_of(address)
    excluded = shape.excluded
    if PASSWORD_FORM.search(entry.content or entry.summary or ""):
        excluded = "password-protected"
    elif not same_site(address, url):
        excluded = "private address" if leads_inside(address, url) else "other site"
    return Link(
        canonical(address),
        Target.LISTING if shape.is_listing else Target.PAGE,
        "feed",
        text=None if excluded else label(entry.title),
        published_at=rfc_822(entry.published),
        modified_at=rfc_822(entry.updated),
        excluded=excluded,
    )


def _article(entry: Entry, link: Link, language: str | None, fragment: BodyReader | None) -> Article:
    content = _unsigned(entry.content)
    image = absolute(entry.image or "", link.url)
    told: dict[str, tuple[Any, str]] = {
        "title": (link.text, "title"),
        "authors": (_names(entry), entry.name_of("authors")),
        "published_at": (link.published_at, entry.name_of("published")),
        "modified_at": (link.modified_at, entry.name_of("modified")),
        "categories": (tuple(dict.fromkeys(c for c in map(label, entry.categories) if c)), entry.name_of("categories")),
        "language": (language, "language"),
        "summary": (_summary(entry, content), "description"),
        "paragraphs": (fragment(content, link.url, link.text) if fragment and content else (), "content"),
        "image": (Image(image) if image else None, "media"),
        "source_id": (_post_number(entry, link.url), "guid"),
        "aliases": (_aliases(entry, link.url), "guid"),
        "comment_count": (_count(entry.comments), "comments"),
    }
    told = {name: (value, rule) for name, (value, rule) in told.items() if value not in (None, ())}
    rules = {"url": "feed:link"} | {name: f"feed:{rule}" for name, (_, rule) in told.items()}
    precision = Precision.DAY if is_day_only(entry.published) else Precision.SECOND
    return Article(
        link.url,
        **{name: value for name, (value, _) in told.items()},
        published_raw=entry.published if link.published_at else None,
        published_precision=precision if link.published_at else Precision.SECOND,
        rules=MappingProxyType(rules),
    )


def _count(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else None


def _names(entry: Entry) -> tuple[str, ...]:
    """Names of people; of RSS's "mail@host (Name)" the name."""
    found = []
    for name, _ in entry.people:
        name = (label(name) or "")[:NAME_MAX_CHARS]
        if match := MAIL_ADDRESS.search(name):
            name = clean_line(match[1] or name[: match.start()])
        found.append(name)
    return tuple(dict.fromkeys(name for name in found if name))


def _summary(entry: Entry, content: str | None) -> str | None:
    """What introduces the story; None if the description is its beginning, cut, or the whole of it."""
    summary = _unsigned(entry.summary)
    if not summary or is_cut(summary):
        return None
    if content:
        return written(summary, content)
    return label(summary)


def _unsigned(markup: str | None) -> str | None:
    """markup without the signature plugins put under it."""
    if markup is None:
        return None
    end = markup[-SIGNATURE_MAX_CHARS:]
    return markup[: len(markup) - len(end)] + SIGNATURE.sub("", end)


def _post_number(entry: Entry, url: str) -> str | None:
    """The number in WordPress's `?p=N`, as guid on the story's own site or as its address."""
    guid = absolute(entry.guid or "", url)
    return (post_number(guid) if guid and same_site(guid, url) else None) or post_number(url)


def _aliases(entry: Entry, url: str) -> tuple[str, ...]:
    guid = absolute(entry.guid or "", url)
    return (guid,) if guid and guid != url and same_site(guid, url) and post_number(guid) else ()


def _next(found: Entries, url: str) -> str | None:
    """The feed's next page: as it says itself, or as WordPress numbers them."""
    named = absolute(found.next or "", url)
    if named:
        return named if same_site(named, url) and named != url else None
    if not found.entries or "wordpress" not in (found.generator or "").lower():
        return None
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    page = query.get("paged", "1")
    query["paged"] = str(int(page) + 1 if re.fullmatch(r"\d{1,6}", page) else 2)
    return urlunsplit(parts._replace(query=urlencode(query, safe=":,/")))


def _of_comments(found: Entries, url: str, comment_fragment: CommentReader | None) -> Feed:
    threads = threads_of(found, url, comment_fragment)
    return Feed(
        "comments",
        title=label(found.title),
        language=clean_line(found.language or "") or None,
        links=tuple(Link(thread.article_url, Target.PAGE, "feed") for thread in threads if thread.article_url),
        threads=threads,
        next=absolute(found.next or "", url),  # WordPress does not page these: only what is named counts
    )


def is_of_comments(url: str, title: str = "") -> bool:
    """Whether an announced feed is one of comments, by its address or its title."""
    path, query = urlsplit(url).path.lower(), urlsplit(url).query.lower()
    if "/comments/feed" in path or "comments-" in query or "withcomments=1" in query:
        return True
    return re.search(r"\bcomments?\b|\bkomentar\b", title, re.I) is not None


def announced(page: Page) -> tuple[Link, ...]:
    """The feeds a page's head names, each once. Those of one article's comments are excluded with that reason;
    `is_of_comments` tells a whole site's comment feed by its address and text."""
    found: dict[str, Link] = {}
    for rel, href, kind, title in page.head_links:
        kind = kind.partition(";")[0].strip()
        if "alternate" not in rel or not (kind in FEED_TYPES or (kind in XML_TYPES and FEED_WORD.search(href))):
            continue
        title = clean_line(title)
        excluded = None if same_site(href, page.url) else "other site"
        if is_of_comments(href, title) and not _is_site_wide(href):
            excluded = "comments of one article"
        found.setdefault(href, Link(href, Target.FEED, "listing", text=title or None, excluded=excluded))
    return tuple(found.values())


def _is_site_wide(url: str) -> bool:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query.lower()))
    return "/comments/feed" in parts.path.lower() or (
        query.get("feed", "").startswith("comments") and not {"p", "page_id", "name"} & set(query)
    )


def usual_places(home: str) -> tuple[str, ...]:
    """Where a site's feed is if no page names it, most likely first; then WordPress's feed of comments."""
    base = home if home.endswith("/") else home + "/"
    return (*(urljoin(base, path) for path in USUAL_PATHS), urljoin(base, "comments/feed/"))
