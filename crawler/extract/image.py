"""The story's lead picture and the caption printed under it."""

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.extract.found import Found
from crawler.extract.reading import Reading
from crawler.items import Image
from crawler.text import clean_line, whole_number
from crawler.urls import absolute

META_NAMES = ("og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src")
WORDPRESS_PICTURES = (
    "wp-block-post-featured-image", "post-thumbnail", "wp-post-image", "featured-image", "jeg_featured", "td-post-featured-image"
)  # fmt: skip
CAPTIONS = "figcaption, .wp-caption-text, .wp-element-caption, .featured-image-caption, .jeg_featured_caption"
SIZE = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)")
NO_PICTURE = re.compile(r"(?:default|placeholder|no-?image|blank|spacer|logo)[^/]*$", re.I)
HIGHEST_CLIMB = 3


def image(reading: Reading) -> Found[Image] | None:
    """The lead picture by the theme's own mark, else by what the page tells others; None without one."""
    shown = _from_wordpress(reading)
    if shown:
        return shown
    for url, rule in _told(reading):
        address = absolute(url, reading.page.base_url)
        if address and not NO_PICTURE.search(address):
            return Found(Image(address, _caption_of(reading, address)), rule)
    return None


def _from_wordpress(reading: Reading) -> Found[Image] | None:
    if reading.wordpress_content is None:
        return None
    for box in reading.marks.of_class(*WORDPRESS_PICTURES)[:10]:
        node = box if box.tag == "img" else box.css_first("img")
        if node is None or reading.is_elsewhere(box):
            continue
        url = _largest(node)
        address = absolute(url, reading.page.base_url) if url else None
        if address:
            return Found(Image(address, _caption(node)), "wordpress:featured")
    return None


def _told(reading: Reading) -> Iterator[tuple[str, str]]:
    for name in META_NAMES:
        for value in reading.page.meta.get(name, ())[:1]:
            yield value, f"meta:{name}"
    for item in reading.stories:
        for url in _addresses(item.get("image") or item.get("thumbnailUrl")):
            yield url, "json-ld"
    linked = reading.page.head_link("image_src")
    if linked:
        yield linked, "link:image_src"


def _addresses(value: Any) -> Iterator[str]:
    for item in (value if isinstance(value, list) else [value])[:3]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            url = item.get("url") or item.get("contentUrl")
            if isinstance(url, str):
                yield url


def _largest(node: LexborNode) -> str | None:
    """The address of the widest variant of a picture, lazily loaded or not."""
    attributes = node.attributes
    sources = attributes.get("srcset") or attributes.get("data-srcset") or attributes.get("data-lazy-srcset") or ""
    widest, best = 0, attributes.get("data-src") or attributes.get("data-lazy-src") or attributes.get("src")
    for candidate in sources.split(", "):
        url, _, width = candidate.strip().rpartition(" ")
        pixels = whole_number(width[:-1]) if url and width.endswith("w") else None
        if pixels and pixels > widest:
            widest, best = pixels, url
    return best if best and not best.startswith("data:") else None


def _caption(node: LexborNode) -> str | None:
    """The caption in the figure round a picture."""
    outer = node.parent
    for _ in range(HIGHEST_CLIMB):
        if outer is None or outer.tag in ("article", "main", "body"):
            return None
        found = outer.css_first(CAPTIONS)
        if found is not None:
            return clean_line(found.text(separator=" ")) or None
        outer = outer.parent
    return None


def _caption_of(reading: Reading, address: str) -> str | None:
    """The caption under the picture with this address, whatever size of it the page shows."""
    name = SIZE.sub("", address.partition("?")[0].rpartition("/")[2])
    if len(name) < 5:
        return None
    for figure in [*reading.marks.figures, *reading.marks.of_class("wp-caption")][:40]:
        picture = figure.css_first("img")
        if picture is not None and name in SIZE.sub("", (picture.attributes.get("src") or "").partition("?")[0]):
            return _caption(picture)
    return None
