"""Feeds of comments to threads: WordPress's, whose entries lead to `#comment-N`."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from crawler.discover.feed_entries import Entries, Entry
from crawler.discover.instant import rfc_822
from crawler.discover.label import label
from crawler.items import Comment, CommentKind, Thread
from crawler.urls import absolute, canonical

CommentReader = Callable[[str, str], tuple[str, ...]]

COMMENT_MARK = re.compile(r"#comment-([0-9]{1,19})$")
PASSWORD_FORM = re.compile(r"action=postpass|post-password-form")
QUOTED = re.compile(r"\[(?:…|\.\.\.)\].+\[(?:…|\.\.\.)\]", re.S)


def threads_of(found: Entries, url: str, comment_fragment: CommentReader | None) -> tuple[Thread, ...]:
    """The comments of a feed by article; those on stories with a password are left out."""
    threads: dict[str, tuple[str | None, list[Comment]]] = {}
    for entry in found.entries:
        number, address = comment_number(entry), absolute(entry.link or "", url)
        if number is None or address is None or PASSWORD_FORM.search(entry.content or entry.summary or ""):
            continue
        article_url = canonical(address)
        post = post_number(absolute(entry.guid or "", url) or "") or post_number(article_url)
        _, comments = threads.setdefault(article_url, (post, []))
        comments.append(_comment(entry, number, address, comment_fragment))
    return tuple(Thread(at, post, tuple(comments)) for at, (post, comments) in threads.items())


def comment_number(entry: Entry) -> str | None:
    """The site's own id of the comment an entry is; None if the entry is no comment."""
    for address in (entry.link, entry.guid):
        if match := COMMENT_MARK.search((address or "").strip()):
            return match[1]
    return None


def post_number(url: str) -> str | None:
    """The number of a post in WordPress's `?p=N`."""
    number = dict(parse_qsl(urlsplit(url).query)).get("p", "")
    return number if re.fullmatch(r"[0-9]{1,15}", number) else None


def _comment(entry: Entry, number: str, address: str, comment_fragment: CommentReader | None) -> Comment:
    markup = entry.content or entry.summary or ""
    name, page = entry.people[0] if entry.people else ("", None)
    parent = COMMENT_MARK.search(entry.reply_to[0] or entry.reply_to[1]) if entry.reply_to else None
    paragraphs = comment_fragment(markup, address) if comment_fragment else ()
    return Comment(
        source_id=number,
        parent_id=parent[1] if parent else None,
        depth=0 if entry.reply_to and not parent else None,
        author=label(name),
        author_url=absolute(page, address) if page else None,
        published_at=rfc_822(entry.published or entry.updated),
        paragraphs=paragraphs,
        permalink=f"{address}#comment-{number}",
        kind=_comment_kind(paragraphs),
        rule="feed",
    )


def _comment_kind(paragraphs: tuple[str, ...]) -> CommentKind:
    """WordPress quotes another site between "[…]" marks when it announces that it links here."""
    return CommentKind.PINGBACK if QUOTED.fullmatch(" ".join(paragraphs)) else CommentKind.COMMENT
