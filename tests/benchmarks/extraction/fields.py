"""Titles, authors and dates: when what an extractor says agrees with what is true."""

import re
from collections.abc import Iterable
from datetime import datetime

NAME_BREAK = re.compile(r"\s*(?:[;,/|&]|\b(?:and|und|et|y|e|i)\b)\s*", re.I)
NAME_LEAD = re.compile(r"^(?:by|von|par|por|di|de)\s+", re.I)


def folded(text: str | None) -> str:
    """text with its runs of white space as single spaces."""
    return " ".join((text or "").split())


def same_title(gold: str, found: str | None) -> bool:
    """Whether two titles are the same but for white space."""
    return folded(gold) == folded(found)


def authors_f1(gold: Iterable[str], found: Iterable[str]) -> float:
    """F1 of two sets of names, capitals aside."""
    wanted = {folded(name).casefold() for name in gold} - {""}
    given = {folded(name).casefold() for name in found} - {""}
    hits = len(wanted & given)
    return 2 * hits / (len(wanted) + len(given)) if hits else 0.0


def single_names(texts: str | Iterable[str]) -> list[str]:
    """Names written in one text, taken apart: "By A. Smith and B. Jones"."""
    listed = [texts] if isinstance(texts, str) else texts
    pieces = (piece for text in listed for piece in NAME_BREAK.split(text))
    return [NAME_LEAD.sub("", piece).strip() for piece in pieces if piece.strip()]


def dates_agree(gold: str, found: str | None) -> tuple[bool, bool]:
    """Whether the day is right, and the minute: in gold's zone if both name one, else by the clock on the wall."""
    first, second = _moment(gold), _moment(found)
    if first is None or second is None:
        return False, False
    (wanted, wanted_timed), (given, given_timed) = first, second
    if wanted.tzinfo and given.tzinfo:
        given = given.astimezone(wanted.tzinfo)
    wanted, given = (moment.replace(tzinfo=None, second=0, microsecond=0) for moment in (wanted, given))
    return wanted.date() == given.date(), wanted_timed and given_timed and wanted == given


def _moment(text: str | None) -> tuple[datetime, bool] | None:
    """A moment in ISO 8601, and whether it has a time of day."""
    plain = folded(text)
    try:
        return (datetime.fromisoformat(plain.replace("Z", "+00:00")), len(plain) > 10) if plain else None
    except ValueError:
        return None
