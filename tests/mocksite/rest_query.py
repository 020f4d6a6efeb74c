"""The parameters of WordPress's REST collections: which items they let through, in which order, which page of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from tests.mocksite.newsroom import WIB, Comment, Newsroom, Post

MAX_PER_PAGE = 100
T = TypeVar("T")


class BadParameterError(Exception):
    """A parameter WordPress refuses; names it."""


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """One page of a collection, and what its headers tell."""

    items: Sequence[T]
    page: int
    total: int
    pages: int

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return (("X-WP-Total", str(self.total)), ("X-WP-TotalPages", str(self.pages)))


def slice_of(
    found: Sequence[T],
    query: Mapping[str, str],
    *,
    keys: Mapping[str, Callable[[T], Any]],
    order: str,
    orderby: str,
) -> Slice[T]:
    """The page of `found` a query asks for; raises BadParameterError where WordPress answers 400."""
    per_page = whole(query, "per_page", 10, most=MAX_PER_PAGE)
    page = whole(query, "page", 1)
    order = query.get("order", order)
    orderby = query.get("orderby", orderby)
    if order not in ("asc", "desc"):
        raise BadParameterError("order")
    if orderby not in keys:
        raise BadParameterError("orderby")
    ranked = sorted(found, key=keys[orderby], reverse=order == "desc")
    start = whole(query, "offset", 0, least=0) if "offset" in query else (page - 1) * per_page
    return Slice(ranked[start : start + per_page], page, len(ranked), -(-len(ranked) // per_page))


def whole(query: Mapping[str, str], name: str, default: int, *, least: int = 1, most: int | None = None) -> int:
    value = query.get(name, str(default))
    if not value.isdigit() or int(value) < least or (most is not None and int(value) > most):
        raise BadParameterError(name)
    return int(value)


def numbers(value: str | None) -> frozenset[int]:
    """The ids of a list such as "3,14,15"."""
    return frozenset(int(part) for part in (value or "").split(",") if part.strip().isdigit())


def instant(query: Mapping[str, str], name: str) -> datetime:
    """An ISO 8601 instant; one without offset is in the site's own time, as WordPress reads it."""
    try:
        moment = datetime.fromisoformat(query[name].replace(" ", "+"))
    except ValueError:
        raise BadParameterError(name) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


def within_dates(moment: datetime, query: Mapping[str, str], after: str, before: str) -> bool:
    if after in query and moment <= instant(query, after):
        return False
    return before not in query or moment < instant(query, before)


def wanted_post(post: Post, query: Mapping[str, str]) -> bool:
    """Whether the filters of a query let a post through."""
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("include", lambda v: post.id in numbers(v)),
        ("exclude", lambda v: post.id not in numbers(v)),
        ("slug", lambda v: post.slug in v.split(",")),
        ("author", lambda v: post.author.id in numbers(v)),
        ("categories", lambda v: bool({term.id for term in post.categories} & numbers(v))),
        ("tags", lambda v: bool({term.id for term in post.tags} & numbers(v))),
        ("search", lambda v: v.lower() in " ".join([post.title, *(t for _, t in post.paragraphs)]).lower()),
    )
    return (
        all(test(query[name]) for name, test in tests if query.get(name))
        and within_dates(post.published, query, "after", "before")
        and within_dates(post.modified, query, "modified_after", "modified_before")
    )


def wanted_comment(room: Newsroom, comment: Comment, query: Mapping[str, str]) -> bool:
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("post", lambda v: room.by_slug[comment.slug].id in numbers(v)),
        ("parent", lambda v: comment.parent in numbers(v)),
        ("include", lambda v: comment.id in numbers(v)),
        ("exclude", lambda v: comment.id not in numbers(v)),
    )
    passed = all(test(query[name]) for name, test in tests if query.get(name))
    return passed and within_dates(comment.at, query, "after", "before")
