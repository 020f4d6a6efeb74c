"""The URLs behind the account: which were archived, excluded, failed or are due, and why."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.items import Outcome

SITES = "select id, host from sites where (:host is null or host = :host) order by host"
OF_SITE = """
    select url, coalesce(reason, '') as reason
    from frontier
    where site_id = :site_id and outcome = :outcome
    order by reason, id
"""
OF_REASON = """
    select url, reason
    from frontier
    where site_id = :site_id and outcome = :outcome and reason = :reason
    order by id
"""
OF_NO_REASON = """
    select url, '' as reason
    from frontier
    where site_id = :site_id and outcome = :outcome and reason is null
    order by id
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A URL and what became of it. reason is "" where there is none: archived, or not visited yet."""

    site: str
    url: str
    outcome: Outcome
    reason: str


def urls(
    conn: sqlite3.Connection, outcome: Outcome, *, reason: str | None = None, site: str | None = None
) -> Iterator[Told]:
    """The URLs of an outcome, site by site; reason None: for whatever reason, "": without one."""
    statement = OF_SITE if reason is None else OF_REASON if reason else OF_NO_REASON
    for place in conn.execute(SITES, {"host": site}).fetchall():
        asked = {"site_id": place["id"], "outcome": outcome, "reason": reason}
        for row in conn.execute(statement, asked):
            yield Told(place["host"], row["url"], outcome, row["reason"])
