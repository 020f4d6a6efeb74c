"""`scrapy forget URL | --comment ID | --author NAME`: words taken out of the archive for good, and kept out."""

import argparse
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from crawler.archive import articles, erasure, tombstones
from crawler.archive.erasure import Erased
from crawler.archive.open import Archive
from crawler.archive_command import ArchiveCommand
from crawler.errors import NewsError, UsageProblem
from crawler.health.forgetting import Cleaned, Search, clean, search_for, unshared
from crawler.urls import key

EXAMPLE = "E.g. scrapy forget https://news.example/a-story/, or --comment 812, or --author 'Sari'"
COMMENTS = """
    select c.*, a.url
    from comments c
    join articles a on a.id = c.article_id
    join sites s on s.id = a.site_id
    where c.source_id = :number and (:site is null or s.host = :site)
"""
COPIES = """
    select a.*
    from fingerprints f
    join fingerprints same on same.story_sha256 = f.story_sha256
    join articles a on a.id = same.article_id
    where f.article_id = :id
"""
MENTIONS = "select count(*) from articles_fts where articles_fts match :words"

Erase = Callable[[sqlite3.Connection], Erased]


class _Tried(Exception):
    """Takes a trial erasure back."""


class Command(ArchiveCommand):
    """Erase, leave a mark, say what was done."""

    arguments = "URL | --comment ID | --author NAME"
    about = "Erase a story, a comment or a person's name for good, and keep it from coming back"
    explained = (
        "Takes the words out of the database, its earlier states and indexes, and out of the WARC files, and leaves a "
        "mark (a hash) by which later crawls leave them out. The address stays in the account as `excluded: forgotten`.\n\n"
        "    scrapy forget https://news.example/a-story/\n"
        "    scrapy forget --comment 812 --site news.example\n"
        "    scrapy forget --author 'Sari'\n\n"
        "It cannot be undone. Exports and backups made before are not touched. "
        "Exit codes: 0 done; 1 not done; 2 wrong usage; 5 another run holds the archive."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--comment", metavar="ID", help="a comment, by the site's own number of it")
        parser.add_argument(
            "--author", metavar="NAME", help="every comment by this person, and the name as an author's"
        )
        parser.add_argument("--site", metavar="HOST", help="of which site the comment is")

    def done(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """Forget; what was done goes to standard output."""
        if len(args) + (opts.comment is not None) + (opts.author is not None) != 1 or opts.author == "":
            raise UsageProblem(f"name one story, comment or person. {EXAMPLE}")
        now = datetime.now(UTC)
        with Archive.mending(Path(settings["ARCHIVE_DIR"])) as archive:
            erase, nearby = chosen(archive.conn, args, opts, now)
            for told in forgotten(archive, erase, nearby, settings, now):
                print(told)
        return 0


def chosen(
    conn: sqlite3.Connection, args: list[str], opts: argparse.Namespace, now: datetime
) -> tuple[Erase, frozenset[str]]:
    """What is to be erased, and the keys of the addresses where erased comments stood. Raises NewsError if the archive
    does not have it."""
    if opts.author is not None:
        rows = conn.execute(
            "select distinct a.key from comments c join articles a on a.id = c.article_id where c.author = ?",
            (opts.author,),
        )
        return (lambda conn: erasure.name(conn, opts.author, now)), frozenset(row[0] for row in rows)
    if opts.comment is not None:
        row = one_comment(conn, opts.comment, opts.site)
        return (lambda conn: erasure.comment(conn, row, now)), frozenset((key(row["url"]),))
    story = articles.find_by_url(conn, args[0])
    if story is None:
        is_marked = conn.execute(
            "select 1 from tombstones where mark = ?", (tombstones.of_address(args[0]),)
        ).fetchone()
        if not is_marked:
            raise NewsError(f"the archive has no story under {args[0]!r}. `scrapy status` tells what it has.")
        return (lambda conn: Erased(addresses={args[0]})), frozenset()
    return (lambda conn: whole_story(conn, story, now)), frozenset()


def whole_story(conn: sqlite3.Connection, story: sqlite3.Row, now: datetime) -> Erased:
    """Erase a story and its copies under other addresses."""
    erased = Erased()
    for row in conn.execute(COPIES, {"id": story["id"]}).fetchall() or [story]:
        one = erasure.article(conn, row, now)
        erased.articles += 1
        erased.comments += one.comments
        erased.addresses |= one.addresses
        erased.texts += one.texts
    return erased


def one_comment(conn: sqlite3.Connection, number: str, site: str | None) -> sqlite3.Row:
    """The comment of that number. Raises NewsError for none, UsageProblem for several."""
    rows = conn.execute(COMMENTS, {"number": number, "site": site}).fetchall()
    if not rows:
        raise NewsError(f"the archive has no comment {number!r}{f' of {site}' if site else ''}.")
    if len(rows) > 1:
        where = ", ".join(row["url"] for row in rows[:5])
        raise UsageProblem(f"{len(rows)} comments have the number {number}: under {where}. Name the site: --site HOST")
    row: sqlite3.Row = rows[0]
    return row


def forgotten(archive: Archive, erase: Erase, nearby: frozenset[str], settings: Any, now: datetime) -> Iterator[str]:
    """Erase from the WARC files, then from the database; what was done, line by line. The files come first: if this is
    killed, the database still knows the words, and the same command finishes the work."""
    done = clean(archive, tried(archive, erase, nearby), settings, now)
    with archive.transaction() as conn:
        erased = erase(conn)
        erasure.settled(conn)
    tombstones.write_copy(archive.conn, archive.folder)
    erasure.thorough(archive.conn)
    yield from report(archive.conn, erased, done)


def tried(archive: Archive, erase: Erase, nearby: frozenset[str]) -> Search:
    """What will have to be looked for: by a trial, which is taken back."""
    search: Search | None = None
    try:
        with archive.transaction() as conn:
            search = unshared(conn, search_for(erase(conn), nearby))
            raise _Tried
    except _Tried:
        pass
    assert search is not None
    return search


def report(conn: sqlite3.Connection, erased: Erased, done: Cleaned) -> Iterator[str]:
    """What was done, and what was not."""
    counted = (
        (erased.articles, "stories"),
        (erased.comments, "comments"),
        (erased.bylines, "stories without the name"),
    )
    told = ", ".join(f"{count:,} {what}" for count, what in counted if count) or "nothing that was not forgotten before"
    yield f"Erased from the database: {told}."
    yield (
        f"WARC files: {done.files:,} written anew, {done.erased:,} answers erased, {done.blackened:,} with the words blackened."
    )
    for name in erased.names:
        count = conn.execute(MENTIONS, {"words": '"' + name.replace('"', " ") + '"'}).fetchone()[0]
        if count:
            yield f"{count:,} stories still speak of {name!r} in their own words: scrapy forget URL, one by one."
    yield "A mark keeps them from coming back. Not touched: exports and backups made before; make them anew."
