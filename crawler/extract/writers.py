"""Names of the people whom a page's machine-readable parts call its authors: enough to know a line about them."""

from crawler.extract import json_ld
from crawler.extract.reading import Reading
from crawler.text import clean_line

META_NAMES = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator")
SHORTEST = 7


def told_writers(reading: Reading) -> frozenset[str]:
    """Full names, as written; a single word may be anything and is left out."""
    told = [
        name
        for item in reading.stories[:3]
        for name, is_organisation in json_ld.names(item.get("author"), reading.page)
        if not is_organisation
    ]
    told += [name for key in META_NAMES for name in reading.page.meta.get(key, ())]
    names = {clean_line(name) for one in told for name in one.replace(" and ", ",").split(",")}
    return frozenset(name for name in names if len(name) >= SHORTEST and 1 <= name.count(" ") <= 3 and "/" not in name)
