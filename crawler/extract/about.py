"""What the page says of its story besides telling it: section, categories, tags, language, summary."""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from crawler.extract import json_ld
from crawler.extract.found import Found
from crawler.extract.reading import Reading
from crawler.text import clean_line

# Class words of the boxes themes print terms in; failing those, links that say rel="category" or rel="tag".
WORDPRESS_CATEGORIES = (
    "taxonomy-category", "cat-links", "entry-categories", "post-categories", "jeg_meta_category", "td-category", "tdb-category"
)  # fmt: skip
WORDPRESS_TAGS = (
    "taxonomy-post_tag", "tags-links", "tag-links", "entry-tags", "post-tags", "jeg_post_tags", "td-tags", "tdb-tags"
)  # fmt: skip
SUMMARY_NAMES = ("description", "og:description", "twitter:description", "dc.description")
LANGUAGE_NAMES = ("og:locale", "content-language", "dc.language", "language")
LONGEST_TERM = 80
LAST_OF_LIST = re.compile(r",\s*(?:&|and|und|et|y|e|dan)\s")  # "Business, Finance, & Economics" is one
INTERNAL = re.compile(r"\s*(?:[@_]|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\s*$)")  # "@river", an id
MOST_TERMS = 60


def categories(reading: Reading) -> Found[tuple[str, ...]] | None:
    """The categories of the story, in the order printed."""
    shown = _shown(reading, WORDPRESS_CATEGORIES, rel="category") if reading.is_wordpress else ()
    return Found(shown, "wordpress:categories") if shown else None


def tags(reading: Reading) -> Found[tuple[str, ...]] | None:
    """The tags of the story: as printed, else from metadata."""
    if reading.is_wordpress:
        shown = _shown(reading, WORDPRESS_TAGS, rel="tag")
        if shown:
            return Found(shown, "wordpress:tags")
    told = _told(reading.page.meta.get("article:tag", ()))
    if told:
        return Found(told, "meta:article:tag")
    for item in reading.stories:
        words = _told(_listed(item.get("keywords")))
        if words:
            return Found(words, "json-ld")
    words = _told(_listed(reading.page.first_meta("news_keywords")))
    return Found(words, "meta:news_keywords") if words else None


def section(reading: Reading) -> Found[str] | None:
    """The part of the site the story stands in."""
    for item in reading.stories:
        told = json_ld.text(item, "articleSection")
        if told and len(told) <= LONGEST_TERM:
            return Found(told, "json-ld")
    meta = reading.page.first_meta("article:section", "parsely-section", "section")
    if meta and len(meta) <= LONGEST_TERM:
        return Found(meta, "meta:article:section")
    first = categories(reading)
    return Found(first.value[0], first.rule) if first else None


def language(reading: Reading) -> Found[str] | None:
    """The language tag of the page as a site writes it ("id-ID")."""
    if reading.page.language:
        return Found(reading.page.language, "html[lang]")
    for item in reading.stories:
        told = json_ld.text(item, "inLanguage")
        if told and len(told) <= 20:
            return Found(told, "json-ld")
    for name in LANGUAGE_NAMES:
        meta = reading.page.first_meta(name)
        if meta and len(meta) <= 20:
            return Found(meta.replace("_", "-"), f"meta:{name}")
    return None


def summary(reading: Reading) -> Found[str] | None:
    """The short text the site hands to others about the story."""
    for name in SUMMARY_NAMES:
        value = reading.page.first_meta(name)
        if value:
            return Found(value, f"meta:{name}")
    for item in reading.stories:
        told = json_ld.text(item, "description")
        if told:
            return Found(told, "json-ld")
    return None


def _shown(reading: Reading, classes: tuple[str, ...], *, rel: str) -> tuple[str, ...]:
    """The texts of the links in the first box beside the story that has one of these class words."""
    for box in reading.marks.of_class(*classes):
        found = _once(link.text() for link in box.css("a[href]")[:MOST_TERMS] if rel != "tag" or not _is_category(link))
        if found and not reading.is_elsewhere(box, lists=True):
            return found
    links = reading.marks.of_rel(rel)
    if rel == "tag":  # the links to categories say rel="category tag"
        links = [link for link in links if not _is_category(link)]
    return _once(link.text() for link in links[:MOST_TERMS] if not reading.is_elsewhere(link, lists=True))


def _is_category(link: LexborNode) -> bool:
    """Whether a link in a box of tags leads to a category: some themes print both in one."""
    attributes = link.attributes
    href = attributes.get("href") or ""
    return "category" in (attributes.get("rel") or "") or "/category/" in href or "?cat=" in href


def _listed(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split(",")
    elif isinstance(value, list):
        for item in value[:MOST_TERMS]:
            if isinstance(item, str):
                yield item
            elif isinstance(item, dict) and isinstance(item.get("name"), str):
                yield item["name"]


def _told(texts: Iterable[str]) -> tuple[str, ...]:
    """Terms that a page tells machines: taken apart where one value holds them all, without marks of the newsroom's own."""
    values = list(texts)
    if len(values) == 1 and not LAST_OF_LIST.search(values[0]):
        values = values[0].split(",")
    return _once(value for value in values if not INTERNAL.match(value))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_line(text) for text in texts)
    return tuple(dict.fromkeys(text for text in cleaned if text and len(text) <= LONGEST_TERM))[:MOST_TERMS]
