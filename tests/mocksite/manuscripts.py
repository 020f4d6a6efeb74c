"""Reading the paper from articles/*.toml, comments.toml, staff.toml, and second_day.toml with its corrections."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.mocksite.markup import Setting, pages
from tests.mocksite.newsroom import WIB, Author, Comment, Newsroom, Post, Term

HERE = Path(__file__).parent


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
