"""What the newspaper published up to a day, as values: authors, sections, articles, comments. manuscripts.py reads them.

Day 1 is the site as first crawled. On day 2 three articles are new, two were edited, one moved, one was
removed, and five comments are new. Every date is fixed, so the same day gives the same bytes.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property

from tests.mocksite.markup import Block

WIB = timezone(timedelta(hours=7))
# When each day's edition was complete; nothing on the site is younger.
EDITION = {1: datetime(2026, 10, 29, 20, 0, tzinfo=WIB), 2: datetime(2026, 10, 30, 20, 0, tzinfo=WIB)}
POSTS_PER_PAGE = 10
COMMENTS_PER_PAGE = 10
# The `bad_day` of a post behind a password, the one bad day the REST API knows of too.
PROTECTED = "password"


@dataclass(frozen=True, slots=True)
class Author:
    id: int
    slug: str
    name: str
    bio: str


@dataclass(frozen=True, slots=True)
class Term:
    """A category or a tag; `path` is where its listing stands."""

    id: int
    slug: str
    name: str
    taxonomy: str
    path: str
    parent: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; parent 0 is the article itself. Paragraphs are plain text, "\\n" a line break inside one."""

    id: int
    slug: str
    parent: int
    author: str
    author_url: str
    at: datetime
    paragraphs: tuple[str, ...]
    kind: str = "comment"


@dataclass(frozen=True, slots=True)
class Post:
    """One article. `pages` holds its blocks, page by page; `bad_day` names what goes wrong at its address."""

    id: int
    slug: str
    title: str
    author: Author
    published: datetime
    modified: datetime
    categories: tuple[Term, ...]
    tags: tuple[Term, ...]
    summary: str
    dek: str
    image: str
    pages: tuple[tuple[Block, ...], ...]
    comments: tuple[Comment, ...] = ()
    bad_day: str = ""
    copy_of: str = ""
    near_copy_of: str = ""

    @property
    def path(self) -> str:
        return f"/{self.slug}/"

    @property
    def paragraphs(self) -> tuple[tuple[str, str], ...]:
        return tuple(found for page in self.pages for block in page for found in block.paragraphs)

    @property
    def last_word(self) -> datetime:
        """When the article or its comments last changed."""
        return max([self.modified, *(comment.at for comment in self.comments)])


@dataclass(frozen=True)
class Newsroom:
    """The paper as of one day; posts newest first, comments in each post oldest first."""

    base: str
    day: int
    site: dict[str, str]
    authors: tuple[Author, ...]
    categories: tuple[Term, ...]
    tags: tuple[Term, ...]
    posts: tuple[Post, ...]
    bad_posts: tuple[Post, ...]
    moved: dict[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.site["name"]

    @cached_property
    def by_slug(self) -> dict[str, Post]:
        return {post.slug: post for post in self.posts + self.bad_posts}

    @cached_property
    def by_id(self) -> dict[int, Post]:
        return {post.id: post for post in self.posts + self.bad_posts}

    @cached_property
    def bad_by_path(self) -> dict[str, Post]:
        return {post.path: post for post in self.bad_posts}

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """Every comment on the site, newest first."""
        every = (comment for post in self.posts for comment in post.comments)
        return tuple(sorted(every, key=lambda comment: (comment.at, comment.id), reverse=True))

    @property
    def last_change(self) -> datetime:
        return EDITION[self.day]

    def within(self, term: Term) -> tuple[Post, ...]:
        """The posts of a term, those of a category's children included, as WordPress lists them."""
        ids = {term.id} | {
            child.id for child in self.categories if term.taxonomy == "category" and child.parent == term.id
        }
        return tuple(
            p for p in self.posts if ids & {t.id for t in p.categories + p.tags if t.taxonomy == term.taxonomy}
        )

    def term(self, slug: str, taxonomy: str) -> Term | None:
        terms = self.categories if taxonomy == "category" else self.tags
        return next((term for term in terms if term.slug == slug), None)

    def months(self) -> tuple[tuple[int, int], ...]:
        """(year, month) of every month with a post, newest first."""
        return tuple(sorted({(p.published.year, p.published.month) for p in self.posts}, reverse=True))


def gmt(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
