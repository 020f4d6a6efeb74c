"""The account of every URL and the counts of what is stored, site by site."""

import sqlite3
from dataclasses import dataclass, field

from crawler.archive import frontier

SITES = "select id, host from sites order by host"
ARTICLES = """
    select count(*), count(duplicate_of), count(gone_at), coalesce(sum(revision - 1), 0)
    from articles
    where site_id = ?
"""
COMMENTS = """
    select count(*) filter (where c.kind = 'comment'), count(*) filter (where c.kind <> 'comment')
    from articles a
    join comments c on c.article_id = a.id
    where a.site_id = ? and c.removed_at is null
"""
LAST_VISIT = "select max(visited_at) from frontier where site_id = ?"


@dataclass(slots=True)
class SiteTotals:
    """A site's counts. reasons: outcome to reason to number of URLs. last_run: UTC text of the last visit."""

    site: str
    archived: int = 0
    excluded: int = 0
    failed: int = 0
    due: int = 0
    found: int = 0
    articles: int = 0
    duplicates: int = 0
    gone: int = 0
    comments: int = 0
    pings: int = 0
    edits: int = 0
    reasons: dict[str, dict[str, int]] = field(default_factory=dict)
    last_run: str | None = None

    @property
    def balances(self) -> bool:
        """Whether found = archived + excluded + failed + due, counted independently."""
        return self.found == self.archived + self.excluded + self.failed + self.due


def totals(conn: sqlite3.Connection) -> list[SiteTotals]:
    """The counts of every site, by host. `found` is counted by itself, so that the account can fail to balance."""
    by_site: dict[str, SiteTotals] = {}
    for site_id, host in conn.execute(SITES):
        site = by_site[host] = SiteTotals(host)
        site.found = conn.execute("select count(*) from frontier where site_id = ?", (site_id,)).fetchone()[0]
        site.articles, site.duplicates, site.gone, site.edits = conn.execute(ARTICLES, (site_id,)).fetchone()
        site.comments, site.pings = conn.execute(COMMENTS, (site_id,)).fetchone()
        site.last_run = conn.execute(LAST_VISIT, (site_id,)).fetchone()[0]
    for host, outcome, reason, urls in frontier.account(conn):
        site = by_site[host]
        setattr(site, outcome, getattr(site, outcome) + urls)
        site.reasons.setdefault(outcome, {})[reason] = urls
    return list(by_site.values())
