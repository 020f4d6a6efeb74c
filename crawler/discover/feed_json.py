"""JSON Feed (1.0, 1.1) to entries."""

import re
from typing import Any

from crawler.discover.feed_entries import Entries, Entry
from crawler.discover.rest_json import inner, text_at

MAX_ENTRIES = 5_000
MAX_VALUES = 200


def entries_of_json(value: Any) -> Entries:
    """The feed in a JSON value; one of form "" if it is none."""
    if "jsonfeed.org" not in (text_at(value, "version") or "") and not isinstance(inner(value, "items"), list):
        return Entries()
    items = inner(value, "items")
    rows = [row for row in items if isinstance(row, dict)] if isinstance(items, list) else []
    return Entries(
        form="json",
        title=text_at(value, "title"),
        language=text_at(value, "language"),
        next=text_at(value, "next_url"),
        entries=tuple(_json_entry(row) for row in rows[:MAX_ENTRIES]),
    )


def _json_entry(row: dict[str, Any]) -> Entry:
    authors = inner(row, "authors") or [inner(row, "author")]
    people = (
        [(name, text_at(a, "url")) for a in authors[:MAX_VALUES] if (name := text_at(a, "name"))]
        if isinstance(authors, list)
        else []
    )
    tags = inner(row, "tags")
    text = text_at(row, "content_text")
    return Entry(
        link=text_at(row, "url") or text_at(row, "external_url"),
        guid=text_at(row, "id"),
        title=text_at(row, "title"),
        people=tuple(people),
        published=text_at(row, "date_published"),
        updated=text_at(row, "date_modified"),
        categories=tuple(t.strip() for t in tags[:MAX_VALUES] if isinstance(t, str) and t.strip())
        if isinstance(tags, list)
        else (),
        summary=text_at(row, "summary"),
        content=text_at(row, "content_html") or (_as_markup(text) if text else None),
        image=text_at(row, "image") or text_at(row, "banner_image"),
        names=(
            ("published", "date_published"),
            ("authors", "authors"),
            ("modified", "date_modified"),
            ("categories", "tags"),
        ),
    )


def _as_markup(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{part}</p>" for part in re.split(r"\n{2,}", escaped))
