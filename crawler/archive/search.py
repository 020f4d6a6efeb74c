"""Full-text queries over articles and comments (SQLite FTS5, best match first)."""

import sqlite3

ARTICLES = """
    select a.id, a.url, a.title, snippet(articles_fts, 1, '[', ']', ' … ', 24) as excerpt
    from articles_fts
    join articles a on a.id = articles_fts.rowid
    where articles_fts match :words
    order by rank
    limit :limit
"""
COMMENTS = """
    select c.id, a.url, c.author, snippet(comments_fts, 1, '[', ']', ' … ', 24) as excerpt
    from comments_fts
    join comments c on c.id = comments_fts.rowid
    join articles a on a.id = c.article_id
    where comments_fts match :words
    order by rank
    limit :limit
"""


def phrase(text: str) -> str:
    """What a person typed, as an FTS5 query in which every word must occur: quotes keep its signs inert.

    >>> phrase('harga "beras" naik')
    '"harga" "beras" "naik"'
    """
    return " ".join(f'"{word}"' for word in text.replace('"', " ").replace("\0", " ").split())


def articles(conn: sqlite3.Connection, text: str, limit: int = 20) -> list[sqlite3.Row]:
    """Articles in which all words occur: (id, url, title, excerpt)."""
    words = phrase(text)
    return conn.execute(ARTICLES, {"words": words, "limit": limit}).fetchall() if words else []


def comments(conn: sqlite3.Connection, text: str, limit: int = 20) -> list[sqlite3.Row]:
    """Comments in which all words occur: (id, url, author, excerpt)."""
    words = phrase(text)
    return conn.execute(COMMENTS, {"words": words, "limit": limit}).fetchall() if words else []
