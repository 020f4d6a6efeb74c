"""The page of one article, its later pages, its comment pages and its AMP form."""

import json

from tests.mocksite.comment_list import comment_area
from tests.mocksite.newsroom import Newsroom, Post, Term, gmt
from tests.mocksite.options import Options
from tests.mocksite.shell import document, moment_text, short_item, stamp, text


def single(
    room: Newsroom,
    options: Options,
    post: Post,
    *,
    page: int = 1,
    comment_page: int | None = None,
    reply_to: str = "",
    after_story: str = "",
) -> bytes:
    """A page of an article. after_story is put behind the article, for what themes and advertisers put there."""
    address = f"{room.base}{post.path}"
    if page > 1:
        address += f"{page}/"
    if comment_page:
        address += f"comment-page-{comment_page}/"
    main = "\n".join(
        [
            story(room, post, page),
            after_story,
            author_box(room, post),
            related(room, post),
            neighbours(room, post),
            comment_area(room, options, post, page=comment_page, reply_to=reply_to),
        ]
    )
    css = f"post-template-default single single-post postid-{post.id} single-format-standard wp-embed-responsive"
    robots = '<meta name="robots" content="noindex, follow">\n' if reply_to else ""
    return document(
        room,
        options,
        title=f"{post.title} – {room.name}",
        body_class=css,
        main=main,
        head=robots + head(room, options, post),
        canonical=address,
    )


def story(room: Newsroom, post: Post, page: int) -> str:
    terms = " ".join(f"category-{term.slug}" for term in post.categories)
    tags = " ".join(f"tag-{term.slug}" for term in post.tags)
    css = (
        f"post-{post.id} post type-post status-publish format-standard has-post-thumbnail hentry {terms} {tags}".strip()
    )
    first = post.categories[0]
    blocks = "\n".join(block.html for block in post.pages[page - 1])
    figure = (
        f'<figure class="post-thumbnail"><img width="960" height="540" src="{room.base}/wp-content/uploads/{post.image}.png" '
        'class="attachment-post-thumbnail wp-post-image" alt=""></figure>'
        if page == 1
        else ""
    )
    dek = f'<p class="entry-dek">{text(post.dek)}</p>\n' if post.dek and page == 1 else ""
    return f"""<article id="post-{post.id}" class="{css}">
<header class="entry-header">
<nav class="breadcrumb" aria-label="Remah roti"><a href="{room.base}/">Beranda</a> › <a href="{room.base}{first.path}">{text(first.name)}</a></nav>
<h1 class="entry-title">{text(post.title)}</h1>
{dek}<div class="entry-meta"><span class="penulis">{text(post.author.name)}</span> <span class="posted-on">{times(room, post)}</span></div>
<p class="byline">By <span class="author vcard"><a class="url fn n" href="{room.base}/author/{post.author.slug}/">{text(post.author.name)}</a></span></p>
{share_row(room, post)}
</header>
{figure}
<div class="entry-content">
{blocks}
{page_links(room, post, page)}
</div>
<footer class="entry-footer">
<span class="cat-links">Kategori: {term_links(room, post.categories, "category tag")}</span>
{f'<span class="tags-links">Tag: {term_links(room, post.tags, "tag")}</span>' if post.tags else ""}
</footer>
</article>"""


def times(room: Newsroom, post: Post) -> str:
    """When it was published and, if it was, last changed."""
    said = moment_text(post.published)
    if post.modified == post.published:
        inner = f'<time class="entry-date published updated" datetime="{stamp(post.published)}">{said}</time>'
    else:
        inner = (
            f'<time class="entry-date published" datetime="{stamp(post.published)}">{said}</time> '
            f'<time class="updated" datetime="{stamp(post.modified)}">Diperbarui {moment_text(post.modified)}</time>'
        )
    return f'<a href="{room.base}{post.path}" rel="bookmark">{inner}</a>'


def share_row(room: Newsroom, post: Post) -> str:
    address = f"{room.base}{post.path}"
    shares = (("Facebook", "https://www.facebook.com/sharer.php?u="), ("WhatsApp", "https://wa.me/?text="))
    items = "".join(f'<li><a rel="nofollow" href="{href}{address}">{name}</a></li>' for name, href in shares)
    copy = f'<li><a href="{address}?utm_source=salin&amp;utm_medium=tombol">Salin tautan</a></li>'
    return f'<div class="sharedaddy share-row"><h3 class="sd-title">Bagikan ini:</h3><ul>{items}{copy}</ul></div>'


def page_links(room: Newsroom, post: Post, page: int) -> str:
    if len(post.pages) == 1:
        return ""
    parts = []
    for number in range(1, len(post.pages) + 1):
        if number == page:
            parts.append(f'<span class="post-page-numbers current" aria-current="page">{number}</span>')
        else:
            tail = f"{number}/" if number > 1 else ""
            parts.append(f'<a href="{room.base}{post.path}{tail}" class="post-page-numbers">{number}</a>')
    return f'<div class="page-links">Halaman: {" ".join(parts)}</div>'


def term_links(room: Newsroom, terms: tuple[Term, ...], rel: str) -> str:
    return ", ".join(f'<a href="{room.base}{term.path}" rel="{rel}">{text(term.name)}</a>' for term in terms)


