"""The part of a site's plan that asks its WordPress REST API: all posts and comments the first time, then what
changed, then whether anything is missing.

A first walk goes page by page, newest first, and leaves a cursor, so that a killed run goes on where it was.
Later runs ask for posts modified since; the totals the API states tell whether something was removed, or
appeared with an old date, and only then are ids compared, newest first, until the rest agrees.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from crawler.archive import standing
from crawler.archive.instants import utc_text
from crawler.discover import wordpress
from crawler.discover.instant import w3c
from crawler.discover.rest_comments import read_comments
from crawler.discover.rest_json import header_number, id_at, rows_of, text_at
from crawler.discover.rest_posts import lacking_names, read_posts
from crawler.extract import body, comments
from crawler.items import Outcome, Target, Visit
from crawler.urls import canonical
from spiders.ask import Answer, Ask
from spiders.lane import Step
from spiders.reading import begun, in_language
from spiders.site_memory import Memory

OVERLAP = timedelta(seconds=1)  # `after` is exclusive, and two posts may share a second

POSTS_PAGE = "rest posts page"  # the last page of the first walk that is stored
POSTS_SINCE = "rest posts modified"  # newest modified instant seen; present once the first walk is done
COMMENTS_PAGE = "rest comments page"
COMMENTS_DONE = "rest comments walked"
# The totals that the API states count what it does not show: posts with a password, comments on hidden posts.
# How many that are is known after a whole walk; a later difference is a change.
POSTS_HIDDEN = "rest posts hidden"
COMMENTS_HIDDEN = "rest comments hidden"
ROOT = "rest root"
REFUSED = "rest refused"  # when an API was last found closed

Count = Callable[[sqlite3.Connection, int], int]  # of what stands in the archive of a site


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a short list: a post or comment by id."""

    id: str
    url: str
    at: datetime


