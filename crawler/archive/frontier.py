"""Every URL found, and what became of it. What is to be fetched next `frontier_queue.py` says.

found = archived + excluded + failed + due, always: each URL has exactly one outcome. `queued` is separate:
a URL that is archived may be queued again for another look.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from crawler.archive.instants import utc_text
from crawler.items import Link, Outcome, Target, Visit
from crawler.urls import key

EXACT = frozenset((Target.FEED, Target.COMMENTS, Target.SITEMAP, Target.API))

ADD = """
    insert into frontier (site_id, url, key, target, source, outcome, reason, queued, rank, found_at)
    values (:site_id, :url, :key, :target, :source, :outcome, :reason, :queued, :rank, :at)
    on conflict (key) do nothing
"""
ASK_AGAIN = """
    update frontier
    set queued = 1, due_at = null
    where key = :key
      and queued = 0
      and (visited_at is null or visited_at < :since)
"""
WANTED = """
    update frontier
    set outcome = 'due', reason = null, queued = 1, url = :url, target = :target, source = :source
    where key = :key
      and outcome = 'excluded'
      and visited_at is null
"""
CHANGED = """
    update frontier
    set queued = 1, due_at = null
    where key = :key
      and queued = 0
      and target = 'page'
      and visited_at < :modified_at
"""
FIND = """
    select *
    from frontier
    where key = :key
"""
KNOWN = """
    select 1 from frontier where key = :key
    union all
    select 1 from aliases where key = :key
    limit 1
"""
SETTLE = """
    update frontier
    set outcome = case when outcome = 'archived' and not :supersedes then outcome else :outcome end,
        reason = :reason,
        queued = :queued,
        due_at = case when outcome = 'archived' and :outcome = 'excluded' and not :supersedes then :tomorrow else :due_at end,
        wait_s = coalesce(:wait_s, wait_s),
        visited_at = :at,
        status = :status,
        etag = case when :brought then :etag else coalesce(:etag, etag) end,
        last_modified = case when :brought then :last_modified else coalesce(:last_modified, last_modified) end,
        body_sha256 = coalesce(:body_sha256, body_sha256),
        attempts = attempts + 1,
        taken_on_trust = case when :status = 304 then taken_on_trust + 1 when :status between 200 and 299 then 0
            else taken_on_trust end,
        failures = case when :outcome in ('due', 'failed') then failures + 1 else 0 end,
        article_id = coalesce(:article_id, article_id)
    where key = :key
"""
ARCHIVED = """
    update frontier
    set outcome = 'archived',
        reason = null,
        article_id = :article_id,
        queued = case when :unqueue then 0 when :queue then 1 else queued end,
        due_at = case when :queue then null else due_at end,
        visited_at = coalesce(:visited_at, visited_at)
    where key = :key
"""
ASK_ANEW = """
    update frontier
    set outcome = 'due', reason = null, queued = 1, due_at = null, etag = null, last_modified = null, body_sha256 = null
    where site_id = :site_id and outcome = 'excluded' and reason = :reason
