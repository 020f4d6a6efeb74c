"""What one link of a page is: a story, a listing and of what, or nothing to visit and why.

The link's own words about itself (rel, WordPress's classes, its place) come before its address's shape.
"""

import re

from crawler.discover.address import Address, address
from crawler.discover.surroundings import Place
from crawler.items import Link, Target
from crawler.page import Anchor, Page
from crawler.urls import key

MENU_WORDS = 4
LATER_PAGE = re.compile(r"(?:/\d{1,3}/?|[?&]page=\d{1,3})$")
OF_A_MONTH = re.compile(r"/(?:19|20)\d\d(?:/\d{1,2})?/?$")  # below it numbers are days or months
SURE_SHAPE = re.compile(r"^[^/]*/+[^/].*\d{4,}|[?&]p=\d")


def classified(anchor: Anchor, at: Address, page: Page, place: Place, source: str) -> tuple[Link, str | None]:
    """One link and, if it leads to a listing, of which kind ("category", "tag", "author", "date", "home", …)."""
    excluded = _why_not(anchor, at, page, place)
    text = anchor.text or None
    if excluded:
        return Link(anchor.url, Target.PAGE, source, text=text, excluded=excluded), None
    kind = at.archive_kind or _kind_by_words(anchor, at) or _kind_in_menu(anchor, at, place)
    target = Target.LISTING if kind or at.is_listing else Target.PAGE
    if target == Target.PAGE and place.asks_password:
        return Link(at.url, target, source, excluded="password-protected"), None
    return Link(at.url, target, source, text=text), kind


def _why_not(anchor: Anchor, at: Address, page: Page, place: Place) -> str | None:
    if at.is_private and not address(page.url).is_private:
        return "private address"
    if at.excluded:
        return at.excluded
    if place.in_gallery or "attachment" in anchor.rel:
        return "attachment"
    return "page of the story" if _is_later_page(anchor, at, page) else None


def _is_later_page(anchor: Anchor, at: Address, page: Page) -> bool:
    """Whether a link leads to another page of the story it stands in, which is no story of its own."""
    shorter = LATER_PAGE.sub("", anchor.url)
    if shorter == anchor.url or at.is_listing or OF_A_MONTH.search(shorter):
        return False
    if "post-page-numbers" in (anchor.node.attributes.get("class") or ""):
        return True
    own = address(page.url)
    return own.is_article is True and key(shorter) in (own.key, key(LATER_PAGE.sub("", page.url)))


def _kind_by_words(anchor: Anchor, at: Address) -> str | None:
    """What the link calls itself: WordPress marks the links of an entry to its author and terms."""
    if "author" in anchor.rel:
        return "author"
    if "tag" in anchor.rel and (at.is_article is None or len(anchor.text.split()) <= MENU_WORDS):
        return "category" if "category" in anchor.rel else "tag"
    return None


def _kind_in_menu(anchor: Anchor, at: Address, place: Place) -> str | None:
    """What an entry of a menu leads to; "menu" where only its place speaks for a listing."""
    item = anchor.node.parent
    classes = (item.attributes.get("class") or "") if item is not None else ""
    if "menu-item-object-category" in classes or "cat-item" in classes:
        return "category"
    if "menu-item-object-post_tag" in classes:
        return "tag"
    if not (place.in_box and place.in_menu) or "menu-item-object-post" in classes.split() or SURE_SHAPE.search(at.key):
        return None
    return None if at.is_article and len(anchor.text.split()) > MENU_WORDS else "menu"
