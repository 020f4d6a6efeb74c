"""What was forgotten stays forgotten: marks by which a later crawl knows a story, comment or name, and leaves it out.

Owns `tombstones` and `forgotten_comments`. A mark is a hash: it tells nothing of the words it stands for. A copy of the marks stands beside the
database in `forgotten.txt`, so that a database made again from WARC files knows them, too.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from crawler.archive.comments import identity
from crawler.archive.instants import utc_text
from crawler.items import Article, Comment, Link, Outcome, Target, Thread, Visit
from crawler.masking import BLACK
from crawler.text import comparable, sha256, words
from crawler.urls import key

FILE = "forgotten.txt"
REASON = "forgotten"
WITHOUT_BLANKS = "\u2e80"  # from here on scripts that write names without blanks between words
BYLINE_WORDS, NAME_WORDS = 30, 5
KINDS = ("story", "comment", "name")
SEEN = """
    insert into forgotten_comments (article_id, mark, seen_at)
    values (?, ?, ?)
    on conflict do update set seen_at = max(seen_at, excluded.seen_at)
"""
ADD = "insert into tombstones (mark, kind, at) values (?, ?, ?) on conflict (mark) do nothing"


def of_address(url: str) -> str:
    """The mark of a story by an address."""
    return sha256(("address", key(url)))


def of_post(site: str, source_id: str) -> str:
    """The mark of a story by the site's own id."""
    return sha256(("post", site, source_id))


def of_comment(site: str, name: str) -> str:
    """The mark of a comment by its identity."""
    return sha256(("comment", site, name))


def of_name(name: str) -> str:
    """The mark of a person, however the name is cased and spaced."""
    return sha256(("name", comparable(name)))


def add(conn: sqlite3.Connection, kind: str, marks: Iterable[str], now: datetime) -> None:
    """Set marks. Needs an open transaction."""
    conn.executemany(ADD, [(mark, kind, utc_text(now)) for mark in marks])


