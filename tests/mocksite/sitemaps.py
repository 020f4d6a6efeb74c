"""The sitemap index and what it names, as an SEO plugin makes them; robots.txt."""

import gzip
from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape

from tests.mocksite.bad_day_list import listed_paths
from tests.mocksite.newsroom import Newsroom, Post, gmt
from tests.mocksite.options import Options
from tests.mocksite.shell import stamp

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS_SPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
# Posts in the first post sitemap, the oldest; the newer ones are in a second one, compressed. So new posts move none from
# one to the other, as with WordPress.
FIRST_SITEMAP = 40
NEWS_WINDOW = timedelta(days=2)
STATIC_SINCE = "2025-08-17T02:00:00+00:00"


def robots_txt(room: Newsroom, options: Options) -> bytes:
    lines = ["User-agent: *", "Disallow: /wp-admin/", "Disallow: /rahasia/", "Allow: /wp-admin/admin-ajax.php"]
    if options.crawl_delay is not None:
        lines.append(f"Crawl-delay: {options.crawl_delay:g}")
    if options.sitemap:
        lines += ["", f"Sitemap: {room.base}/sitemap_index.xml", f"Sitemap: {room.base}/news-sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


def sitemap(room: Newsroom, options: Options, path: str) -> bytes | None:
    """The sitemap at `path`; None if there is none."""
    if path == "/sitemap_index.xml":
        return index(room, with_bad_days=options.bad_days)
    if path == "/post-sitemap.xml":
        return posts(oldest_first(room)[:FIRST_SITEMAP], room)
    if path == "/post-sitemap2.xml.gz":
        return gzip.compress(posts(oldest_first(room)[FIRST_SITEMAP:], room), mtime=0)
    if path == "/page-sitemap.xml":
        return urlset((f"{room.base}{page}", STATIC_SINCE) for page in ("/", "/tentang-kami/", "/pedoman-media-siber/"))
    if path == "/category-sitemap.xml":
        rows = ((term, room.within(term)) for term in room.categories)
        return urlset((f"{room.base}{term.path}", utc(max(p.modified for p in found))) for term, found in rows if found)
    if path == "/news-sitemap.xml":
        return news(room)
    if path == "/hari-buruk-sitemap.xml" and options.bad_days:
        return urlset((f"{room.base}{bad}", "") for bad in listed_paths(room))
    return None


def index(room: Newsroom, *, with_bad_days: bool) -> bytes:
    every = oldest_first(room)
    older, newer = (utc(max(post.modified for post in part)) for part in (every[:FIRST_SITEMAP], every[FIRST_SITEMAP:]))
    rows = [("post-sitemap.xml", older), ("post-sitemap2.xml.gz", newer), ("page-sitemap.xml", STATIC_SINCE)]
    rows.append(("category-sitemap.xml", max(older, newer)))
    if with_bad_days:
        rows.append(("hari-buruk-sitemap.xml", STATIC_SINCE))
    inner = "".join(f"<sitemap><loc>{room.base}/{n}</loc><lastmod>{at}</lastmod></sitemap>\n" for n, at in rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {SPACE}>\n{inner}</sitemapindex>\n'.encode()


def oldest_first(room: Newsroom) -> tuple[Post, ...]:
    return tuple(sorted(room.posts, key=lambda post: post.id))


def posts(shown: Iterable[Post], room: Newsroom) -> bytes:
    return urlset((f"{room.base}{post.path}", utc(post.modified)) for post in shown)


def urlset(rows: Iterable[tuple[str, str]]) -> bytes:
    inner = "".join(
        f"<url><loc>{escape(url)}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</url>\n" for url, at in rows
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {SPACE}>\n{inner}</urlset>\n'.encode()


def news(room: Newsroom) -> bytes:
    """The posts of the last two days before the edition was complete."""
    recent = (post for post in room.posts if post.published > room.last_change - NEWS_WINDOW)
    inner = "".join(
        f"<url><loc>{room.base}{post.path}</loc><news:news><news:publication><news:name>{room.name}</news:name>"
        f"<news:language>id</news:language></news:publication><news:publication_date>{stamp(post.published)}"
        f"</news:publication_date><news:title>{escape(post.title)}</news:title></news:news></url>\n"
        for post in recent
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}<urlset {SPACE} {NEWS_SPACE}>\n{inner}</urlset>\n".encode()


def utc(moment: datetime) -> str:
    return stamp(gmt(moment))
