"""`scrapy diff URL [--from N --to M]`: what a site changed in a story, word by word, and what became of its comments."""

import argparse
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.archive import articles, events, history
from crawler.archive.events import Happened
from crawler.archive.history import State
from crawler.archive.open import Archive
from crawler.archive_command import ArchiveCommand, no_story
from crawler.difference import Change, Fate, Piece, changes, words
from crawler.errors import UsageProblem
from crawler.terminal import shown

MARKS = {Fate.KEPT: "{}", Fate.LEFT_OUT: "{}", Fate.GONE: "[-{}-]", Fate.NEW: "{{+{}+}}"}
COLOURS = {
    Fate.KEPT: "{}",
    Fate.LEFT_OUT: "\x1b[2m{}\x1b[0m",
    Fate.GONE: "\x1b[31;9m{}\x1b[0m",
    Fate.NEW: "\x1b[32m{}\x1b[0m",
}
EXAMPLE = "E.g. scrapy diff https://news.example/a-story/ --from 1 --to 3"


class Command(ArchiveCommand):
    """Print what changed between two states of a story."""

    arguments = "URL [--from N] [--to M]"
    about = "Show, word by word, what a site changed in a story and in its comments"
    explained = (
        "Between the last two revisions, or the two you name: title, byline, dates, filing, and the body paragraph by "
        "paragraph. Then what happened to the story and to its comments.\n\n"
        "    scrapy diff https://news.example/a-story/ --from 1 --to 3\n\n"
        "[-gone-] {+new+}; in colours on a terminal, unless NO_COLOR is set. Exit codes: 0 told; 1 the archive does "
        "not have it; 2 wrong usage."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--from", dest="older", type=int, metavar="N", help="the earlier revision")
        parser.add_argument("--to", dest="newer", type=int, metavar="M", help="the later revision (default: the last)")

    def done(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """Print the difference."""
        if len(args) != 1:
            raise UsageProblem(f"name one story by its address. {EXAMPLE}")
        with Archive.reading(Path(settings["ARCHIVE_DIR"])) as archive:
            row = articles.find_by_url(archive.conn, args[0])
            if row is None:
                raise no_story(args[0])
            is_coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
            told = "\n".join(report(archive.conn, row, opts.older, opts.newer, COLOURS if is_coloured else MARKS))
        print(told)
        return 0


def report(
    conn: sqlite3.Connection, row: sqlite3.Row, older: int | None, newer: int | None, marks: dict[Fate, str]
) -> Iterator[str]:
    """The lines about one story."""
    told = history.states(conn, row)
    yield shown(row["url"])
    if len(told) < 2 and older is None and newer is None:
        yield (
            f"one revision, {told[0].at:%Y-%m-%d %H:%M} UTC: the site has not changed this story"
            if told
            else "no revision"
        )
    else:
        yield from between(*chosen(told, older, newer), marks)
    yield from happenings(conn, row["id"], marks)


def chosen(told: list[State], older: int | None, newer: int | None) -> tuple[State, State]:
    """The two states that were asked for; by default the last two. Raises UsageProblem for one that is not there."""
    by_number = {state.number: state for state in told}
    last = told[-1].number
    after = last if newer is None else newer
    before = max(1, after - 1) if older is None else older
    for number in (before, after):
        if number not in by_number:
            raise UsageProblem(f"there is no revision {number}: the story has 1 to {last}")
    return by_number[before], by_number[after]


def between(before: State, after: State, marks: dict[Fate, str]) -> Iterator[str]:
    """The lines of what differs between two states."""
    yield (
        f"revision {before.number} ({before.at:%Y-%m-%d %H:%M} UTC) → {after.number} ({after.at:%Y-%m-%d %H:%M} UTC)"
    )
    found = list(changes(before.article, after.article))
    if not found:
        yield "  no difference in words"
    for change in found:
        yield f"  {heading(change):<11}{drawn(change.pieces, marks)}"


def heading(change: Change) -> str:
    """What stands left of a change: the field, of a body the paragraph."""
    return change.field if change.paragraph is None else f"¶ {change.paragraph}"


def drawn(pieces: tuple[Piece, ...], marks: dict[Fate, str]) -> str:
    """Pieces of text on one line."""
    return "".join(marks[fate].format(shown(text)) for fate, text in pieces)


def happenings(conn: sqlite3.Connection, article_id: int, marks: dict[Fate, str]) -> Iterator[str]:
    """The lines of what happened to a story and its comments."""
    for event in events.of_article(conn, article_id):
        at = event["at"].replace("T", " ")[:16]
        if event["comment_id"] is None:
            yield shown(f"{at}  story {event['what']}{': ' + event['detail'] if event['detail'] else ''}")
            continue
        now = conn.execute("select * from comments where id = ?", (event["comment_id"],)).fetchone()
        name = f"comment {now['source_id'] or now['id']} by {now['author'] or '?'}"
        yield shown(f"{at}  {name} {event['what']}")
        if event["what"] == Happened.EDITED:
            for field, text in json.loads(event["before"]).items():
                later = said_next(conn, event, field) or now[field] or ""
                yield f"  {field:<11}{drawn(tuple(words(text, later)), marks)}"


def said_next(conn: sqlite3.Connection, event: sqlite3.Row, field: str) -> str | None:
    """What a comment said after an edit, if a later edit replaced that; None: what it says now."""
    later = conn.execute(
        "select before from events where comment_id = ? and what = 'edited' and id > ? order by id",
        (event["comment_id"], event["id"]),
    )
    return next((str(text) for (before,) in later if (text := json.loads(before).get(field)) is not None), None)