def copy(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Take up the marks of another archive."""
    new.executemany(ADD, [tuple(row) for row in old.execute("select mark, kind, at from tombstones")])


def write_copy(conn: sqlite3.Connection, folder: Path) -> None:
    """Write the copy beside the database."""
    rows = conn.execute("select mark, kind, at from tombstones order by at, mark").fetchall()
    part = folder / f".{FILE}.part"
    part.write_text("".join(f"{row['mark']} {row['kind']} {row['at']}\n" for row in rows), encoding="ascii")
    part.rename(folder / FILE)


def read_copy(conn: sqlite3.Connection, folder: Path) -> None:
    """Take up the marks of the copy that the database lacks. Needs an open transaction."""
    path = folder / FILE
    if path.is_file():
        lines = (line.split() for line in path.read_text(encoding="ascii", errors="replace").splitlines())
        conn.executemany(ADD, [tuple(line) for line in lines if len(line) == 3 and line[1] in KINDS])


def without_forgotten(conn: sqlite3.Connection, visit: Visit) -> Visit:
    """A visit without what was forgotten; as it is if nothing ever was."""
    if conn.execute("select 1 from tombstones limit 1").fetchone() is None:
        return visit
    is_own = visit.target in (Target.PAGE, Target.COMMENTS) and _has(conn, of_address(visit.url))
    articles = tuple(
        _told(conn, visit.site, a)
        for a in visit.articles
        if not _story(conn, visit.site, a.url, a.source_id, a.aliases)
    )
    threads = tuple(
        Thread(t.article_url, t.article_id, _comments(conn, visit.site, t.comments))
        for t in visit.threads
        if not _story(conn, visit.site, t.article_url, t.article_id)
    )
    links = tuple(_link(conn, link) for link in visit.links)
    visit = replace(visit, articles=articles, threads=threads, links=links)
    is_bare = visit.target == Target.PAGE and not articles and visit.outcome == Outcome.ARCHIVED
    if not is_own and (not is_bare or visit.not_modified):
        return visit
    return replace(visit, outcome=Outcome.EXCLUDED, reason=REASON, articles=(), walks=(), due_at=None)


def see(conn: sqlite3.Connection, article_id: int, site: str, comments: Iterable[Comment], now: datetime) -> None:
    """Note which forgotten comments a story's pages still show: they count where the site states how many there are.
    Needs an open transaction."""
    if conn.execute("select 1 from tombstones limit 1").fetchone() is None:
        return
    conn.executemany(
        SEEN,
        [
            (article_id, of_comment(site, identity(comment)), utc_text(now))
            for comment in comments
            if _is_forgotten(conn, site, comment)
        ],
    )


def is_address_forgotten(conn: sqlite3.Connection, url: str) -> bool:
    """Whether a story was forgotten by this address: it is not to be asked for."""
    return _has(conn, of_address(url))


def _has(conn: sqlite3.Connection, mark: str) -> bool:
    return conn.execute("select 1 from tombstones where mark = ?", (mark,)).fetchone() is not None


def _story(
    conn: sqlite3.Connection, site: str, url: str | None, source_id: str | None, aliases: tuple[str, ...] = ()
) -> bool:
    if source_id is not None and _has(conn, of_post(site, source_id)):
        return True
    return any(_has(conn, of_address(address)) for address in (url, *aliases) if address)


def _told(conn: sqlite3.Connection, site: str, article: Article) -> Article:
    """A story without the forgotten among its names and comments."""
    told = (*article.authors, *(c.name for c in article.credits), *_runs(article.byline or ""))
    lost = [name for name in told if is_blackened(name) or _has(conn, of_name(name))]
    kept = replace(article, comments=_comments(conn, site, article.comments))
    return without_names(kept, lost) if lost or BLACK in (article.byline or "") else kept


def without_names(article: Article, names: Iterable[str]) -> Article:
    """A story without these among its authors; a byline that names one is left out."""
    names = tuple(names)
    lost = {comparable(name) for name in names}
    byline = article.byline
    return replace(
        article,
        authors=tuple(name for name in article.authors if comparable(name) not in lost),
        credits=tuple(credit for credit in article.credits if comparable(credit.name) not in lost),
        byline=None if byline and (BLACK in byline or any(is_named_in(byline, name) for name in names)) else byline,
    )


def is_named_in(byline: str, name: str) -> bool:
    """Whether a byline names a person: the name's words in a row, or in a script without blanks its letters."""
    wanted = words(name)
    if not wanted:
        return False
    if any(letter >= WITHOUT_BLANKS for letter in name):
        return comparable(name) in comparable(byline)
    said = words(byline)
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said)))


def _runs(byline: str) -> Iterator[str]:
    """What may be a name in a byline: every few words in a row."""
    said = words(byline)[:BYLINE_WORDS]
    for at in range(len(said)):
        for size in range(1, NAME_WORDS + 1):
            yield " ".join(said[at : at + size])


def _comments(conn: sqlite3.Connection, site: str, comments: tuple[Comment, ...]) -> tuple[Comment, ...]:
    return tuple(comment for comment in comments if not _is_forgotten(conn, site, comment))


def _is_forgotten(conn: sqlite3.Connection, site: str, comment: Comment) -> bool:
    if comment.author and (is_blackened(comment.author) or _has(conn, of_name(comment.author))):
        return True
    return is_blackened(comment.text) or _has(conn, of_comment(site, identity(comment)))


def is_blackened(text: str) -> bool:
    """Whether all that a text said is blackened, so that a record of ours told it, and it was forgotten."""
    return BLACK in text and not comparable(text)


def _link(conn: sqlite3.Connection, link: Link) -> Link:
    if link.target != Target.PAGE or not _has(conn, of_address(link.url)):
        return link
    return replace(link, text=None, excluded=REASON, again=False)
