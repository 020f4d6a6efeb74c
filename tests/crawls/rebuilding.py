"""Two archives compared by what they hold, not by the numbers of their rows."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

# Each table as its rows tell of the world: row numbers replaced by what they point to.
TOLD = {
    "articles": """
        select a.*, s.host, (select d.key from articles d where d.id = a.duplicate_of) as earliest
        from articles a join sites s on s.id = a.site_id""",
    "comments": "select c.*, a.key as of_article from comments c join articles a on a.id = c.article_id",
    "revisions": "select r.*, a.key as of_article from revisions r join articles a on a.id = r.article_id",
    "authors": """
        select a.key, x.position, x.role, w.name
        from article_authors x join articles a on a.id = x.article_id join authors w on w.id = x.author_id""",
    "tags": """
        select a.key, t.kind, t.name, x.position
        from article_tags x join articles a on a.id = x.article_id join tags t on t.id = x.tag_id""",
    "aliases": "select l.key, l.url, l.seen_at, a.key as of_article from aliases l join articles a on a.id = l.article_id",
    "visits": "select v.*, f.name as file from visits v left join warc_files f on f.id = v.warc_file_id",
    "listings": """
        select l.url, l.seen_at, l.last_seen_at, e.position, e.key, e.text
        from listings l join listing_entries e on e.listing_id = l.id""",
    "cursors": "select name, value from cursors",
    "fingerprints": "select a.key, f.story_sha256 from fingerprints f join articles a on a.id = f.article_id",
    "waiting_comments": "select * from waiting_comments",
    "waiting_readings": "select * from waiting_readings",
    "payloads": "select p.prefix, p.offset, f.name from payloads p join warc_files f on f.id = p.file_id",
    # A page's second look counts how long it was quiet, and between the two days of a test the first look is put back
    # in the database alone (`Keeping.visited_on`): its wait is compared after one look.
    "account": """
        select key, target, outcome, reason, etag, last_modified, body_sha256, failures,
               case when wait_s is null or attempts = 1 then due_at end as due_at
        from frontier""",
}
ROW_NUMBERS = frozenset("id site_id article_id run_id visit_id warc_file_id duplicate_of".split())


def differences(one: Path, other: Path, tables: Iterable[str] = TOLD) -> list[str]:
    """Rows that only one of two databases holds, as lines; an empty list is right."""
    found = []
    for table in tables:
        first, second = rows(one, table), rows(other, table)
        found += [f"{table}: only in the first: {row}" for row in sorted(first - second)[:3]]
        found += [f"{table}: only in the second: {row}" for row in sorted(second - first)[:3]]
    return found


def rows(database: Path, table: str) -> set[str]:
    """The rows of a table as texts."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        found = [
            repr(sorted((name, row[name]) for name in row.keys() if name not in ROW_NUMBERS))  # noqa: SIM118  # of a Row
            for row in conn.execute(TOLD[table])
        ]
    assert len(found) == len(set(found)), f"{table} holds a row twice"
    return set(found)
