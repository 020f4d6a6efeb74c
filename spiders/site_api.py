"""The part of a site's plan that asks its WordPress REST API: all posts and comments the first time, then what
changed, then whether anything is missing.

A first walk goes page by page, newest first, and leaves a cursor, so that a killed run goes on where it was.
Later runs ask for posts modified since; the totals the API states tell whether something was removed, or
appeared with an old date, and only then are ids compared, newest first, until the rest agrees.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from crawler.archive import standing
from crawler.archive.instants import utc_text
from crawler.discover import wordpress
from crawler.items import Target
from spiders.api_answers import COMMENTS_DONE, OVERLAP, POSTS_SINCE, ApiAnswers, Row
from spiders.ask import Ask
from spiders.lane import Step

POSTS_PAGE = "rest posts page"  # the last page of the first walk that is stored
COMMENTS_PAGE = "rest comments page"
# The totals that the API states count what it does not show: posts with a password, comments on hidden posts.
# How many that are is known after a whole walk; a later difference is a change.
POSTS_HIDDEN = "rest posts hidden"
COMMENTS_HIDDEN = "rest comments hidden"
REFUSED = "rest refused"  # when an API was last found closed

Count = Callable[[sqlite3.Connection, int], int]  # of what stands in the archive of a site


@dataclass(slots=True)
class Api(ApiAnswers):
    """A site's API in one run: what is asked of it, and in which order."""

    embedded: tuple[str, ...] = wordpress.EMBEDDED

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

    # ---- what the archive has

    def has(self, purpose: str, row: Row) -> bool:
        """Whether the archive has a listed post or comment, or knows why not."""
        if purpose == "comment ids":
            return standing.has_comment(*self.here, row.id)
        return standing.has_post(*self.here, row.id) or standing.is_left_out(self.memory.conn, row.url)
