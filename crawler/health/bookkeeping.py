"""What must add up among the rows: the account of URLs, articles and their URLs, revisions, copies."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crawler import text
from crawler.archive import counts, duplicates
from crawler.archive.open import Archive
from crawler.archive.totals import totals
from crawler.health.finding import BY_ITSELF, Finding, fine, wrong

# "#": the site gave the article's address to another post.
UNACCOUNTED = """
    from articles a
    where a.key not like '%#%'
      and not exists (select 1 from frontier f where f.key = a.key)
"""
ACCOUNT_FOR = f"""
    insert into frontier (site_id, url, key, target, source, outcome, queued, rank, found_at, article_id)
    select a.site_id, a.url, a.key, 'page', 'article', 'archived', 0, 0, a.first_seen_at, a.id {UNACCOUNTED}
"""
STRANDED = "from frontier where outcome = 'due' and queued = 0"
REVISED = (
    "from articles a where revision <> (select coalesce(max(number), 0) from revisions r where r.article_id = a.id)"
)
COPIES = "from articles a join articles d on d.id = a.duplicate_of where d.duplicate_of is not null"
STORIES = f"""
    select distinct f.story_sha256 from fingerprints f
    where f.article_id in (select a.id {COPIES})
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """Something no row may be: a clause from `from` on, and what mends it."""

    check: str
    rows: str
    told: str
    fix: Callable[[sqlite3.Connection], None]


def _account_for(conn: sqlite3.Connection) -> None:
    conn.execute(ACCOUNT_FOR)


def _queue(conn: sqlite3.Connection) -> None:
    conn.execute("update frontier set queued = 1 where outcome = 'due' and queued = 0")


def _renumber(conn: sqlite3.Connection) -> None:
    conn.execute(
        "update articles as a set revision = (select max(number) from revisions r where r.article_id = a.id)"
        " where exists (select 1 from revisions r where r.article_id = a.id)"
    )


def _settle(conn: sqlite3.Connection) -> None:
    for (story,) in conn.execute(STORIES).fetchall():
        duplicates.settle_group(conn, story)


RULES = (
    Rule("account", UNACCOUNTED, "articles that no URL accounts for", _account_for),
    Rule("account", STRANDED, "URLs that are due and that no run would fetch", _queue),
    Rule("revisions", REVISED, "articles whose revision is not their last one", _renumber),
    Rule("copies", COPIES, "articles said to be a copy of a copy", _settle),
)


def findings(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Every rule, and the account of each site."""
    try:
        yield from (balance(conn), counted(conn), *(broken(conn, rule) for rule in RULES))
    except sqlite3.DatabaseError as error:
        yield wrong("account", f"cannot be read: {error}", "scrapy doctor (its integrity line says more)")


def balance(conn: sqlite3.Connection) -> Finding:
    """found = archived + excluded + failed + due, site by site."""
    sites = totals(conn)
    off = [site.site for site in sites if not site.balances]
    if off:
        return wrong("account", f"does not balance for {', '.join(off)}", f"scrapy status --site {off[0]}")
    return fine(
        "account",
        f"balances for {text.counted(len(sites), 'site')}, {text.counted(sum(site.found for site in sites), 'URL')}",
    )


def counted(conn: sqlite3.Connection) -> Finding:
    """Whether the counts that `status` shows are those of the rows."""
    off = counts.wrong(conn)
    if off:
        return wrong("counts", f"{off} counts are not those of the rows", BY_ITSELF, _recount)
    return fine("counts", "are those of the rows")


def _recount(archive: Archive) -> str:
    with archive.transaction() as conn:
        counts.recount(conn)
    return "counted anew"


def broken(conn: sqlite3.Connection, rule: Rule) -> Finding:
    """How many rows break a rule."""
    count = conn.execute(f"select count(*) {rule.rows}").fetchone()[0]
    if not count:
        return fine(rule.check, f"no {rule.told}")
    return wrong(rule.check, f"{count:,} {rule.told}", BY_ITSELF, _mending(rule))


def _mending(rule: Rule) -> Callable[[Archive], str]:
    def fix(archive: Archive) -> str:
        with archive.transaction() as conn:
            rule.fix(conn)
        return f"no {rule.told} any more"

    return fix
