"""The part of a site's plan that reads its feeds: what is new, what was edited, which stories have new comments.

WordPress lists in `?orderby=modified` what was edited last, and in each entry how many comments the story
has; its comment feed holds only the last ten. Where all of those are unknown there may be more, and the counts
tell of which stories.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from crawler.archive import frontier, standing
from crawler.archive.instants import utc_text
from crawler.discover import feed, wordpress
from crawler.items import Comment, Link, Target, Visit
from crawler.page import Page
from crawler.urls import same_site
from spiders.ask import Answer, Ask, in_vain
from spiders.lane import Drain, Step
from spiders.reading import begun, read_feed, unchanged
from spiders.site_memory import Memory

WALKED = "feeds walked"  # their older pages have been read once
QUIET_PAGES_MOST = 10  # so many feed pages in a row without a story whose comments changed end that search


@dataclass(slots=True)
class Feeds:
    """A site's feeds in one run. gap: the comment feed showed nothing but unknown comments."""

    memory: Memory
    gap: bool = False
    quiet: int = 0
    last: feed.Feed | None = None
    urls: list[str] = field(default_factory=list)

    def steps(self, front: Page | None, *, whole: bool) -> Iterator[Step]:
        """The announced feeds and, if that is called for, their older pages."""
        announced = [link.url for link in feed.announced(front) if not link.excluded] if front else []
        self.urls = self.places(front, announced)
        for url in self.urls:
            if not self.memory.was_missing(url, Target.FEED):
                question = self.memory.ask if url in announced else self.memory.guess
                yield [question(url, Target.FEED)]
        yield Drain.SOURCES
        if self.gap and WALKED in self.memory.cursors:
            yield from self.search_by_count()
        if self.urls and whole:
            self.memory.leave(WALKED, "yes")

    def places(self, front: Page | None, announced: list[str]) -> list[str]:
        """Which feeds to ask: of WordPress the Atom feed by time of change, and the comment feed."""
        if front is None or not wordpress.is_wordpress(front):
            return announced
        plain = any("?feed=" in url for url in announced)
        atom = urljoin(self.memory.home, "?feed=atom&orderby=modified" if plain else "feed/atom/?orderby=modified")
        return [atom, *(url for url in announced if "comments" in url)]

    def search_by_count(self) -> Iterator[Step]:
        """Walk a feed for stories whose comment count is not the stored one."""
        url: str | None = self.urls[0].replace("orderby=modified", "orderby=date")
        while url is not None and self.quiet < QUIET_PAGES_MOST:
            self.last = None
            yield [Ask(url, Target.FEED, ephemeral=True, purpose="counts")]
            url = self.last.next if self.last else None

    def read(self, answer: Answer, ask: Ask) -> Visit:
        """A feed of articles or comments."""
        visit = begun(answer, ask, self.memory.site)
        if unchanged(visit, ask):
            return replace(visit, reason="feed", not_modified=True)
        visit, found = read_feed(answer, ask, self.memory.site)
        self.last = found
        if found.kind == "none":
            return in_vain(visit, ask)
        if ask.purpose == "counts":
            return replace(visit, links=tuple(self.recounted(found)), threads=())
        if found.kind == "comments":
            return self.read_comments(visit, found)
        edited = tuple(self.edited(found))
        is_news = bool(edited) or any(not self.memory.knows(link) for link in visit.links)
        goes_on = WALKED not in self.memory.cursors or is_news
        more = self.following(found, answer.url) if goes_on else ()
        return replace(visit, links=(*edited, *visit.links, *more))

    def read_comments(self, visit: Visit, found: feed.Feed) -> Visit:
        """A comment feed: the stories of unknown comments are looked at again, for threads and the rest."""
        unknown = {thread.article_url: [c for c in thread.comments if not self.knows(c)] for thread in found.threads}
        stale = [url for url, comments in unknown.items() if url and comments]
        shown = sum(len(thread.comments) for thread in found.threads)
        if shown and sum(map(len, unknown.values())) == shown and "comments" in visit.url:
            self.gap = True
        again = tuple(Link(url, Target.PAGE, "comment feed", again=True) for url in stale)
        return replace(visit, links=(*again, *visit.links))

    def edited(self, found: feed.Feed) -> Iterator[Link]:
        """Archived stories that a feed says were modified since we looked at them."""
        for article in found.articles:
            row = frontier.find(self.memory.conn, article.url)
            if row is None or row.visited_at is None or article.modified_at is None:
                continue
            if utc_text(article.modified_at) > row.visited_at:
                yield Link(article.url, Target.PAGE, "feed", modified_at=article.modified_at, again=True)

    def recounted(self, found: feed.Feed) -> Iterator[Link]:
        """Stories whose comment count in the feed is not what is stored."""
        changed = 0
        for article in found.articles:
            stored = standing.comments_shown(self.memory.conn, article.url)
            if stored is not None and article.comment_count is not None and article.comment_count != stored:
                changed += 1
                yield Link(article.url, Target.PAGE, "feed", again=True)
        self.quiet = 0 if changed else self.quiet + 1

    def following(self, found: feed.Feed, url: str) -> tuple[Link, ...]:
        """The feed's next page."""
        if found.next is None or not same_site(found.next, url):
            return ()
        return (Link(found.next, Target.FEED, "feed", again=True),)

    def knows(self, comment: Comment) -> bool:
        """Whether a comment is stored for a story of this site."""
        return standing.has_any_comment(self.memory.conn, self.memory.site_id, comment.source_id)
