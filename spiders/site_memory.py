"""What the parts of a site's plan share: the site, the archive to look into, and the cursors of earlier runs."""

import sqlite3
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from crawler.archive import frontier
from crawler.archive.frontier import Due
from crawler.archive.instants import read
from crawler.items import Link, Outcome, Target
from spiders.ask import GUESS, Ask

LOOK_AGAIN_AFTER = timedelta(days=7)  # a source that was not there is looked for again after so long


@dataclass(slots=True)
class Memory:
    """One site in one run. cursors are those of earlier runs; left those that this run leaves (None: forget)."""

    site: str
    site_id: int
    home: str
    conn: sqlite3.Connection
    began: datetime
    cursors: dict[str, str] = field(default_factory=dict)
    left: dict[str, str | None] = field(default_factory=dict)

    def leave(self, cursor: str, value: str | None) -> None:
        """Keep a cursor for later runs, and for the rest of this one."""
        self.left[cursor] = value
        if value is None:
            self.cursors.pop(cursor, None)
        else:
            self.cursors[cursor] = value

    def knows(self, link: Link) -> bool:
        """Whether a link's target is accounted for."""
        return frontier.known(self.conn, link.url)

    def ask(self, url: str, target: Target) -> Ask:
        """A question to a source, with the validators of its last answer."""
        row = frontier.find(self.conn, url, target)
        if row is None:
            return Ask(url, target)
        return Ask(url, target, etag=row.etag, last_modified=row.last_modified, body_sha256=row.body_sha256)

    def guess(self, url: str, target: Target) -> Ask:
        """A question to a place that nothing names."""
        ask = self.ask(url, target)
        return ask if frontier.find(self.conn, url, target) else replace(ask, purpose=GUESS)

    def was_missing(self, url: str, target: Target) -> bool:
        """Whether a place where a source might be was looked at lately and held none."""
        if self._is_recent(self.cursors.get(Ask(url, target).missing)):
            return True
        row = frontier.find(self.conn, url, target)
        return row is not None and self._is_missing(row) and self._is_recent(row.visited_at)

    def was_refused(self, cursor: str) -> bool:
        """Whether a cursor says that a source was found closed lately."""
        return self._is_recent(self.cursors.get(cursor))

    def _is_missing(self, row: Due) -> bool:
        reason = row.reason or ""
        return row.outcome == Outcome.EXCLUDED and reason.startswith(("not found", "no sitemap", "no feed"))

    def _is_recent(self, at: str | None) -> bool:
        instant = read(at) if at else None
        return instant is not None and self.began - instant < LOOK_AGAIN_AFTER
