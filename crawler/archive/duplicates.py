"""The same story under two URLs: both rows stay, and every later one names the earliest.

Owns `fingerprints` and `common_bodies`. A story's fingerprint is made of its words alone, so that white space, punctuation
and typographic quotes do not hide a copy. A body of few words ("Video.", or a notice that stands in the place of every
story), one that a paywall cut short, and one that more than `COPIES_MOST` stories have (a consent wall that was taken for
the story) only count together with their title.
"""

import sqlite3

from crawler.items import Article
from crawler.text import comparable, sha256

SHORT_BODY_CHARS = 600  # a hundred words: notices are shorter, and stories that long are not written twice
# Stories of one fingerprint among which the earliest is looked for. A crawl meets the newest first, so each new one is the
# earliest, and all others must learn it: 20 ms a story here, and without end if the group had none.
COPIES_MOST = 1_000
KEEP = """
    insert into fingerprints (article_id, story_sha256)
    values (:id, :story)
    on conflict (article_id) do update set story_sha256 = excluded.story_sha256
"""
# The earliest is the one published first; of one instant, or without a date, the one with the smaller key.
GROUP = """
    select a.id, a.duplicate_of
    from fingerprints f
    join articles a on a.id = f.article_id
    where f.story_sha256 = :story
    order by a.published_at is null, a.published_at, a.key
"""
IS_COMMON = "select 1 from common_bodies where body_sha256 = ?"
IS_LARGE = "select 1 from fingerprints where story_sha256 = ? limit 1 offset ?"
NAMED = """
    select coalesce(a.duplicate_of, a.id)
    from fingerprints f
    join articles a on a.id = f.article_id
    where f.story_sha256 = ? and f.article_id <> ?
    limit 1
"""
WITH_BODY = """
    select a.id, a.title, a.body
    from fingerprints f
    join articles a on a.id = f.article_id
    where f.story_sha256 = ?
"""


def story_sha256(conn: sqlite3.Connection, article: Article) -> str | None:
    """The fingerprint of a story; None if it has too few words to be compared."""
    body = comparable(article.body)
    if len(body) >= SHORT_BODY_CHARS and article.access == "full":
        alone = sha256((body,))
        if conn.execute(IS_COMMON, (alone,)).fetchone() is None:
            return alone
    return _with_title(article.title, body)


def settle(conn: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Bring `duplicate_of` up to date for this story and for those it was, or now is, a copy of."""
    story = story_sha256(conn, article)
    row = conn.execute("select story_sha256 from fingerprints where article_id = ?", (article_id,)).fetchone()
    before = row[0] if row else None
    if story is None:
        conn.execute("delete from fingerprints where article_id = ?", (article_id,))
        conn.execute("update articles set duplicate_of = null where id = ?", (article_id,))
    else:
        conn.execute(KEEP, {"id": article_id, "story": story})
    if before not in (None, story):
        settle_group(conn, str(before))
    if story is None:
        return
    if conn.execute(IS_LARGE, (story, COPIES_MOST)).fetchone() is None:
        settle_group(conn, story)
    elif story == sha256((comparable(article.body),)):
        _take_for_common(conn, story)
    elif story != before:
        earliest = conn.execute(NAMED, (story, article_id)).fetchone()[0]
        conn.execute("update articles set duplicate_of = ? where id = ?", (earliest, article_id))


def settle_group(conn: sqlite3.Connection, story: str) -> None:
    """Let every story of one fingerprint but the earliest name the earliest."""
    group = conn.execute(GROUP, {"story": story}).fetchall()
    for place, (member, stands) in enumerate(group):
        earliest = group[0][0] if place else None
        if stands != earliest:
            conn.execute("update articles set duplicate_of = ? where id = ?", (earliest, member))


def _take_for_common(conn: sqlite3.Connection, body_sha256: str) -> None:
    """From now on a body that so many stories have counts together with the title alone, for those that have it, too."""
    conn.execute("insert into common_bodies (body_sha256) values (?)", (body_sha256,))
    members = conn.execute(WITH_BODY, (body_sha256,)).fetchall()
    body = comparable(members[0]["body"])
    told = {member["id"]: _with_title(member["title"], body) for member in members}
    conn.execute("delete from fingerprints where story_sha256 = ?", (body_sha256,))
    for article_id, story in told.items():
        conn.execute("update articles set duplicate_of = null where id = ?", (article_id,))
        if story is not None:
            conn.execute(KEEP, {"id": article_id, "story": story})
    for story in {*told.values()} - {None}:
        settle_group(conn, str(story))


def _with_title(title: str | None, body: str) -> str | None:
    """The fingerprint of title and comparable body; None without either."""
    told = comparable(title or "")
    return sha256((told, body)) if told and body else None
