"""How much of a body was found: runs of four words as article-extraction-benchmark counts them, and ROUGE-LSum."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

WORD = re.compile(r"\w+")
RUN = 4
TOKEN = re.compile("[a-z0-9]+")
SENTENCE = re.compile(r"""(?<=[.!?…])["'”’)\]]*\s+(?=["'“‘(\[]*[A-Z0-9])|\s*\n\s*""")
MOST_SUBSETS = 4  # so many optional paragraphs are tried in every combination


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares of a page's runs of words: found and right, found and wrong, missed; and whether all words agree."""

    right: float
    wrong: float
    missed: float
    exact: bool

    @property
    def precision(self) -> float | None:
        """None if nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """None if there was nothing to find."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


def overlap(gold: str, found: str) -> Overlap:
    """The Overlap of two bodies."""
    wanted, given = _runs(gold), _runs(found)
    right = (wanted & given).total()
    wrong, missed = given.total() - right, wanted.total() - right
    whole = (right + wrong + missed) or 1
    return Overlap(right / whole, wrong / whole, missed / whole, WORD.findall(gold) == WORD.findall(found))


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    if not words:
        return Counter()
    starts = range(max(1, len(words) - RUN + 1))
    return Counter(tuple(words[start : start + RUN]) for start in starts)


def f1_of(overlaps: Sequence[Overlap]) -> float:
    """F1 of mean precision (over pages with a body found) and mean recall (over pages that have one)."""
    precisions = [own.precision for own in overlaps if own.precision is not None]
    recalls = [own.recall for own in overlaps if own.recall is not None]
    precision = sum(precisions) / len(precisions) if precisions else 0.0
    recall = sum(recalls) / len(recalls) if recalls else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def rouge_lsum(gold: str, found: str) -> float:
    """F1 of ROUGE-LSum: for each sentence of gold the union of its longest common subsequences with those found."""
    wanted, given = list(_sentences(gold)), list(_sentences(found))
    many_wanted, many_given = sum(map(len, wanted)), sum(map(len, given))
    if not many_wanted or not many_given:
        return 0.0
    left_wanted = Counter(itertools.chain.from_iterable(wanted))
    left_given = Counter(itertools.chain.from_iterable(given))
    known = {tuple(sentence) for sentence in given}
    hits = 0
    for sentence in wanted:
        for place in sorted(_shared_places(sentence, given, known)):
            word = sentence[place]
            if left_wanted[word] > 0 and left_given[word] > 0:
                left_wanted[word] -= 1
                left_given[word] -= 1
                hits += 1
    precision, recall = hits / many_given, hits / many_wanted
    return 2 * precision * recall / (precision + recall) if hits else 0.0


def _sentences(text: str) -> Iterator[list[str]]:
    for sentence in SENTENCE.split(text):
        words = TOKEN.findall(sentence.lower())
        if words:
            yield words


def _shared_places(sentence: list[str], given: Iterable[list[str]], known: set[tuple[str, ...]]) -> set[int]:
    if tuple(sentence) in known:
        return set(range(len(sentence)))
    words = set(sentence)
    return {place for other in given if not words.isdisjoint(other) for place in common_subsequence(sentence, other)}


def common_subsequence(first: list[str], second: list[str]) -> list[int]:
    """Places in first of one longest common subsequence of both."""
    rows = [[0] * (len(second) + 1)]
    for word in first:
        above, row = rows[-1], [0]
        for column, other in enumerate(second):
            row.append(above[column] + 1 if word == other else max(row[-1], above[column + 1]))
        rows.append(row)
    found, line, column = [], len(first), len(second)
    while line and column:
        if first[line - 1] == second[column - 1]:
            line, column = line - 1, column - 1
            found.append(line)
        elif rows[line][column - 1] > rows[line - 1][column]:
            column -= 1
        else:
            line -= 1
    return found


def bodies_of(paragraphs: Sequence[str]) -> Iterator[str]:
    """The bodies that are right: those paragraphs in square brackets may be there or not."""
    optional = [place for place, text in enumerate(paragraphs) if text.startswith("[") and text.endswith("]")]
    texts = [text[1:-1] if place in set(optional) else text for place, text in enumerate(paragraphs)]
    if len(optional) <= MOST_SUBSETS:
        left_out: Iterable[Sequence[int]] = itertools.chain.from_iterable(
            itertools.combinations(optional, size) for size in range(len(optional) + 1)
        )
    else:
        left_out = [(), optional, *([place] for place in optional)]
    for places in left_out:
        yield "\n".join(text for place, text in enumerate(texts) if place not in places)