def author_box(room: Newsroom, post: Post) -> str:
    return (
        f'<div class="author-box"><h2 class="author-title">Tentang {text(post.author.name)}</h2><p class="author-bio">'
        f'{text(post.author.bio)} <a href="{room.base}/author/{post.author.slug}/">Lihat semua tulisan</a></p></div>'
    )


def related(room: Newsroom, post: Post) -> str:
    """Up to three older articles of the same section: newer ones would change a page whenever one appears."""
    section = {term.id for term in post.categories}
    older = [p for p in room.posts if (p.published, p.id) < (post.published, post.id)]
    near = [p for p in older if section & {term.id for term in p.categories}][:3]
    if not near:
        return ""
    items = "".join(short_item(room, p) for p in near)
    return f'<section class="related-posts"><h2>Berita Terkait</h2><ul>{items}</ul></section>'


def neighbours(room: Newsroom, post: Post) -> str:
    """The article before and the one after, as WordPress links them."""
    older = next((p for p in room.posts if (p.published, p.id) < (post.published, post.id)), None)
    newer = next((p for p in reversed(room.posts) if (p.published, p.id) > (post.published, post.id)), None)
    links = ""
    for name, label, other in (("previous", "Sebelumnya", older), ("next", "Berikutnya", newer)):
        if other:
            links += (
                f'<div class="nav-{name}"><a href="{room.base}{other.path}" rel="{name[:4]}"><span class="nav-subtitle">'
                f'{label}:</span> <span class="nav-title">{text(other.title)}</span></a></div>'
            )
    return f'<nav class="navigation post-navigation" aria-label="Pos"><div class="nav-links">{links}</div></nav>'


def head(room: Newsroom, options: Options, post: Post) -> str:
    """What an SEO plugin and the AMP plugin put into the head. Its instants are in UTC, unlike the page's own."""
    address = f"{room.base}{post.path}"
    always = f'<link rel="shortlink" href="{room.base}/?p={post.id}">\n<link rel="amphtml" href="{address}amp/">\n'
    if options.feeds:
        always += f'<link rel="alternate" type="application/rss+xml" title="Komentar" href="{address}feed/">\n'
    if not options.head:
        return always
    picture = f"{room.base}/wp-content/uploads/{post.image}.png"
    quoted = text(post.summary).replace('"', "&quot;")
    lines = [
        f'<meta name="description" content="{quoted}">',
        '<meta property="og:locale" content="id_ID">',
        '<meta property="og:type" content="article">',
        f'<meta property="og:title" content="{text(post.title).replace(chr(34), "&quot;")} &#8211; {room.name}">',
        f'<meta property="og:description" content="{quoted}">',
        f'<meta property="og:url" content="{address}">',
        f'<meta property="og:site_name" content="{room.name}">',
        f'<meta property="article:published_time" content="{stamp(gmt(post.published))}">',
        f'<meta property="article:modified_time" content="{stamp(gmt(post.modified))}">',
        f'<meta property="og:image" content="{picture}">',
        f'<meta name="author" content="{text(post.author.name)}">',
        f'<script type="application/ld+json" class="yoast-schema-graph">{graph(room, post, picture)}</script>',
    ]
    return always + "\n".join(lines) + "\n"


def graph(room: Newsroom, post: Post, picture: str) -> str:
    """The article's JSON-LD."""
    address = f"{room.base}{post.path}"
    site = {"@type": "WebSite", "@id": f"{room.base}/#website", "url": f"{room.base}/", "name": room.name}
    article = {
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "isPartOf": {"@id": address},
        "author": {"name": post.author.name, "@id": f"{room.base}/#/schema/person/{post.author.id}"},
        "headline": post.title,
        "datePublished": stamp(gmt(post.published)),
        "dateModified": stamp(gmt(post.modified)),
        "mainEntityOfPage": {"@id": address},
        "commentCount": len(post.comments),
        "image": {"@type": "ImageObject", "url": picture},
        "keywords": [term.name for term in post.tags],
        "articleSection": [term.name for term in post.categories],
        "inLanguage": "id",
    }
    nodes = {"@context": "https://schema.org", "@graph": [article, site]}
    return json.dumps(nodes, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def amp(room: Newsroom, post: Post) -> bytes:
    """The story without theme, canonical at the article."""
    blocks = "\n".join(block.html for page in post.pages for block in page).replace("<img ", "<amp-img ")
    return f"""<!doctype html>
<html amp lang="id">
<head><meta charset="utf-8"><title>{text(post.title)} &#8211; {room.name}</title>
<link rel="canonical" href="{room.base}{post.path}">
<meta name="viewport" content="width=device-width"><script async src="https://cdn.ampproject.org/v0.js"></script></head>
<body class="amp-mode-reader"><header class="amp-wp-header"><a href="{room.base}/">{room.name}</a></header>
<article class="amp-wp-article"><h1 class="amp-wp-title">{text(post.title)}</h1>
<div class="amp-wp-meta"><span class="amp-wp-author">{text(post.author.name)}</span>
<time datetime="{stamp(post.published)}">{moment_text(post.published)}</time></div>
<div class="amp-wp-article-content">{blocks}</div></article></body></html>
""".encode()
