"""Sitemaps (sitemaps.org 0.9, with Google's news extension) to links; where a site keeps them.

RSS, Atom and JSON feeds that serve as sitemaps are left to `feed`. A sitemap is unpacked and read as a stream, up to the
protocol's limits: a small file that is large inside costs neither memory nor time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from crawler.discover import feed
from crawler.discover.instant import w3c
from crawler.discover.label import label
from crawler.discover.shape import leads_inside, shape_of
from crawler.discover.sitemap_name import NOT_STORIES, purpose
from crawler.discover.xml_pieces import BeyondLimit, pieces
from crawler.items import Link, Target
from crawler.urls import absolute, same_site

Kind = Literal["index", "urlset", "text", "none"]

HEAD_BYTES = 64 * 1024
# 50,000 URLs with ten elements each are allowed for; at 2 million elements a second is spent.
MAX_ELEMENTS = 2_000_000
MAX_LINKS = 50_000  # the protocol's own limit
MAX_TEXT_CHARS = 4_000
ROOT = re.compile(rb"<(?:[\w.-]+:)?(sitemapindex|urlset|rss|feed|rdf)\b", re.I)
NEWS_PREFIX = re.compile(rb"""xmlns:([\w.-]+)\s*=\s*["']https?://www\.google\.com/schemas/sitemap-news""")

