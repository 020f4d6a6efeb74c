"""What a run brought, in one line."""

from collections.abc import Callable
from typing import Any


def summary(counted: Callable[[str, int], Any], failures: int) -> str:
    """One line out of a run's stats: counted gives a count by name, or the default."""
    told = (
        (counted("store/new", 0), "articles new"),
        (counted("store/edited", 0), "edited"),
        (counted("store/gone", 0), "gone"),
        (counted("store/comments", 0), "comments new"),
        (counted("downloader/request_count", 0), "requests"),
        (failures, "failures"),
    )
    return ", ".join(f"{count:,} {what}" for count, what in told)
