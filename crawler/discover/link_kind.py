"""What one link of a page is: a story, a listing and of what, or nothing to visit and why.

The link's own words about itself (rel, WordPress's classes, its place) come before its address's shape.
"""

import re
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.discover.shape import archive_kind, leads_inside, looks_like_article, looks_like_listing, why_excluded
from crawler.discover.surroundings import Surroundings, ancestors
from crawler.items import Link, Target
from crawler.page import Anchor, Page
from crawler.urls import canonical, key

MENU_WORDS = 4
STORY_NAVIGATION = re.compile(r"\b(?:post|single|entry)-nav(?:igation)?\b|\bpost-navigation-link|\bpage-links\b")
GALLERY = re.compile(r"\bgallery-icon\b|\bwp-block-gallery\b")
GALLERY_ABOVE = 4
SURE_SHAPE = re.compile(r"\d{4,}|[?&]p=\d")


def classified(anchor: Anchor, page: Page, source: str, around: Surroundings) -> tuple[Link, str | None]:
    """One link and, if it leads to a listing, of which kind ("category", "tag", "author", "date", "home", …)."""
    excluded = _why_not(anchor, page)
    text = anchor.text or None
    if excluded:
        return Link(anchor.url, Target.PAGE, source, text=text, excluded=excluded), None
    kind = _kind(anchor, around)
    target = Target.LISTING if kind or looks_like_listing(anchor.url) else Target.PAGE
    if target == Target.PAGE and _asks_a_password(anchor.node):
        return Link(canonical(anchor.url), target, source, excluded="password-protected"), None
    return Link(canonical(anchor.url), target, source, text=text), kind


def _why_not(anchor: Anchor, page: Page) -> str | None:
    if leads_inside(anchor.url, page.url):
        return "private address"
    if "attachment" in anchor.rel or _in_gallery(anchor.node):
        return why_excluded(anchor.url) or "attachment"
    if _is_later_page(anchor, page):
        return "page of the story"
    return why_excluded(anchor.url)


def _in_gallery(node: LexborNode) -> bool:
    return any(GALLERY.search(above.attributes.get("class") or "") for above in islice(ancestors(node), GALLERY_ABOVE))


def _is_later_page(anchor: Anchor, page: Page) -> bool:
    """Whether a link leads to another page of the story it stands in, which is no story of its own."""
    if "post-page-numbers" in (anchor.node.attributes.get("class") or ""):
        return True
    shorter = re.sub(r"(?:/\d{1,3}/?|[?&]page=\d{1,3})$", "", anchor.url)
    if shorter == anchor.url or looks_like_listing(anchor.url) or looks_like_article(page.url) is not True:
        return False
    return key(shorter) == key(re.sub(r"(?<=\w)/\d{1,3}/?$", "", page.url)) or key(shorter) == key(page.url)


def _asks_a_password(node: LexborNode) -> bool:
    return any("post-password-required" in (above.attributes.get("class") or "") for above in ancestors(node))


def _kind(anchor: Anchor, around: Surroundings) -> str | None:
    by_shape = archive_kind(anchor.url)
    if by_shape is not None:
        return by_shape
    if "author" in anchor.rel:
        return "author"
    if "tag" in anchor.rel and (looks_like_article(anchor.url) is None or len(anchor.text.split()) <= MENU_WORDS):
        return "category" if "category" in anchor.rel else "tag"
    return _kind_in_menu(anchor, around)


def _kind_in_menu(anchor: Anchor, around: Surroundings) -> str | None:
    item = anchor.node.parent
    classes = (item.attributes.get("class") or "") if item is not None else ""
    if "menu-item-object-category" in classes or "cat-item" in classes:
        return "category"
    if "menu-item-object-post_tag" in classes:
        return "tag"
    if "menu-item-object-post" in classes.split() or SURE_SHAPE.search(_told(anchor.url)):
        return None
    if looks_like_article(anchor.url) and len(anchor.text.split()) > MENU_WORDS:
        return None
    return "menu" if around.in_box(anchor.node) and _in_menu(anchor.node) else None


def _told(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def _in_menu(node: LexborNode) -> bool:
    """Whether a link stands in the site's navigation, not in that from one story to the next."""
    for above in ancestors(node):
        classes = above.attributes.get("class") or ""
        if STORY_NAVIGATION.search(classes):
            return False
        if above.tag == "nav" or re.search(r"\bmenu\b|\bnavbar\b", classes):
            return True
    return False
