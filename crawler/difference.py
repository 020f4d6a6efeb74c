"""What changed between two states of a story, as pieces of text that stayed, went or came. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import Enum

from crawler.items import Article

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
ALIKE_LEAST = 0.4  # of two paragraphs: below it one went and another came. A guess; wdiff readers like few long pieces
KEPT_WORDS = 8  # so many words stand round a change; what is between is left out


class Fate(Enum):
    """What became of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"
    LEFT_OUT = "left out"


Piece = tuple[Fate, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs; of a body one paragraph, and which one it is (of the later state, else of the earlier)."""

    field: str
    pieces: tuple[Piece, ...]
    paragraph: int | None = None


def changes(before: Article, after: Article) -> Iterator[Change]:
    """What differs in title, byline, authors, dates, filing and body, in this order."""
    for field, said in FIELDS:
        old, new = said(before), said(after)
        if old != new:
            yield Change(field, tuple(shortened(words(old, new))))
    yield from body(before, after)


def body(before: Article, after: Article) -> Iterator[Change]:
    """The paragraphs that differ."""
    old = [" ".join(p.text.split()) for p in before.paragraphs]
    new = [" ".join(p.text.split()) for p in after.paragraphs]
    for how, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how != "equal":
            yield from paired(old[i:i_end], new[j:j_end], i + 1, j + 1)


def paired(old: Sequence[str], new: Sequence[str], old_from: int, new_from: int) -> Iterator[Change]:
    """A run of paragraphs against another: like ones word by word, the rest as gone and new."""
    at = 0
    for number, text in enumerate(new):
        found = next((n for n in range(at, len(old)) if alike(old[n], text)), None)
        if found is None:
            yield Change("body", ((Fate.NEW, text),), new_from + number)
            continue
        yield from (Change("body", ((Fate.GONE, old[n]),), old_from + n) for n in range(at, found))
        if old[found] != text:
            yield Change("body", tuple(shortened(words(old[found], text))), new_from + number)
        at = found + 1
    yield from (Change("body", ((Fate.GONE, old[n]),), old_from + n) for n in range(at, len(old)))


def alike(old: str, new: str) -> bool:
    """Whether two paragraphs are one, edited."""
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio() >= ALIKE_LEAST


def words(old: str, new: str) -> Iterator[Piece]:
    """The pieces of two texts, word by word.

    >>> [(fate.value, text) for fate, text in words("Harga beras naik", "Harga gabah naik")]
    [('kept', 'Harga '), ('gone', 'beras'), ('new', 'gabah'), ('kept', ' naik')]
    """
    a, b = WORDS.findall(old), WORDS.findall(new)
    for how, i, i_end, j, j_end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if how == "equal":
            yield Fate.KEPT, "".join(a[i:i_end])
            continue
        if i < i_end:
            yield Fate.GONE, "".join(a[i:i_end])
        if j < j_end:
            yield Fate.NEW, "".join(b[j:j_end])


def shortened(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces with long stretches that stayed cut down to the words next to a change."""
    told = list(pieces)
    for place, (fate, text) in enumerate(told):
        parts = text.split(" ")
        before, after = (KEPT_WORDS if place else 0), (KEPT_WORDS if place < len(told) - 1 else 0)
        if fate is not Fate.KEPT or len(parts) <= before + after + 1:
            yield fate, text
            continue
        if before:
            yield fate, " ".join(parts[:before])
        yield Fate.LEFT_OUT, " … "
        if after:
            yield fate, " ".join(parts[-after:])


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(texts)


def _at(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S %z") if at else ""


FIELDS: tuple[tuple[str, Callable[[Article], str]], ...] = (
    ("title", lambda a: a.title or ""),
    ("dek", lambda a: a.dek or ""),
    ("byline", lambda a: a.byline or ""),
    ("authors", lambda a: _listed([*a.authors, *(f"{c.name} ({c.role})" for c in a.credits)])),
    ("published", lambda a: _at(a.published_at)),
    ("modified", lambda a: _at(a.modified_at)),
    ("categories", lambda a: _listed(a.categories)),
    ("tags", lambda a: _listed(a.tags)),
)
