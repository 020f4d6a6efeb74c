"""One HTML document, parsed once: tree, head, JSON-LD, links.

The tree is lexbor's (selectolax), an HTML5 parser: what a browser would see, at a third of libxml2's
time. Hostile input ends in a smaller Page, never in an exception.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from crawler.charsets import decoded
from crawler.loose_json import is_json, mended_json
from crawler.markup import harmless
from crawler.text import clean_line
from crawler.urls import HREF_MAX_CHARS, absolute

HTML_MAX_BYTES = 32 * 1024 * 1024
JSON_LD_MAX_CHARS = 2_000_000
JSON_LD_MAX_NODES = 5_000
COMMENT_CLIMB = 6
FOR_BROWSERS = frozenset(
    """stylesheet preload prefetch preconnect dns-prefetch modulepreload prerender icon shortcut apple-touch-icon mask-icon
    apple-touch-icon-precomposed apple-touch-startup-image fluid-icon manifest pingback wlwmanifest""".split()
)
JSON_LD = "script[type*='ld+json' i]"
WITHOUT_EVENTS = int(LexborDocumentOptions.WO_EVENTS)  # nobody listens to the tree as it grows
Written = tuple[str, LexborNode]  # a link's href as written, and the element


@dataclass(frozen=True, slots=True)
class Anchor:
    """An `a[href]` of the page: absolute URL, its text on one line, its rel words, and the element."""

    url: str
    text: str
    rel: frozenset[str]
    node: LexborNode


class Page:
    """A parsed document. Everything is read on first use and kept; the tree must not be changed.

    url is where the document was found (after redirects); fetched_at is None if nobody knows.
    """

    def __init__(self, tree: LexborHTMLParser, url: str, *, fetched_at: datetime | None = None) -> None:
        self.tree = tree
        self.url = url
        self.fetched_at = fetched_at

    @classmethod
    def from_bytes(
        cls, html: bytes, url: str, *, content_type: str | None = None, fetched_at: datetime | None = None
    ) -> "Page":
        """A Page of an HTTP body, empty for one of JSON; content_type is the raw Content-Type header, if there was one.
        Raises TypeError for text: which encoding it had is ours to find."""
        if not isinstance(html, bytes):
            raise TypeError(
                f"html must be the bytes as fetched, not {type(html).__name__}: the page's encoding is read out of them "
                "(response.content or .body, not .text; of text that you have, html.encode())"
            )
        markup = b"" if is_json(html) else decoded(html[:HTML_MAX_BYTES], content_type)
        return cls(LexborHTMLParser(harmless(markup), options=WITHOUT_EVENTS), url, fetched_at=fetched_at)

    @classmethod
    def from_fragment(cls, markup: str, url: str, *, fetched_at: datetime | None = None) -> "Page":
        """A Page whose body is a piece of markup, such as `content.rendered` of a REST API."""
        return cls.from_bytes(f"<body>{markup}".encode("utf-8", "replace"), url, fetched_at=fetched_at)

    @property
    def body(self) -> LexborNode | None:
        """The body element; None for an empty document and for framesets."""
        return self.tree.body

    @cached_property
    def base_url(self) -> str:
        """What relative links are resolved against: `base[href]`, else the page's own URL."""
        bases = (base.attributes for base in self.tree.tags("base"))
        href = next((attributes["href"] or "" for attributes in bases if "href" in attributes), "").strip()
        if len(href) > HREF_MAX_CHARS:  # each relative link would be resolved against all of it
            return self.url
        try:
            return urljoin(self.url, href)
        except ValueError:
            return self.url

    @cached_property
    def meta(self) -> Mapping[str, tuple[str, ...]]:
        """Values of `meta[content]` by lower-case property, name, itemprop or http-equiv, in page order."""
        found: dict[str, list[str]] = {}
        for node in self.tree.tags("meta"):
            attributes = node.attributes
            name = attributes.get("property") or attributes.get("name")
            if not name:
                name = attributes.get("itemprop") or attributes.get("http-equiv")
                if name and _is_of_comment(node):
                    continue
            value = clean_line(attributes.get("content") or "")
            if name and value:
                found.setdefault(name.strip().lower(), []).append(value)
        return {name: tuple(values) for name, values in found.items()}

    def first_meta(self, *names: str) -> str | None:
        """The first value of the first of these meta names that the page has."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    @cached_property
    def head_links(self) -> tuple[tuple[frozenset[str], str, str, str], ...]:
        """`link[rel][href]`: (rel words, absolute href, type, title), in page order; without styles, icons and hints
        to a browser, which are most of them."""
        links = []
        for rel, attributes in self._written_links:
            href = absolute(attributes.get("href") or "", self.base_url)
            if href:
                kind = (attributes.get("type") or "").strip().lower()
                links.append((rel, href, kind, attributes.get("title") or ""))
        return tuple(links)

    @cached_property
    def _written_links(self) -> list[tuple[frozenset[str], dict[str, str | None]]]:
        """Rel words and attributes of the `link` elements of `head_links`: few of them are ever resolved."""
        links = []
        for node in self.tree.tags("link"):
            attributes = node.attributes
            rel = _rel_words(attributes.get("rel") or "")
            if not rel <= FOR_BROWSERS:
                links.append((rel, attributes))
        return links

    def head_link(self, rel: str) -> str | None:
        """The href of the first `link` with this rel word."""
        hrefs = (attributes.get("href") or "" for rels, attributes in self._written_links if rel in rels)
        return next((href for written in hrefs if (href := absolute(written, self.base_url))), None)

    @cached_property
    def canonical(self) -> str | None:
        """`link[rel=canonical]`, absolute; None if the page names none or points to a bare home page."""
        href = self.head_link("canonical")
        if href is None:
            return None
        if urlsplit(href).path in ("", "/") and not urlsplit(href).query and urlsplit(self.url).path not in ("", "/"):
            return None  # a template that gives every page the home page as its canonical address
        return href

    @cached_property
    def title(self) -> str | None:
        """The document's `title`, site name and all; None if it is missing or empty."""
        head = self.tree.head
        node = (head.css_first("title") if head is not None else None) or self.tree.css_first("title")
        return (clean_line(node.text()) or None) if node is not None else None

    @cached_property
    def language(self) -> str | None:
        """`html[lang]` as written ("id-ID"); None if it is missing or empty."""
        root = self.tree.root
        if root is None:
            return None
        attributes = root.attributes
        return clean_line(attributes.get("lang") or attributes.get("xml:lang") or "") or None

    @cached_property
    def body_classes(self) -> frozenset[str]:
        """The body element's class words: WordPress says there what kind of page it is."""
        body = self.body
        return frozenset((body.attributes.get("class") or "").split()) if body is not None else frozenset()

    @cached_property
    def hrefs(self) -> tuple[Written, ...]:
        """Each `a[href]` of the document as written, in page order; "" for `xlink:href`, which lexbor finds, too."""
        return tuple([(node.attrs.get("href") or "", node) for node in self.tree.css("a[href]")])

    @cached_property
    def json_ld(self) -> tuple[dict[str, Any], ...]:
        """Every JSON-LD object of the page that has a type, outermost first, `@graph` members included."""
        nodes: list[dict[str, Any]] = []
        for script in self.tree.css(JSON_LD):
            text = script.text()
            if len(text) <= JSON_LD_MAX_CHARS:
                nodes.extend(_typed_objects(mended_json(text)))
        return tuple(nodes[:JSON_LD_MAX_NODES])


@lru_cache(maxsize=256)
def _rel_words(rel: str) -> frozenset[str]:
    return frozenset(rel.lower().split())


def _is_of_comment(node: LexborNode) -> bool:
    """Whether a meta element is microdata of a comment: its dates are not the story's."""
    outer = node.parent
    for _ in range(COMMENT_CLIMB):
        if outer is None or outer.tag in ("head", "body"):
            return False
        attributes = outer.attributes
        if "comment" in (attributes.get("itemprop") or "").lower() or "Comment" in (attributes.get("itemtype") or ""):
            return True
        outer = outer.parent
    return False


def _typed_objects(value: Any) -> Iterator[dict[str, Any]]:
    """Objects with an @type inside a JSON-LD value, breadth first, looking into lists, @graph and nesting."""
    queue, seen = [value], 0
    while queue and seen < JSON_LD_MAX_NODES:
        following: list[Any] = []
        for item in queue:
            seen += 1
            if isinstance(item, list):
                following.extend(item)
            elif isinstance(item, dict):
                if "@type" in item:
                    yield item
                following.extend(v for v in item.values() if isinstance(v, dict | list))
        queue = following
