"""Posts, comments, users and terms as the JSON objects of WordPress's REST API."""

from datetime import datetime
from typing import Any

from tests.mocksite.comment_list import content, permalink
from tests.mocksite.feeds import body
from tests.mocksite.newsroom import PROTECTED, Author, Comment, Newsroom, Post, Term, gmt
from tests.mocksite.shell import text


def post_object(room: Newsroom, post: Post, *, embed: bool) -> dict[str, Any]:
    address = f"{room.base}{post.path}"
    locked = post.bad_day == PROTECTED
    made = {
        "id": post.id,
        "date": local(post.published),
        "date_gmt": local(gmt(post.published)),
        "guid": {"rendered": f"{room.base}/?p={post.id}"},
        "modified": local(post.modified),
        "modified_gmt": local(gmt(post.modified)),
        "slug": post.slug,
        "status": "publish",
        "type": "post",
        "link": address,
        "title": {"rendered": text(post.title)},
        "content": {"rendered": "" if locked else body(post) + "\n", "protected": locked},
        "excerpt": {"rendered": "" if locked else f"<p>{text(post.summary)}</p>\n", "protected": locked},
        "author": post.author.id,
        "featured_media": post.id + 5000,
        "comment_status": "open",
        "ping_status": "open",
        "sticky": False,
        "template": "",
        "format": "standard",
        "meta": {"footnotes": ""},
        "categories": [term.id for term in post.categories],
        "tags": [term.id for term in post.tags],
        "_links": {
            "self": [{"href": f"{room.base}/wp-json/wp/v2/posts/{post.id}"}],
            "replies": [{"embeddable": True, "href": f"{room.base}/wp-json/wp/v2/comments?post={post.id}"}],
        },
    }
    return made | {"_embedded": embedded(room, post)} if embed else made


def embedded(room: Newsroom, post: Post) -> dict[str, Any]:
    picture = f"{room.base}/wp-content/uploads/{post.image}.png"
    made: dict[str, Any] = {
        "author": [user_object(room, post.author)],
        "wp:featuredmedia": [
            {"id": post.id + 5000, "media_type": "image", "source_url": picture, "caption": {"rendered": ""}}
        ],
        "wp:term": [[term_object(room, t) for t in post.categories], [term_object(room, t) for t in post.tags]],
    }
    replies = [comment_object(room, comment) for comment in post.comments if comment.kind == "comment"]
    return made | {"replies": [replies]} if replies else made


def comment_object(room: Newsroom, comment: Comment) -> dict[str, Any]:
    post = room.by_slug[comment.slug]
    return {
        "id": comment.id,
        "post": post.id,
        "parent": comment.parent,
        "author": 0,
        "author_name": comment.author,
        "author_url": comment.author_url,
        "date": local(comment.at),
        "date_gmt": local(gmt(comment.at)),
        "content": {"rendered": content(comment) + "\n"},
        "link": permalink(room, post, comment),
        "status": "approved",
        "type": "comment",
        "author_avatar_urls": {"96": f"{room.base}/wp-content/uploads/avatar-{comment.id % 7}.png"},
        "meta": [],
        "_links": {"up": [{"embeddable": True, "href": f"{room.base}/wp-json/wp/v2/posts/{post.id}"}]},
    }


def user_object(room: Newsroom, author: Author) -> dict[str, Any]:
    return {
        "id": author.id,
        "name": author.name,
        "url": "",
        "description": author.bio,
        "link": f"{room.base}/author/{author.slug}/",
        "slug": author.slug,
        "avatar_urls": {"96": f"{room.base}/wp-content/uploads/avatar-{author.id % 7}.png"},
        "meta": [],
    }


def term_object(room: Newsroom, term: Term) -> dict[str, Any]:
    made = {
        "id": term.id,
        "count": term_count(room, term),
        "description": term.about,
        "link": f"{room.base}{term.path}",
        "name": text(term.name).replace("&amp;", "&#038;"),
        "slug": term.slug,
        "taxonomy": term.taxonomy,
        "meta": [],
    }
    return made | {"parent": term.parent} if term.taxonomy == "category" else made


def page_object(room: Newsroom, number: int, slug: str, title: str, html: str) -> dict[str, Any]:
    """A static page, published with the site."""
    return {
        "id": number,
        "date": "2025-08-17T09:00:00",
        "date_gmt": "2025-08-17T02:00:00",
        "modified": "2025-08-17T09:00:00",
        "modified_gmt": "2025-08-17T02:00:00",
        "slug": slug,
        "status": "publish",
        "type": "page",
        "link": f"{room.base}/{slug}/",
        "title": {"rendered": text(title)},
        "content": {"rendered": html, "protected": False},
        "author": 2,
        "parent": 0,
        "meta": [],
    }


def term_count(room: Newsroom, term: Term) -> int:
    """How many posts bear the term itself; a parent's count leaves its children's posts out."""
    return sum(term in post.categories + post.tags for post in room.posts)


def local(moment: datetime) -> str:
    """An instant without its offset, as the API writes it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}"
