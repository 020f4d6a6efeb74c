"""The pages of the bad days that are no stories, and the ways a story's page is spoiled."""

import hashlib
import re
import zlib
from functools import lru_cache
from html import unescape

from tests.mocksite.bad_day_list import BAD_DAYS, BROKEN_FEED, CHAIN_PATH, HUB, SESSIONS
from tests.mocksite.newsroom import Newsroom, Post
from tests.mocksite.options import Options
from tests.mocksite.shell import document, text

SESSION_ID = "9f86d081884c7d659a2feaa0c55ad015"
BOMB_MIB = 40
FLOOD_DEPTH = 95_000
FLOOD = '<div class="slot-iklan">' + "<div>" * FLOOD_DEPTH + "</div>" * FLOOD_DEPTH + "</div>"


def hub(room: Newsroom, options: Options) -> bytes:
    """The page that links every bad day."""
    stories = []
    for post in room.bad_posts:
        href = {"redirects": f"{CHAIN_PATH}1/", "session": f"{post.path}?sid={SESSION_ID}"}.get(post.bad_day, post.path)
        stories.append(
            f'<article class="post type-post hentry"><h2 class="entry-title"><a href="{room.base}{href}" rel="bookmark">'
            f'{text(post.title)}</a></h2><div class="entry-summary"><p>{text(post.summary)}</p></div></article>'
        )
    others = "".join(f'<li><a href="{room.base}{day.path}">{day.label}</a></li>' for day in BAD_DAYS if day.label)
    main = (
        '<header class="page-header"><h1 class="page-title">Hari Buruk</h1><p>Segala yang dapat salah pada sebuah situs '
        f'berita, dikumpulkan di satu halaman.</p></header><div class="post-list">{"".join(stories)}</div>'
        f'<h2>Tautan lain</h2><ul class="bad-links">{others}</ul>'
    )
    head = f'<link rel="alternate" type="application/rss+xml" title="Hari Buruk" href="{room.base}{BROKEN_FEED}">\n'
    title = f"Hari Buruk – {room.name}"
    css = "archive hari-buruk"
    return document(room, options, title=title, body_class=css, main=main, head=head, canonical=f"{room.base}{HUB}")


def password_form(room: Newsroom, options: Options, post: Post) -> bytes:
    main = f"""<article id="post-{post.id}" class="post-{post.id} post type-post status-publish post-password-required hentry">
<header class="entry-header"><h1 class="entry-title">Terproteksi: {text(post.title)}</h1></header>
<div class="entry-content"><form action="{room.base}/wp-login.php?action=postpass" class="post-password-form" method="post">
<p>Konten ini diproteksi dengan kata sandi. Untuk melihatnya silakan masukkan kata sandi Anda di bawah ini:</p>
<p><label for="pwbox-{post.id}">Sandi: <input name="post_password" id="pwbox-{post.id}" type="password"></label>
<input type="submit" name="Submit" value="Masuk"></p></form></div></article>"""
    css = f"post-template-default single single-post postid-{post.id}"
    title = f"Terproteksi: {post.title} – {room.name}"
    return document(room, options, title=title, body_class=css, main=main, canonical=f"{room.base}{post.path}")


def attachment(room: Newsroom, options: Options, path: str) -> bytes:
    main = f"""<article id="post-8801" class="post-8801 attachment type-attachment status-inherit hentry">
<header class="entry-header"><h1 class="entry-title">Foto: pasar apung</h1></header><div class="entry-content">
<p class="attachment"><a href="{room.base}/wp-content/uploads/2026/04/pasar-apung.png"><img
src="{room.base}/wp-content/uploads/2026/04/pasar-apung.png" alt="" width="300" height="169"></a></p></div></article>"""
    css = "attachment attachment-template-default attachmentid-8801 attachment-png single single-attachment"
    title = f"Foto: pasar apung – {room.name}"
    return document(room, options, title=title, body_class=css, main=main, canonical=f"{room.base}{path}")


def video(room: Newsroom, options: Options, path: str) -> bytes:
    main = """<article id="post-8802" class="post-8802 post type-post status-publish format-video hentry">
<header class="entry-header"><h1 class="entry-title">Video: panen raya</h1></header><div class="entry-content">
<figure class="wp-block-embed is-type-video"><iframe title="Panen raya" width="640" height="360"
src="https://video.example/embed/panen-raya"></iframe></figure></div></article>"""
    css = "post-template-default single single-post postid-8802 single-format-video"
    title = f"Video: panen raya – {room.name}"
    return document(room, options, title=title, body_class=css, main=main, canonical=f"{room.base}{path}")


