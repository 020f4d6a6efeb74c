"""Where a link stands: in the page's own matter, or in a menu, a header, a footer, a side column, a box."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.text import clean_line

MAX_CLIMB = 60
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BOX_CLASS = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|sidebar|widgets?|footer|breadcrumbs?|pagination|share|sharing|social|"
    r"popular|populer|terpopuler|trending|most-?read|related|terkait|rekomendasi|recommended|recent-(?:posts|comments)|"
    r"comments?|comment-list|komentar|tagcloud|ticker|author-box|offcanvas|mega-?menu|secondary|aside|banner|topbar|"
    r"iklan|advert\w*|toc|skip-link)(?:$|[\s_-])",
    re.I,
)
NO_BOX_CLASS = re.compile(r"has-(?:sidebar|widget)|(?:no|with|left|right)-sidebar|hentry|site-content")
BOX_ROLES = frozenset(("navigation", "complementary", "contentinfo", "search"))
BOX_HEADING = re.compile(
    r"\b(?:(?:ter)?populer|popular|trending|terkait|related|rekomendasi|most read|(?:ter)?banyak dibaca|pilihan editor|"
    r"komentar|comments?|you may|baca juga|arsip|kategori)\b",
    re.I,
)
BOX_HEADING_MAX_CHARS = 60
ENTRY_CLASS = re.compile(
    r"(?:^|\s)(?:hentry|post|type-post|wp-block-post|entry|post-item|article|article-item|card|news-item|story|item|"
    r"list-item|media|td_module\w*|jeg_post)(?:$|\s)"
)


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, nearest first, at most MAX_CLIMB."""
    above = node.parent
    for _ in range(MAX_CLIMB):
        if above is None or not above.tag or above.tag.startswith("-"):
            return
        yield above
        above = above.parent


def is_entry(node: LexborNode) -> bool:
    """Whether an element calls itself an article or an entry of a list."""
    return node.tag == "article" or ENTRY_CLASS.search(node.attributes.get("class") or "") is not None


class Surroundings:
    """Judges the places of one page's links; what it learned of an element serves all links below it."""

    def __init__(self) -> None:
        self._judged: dict[int, str] = {}

    def in_box(self, node: LexborNode) -> bool:
        """Whether a link stands outside of the page's own matter.

        A header or footer inside an entry is the entry's own and no box.
        """
        in_edge = False
        for above in ancestors(node):
            verdict = self._verdict(above)
            if verdict in ("box", "end"):
                return verdict == "box" or in_edge
            if verdict == "edge":
                in_edge = True
            elif verdict == "entry":
                in_edge = False
            elif verdict == "main":
                return False
        return in_edge

    def _verdict(self, node: LexborNode) -> str:
        found = self._judged.get(node.mem_id)
        if found is None:
            found = self._judged[node.mem_id] = _judged(node)
        return found


def _judged(node: LexborNode) -> str:
    tag = node.tag
    if tag in ("body", "html"):
        return "end"
    if tag in ("main", "article"):
        return "main" if tag == "main" else "entry"
    if tag in ("nav", "aside", "form"):
        return "box"
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if attributes.get("role") in BOX_ROLES or (BOX_CLASS.search(names) and not NO_BOX_CLASS.search(names)):
        return "box" if not (tag in ("header", "footer") and "entry" in names) else "edge"
    if tag in ("header", "footer"):
        return "edge"
    return "entry" if ENTRY_CLASS.search(names) else ""


def heads_a_box(list_node: LexborNode | None) -> bool:
    """Whether a list, or what it stands in, is headed "Terpopuler", "Berita terkait" or the like."""
    for _ in range(3):
        if list_node is None or list_node.tag in ("body", "main", "html"):
            return False
        for node in (_element(list_node.prev, "prev"), _element(list_node.child, "next")):
            if node is not None and _is_box_heading(node):
                return True
        list_node = list_node.parent
    return False


def _element(node: LexborNode | None, way: str) -> LexborNode | None:
    """node, or the nearest sibling that way which is an element."""
    for _ in range(20):
        if node is None or not (node.tag or "").startswith(("-", "!", "_")):
            return node
        node = getattr(node, way)
    return None


def _is_box_heading(node: LexborNode) -> bool:
    if node.tag not in HEADINGS and "title" not in (node.attributes.get("class") or ""):
        return False
    text = clean_line(node.text())
    return len(text) <= BOX_HEADING_MAX_CHARS and BOX_HEADING.search(text) is not None
