"""RSS 0.9x, 1.0 and 2.0, and Atom, to entries.

Values are as written, entities resolved once by the parser; what they mean is decided in `feed`.
"""

from itertools import islice
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from crawler.discover.feed_entries import Entries, Entry
from crawler.discover.mended_xml import parser

MAX_ENTRIES = 5_000
MAX_VALUES = 200
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
DC_TERMS = "http://purl.org/dc/terms/"
SLASH = "http://purl.org/rss/1.0/modules/slash/"
MEDIA = "http://search.yahoo.com/mrss/"
THREADING = "http://purl.org/syndication/thread/1.0"
ADMIN = "http://webns.net/mvcb/"
ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entries_of_xml(markup: bytes) -> Entries:
    """The feed in mended XML; one of form "" if there is none."""
    try:
        tree = etree.fromstring(markup, parser())
    except (etree.LxmlError, ValueError):
        return Entries()
    if tree is None or not isinstance(tree.tag, str):
        return Entries()
    return _atom(tree) if _name(tree) == "feed" else _rss(tree)


def _name(node: Any) -> str:
    """A node's local name, lower case; "" for anything but an element."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def _space(node: Any) -> str:
    """A node's namespace; undeclared prefixes, which a recovering parser leaves in the name, are not known."""
    return node.tag[1:].partition("}")[0] if node.tag.startswith("{") else ""


def _text(node: Any) -> str | None:
    """All text below a node; None for none."""
    if node is None:
        return None
    return ("".join(node.itertext()) or "").strip() or None


def _markup(node: Any) -> str | None:
    """What a text construct means as HTML: escaped markup as it is, inline XHTML written out."""
    if node is None:
        return None
    if node.get("type") == "xhtml" or (len(node) and not node.get("type")):
        inside = (etree.tostring(child, encoding="unicode", method="html") for child in node)
        return ((node.text or "") + "".join(inside)).strip() or None
    text = _text(node)
    if text and node.get("type") == "text":
        return text.replace("&", "&amp;").replace("<", "&lt;")
    return text


class _Children:
    """The child elements of an item by name, first come first."""

    def __init__(self, node: Any) -> None:
        self._by_name: dict[tuple[str, str], list[Any]] = {}
        for child in node:
            if name := _name(child):
                name, space = (name.rpartition(":")[2], "?") if ":" in name else (name, _space(child))
                self._by_name.setdefault((space, name), []).append(child)

    def all(self, name: str, space: str | None = None) -> list[Any]:
        """Every child of this name in a namespace; None stands for the format's own."""
        if space is not None:
            return self._by_name.get((space, name), [])
        return [n for (s, k), nodes in self._by_name.items() if k == name and s not in FOREIGN for n in nodes]

    def first(self, name: str, space: str | None = None) -> Any:
        """The first of `all`; None if there is none."""
        found = self.all(name, space)
        return found[0] if found else None


FOREIGN = frozenset(
    (CONTENT, DUBLIN_CORE, DC_TERMS, SLASH, MEDIA, THREADING, "http://www.itunes.com/dtds/podcast-1.0.dtd")
)


def _rss(tree: Any) -> Entries:
    channel = next((node for node in tree.iter() if _name(node) == "channel"), tree)
    about = _Children(channel)
    links = [node for node in channel if _name(node) == "link" and _space(node) == ATOM]
    items = (node for node in tree.iter() if _name(node) == "item")
    return Entries(
        form="rss",
        title=_text(about.first("title")),
        language=_text(about.first("language")) or _text(about.first("language", DUBLIN_CORE)),
        next=_linked(links, "next"),
        generator=_text(about.first("generator")) or _resource(about.first("generatoragent", ADMIN)),
        entries=tuple(_rss_entry(node) for node in islice(items, MAX_ENTRIES)),
    )


def _resource(node: Any) -> str | None:
    """What an RDF element points to."""
    return None if node is None else node.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource")


