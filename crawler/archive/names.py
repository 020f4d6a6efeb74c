"""Authors, categories and tags of articles: names once, and who stands where."""

import sqlite3

from crawler.items import Article, Credit

AUTHORS = """
    select w.name, aa.role
    from article_authors aa
    join authors w on w.id = aa.author_id
    where aa.article_id = ?
    order by aa.position
"""
TAGS = """
    select at.kind, t.name
    from article_tags at
    join tags t on t.id = at.tag_id
    where at.article_id = ?
    order by at.kind, at.position
"""


def of(
    conn: sqlite3.Connection, article_id: int
) -> tuple[tuple[str, ...], tuple[Credit, ...], tuple[str, ...], tuple[str, ...]]:
    """(authors, credits, categories, tags) of an article, each in the order the site gives."""
    people = conn.execute(AUTHORS, (article_id,)).fetchall()
    terms = conn.execute(TAGS, (article_id,)).fetchall()
    return (
        tuple(name for name, role in people if role is None),
        tuple(Credit(name, role) for name, role in people if role is not None),
        tuple(name for kind, name in terms if kind == "category"),
        tuple(name for kind, name in terms if kind == "tag"),
    )


def keep(conn: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Make the names of an article's row those of `article`."""
    if of(conn, article_id) == (article.authors, article.credits, article.categories, article.tags):
        return
    conn.execute("delete from article_authors where article_id = ?", (article_id,))
    conn.execute("delete from article_tags where article_id = ?", (article_id,))
    add(conn, article_id, article)


def add(conn: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Give a row that has no names those of `article`."""
    people = [(name, None) for name in article.authors] + [(c.name, c.role) for c in article.credits]
    for position, (name, role) in enumerate(people, start=1):
        conn.execute(
            "insert into article_authors (article_id, position, author_id, role) values (?, ?, ?, ?)",
            (article_id, position, _author(conn, name), role),
        )
    for kind, terms in (("category", article.categories), ("tag", article.tags)):
        for position, name in enumerate(terms, start=1):
            conn.execute(
                "insert into article_tags (article_id, kind, position, tag_id) values (?, ?, ?, ?)",
                (article_id, kind, position, _tag(conn, kind, name)),
            )


def _author(conn: sqlite3.Connection, name: str) -> int:
    row = conn.execute("select id from authors where name = ?", (name,)).fetchone()
    return row[0] if row else int(conn.execute("insert into authors (name) values (?)", (name,)).lastrowid or 0)


def _tag(conn: sqlite3.Connection, kind: str, name: str) -> int:
    row = conn.execute("select id from tags where kind = ? and name = ?", (kind, name)).fetchone()
    if row:
        return int(row[0])
    return int(conn.execute("insert into tags (kind, name) values (?, ?)", (kind, name)).lastrowid or 0)
