"""Pieces of work that share a commit, while there are more to come at once.

A commit writes every page of the database that it touched, and a full-text index makes a segment of it. Most of that is
the same for one visit as for the next: a commit for eight saves half a millisecond a visit. Each piece is told as done
when it is committed, not before. If one fails, those before it are done again, each in a transaction of its own: it
takes nobody with it.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from crawler.archive.open import Archive
from crawler.errors import ArchiveError

T = TypeVar("T")

PIECES_MOST = 8  # half of the widest window of requests: the other half keeps the run busy meanwhile
WAIT_S = 0.2  # eight pages take 0.09 s on a slow machine


@dataclass(frozen=True, slots=True)
class Piece:
    """Work that is done but not committed, what it returned, and who waits for the commit."""

    work: Callable[[sqlite3.Connection], Any]
    result: Any
    committed: asyncio.Future[Any]


class Together:
    """The open transaction of an archive that several pieces of work share.

    under_way: how many pieces may come, those that wait for the commit among them. Nothing waits for more than that,
    nor longer than WAIT_S.
    """

    def __init__(self, archive: Archive, under_way: Callable[[], int]) -> None:
        self.archive = archive
        self.under_way = under_way
        self._pieces: list[Piece] = []
        self._timer: asyncio.TimerHandle | None = None
        archive.finish = self.commit

    async def done(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do a piece of work; what it returned, once that is committed. Raises what it raises, and has changed nothing
        then; ArchiveError for what befell the archive as a whole."""
        if not self._pieces:
            self.archive.begin()
        try:
            result = work(self.archive.conn)
        except BaseException as error:
            self.archive.roll_back()
            if not self._pieces:
                self.archive.tell(error)
                raise
            self._one_by_one()
            return self._alone(work)
        loop = asyncio.get_running_loop()
        piece = Piece(work, result, loop.create_future())
        self._pieces.append(piece)
        if len(self._pieces) >= min(PIECES_MOST, self.under_way()):
            self.commit()
        elif self._timer is None:
            self._timer = loop.call_later(WAIT_S, self.commit)
        committed: T = await piece.committed
        return committed

    def commit(self) -> None:
        """Commit what was done, and tell those who wait for it."""
        if not self._pieces:
            return
        try:
            self.archive.conn.execute("commit")
        except sqlite3.Error:  # a full disk, say
            self.archive.roll_back()
            self._one_by_one()
            return
        for piece in self._taken():
            if not piece.committed.done():
                piece.committed.set_result(piece.result)

    def _one_by_one(self) -> None:
        """Do again what was rolled back, each piece in a transaction of its own."""
        trouble: ArchiveError | None = None
        for piece in self._taken():
            try:
                if trouble is not None:
                    raise trouble  # nothing can be stored now: to try each would be to wait for a lock each time
                result = self._alone(piece.work)
            except Exception as error:
                trouble = error if isinstance(error, ArchiveError) else None
                if not piece.committed.done():
                    piece.committed.set_exception(error)
            else:
                if not piece.committed.done():
                    piece.committed.set_result(result)

    def _alone(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self.archive.transaction() as conn:
            return work(conn)

    def _taken(self) -> list[Piece]:
        pieces, self._pieces = self._pieces, []
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        return pieces
