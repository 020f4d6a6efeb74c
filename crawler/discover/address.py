"""All that `shape` and `crawler.urls` say of an address, worked out once.

A site's menus and footers stand on each of its pages: of the links of the pages of one site four in five
were on the page before, and judging an address anew costs more than finding its link.
"""

from dataclasses import dataclass
from functools import lru_cache

from crawler.discover.shape import shape_of
from crawler.urls import canonical, is_private_host, key

REMEMBERED = 2_048  # some 2 MB


@dataclass(frozen=True, slots=True)
class Address:
    """url is canonical, except where it is excluded; site is the start of its key."""

    url: str
    key: str
    site: str
    excluded: str | None
    archive_kind: str | None
    is_listing: bool
    is_article: bool | None
    is_private: bool


@lru_cache(maxsize=REMEMBERED)
def address(url: str) -> Address:
    """The address that an absolute URL is."""
    name, shape = key(url), shape_of(url)
    return Address(
        url if shape.excluded else canonical(url),
        url if shape.excluded == "feed" else name,  # a story's feed has the story's key
        name.partition("/")[0],
        shape.excluded,
        shape.kind,
        shape.is_listing,
        shape.is_article,
        is_private_host(url),
    )
