"""Full-text queries over articles and comments (SQLite FTS5), best match first.

Words that stand in thousands of articles tell none of them from the others, and ranking all of those takes seconds
at a million articles: so many matches come last stored first.
"""

import sqlite3

RANKED_MOST = 5_000  # see tests/benchmarks/growth.py for what ranking so many costs
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
BY_RANK = "order by rank"
LAST_STORED = "order by {table}.rowid desc"
MANY = "select 1 from {table} where {table} match :words limit 1 offset :most"


def phrase(text: str) -> str:
    """What a person typed, as an FTS5 query in which every word must occur: quotes keep its signs inert.

    >>> phrase('harga "beras" naik')
    '"harga" "beras" "naik"'
    """
    return " ".join(f'"{word}"' for word in text.replace('"', " ").replace("\0", " ").split())


def articles(conn: sqlite3.Connection, text: str, limit: int = 20) -> list[sqlite3.Row]:
    """Articles in which all words occur: (id, url, title, excerpt)."""
    return _found(conn, ARTICLES, "articles_fts", phrase(text), limit)


def comments(conn: sqlite3.Connection, text: str, limit: int = 20) -> list[sqlite3.Row]:
    """Comments in which all words occur: (id, url, author, excerpt)."""
    return _found(conn, COMMENTS, "comments_fts", phrase(text), limit)


def _found(conn: sqlite3.Connection, query: str, table: str, words: str, limit: int) -> list[sqlite3.Row]:
    if not words:
        return []
    if conn.execute(MANY.format(table=table), {"words": words, "most": RANKED_MOST}).fetchone():
        query = query.replace(BY_RANK, LAST_STORED.format(table=table))
    return conn.execute(query, {"words": words, "limit": limit}).fetchall()
