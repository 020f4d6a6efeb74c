"""Articles: one row for one story, its aliases and its revisions. Authors and tags are in `names.py`.

`store` merges a new reading into what is known (`crawler.merge`) and writes only what changed. A revision
row is added when the story is first seen and each time the site edits it; `before` holds what the edit
replaced, so that every earlier state can be read by walking back.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.archive import duplicates, events, names, near_duplicates
from crawler.archive.article_rows import COLUMNS, as_json, columns_of, from_row, plain
from crawler.archive.events import Happened
from crawler.archive.instants import utc_text
from crawler.archive.same_post import is_other_post
from crawler.items import Article, Kept
from crawler.merge import TOGETHER, merge
from crawler.urls import key

EXTRACTOR = "kliping 0.1.0"

FIND_BY_SOURCE = "select * from articles where site_id = :site_id and source_id = :source_id"
FIND_BY_KEY = "select * from articles where key = :key"
FIND_BY_ALIAS = "select a.* from aliases l join articles a on a.id = l.article_id where l.key = :key"
INSERT = f"""
    insert into articles (site_id, first_seen_at, last_seen_at, {", ".join(COLUMNS)})
    values (:site_id, :now, :now, {", ".join(":" + name for name in COLUMNS)})
"""
UPDATE = f"""
    update articles
    set {", ".join(f"{name} = :{name}" for name in COLUMNS)},
        revision = :revision,
        last_seen_at = max(last_seen_at, :now),
        gone_at = null
    where id = :id
"""
REREAD = f"""
    update articles
    set {", ".join(f"{name} = :{name}" for name in COLUMNS)},
        revision = :revision
    where id = :id
"""
SEEN = "update articles set last_seen_at = max(last_seen_at, :now), gone_at = null where id = :id"
GONE = "update articles set gone_at = :now where id = :id and gone_at is null"
LOSE_ID = "update articles set source_id = null where site_id = :site_id and source_id = :source_id"
ADD_ALIAS = """
    insert into aliases (key, url, article_id, seen_at)
    values (:key, :url, :id, :now)
    on conflict (key) do update set article_id = excluded.article_id
    where aliases.article_id is not excluded.article_id
"""
ADD_REVISION = """
    insert into revisions (article_id, number, at, visit_id, content_sha256, changed, before, rules, extractor,
                           reread, warc_file, warc_offset, warc_digest)
    values (:article_id, :number, :now, :visit_id, :content_sha256, :changed, :before, :rules, :extractor,
            :reread, :warc_file, :warc_offset, :warc_digest)
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """Which row holds an article, and what storing it did: "new", "edited", "completed" or "unchanged"."""

    id: int
    did: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a reading was read from: the visit's row, and its answer in the WARC files. reread: not when it came."""

    visit_id: int | None = None
    kept: Kept | None = None
    reread: bool = False


NOWHERE = Origin()


def store(conn: sqlite3.Connection, site_id: int, told: Article, *, now: datetime, origin: Origin = NOWHERE) -> Stored:
    """Keep a reading of an article. Needs an open transaction."""
    row = find(conn, site_id, told)
    if row is None:
        return _store_new(conn, site_id, told, now=now, origin=origin)
    if row["gone_at"] is not None:
        events.add(conn, row["id"], Happened.BACK, now=now)
    known = from_row(conn, row)
    merged = merge(known, told)
    article = merged.article
    if key(article.url) != row["key"] and _taken(conn, article.url, row["id"]):
        _release(conn, article.url)  # the site gave that address to this post: the other keeps its row
    columns = columns_of(article)
    if not merged.changed and all(columns[name] == row[name] for name in COLUMNS):
        conn.execute(SEEN, {"id": row["id"], "now": utc_text(now)})
        _keep_aliases(conn, row["id"], article, now)
        return Stored(row["id"], "unchanged")
    number = row["revision"] + (1 if merged.edited else 0)
    if article.source_id != row["source_id"]:
        _take_id(conn, site_id, article)
    conn.execute(UPDATE, {**columns, "id": row["id"], "revision": number, "now": utc_text(now)})
    names.keep(conn, row["id"], article)
    _keep_aliases(conn, row["id"], article, now)
    if columns["key"] != row["key"] or not {"paragraphs", "title", "published_at"}.isdisjoint(merged.changed):
        _compare(conn, row["site_id"], row["id"], article)
    if merged.edited:
        before = {name: plain(getattr(known, name)) for field in merged.changed for name in TOGETHER[field]}
        _add_revision(conn, row["id"], number, columns, merged.changed, before, now=now, origin=origin)
    return Stored(row["id"], "edited" if merged.edited else "completed" if merged.changed else "unchanged")


def reread(
    conn: sqlite3.Connection,
    article_id: int,
    article: Article,
    changed: tuple[str, ...],
    *,
    at: datetime,
    kept: Kept | None,
) -> None:
    """Put what today's reading of the kept answers tells in the place of what stands: a revision of its own, marked
    as ours and not the site's; when the story was seen stays. Needs an open transaction."""
    row = conn.execute("select * from articles where id = ?", (article_id,)).fetchone()
    known = from_row(conn, row)
    number = row["revision"] + 1
    columns = columns_of(article) | {"url": row["url"], "key": row["key"], "source_id": row["source_id"]}
    conn.execute(REREAD, {**columns, "id": article_id, "revision": number})
    names.keep(conn, article_id, article)
    _compare(conn, row["site_id"], article_id, article)
    before = {name: plain(getattr(known, name)) for field in changed for name in TOGETHER[field]}
    _add_revision(conn, article_id, number, columns, changed, before, now=at, origin=Origin(None, kept, reread=True))


