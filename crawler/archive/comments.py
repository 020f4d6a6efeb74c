"""Comments of articles: one row for one comment, and a waiting room for those whose article is not known yet.

A comment is known by the site's own id, else by its author, instant and text. What a REST API says of it is
trusted before what a page shows (past the display depth only the API tells the true parent), a page before
a feed.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime, timedelta, timezone

from crawler.archive import events
from crawler.archive.events import Happened
from crawler.archive.instants import read, stored, utc_text
from crawler.items import Comment, CommentKind, Precision
from crawler.text import comparable, sha256
from crawler.urls import key

TRUST = {"rest": 3, "page": 2, "feed": 1}
PARAGRAPH_BREAK = "\n\n"

KNOWN = "select * from comments where article_id = :article_id and identity = :identity"
INSERT = """
    insert into comments (article_id, identity, source_id, parent_source_id, depth, kind, author, author_url,
                          published_at, published_offset_minutes, published_precision, text, permalink, rule,
                          first_seen_at, last_seen_at)
    values (:article_id, :identity, :source_id, :parent_source_id, :depth, :kind, :author, :author_url,
            :published_at, :published_offset_minutes, :published_precision, :text, :permalink, :rule, :now, :now)
"""
UPDATE = """
    update comments
    set parent_source_id = :parent_source_id, depth = :depth, kind = :kind, author = :author,
        author_url = :author_url, published_at = :published_at,
        published_offset_minutes = :published_offset_minutes, published_precision = :published_precision,
        text = :text, permalink = :permalink, rule = :rule,
        last_seen_at = max(last_seen_at, :now), removed_at = null
    where id = :id
"""
SEEN = "update comments set last_seen_at = max(last_seen_at, :now), removed_at = null where id = :id"
WAIT = """
    insert into waiting_comments (site_id, article_ref, identity, comment, seen_at)
    values (:site_id, :ref, :identity, :comment, :now)
    on conflict (site_id, article_ref, identity) do update set comment = excluded.comment, seen_at = excluded.seen_at
"""
WAITING = "select comment, seen_at from waiting_comments where site_id = :site_id and article_ref = :ref"
LET_IN = "delete from waiting_comments where site_id = :site_id and article_ref = :ref"
OF_SITE = """
    select c.id, c.article_id
    from comments c
    join articles a on a.id = c.article_id
    where c.source_id = :source_id
      and c.removed_at is null
      and a.site_id = :site_id
