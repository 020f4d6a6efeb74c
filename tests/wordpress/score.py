"""An export against the truth: pure functions, every figure able to fall.

An article is entirely right if title, authors, times, categories, tags, paragraphs and comments all are.
Comments are judged in score_comments.py, the counting is in figures.py.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.wordpress.figures import Result, declared
from tests.wordpress.score_comments import FIGURES as COMMENT_FIGURES
from tests.wordpress.score_comments import folded, person, score_comments
from tests.wordpress.terms import Terms
from tests.wordpress.truth import Truth

Row = dict[str, Any]
FIGURES = (
    "articles_found",
    "articles_entirely_right",
    "url",
    "title",
    "authors",
    "published",
    "modified",
    "offset",
    "categories",
    "tags",
    "language",
    "summary",
    "image",
    "paragraphs_recall",
    "paragraphs_precision",
    "texts_recall",
    "texts_precision",
    "bodies",
    "order",
    "body_field",
    "duplicates",
    *COMMENT_FIGURES,
)
FAULTS = (
    "false_articles",
    "repeated_articles",
    "false_duplicates",
    "false_comments",
    "repeated_comments",
    "comments_in_bodies",
    "secrets_leaked",
)
INFORMATIVE = frozenset({"summary", "image", "language", "comments_author_url"})
MARKER = re.compile(r"zq[a-z]{8}")
SHORTEST_LEAK = 25  # characters of a comment's line; shorter ones ("Setuju!") may stand in a story by chance


def read_export(path: Path) -> Iterator[Row]:
    """The records of a JSONL export, one at a time."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def compare(truth: Truth, export: Iterable[Row], terms: Terms | None = None, past: Sequence[Row] = ()) -> Result:
    """Every figure of an export. past: records of an earlier truth, which an archive rightly still holds."""
    terms = terms or Terms()
    result = declared(Result(informative=INFORMATIVE), FIGURES, FAULTS)
    expected = {address(row["url"]): row for row in truth.records}
    moved, gone = _past_addresses(past, truth.records)
    seen: set[str] = set()
    for row in export:
        key = address(row["url"])
        _judge_secrets(result, row, truth.secrets)
        if key in seen or key in moved:
            result.fault("repeated_articles", row["url"], row.get("title"))
        elif key in expected:
            seen.add(key)
            _judge(result, expected[key], row, terms)
        elif key not in gone:
            result.fault("false_articles", row["url"], row.get("title"))
    for key, row in expected.items():
        if key not in seen and not (terms.duplicates == "drop" and row["duplicate_of"]):
            _count_missing(result, row, terms)
    return result


