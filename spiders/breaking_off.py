"""What a run does when the archive fails it (a full disk, a lock that stays, damage): it says so once and ends.

What was stored stays, what was under way stays due. To go on would be to fetch pages that cannot be kept.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crawler.archive.open import DATABASE
from crawler.archive.trouble import trouble
from crawler.errors import ArchiveError

STORAGE = (ArchiveError, sqlite3.Error)
REASON = "archive unusable"

logger = logging.getLogger(__name__)


class BreakingOff:
    """Ends a run for the sake of its archive. trouble: why; None as long as all is well."""

    def __init__(self, crawler: Any, folder: Path) -> None:
        self.crawler = crawler
        self.folder = folder
        self.trouble: str | None = None

    def because(self, error: Exception) -> None:
        """Say what happened, and end the run."""
        if self.trouble is not None:
            return
        told = trouble(error, self.folder / DATABASE) if isinstance(error, sqlite3.Error) else error
        self.trouble = str(told or error)
        logger.error("%s", self.trouble)
        engine = self.crawler.engine
        if engine is not None and engine.running:
            self.ending = asyncio.ensure_future(engine.close_spider_async(reason=REASON))

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Writing that the run can do without: a failure of the archive ends the run and goes no further."""
        try:
            yield
        except STORAGE as error:
            self.because(error)
