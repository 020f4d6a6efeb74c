"""Authors that a page names for machines: JSON-LD and meta elements, as far as the page itself bears them out."""

import re
from collections.abc import Iterable
from typing import Any

from crawler.extract import json_ld, names
from crawler.extract.found import Found
from crawler.extract.near_story import is_shown
from crawler.extract.reading import Reading
from crawler.extract.site_names import is_of_site
from crawler.extract.story import Story
from crawler.text import clean_line, comparable

Names = Found[tuple[str, ...]]
META_NAMES = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author",
    "og:author", "dc.author", "shareaholic:article_author_name", "article:author_name", "news_author", "twitter:creator_name", "article.author", "lp.article:author", "articleauthor",
    "content_author",
)  # fmt: skip
# "Kontributor Bogor, Ayu Lestari": an office and its town before the name.
OFFICE = re.compile(r"(?:kontributor|koresponden|wartawan) ", re.I)
NO_META_NAME = re.compile(r"https?:|www\.|\.com\b|^\s*[/@]", re.I)
# Types that software gives every page, and the address that WordPress plugins give every account: their author is
# whoever entered the text, so the page itself must name them.
UNSURE_TYPES = frozenset(("Article", "WebPage", "CreativeWork"))
ACCOUNT = "/schema/person/"

ORGANISATION = "json-ld:organisation"  # the rule of what is no person


def from_json_ld(reading: Reading, story: Story) -> Names | None:
    """The people JSON-LD names as authors of the story."""
    for item in reading.stories:
        people = [name for name, is_organisation in _told(reading, item) if not is_organisation]
        found = [part for name in names.told_names(people) for part in _parted(reading, name)]
        found = [name for name in found if comparable(name) not in reading.site_names]
        if _is_unsure(item):
            found = [name for name in found if names.is_like_a_person(name) and is_shown(reading.outline, story, name)]
        if found:
            return Found(once(found), "json-ld")
    return None


def organisations(reading: Reading) -> Names | None:
    """What JSON-LD names as author although it is no person: the last resort."""
    for item in reading.stories:
        told = _told(reading, item)
        found = names.told_names(name for name, is_one in told if is_one or _is_site(reading, name))
        if found:
            return Found(once(found), ORGANISATION)
    return None


def from_meta(reading: Reading, story: Story) -> Names | None:
    """Names from meta elements, if the page prints all of them: many sites name their publisher or their software
    there. An account that JSON-LD names must stand near the story here too."""
    for key in META_NAMES:
        values = [value for value in reading.page.meta.get(key, ()) if not NO_META_NAME.search(value)]
        told = names.told_names(values, split=True)
        found = [name for name in told if comparable(name) not in reading.site_names and not OFFICE.match(name)]
        near = story if any(is_account(reading, name) for name in found) else None
        if found and all(_is_person_shown(reading, near, name) for name in found):
            return Found(once(found), f"meta:{key}")
    return None


def is_account(reading: Reading, name: str) -> bool:
    """Whether JSON-LD names somebody as author: whoever `from_json_ld` did not believe is at least an account."""
    return any(comparable(name) == comparable(told) for item in reading.stories for told, _ in _told(reading, item))


def once(found: Iterable[str]) -> tuple[str, ...]:
    """Names in their first spelling, each once."""
    seen: dict[str, str] = {}
    for name in found:
        seen.setdefault(clean_line(name).casefold(), clean_line(name))
    return tuple(seen.values())


def _is_person_shown(reading: Reading, story: Story | None, name: str) -> bool:
    return 1 < len(name.split()) <= 5 and not names.ORGANISATION.search(name) and is_shown(reading.outline, story, name)


def _is_unsure(item: dict[str, Any]) -> bool:
    author = item.get("author")
    id_ = author.get("@id") if isinstance(author, dict) else None
    return UNSURE_TYPES.issuperset(json_ld.types_of(item)) or (isinstance(id_, str) and ACCOUNT in id_)


def _parted(reading: Reading, name: str) -> list[str]:
    """The names in one value, people without the site they write for; whole if the site is one of two that are no people
    ("The Gazette with AP")."""
    parts = names.parted(name)
    of_site = [comparable(part) in reading.site_names for part in parts[:1]]
    of_site += [is_of_site(part, reading.site_names) for part in parts[1:]]
    others = [part for part, is_its in zip(parts, of_site, strict=True) if not is_its]
    return others if len(others) == len(parts) or _are_people(others) else [name]


def _are_people(found: list[str]) -> bool:
    return bool(found) and all(" " in name and not names.ORGANISATION.search(name) for name in found)


def _is_site(reading: Reading, name: str) -> bool:
    return any(comparable(one) in reading.site_names for one in names.told_names([name]))


def _told(reading: Reading, item: dict[str, Any]) -> list[tuple[str, bool]]:
    return list(json_ld.names(item.get("author") or item.get("creator"), reading.page))
