"""Endless calendars, session ids, filters: patterns of URLs that go on for ever and bring no story.

A pattern that has brought none for so many pages in a row is closed; its further links are excluded, with the
reason "trap". Only pages found by links count: what a sitemap, feed or API names is not a trap.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlsplit

from crawler.discover.shape import template
from crawler.items import Link, Outcome, Target, Visit
from crawler.urls import key

NAMED_BY_THE_SITE = frozenset(("sitemap", "news sitemap", "feed", "rest", "canonical", "comment feed"))
HEXADECIMAL = re.compile(r"(?<![0-9a-z])(?=[0-9a-f]*[0-9])[0-9a-f]{6,}(?![0-9a-z])", re.I)
NO_TRAP = frozenset(("private address", "other site", "robots.txt", "not found (404)", "not found (410)"))
FOLDER_FACTOR = 4  # a whole folder is closed later than one pattern


@dataclass(slots=True)
class Traps:
    """Counts of pages in a row that brought no story, by pattern; those that are 0 are not kept. highest: that any ever was."""

    barren: Counter[str] = field(default_factory=Counter)
    highest: int = 0

    def turned_away(self, visit: Visit, most: int, knows: Callable[[Link], bool]) -> Visit:
        """The visit, before it is stored, with links of closed patterns turned away; and counted."""
        if visit.links and self.highest >= most:
            links = tuple(replace(link, excluded="trap") if self.is_trap(link, most) else link for link in visit.links)
            visit = replace(visit, links=links)
        self.count(visit, knows)
        return visit

    def is_trap(self, link: Link, most: int) -> bool:
        """Whether a link belongs to a closed pattern."""
        if link.excluded or link.source in NAMED_BY_THE_SITE or link.target not in (Target.PAGE, Target.LISTING):
            return False
        shape, folder = patterns(link.url)
        return self.barren[shape] >= most or self.barren[folder] >= most * FOLDER_FACTOR

    def count(self, visit: Visit, knows: Callable[[Link], bool]) -> None:
        """Count a visit, before it is stored, for or against the patterns of its URL."""
        shape, folder = patterns(visit.url)
        is_story = any(key(article.url) == key(visit.url) for article in visit.articles)
        if is_story or any(link.position and not link.excluded and not knows(link) for link in visit.links):
            self.barren.pop(shape, None)
            self.barren.pop(folder, None)
        elif visit.outcome in (Outcome.EXCLUDED, Outcome.ARCHIVED) and visit.reason not in NO_TRAP:
            self.barren[shape] += 1
            self.barren[folder] += 1
            self.highest = max(self.highest, self.barren[shape], self.barren[folder])


def patterns(url: str) -> tuple[str, str]:
    """A URL's own pattern, numbers left out, and its folder's with the names of its parameters.

    >>> patterns("https://news.example/sesi/ruang/b32caf45/?sid=1")[1]
    'news.example/sesi/ruang/*?sid'
    """
    parts = urlsplit(url)
    names = "&".join(sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))
    folder = parts.path.rstrip("/").rpartition("/")[0]
    return template(HEXADECIMAL.sub("0", url)), f"{parts.netloc}{folder}/*" + (f"?{names}" if names else "")
