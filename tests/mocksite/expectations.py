"""What must become of every address of the site, and the exported record of every article.

`MockSite.expected()` gives a dict by path (with query, where the address has one). Outcomes are the words of the archive's
account: archived, excluded, failed, due. Where several are right, the preferred comes first. Of a pingback the pages print
only name and address; with feeds off nothing tells its date, text and permalink, and the record has none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.mocksite.bad_day_list import BAD_DAYS, CHAIN_PATH, HUB, STORY_DAYS
from tests.mocksite.comment_list import page_count, permalink
from tests.mocksite.documents import Edition
from tests.mocksite.newsroom import POSTS_PER_PAGE, Comment, Newsroom, Post
from tests.mocksite.shell import stamp
from tests.mocksite.static_pages import STATIC_PAGES

SITEMAPS = (
    "/sitemap_index.xml",
    "/post-sitemap.xml",
    "/post-sitemap2.xml.gz",
    "/page-sitemap.xml",
    "/category-sitemap.xml",
    "/news-sitemap.xml",
)
FEEDS = ("/feed/", "/feed/atom/", "/feed/json/", "/comments/feed/")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must become of one address.

    kind            article, alias, listing, source, page (no article), bad_day or gone
    record          of an archived article, in the export's keys; addresses absolute, comments by (published_at, id)
    alias_of        the path of the article this is another address of
    near_copy_of    the path of an earlier article with nearly the same words
    prefix          the expectation holds for all addresses that begin so
    most_requests   how many requests a whole crawl may spend on it; 0: it must not be asked for
    """

    path: str
    outcomes: tuple[str, ...]
    reason: str
    kind: str
    record: dict[str, Any] | None = None
    alias_of: str | None = None
    near_copy_of: str | None = None
    prefix: bool = False
    most_requests: int | None = None

    @property
    def outcome(self) -> str:
        return self.outcomes[0]


def expected(site: Edition) -> dict[str, Expectation]:
    """Every address of an edition; the endless ones by prefix."""
    parts = (
        articles(site),
        aliases(site.room),
        listings(site),
        pages(),
        sources(site),
        bad_days(site),
        yesterday(site.room),
    )
    table: dict[str, Expectation] = {}
    for part in parts:
        table |= {each.path: each for each in part}
    return table


def expectation_for(table: Mapping[str, Expectation], target: str) -> Expectation | None:
    """The expectation an address falls under: its own, that of its path without query, or the longest prefix."""
    path = target.partition("?")[0]
    exact = table.get(target) or table.get(path)
    if exact:
        return exact
    prefixes = (each for each in table.values() if each.prefix and path.startswith(each.path))
    return max(prefixes, key=lambda each: len(each.path), default=None)


def articles(site: Edition) -> Iterator[Expectation]:
    room = site.room
    slugs = {post.slug: post.path for post in room.posts}
    for post in room.posts:
        near = slugs.get(post.near_copy_of)
        yield Expectation(post.path, ("archived",), "an article", "article", record(site, post), near_copy_of=near)


def record(site: Edition, post: Post) -> dict[str, Any]:
    """The article as an export must tell it, apart from what only the archive knows (seen-at times, revision, hash)."""
    room, base = site.room, site.room.base
    first = room.by_slug.get(post.copy_of)
    body = "\n".join(text for kind, text in post.paragraphs if kind != "caption")
    # Without SEO head the summary stands in the REST API, the feeds and the listings alone.
    return {
        "url": f"{base}{post.path}",
        "site": base.removeprefix("http://"),
        "title": post.title,
        "authors": [post.author.name],
        "byline": f"By {post.author.name}",
        "published_at": stamp(post.published),
        "modified_at": stamp(post.modified),
        "section": post.categories[0].name,
        "categories": [term.name for term in post.categories],
        "tags": [term.name for term in post.tags],
        "language": "id",
        "summary": post.summary,
        "dek": post.dek or None,
        "body": body,
        "paragraphs": [{"kind": kind, "text": text} for kind, text in post.paragraphs],
        "image": f"{base}/wp-content/uploads/{post.image}.png",
        "comments": comment_records(site, post),
        "comment_count": len(post.comments),
        "duplicate_of": f"{base}{first.path}" if first else None,
    }


def comment_records(site: Edition, post: Post) -> list[dict[str, Any]]:
    """The comments by (published_at, id), those without an instant first."""
    records = [comment_record(site, post, comment) for comment in post.comments]
    return sorted(records, key=lambda record: (record["published_at"] or "", record["id"]))


