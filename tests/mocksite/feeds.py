"""RSS 2.0, Atom, JSON Feed, and the RSS of comments, as WordPress prints them: the newest ten, instants in UTC."""

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from tests.mocksite.comment_list import content, permalink
from tests.mocksite.newsroom import Comment, Newsroom, Post, gmt
from tests.mocksite.shell import stamp, text

FEED_ITEMS = 10
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)


def rss(room: Newsroom, posts: Sequence[Post], *, title: str, path: str, page: int = 1) -> bytes | None:
    """RSS of posts; None past the last page of `?paged=`."""
    shown = posts[(page - 1) * FEED_ITEMS : page * FEED_ITEMS]
    if page > 1 and not shown:
        return None
    items = "\n".join(rss_item(room, post) for post in shown)
    return channel(room, title, path, max((p.modified for p in shown), default=room.last_change), items)


def channel(room: Newsroom, title: str, path: str, built: datetime, items: str) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {SPACES}>
<channel>
<title>{escape(title)}</title>
<atom:link href="{room.base}{path}" rel="self" type="application/rss+xml" />
<link>{room.base}/</link>
<description>{escape(room.site["tagline"])}</description>
<lastBuildDate>{format_datetime(gmt(built))}</lastBuildDate>
<language>id</language>
<sy:updatePeriod>hourly</sy:updatePeriod>
<generator>https://wordpress.org/?v=6.7.2</generator>
{items}
</channel>
</rss>
""".encode()


def rss_item(room: Newsroom, post: Post) -> str:
    address = f"{room.base}{post.path}"
    names = "".join(f"<category><![CDATA[{term.name}]]></category>" for term in post.categories + post.tags)
    count = len(post.comments)
    return f"""<item>
<title>{text(post.title)}</title>
<link>{address}</link>
<comments>{address}#{"comments" if count else "respond"}</comments>
<dc:creator><![CDATA[{post.author.name}]]></dc:creator>
<pubDate>{format_datetime(gmt(post.published))}</pubDate>
{names}
<guid isPermaLink="false">{room.base}/?p={post.id}</guid>
<description><![CDATA[<p>{text(post.summary)}</p>]]></description>
<content:encoded><![CDATA[{body(post)}]]></content:encoded>
<wfw:commentRss>{address}feed/</wfw:commentRss>
<slash:comments>{count}</slash:comments>
</item>"""


def body(post: Post) -> str:
    """The story as feeds and the REST API carry it: all pages, divided by WordPress's own mark."""
    return "\n<!--nextpage-->\n".join("\n".join(block.html for block in page) for page in post.pages)


def atom(room: Newsroom, posts: Sequence[Post]) -> bytes:
    entries = "\n".join(atom_entry(room, post) for post in posts[:FEED_ITEMS])
    updated = utc(max(post.modified for post in posts))
    return f"""<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id">
<title type="text">{escape(room.name)}</title>
<subtitle type="text">{escape(room.site["tagline"])}</subtitle>
<updated>{updated}</updated>
<link rel="alternate" type="text/html" href="{room.base}/" />
<id>{room.base}/feed/atom/</id>
<link rel="self" type="application/atom+xml" href="{room.base}/feed/atom/" />
{entries}
</feed>
""".encode()


def atom_entry(room: Newsroom, post: Post) -> str:
    address = f"{room.base}{post.path}"
    return f"""<entry>
<author><name>{escape(post.author.name)}</name></author>
<title type="html"><![CDATA[{text(post.title)}]]></title>
<link rel="alternate" type="text/html" href="{address}" />
<id>{room.base}/?p={post.id}</id>
<updated>{utc(post.modified)}</updated>
<published>{utc(post.published)}</published>
<summary type="html"><![CDATA[{text(post.summary)}]]></summary>
<content type="html" xml:base="{address}"><![CDATA[{body(post)}]]></content>
</entry>"""


def json_feed(room: Newsroom, posts: Sequence[Post]) -> bytes:
    items = [
        {
            "id": f"{room.base}/?p={post.id}",
            "url": f"{room.base}{post.path}",
            "title": post.title,
            "content_html": body(post),
            "summary": post.summary,
            "date_published": stamp(post.published),
            "date_modified": stamp(post.modified),
            "authors": [{"name": post.author.name, "url": f"{room.base}/author/{post.author.slug}/"}],
            "image": f"{room.base}/wp-content/uploads/{post.image}.png",
            "tags": [term.name for term in post.categories + post.tags],
        }
        for post in posts[:FEED_ITEMS]
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": room.name,
        "home_page_url": f"{room.base}/",
        "feed_url": f"{room.base}/feed/json/",
        "language": "id",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False).encode()


def comment_feed(room: Newsroom, comments: Sequence[Comment], *, title: str, path: str) -> bytes:
    """RSS of comments, newest first; pingbacks are among them."""
    shown = comments[:FEED_ITEMS]
    items = "\n".join(comment_item(room, comment) for comment in shown)
    return channel(room, title, path, max((c.at for c in shown), default=room.last_change), items)


def comment_item(room: Newsroom, comment: Comment) -> str:
    post = room.by_slug[comment.slug]
    words = content(comment)
    return f"""<item>
<title>Komentar pada {text(post.title)} oleh {escape(comment.author)}</title>
<link>{permalink(room, post, comment)}</link>
<dc:creator><![CDATA[{comment.author}]]></dc:creator>
<pubDate>{format_datetime(gmt(comment.at))}</pubDate>
<guid isPermaLink="false">{room.base}/?p={post.id}#comment-{comment.id}</guid>
<description>{escape(" ".join(comment.paragraphs), quote=False)}</description>
<content:encoded><![CDATA[{words}]]></content:encoded>
</item>"""


def utc(moment: datetime) -> str:
    return f"{gmt(moment):%Y-%m-%dT%H:%M:%SZ}"
