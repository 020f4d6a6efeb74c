"""The account of every URL and the counts of what is stored, site by site."""

import sqlite3
from dataclasses import dataclass, field

from crawler.archive import counts

NEAR = """
    select count(*)
    from near_duplicates n
    join near_clusters k on k.id = n.cluster_id
    where n.site_id = ? and k.earliest_id <> n.article_id
"""


@dataclass(slots=True)
class SiteTotals:
    """A site's counts. reasons: outcome to reason to number of URLs. last_visit: UTC text."""

    site: str
    archived: int = 0
    excluded: int = 0
    failed: int = 0
    due: int = 0
    found: int = 0
    articles: int = 0
    duplicates: int = 0
    near_duplicates: int = 0
    gone: int = 0
    comments: int = 0
    pings: int = 0
    edits: int = 0
    reasons: dict[str, dict[str, int]] = field(default_factory=dict)
    last_visit: str | None = None

    @property
    def balances(self) -> bool:
        """Whether found = archived + excluded + failed + due, counted independently."""
        return self.found == self.archived + self.excluded + self.failed + self.due


def totals(conn: sqlite3.Connection) -> list[SiteTotals]:
    """The counts of every site, by host. `found` is counted by itself, so that the account can fail to balance."""
    by_id: dict[int, SiteTotals] = {}
    for row in counts.sites(conn):
        site = by_id[row["id"]] = SiteTotals(row["host"], last_visit=row["last_visited_at"])
        for name in counts.NAMES:
            setattr(site, name, row[name])
        site.near_duplicates = conn.execute(NEAR, (row["id"],)).fetchone()[0]
    for site_id, outcome, reason, urls in counts.outcomes(conn):
        site = by_id[site_id]
        setattr(site, outcome, getattr(site, outcome) + urls)
        site.reasons.setdefault(outcome, {})[reason] = urls
    return list(by_id.values())