def find(conn: sqlite3.Connection, site_id: int, told: Article) -> sqlite3.Row | None:
    """The row of the story a reading tells of: by the site's own id, else by its addresses."""
    by_id = None
    if told.source_id is not None:
        by_id = find_by_id(conn, site_id, told.source_id)
        if by_id is not None and (by_id["key"] == key(told.url) or not is_other_post(from_row(conn, by_id), told)):
            return by_id
    row = find_by_url(conn, told.url)
    if row is not None and by_id is not None and row["id"] == by_id["id"]:
        return row  # the id and an address agree
    if row is not None and told.source_id is not None and row["source_id"] not in (None, told.source_id):
        return None  # the address was given to another post
    return row


def _take_id(conn: sqlite3.Connection, site_id: int, told: Article) -> None:
    """Give an id to the post that has it now; another that had it before keeps its row."""
    conn.execute(LOSE_ID, {"site_id": site_id, "source_id": told.source_id})


def find_by_id(conn: sqlite3.Connection, site_id: int, source_id: str) -> sqlite3.Row | None:
    """The row of the article that has this id at its site."""
    return _row(conn.execute(FIND_BY_SOURCE, {"site_id": site_id, "source_id": source_id}).fetchone())


def find_by_url(conn: sqlite3.Connection, url: str) -> sqlite3.Row | None:
    """The row of the article that has this address, or had it."""
    wanted = {"key": key(url)}
    return _row(conn.execute(FIND_BY_KEY, wanted).fetchone() or conn.execute(FIND_BY_ALIAS, wanted).fetchone())


def seen(conn: sqlite3.Connection, article_id: int, now: datetime) -> None:
    """The site still shows this article as it was."""
    if conn.execute("select 1 from articles where id = ? and gone_at is not null", (article_id,)).fetchone():
        events.add(conn, article_id, Happened.BACK, now=now)
    conn.execute(SEEN, {"id": article_id, "now": utc_text(now)})


def gone(
    conn: sqlite3.Connection,
    article_id: int,
    now: datetime,
    *,
    what: Happened = Happened.GONE,
    detail: str | None = None,
) -> bool:
    """The site no longer shows this article, or its address leads elsewhere; what was stored stays. Whether that is
    news."""
    is_news = conn.execute(GONE, {"id": article_id, "now": utc_text(now)}).rowcount > 0
    if is_news:
        events.add(conn, article_id, what, now=now, detail=detail)
    return is_news


def _store_new(conn: sqlite3.Connection, site_id: int, told: Article, *, now: datetime, origin: Origin) -> Stored:
    if _taken(conn, told.url, None):  # another post had this address before: it keeps its row, not the address
        _release(conn, told.url)
    if told.source_id is not None:
        _take_id(conn, site_id, told)
    columns = columns_of(told)
    cursor = conn.execute(INSERT, {**columns, "site_id": site_id, "now": utc_text(now)})
    article_id = int(cursor.lastrowid or 0)
    names.add(conn, article_id, told)
    _keep_aliases(conn, article_id, told, now)
    _compare(conn, site_id, article_id, told)
    _add_revision(conn, article_id, 1, columns, tuple(sorted(told.rules)), None, now=now, origin=origin)
    return Stored(article_id, "new")


def _compare(conn: sqlite3.Connection, site_id: int, article_id: int, article: Article) -> None:
    """Find the stories that say the same, or nearly."""
    if near_duplicates.are_compared(conn):
        duplicates.settle(conn, article_id, article)
        near_duplicates.settle(conn, site_id, article_id, article.body)


def _taken(conn: sqlite3.Connection, url: str, by_other_than: int | None) -> bool:
    row = conn.execute("select id from articles where key = ?", (key(url),)).fetchone()
    return row is not None and row[0] != by_other_than


def _release(conn: sqlite3.Connection, url: str) -> None:
    conn.execute("update articles set key = key || '#' || id where key = ?", (key(url),))


def _row(row: Any) -> sqlite3.Row | None:
    return row if isinstance(row, sqlite3.Row) else None


def _keep_aliases(conn: sqlite3.Connection, article_id: int, article: Article, now: datetime) -> None:
    own = key(article.url)
    for url in article.aliases:
        alias = key(url)
        if alias != own and not _taken(conn, url, article_id):
            conn.execute(ADD_ALIAS, {"key": alias, "url": url, "id": article_id, "now": utc_text(now)})


def _add_revision(
    conn: sqlite3.Connection,
    article_id: int,
    number: int,
    columns: dict[str, Any],
    changed: tuple[str, ...],
    before: dict[str, Any] | None,
    *,
    now: datetime,
    origin: Origin,
) -> None:
    kept = origin.kept
    conn.execute(
        ADD_REVISION,
        {
            "article_id": article_id,
            "number": number,
            "now": utc_text(now),
            "visit_id": origin.visit_id,
            "content_sha256": columns["content_sha256"],
            "changed": as_json(list(changed)),
            "before": None if before is None else as_json(before),
            "rules": columns["rules"],
            "extractor": EXTRACTOR,
            "reread": int(origin.reread),
            "warc_file": kept.file if kept else None,
            "warc_offset": kept.offset if kept else None,
            "warc_digest": kept.digest if kept else None,
        },
    )
