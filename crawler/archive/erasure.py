"""Words taken out of the database for good: a story, a comment, a name; what stands in their place is `tombstones.py`'s.

Rows that only record that something happened (visits, the account's URL) stay, without words. Needs `thorough` at the
end: SQLite leaves what was deleted in free pages, and a full-text index in its older segments.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawler.archive import article_rows, comments, duplicates, history, names, near_duplicates, tombstones
from crawler.errors import ArchiveError
from crawler.items import Article
from crawler.text import comparable
from crawler.urls import key

OF_ARTICLE = (
    "delete from events where article_id = :id",
    "delete from comments where article_id = :id",
    "delete from forgotten_comments where article_id = :id",
    "delete from revisions where article_id = :id",
    "delete from article_authors where article_id = :id",
    "delete from article_tags where article_id = :id",
    "delete from aliases where article_id = :id",
    "delete from fingerprints where article_id = :id",
    "update articles set duplicate_of = null where duplicate_of = :id",
    "update frontier set outcome = 'excluded', reason = 'forgotten', queued = 0, due_at = null, article_id = null,"
    " etag = null, last_modified = null, body_sha256 = null, listed_in = null where article_id = :id",
    "delete from articles where id = :id",
)
# A comment is a person's also if it stood under their name before an edit.
BY_PERSON = """
    select *
    from comments
    where comparable(author) = :wanted
       or id in (select comment_id from events where comparable(before ->> '$.author') = :wanted)
"""
ORPHANS = (
    "delete from authors where id not in (select author_id from article_authors)",
    "delete from tags where id not in (select tag_id from article_tags)",
)


@dataclass(slots=True)
class Erased:
    """What is erased: counts for a report, and the words that must not be found any more.

    elsewhere are earlier states and waiting readings. addresses are those whose every answer is about the story; texts
    what was said; names whose names; of erased comments writers are the names of who wrote them, homes their addresses, numbers
    the site's own numbers.
    """

    articles: int = 0
    comments: int = 0
    bylines: int = 0
    elsewhere: int = 0
    addresses: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    writers: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def add_words(self, other: "Erased") -> None:
        """Take up what is to be looked for because of another erasure; not its counts."""
        self.addresses |= other.addresses
        self.texts += other.texts
        self.writers |= other.writers
        self.homes |= other.homes
        self.numbers |= other.numbers

    @property
    def is_nothing(self) -> bool:
        """Whether the database had none of it."""
        return not (self.articles or self.comments or self.bylines or self.elsewhere)


def article(conn: sqlite3.Connection, row: sqlite3.Row, now: datetime) -> Erased:
    """Erase a story with its comments, all their earlier states included. Needs an open transaction."""
    told = history.states(conn, row)
    erased = Erased(articles=1)
    for state in told or [history.State(1, now, (), article_rows.from_row(conn, row))]:
        erased.texts += _texts(state.article)
    aliases = [alias["url"] for alias in conn.execute("select url from aliases where article_id = ?", (row["id"],))]
    erased.addresses |= {row["url"], *aliases}
    for one in conn.execute("select * from comments where article_id = ?", (row["id"],)).fetchall():
        erased.comments += 1
        erased.add_words(_words_of(conn, one))
    site = _site(conn, row["site_id"])
    tombstones.add(conn, "story", map(tombstones.of_address, erased.addresses), now)
    if row["source_id"]:
        tombstones.add(conn, "story", [tombstones.of_post(site, row["source_id"])], now)
    story = conn.execute("select story_sha256 from fingerprints where article_id = ?", (row["id"],)).fetchone()
    _waiting_of_article(conn, row, erased.addresses)
    near_duplicates.forget(conn, row["id"])
    for statement in OF_ARTICLE:
        conn.execute(statement, {"id": row["id"]})
    if story is not None:
        duplicates.settle_group(conn, story[0])
    return erased


def comment(conn: sqlite3.Connection, row: sqlite3.Row, now: datetime) -> Erased:
    """Erase a comment and what it said before. Needs an open transaction."""
    site = conn.execute("select site_id from articles where id = ?", (row["article_id"],)).fetchone()[0]
    erased = _words_of(conn, row)
    erased.comments = 1
    tombstones.add(conn, "comment", [tombstones.of_comment(_site(conn, site), row["identity"])], now)
    conn.execute("delete from events where comment_id = ?", (row["id"],))
    conn.execute("delete from comments where id = ?", (row["id"],))
    waiting = [f"{row['identity']}|{source}" for source in comments.TRUST.values()]
    conn.executemany(
        "delete from waiting_comments where site_id = ? and identity = ?", [(site, one) for one in waiting]
    )
    return erased


def name(conn: sqlite3.Connection, person: str, now: datetime) -> Erased:
    """Erase every comment by a person, and the name where it stands as an author's. Needs an open transaction."""
    wanted = _comparing(conn, person)
    erased = Erased(names=[person])
    tombstones.add(conn, "name", [tombstones.of_name(person)], now)
    for row in conn.execute(BY_PERSON, {"wanted": wanted}).fetchall():
        erased.add_words(comment(conn, row, now))
        erased.comments += 1
    waiting = conn.execute("delete from waiting_comments where comparable(comment ->> '$.author') = ?", (wanted,))
    erased.elsewhere += waiting.rowcount
    for row in conn.execute("select * from articles where id in (select article_id from article_authors aa"
                            " join authors w on w.id = aa.author_id where comparable(w.name) = :wanted)"
                            " or instr(comparable(byline), :wanted)", {"wanted": wanted}).fetchall():  # fmt: skip
        erased.bylines += _without_name(conn, row, person)
    for table, column, by in (("revisions", "before", "id"), ("waiting_readings", "reading", "key")):
        erased.elsewhere += _reread(conn, table, column, wanted, lambda value: _before_without(value, person), by=by)
    return erased


