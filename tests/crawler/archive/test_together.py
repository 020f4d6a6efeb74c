"""Pieces of work that share a commit: none is told as done before it is committed, and none costs another."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.archive import together
from crawler.archive.open import DATABASE, Archive
from crawler.archive.together import PIECES_MOST, Together
from crawler.errors import ArchiveError

Work = Callable[[sqlite3.Connection], str]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.writing(tmp_path) as opened:
        yield opened


def adding(host: str) -> Work:
    def work(conn: sqlite3.Connection) -> str:
        conn.execute("insert into sites (host, home, first_seen_at) values (?, 'x', 'y')", (host,))
        return host

    return work


def breaking(conn: sqlite3.Connection) -> str:
    adding("half")(conn)
    raise ZeroDivisionError


def committed(archive: Archive) -> list[str]:
    """What another process would find."""
    conn = sqlite3.connect(archive.folder / DATABASE)
    found = [row[0] for row in conn.execute("select host from sites order by id")]
    conn.close()
    return found


def all_done(archive: Archive, *works: Work, under_way: int) -> list[str | BaseException]:
    async def begun() -> list[str | BaseException]:
        shared = Together(archive, lambda: under_way)
        return await asyncio.gather(*map(shared.done, works), return_exceptions=True)

    return asyncio.run(begun())


def refused_commits(archive: Archive, monkeypatch: pytest.MonkeyPatch, times: int, error: sqlite3.Error) -> None:
    """Let so many commits fail, as a full disk makes them."""

    class Refusing:
        left = times

        def __getattr__(self, name: str) -> object:
            return getattr(conn, name)

        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
            if sql == "commit" and self.left:
                Refusing.left -= 1
                raise error
            return conn.execute(sql, *values)

    conn = archive.conn
    monkeypatch.setattr(archive, "conn", Refusing())


def test_pieces_under_way_together_are_committed_together(archive):
    hosts = [f"{number}.example" for number in range(5)]
    said: list[str] = []
    archive.conn.set_trace_callback(said.append)
    assert all_done(archive, *map(adding, hosts), under_way=5) == hosts
    assert committed(archive) == hosts
    assert said.count("commit") == 1


def test_a_piece_is_done_when_it_is_committed_and_not_before(archive):
    async def watched() -> list[list[str]]:
        shared = Together(archive, lambda: 2)
        first = asyncio.ensure_future(shared.done(adding("a.example")))
        await asyncio.sleep(0)
        seen = [committed(archive), [str(first.done())]]
        await shared.done(adding("b.example"))
        return [*seen, committed(archive), [await first]]

    assert asyncio.run(watched()) == [[], ["False"], ["a.example", "b.example"], ["a.example"]]


@pytest.mark.parametrize(("under_way", "pieces"), [(0, 1), (1, 1), (PIECES_MOST * 2, PIECES_MOST)])
def test_nothing_waits_once_there_is_nothing_more_to_come_or_enough_is_there(archive, monkeypatch, under_way, pieces):
    monkeypatch.setattr(together, "WAIT_S", 3600)
    hosts = [f"{number}.example" for number in range(pieces)]
    assert all_done(archive, *map(adding, hosts), under_way=under_way) == hosts


def test_what_is_under_way_but_does_not_come_is_not_waited_for_long(archive):
    assert all_done(archive, adding("a.example"), under_way=9) == ["a.example"]


def test_a_piece_that_fails_takes_nobody_with_it_and_leaves_nothing(archive):
    works = (adding("a.example"), breaking, adding("b.example"), adding("a.example"))
    *told, twice = all_done(archive, *works, under_way=4)
    assert [told[0], type(told[1]), told[2], type(twice)] == [
        "a.example",
        ZeroDivisionError,
        "b.example",
        sqlite3.IntegrityError,
    ]
    assert committed(archive) == ["a.example", "b.example"]


def test_a_commit_that_fails_once_is_made_up_for(archive, monkeypatch):
    refused_commits(archive, monkeypatch, 1, sqlite3.OperationalError("cannot commit"))
    assert all_done(archive, adding("a.example"), adding("b.example"), under_way=2) == ["a.example", "b.example"]
    assert committed(archive) == ["a.example", "b.example"]


def test_on_a_full_disk_nobody_is_told_as_done(archive, monkeypatch):
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    refused_commits(archive, monkeypatch, 9, full)
    told = all_done(archive, *map(adding, "abc"), under_way=3)
    assert [type(one) for one in told] == [ArchiveError] * 3
    assert committed(archive) == []


def test_another_transaction_begins_when_what_waits_is_committed(archive):
    async def both() -> list[str]:
        waiting = asyncio.ensure_future(Together(archive, lambda: 9).done(adding("a.example")))
        await asyncio.sleep(0)
        with pytest.raises(ZeroDivisionError), archive.transaction() as conn:
            breaking(conn)
        return [await waiting]

    assert asyncio.run(both()) == ["a.example"] == committed(archive)


def test_closing_commits_what_waits(tmp_path):
    async def closed() -> None:
        with Archive.writing(tmp_path) as archive:
            waiting = asyncio.ensure_future(Together(archive, lambda: 9).done(adding("a.example")))
            await asyncio.sleep(0)
        await waiting

    asyncio.run(closed())
    with Archive.reading(tmp_path) as archive:
        assert committed(archive) == ["a.example"]