"""
REMOVE = "update comments set removed_at = :now where id = :id"
EDITED = ("text", "author")  # what a reader or an editor changes; the rest is how a source tells it
INSTANT = ("published_at", "published_offset_minutes", "published_precision")
COMPARED = (
    "parent_source_id",
    "depth",
    "kind",
    "author",
    "author_url",
    "published_at",
    "published_offset_minutes",
    "published_precision",
    "text",
    "permalink",
)


def store(conn: sqlite3.Connection, article_id: int, comments: Iterable[Comment], *, now: datetime) -> tuple[int, int]:
    """Keep comments of an article; (new, changed). Needs an open transaction."""
    new = changed = 0
    for comment in comments:
        row = _columns(_in_site_time(conn, article_id, comment)) | {"article_id": article_id, "now": utc_text(now)}
        known = conn.execute(KNOWN, row).fetchone()
        if known is None:
            conn.execute(INSERT, row)
            new += 1
            continue
        if known["removed_at"] is not None:
            events.add(conn, article_id, Happened.BACK, now=now, comment_id=known["id"])
        merged = _merged(known, row)
        if merged is None:
            conn.execute(SEEN, {"id": known["id"], "now": row["now"]})
        else:
            before = _before_edit(known, row, merged)
            if before:
                events.add(conn, article_id, Happened.EDITED, now=now, comment_id=known["id"], before=before)
            conn.execute(UPDATE, merged | {"id": known["id"], "now": row["now"]})
            changed += 1
    return new, changed


def wait(
    conn: sqlite3.Connection,
    site_id: int,
    *,
    article_url: str | None,
    article_source_id: str | None,
    comments: Iterable[Comment],
    now: datetime,
) -> None:
    """Keep comments whose article is not in the archive (yet): a page, or a post that comes later."""
    ref = f"id:{article_source_id}" if article_source_id else f"url:{key(article_url or '')}"
    for comment in comments:
        conn.execute(
            WAIT,
            {
                "site_id": site_id,
                "ref": ref,
                "identity": waiting_identity(comment),
                "comment": json.dumps(asdict(comment), ensure_ascii=False, default=_iso),
                "now": utc_text(now),
            },
        )


def let_in(
    conn: sqlite3.Connection,
    site_id: int,
    article_id: int,
    *,
    url: str,
    source_id: str | None,
    aliases: Iterable[str] = (),
) -> int:
    """Give an article the comments that waited for it, by its id or any of its addresses; how many."""
    count = 0
    refs = [f"id:{source_id}"] if source_id else []
    for ref in dict.fromkeys([*refs, *(f"url:{key(address)}" for address in (url, *aliases))]):
        where = {"site_id": site_id, "ref": ref}
        rows = conn.execute(WAITING, where).fetchall()
        for text, seen_at in rows:
            seen = read(seen_at)
            assert seen is not None
            store(conn, article_id, (_from_json(text),), now=seen)
        if rows:
            conn.execute(LET_IN, where)
        count += len(rows)
    return count


def removed(conn: sqlite3.Connection, site_id: int, source_ids: Iterable[str], *, now: datetime) -> int:
    """The site no longer lists these comments; what was stored stays. How many that is news of."""
    count = 0
    for number in source_ids:
        for row in conn.execute(OF_SITE, {"site_id": site_id, "source_id": number}).fetchall():
            remove(conn, row["article_id"], row["id"], now=now)
            count += 1
    return count


def remove(conn: sqlite3.Connection, article_id: int, comment_id: int, *, now: datetime) -> None:
    """Note that the site no longer shows a comment. Its words stay."""
    conn.execute(REMOVE, {"id": comment_id, "now": utc_text(now)})
    events.add(conn, article_id, Happened.REMOVED, now=now, comment_id=comment_id)


def identity(comment: Comment) -> str:
    """What makes a comment the same one: "id:123", else a hash of author, instant and text."""
    if comment.source_id is not None:
        return f"id:{comment.source_id}"
    at, _ = stored(comment.published_at)
    said = comparable(comment.text) or comment.text  # an emoji says something, too
    return "hash:" + sha256((comparable(comment.author or ""), at or "", said))[:32]


def waiting_identity(comment: Comment) -> str:
    """The same, and how far it is trusted: what each source says of a comment waits by itself."""
    return f"{identity(comment)}|{_trust(comment.rule)}"


def _in_site_time(conn: sqlite3.Connection, article_id: int, comment: Comment) -> Comment:
    """A comment whose feed told its instant in UTC, in the offset its article was published in."""
    at = comment.published_at
    if at is None or at.utcoffset() or not comment.rule.startswith("feed"):
        return comment
    row = conn.execute("select published_offset_minutes from articles where id = ?", (article_id,)).fetchone()
    if not row or not row[0]:
        return comment
    return replace(comment, published_at=at.astimezone(timezone(timedelta(minutes=row[0]))))


def _columns(comment: Comment) -> dict[str, object]:
    at, offset = stored(comment.published_at)
    return {
        "identity": identity(comment),
        "source_id": comment.source_id,
        "parent_source_id": comment.parent_id,
        "depth": comment.depth,
        "kind": comment.kind.value,
        "author": comment.author,
        "author_url": comment.author_url,
        "published_at": at,
        "published_offset_minutes": offset,
        "published_precision": comment.precision.value if at else None,
        "text": PARAGRAPH_BREAK.join(comment.paragraphs),
        "permalink": comment.permalink,
        "rule": comment.rule,
    }


def _merged(known: sqlite3.Row, told: dict[str, object]) -> dict[str, object] | None:
    """The columns after a further reading; None if it tells nothing new. A column that only one reading
    tells is kept from that one, so that the order of the readings does not matter."""
    better = _trust(str(told["rule"])) >= _trust(known["rule"])
    first, second = (told, known) if better else (known, told)
    merged = {name: second[name] if first[name] in (None, "") else first[name] for name in COMPARED}
    if first["published_precision"] == Precision.DAY and second["published_precision"] not in (None, Precision.DAY):
        merged |= {name: second[name] for name in INSTANT}  # an exact instant, whoever tells it
    if first["source_id"] is not None and first["parent_source_id"] is None and _trust(str(first["rule"])) == 3:
        merged["parent_source_id"] = None  # the API says: a comment on the article itself
    if all(known[name] == merged[name] for name in COMPARED) and (not better or known["rule"] == told["rule"]):
        return None
    return merged | {"rule": first["rule"]}


def _before_edit(known: sqlite3.Row, told: dict[str, object], merged: dict[str, object]) -> dict[str, object]:
    """What an edit replaced: the same source says something else than it did. Another source completes."""
    if known["rule"] != told["rule"]:
        return {}
    return {name: known[name] for name in EDITED if known[name] and _said(known[name]) != _said(merged[name])}


def _said(text: object) -> str:
    """A text without the white space in which markup differs."""
    return " ".join(str(text or "").split())


def _trust(rule: str) -> int:
    return TRUST.get(rule.split(":", 1)[0], TRUST["page"])


def _iso(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()


def _from_json(text: str) -> Comment:
    fields = json.loads(text)
    at = fields["published_at"]
    fields["published_at"] = datetime.fromisoformat(at) if at else None
    fields["paragraphs"] = tuple(fields["paragraphs"])
    fields["kind"] = CommentKind(fields["kind"])
    fields["precision"] = Precision(fields["precision"])
    return Comment(**fields)
