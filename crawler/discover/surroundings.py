"""Where a link stands: in the page's own matter, or in a menu, a header, a footer, a side column, a box."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.text import clean_line

MAX_CLIMB = 60
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BOX_CLASS = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|sidebar|widgets?|footer|breadcrumbs?|pagination|share|sharing|social|"
    r"popular|populer|terpopuler|trending|most-?read|related|terkait|rekomendasi|recommended|recent-(?:posts|comments)|"
    r"comments?|comment-list|komentar|tagcloud|ticker|author-box|offcanvas|mega-?menu|aside|topbar|iklan|advert\w*|"
    r"skip-link)(?:$|[\s_-])",
    re.I,
)
# Words that hold for all of a page or for a page builder's every part.
NO_BOX_WORD = re.compile(r"\b(?:has|no|with|is|elementor|left|right)-[\w-]+|\bhentry\b|\bwp-block-columns?\b", re.I)
BOX_ROLES = frozenset(("navigation", "complementary", "contentinfo", "search"))
# A box by its class that holds more than this share of a page's links, and headings, is a wrapper with a
# misleading name ("sticky-menu" round the whole page).
BOX_MAX_SHARE = 0.4
# Boxes in one another whose links are counted; what is further in is judged by its name. Each count looks through
# all of the box: 1,000 in one another round 20,000 links took minutes. Real pages have up to 19 (measured on 747).
MOST_BOXES_COUNTED = 24
BOX_HEADING = re.compile(
    r"\b(?:(?:ter)?populer|popular|trending|terkait|related|rekomendasi|most read|(?:ter)?banyak dibaca|pilihan editor|"
    r"komentar|comments?|you may|baca juga)\b",
    re.I,
)
BOX_HEADING_MAX_CHARS = 60
# What a heading that short may consist of, white space included: each list asks for those beside it again.
HEADING_MAX_NODES, HEADING_MAX_RAW_CHARS = 200, 4_000
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


OWN_TAGS = frozenset(("main", "article"))
BOX_TAGS = frozenset(("nav", "aside", "form"))
MENU_CLASS = re.compile(r"\bmenu\b|\bnavbar\b")
STORY_NAVIGATION = re.compile(r"\b(?:post|single|entry)-nav(?:igation)?\b|\bpost-navigation-link|\bpage-links\b")
GALLERY = re.compile(r"\bgallery-icon\b|\bwp-block-gallery\b")


@dataclass(frozen=True, slots=True)
class Place:
    """What holds for everything inside an element.

    in_box: outside of the page's own matter; in_edge_box: the same for what stands in a header or footer
    further in, which is the page's unless an entry encloses it. in_menu: in the site's navigation, not in that
    from story to story. in_gallery: links lead to pictures. asks_password: the entry is protected. links, boxes:
    how many links, and elements named like a box, stand around one another here.
    """

    in_box: bool = False
    in_edge_box: bool = True
    in_menu: bool = False
    in_gallery: bool = False
    asks_password: bool = False
    links: int = 0
    boxes: int = 0


OPEN = Place()


class Surroundings:
    """Judges the places of one page's links; each element is looked at once, however many links it holds."""

    def __init__(self, links: int) -> None:
        self._links = links
        self._places: dict[int, Place] = {}

    def of(self, node: LexborNode) -> Place:
        """The place in which a link stands."""
        unknown: list[LexborNode] = []
        place, above = OPEN, node.parent
        while above is not None and above.tag and above.tag not in ("body", "html") and not above.tag.startswith("-"):
            known = self._places.get(above.mem_id)
            if known is not None:
                place = known
                break
            unknown.append(above)
            above = above.parent
        for element in reversed(unknown):
            place = self._places[element.mem_id] = self._inside(element, place)
        return place

    def _inside(self, node: LexborNode, around: Place) -> Place:
        """The place that an element makes of the place it stands in."""
        tag, attributes = node.tag, node.attributes
        classes = attributes.get("class") or ""
        names = f"{classes} {attributes.get('id') or ''}"
        in_box, in_edge_box = around.in_box, around.in_edge_box
        is_named = tag not in OWN_TAGS and _is_named_like_a_box(names)
        if (
            tag in BOX_TAGS
            or attributes.get("role") in BOX_ROLES
            or (is_named and (around.boxes >= MOST_BOXES_COUNTED or not self._is_wrapper(node)))
        ):
            in_box = in_edge_box = True
        elif tag == "main":
            in_box = in_edge_box = False
        elif tag in ("header", "footer"):
            in_box = in_edge_box
        elif tag == "article" or ENTRY_CLASS.search(classes):
            in_edge_box = in_box  # a header or footer inside an entry is the entry's own
        in_menu = around.in_menu or tag == "nav" or MENU_CLASS.search(classes) is not None
        return Place(
            in_box,
            in_edge_box,
            in_menu and not STORY_NAVIGATION.search(classes),
            around.in_gallery or GALLERY.search(classes) is not None,
            around.asks_password or "post-password-required" in classes,
            around.links + (tag == "a"),
            around.boxes + is_named,
        )

    def _is_wrapper(self, node: LexborNode) -> bool:
        return node.css_first("h1, h2, h3") is not None and len(node.css("a[href]")) > BOX_MAX_SHARE * self._links


def _is_named_like_a_box(names: str) -> bool:
    return "entry" not in names and BOX_CLASS.search(NO_BOX_WORD.sub(" ", names)) is not None


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
    if node.tag == "h1" or (node.tag not in HEADINGS and "title" not in (node.attributes.get("class") or "")):
        return False
    text = _short_text(node)
    return len(text) <= BOX_HEADING_MAX_CHARS and BOX_HEADING.search(text) is not None


def _short_text(node: LexborNode) -> str:
    """The text of an element on one line; "" for one of more nodes or characters than a heading has."""
    pieces, size = [], 0
    for place, inner in enumerate(node.traverse(include_text=True)):
        piece = (inner.text_content or "") if inner.tag == "-text" else ""
        size += len(piece)
        if place >= HEADING_MAX_NODES or size > HEADING_MAX_RAW_CHARS:
            return ""
        pieces.append(piece)
    return clean_line("".join(pieces))