def sessions(room: Newsroom, options: Options, target: str) -> bytes:
    """A page whose every link bears a session id never seen before."""
    sid = hashlib.md5(target.encode()).hexdigest()
    story = next((post for post in room.bad_posts if post.bad_day == "session"), None)
    links = [f"{SESSIONS}?sid={sid}", f"{SESSIONS}ruang/{sid}/"] + ([f"{story.path}?sid={sid}"] if story else [])
    items = "".join(f'<li><a href="{room.base}{href}">Lanjut dengan sesi {sid}</a></li>' for href in links)
    main = f'<h1 class="page-title">Ruang sesi</h1><ul>{items}</ul>'
    return document(room, options, title=f"Ruang sesi – {room.name}", body_class="page", main=main)


def challenge() -> bytes:
    return b"""<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta name="robots" content="noindex,nofollow"><meta http-equiv="refresh" content="390"></head>
<body class="no-js"><div class="main-wrapper" role="main"><div class="main-content"><h1 class="zone-name-title">127.0.0.1</h1>
<p id="challenge-error-text">Enable JavaScript and cookies to continue</p>
<p>127.0.0.1 needs to review the security of your connection before proceeding.</p></div></div></body></html>
"""


def secret(room: Newsroom, options: Options) -> bytes:
    main = (
        '<h1 class="entry-title">Dokumen redaksi</h1><div class="entry-content">'
        "<p>Perayap yang membaca kalimat ini tidak mematuhi robots.txt.</p></div>"
    )
    return document(room, options, title="Dokumen redaksi", body_class="single single-post", main=main)


def broken_feed(room: Newsroom) -> bytes:
    """RSS with a bare ampersand, a tag never closed, and no end."""
    first = room.posts[0]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Hari Buruk & Sejenisnya</title><link>{room.base}/hari-buruk/</link>
<item><title>{text(first.title)}</title><link>{room.base}{first.path}</link><description>Tanpa <b>penutup</description></item>
<item><title>Item yang terpo""".encode()


def pdf() -> bytes:
    """A one-page PDF."""
    words = b"BT /F1 24 Tf 72 720 Td (Laporan keuangan desa 2025) Tj ET"
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return bytes(made) + b"xref\n0 6\n0000000000 65535 f \n" + table + tail


@lru_cache(maxsize=1)
def gzip_bomb() -> bytes:
    """A gzip body of some 140 kB that decompresses to BOMB_MIB MiB of paragraphs."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    sentence = b"<p>Kabar ini mengembang lebih cepat daripada adonan donat di pasar pagi.</p>\n"
    piece = (sentence * (2**20 // len(sentence) + 1))[: 2**20]
    made = [squeeze.compress(b"<!DOCTYPE html><html><body><article><h1>Kabar yang mengembang</h1>")]
    made += [squeeze.compress(piece) for _ in range(BOMB_MIB)]
    return b"".join(made) + squeeze.flush()


def as_windows_1252(page: bytes) -> bytes:
    """The page in windows-1252, its declaration gone, its references turned into the characters themselves."""
    bare = page.decode().replace('<meta charset="UTF-8">\n', "")
    raw = re.sub(r"&#(?:821[1267]|822[01]);", lambda match: unescape(match[0]), bare)
    return raw.encode("cp1252", "xmlcharrefreplace")


def as_broken(page: bytes) -> bytes:
    """The page with tags left open, nested the wrong way round, closed without being opened, and no end."""
    head, start, rest = page.decode().partition('<div class="entry-content">')
    story, end, tail = rest.partition('<footer class="entry-footer">')
    story = story.replace("</p>", "").replace("</li>", "").replace("<p>", "<p><b><i></b></i>")
    story = story.replace("<ul>", "<ul class=daftar class='lagi'>").replace("<h2>", "</font></center><h2 align=left>")
    head = head.replace("</head>\n", "").replace('<html lang="id">', "<html lang=id>")
    return (head + start + story + end + tail).replace("</body>\n</html>\n", "").encode()


def with_nul(page: bytes) -> bytes:
    """The page with a NUL byte before every tenth paragraph's end and one in the title."""
    return page.replace(b"</p>", b"\0</p>").replace(b"<title>", b"<title>\0")
