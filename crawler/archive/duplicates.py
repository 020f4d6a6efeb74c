"""The same story under two URLs: both rows stay, and every later one names the earliest.

Owns `fingerprints`. A story's fingerprint is made of its words alone, so that white space, punctuation and
typographic quotes do not hide a copy. A body of few words ("Video.", or a notice that stands in the place of every story) and
one that a paywall cut short only count together with their title.
"""

import sqlite3

from crawler.items import Article
from crawler.text import comparable, sha256

SHORT_BODY_CHARS = 600  # a hundred words: notices are shorter, and stories that long are not written twice
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


def story_sha256(article: Article) -> str | None:
    """The fingerprint of a story; None if it has too few words to be compared."""
    body = comparable(article.body)
    if len(body) >= SHORT_BODY_CHARS and article.access == "full":
        return sha256((body,))
    title = comparable(article.title or "")
    return sha256((title, body)) if title and body else None


def settle(conn: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Bring `duplicate_of` up to date for this story and for those it was, or now is, a copy of."""
    story = story_sha256(article)
    row = conn.execute("select story_sha256 from fingerprints where article_id = ?", (article_id,)).fetchone()
    before = row[0] if row else None
    if story is None:
        conn.execute("delete from fingerprints where article_id = ?", (article_id,))
        conn.execute("update articles set duplicate_of = null where id = ?", (article_id,))
    else:
        conn.execute(KEEP, {"id": article_id, "story": story})
    for changed in {before, story} - {None}:
        settle_group(conn, str(changed))


def settle_group(conn: sqlite3.Connection, story: str) -> None:
    """Let every story of one fingerprint but the earliest name the earliest."""
    group = conn.execute(GROUP, {"story": story}).fetchall()
    for place, (member, stands) in enumerate(group):
        earliest = group[0][0] if place else None
        if stands != earliest:
            conn.execute("update articles set duplicate_of = ? where id = ?", (earliest, member))
