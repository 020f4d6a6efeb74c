"""What the newspaper published up to a day: authors, sections, articles and comments, read from the TOML files here.

Day 1 is the site as first crawled. On day 2 three articles are new, two were edited, one moved, one was
removed, and five comments are new. Every date is fixed, so the same day gives the same bytes.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.mocksite.markup import Block, Setting, pages

HERE = Path(__file__).parent
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
        ids = {term.id} | {child.id for child in self.categories if term.taxonomy == "category" and child.parent == term.id}
        return tuple(p for p in self.posts if ids & {t.id for t in p.categories + p.tags if t.taxonomy == term.taxonomy})

    def term(self, slug: str, taxonomy: str) -> Term | None:
        terms = self.categories if taxonomy == "category" else self.tags
        return next((term for term in terms if term.slug == slug), None)

    def months(self) -> tuple[tuple[int, int], ...]:
        """(year, month) of every month with a post, newest first."""
        return tuple(sorted({(p.published.year, p.published.month) for p in self.posts}, reverse=True))


def slug_of(name: str) -> str:
    """A tag's slug: "Kopi Gayo" is kopi-gayo."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def newsroom(base: str, day: int = 1, *, bad_days: bool = True) -> Newsroom:
    """The paper as of `day`, its links made for a site at `base` (no trailing slash), with or without bad days."""
    staff = read(HERE / "staff.toml")
    files = [read(path) for path in sorted((HERE / "articles").glob("*.toml"))]
    drafts = [draft for file in files for draft in file.get("article", []) if draft.get("day", 1) <= day]
    tomorrow = read(HERE / "second_day.toml") if day > 1 else {}
    drafts = [filled(draft, drafts) for draft in drafts]
    # Links in a text keep the address and title they were written with.
    setting = Setting(base, {draft["slug"]: draft["title"] for draft in drafts})
    drafts = [corrected(draft, tomorrow) for draft in drafts if draft["slug"] not in tomorrow.get("removed", [])]
    authors = tuple(Author(**author) for author in staff["author"])
    categories = category_terms(staff["category"])
    tags = tag_terms(drafts)
    comments = read_comments(day, tomorrow.get("moved", {}))
    lookup = ({author.slug: author for author in authors}, {t.slug: t for t in categories}, {t.name: t for t in tags})
    posts = [post(draft, setting, lookup, comments) for draft in drafts]
    posts.sort(key=lambda p: (p.published, p.id), reverse=True)
    return Newsroom(
        base=base,
        day=day,
        site=staff["site"],
        authors=authors,
        categories=categories,
        tags=tags,
        posts=tuple(p for p in posts if not p.bad_day),
        bad_posts=tuple(p for p in posts if p.bad_day and bad_days),
        moved=tomorrow.get("moved", {}),
        removed=tuple(tomorrow.get("removed", [])),
    )


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def filled(draft: dict[str, Any], drafts: list[dict[str, Any]]) -> dict[str, Any]:
    """The draft; of an exact copy with the words of what it copies, yet its own picture, number and date."""
    first = next((each for each in drafts if each["slug"] == draft.get("copy_of")), {})
    return {key: value for key, value in first.items() if key != "modified"} | draft


def corrected(draft: dict[str, Any], tomorrow: dict[str, Any]) -> dict[str, Any]:
    """The draft after the second day's edits and moves; a correction that changes nothing is a mistake."""
    draft = dict(draft)
    for edit in tomorrow.get("edit", []):
        if edit["slug"] != draft["slug"]:
            continue
        for old, new in edit.get("replace", []):
            if old not in draft["body"]:
                raise ValueError(f"{draft['slug']}: the text to correct is not there: {old!r}")
            draft["body"] = draft["body"].replace(old, new)
        draft |= {key: edit[key] for key in ("title", "modified", "summary") if key in edit}
    draft["slug"] = tomorrow.get("moved", {}).get(draft["slug"], draft["slug"])
    return draft


def category_terms(rows: Iterable[dict[str, Any]]) -> tuple[Term, ...]:
    rows = list(rows)
    slugs = {row["id"]: row["slug"] for row in rows}
    terms = []
    for row in rows:
        above = f"{slugs[row['parent']]}/" if "parent" in row else ""
        terms.append(Term(taxonomy="category", path=f"/category/{above}{row['slug']}/", **row))
    return tuple(terms)


def tag_terms(drafts: Iterable[dict[str, Any]]) -> tuple[Term, ...]:
    """Tags in alphabetical order of the names that occur. A tag's number comes from the article that first bore it,
    so that later articles change no number."""
    terms: dict[str, Term] = {}
    for draft in sorted(drafts, key=lambda d: d["id"]):
        for place, name in enumerate(draft.get("tags", [])):
            slug = slug_of(name)
            terms.setdefault(name, Term(draft["id"] * 10 + place, slug, name, "post_tag", f"/tag/{slug}/"))
    return tuple(sorted(terms.values(), key=lambda term: term.name))


def read_comments(day: int, moved: dict[str, str]) -> dict[str, tuple[Comment, ...]]:
    """Comments by the slug of their article, oldest first."""
    by_slug: dict[str, list[Comment]] = {}
    for row in read(HERE / "comments.toml")["comments"]:
        if row.get("day", 1) > day:
            continue
        slug = moved.get(row["on"], row["on"])
        comment = Comment(
            id=row["id"],
            slug=slug,
            parent=row.get("to", 0),
            author=row["by"],
            author_url=row.get("url", ""),
            at=row["at"].replace(tzinfo=WIB),
            paragraphs=tuple(row["text"].split("\n\n")),
            kind=row.get("kind", "comment"),
        )
        by_slug.setdefault(slug, []).append(comment)
    return {slug: tuple(sorted(found, key=lambda c: (c.at, c.id))) for slug, found in by_slug.items()}


def post(draft: dict[str, Any], setting: Setting, lookup: tuple[Any, Any, Any], comments: dict[str, Any]) -> Post:
    authors, categories, tags = lookup
    return Post(
        id=draft["id"],
        slug=draft["slug"],
        title=draft["title"],
        author=authors[draft["author"]],
        published=draft["at"],
        modified=draft.get("modified", draft["at"]),
        categories=tuple(sorted((categories[slug] for slug in draft["categories"]), key=lambda term: term.name)),
        tags=tuple(sorted((tags[name] for name in draft.get("tags", [])), key=lambda term: term.name)),
        summary=draft["summary"],
        dek=draft.get("dek", ""),
        image=draft.get("image", f"{draft['at']:%Y/%m}/{draft['slug'][:40].strip('-')}"),
        pages=pages(draft["body"], setting),
        comments=comments.get(draft["slug"], ()),
        bad_day=draft.get("bad_day", ""),
        copy_of=draft.get("copy_of", ""),
        near_copy_of=draft.get("near_copy_of", ""),
    )


def gmt(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
