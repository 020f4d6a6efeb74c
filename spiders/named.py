"""The addresses that a person named: each brings what it was named for, or is told with the reason why not. From cron
silence means that all is well."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.archive.frontier import row_key
from crawler.items import Outcome, Target, Visit
from spiders.story_pages import LATER_PAGE

OF_A_STORY = ("alias", "page of the story", LATER_PAGE)  # reasons of other addresses of a stored story
LATER = "left for a later run"
FORGOTTEN = "forgotten, and so not asked for (scrapy forget)"


@dataclass(frozen=True, slots=True)
class InVain:
    """A named address that brought nothing. has_failed: its visit was counted as a failure."""

    url: str
    reason: str
    has_failed: bool


class Named:
    """What became of the addresses, and of those that they lead to (the first page of a story)."""

    def __init__(self, urls: Iterable[str], target: Target) -> None:
        self.urls = tuple(urls)
        self.target = target
        self.reasons: dict[str, str | None] = {}  # by name; None: nothing to tell
        self.onward: dict[str, str] = {}  # from name to name
        self.failed: set[str] = set()

    def story_learned(self, visit: Visit, *, is_kept: bool) -> None:
        """Note whether a visit brought a story, or led to one. is_kept: the archive has it from a former visit, and that
        it is gone now is noted there."""
        is_known = is_kept or (visit.not_modified and visit.reason in OF_A_STORY)
        self.learned(visit, None if visit.outcome == Outcome.ARCHIVED or is_known else visit.reason or LATER)
        links = [link for link in visit.links if link.target == Target.PAGE and not (link.position or link.excluded)]
        if visit.outcome == Outcome.EXCLUDED and len(links) == 1:
            self.onward[row_key(visit.url, visit.target)] = row_key(links[0].url, Target.PAGE)

    def learned(self, visit: Visit, reason: str | None) -> None:
        """Note why a visit brought nothing; None: it brought something."""
        name = row_key(visit.url, visit.target)
        self.reasons[name] = reason
        if visit.outcome == Outcome.FAILED:
            self.failed.add(name)

    def told(self, name: str) -> None:
        """Somebody else has told what became of an address."""
        self.reasons[name] = None

    def left_out(self, url: str, reason: str) -> None:
        """Note why an address is not asked for."""
        self.reasons[row_key(url, self.target)] = reason

    def in_vain(self, *, whole: bool) -> Iterator[InVain]:
        """Those that brought nothing. whole: the run went to its end, so that one without an answer is told, too."""
        unheard = LATER if whole else None
        for url in self.urls:
            name = row_key(url, self.target)
            reason = self.reasons.get(self.onward.get(name, name), unheard)
            if reason is not None:
                yield InVain(url, reason, name in self.failed)


def why_no_article(lost: InVain) -> str:
    """For people. A listing has its own command.

    >>> why_no_article(InVain("https://news.example/a/", "not found (404)", False))
    'brought no article: not found (404)'
    >>> why_no_article(InVain("https://news.example/tag/a/", "listing", False))
    'brought no article: it is a listing. Its stories: scrapy crawl news_page -a url=https://news.example/tag/a/'
    """
    if lost.reason != "listing":
        return f"brought no article: {lost.reason}"
    spider = "site" if urlsplit(lost.url).path in ("", "/") else "news_page"
    return f"brought no article: it is a listing. Its stories: scrapy crawl {spider} -a url={lost.url}"
