"""`scrapy forget URL | --comment ID | --author NAME`: words taken out of the archive for good, and kept out."""

import argparse
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.archive import articles, erasure, tombstones
from crawler.archive.erasure import Erased
from crawler.archive.open import Archive
from crawler.archive.tombstones import of_name
from crawler.archive_command import ArchiveCommand, no_story
from crawler.errors import NewsError, UsageProblem
from crawler.health import foreign_files
from crawler.health.forgetting import Cleaned, clean
from crawler.health.sought import Search, search_for
from crawler.terminal import shown
from crawler.text import comparable, counted
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
NAMED_MOST = 5  # addresses in one sentence
WHERE_NAMES = "It is compared whole, but for case and spaces; `article_list` and `comment_thread` (docs/archive.md) show the names."
MENTIONS = (("articles_fts", "story", "stories", "URL"), ("comments_fts", "comment", "comments", "--comment ID"))

Erase = Callable[[sqlite3.Connection], Erased]


class _Tried(Exception):
    """Takes a trial erasure back."""


class Command(ArchiveCommand):
    """Erase, leave a mark, say what was done."""

    arguments = "URL | --comment ID [--site HOST] | --author NAME [options]"
    about = "Erase a story, a comment or a person's name for good, and keep it from coming back"
    explained = (
        "Takes the words out of the database, its earlier states and indexes, and out of the WARC files, and leaves a "
        "mark (a hash) by which later crawls leave them out. The address stays in the account as `excluded: forgotten`.\n\n"
        "    scrapy forget https://news.example/a-story/\n"
        "    scrapy forget --comment 812 --site news.example\n"
        "    scrapy forget --author 'Sari' --dry-run\n\n"
        "It cannot be undone; --dry-run tells before what would go. Exports and backups made before are not touched. "
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
        parser.add_argument("--dry-run", action="store_true", help="tell what would go, and change nothing")

    def done(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """Forget; what was done goes to standard output."""
        if len(args) + (opts.comment is not None) + (opts.author is not None) != 1:
            raise UsageProblem(f"name one story, comment or person. {EXAMPLE}")
        if opts.author is not None and not comparable(opts.author):
            raise UsageProblem(f"{opts.author!r} is no name: it has neither letter nor digit. {EXAMPLE}")
        now = datetime.now(UTC)
        with Archive.mending(Path(settings["ARCHIVE_DIR"])) as archive:
            erase, nearby = chosen(archive.conn, args, opts, now)
            erased, search, left = tried(archive, erase, nearby)
            if erased.is_nothing and opts.author is not None and not is_marked(archive.conn, of_name(opts.author)):
                raise NewsError(f"the archive has no author or commenter {opts.author!r}. {WHERE_NAMES}")
            done = clean(archive, search, settings, now, is_trial=opts.dry_run)
            theirs = list(foreign_files.told_of(archive, search, settings))
            if not opts.dry_run:
                erased = erase_rows(archive, erase)
            for told in (*report(erased, done, left, is_dry=opts.dry_run), *theirs):
                print(shown(told))
        return 0


def chosen(
    conn: sqlite3.Connection, args: list[str], opts: argparse.Namespace, now: datetime
) -> tuple[Erase, frozenset[str]]:
    """What is to be erased, and the keys of the addresses where erased comments stood. Raises NewsError if the archive
    does not have it."""
    if opts.author is not None:
        return (lambda conn: erasure.name(conn, opts.author, now)), erasure.places_of(conn, opts.author)
    if opts.comment is not None:
        row = one_comment(conn, opts.comment, opts.site)
        if row is None:  # forgotten before; whoever killed that left traces in free pages
            return (lambda conn: Erased()), frozenset()
        return (lambda conn: erasure.comment(conn, row, now)), frozenset((key(row["url"]),))
    story = articles.find_by_url(conn, args[0])
    if story is None:
        if not is_marked(conn, tombstones.of_address(args[0])):
            raise no_story(args[0])
        return (lambda conn: Erased(addresses={args[0]})), frozenset()
    return (lambda conn: whole_story(conn, story, now)), frozenset()


def is_marked(conn: sqlite3.Connection, mark: str) -> bool:
    """Whether it was forgotten before."""
    return conn.execute("select 1 from tombstones where mark = ?", (mark,)).fetchone() is not None


def whole_story(conn: sqlite3.Connection, story: sqlite3.Row, now: datetime) -> Erased:
    """Erase a story and its copies under other addresses."""
    erased = Erased()
    for row in conn.execute(COPIES, {"id": story["id"]}).fetchall() or [story]:
        one = erasure.article(conn, row, now)
        erased.articles += 1
        erased.comments += one.comments
        erased.add_words(one)
    return erased


def one_comment(conn: sqlite3.Connection, number: str, site: str | None) -> sqlite3.Row | None:
    """The comment of that number; None if it was forgotten before. Raises NewsError for none, UsageProblem for several."""
    rows = conn.execute(COMMENTS, {"number": number, "site": site}).fetchall()
    if not rows:
        hosts = [site] if site else [row["host"] for row in conn.execute("select host from sites")]
        if any(is_marked(conn, tombstones.of_comment(host, f"id:{number}")) for host in hosts):
            return None
        raise NewsError(f"the archive has no comment {number!r}{f' of {site}' if site else ''}.")
    if len(rows) > 1:
        where = ", ".join(row["url"] for row in rows[:5])
        raise UsageProblem(f"{len(rows)} comments have the number {number}: under {where}. Name the site: --site HOST")
    row: sqlite3.Row = rows[0]
    return row


def erase_rows(archive: Archive, erase: Erase) -> Erased:
    """Erase from the database. The WARC files come first: if this is killed between them, the database still knows the
    words, and the same command finishes the work."""
    with archive.transaction() as conn:
        erased = erase(conn)
        erasure.settled(conn)
    tombstones.write_copy(archive.conn, archive.folder)
    erasure.thorough(archive.conn)
    return erased


def tried(archive: Archive, erase: Erase, nearby: frozenset[str]) -> tuple[Erased, Search, list[str]]:
    """What will go, what will have to be looked for, and who will still speak of a person: by a trial, which is taken
    back."""
    found: tuple[Erased, Search, list[str]] | None = None
    try:
        with archive.transaction() as conn:
            erased = erase(conn)
            left = [told for name in erased.names for told in mentions(conn, name)]
            found = erased, search_for(erased, nearby, conn), left
            raise _Tried
    except _Tried:
        pass
    assert found is not None
    return found


def report(erased: Erased, done: Cleaned, left: list[str], *, is_dry: bool) -> Iterator[str]:
    """What was done (in a dry run: what would be), and what was not. left: who still speaks of a person."""
    counts = (
        (erased.articles, ("story", "stories")),
        (erased.comments, ("comment", "comments")),
        (erased.bylines, ("story without the name", "stories without the name")),
        (erased.elsewhere, ("earlier state or waiting text", "earlier states or waiting texts")),
    )
    told = ", ".join(counted(count, *what) for count, what in counts if count)
    told = told or "nothing that was not forgotten before"
    yield f"{'Would erase from' if is_dry else 'Erased from'} the database: {told}."
    yield (
        f"WARC files: {'would write ' if is_dry else ''}{done.files:,} {'anew' if is_dry else 'written anew'}, "
        f"{'erase ' if is_dry else ''}{counted(done.erased, 'answer')}{'' if is_dry else ' erased'}, "
        f"{'blacken the words in' if is_dry else 'the words blackened in'} {done.blackened:,}."
    )
    if done.kept:
        yield f"{counted(done.kept, 'body', 'bodies')} that other addresses gave, too, {'is' if done.kept == 1 else 'are'} kept for those."
    yield from unsearched(done)
    yield from left
    if is_dry:
        yield "Nothing was changed."
    else:
        yield "A mark keeps them from coming back. Not touched: exports and backups made before; make them anew."


def mentions(conn: sqlite3.Connection, name: str) -> Iterator[str]:
    """Who still speaks of a person: words of others, which stay."""
    for table, one, many, how in MENTIONS:
        asked = '"' + name.replace('"', " ") + '"'
        count = conn.execute(f"select count(*) from {table} where {table} match ?", (asked,)).fetchone()[0]
        if count:
            speak = counted(count, f"{one} still speaks", f"{many} still speak")
            yield f"{speak} of {name!r} in {'its' if count == 1 else 'their'} own words: scrapy forget {how}, one by one."


def unsearched(done: Cleaned) -> Iterator[str]:
    """The answers that may still have the words."""
    if done.unread:
        some = sorted(done.unread)[:NAMED_MOST]
        more = f" and {len(done.unread) - len(some):,} more" if len(done.unread) > len(some) else ""
        count = counted(len(done.unread), "address could not be searched and stay as they are",
                        "addresses could not be searched and stay as they are")  # fmt: skip
        yield (
            f"Answers of {count} (larger than DOWNLOAD_MAXSIZE when decompressed, or in no known encoding): "
            f"{', '.join(some)}{more}. To search large ones, too, run this again with -s DOWNLOAD_MAXSIZE=0."
        )
