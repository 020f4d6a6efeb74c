"""One HTML document, parsed once: tree, head, JSON-LD, links. Bytes become text here and nowhere else.

The tree is lexbor's (selectolax), an HTML5 parser: what a browser would see, at a third of libxml2's
time. Hostile input ends in a smaller Page, never in an exception.
"""

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.text import clean_line
from crawler.urls import absolute

HTML_MAX_BYTES = 32 * 1024 * 1024
JSON_LD_MAX_CHARS = 2_000_000
JSON_LD_MAX_NODES = 5_000
# lexbor's tree construction looks through all open elements for each new one: 100,000 nested tags take 9 s,
# 5,000 take 25 ms. Browsers stop nesting at 512.
DEEPEST_NESTING = 1_000
TAGS_WORTH_A_LOOK = 6_000

META_CHARSET = re.compile(rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,40})\b[^<>]*>")
NOT_NESTING = frozenset(  # void elements, and those whose end is implied by the next of their kind
    b"area base br col embed hr img input link meta param source track wbr "
    b"p li dt dd tr td th tbody thead tfoot colgroup option optgroup rt rp html head body".split()
)
FLOOD_BLOCK, MOST_ATTRIBUTES = 8_192, 1_000
ATTRIBUTE = re.compile(rb"""[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
COMMENT_CLIMB = 6
FOR_BROWSERS = frozenset(
    """stylesheet preload prefetch preconnect dns-prefetch modulepreload prerender icon shortcut apple-touch-icon mask-icon
    apple-touch-icon-precomposed apple-touch-startup-image fluid-icon manifest pingback wlwmanifest""".split()
)
MANY_TORN = 200  # torn UTF-8 sequences; beyond it is another encoding
# WHATWG Encoding: these labels mean the wider encoding of the second column.
WIDER = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "big5": "big5hkscs",
}
ASCII_SHAPED = frozenset(("iso-2022-jp", "hz-gb-2312", "iso-2022-kr"))

Written = tuple[str, dict[str, str | None], LexborNode]  # a link's href as written, its attributes, the element


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
        """A Page of an HTTP body; content_type is the raw Content-Type header, if there was one."""
        markup = decoded(html[:HTML_MAX_BYTES], content_type)
        return cls(LexborHTMLParser(flattened(markup)), url, fetched_at=fetched_at)

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
        base = self.tree.css_first("base[href]")
        if base is None:
            return self.url
        try:
            return urljoin(self.url, (base.attributes.get("href") or "").strip())
        except ValueError:
            return self.url

    @cached_property
    def meta(self) -> Mapping[str, tuple[str, ...]]:
        """Values of `meta[content]` by lower-case property, name, itemprop or http-equiv, in page order."""
        found: dict[str, list[str]] = {}
        for node in self.tree.css("meta[content]"):
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
        for node in self.tree.css("link[rel][href]"):
            attributes = node.attributes
            rel = frozenset((attributes.get("rel") or "").lower().split())
            href = None if rel <= FOR_BROWSERS else absolute(attributes.get("href") or "", self.base_url)
            if href:
                kind = (attributes.get("type") or "").strip().lower()
                links.append((rel, href, kind, attributes.get("title") or ""))
        return tuple(links)

    def head_link(self, rel: str) -> str | None:
        """The href of the first `link` with this rel word."""
        return next((href for rels, href, _, _ in self.head_links if rel in rels), None)

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
    def anchors(self) -> tuple[Anchor, ...]:
        """Every link of the document that leads to an http(s) URL, in page order."""
        return tuple(self.anchors_below(self.tree.root)) if self.tree.root is not None else ()

    @cached_property
    def hrefs(self) -> tuple[Written, ...]:
        """Each `a[href]` of the document as written, in page order."""
        links = ((node.attributes, node) for node in self.tree.css("a[href]"))
        return tuple((attributes["href"] or "", attributes, node) for attributes, node in links)

    def anchors_below(self, node: LexborNode) -> Iterator[Anchor]:
        """The links inside one element."""
        for link in node.css("a[href]"):
            attributes = link.attributes
            url = absolute(attributes.get("href") or "", self.base_url)
            if url:
                rel = frozenset((attributes.get("rel") or "").lower().split())
                yield Anchor(url, clean_line(link.text(separator=" ")), rel, link)

    @cached_property
    def json_ld(self) -> tuple[dict[str, Any], ...]:
        """Every JSON-LD object of the page that has a type, outermost first, `@graph` members included."""
        nodes: list[dict[str, Any]] = []
        for script in self.tree.css("script"):
            if "ld+json" not in (script.attributes.get("type") or "").lower():
                continue
            text = script.text()
            if len(text) <= JSON_LD_MAX_CHARS:
                nodes.extend(_typed_objects(mended_json(text)))
        return tuple(nodes[:JSON_LD_MAX_NODES])


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


def decoded(html: bytes, content_type: str | None) -> bytes:
    """html as UTF-8 bytes.

    Order: byte order mark; strict UTF-8 (text in another encoding is practically never valid UTF-8, and
    headers lie more often); the header's charset; the meta element's; windows-1252. WHATWG's wider
    meanings of labels apply.
    """
    if html.startswith(codecs.BOM_UTF8):
        return html[3:].replace(b"\0", b"")
    if html.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return html.decode("utf-16", "replace").encode("utf-8", "replace").replace(b"\0", b"")
    declared = _declared(html, content_type)
    if not any(name in ASCII_SHAPED for name in declared) and _is_utf8(html, "utf-8" in declared):
        return html.decode("utf-8", "replace").replace("\0", "").encode("utf-8")
    for name in declared:
        try:
            return html.decode(name).replace("\0", "").encode("utf-8", "replace")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    best = next((name for name in declared if name != "utf-8"), "cp1252")
    return html.decode(best, "replace").replace("\0", "").encode("utf-8", "replace")


def _declared(html: bytes, content_type: str | None) -> list[str]:
    header = HEADER_CHARSET.search(content_type or "")
    meta = META_CHARSET.search(html[:8192])
    labels = [header[1] if header else "", meta[1].decode("ascii", "replace") if meta else ""]
    names = (WIDER.get(label.lower(), label.lower()) for label in labels if label)
    return [name for name in names if _is_text_encoding(name)]


def _is_text_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding  # "hex" and "rot13" are codecs too
    except (LookupError, ValueError):
        return False


def _is_utf8(html: bytes, is_declared: bool) -> bool:
    """Whether html is UTF-8, a few torn sequences allowed: programs that cut texts by bytes are common."""
    try:
        html.decode("utf-8")
    except UnicodeDecodeError:
        text = html.decode("utf-8", "replace")
        torn = text.count("\ufffd")
        if torn >= MANY_TORN:
            return False
        whole = len(NOT_ASCII.findall(text)) - torn
        return whole > 4 * torn or (is_declared and whole >= torn)
    return True


def flattened(markup: bytes) -> bytes:
    """markup without the start tags that would nest deeper than DEEPEST_NESTING. Linear in its length.

    Depth is counted as an HTML parser would, roughly: end tags close only what is open, comments do not
    count, "<div/>" opens, and elements whose end is implied ("p", "li", table cells) do not nest.
    """
    markup = without_attribute_floods(markup)
    if markup.count(b"<") < TAGS_WORTH_A_LOOK:
        return markup
    opened: Counter[bytes] = Counter()
    depth = 0

    def kept(match: re.Match[bytes]) -> bytes:
        nonlocal depth
        name = match[2].lower()
        if name in NOT_NESTING:
            return match[0]
        if not match[1]:
            opened[name] += 1
            depth += 1
            return match[0] if depth <= DEEPEST_NESTING else b""
        if opened[name]:
            opened[name] -= 1
            depth -= 1
            return match[0] if depth < DEEPEST_NESTING else b""
        return match[0]

    return TAG.sub(kept, without_comments(markup))


def without_attribute_floods(markup: bytes) -> bytes:
    """markup with the first MOST_ATTRIBUTES of each tag: lexbor compares each with all before it, 100,000 take 19 s.

    A tag that long leaves whole blocks of bytes without a "<", so that most pages need a handful of looks.
    """
    begins, was_bare = [], False
    for start in range(0, len(markup) - FLOOD_BLOCK, FLOOD_BLOCK):
        is_bare = markup.find(b"<", start, start + FLOOD_BLOCK) < 0
        if is_bare and not was_bare:
            begins.append(markup.rfind(b"<", 0, start))
        was_bare = is_bare
    for begin in reversed(begins):
        end = markup.find(b">", begin + 1)
        tag = markup[begin + 1 : end if end >= 0 else len(markup)]
        if begin < 0 or len(tag) < FLOOD_BLOCK or not tag[:1].isalpha():
            continue
        kept = list(islice(ATTRIBUTE.finditer(tag), MOST_ATTRIBUTES + 1))
        if len(kept) > MOST_ATTRIBUTES:
            markup = markup[: begin + 1 + kept[-1].start()] + markup[begin + 1 + len(tag) :]
    return markup


def without_comments(markup: bytes) -> bytes:
    """markup without its comments; one that is never closed is left as it is."""
    pieces, start = [], 0
    while (begin := markup.find(b"<!--", start)) >= 0:
        end = markup.find(b"-->", begin + 4)
        if end < 0:
            break
        pieces.append(markup[start:begin])
        start = end + 3
    return b"".join([*pieces, markup[start:]])


CONTROL = re.compile(r"[\x00-\x1f]+")
OPENERS = ("//", "<!--", "<![CDATA[", "/*", "*/")
CLOSERS = ("//", "-->", "]]>", ";", "/*", "*/")
TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')  # strings are matched to be passed over


def mended_json(text: str) -> Any:
    """text read as JSON, with what pages get wrong put right: raw control characters, CDATA and comment
    wrappers, trailing commas, a closing semicolon. None if it still is none."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    text = unwrapped(CONTROL.sub(" ", text).strip("\ufeff \xa0"))
    try:
        return json.loads(TRAILING_COMMA.sub(lambda match: match[1] or "", text), strict=False)
    except (ValueError, RecursionError):
        return None


def unwrapped(text: str) -> str:
    """A script's text without the comment and CDATA marks around it, and without a closing semicolon."""
    for _ in range(4):
        for mark in OPENERS:
            text = text.removeprefix(mark).lstrip()
        for mark in CLOSERS:
            text = text.removesuffix(mark).rstrip()
    return text


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
