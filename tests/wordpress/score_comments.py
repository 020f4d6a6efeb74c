"""The comments of one article against the truth."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from tests.wordpress.figures import Result
from tests.wordpress.terms import Terms

Row = dict[str, Any]
FIGURES = (
    "comments_found",
    "comments_author",
    "comments_author_url",
    "comments_instant",
    "comments_text",
    "comments_parent",
    "comments_kind",
    "comments_order",
)


def folded(text: str | None, kind: str = "paragraph") -> str:
    """White space folded line by line; preformatted text keeps its own but for the ends of lines."""
    lines = (text or "").split("\n")
    if kind == "preformatted":
        return "\n".join(line.rstrip() for line in lines).strip("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def score_comments(result: Result, want: Row, got: Row, terms: Terms) -> bool:
    """Count the comments of one article; True if all are there, all are right and none is false."""
    url = want["url"]
    demands = {c["id"]: terms.demand(c["kind"], on_page=c["on_page"]) for c in want["comments"]}
    required = [c for c in want["comments"] if demands[c["id"]] == "yes"]
    ours = list(got.get("comments") or ())
    pairs, false = _matched([c for c in want["comments"] if demands[c["id"]] != "no"], ours)
    verdicts = [_judge(result, url, right, theirs, terms.parents) for right, theirs in pairs]
    found = {right["id"] for right, _ in pairs}
    for comment in required:
        result.check("comments_found", url, comment["id"], comment["id"] if comment["id"] in found else None)
    for comment, is_twin in false:
        name = "repeated_comments" if is_twin else "false_comments"
        result.fault(name, url, [comment.get("id"), comment.get("text")])
    in_order = _sequence(ours) == sorted(_sequence(ours))
    if ours:
        result.check("comments_order", url, expected=True, got=in_order)
    return all(verdicts) and found >= {c["id"] for c in required} and not false and in_order


def _matched(right: Iterable[Row], ours: list[Row]) -> tuple[list[tuple[Row, Row]], list[tuple[Row, bool]]]:
    """Pairs by site id, else by author, minute and text; then what is left, and whether it repeats a pair's."""
    by_id = {comment["id"]: comment for comment in right}
    by_words: dict[tuple[object, ...], list[Row]] = {}
    for comment in by_id.values():
        by_words.setdefault(_words(comment), []).append(comment)
    pairs: list[tuple[Row, Row]] = []
    false: list[tuple[Row, bool]] = []
    taken: set[int] = set()
    for comment in ours:
        number = site_id(comment.get("id"))
        found = by_id.get(number) if number is not None else _untaken(by_words.get(_words(comment), ()), taken)
        if found is None or found["id"] in taken:
            false.append((comment, found is not None))
            continue
        taken.add(found["id"])
        pairs.append((found, comment))
    return pairs, false


def person(text: str | None) -> str:
    """A person's name with straight apostrophes: whether WordPress bends them depends on theme and source."""
    return folded(text).replace("’", "'").replace("‘", "'")


def site_id(value: object) -> int | None:
    """A comment's number whether the export writes 12 or "12"; None if it has none."""
    return int(str(value)) if value is not None and str(value).isdigit() else None


def _untaken(comments: Iterable[Row], taken: set[int]) -> Row | None:
    return next((comment for comment in comments if comment["id"] not in taken), None)


def _words(comment: Row) -> tuple[object, ...]:
    return person(comment.get("author")), _minute(comment.get("published_at")), folded(comment.get("text"))


def _judge(result: Result, url: str, right: Row, ours: Row, parents: str) -> bool:
    where = f"{url}#comment-{right['id']}"
    result.check("comments_author_url", where, right["author_url"], ours.get("author_url"))
    verdicts = (
        result.check("comments_author", where, person(right["author"]), person(ours.get("author"))),
        result.check("comments_instant", where, _minute(right["published_at"]), _minute(ours.get("published_at"))),
        result.check("comments_text", where, folded(right["text"]), folded(ours.get("text"))),
        result.check("comments_kind", where, right["kind"], ours.get("kind")),
        _judge_parent(result, where, right, site_id(ours.get("parent_id")), parents),
    )
    return all(verdicts)


def _judge_parent(result: Result, where: str, right: Row, ours: int | None, parents: str) -> bool:
    if right["on_page"]:
        want = right["displayed_parent_id"] if parents == "displayed" else right["parent_id"]
    else:
        # The page of an orphan does not exist; REST tells a parent that itself may be hidden. Either is honest.
        want = None if ours is None else right["parent_id"]
    return result.check("comments_parent", where, want, ours)


def _minute(value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    return instant.astimezone(UTC).replace(second=0, microsecond=0) if instant.tzinfo else None


def _sequence(comments: list[Row]) -> list[tuple[str, int]]:
    return [(str(comment.get("published_at")), site_id(comment.get("id")) or 0) for comment in comments]