def address(url: str) -> str:
    """One form for one address: percent-encoding undone, no scheme, no final slash."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc}{unquote(parts.path).rstrip('/')}{query}"


def _past_addresses(past: Sequence[Row], now: Sequence[Row]) -> tuple[set[str], set[str]]:
    """Old addresses of posts that stand elsewhere now, and addresses of posts that are gone."""
    there = {row["id"]: address(row["url"]) for row in now}
    moved, gone = set(), set()
    for row in past:
        old = address(row["url"])
        if row["id"] not in there:
            gone.add(old)
        elif there[row["id"]] != old:
            moved.add(old)
    return moved, gone


def _count_missing(result: Result, row: Row, terms: Terms) -> None:
    result.check("articles_found", row["url"], "found", "missing")
    result.count("articles_entirely_right", 0, 1)
    result.count("paragraphs_recall", 0, len(row["paragraphs"]))
    result.count("texts_recall", 0, len(row["paragraphs"]))
    score_comments(result, row, {"comments": []}, terms)


def _judge(result: Result, want: Row, got: Row, terms: Terms) -> None:
    url = want["url"]
    result.check("articles_found", url, "found", "found")
    result.check("url", url, url, got["url"])
    verdicts = [
        result.check("title", url, folded(want["title"]), folded(got.get("title"))),
        result.check(
            "authors", url, [person(a) for a in want["authors"]], [person(a) for a in got.get("authors") or ()]
        ),
        _judge_instant(result, "published", want, got, terms),
        _judge_instant(result, "modified", want, got, terms),
        _judge_set(result, "categories", want, got, terms),
        _judge_set(result, "tags", want, got, terms),
        _judge_paragraphs(result, want, got),
        score_comments(result, want, got, terms),
    ]
    result.count("articles_entirely_right", all(verdicts), 1)
    result.check("language", url, _language(want), _language(got))
    for name in ("summary", "image"):
        if want[name] is not None:
            result.check(name, url, folded(want[name]), folded(got.get(name)))
    _judge_duplicate(result, want, got)
    _judge_leaks(result, want, got)


def _judge_instant(result: Result, name: str, want: Row, got: Row, terms: Terms) -> bool:
    value = got.get(f"{name}_at")
    if value is None and name in terms.unstated:
        result.figure(name).untold += 1
        return True
    right, ours = minute(want[f"{name}_at"]), minute(value)
    if ours is not None:
        result.check("offset", want["url"], right.utcoffset() if right else None, ours.utcoffset())
    return result.check(name, want["url"], right, ours)


def minute(value: str | None) -> datetime | None:
    """An ISO 8601 instant cut to its minute, its offset kept; None if there is none or it has no offset."""
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    return instant.replace(second=0, microsecond=0) if instant.tzinfo else None


def _judge_set(result: Result, name: str, want: Row, got: Row, terms: Terms) -> bool:
    values = sorted(got.get(name) or ())
    if not values and want[name] and name in terms.unstated:
        result.figure(name).untold += 1
        return True
    return result.check(name, want["url"], sorted(want[name]), values)


def _judge_paragraphs(result: Result, want: Row, got: Row) -> bool:
    right = [(row["kind"], folded(row["text"], row["kind"])) for row in want["paragraphs"]]
    ours = _without_lead_caption(
        [(row["kind"], folded(row["text"], row["kind"])) for row in got.get("paragraphs") or ()], right, want
    )
    _count_overlap(result, "paragraphs", right, ours)
    _count_overlap(result, "texts", [text for _, text in right], [text for _, text in ours])
    same = Counter(right) == Counter(ours)
    if same:
        result.check("order", want["url"], right, ours)
    else:
        only_right, only_ours = Counter(right) - Counter(ours), Counter(ours) - Counter(right)
        result.note("paragraphs", want["url"], sorted(only_right), sorted(only_ours))
    result.count("bodies", right == ours, 1)
    result.check("body_field", want["url"], _lines(want["body"]), _lines(got.get("body")))
    return right == ours


def _without_lead_caption(
    ours: list[tuple[str, str]], right: list[tuple[str, str]], want: Row
) -> list[tuple[str, str]]:
    """Some themes print the featured picture's caption above the story: allowed once, not required."""
    lead = ("caption", folded(want.get("image_caption") or ""))
    if ours.count(lead) != right.count(lead) + 1:
        return ours
    place = ours.index(lead)
    return ours[:place] + ours[place + 1 :]


def _count_overlap(result: Result, name: str, right: Sequence[Any], ours: Sequence[Any]) -> None:
    common = (Counter(right) & Counter(ours)).total()
    result.count(f"{name}_recall", common, len(right))
    result.count(f"{name}_precision", common, len(ours))


def _lines(text: str | None) -> list[str]:
    return [line for line in (" ".join(part.split()) for part in (text or "").split("\n")) if line]


def _language(row: Row) -> str:
    return (row.get("language") or "").partition("-")[0].lower()


def _judge_duplicate(result: Result, want: Row, got: Row) -> None:
    named = got.get("duplicate_of")
    if want["duplicate_of"]:
        result.check("duplicates", want["url"], want["duplicate_of"], named)
    elif named and named != want.get("near_duplicate_of"):
        result.fault("false_duplicates", want["url"], named)


def _judge_leaks(result: Result, want: Row, got: Row) -> None:
    """Lines of readers' comments which stand in the body and do not belong there."""
    body = folded("\n".join([got.get("body") or "", *(row["text"] for row in got.get("paragraphs") or ())]))
    story = folded(want["body"])
    for comment in want["comments"]:
        for line in comment["text"].split("\n"):
            line = folded(line)
            if len(line) >= SHORTEST_LEAK and line in body and line not in story:
                result.fault("comments_in_bodies", want["url"], line)


def _judge_secrets(result: Result, row: Row, secrets: dict[str, str]) -> None:
    for word in sorted(set(MARKER.findall(json.dumps(row, ensure_ascii=False).lower()))):
        if word in secrets:
            result.fault("secrets_leaked", row["url"], f"{word}: {secrets[word]}")
