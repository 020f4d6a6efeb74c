"""What a comparison found: figures (so many right of so many), faults (things that must not be), mismatches."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

KEPT_MISMATCHES = 400  # enough to see every kind; a broken crawl would fill memory with them


@dataclass(slots=True)
class Figure:
    """right of `of`; untold counts null values where the terms say the site does not tell."""

    right: int = 0
    of: int = 0
    untold: int = 0

    @property
    def share(self) -> float:
        """1.0 where there was nothing to compare."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that is not as it should be."""

    what: str
    url: str
    expected: object
    got: object


@dataclass(slots=True)
class Result:
    """Everything compare() found; informative figures and faults do not spoil is_perfect."""

    figures: dict[str, Figure] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    mismatches: list[Mismatch] = field(default_factory=list)
    informative: frozenset[str] = frozenset()

    def figure(self, name: str) -> Figure:
        return self.figures.setdefault(name, Figure())

    def check(self, name: str, url: str, expected: object, got: object) -> bool:
        """Count one comparison by equality."""
        figure = self.figure(name)
        figure.of += 1
        if expected == got:
            figure.right += 1
            return True
        self.note(name, url, expected, got)
        return False

    def fault(self, name: str, url: str, got: object) -> None:
        self.faults[name] += 1
        self.note(name, url, None, got)

    def note(self, what: str, url: str, expected: object, got: object) -> None:
        if len(self.mismatches) < KEPT_MISMATCHES:
            self.mismatches.append(Mismatch(what, url, expected, got))

    def count(self, name: str, right: int, of: int) -> None:
        figure = self.figure(name)
        figure.right += right
        figure.of += of

    @property
    def is_perfect(self) -> bool:
        figures = (figure for name, figure in self.figures.items() if name not in self.informative)
        return all(figure.right == figure.of for figure in figures) and not any(
            count for name, count in self.faults.items() if name not in self.informative
        )


def declared(result: Result, figures: Iterable[str], faults: Iterable[str]) -> Result:
    """The result with every name present from the start, so that a report always has the same lines."""
    for name in figures:
        result.figure(name)
    for name in faults:
        result.faults[name] = 0
    return result
