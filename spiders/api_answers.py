"""What a site's WordPress REST API answers, as visits; the plan of `site_api.py` looks at what is noted of it."""

import sqlite3
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from crawler.archive import standing
from crawler.archive.instants import utc_text
from crawler.discover import wordpress
from crawler.discover.instant import w3c
from crawler.discover.rest_comments import read_comments
from crawler.discover.rest_json import header_number, id_at, rows_of, text_at
from crawler.discover.rest_posts import lacking_names, read_posts
from crawler.extract import body, comments
from crawler.items import Outcome, Visit
from crawler.urls import canonical
from spiders.ask import Answer, Ask
from spiders.reading import begun, in_language
from spiders.site_memory import Memory

OVERLAP = timedelta(seconds=1)  # `after` is exclusive, and two posts may share a second

POSTS_SINCE = "rest posts modified"  # newest modified instant seen; present once the first walk is done
COMMENTS_DONE = "rest comments walked"
ROOT = "rest root"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a short list: a post or comment by id."""

    id: str
    url: str
    at: datetime


@dataclass(slots=True)
class ApiAnswers:
    """What a site's API said in one run. root is its address; usable: it lists posts."""

    memory: Memory
    root: str
    since: datetime | None = None
    queue_pages: bool = True
    language: str | None = None
    usable: bool = False
    cut: bool = True  # the last question brought nothing: an error, or no answer at all
    comments_usable: bool = False
    refused: str | None = None
    total: int | None = None
    total_pages: int = 0
    brought_new: bool = False
    rows: tuple[Row, ...] = ()
    newest: datetime | None = None
    term_names: dict[str, str] = field(default_factory=dict)
    unnamed: tuple[tuple[str, ...], dict[str, tuple[str, ...]]] = ((), {})
    said: tuple[str, bytes] = ("", b"")  # the purpose and body of the last answer
    breaks: bool = False  # the last answer was a server error: WordPress up to 6.1 breaks where users are closed

    @property
    def here(self) -> tuple[sqlite3.Connection, int]:
        """Where to look what the archive has."""
        return self.memory.conn, self.memory.site_id

    def read(self, answer: Answer, ask: Ask) -> Visit:
        """An API answer as a visit; the plan looks at the attributes afterwards."""
        visit = begun(answer, ask, self.memory.site)
        self.cut = False
        error = wordpress.is_api_error(answer.status, answer.body)
        self.breaks = answer.status >= 500
        if error:
            self.rows, self.brought_new, self.cut = (), False, True
            if ask.purpose == "comments" and ask.facts["page"] == "1":
                self.comments_usable = False
            elif ask.purpose == "posts" and ask.facts["page"] == "1":
                self.usable = False
            self.refused = error
            was_open = self.usable if ask.purpose.startswith("post") else self.comments_usable
            outcome = Outcome.FAILED if was_open else Outcome.EXCLUDED
            return replace(visit, outcome=outcome, reason=f"API: {error}")
        if ask.purpose == "terms":
            self.term_names |= wordpress.read_terms(answer.body)
            return replace(visit, reason="API")
        reading = {"posts": self.read_posts, "comments": self.read_comments}.get(ask.purpose, self.read_ids)
        return reading(answer, ask, replace(visit, reason="API"))

    def read_posts(self, answer: Answer, ask: Ask, visit: Visit) -> Visit:
        """A page of posts."""
        found = read_posts(
            answer.body, answer.url, fragment=body.fragment, headers=answer.headers, term_names=self.term_names
        )
        if not self.term_names:
            self.unnamed = lacking_names(answer.body, found.articles)
        self.usable = True
        self.take_totals(answer, ask)
        self.brought_new = any(
            not standing.has_post(*self.here, a.source_id or "", a.modified_at) for a in found.articles
        )
        modified = [a.modified_at for a in found.articles if a.modified_at is not None]
        self.newest = max([*modified, *([self.newest] if self.newest else [])], default=None)
        return replace(
            visit,
            articles=tuple(in_language(article, self.language) for article in found.articles),
            links=found.protected,
            queue_pages=self.queue_pages,
            cursors=self.moved(ask, done=POSTS_SINCE, value=self.newest.isoformat() if self.newest else None),
        )

    def read_comments(self, answer: Answer, ask: Ask, visit: Visit) -> Visit:
        """A page of comments."""
        found = read_comments(
            answer.body, answer.url, comment_fragment=comments.comment_paragraphs, headers=answer.headers
        )
        self.comments_usable = True
        self.take_totals(answer, ask)
        ids = [c.source_id for thread in found.threads for c in thread.comments]
        self.brought_new = any(not standing.has_comment(*self.here, number or "") for number in ids)
        return replace(visit, threads=found.threads, cursors=self.moved(ask, done=COMMENTS_DONE, value="yes"))

    def read_ids(self, answer: Answer, ask: Ask, visit: Visit) -> Visit:
        """A short list: what the archive has in its span of time and the list has not, is gone."""
        rows = []
        for raw in rows_of(answer.body)[0]:
            number, url, at = id_at(raw, "id"), text_at(raw, "link"), w3c(text_at(raw, "date_gmt"))
            if number and url and at:
                rows.append(Row(number, canonical(url), at))
        self.rows = tuple(rows)
        self.take_totals(answer, ask)
        if self.total is None:
            return visit
        last = int(ask.facts["page"]) >= self.total_pages
        if not rows and not last:
            return visit
        span = "" if last else utc_text(rows[-1].at + OVERLAP), ask.facts["before"] or None
        listed = {row.id for row in rows}
        if ask.purpose == "post ids":
            stored = standing.posts_between(*self.here, *span)
            return replace(visit, gone=tuple(url for number, url in stored if number not in listed))
        kept = standing.comments_between(*self.here, *span)
        return replace(visit, removed_comments=tuple(number for number in kept if number not in listed))

    def take_totals(self, answer: Answer, ask: Ask) -> None:
        """What the API's headers state about the list asked for. One that sends the page before once more ends there,
        whatever it states."""
        self.total = header_number(answer.headers, "X-WP-Total")
        self.total_pages = header_number(answer.headers, "X-WP-TotalPages") or 0
        page, said = int(ask.facts["page"]), (ask.purpose, answer.body)
        if page > 1 and said == self.said:
            self.total_pages = min(self.total_pages, page)
        self.said = said

    def moved(self, ask: Ask, *, done: str, value: str | None) -> tuple[tuple[str, str | None], ...]:
        """Cursors after a page: where a first walk stands; or, with its last page, that it is done."""
        page, walk = int(ask.facts["page"]), ask.facts["walk"]
        if self.since is not None and walk:
            return ()  # a walk with `since` is no whole walk
        if walk and page < self.total_pages:
            return ((walk, str(page + 1)),)
        finished: tuple[tuple[str, str | None], ...] = ((walk, None),) if walk else ()
        if value is None or (not walk and self.brought_new and page < self.total_pages):
            return finished  # more pages of changes follow: a run that is killed before them must ask again
        return (*finished, (done, value), (ROOT, self.root))
