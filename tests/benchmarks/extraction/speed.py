"""Processor time a page: ours with everything, and trafilatura's with metadata, in turn on each page."""

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from crawler.extract.article import from_html
from tests.benchmarks.extraction.corpus import Known


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds a page, and the slowest page of ours."""

    ours_ms: float
    theirs_ms: float | None
    slowest_ms: float
    slowest: str

    @property
    def ratio(self) -> float | None:
        """How many times as long theirs takes; None without a rival."""
        return self.theirs_ms / self.ours_ms if self.theirs_ms is not None else None


def pace(known: Iterable[Known], library: Any | None) -> Pace:
    """The Pace over all pages; library is trafilatura, None without it."""
    ours: list[tuple[float, str]] = []
    theirs: list[float] = []
    for number, page in enumerate(known):
        turns = [("ours", lambda page=page: from_html(page.html, page.url, any_page=True))]
        if library is not None:
            turns.append(
                ("theirs", lambda page=page: library.bare_extraction(page.html, url=page.url, with_metadata=True))
            )
        for whose, run in turns if number % 2 else reversed(turns):
            if number == 0:
                run()  # caches and lazy imports are paid for before the clock counts
            spent = milliseconds(run)
            if whose == "ours":
                ours.append((spent, page.id))
            else:
                theirs.append(spent)
    slowest, where = max(ours)
    return Pace(
        statistics.fmean(spent for spent, _ in ours), statistics.fmean(theirs) if theirs else None, slowest, where
    )


def milliseconds(run: Callable[[], object]) -> float:
    """Processor time of one call."""
    gc.collect(0)
    began = time.process_time()
    run()
    return 1000 * (time.process_time() - began)
