"""The part of WordPress's REST API a crawler reads: posts, comments, users, categories, tags, pages, types.

Error codes and headers follow WordPress 6.7: X-WP-Total and X-WP-TotalPages, 400 rest_post_invalid_page_number past the
end of the posts (an empty list past the end of comments and terms). Pingbacks are not told to the public.
rest_query.py reads the parameters, rest_objects.py makes the objects.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.mocksite.newsroom import PROTECTED, Comment, Newsroom, Post, Term
from tests.mocksite.options import Options
from tests.mocksite.rest_objects import comment_object, page_object, post_object, term_count, term_object, user_object
from tests.mocksite.rest_query import BadParameterError, Slice, slice_of, wanted_comment, wanted_post
from tests.mocksite.static_pages import STATIC_PAGES

NO_ROUTE = "Tidak ditemukan rute yang cocok dengan URL dan metode permintaan."
PAST_THE_END = "Nomor halaman yang diminta lebih besar daripada jumlah halaman yang tersedia."
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """A JSON answer before it becomes bytes."""

    status: int
    value: Any
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def body(self) -> bytes:
        return json.dumps(self.value, separators=(",", ":")).encode()


def answer(room: Newsroom, options: Options, route: str, query: Query) -> Reply:
    """The reply to a route such as "/wp/v2/posts"."""
    parts = tuple(part for part in route.split("/") if part)
    rest = options.rest
    if rest == "closed":
        return refusal(401, "rest_not_logged_in", "Anda saat ini belum masuk.")
    if rest == "users_closed" and parts[:3] == ("wp", "v2", "users"):
        return refusal(401, "rest_user_cannot_view", "Maaf, Anda tidak diizinkan melihat daftar pengguna.")
    if not parts:
        return Reply(200, root(room))
    if len(parts) not in (3, 4) or parts[:2] != ("wp", "v2") or parts[2] not in COLLECTIONS:
        return refusal(404, "rest_no_route", NO_ROUTE)
    if options.bad_days:  # what is behind a password is told of by the API, without its words
        room = replace(room, posts=with_protected(room))
    try:
        if len(parts) == 4:
            return one(room, parts[2], parts[3], query)
        return COLLECTIONS[parts[2]](room, query)
    except BadParameterError as error:
        return refusal(400, "rest_invalid_param", f"Parameter tidak valid: {error}")


def with_protected(room: Newsroom) -> tuple[Post, ...]:
    locked = tuple(post for post in room.bad_posts if post.bad_day == PROTECTED)
    return tuple(sorted(room.posts + locked, key=lambda p: (p.published, p.id), reverse=True))


def refusal(status: int, code: str, message: str) -> Reply:
    return Reply(status, {"code": code, "message": message, "data": {"status": status}})


def root(room: Newsroom) -> dict[str, Any]:
    return {
        "name": room.name,
        "description": room.site["tagline"],
        "url": room.base,
        "home": room.base,
        "gmt_offset": "7",
        "timezone_string": "Asia/Jakarta",
        "namespaces": ["oembed/1.0", "wp/v2"],
        "authentication": [],
        "routes": {f"/wp/v2/{name}": {"namespace": "wp/v2", "methods": ["GET"]} for name in COLLECTIONS},
    }


def one(room: Newsroom, kind: str, number: str, query: Query) -> Reply:
    """The item of a collection with an id."""
    makers: dict[str, tuple[Iterable[Any], Callable[[Any], dict[str, Any]]]] = {
        "posts": (room.posts, lambda post: post_object(room, post, embed="_embed" in query)),
        "comments": (told(room), lambda comment: comment_object(room, comment)),
        "users": (room.authors, lambda author: user_object(room, author)),
        "categories": (room.categories, lambda term: term_object(room, term)),
        "tags": (room.tags, lambda term: term_object(room, term)),
    }
    items, make = makers.get(kind, ((), dict))
    found = next((item for item in items if str(item.id) == number), None)
    if found is None:
        return refusal(404, f"rest_{kind.removesuffix('s')}_invalid_id", "ID tidak valid.")
    return Reply(200, chosen(make(found), query))


def chosen(made: dict[str, Any], query: Query) -> dict[str, Any]:
    """The fields `_fields` names; all without it. "content.rendered" keeps all of `content`."""
    if not query.get("_fields"):
        return made
    names = {name.strip().partition(".")[0] for name in query["_fields"].split(",")}
    return {name: value for name, value in made.items() if name in names}


def told(room: Newsroom) -> list[Comment]:
    return [comment for comment in room.comments if comment.kind == "comment"]


def reply(found: Slice[Any], query: Query, make: Callable[[Any], dict[str, Any]]) -> Reply:
    return Reply(200, [chosen(make(item), query) for item in found.items], found.headers)


def posts(room: Newsroom, query: Query) -> Reply:
    keys = {
        "date": lambda p: (p.published, p.id),
        "modified": lambda p: (p.modified, p.id),
        "id": lambda p: p.id,
        "slug": lambda p: p.slug,
        "title": lambda p: p.title,
    }
    found = [post for post in room.posts if wanted_post(post, query)]
    page = slice_of(found, query, keys=keys, order="desc", orderby="date")
    if page.page > max(1, page.pages) and "offset" not in query:
        return refusal(400, "rest_post_invalid_page_number", PAST_THE_END)
    return reply(page, query, lambda post: post_object(room, post, embed="_embed" in query))


def comments(room: Newsroom, query: Query) -> Reply:
    keys = {"date_gmt": lambda c: (c.at, c.id), "date": lambda c: (c.at, c.id), "id": lambda c: c.id}
    found = [comment for comment in told(room) if wanted_comment(room, comment, query)]
    page = slice_of(found, query, keys=keys, order="desc", orderby="date_gmt")
    return reply(page, query, lambda comment: comment_object(room, comment))


def users(room: Newsroom, query: Query) -> Reply:
    keys = {"name": lambda a: a.name, "id": lambda a: a.id, "slug": lambda a: a.slug}
    writing = {post.author.id for post in room.posts}
    page = slice_of([a for a in room.authors if a.id in writing], query, keys=keys, order="asc", orderby="name")
    return reply(page, query, lambda author: user_object(room, author))


def terms(room: Newsroom, every: Sequence[Term], query: Query) -> Reply:
    keys: dict[str, Callable[[Term], Any]] = {
        "name": lambda t: t.name,
        "id": lambda t: t.id,
        "slug": lambda t: t.slug,
        "count": lambda t: (term_count(room, t), t.id),
    }
    wanted = {name: query[name].split(",") for name in ("include", "slug") if query.get(name)}
    found = [
        term
        for term in every
        if str(term.id) in wanted.get("include", [str(term.id)]) and term.slug in wanted.get("slug", [term.slug])
    ]
    page = slice_of(found, query, keys=keys, order="asc", orderby="name")
    return reply(page, query, lambda term: term_object(room, term))


def static_pages(room: Newsroom, query: Query) -> Reply:
    keys = {"date": lambda p: p.id, "id": lambda p: p.id}
    page = slice_of(STATIC_PAGES, query, keys=keys, order="desc", orderby="date")
    return reply(page, query, lambda p: page_object(room, p.id, p.slug, p.title, p.html))


def types(room: Newsroom, query: Query) -> Reply:
    rows: tuple[tuple[str, str, list[str]], ...] = (
        ("post", "posts", ["category", "post_tag"]),
        ("page", "pages", []),
        ("attachment", "media", []),
    )
    return Reply(200, {name: {"slug": name, "rest_base": base, "taxonomies": of} for name, base, of in rows})


COLLECTIONS: dict[str, Callable[[Newsroom, Query], Reply]] = {
    "posts": posts,
    "comments": comments,
    "users": users,
    "categories": lambda room, query: terms(room, room.categories, query),
    "tags": lambda room, query: terms(room, room.tags, query),
    "pages": static_pages,
    "types": types,
}