USUAL_PATHS = (
    "wp-sitemap.xml", "sitemap.xml", "sitemap_index.xml", "news-sitemap.xml", "sitemap-news.xml", "sitemap-index.xml",
    "sitemap.xml.gz", "?sitemap=index", "sitemap.txt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap is and names. kind "none": the bytes are no sitemap (an HTML page, an error text)."""

    kind: Kind
    url: str
    is_news: bool = False
    _body: bytes = field(default=b"", repr=False)
    _links: tuple[Link, ...] = field(default=(), repr=False)

    @property
    def links(self) -> "Links":
        """Every address in document order, read as it is asked for; each call begins anew."""
        if self.kind == "text":
            return Links(_text_links(self._body, self.url))
        if self._links or self.kind == "none":
            return Links(iter(self._links))
        return Links(_xml_links(self._body, self.url))


@dataclass(slots=True)
class Links:
    """The links of a sitemap within the limits. cut: when they are read, what the sitemap has more of than is read, as
    in "more than 50,000 URLs"; None if that was all."""

    _found: Iterator[Link]
    cut: str | None = None

    def __iter__(self) -> Iterator[Link]:
        try:
            for number, link in enumerate(self._found):
                if number == MAX_LINKS:
                    raise BeyondLimit(f"more than {MAX_LINKS:,} URLs")
                yield link
        except BeyondLimit as limit:
            self.cut = str(limit)


def read(body: bytes, url: str) -> Sitemap:
    """The sitemap in an HTTP body found at url: plain, gzipped, broken or something else altogether."""
    head = next(pieces(body), b"")[:HEAD_BYTES]
    root = ROOT.search(head)
    if root is None or b"<html" in head[: root.start()].lower():
        return _without_root(body, head, url)
    name = root[1].lower()
    if name in (b"rss", b"feed", b"rdf"):
        return _of_feed(body, url)
    news = NEWS_PREFIX.search(head)
    is_news = news is not None and _has(body, b"<" + news[1] + b":")
    kind: Kind = "index" if name == b"sitemapindex" else "urlset"
    return Sitemap(kind, url, is_news, body)


def _has(body: bytes, tag: bytes) -> bool:
    try:
        return any(tag in piece for piece in pieces(body))
    except BeyondLimit:
        return False


def _without_root(body: bytes, head: bytes, url: str) -> Sitemap:
    first = head.lstrip()
    if first.startswith(b"{"):
        return _of_feed(body, url)
    if re.match(rb"https?://\S+\s*$", first.partition(b"\n")[0], re.I):
        return Sitemap("text", url, _body=body)
    return Sitemap("none", url)


def _of_feed(body: bytes, url: str) -> Sitemap:
    links = tuple(replace(link, source="sitemap") for link in feed.read(body, url).links)
    return Sitemap("urlset" if links else "none", url, _links=links)


def usual_places(home: str) -> tuple[str, ...]:
    """Where a site's sitemap is if nothing names it, most likely first."""
    base = home if home.endswith("/") else urlsplit(home)._replace(query="", fragment="").geturl().rstrip("/") + "/"
    return tuple(urljoin(base, path) for path in USUAL_PATHS)


def rank(link: Link) -> int:
    """Which of an index's sitemaps to read first: 0 news, 1 stories, 2 unnamed, 3 not of stories."""
    kind = purpose(link.url)
    return {"news": 0, "stories": 1, None: 2}.get(kind, 3)


@dataclass(slots=True)
class _Entry:
    """One `url` or `sitemap` element while it is being read."""

    name: str
    loc: str = ""
    lastmod: str = ""
    publication_date: str = ""
    title: str = ""


# Where the leaves stand: (parent, leaf) by local name, and the entry's field.
LEAVES = {
    ("url", "loc"): "loc",
    ("sitemap", "loc"): "loc",
    ("url", "lastmod"): "lastmod",
    ("sitemap", "lastmod"): "lastmod",
    ("news", "publication_date"): "publication_date",
    ("news", "title"): "title",
}


class _Events:
    """An lxml parser target that keeps finished entries only until they are fetched."""

    def __init__(self) -> None:
        self.finished: list[_Entry] = []
        self.elements = 0
        self._open: list[str] = []
        self._entry: _Entry | None = None
        self._leaf: str | None = None
        self._text: list[str] = []

    def start(self, tag: str, attributes: object) -> None:
        """A start tag."""
        name = tag.rpartition("}")[2].lower()
        self.elements += 1
        parent = self._open[-1] if self._open else ""
        self._open.append(name)
        if name in ("url", "sitemap"):
            self._entry = _Entry(name)
        self._leaf, self._text = LEAVES.get((parent, name)), []

    def data(self, text: str) -> None:
        """A piece of text."""
        if self._leaf and len(self._text) < MAX_TEXT_CHARS:
            self._text.append(text[:MAX_TEXT_CHARS])

    def end(self, tag: str) -> None:
        """An end tag."""
        name = self._open.pop() if self._open else ""
        if self._entry is None:
            return
        if self._leaf:
            setattr(self._entry, self._leaf, "".join(self._text)[:MAX_TEXT_CHARS].strip())
            self._leaf = None
        elif name == self._entry.name:
            self.finished.append(self._entry)
            self._entry = None

    def close(self) -> None:
        """The end of the document, or of what could be read of it: a half entry with an address counts."""
        if self._entry is not None and self._entry.loc:
            self.finished.append(self._entry)


def _xml_links(body: bytes, url: str) -> Iterator[Link]:
    for entry in _entries(body):
        address = absolute(entry.loc, url)
        if address:
            yield _index_link(address, entry, url) if entry.name == "sitemap" else _page_link(address, entry, url)


def _entries(body: bytes) -> Iterator[_Entry]:
    events = _Events()
    reader = etree.XMLParser(
        target=events, recover=True, huge_tree=False, resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        for piece in _from_root(body):
            reader.feed(piece)
            yield from events.finished
            events.finished.clear()
            if events.elements > MAX_ELEMENTS:
                raise BeyondLimit(f"more than {MAX_ELEMENTS:,} elements")
        reader.close()
    except (etree.LxmlError, ValueError):  # too deep, or beyond recovery: what was read stands
        pass
    yield from events.finished


def _from_root(body: bytes) -> Iterator[bytes]:
    """The pieces of body from the root on: a warning that a script printed may stand before it."""
    stream = pieces(body)
    first = next(stream, b"")
    root = ROOT.search(first)
    yield first[root.start() if root else 0 :]
    yield from stream


def _index_link(address: str, entry: _Entry, url: str) -> Link:
    kind = purpose(address)
    excluded = f"sitemap of {kind}" if kind in NOT_STORIES else None
    if not same_site(address, url) and leads_inside(address, url):
        excluded = "private address"
    return Link(address, Target.SITEMAP, "sitemap", modified_at=w3c(entry.lastmod), excluded=excluded)


def _page_link(address: str, entry: _Entry, url: str) -> Link:
    kind = purpose(url)
    shape = shape_of(address)
    target, excluded = Target.PAGE, shape.excluded
    if kind in ("terms", "authors", "archives") or shape.is_listing:
        target = Target.LISTING
    elif kind == "pages":
        excluded = excluded or "static page"
    if not same_site(address, url):
        excluded = "private address" if leads_inside(address, url) else "other site"
    return Link(
        address,
        target,
        "sitemap",
        text=label(entry.title),
        published_at=w3c(entry.publication_date),
        modified_at=w3c(entry.lastmod),
        excluded=excluded,
    )


def _text_links(body: bytes, url: str) -> Iterator[Link]:
    for line in _lines(body):
        text = line.decode("utf-8", "replace").replace("&amp;", "&").strip()
        address = absolute(text, url) if text.lower().startswith(("http://", "https://")) else None
        if address:
            yield _page_link(address, _Entry("url"), url)


def _lines(body: bytes) -> Iterator[bytes]:
    """The lines of a text, the beginning of those that are too long."""
    rest = b""
    for piece in pieces(body):
        *lines, rest = (rest + piece).replace(b"\r", b"\n").split(b"\n")
        yield from (line[: MAX_TEXT_CHARS + 1] for line in lines)
        rest = rest[: MAX_TEXT_CHARS + 1]
    yield rest
