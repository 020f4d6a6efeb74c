"""Comments of a WordPress REST API (`wp/v2/comments`) as threads, and the short lists of ids.

The API shows strangers ordinary comments only: pingbacks and trackbacks are on the pages alone.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler.discover.instant import local_and_gmt, w3c
from crawler.discover.label import label
from crawler.discover.rest_json import Row, header_number, id_at, inner, rows_of, text_at
from crawler.discover.rest_posts import NO_HEADERS, RULE, ApiPage
from crawler.items import Comment, CommentKind, Thread
from crawler.urls import absolute, canonical

# (markup, base URL) to the comment's paragraphs: `extract` has it, and may not be imported here.
CommentReader = Callable[[str, str], tuple[str, ...]]

KINDS = {"pingback": CommentKind.PINGBACK, "trackback": CommentKind.TRACKBACK}
APPROVED = (None, "approved", "approve", "1")


def read_comments(
    body: bytes, url: str, *, comment_fragment: CommentReader, headers: Mapping[str, str] = NO_HEADERS
) -> ApiPage:
    """The comments of one answer, by article in order of appearance."""
    rows, error = rows_of(body)
    threads: dict[str, tuple[str | None, list[Comment]]] = {}
    for row in rows:
        post, number = id_at(row, "post"), id_at(row, "id")
        if post is None or number is None or inner(row, "status") not in APPROVED:
            continue
        address = absolute(text_at(row, "link") or "", url)
        _, comments = threads.setdefault(post, (canonical(address) if address else None, []))
        comments.append(_comment(row, number, address or url, comment_fragment))
    return ApiPage(
        threads=tuple(Thread(at, post, tuple(comments)) for post, (at, comments) in threads.items()),
        total=header_number(headers, "X-WP-Total"),
        total_pages=header_number(headers, "X-WP-TotalPages"),
        error=error,
    )


def _comment(row: Row, number: str, base: str, comment_fragment: CommentReader) -> Comment:
    parent = id_at(row, "parent")
    link = text_at(row, "link") or ""
    address = absolute(link, base)
    mark = urlsplit(link).fragment if address else ""
    return Comment(
        source_id=number,
        parent_id=parent,
        depth=0 if parent is None else None,
        author=label(text_at(row, "author_name")),
        author_url=absolute(text_at(row, "author_url") or "", base) if text_at(row, "author_url") else None,
        published_at=local_and_gmt(text_at(row, "date"), text_at(row, "date_gmt")),
        paragraphs=comment_fragment(text_at(row, "content", "rendered") or "", base),
        permalink=(f"{address}#{mark}" if mark else address) if address else None,
        kind=KINDS.get(text_at(row, "type") or "", CommentKind.COMMENT),
        rule=RULE,
    )


def read_ids(body: bytes, url: str = "") -> tuple[tuple[str, str, datetime], ...]:
    """(id, address, modified) of each row of a short list; comments, which keep no such time, tell their date."""
    found = []
    for row in rows_of(body)[0]:
        number, address = id_at(row, "id"), absolute(text_at(row, "link") or "", url)
        instant = w3c(text_at(row, "modified_gmt") or text_at(row, "date_gmt"))
        if number and address and instant:
            found.append((number, canonical(address), instant.astimezone(UTC)))
    return tuple(found)