def _rss_entry(node: Any) -> Entry:
    child = _Children(node)
    guid = child.first("guid")
    link = next((t for n in child.all("link") if _space(n) != ATOM and (t := _text(n))), None)
    atom_link = _linked([n for n in child.all("link") if _space(n) == ATOM], "alternate")
    permanent = guid is not None and (guid.get("isPermaLink") or "true").lower() != "false"
    creators = child.all("creator", DUBLIN_CORE) or child.all("creator", "?")
    people = [(name, None) for n in creators or child.all("author") if (name := _text(n))]
    dated = "pubDate" if child.first("pubdate") is not None else "dc:date"
    return Entry(
        link=link or atom_link or (_text(guid) if permanent else None),
        guid=_text(guid),
        title=_markup(child.first("title")),
        people=tuple(people[:MAX_VALUES]),
        published=_text(child.first("pubdate")) or _text(child.first("date", DUBLIN_CORE)),
        updated=_text(child.first("updated")) or _text(child.first("modified", DC_TERMS)),
        categories=_texts(child.all("category") or child.all("subject", DUBLIN_CORE)),
        summary=_markup(child.first("description")),
        content=_markup(child.first("encoded", CONTENT)) or _markup(child.first("encoded", "?")),
        image=_picture(node, child),
        comments=_text(child.first("comments", SLASH)) or _text(child.first("comments", "?")),
        names=(("published", dated), ("authors", "dc:creator" if creators else "author"), ("categories", "category")),
    )


def _texts(nodes: list[Any]) -> tuple[str, ...]:
    return tuple(text for node in nodes[:MAX_VALUES] if (text := _text(node)))


def _picture(node: Any, child: _Children) -> str | None:
    for found in node.iter(f"{{{MEDIA}}}content", f"{{{MEDIA}}}thumbnail"):
        kind = f"{found.get('medium') or ''} {found.get('type') or ''}"
        if found.get("url") and ("image" in kind or not kind.strip()) and "gravatar.com/" not in found.get("url"):
            return str(found.get("url"))
    enclosed = (n for n in child.all("enclosure") if (n.get("type") or "").startswith("image/") and n.get("url"))
    return next((str(n.get("url")) for n in enclosed), None)


def _atom(tree: Any) -> Entries:
    about = _Children(tree)
    items = (node for node in tree.iter() if _name(node) == "entry")
    return Entries(
        form="atom",
        title=_markup(about.first("title")),
        language=tree.get(XML_LANG),
        next=_linked(about.all("link"), "next"),
        generator=" ".join(filter(None, (_text(n) or n.get("uri") for n in about.all("generator")))) or None,
        entries=tuple(_atom_entry(node) for node in islice(items, MAX_ENTRIES)),
    )


def _linked(nodes: list[Any], rel: str) -> str | None:
    """The href of the first Atom link of a relation; no relation means "alternate"."""
    chosen = (n for n in nodes if (n.get("rel") or "alternate").lower() == rel and n.get("href"))
    found = sorted(chosen, key=lambda n: (n.get("type") or "text/html") != "text/html")
    return str(found[0].get("href")) if found else None


def _atom_entry(node: Any) -> Entry:
    child = _Children(node)
    people = []
    for author in child.all("author")[:MAX_VALUES]:
        part = _Children(author)
        if name := _text(part.first("name")) or (None if len(author) else _text(author)):
            people.append((name, _text(part.first("uri")) or _text(part.first("url"))))
    reply = child.first("in-reply-to", THREADING)
    published = child.first("published") if child.first("published") is not None else child.first("issued")
    updated = child.first("updated") if child.first("updated") is not None else child.first("modified")
    terms = (n.get("label") or n.get("term") or "" for n in child.all("category")[:MAX_VALUES])
    return Entry(
        link=_linked(child.all("link"), "alternate"),
        guid=_text(child.first("id")),
        title=_markup(child.first("title")),
        people=tuple(people),
        published=_text(published),
        updated=_text(updated),
        categories=tuple(term.strip() for term in terms if term.strip()),
        summary=_markup(child.first("summary")),
        content=_markup(child.first("content")) if (child.first("content") is not None) else None,
        image=_picture(node, child),
        comments=_text(child.first("total", THREADING)),
        reply_to=(reply.get("ref") or "", reply.get("href") or "") if reply is not None else None,
        names=(("published", "published"), ("authors", "author"), ("modified", "updated"), ("categories", "category")),
    )
