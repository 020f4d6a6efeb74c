"""The nouns of the house: what a visit brings, as frozen values.

`None` means "the source does not say", and only that. Which rule found a value is kept in
`Article.rules`; a field that is missing there was not said, whatever its default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from crawler.revisit import Pace


class ParagraphKind(StrEnum):
    """What a paragraph of a body is; `caption` is the one kind that is not part of the running text."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    PREFORMATTED = "preformatted"


class CommentKind(StrEnum):
    """WordPress's comment types: what a reader wrote, and what another site's software announced."""

    COMMENT = "comment"
    PINGBACK = "pingback"
    TRACKBACK = "trackback"


class Precision(StrEnum):
    """How exactly a source told an instant."""

    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class Target(StrEnum):
    """What a URL is asked for, which decides who reads the answer."""

    HOME = "home"
    PAGE = "page"
    COMMENTS = "comments"
    LISTING = "listing"
    SITEMAP = "sitemap"
    FEED = "feed"
    API = "api"


class Outcome(StrEnum):
    """What became of a URL. The account of a site: found = archived + excluded + failed + due."""

    ARCHIVED = "archived"
    EXCLUDED = "excluded"
    FAILED = "failed"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of clean text; cells of a `table_row` are joined by " | "."""

    kind: ParagraphKind
    text: str


@dataclass(frozen=True, slots=True)
class Image:
    """A lead picture: absolute URL, and its caption if the page prints one."""

    url: str
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """A name and what it did: "writer", "editor", "reporter", "photographer", "agency"."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader's comment, pingback or trackback, as the site shows it.

    source_id and parent_id are the site's own ids (WordPress: the number, as text). depth counts from 0
    for a comment on the article itself; None if the source does not show nesting. published_at is aware
    and keeps the site's own offset.
    """

    source_id: str | None
    parent_id: str | None
    depth: int | None
    author: str | None
    author_url: str | None
    published_at: datetime | None
    paragraphs: tuple[str, ...]
    permalink: str | None = None
    kind: CommentKind = CommentKind.COMMENT
    precision: Precision = Precision.SECOND
    rule: str = ""

    @property
    def text(self) -> str:
        """The paragraphs joined by a line break."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Thread:
    """Comments of one article, named by its URL or by the site's own id of it (or both)."""

    article_url: str | None
    article_id: str | None
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class ThreadWalk:
    """What a page says of an article's comments as a whole: how many there are, and all the pages they stand on
    (none: they stand on the article's own)."""

    article_url: str
    stated: int
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One story. `rules` names, for each field the source spoke of, the rule that found it.

    url is the canonical address, aliases the other addresses the source names for the same story.
    source_id is the site's own id (WordPress: the post's number, as text). Instants are aware and keep
    the site's own offset. access is "partial" where a paywall hides the rest. comment_count is the
    number the site itself states.
    """

    url: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    byline: str | None = None
    published_at: datetime | None = None
    published_precision: Precision = Precision.SECOND
    published_raw: str | None = None
    modified_at: datetime | None = None
    modified_precision: Precision = Precision.SECOND
    section: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    summary: str | None = None
    dek: str | None = None
    dateline: str | None = None
    origin: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    image: Image | None = None
    access: str = "full"
    source_id: str | None = None
    aliases: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    comment_count: int | None = None
    rules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def body(self) -> str:
        """The running text: every paragraph but captions, joined by a line break."""
        return "\n".join(p.text for p in self.paragraphs if p.kind != ParagraphKind.CAPTION)


@dataclass(frozen=True, slots=True)
class Link:
    """A URL a document names, what it is to be asked for, and what the document says of it.

    source says where it was found ("sitemap", "feed", "rest", "listing", "article", "robots", "seed").
    modified_at and published_at are what the document tells of the target; position counts from 1 on a
    listing; excluded names the rule by which it will not be visited; again: fetch it once more in this run
    even if it was fetched by an earlier one.
    """

    url: str
    target: Target
    source: str
    text: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    position: int | None = None
    excluded: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer in a WARC file: its record's name, the file, the offset, the digest of its body as sent."""

    id: str
    file: str
    offset: int
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One answer, or its absence, and all it brought: one item, one transaction.

    url is the address asked for, final_url where redirects ended. status is None if no answer came.
    reason says why an outcome is not `archived`. due_at is when to look again, if that is certain; else, with a
    pace, the store decides by what the visit brought; with neither, the page is not looked at again by itself.
    not_modified: the server answered 304 or sent the very bytes we know.
    walks are what pages say of threads as wholes. gone names articles, by URL, that a complete source no longer lists; removed_comments comments, by the
    site's own id, likewise. cursors are what a source leaves
    for the next run (None forgets one). ephemeral: the URL is a question, not a document, and takes no part
    in the account; purpose says which (see `Ask`). queue_pages: pages of articles that came without one are to be
    fetched. answers: where what was read stands in WARC files, the first page of a story first. run_began: of a visit
    out of a WARC file, when the run that made it began; None: it is this run's.
    """

    url: str
    site: str
    target: Target
    at: datetime
    outcome: Outcome
    status: int | None = None
    reason: str | None = None
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_bytes: int | None = None
    body_sha256: str | None = None
    not_modified: bool = False
    due_at: datetime | None = None
    pace: Pace | None = None
    articles: tuple[Article, ...] = ()
    threads: tuple[Thread, ...] = ()
    links: tuple[Link, ...] = ()
    walks: tuple[ThreadWalk, ...] = ()
    gone: tuple[str, ...] = ()
    removed_comments: tuple[str, ...] = ()
    cursors: tuple[tuple[str, str | None], ...] = ()
    ephemeral: bool = False
    purpose: str = ""
    queue_pages: bool = True
    answers: tuple[Kept, ...] = ()
    run_began: datetime | None = None