def comment_record(site: Edition, post: Post, comment: Comment) -> dict[str, Any]:
    told = comment.kind == "comment" or site.options.feeds
    return {
        "id": comment.id,
        "parent_id": comment.parent or None,
        "author": comment.author,
        "author_url": comment.author_url or None,
        "published_at": stamp(comment.at) if told else None,
        "text": "\n".join(comment.paragraphs) if told else "",
        "url": permalink(site.room, post, comment) if told else None,
        "kind": comment.kind,
    }


def aliases(room: Newsroom) -> Iterator[Expectation]:
    for post in room.posts:
        paths = [f"/?p={post.id}", f"{post.path}amp/", f"{post.path}?utm_source=salin&utm_medium=tombol"]
        paths += [f"{post.path}{number}/" for number in range(2, len(post.pages) + 1)]
        if page_count(post) > 1:
            paths += [f"{post.path}comment-page-{number}/" for number in range(1, page_count(post) + 1)]
        paths += [f"{post.path}?replytocom={comment.id}" for comment in post.comments if comment.kind == "comment"]
        for path in paths:
            yield Expectation(
                path, ("archived", "excluded"), "another address of an article", "alias", alias_of=post.path
            )


def listings(site: Edition) -> Iterator[Expectation]:
    room = site.room
    found: list[tuple[str, int]] = [("/", len(room.posts) if site.options.listings else 1)]
    if site.options.listings:
        found += [(term.path, len(room.within(term))) for term in room.categories + room.tags]
        found += [(f"/author/{a.slug}/", sum(p.author == a for p in room.posts)) for a in room.authors]
        for year, month in room.months():
            count = sum((p.published.year, p.published.month) == (year, month) for p in room.posts)
            found.append((f"/{year}/{month:02}/", count))
        for year in sorted({year for year, _ in room.months()}):
            found.append((f"/{year}/", sum(p.published.year == year for p in room.posts)))
    for path, count in found:
        for page in range(1, max(1, -(-count // POSTS_PER_PAGE)) + 1):
            address = path if page == 1 else f"{path}page/{page}/"
            yield Expectation(address, ("excluded",), "a listing", "listing")


def pages() -> Iterator[Expectation]:
    for page in STATIC_PAGES:
        yield Expectation(f"/{page.slug}/", ("excluded",), "a static page", "page")
    yield Expectation("/wp-login.php", ("excluded",), "the login page", "page")


def sources(site: Edition) -> Iterator[Expectation]:
    options, room = site.options, site.room
    paths = ["/robots.txt"]
    if options.sitemap:
        paths += [*SITEMAPS, *(["/hari-buruk-sitemap.xml"] if options.bad_days else [])]
    if options.feeds:
        paths += [*FEEDS, *(f"{term.path}feed/" for term in room.categories), *(f"{p.path}feed/" for p in room.posts)]
    for path in paths:
        yield Expectation(path, ("excluded",), "a source, not a story", "source")
    if options.rest not in ("off", "route"):
        yield Expectation("/wp-json/", ("excluded",), "the REST API", "source", prefix=True)


def bad_days(site: Edition) -> Iterator[Expectation]:
    if not site.options.bad_days:
        return
    yield Expectation(HUB, ("excluded",), "a listing of the bad days", "listing")
    for post in site.room.bad_posts:
        day = STORY_DAYS[post.bad_day]
        kept = record(site, post) if day.outcomes == ("archived",) else None
        yield Expectation(post.path, day.outcomes, day.reason, "article" if kept else "bad_day", kept)
        if post.bad_day == "redirects":
            reason = "a redirect on the way to a story"
            yield Expectation(CHAIN_PATH, ("archived", "excluded"), reason, "alias", alias_of=post.path, prefix=True)
    for bad in BAD_DAYS:
        yield Expectation(
            bad.path, bad.outcomes, bad.reason, "bad_day", prefix=bad.prefix, most_requests=bad.most_requests
        )


def yesterday(room: Newsroom) -> Iterator[Expectation]:
    """Addresses of the first day that lead elsewhere or nowhere on the second."""
    for old, new in room.moved.items():
        yield Expectation(f"/{old}/", ("archived", "excluded"), "moved, 301", "alias", alias_of=f"/{new}/")
    for slug in room.removed:
        outcomes = ("archived", "excluded", "failed")
        yield Expectation(f"/{slug}/", outcomes, "removed, 410: what an earlier crawl archived stays", "gone")
