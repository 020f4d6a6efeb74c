"""The addresses of what programs read: robots.txt, sitemaps, feeds, the REST API; each can be switched off."""

from collections.abc import Callable, Mapping

from tests.mocksite import feeds, rest, sitemaps
from tests.mocksite.documents import RSS, Document, Edition, moved_to

XML = "text/xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"
EXPOSED = (("Access-Control-Expose-Headers", "X-WP-Total, X-WP-TotalPages, Link"),)
OTHER_NAMES = ("/sitemap.xml", "/wp-sitemap.xml")
Query = Mapping[str, str]


def robots(site: Edition, query: Query) -> Document:
    if site.options.robots_status != 200:
        return Document(b"", "text/plain", site.options.robots_status)
    return Document(sitemaps.robots_txt(site.room, site.options), "text/plain; charset=UTF-8")


def rest_by_path(site: Edition, query: Query, route: str | None) -> Document | None:
    return None if site.options.rest in ("off", "route") else rest_reply(site, query, route or "/")


def rest_by_parameter(site: Edition, query: Query) -> Document | None:
    return None if site.options.rest == "off" else rest_reply(site, query, query["rest_route"])


def rest_reply(site: Edition, query: Query, route: str) -> Document:
    reply = rest.answer(site.room, site.options, route, query)
    return Document(reply.body, JSON, reply.status, headers=reply.headers + EXPOSED)


def sitemap(site: Edition, query: Query, path: str) -> Document | None:
    if not site.options.sitemap:
        return None
    if path in OTHER_NAMES:
        return moved_to(f"{site.room.base}/sitemap_index.xml")
    kind = "application/x-gzip" if path.endswith(".gz") else XML
    return site.source(sitemaps.sitemap(site.room, site.options, path), kind)


def feed(site: Edition, query: Query, form: str | None) -> Document | None:
    """The feed of posts; `?paged=N` leads to older ones, `?orderby=modified` brings what was last edited first."""
    room = site.room
    if not site.options.feeds:
        return None
    posts = room.posts
    if query.get("orderby") == "modified" and site.options.feed_by_modified:
        posts = tuple(sorted(posts, key=lambda post: (post.modified, post.id), reverse=True))
    if form == "atom":
        return site.source(feeds.atom(room, posts), "application/atom+xml; charset=UTF-8")
    if form == "json":
        return site.source(feeds.json_feed(room, posts), "application/feed+json; charset=UTF-8")
    paged = query.get("paged", "1")
    page = int(paged) if paged.isdigit() and int(paged) else 1
    return site.source(feeds.rss(room, posts, title=room.name, path="/feed/", page=page), RSS)


def category_feed(site: Edition, query: Query, path: str) -> Document | None:
    room = site.room
    term = room.term(path.rpartition("/")[2], "category")
    if term is None or not site.options.feeds:
        return None
    title = f"{term.name} – {room.name}"
    return site.source(feeds.rss(room, room.within(term), title=title, path=f"{term.path}feed/"), RSS)


def comment_feed(site: Edition, query: Query) -> Document | None:
    room = site.room
    if not site.options.feeds:
        return None
    title = f"Komentar di {room.name}"
    return site.source(feeds.comment_feed(room, room.comments, title=title, path="/comments/feed/"), RSS)


def article_feed(site: Edition, query: Query, slug: str) -> Document | None:
    """The comments of one article."""
    post = site.room.by_slug.get(slug)
    if post is None or not site.options.feeds:
        return None
    newest = tuple(reversed(post.comments))
    title = f"Komentar pada {post.title}"
    return site.source(feeds.comment_feed(site.room, newest, title=title, path=f"{post.path}feed/"), RSS)


SOURCE_ROUTES: tuple[tuple[str, Callable[..., Document | None]], ...] = (
    (r"/robots\.txt", robots),
    (r"/wp-json(/.*)?", rest_by_path),
    (r"(/[\w-]*sitemap[\w-]*\.xml(?:\.gz)?)", sitemap),
    (r"/feed/(?:(atom|json|rss2)/)?", feed),
    (r"/comments/feed/", comment_feed),
    (r"/category/([\w/-]+?)/feed/", category_feed),
    (r"/([\w-]+)/feed/", article_feed),
)
