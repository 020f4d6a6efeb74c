"""Listings: the front page, sections, tags, authors, months, search; ten articles a page, newest first."""

from collections.abc import Sequence

from tests.mocksite.newsroom import POSTS_PER_PAGE, Newsroom, Post
from tests.mocksite.options import Options
from tests.mocksite.shell import document, moment_text, stamp, text


def listing(
    room: Newsroom,
    options: Options,
    posts: Sequence[Post],
    *,
    path: str,
    heading: str,
    body_class: str,
    about: str = "",
    page: int = 1,
    feed: str | None = None,
) -> bytes | None:
    """Page `page` of a listing at `path`; None past its end. heading "" is the front page."""
    last = max(1, -(-len(posts) // POSTS_PER_PAGE))
    if page > last or page < 1:
        return None
    shown = posts[(page - 1) * POSTS_PER_PAGE : page * POSTS_PER_PAGE]
    top = (
        f'<header class="page-header"><h1 class="page-title">{text(heading)}</h1><p>{text(about)}</p></header>'
        if heading
        else ""
    )
    cards = "\n".join(card(room, post) for post in shown)
    paged = f"paged paged-{page} " if page > 1 else ""
    last_shown = last if options.listings else 1
    title = f"{heading or room.name} – {room.name if heading else room.site['tagline']}"
    links = (
        f'<link rel="alternate" type="application/rss+xml" href="{room.base}{feed}">\n'
        if feed and options.feeds
        else ""
    )
    return document(
        room,
        options,
        title=title if page == 1 else f"{heading or room.name} – Laman {page} – {room.name}",
        body_class=f"{body_class} {paged}hfeed wp-embed-responsive",
        main=f'{top}\n<div class="post-list">{cards}</div>\n{pager(room, path, page, last_shown)}',
        head=links,
        canonical=f"{room.base}{path}" + (f"page/{page}/" if page > 1 else ""),
    )


def card(room: Newsroom, post: Post) -> str:
    """An article as listings show it: picture, title, when, by whom, the summary."""
    href = f"{room.base}{post.path}"
    first = post.categories[0]
    count = len(post.comments)
    return f"""<article id="post-{post.id}" class="post-{post.id} post type-post status-publish format-standard hentry">
<a class="post-thumbnail" href="{href}" aria-hidden="true" tabindex="-1"><img src="{room.base}/wp-content/uploads/{post.image}.png" alt="" width="320" height="180" loading="lazy"></a>
<div class="card-text">
<p class="card-section"><a href="{room.base}{first.path}" rel="category tag">{text(first.name)}</a></p>
<h2 class="entry-title"><a href="{href}" rel="bookmark">{text(post.title)}</a></h2>
<div class="entry-meta"><time class="entry-date published" datetime="{stamp(post.published)}">{moment_text(post.published)}</time> · <span class="author vcard"><a class="url fn n" href="{room.base}/author/{post.author.slug}/">{text(post.author.name)}</a></span> · <span class="comments-link"><a href="{href}#{"comments" if count else "respond"}">{count or "Belum ada"} komentar</a></span></div>
<div class="entry-summary"><p>{text(post.summary)} <a class="more-link" href="{href}">Selengkapnya</a></p></div>
</div>
</article>"""


def pager(room: Newsroom, path: str, page: int, last: int) -> str:
    """Neighbours, first and last, as `the_posts_pagination` prints them."""
    if last == 1:
        return ""

    def link(number: int, css: str, label: str) -> str:
        href = f"{room.base}{path}" + (f"page/{number}/" if number > 1 else "")
        return f'<a class="{css}" href="{href}">{label}</a>'

    parts = [link(page - 1, "prev page-numbers", "Sebelumnya")] if page > 1 else []
    before = 0
    for number in sorted({1, last, *range(max(1, page - 1), min(last, page + 1) + 1)}):
        if number - before > 1:
            parts.append('<span class="page-numbers dots">&hellip;</span>')
        current = f'<span aria-current="page" class="page-numbers current">{number}</span>'
        parts.append(current if number == page else link(number, "page-numbers", str(number)))
        before = number
    if page < last:
        parts.append(link(page + 1, "next page-numbers", "Berikutnya"))
    return (
        '<nav class="navigation pagination" aria-label="Paginasi pos"><h2 class="screen-reader-text">Paginasi pos</h2>'
        f'<div class="nav-links">{" ".join(parts)}</div></nav>'
    )
