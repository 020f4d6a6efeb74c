"""Erasure leaves no word in any column of any table, nor in the bytes of the database's files: every field that an item has
is filled with a word of its own, so that a field, a column or a table that comes later is asked for, too."""

import re
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.archive import articles, erasure
from crawler.archive.open import Archive
from crawler.items import Article, Comment, Credit, Image, Link, Target, Visit
from pipelines.store import store_visit
from tests.stories import HOME, NOON, STORY_URL, article, comment, feed_visit, paragraphs, thread, visit

PERSON = "Qwperson Zvonimir"
LATER_URL = f"{HOME}nanti/"
# Fields whose values are not free text: addresses stay in the account, the rest is checked by what reads it.
NO_WORDS = frozenset(("url", "aliases", "access", "source_id", "rule", "origin", "language", "parent_id", "permalink"))
WORD = re.compile(rb"qw[a-z_]+", re.I)


def filled(told: Article | Comment, state: str) -> dict[str, object]:
    """A word of its own for each field of text: "qwtitlefirst"."""
    values: dict[str, object] = {}
    for one in fields(told):
        word = f"Qw{one.name.replace('_', '')}{state}"
        if one.name in NO_WORDS or (isinstance(told, Comment) and one.name in ("source_id", "author")):
            continue
        if one.name == "paragraphs":
            values[one.name] = (
                (f"{word} dan lain-lain",) if isinstance(told, Comment) else paragraphs(f"{word} lagi. " * 9)
            )
        elif one.name == "credits":
            values[one.name] = (Credit(f"{word} Orang", "editor"),)
        elif one.name == "image":
            values[one.name] = Image(f"{HOME}a.jpg", f"{word} dalam gambar")
        elif str(one.type).startswith("tuple[str"):
            values[one.name] = (word,)
        elif str(one.type).startswith("str"):
            values[one.name] = word
    return values


def full(state: str, *comments: Comment, **told: object) -> Article:
    reading = article(comments=comments)
    words = filled(reading, state) | told
    return replace(reading, **words, rules=dict.fromkeys(("url", *words), "page"))


def said(number: int | None, state: str, **told: object) -> Comment:
    one = comment(number)
    return replace(one, **(filled(one, f"{state}c{'' if number is None else chr(96 + number)}") | told))


def listed(url: str, text: str) -> Visit:
    link = Link(url, Target.PAGE, "listing", text=text, position=1)
    return visit(url=HOME, target=Target.HOME, links=(link,), reason="listing")


@pytest.fixture
def told(archive) -> Archive:
    """An archive with a story in two states, with comments, listed, and with what waits for stories that are not there."""
    partial = replace(article(LATER_URL, "feed:rss", body=None), **filled(article(), "waiting"))
    partial = replace(
        partial, paragraphs=(), authors=(PERSON,), byline=f"Oleh {PERSON}", credits=(Credit(PERSON, "editor"),)
    )
    waiting = thread(said(5, "waiting", author=PERSON, rule="feed:rss"), url=LATER_URL)
    seen = (
        listed(STORY_URL, "Qwlistedfirst di daftar"),
        visit(
            full("first", said(1, "first"), said(2, "first", author=PERSON), authors=(PERSON,), byline=f"Oleh {PERSON}")
        ),
        visit(full("second", said(1, "second"), said(2, "second", author="Anonim"))),
        feed_visit(partial, threads=(waiting,)),
        listed(STORY_URL, "Qwlistedsecond di daftar"),
    )
    for hours, one in enumerate(seen):
        with archive.transaction() as conn:
            store_visit(conn, replace(one, at=NOON + timedelta(hours=hours)), run_id=None, run_began=NOON)
    return archive


def left(archive: Archive) -> set[str]:
    """The words in all rows, and in the bytes of all files of the archive."""
    erasure.thorough(archive.conn)
    content = "\n".join(archive.conn.iterdump()).encode()
    for path in Path(archive.folder).rglob("*"):
        content += path.read_bytes() if path.is_file() else b""
    return {word.decode().lower() for word in WORD.findall(content)}


def test_every_word_is_there_before(told):
    there = left(told)
    wanted = {"qwtitlefirst", "qwtitlesecond", "qwlistedfirst", "qwperson", "qwtitlewaiting", "qwparagraphswaitingce"}
    wanted |= {"qwparagraphsfirstca", "qwparagraphssecondca", "qwauthorurlsecondca", "qwcreditssecond", "qwimagefirst"}
    assert wanted <= there


def test_nothing_of_a_story_is_left(told):
    row = articles.find_by_url(told.conn, STORY_URL)
    with told.transaction() as conn:
        erasure.article(conn, row, NOON)
        erasure.settled(conn)
    assert {word for word in left(told) if "waiting" not in word} == {"qwperson"}  # whom the waiting reading names


def test_nothing_of_a_comment_is_left_and_the_other_stays(told):
    row = told.conn.execute("select * from comments where source_id = '1'").fetchone()
    with told.transaction() as conn:
        erasure.comment(conn, row, NOON)
    there = left(told)
    assert not [word for word in there if word.endswith("ca")]
    assert {"qwparagraphsfirstcb", "qwparagraphssecondcb", "qwtitlefirst"} <= there


def test_nothing_of_a_person_is_left(told):
    with told.transaction() as conn:
        erasure.name(conn, PERSON, NOON)
        erasure.settled(conn)
    there = left(told)
    assert not [word for word in there if word == "qwperson" or word.endswith(("cb", "ce"))]
    assert {"qwtitlefirst", "qwtitlewaiting", "qwparagraphssecondca"} <= there
