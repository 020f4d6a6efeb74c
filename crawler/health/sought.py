"""What is looked for in the WARC files when something is forgotten: addresses, words, names, and where which of them."""

import re
import sqlite3
from dataclasses import dataclass

from crawler.archive.erasure import Erased
from crawler.masking import Mask, Run, runs
from crawler.text import comparable
from crawler.urls import key

SHORT_NAME = 4  # letters; a single shorter word ("A", "Red") is in everybody's text: only looked for where they wrote
SHORT_WORDS = 3  # a shorter text ("Setuju sekali.") is nobody's own: it is only looked for where the comment stood
LONG_NUMBER = 6  # digits; such a number is a comment's own wherever it stands
SCHEME = re.compile(r"^(?:https?:)?//(?:www\.)?", re.I)


@dataclass(frozen=True, slots=True)
class Search:
    """own: keys of addresses whose answers lose their body. In the answers of `nearby` ones (and below them) `there` is
    blackened, in all others `elsewhere`."""

    own: frozenset[str]
    elsewhere: Mask
    there: Mask
    nearby: frozenset[str]


def search_for(erased: Erased, nearby: frozenset[str] = frozenset(), conn: sqlite3.Connection | None = None) -> Search:
    """What an erasure leaves to be looked for. nearby are keys of the addresses where erased comments stood. conn, in
    which what is erased is gone already, tells which words another story or comment says, too: they are not this one's own."""
    own = frozenset(map(key, erased.addresses))
    names = runs(erased.names)
    long_names = frozenset(run for run in names if len(run) > 1 or len(run[0]) >= SHORT_NAME)
    texts = runs(erased.texts)
    own_texts = texts if conn is None else frozenset(run for run in texts if not _is_said(conn, run))
    writers = runs(who for who in erased.writers if conn is None or not _writes(conn, who))
    always = (own_texts & runs(erased.texts, least=SHORT_WORDS)) | long_names
    close = texts | names | runs(erased.writers) | _homes(erased.homes)
    marks = _marks(erased.numbers)
    there = Mask(always | own_texts, close, marks, unmarked=texts | names | writers)
    return Search(own, Mask(always, close, marks), there, nearby)


def _marks(numbers: set[str]) -> frozenset[Run]:
    """How markup, JSON and addresses tell a comment's number."""
    said = (
        f"{word} {number}" for number in numbers for word in ("comment", "id", "comment id", "commentid", "replytocom")
    )
    return runs([*said, *(number for number in numbers if len(number) >= LONG_NUMBER)])


def _homes(addresses: set[str]) -> frozenset[Run]:
    return frozenset(run for run in runs(SCHEME.sub("", address) for address in addresses) if len(run) > 1)


def _is_said(conn: sqlite3.Connection, run: Run) -> bool:
    phrase = '"' + " ".join(run) + '"'
    return any(
        conn.execute(f"select 1 from {table} where {table} match ? limit 1", (phrase,)).fetchone() is not None
        for table in ("articles_fts", "comments_fts")
    )


def _writes(conn: sqlite3.Connection, writer: str) -> bool:
    """Whether somebody of that name has other comments."""
    conn.create_function("comparable", 1, lambda text: comparable(text or ""), deterministic=True)
    found = conn.execute("select 1 from comments where comparable(author) = ? limit 1", (comparable(writer),))
    return found.fetchone() is not None
