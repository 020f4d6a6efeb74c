"""One corpus to figures: what an extractor said of each page against what is true."""

import html as entities
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.extraction.corpus import Known
from tests.benchmarks.extraction.fields import authors_f1, dates_agree, folded, same_title, single_names
from tests.benchmarks.extraction.shingles import bodies_of, f1_of, overlap, rouge_lsum

TAG = re.compile(r"<[^>]*>")
UNSEEN = {ord(character): None for character in "\u00ad\u200b\u2060\ufeff"}


@dataclass(frozen=True, slots=True)
class Said:
    """What an extractor said of a page; a published of ten characters is a day."""

    body: str = ""
    title: str | None = None
    authors: Sequence[str] = field(default_factory=tuple)
    published: str | None = None
    comments: Sequence[str] = field(default_factory=tuple)


Told = Iterable[tuple[Known, Said]]


def figures(name: str, told: Told) -> dict[str, float]:
    """The figures of a corpus by their names, in the order they are printed."""
    return SCORERS[name](list(told))


def _bodies(told: Sequence[tuple[Known, Said]]) -> dict[str, float]:
    overlaps = [overlap(page.gold["body"], said.body) for page, said in told]
    return {"body F1": f1_of(overlaps), "body exact": _mean(own.exact for own in overlaps)}


def _paragraphs(told: Sequence[tuple[Known, Said]]) -> dict[str, float]:
    best = [max(rouge_lsum(body, said.body) for body in bodies_of(page.gold["paragraphs"])) for page, said in told]
    return {"ROUGE-LSum F1": _mean(best)}


def _articles(told: Sequence[tuple[Known, Said]]) -> dict[str, float]:
    overlaps = [overlap(_seen(page.gold["body"]), _seen(said.body)) for page, said in told]
    dates = [dates_agree(page.gold["published"], said.published) for page, said in _having(told, "published")]
    return {
        "body F1": f1_of(overlaps),
        "body exact": _mean(own.exact for own in overlaps),
        "title exact": _mean(
            same_title(_seen(page.gold["title"]), _seen(said.title or "")) for page, said in _having(told, "title")
        ),
        "authors F1": _mean(authors_f1(page.gold["authors"], said.authors) for page, said in _having(told, "authors")),
        "to the minute": _mean(minute for _, minute in dates),
        "to the day": _mean(day for day, _ in dates),
    }


def _seen(text: str) -> str:
    """text without the characters that take no room, which its gold keeps and extractors drop."""
    return text.translate(UNSEEN)


def _having(told: Sequence[tuple[Known, Said]], name: str) -> Iterator[tuple[Known, Said]]:
    return ((page, said) for page, said in told if name in page.gold)


def _segments(told: Sequence[tuple[Known, Said]]) -> dict[str, float]:
    right = wrong = missed = 0
    for page, said in told:
        body = folded(said.body)
        here = sum(folded(segment) in body for segment in page.gold["with"])
        right, missed = right + here, missed + len(page.gold["with"]) - here
        wrong += sum(folded(segment) in body for segment in page.gold["without"])
    titled = [(page, said) for page, said in told if page.gold.get("title")]
    signed = [(page, said) for page, said in told if page.gold.get("author")]
    unsigned = [said for page, said in told if "author" in page.gold and not page.gold["author"]]
    dated = [(page, said) for page, said in told if page.gold.get("date")]
    undated = [said for page, said in told if "date" in page.gold and not page.gold["date"]]
    return {
        "segments F1": 2 * right / (2 * right + wrong + missed) if right else 0.0,
        "title exact": _mean(same_title(page.gold["title"], said.title) for page, said in titled),
        "authors F1": _mean(
            authors_f1(single_names(page.gold["author"]), single_names(said.authors)) for page, said in signed
        ),
        "to the day": _mean(dates_agree(page.gold["date"], said.published)[0] for page, said in dated),
        "authors invented": _mean(any(map(folded, said.authors)) for said in unsigned),
        "dates invented": _mean(bool(folded(said.published)) for said in undated),
        **_comments(told),
    }


def _comments(told: Sequence[tuple[Known, Said]]) -> dict[str, float]:
    """Snippets of comments that are in the markup: found, in the body; and pages without that have some."""
    wanted = found = leaked = 0
    without: list[bool] = []
    for page, said in _having(told, "comments"):
        snippets = [folded(snippet) for snippet in page.gold["comments"]]
        spoken, body = folded(" ".join(said.comments)), folded(said.body)
        if not snippets:
            without.append(bool(spoken))
            continue
        visible = folded(entities.unescape(TAG.sub("", page.html.decode("utf-8", "replace"))))
        wanted += sum(snippet in visible for snippet in snippets)
        found += sum(snippet in spoken for snippet in snippets)
        leaked += sum(snippet in body for snippet in snippets)
    return {
        "comments found": found / (wanted or 1),
        "comments in the body": leaked / (wanted or 1),
        "comments invented": _mean(without),
    }


def _mean(values: Iterable[Any]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


SCORERS = {"aeb": _bodies, "fundus-eval": _paragraphs, "fundus-meta": _articles, "trafilatura": _segments}
LESS_IS_BETTER = frozenset(("authors invented", "dates invented", "comments in the body", "comments invented"))