def places_of(conn: sqlite3.Connection, person: str) -> frozenset[str]:
    """The keys of the stories under which a person's comments stand."""
    rows = conn.execute(
        f"select key from articles where id in (select article_id from ({BY_PERSON}))",
        {"wanted": _comparing(conn, person)},
    )
    return frozenset(row[0] for row in rows)


def settled(conn: sqlite3.Connection) -> None:
    """Names and tags that nothing has any more. Needs an open transaction."""
    for statement in ORPHANS:
        conn.execute(statement)


def thorough(conn: sqlite3.Connection) -> None:
    """Leave no trace of what was deleted: indexes merged, free pages overwritten, the log emptied. In no transaction.

    Raises ArchiveError where another process reads on, and so keeps the log."""
    conn.execute("pragma secure_delete = on")
    for table in ("articles_fts", "comments_fts"):
        conn.execute(f"insert into {table} ({table}) values ('rebuild')")
    conn.execute("vacuum")
    if conn.execute("pragma wal_checkpoint(truncate)").fetchone()[0]:
        raise ArchiveError(
            "It is erased, but another process reads the archive, and what it may still read stays in the log: end it "
            "(fuser archive.db), then run `scrapy doctor --fix`, which empties the log."
        )


def _comparing(conn: sqlite3.Connection, person: str) -> str:
    """A name as it is compared, and SQL taught to compare."""
    conn.create_function("comparable", 1, lambda text: comparable(text or ""), deterministic=True)
    return comparable(person)


def _texts(told: Article) -> list[str]:
    short = (told.title, told.dek, told.summary, told.image.caption if told.image else None)
    return [text for text in (*short, *(p.text for p in told.paragraphs)) if text]


def _words_of(conn: sqlite3.Connection, row: sqlite3.Row) -> Erased:
    """What a comment says and said, and whose it was."""
    before = conn.execute("select before from events where comment_id = ? and before is not null", (row["id"],))
    told = [json.loads(text) for (text,) in before] + [{"text": row["text"], "author": row["author"]}]
    return Erased(
        texts=[one["text"] for one in told if one.get("text")],
        writers={one["author"] for one in told if one.get("author")},
        homes={row["author_url"]} if row["author_url"] else set(),
        numbers={row["source_id"]} if row["source_id"] else set(),
    )


def _waiting_of_article(conn: sqlite3.Connection, row: sqlite3.Row, addresses: Iterable[str]) -> None:
    keys = [key(url) for url in addresses]
    refs = [f"url:{one}" for one in keys] + ([f"id:{row['source_id']}"] if row["source_id"] else [])
    for one in keys:
        conn.execute("delete from waiting_readings where key = ?", (one,))
        conn.execute("update listing_entries set text = null where key = ?", (one,))
    for ref in refs:
        conn.execute("delete from waiting_comments where site_id = ? and article_ref = ?", (row["site_id"], ref))


def _without_name(conn: sqlite3.Connection, row: sqlite3.Row, person: str) -> bool:
    known = article_rows.from_row(conn, row)
    told = tombstones.without_names(known, [person])
    if told == known:  # the letters of the name within other words
        return False
    names.keep(conn, row["id"], told)
    conn.execute("update articles set byline = ? where id = ?", (told.byline, row["id"]))
    return True


def _reread(
    conn: sqlite3.Connection, table: str, column: str, wanted: str, change: Callable[[Any], Any], by: str
) -> int:
    """Rewrite the JSON that holds a name; in how many rows it was a name, not a word of a text."""
    count = 0
    rows = conn.execute(
        f"select {by}, {column} from {table} where {column} is not null and instr(comparable({column}), ?)", (wanted,)
    )
    for row in rows.fetchall():
        told = json.loads(row[1])
        kept = change(told)
        if kept != told:
            text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
            conn.execute(f"update {table} set {column} = ? where {by} = ?", (text, row[0]))
            count += 1
    return count


def _before_without(fields: dict[str, Any], person: str) -> dict[str, Any]:
    kept, wanted = dict(fields), comparable(person)
    if "authors" in kept:
        kept["authors"] = [one for one in kept["authors"] if comparable(one) != wanted]
    if "credits" in kept:
        kept["credits"] = [one for one in kept["credits"] if comparable(one["name"]) != wanted]
    if kept.get("byline") and tombstones.is_named_in(kept["byline"], person):
        kept["byline"] = None
    return kept


def _site(conn: sqlite3.Connection, site_id: int) -> str:
    return str(conn.execute("select host from sites where id = ?", (site_id,)).fetchone()[0])
