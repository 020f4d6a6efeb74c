"""What schema.org objects in JSON-LD say of the story. `Page.json_ld` mends and flattens; this file chooses."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from crawler.page import Page
from crawler.text import plain

STORY_TYPE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|Review|Recipe)$")
WEAK_TYPE = re.compile(r"(?:WebPage|VideoObject|CreativeWork|NewsMediaObject)$")
DEEPEST_NAME = 4


def types_of(item: dict[str, Any]) -> tuple[str, ...]:
    """The type names of an object, without their vocabulary's address."""
    named = item.get("@type")
    if isinstance(named, str):
        return (named.rpartition("/")[2],)
    return tuple(name.rpartition("/")[2] for name in named if isinstance(name, str)) if isinstance(named, list) else ()


def stories(page: Page) -> tuple[dict[str, Any], ...]:
    """Objects that describe the page's story: articles and posts first, then pages and videos."""
    found: tuple[list[dict[str, Any]], ...] = ([], [], [])
    for item in page.json_ld:
        found[max(map(_strength, types_of(item)), default=0)].append(item)
    return (*found[2], *found[1])


@lru_cache(maxsize=512)
def _strength(name: str) -> int:
    """How surely an object of a type is the page's story: 2, perhaps 1, not 0."""
    return 2 if STORY_TYPE.search(name) else int(WEAK_TYPE.search(name) is not None)


def is_story(item: dict[str, Any]) -> bool:
    """Whether an object says that it is a text somebody published, not merely a page."""
    return any(STORY_TYPE.search(name) and name != "Recipe" for name in types_of(item))


def text(item: dict[str, Any], key: str) -> str | None:
    """A property that should be a text, as one clean line; None if it is missing, empty or something else."""
    value = item.get(key)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    return (plain(value) or None) if isinstance(value, str) else None


def names(value: Any, page: Page) -> Iterator[tuple[str, bool]]:
    """(name, whether it is an organisation) of a person, an organisation, a name, or a list of such."""
    queue = [(value, 0)]
    while queue:
        item, depth = queue.pop(0)
        if isinstance(item, str):
            yield item, False
        elif isinstance(item, list) and depth < DEEPEST_NAME:
            queue.extend((inner, depth + 1) for inner in item[:30])
        elif isinstance(item, dict):
            if not item.get("name") and isinstance(item.get("@id"), str):
                item = _named(page, item["@id"]) or item
            organisation = any("Organization" in name for name in types_of(item))
            name = item.get("name")
            if isinstance(name, dict):
                name = name.get("name") or name.get("@value")
            for one in name if isinstance(name, list) else [name]:
                if isinstance(one, str):
                    yield one, organisation


def _named(page: Page, id_: str) -> dict[str, Any] | None:
    found = (item for item in page.json_ld if item.get("@id") == id_ and item.get("name"))
    return next(found, None)
