"""One thing that was looked at: fine, worth knowing, or wrong and how to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from crawler.archive.open import Archive

BY_ITSELF = "scrapy doctor --fix"


class State(StrEnum):
    """Only what is wrong makes the exit code 1."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. told is one line; mend is the command that a line about something wrong ends in; fix
    does it where that loses nothing, inside no transaction, and says what it did."""

    check: str
    state: State
    told: str
    mend: str | None = None
    fix: Callable[[Archive], str] | None = None


def fine(check: str, told: str) -> Finding:
    """Nothing to do."""
    return Finding(check, State.FINE, told)


def note(check: str, told: str) -> Finding:
    """Nothing to mend, but worth knowing."""
    return Finding(check, State.NOTE, told)


def wrong(check: str, told: str, mend: str, fix: Callable[[Archive], str] | None = None) -> Finding:
    """Something to mend."""
    return Finding(check, State.WRONG, told, mend, fix)
