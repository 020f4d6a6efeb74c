"""From an address to a document: what the newspaper's server has at each path. Bad days are bad_days.py's."""

import re
from collections.abc import Mapping
from dataclasses import replace

from tests.mocksite.documents import Document, Edition, moved_to
from tests.mocksite.newsroom import EDITION
from tests.mocksite.page_routes import PAGE_ROUTES, search
from tests.mocksite.source_routes import SOURCE_ROUTES, comment_feed, feed, rest_by_parameter
from tests.mocksite.static_pages import not_found

# The front address with one of these is asked for something else; without an answer to that it is nothing.
ASKING = {"rest_route", "p", "feed", "s"}
ROUTES = tuple((re.compile(pattern), make) for pattern, make in SOURCE_ROUTES + PAGE_ROUTES)


def find(site: Edition, path: str, query: Mapping[str, str]) -> Document:
    """The document at a path; the theme's page of 404 where there is none."""
    if path in ("/", "/index.php"):
        found = by_parameter(site, query) if ASKING & query.keys() else by_path(site, "/", query)
    else:
        found = by_path(site, path, query)
    if found is None and not path.endswith("/") and by_path(site, f"{path}/", query):
        found = moved_to(f"{site.room.base}{path}/")
    return found or Document(not_found(site.room, site.options), status=404)


def by_path(site: Edition, path: str, query: Mapping[str, str]) -> Document | None:
    for pattern, make in ROUTES:
        match = pattern.fullmatch(path)
        found = make(site, query, *match.groups()) if match else None
        if found:
            return found
    return None


def by_parameter(site: Edition, query: Mapping[str, str]) -> Document | None:
    """What the front address is asked for without permalinks: ?p=, ?rest_route=, ?feed=, ?s=."""
    if "rest_route" in query:
        return rest_by_parameter(site, query)
    if "p" in query:
        post = site.room.by_id.get(int(query["p"])) if query["p"].isdigit() else None
        return moved_to(f"{site.room.base}{post.path}") if post else None
    if "feed" in query:
        return comment_feed(site, query) if query["feed"] == "comments-rss2" else feed(site, query, None)
    return search(site, query["s"])


def since(document: Document, before: Document | None) -> Document:
    """The document dated rightly, given what stood there the day before: what differs changed with the edition."""
    if before is None or document.changed is None:
        return document
    if document.body == before.body and before.changed:
        return replace(document, changed=before.changed)
    return replace(document, changed=EDITION[2])
