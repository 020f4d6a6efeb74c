"""The comments below an article as a classic theme prints them: threads, pages of threads, the form."""

from tests.mocksite.newsroom import COMMENTS_PER_PAGE, Comment, Newsroom, Post
from tests.mocksite.options import Options
from tests.mocksite.shell import MONTHS, stamp, text


def threads(post: Post) -> tuple[Comment, ...]:
    """The comments on the article itself, oldest first."""
    return tuple(comment for comment in post.comments if not comment.parent)


def page_count(post: Post) -> int:
    """How many pages the comments fill; 1 when they are not divided. WordPress counts threads, not comments."""
    return max(1, -(-len(threads(post)) // COMMENTS_PER_PAGE))


def page_of(post: Post, comment: Comment) -> int:
    """The page a comment stands on, counted from 1 for the oldest."""
    by_id = {each.id: each for each in post.comments}
    while comment.parent:
        comment = by_id[comment.parent]
    return threads(post).index(comment) // COMMENTS_PER_PAGE + 1


def permalink(room: Newsroom, post: Post, comment: Comment) -> str:
    page = f"comment-page-{page_of(post, comment)}/" if page_count(post) > 1 else ""
    return f"{room.base}{post.path}{page}#comment-{comment.id}"


def comment_area(room: Newsroom, options: Options, post: Post, *, page: int | None, reply_to: str = "") -> str:
    """The whole area; page None is what the article's own address shows."""
    last = page_count(post)
    shown = page or (last if options.comments_page == "newest" else 1)
    parts = ['<div id="comments" class="comments-area">']
    if post.comments:
        count = len(post.comments)
        parts.append(f'<h2 class="comments-title">{count} tanggapan untuk &#8220;{text(post.title)}&#8221;</h2>')
        parts.append(navigation(room, post, shown, last))
        first = (shown - 1) * COMMENTS_PER_PAGE
        here = threads(post)[first : first + COMMENTS_PER_PAGE]
        parts.append('<ol class="comment-list">')
        parts += (one(room, post, comment, 1) for comment in here)
        parts.append("</ol>")
        parts.append(navigation(room, post, shown, last))
    parts.append(form(room, post, reply_to))
    parts.append("</div>")
    return "\n".join(parts)


def navigation(room: Newsroom, post: Post, shown: int, last: int) -> str:
    """Links to the neighbouring pages only, as classic themes print them."""
    if last == 1:
        return ""
    links = ""
    for number, name, label in (
        (shown - 1, "previous", "Komentar lebih lama"),
        (shown + 1, "next", "Komentar lebih baru"),
    ):
        if 1 <= number <= last:
            href = f"{room.base}{post.path}comment-page-{number}/#comments"
            links += f'<div class="nav-{name}"><a href="{href}">{label}</a></div>'
    return (
        '<nav class="navigation comment-navigation" aria-label="Komentar"><h2 class="screen-reader-text">Navigasi komentar'
        f'</h2><div class="nav-links">{links}</div></nav>'
    )


def one(room: Newsroom, post: Post, comment: Comment, depth: int) -> str:
    """A comment with its replies."""
    if comment.kind == "pingback":
        link = f'<a href="{comment.author_url}" class="url" rel="ugc external nofollow">{text(comment.author)}</a>'
        css = f"pingback even thread-even depth-{depth}"
        return f'<li id="comment-{comment.id}" class="{css}"><div class="comment-body">Ping-balik: {link}</div></li>'
    replies = [reply for reply in post.comments if reply.parent == comment.id]
    inner = "".join(one(room, post, reply, depth + 1) for reply in replies)
    children = f'<ol class="children">{inner}</ol><!-- .children -->' if inner else ""
    css = f"comment {'even' if comment.id % 2 else 'odd alt'} depth-{depth}{' parent' if inner else ''}"
    when = comment.at
    said = f"{when.day} {MONTHS[when.month - 1]} {when.year} pukul {when:%H.%M}"
    reply_link = (
        f'<div class="reply"><a rel="nofollow" class="comment-reply-link" href="{room.base}{post.path}?replytocom='
        f'{comment.id}#respond" aria-label="Balas {text(comment.author)}">Balas</a></div>'
    )
    return f"""<li id="comment-{comment.id}" class="{css}">
<article id="div-comment-{comment.id}" class="comment-body">
<footer class="comment-meta">
<div class="comment-author vcard"><img alt="" src="{room.base}/wp-content/uploads/avatar-{comment.id % 7}.png" class="avatar avatar-32 photo" height="32" width="32"> <b class="fn">{author(comment)}</b> <span class="says">berkata:</span></div>
<div class="comment-metadata"><a href="{permalink(room, post, comment)}"><time datetime="{stamp(when)}">{said}</time></a></div>
</footer>
<div class="comment-content">
{content(comment)}
</div>
{reply_link if depth < 5 else ""}
</article>{children}
</li>"""


def author(comment: Comment) -> str:
    name = text(comment.author)
    if not comment.author_url:
        return name
    return f'<a href="{comment.author_url}" class="url" rel="ugc external nofollow">{name}</a>'


def content(comment: Comment) -> str:
    """The words of a comment as HTML."""
    return "\n".join(f"<p>{text(part)}</p>".replace("\n", "<br />\n") for part in comment.paragraphs)


def form(room: Newsroom, post: Post, reply_to: str) -> str:
    """The form below the comments; reply_to is the `replytocom` of the address."""
    target = next((c for c in post.comments if str(c.id) == reply_to), None)
    heading = f"Balas ke {text(target.author)}" if target else "Tinggalkan Balasan"
    return f"""<div id="respond" class="comment-respond">
<h3 id="reply-title" class="comment-reply-title">{heading} <small><a rel="nofollow" id="cancel-comment-reply-link" href="{post.path}#respond" style="display:none;">Batalkan balasan</a></small></h3>
<form action="{room.base}/wp-comments-post.php" method="post" id="commentform" class="comment-form">
<p class="comment-notes"><span id="email-notes">Alamat email Anda tidak akan dipublikasikan.</span> <span class="required-field-message">Ruas yang wajib ditandai <span class="required">*</span></span></p>
<p class="comment-form-comment"><label for="comment">Komentar <span class="required">*</span></label> <textarea id="comment" name="comment" cols="45" rows="6" required></textarea></p>
<p class="comment-form-author"><label for="author">Nama <span class="required">*</span></label> <input id="author" name="author" type="text" required></p>
<p class="comment-form-email"><label for="email">Email <span class="required">*</span></label> <input id="email" name="email" type="email" required></p>
<p class="comment-form-url"><label for="url">Situs Web</label> <input id="url" name="url" type="url"></p>
<p class="form-submit"><input name="submit" type="submit" id="submit" class="submit" value="Kirim Komentar"> <input type="hidden" name="comment_post_ID" value="{post.id}"></p>
</form>
</div>"""
