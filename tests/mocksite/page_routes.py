"""The addresses of pages for readers: articles in all their forms, listings, static pages, the theme's files."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.mocksite.comment_list import page_count
from tests.mocksite.documents import Document, Edition, moved_to
from tests.mocksite.listing import listing
from tests.mocksite.newsroom import PROTECTED, Post
from tests.mocksite.pictures import landscape
from tests.mocksite.shell import MONTHS
from tests.mocksite.single import amp, single
from tests.mocksite.static_pages import login, static_page

STYLE = Path(__file__).with_name("style.css")
FEATURED = 3
Query = Mapping[str, str]


def front(site: Edition, query: Query, page: str | None) -> Document | None:
    """The front page; with listings off three articles and no further pages."""
    room, options = site.room, site.options
    if not options.listings and page:
        return None
    posts = room.posts if options.listings else room.posts[:FEATURED]
    body = listing(
        room, options, posts, path="/", heading="", body_class="home blog", page=int(page or 1), feed="/feed/"
    )
    return site.page(body)


def category(site: Edition, query: Query, path: str, page: str | None) -> Document | None:
    room = site.room
    term = room.term(path.rpartition("/")[2], "category")
    if term is None or not site.options.listings:
        return None
    if term.path != f"/category/{path}/":
        return moved_to(f"{room.base}{term.path}")
    body = listing(
        room,
        site.options,
        room.within(term),
        path=term.path,
        heading=term.name,
        body_class=f"archive category category-{term.slug} category-{term.id}",
        about=term.about,
        page=int(page or 1),
        feed=f"{term.path}feed/",
    )
    return site.page(body)


def tag(site: Edition, query: Query, slug: str, page: str | None) -> Document | None:
    room = site.room
    term = room.term(slug, "post_tag")
    if term is None or not site.options.listings:
        return None
    css = f"archive tag tag-{slug} tag-{term.id}"
    body = listing(
        room,
        site.options,
        room.within(term),
        path=term.path,
        heading=f"Tag: {term.name}",
        body_class=css,
        page=int(page or 1),
    )
    return site.page(body)


def author(site: Edition, query: Query, slug: str, page: str | None) -> Document | None:
    room = site.room
    who = next((each for each in room.authors if each.slug == slug), None)
    if who is None or not site.options.listings:
        return None
    body = listing(
        room,
        site.options,
        tuple(post for post in room.posts if post.author == who),
        path=f"/author/{slug}/",
        heading=f"Penulis: {who.name}",
        body_class=f"archive author author-{slug} author-{who.id}",
        about=who.bio,
        page=int(page or 1),
    )
    return site.page(body)


def dated(site: Edition, query: Query, year: str, month: str | None, page: str | None) -> Document | None:
    """The posts of a year or a month."""
    chosen = tuple(
        post
        for post in site.room.posts
        if post.published.year == int(year) and (month is None or post.published.month == int(month))
    )
    if not chosen or not site.options.listings:
        return None
    body = listing(
        site.room,
        site.options,
        chosen,
        path=f"/{year}/{month}/" if month else f"/{year}/",
        heading=f"Arsip: {MONTHS[int(month) - 1]} {year}" if month else f"Arsip: {year}",
        body_class="archive date",
        page=int(page or 1),
    )
    return site.page(body)


def search(site: Edition, words: str) -> Document | None:
    found = tuple(post for post in site.room.posts if words and words.lower() in (post.title + post.summary).lower())
    body = listing(
        site.room,
        site.options,
        found,
        path="/",
        heading=f"Hasil pencarian untuk: {words}",
        body_class="search search-results",
    )
    return site.page(body)


def of(site: Edition, slug: str, make: Callable[[Post], bytes | None]) -> Document | None:
    """A document made of the article with a slug; where it moved to, or that it is gone."""
    room = site.room
    if slug in room.moved:
        return moved_to(f"{room.base}/{room.moved[slug]}/")
    if slug in room.removed:
        return Document(b"<h1>Gone</h1><p>Halaman ini sudah dihapus.</p>", status=410)
    post = room.by_slug.get(slug)
    if post is None or post.bad_day == PROTECTED:
        return None
    return site.page(make(post), post.last_word)


def article(site: Edition, query: Query, slug: str) -> Document | None:
    reply_to = query.get("replytocom", "")
    found = of(site, slug, lambda post: single(site.room, site.options, post, reply_to=reply_to))
    return found or site.page(static_page(site.room, site.options, slug))


def later_page(site: Edition, query: Query, slug: str, number: str) -> Document | None:
    """/slug/2/; /slug/1/ and pages past the end lead back to the article, as in WordPress."""
    post = site.room.by_slug.get(slug)
    if post and not 1 < int(number) <= len(post.pages):
        return moved_to(f"{site.room.base}{post.path}")
    return of(site, slug, lambda post: single(site.room, site.options, post, page=int(number)))


def comment_page(site: Edition, query: Query, slug: str, number: str) -> Document | None:
    post = site.room.by_slug.get(slug)
    if post and not 1 <= int(number) <= page_count(post):
        return None
    return of(site, slug, lambda post: single(site.room, site.options, post, comment_page=int(number)))


def mobile_form(site: Edition, query: Query, slug: str) -> Document | None:
    return of(site, slug, lambda post: amp(site.room, post))


def upload(site: Edition, query: Query, name: str) -> Document:
    return Document(landscape(name), "image/png", changed=None)


def style(site: Edition, query: Query) -> Document:
    return Document(STYLE.read_bytes(), "text/css; charset=UTF-8")


def log_in(site: Edition, query: Query) -> Document:
    return Document(login(site.room))


def admin(site: Edition, query: Query) -> Document:
    return moved_to(f"{site.room.base}/wp-login.php?reauth=1", 302)


PAGE_ROUTES: tuple[tuple[str, Callable[..., Document | None]], ...] = (
    (r"/wp-content/uploads/(.+)\.png", upload),
    (r"/wp-content/themes/lembayung/style\.css", style),
    (r"/wp-login\.php", log_in),
    (r"/wp-admin/.*", admin),
    (r"/(?:page/(\d+)/)?", front),
    (r"/category/([\w/-]+?)/(?:page/(\d+)/)?", category),
    (r"/tag/([\w-]+)/(?:page/(\d+)/)?", tag),
    (r"/author/([\w-]+)/(?:page/(\d+)/)?", author),
    (r"/(20\d\d)/(?:(0[1-9]|1[0-2])/)?(?:page/(\d+)/)?", dated),
    (r"/([\w-]+)/", article),
    (r"/([\w-]+)/(\d+)/", later_page),
    (r"/([\w-]+)/comment-page-(\d+)/", comment_page),
    (r"/([\w-]+)/amp/", mobile_form),
)