"""
ATTEMPT = """
    update frontier
    set attempts = attempts + 1,
        failures = failures + 1,
        reason = :reason,
        due_at = :due_at
    where key = :key
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A URL to fetch now, with what the server said last time."""

    id: int
    url: str
    target: Target
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    attempts: int
    failures: int
    article_id: int | None
    outcome: Outcome
    reason: str | None
    visited_at: str | None
    due_at: str | None
    wait_s: int | None
    queued: bool
    taken_on_trust: int

    @property
    def is_turned_away(self) -> bool:
        """Whether it was found and excluded without a visit, so that being asked for nevertheless changes that."""
        return self.outcome == Outcome.EXCLUDED and self.visited_at is None

    def is_queued_or_due(self, now: datetime) -> bool:
        """Whether it is to be fetched, or its time for another look has come."""
        return self.queued or (self.due_at is not None and self.due_at <= utc_text(now))


def add(
    conn: sqlite3.Connection, site_id: int, links: Iterable[Link], *, now: datetime, run_began: datetime | None = None
) -> int:
    """Keep links; how many were new. Known ones stay as they are, but a link with `again` is queued once
    more unless it was visited since `run_began`; a page whose source says it was modified since its last
    visit is queued, too."""
    new = 0
    for order, link in enumerate(links):
        row = {
            "site_id": site_id,
            "url": link.url,
            "key": row_key(link.url, link.target),
            "target": link.target.value,
            "source": link.source,
            "outcome": Outcome.EXCLUDED.value if link.excluded else Outcome.DUE.value,
            "reason": link.excluded,
            "queued": 0 if link.excluded else 1,
            "rank": rank(link, now, order, run_began or now),
            "at": utc_text(now),
        }
        added = conn.execute(ADD, row).rowcount
        new += added
        if added or link.excluded:
            continue
        conn.execute(WANTED, row)
        if link.again and run_began is not None:
            conn.execute(ASK_AGAIN, {"key": row["key"], "since": utc_text(_changed_before(link, run_began))})
        elif link.modified_at is not None and not link.excluded:
            conn.execute(CHANGED, {"key": row["key"], "modified_at": utc_text(link.modified_at)})
    return new


def _changed_before(link: Link, run_began: datetime) -> datetime:
    """A row visited after this instant need not be asked again. A lastmod of midnight is a day, not an instant."""
    if link.modified_at is None:
        return run_began
    at = link.modified_at
    return min(run_began, at + timedelta(days=1) if at.time() == time(0) else at)


def settle(
    conn: sqlite3.Connection,
    visit: Visit,
    *,
    outcome: Outcome,
    reason: str | None,
    article_id: int | None,
    wait: timedelta | None = None,
) -> None:
    """Write what became of the URL that was visited. What is archived stays so, whatever an answer of today
    (a failure, a login wall, a maintenance page) says, unless the URL turned out to be another's alias.

    wait: until the page is looked at again, where the visit itself does not say."""
    due_at = visit.due_at or (visit.at + wait if wait is not None else None)
    conn.execute(
        SETTLE,
        {
            "key": row_key(visit.url, visit.target),
            "outcome": outcome.value,
            "reason": reason,
            "queued": int(outcome == Outcome.DUE),
            "due_at": utc_text(due_at) if due_at else None,
            "wait_s": round(wait.total_seconds()) if wait is not None else None,
            "at": utc_text(visit.at),
            "status": visit.status,
            "etag": visit.etag,
            "last_modified": visit.last_modified,
            "body_sha256": visit.body_sha256,
            "article_id": article_id,
            "tomorrow": utc_text(visit.at + timedelta(days=1)),
            "supersedes": int(outcome == Outcome.ARCHIVED or reason in ("alias", "later page of a story")),
            "brought": int(visit.status is not None and visit.status < 300 and not visit.not_modified),
        },
    )


def archived(
    conn: sqlite3.Connection,
    site_id: int,
    link: Link,
    *,
    article_id: int,
    now: datetime,
    queue: bool = False,
    visited_at: datetime | None = None,
) -> None:
    """The document at `link` is in the archive, wherever its content came from.

    queue: its page is still to be fetched. visited_at: it was just fetched under another address.
    """
    row = {
        "site_id": site_id,
        "url": link.url,
        "key": row_key(link.url, link.target),
        "target": link.target.value,
        "source": link.source,
        "outcome": Outcome.ARCHIVED.value,
        "reason": None,
        "queued": int(queue),
        "rank": rank(link, now, 0, now),
        "at": utc_text(now),
    }
    added = conn.execute(ADD, row).rowcount
    conn.execute(
        ARCHIVED,
        {
            "key": row["key"],
            "article_id": article_id,
            "queue": int(queue and not added),
            "unqueue": int(visited_at is not None),
            "visited_at": utc_text(visited_at) if visited_at else None,
        },
    )


def row_key(url: str, target: Target) -> str:
    """What makes a frontier row unique. Pages go by `urls.key`, under which a story's AMP, feed and comment
    addresses are one; documents of other kinds must stay apart from the page they belong to."""
    return f"{target.value}:{url}" if target in EXACT else key(url)


def rank(link: Link, now: datetime, order: int, run_began: datetime) -> float:
    """Newest first: seconds since 1970 of what the source says of the target's age. Without a word on that,
    the later a walk comes to it, the older: listings stand newest first."""
    at = link.published_at or link.modified_at or run_began - (now - run_began)
    return min(at, now).timestamp() - order / 1_000_000


def find(conn: sqlite3.Connection, url: str, target: Target = Target.PAGE) -> Due | None:
    """What is known of a URL; None if it was never found."""
    row = conn.execute(FIND, {"key": row_key(url, target)}).fetchone()
    return due_of(row) if row else None


def known(conn: sqlite3.Connection, url: str) -> bool:
    """Whether a URL is accounted for, as itself or as an alias of an article."""
    wanted = {"key": key(url)}
    return conn.execute(KNOWN, wanted).fetchone() is not None


def attempted(conn: sqlite3.Connection, url: str, target: Target, *, reason: str, due_at: datetime) -> None:
    """Count an attempt whose visit could not be stored, so that it is not made again every night at once."""
    conn.execute(ATTEMPT, {"key": row_key(url, target), "reason": reason, "due_at": utc_text(due_at)})


def ask_anew(conn: sqlite3.Connection, site_id: int, reason: str) -> int:
    """Queue what was excluded for a reason that holds no more, as if it had never been visited; how many."""
    return conn.execute(ASK_ANEW, {"site_id": site_id, "reason": reason}).rowcount


def due_of(row: sqlite3.Row) -> Due:
    """A row of the frontier."""
    return Due(
        id=row["id"],
        url=row["url"],
        target=Target(row["target"]),
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_sha256=row["body_sha256"],
        attempts=row["attempts"],
        failures=row["failures"],
        article_id=row["article_id"],
        outcome=Outcome(row["outcome"]),
        reason=row["reason"],
        visited_at=row["visited_at"],
        due_at=row["due_at"],
        wait_s=row["wait_s"],
        queued=bool(row["queued"]),
        taken_on_trust=row["taken_on_trust"],
    )
