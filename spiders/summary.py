"""What a run brought, in one line."""

from collections.abc import Callable
from typing import Any


def summary(count_of: Callable[[str, int], Any], failures: int) -> str:
    """One line out of a run's stats: count_of gives a count by name, or the default."""
    told = (
        counted(count_of("store/new", 0), "new article"),
        f"{count_of('store/edited', 0):,} edited",
        f"{count_of('store/gone', 0):,} gone",
        counted(count_of("store/comments", 0), "new comment"),
        counted(count_of("downloader/request_count", 0), "request"),
        counted(failures, "failure"),
    )
    return ", ".join(told)


def counted(count: int, what: str) -> str:
    """A count and its noun.

    >>> counted(1, "URL"), counted(2000, "URL")
    ('1 URL', '2,000 URLs')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def progress(count_of: Callable[[str, int], Any], failures: int, after_s: float, due: int | None) -> str:
    """How far a run is. due: URLs still to be visited; None where there is no telling.

    >>> progress({"visits/archived": 20, "visits/excluded": 14, "store/new": 20}.get, 1, 12.3, 120)
    '12 s · 34 pages · 20 articles · 0 comments · 1 failed · 120 due'
    """
    pages = sum(count_of(f"visits/{outcome}", 0) for outcome in ("archived", "excluded", "failed"))
    told = (
        f"{after_s:.0f} s",
        counted(pages, "page"),
        counted(count_of("store/new", 0), "article"),
        counted(count_of("store/comments", 0), "comment"),
        f"{failures:,} failed",
        *([] if due is None else [f"{due:,} due"]),
    )
    return " · ".join(told)