@dataclass(slots=True)
class Api:
    """A site's API in one run. root is its address; usable: it lists posts."""

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
    embedded: tuple[str, ...] = wordpress.EMBEDDED
    said: tuple[str, bytes] = ("", b"")  # the purpose and body of the last answer
    breaks: bool = False  # the last answer was a server error: WordPress up to 6.1 breaks where users are closed

    # ---- the plan

    def steps(self) -> Iterator[Step]:
        """Posts, then comments."""
        if POSTS_SINCE in self.memory.cursors:
            yield from self.changed_posts()
        else:
            yield from self.all_posts()
        if self.usable:
            yield from self.all_comments()

    def all_posts(self) -> Iterator[Step]:
        """The first walk, from where an earlier run left it."""
        page = int(self.memory.cursors.get(POSTS_PAGE, 1)) if self.since is None else 1
        first = page
        while True:
            url = wordpress.posts_url(self.root, page=page, after=self.since, embedded=self.embedded)
            yield from self.named(self.ask(url, "posts", walk=POSTS_PAGE, page=page))
            if not self.usable and self.embedded != wordpress.EMBEDDED_WITHOUT_AUTHORS and self.breaks:
                self.embedded = wordpress.EMBEDDED_WITHOUT_AUTHORS
                continue
            if self.cut and first > 1 and page == first:  # the list has become shorter since an earlier run
                page = first = 1
                continue
            if not self.usable or self.cut:
                return
            if page >= self.total_pages:
                break
            page += 1
        if self.since is None:
            self.note_hidden(POSTS_HIDDEN, self.total, standing.posts)

    def named(self, ask: Ask) -> Iterator[Step]:
        """A page of posts; and again those with more terms than the API embeds (ten), with the names of all."""
        self.unnamed = ((), {})
        yield [ask]
        posts, terms = self.unnamed
        if not posts or self.cut:
            return
        stood = self.total, self.total_pages, self.brought_new
        for taxonomy, ids in terms.items():
            for start in range(0, len(ids), wordpress.PER_PAGE_MAX):
                some = ",".join(ids[start : start + wordpress.PER_PAGE_MAX])
                yield [self.ask(f"{wordpress.terms_url(self.root, taxonomy)}&{urlencode({'include': some})}", "terms")]
        yield [self.ask(self.included_url("posts", list(posts)), "posts")]
        self.term_names.clear()
        self.cut = False
        self.total, self.total_pages, self.brought_new = stood

    def changed_posts(self) -> Iterator[Step]:
        """Posts modified since the last run, then what a comparison of totals finds."""
        since = datetime.fromisoformat(self.memory.cursors[POSTS_SINCE]) - OVERLAP
        page = 1
        while True:
            url = wordpress.posts_url(
                self.root, page=page, modified_after=since, order_by="modified", embedded=self.embedded
            )
            yield from self.named(self.ask(url, "posts", page=page))
            if not self.usable and self.embedded != wordpress.EMBEDDED_WITHOUT_AUTHORS and self.breaks:
                self.embedded = wordpress.EMBEDDED_WITHOUT_AUTHORS
                continue
            # A WordPress before 5.7 does not know modified_after and lists all: the newest are enough.
            if not self.usable or self.cut or page >= self.total_pages or not self.brought_new:
                break
            page += 1
        if self.usable and not self.cut:
            yield from self.compare("post ids", POSTS_HIDDEN, standing.posts)

    def all_comments(self) -> Iterator[Step]:
        """Newest first; a later run stops where it meets what is known, then compares totals."""
        known = COMMENTS_DONE in self.memory.cursors
        page = 1 if known or self.since is not None else int(self.memory.cursors.get(COMMENTS_PAGE, 1))
        first = page
        while True:
            url = wordpress.comments_url(self.root, page=page, after=None if known else self.since)
            yield [self.ask(url, "comments", walk="" if known else COMMENTS_PAGE, page=page)]
            if self.cut and first > 1 and page == first:
                page = first = 1
                continue
            if self.cut or not self.comments_usable or page >= self.total_pages or (known and not self.brought_new):
                break
            page += 1
        if self.cut or not self.comments_usable or self.since is not None:
            return
        if not known:
            self.note_hidden(COMMENTS_HIDDEN, self.total, standing.comments)
        elif not self.agrees(COMMENTS_HIDDEN, self.total, standing.comments):
            yield from self.compare("comment ids", COMMENTS_HIDDEN, standing.comments)

    def compare(self, purpose: str, hidden: str, stored: Count) -> Iterator[Step]:
        """Compare ids, newest first, until the totals agree; fetch what is missing, mark what is gone."""
        page, before = 1, ""
        while True:
            yield [self.ask(self.ids_url(purpose, page), purpose, page=page, before=before)]
            if self.cut or self.total is None:
                return
            missing = [row.id for row in self.rows if not self.has(purpose, row)]
            total, total_pages, rows = self.total, self.total_pages, self.rows
            if missing:
                what = "posts" if purpose == "post ids" else "comments"
                yield [self.ask(self.included_url(what, missing), what)]
            if self.agrees(hidden, total, stored):
                return
            if page >= total_pages:
                self.note_hidden(hidden, total, stored)
                return
            before = utc_text(rows[-1].at) if rows else before
            page += 1

    def agrees(self, hidden: str, total: int | None, stored: Count) -> bool:
        """Whether the API's total is what is stored and what it never shows."""
        known = self.memory.cursors.get(hidden)
        return known is not None and total is not None and total - stored(*self.here) == int(known)

    def note_hidden(self, hidden: str, total: int | None, stored: Count) -> None:
        """After a whole walk: how many the API counts and does not show."""
        if total is not None:
            self.memory.leave(hidden, str(total - stored(*self.here)))

    @property
    def here(self) -> tuple[sqlite3.Connection, int]:
        """Where to look what the archive has."""
        return self.memory.conn, self.memory.site_id

    # ---- questions

    def ask(self, url: str, purpose: str, *, walk: str = "", page: int = 1, before: str = "") -> Ask:
        """An API question; `walk` names the cursor its answer moves."""
        self.cut = True  # until an answer says otherwise
        facts = {"walk": walk, "page": str(page), "before": before}
        return Ask(url, Target.API, ephemeral=True, purpose=purpose, facts=facts)

    def ids_url(self, purpose: str, page: int) -> str:
        """A short list of posts or comments, newest first."""
        fields = ("id", "link", "date_gmt")
        if purpose == "post ids":
            return wordpress.posts_url(self.root, page=page, fields=fields, embedded=())
        return wordpress.comments_url(self.root, page=page, fields=fields)

    def included_url(self, what: str, ids: list[str]) -> str:
        """Whole posts or comments by id, at most a hundred."""
        url = (
            wordpress.posts_url(self.root, embedded=self.embedded)
            if what == "posts"
            else wordpress.comments_url(self.root)
        )
        return f"{url}&{urlencode({'include': ','.join(ids)})}"

    # ---- answers

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

    # ---- what the archive has

    def has(self, purpose: str, row: Row) -> bool:
        """Whether the archive has a listed post or comment, or knows why not."""
        if purpose == "comment ids":
            return standing.has_comment(*self.here, row.id)
        return standing.has_post(*self.here, row.id) or standing.is_left_out(self.memory.conn, row.url)
