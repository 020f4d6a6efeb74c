"""`since=`: a run that leaves out what was published before a day, and the later run that wants it after all.

What is left out is in the account, `excluded: before since`. A run without since=, or with an earlier day, queues it anew.
"""

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.archive import articles, frontier
from crawler.archive.instants import read, utc_text
from crawler.items import Outcome, Target, Visit
from spiders.site_memory import Memory

BEFORE_SINCE = "before since"
EARLIEST = "since"  # the earliest day that a run was given, as long as stories are left out by it


@dataclass(slots=True)
class Since:
    """What one run leaves out. since: None for nothing. old_in_a_row: stories of before, since the last one that is not."""

    since: datetime | None
    old_in_a_row: int = 0

    def begin(self, conn: sqlite3.Connection, memory: Memory) -> None:
        """Queue what an earlier run left out and this one wants. Needs an open transaction."""
        told = memory.cursors.get(EARLIEST)
        earliest = read(told) if told else None
        if earliest is not None and (self.since is None or self.since < earliest):
            frontier.ask_anew(conn, memory.site_id, BEFORE_SINCE)
        if self.since is not None:
            memory.leave(EARLIEST, utc_text(min(self.since, earliest or self.since)))
        elif told:
            memory.leave(EARLIEST, None)

    def without_old_links(self, visit: Visit) -> Visit:
        """The visit without links to what was published before, as far as they tell."""
        if self.since is None:
            return visit
        since = self.since
        kept = tuple(
            link
            for link in visit.links
            if link.target != Target.PAGE or (link.published_at or link.modified_at or since) >= since
        )
        return replace(visit, links=kept)

    def without_old_story(self, visit: Visit, conn: sqlite3.Connection) -> Visit:
        """A story's visit; if it was published before and is not in the archive, without the story and where it leads."""
        if self.since is None or not visit.articles:
            return visit
        published_at = visit.articles[0].published_at
        is_old = published_at is not None and published_at < self.since
        self.old_in_a_row = self.old_in_a_row + 1 if is_old else 0
        if not is_old or articles.find_by_url(conn, visit.articles[0].url) is not None:
            return visit
        return replace(
            visit, outcome=Outcome.EXCLUDED, reason=BEFORE_SINCE, articles=(), links=(), walks=(), threads=(), pace=None
        )
