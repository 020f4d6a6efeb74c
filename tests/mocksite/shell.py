"""The theme's frame around every page: head, masthead, menu, sidebar, footer; dates as the paper prints them."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from tests.mocksite.newsroom import Newsroom, Post
from tests.mocksite.options import Options

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember").split()
POPULAR = (104, 111, 117, 125, 137)
MENU = ("news-page", "nusantara", "ekonomi", "dunia", "pendidikan", "lingkungan", "olahraga", "gaya-hidup", "iptek")


def day_text(moment: datetime) -> str:
    """3 September 2025"""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def moment_text(moment: datetime) -> str:
    """Rabu, 3 September 2025 09:12 WIB"""
    return f"{DAYS[moment.weekday()]}, {day_text(moment)} {moment:%H:%M} WIB"


def stamp(moment: datetime) -> str:
    """The value of a datetime attribute: the paper's own offset, to the second."""
    return moment.isoformat(timespec="seconds")


def text(value: str) -> str:
    """value as WordPress escapes a title: markup characters, and typographic ones as references."""
    escaped = escape(value, quote=False)
    return escaped.translate({ord(c): f"&#{ord(c)};" for c in "“”‘’–—…"})


def document(
    room: Newsroom,
    options: Options,
    *,
    title: str,
    body_class: str,
    main: str,
    head: str = "",
    canonical: str | None = None,
    language: str = "id",
) -> bytes:
    """A whole page of the theme around `main`."""
    base = room.base
    page = f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="profile" href="https://gmpg.org/xfn/11">
<title>{text(title)}</title>
<meta name="robots" content="max-image-preview:large">
{f'<link rel="canonical" href="{canonical}">' if canonical else ""}
{head}{source_links(room, options)}<link rel="stylesheet" id="lembayung-style-css" href="{base}/wp-content/themes/lembayung/style.css?ver=1.4" media="all">
<meta name="generator" content="WordPress 6.7.2">
</head>
<body class="{body_class}">
<div id="page" class="site">
<a class="skip-link screen-reader-text" href="#content">Langsung ke konten</a>
{masthead(room)}
<div id="content" class="site-content">
<main id="primary" class="site-main">
{main}
</main>
{sidebar(room, options)}
</div>
{footer(room, options)}
</div>
</body>
</html>
"""
    return page.encode()


def source_links(room: Newsroom, options: Options) -> str:
    """The head's links to what programs may read: feeds and the REST API, as far as switched on."""
    lines = []
    if options.feeds:
        for path, name, kind in (("/feed/", "Feed", "rss+xml"), ("/comments/feed/", "Feed Komentar", "rss+xml")):
            lines.append(
                f'<link rel="alternate" type="application/{kind}" title="{room.name} &raquo; {name}" '
                f'href="{room.base}{path}">\n'
            )
    if options.rest in ("open", "users_closed", "closed"):
        lines.append(f'<link rel="https://api.w.org/" href="{room.base}/wp-json/">\n')
    elif options.rest == "route":
        lines.append(f'<link rel="https://api.w.org/" href="{room.base}/index.php?rest_route=/">\n')
    return "".join(lines)


def masthead(room: Newsroom) -> str:
    sections = {term.slug: term for term in room.categories}
    items = []
    for slug in MENU:
        term = sections[slug]
        below = [child for child in room.categories if child.parent == term.id]
        inner = "".join(menu_item(room, child.path, child.name) for child in below)
        submenu = f'<ul class="sub-menu">{inner}</ul>' if inner else ""
        items.append(menu_item(room, term.path, term.name, below=submenu))
    return f"""<header id="masthead" class="site-header">
<div class="site-branding">
<p class="site-title"><a href="{room.base}/" rel="home">{room.name}</a></p>
<p class="site-description">{room.site["tagline"]}</p>
</div>
<nav id="site-navigation" class="main-navigation" aria-label="Menu utama"><ul id="primary-menu" class="menu">
{menu_item(room, "/", "Beranda")}{"".join(items)}
</ul></nav>
</header>"""


def menu_item(room: Newsroom, path: str, name: str, below: str = "") -> str:
    return f'<li class="menu-item"><a href="{room.base}{path}">{text(name)}</a>{below}</li>'


def sidebar(room: Newsroom, options: Options) -> str:
    """Search, what is read most (the same five on every page), sections and months."""
    popular = [room.by_id[number] for number in POPULAR if number in room.by_id]
    parts = [
        f'<section class="widget widget_search"><form role="search" method="get" action="{room.base}/">'
        '<label>Cari: <input type="search" name="s"></label><button type="submit">Cari</button></form></section>',
        widget("Terpopuler", "widget_popular", "ol", (short_item(room, post) for post in popular)),
    ]
    if options.listings:
        sections = (term for term in room.categories if not term.parent)
        parts.append(widget("Kategori", "widget_categories", "ul", (menu_item(room, t.path, t.name) for t in sections)))
        parts.append(widget("Arsip", "widget_archive", "ul", (month_item(room, *month) for month in room.months())))
    return f'<aside id="secondary" class="widget-area">{"".join(parts)}</aside>'


def widget(title: str, kind: str, tag: str, items: Iterable[str]) -> str:
    return (
        f'<section class="widget {kind}"><h2 class="widget-title">{title}</h2><{tag}>{"".join(items)}</{tag}></section>'
    )


def short_item(room: Newsroom, post: Post) -> str:
    """A link to an article with its date, as lists beside a story print it."""
    return (
        f'<li><a href="{room.base}{post.path}">{text(post.title)}</a> '
        f'<time datetime="{stamp(post.published)}">{day_text(post.published)}</time></li>'
    )


def month_item(room: Newsroom, year: int, month: int) -> str:
    return f'<li><a href="{room.base}/{year}/{month:02}/">{MONTHS[month - 1]} {year}</a></li>'


def footer(room: Newsroom, options: Options) -> str:
    links = [
        ("/tentang-kami/", "Tentang Kami"),
        ("/pedoman-media-siber/", "Pedoman Media Siber"),
        ("/wp-login.php", "Masuk"),
    ]
    if options.bad_days:
        links.append(("/hari-buruk/", "Hari Buruk"))
    anchors = " · ".join(f'<a href="{room.base}{path}">{name}</a>' for path, name in links)
    return (
        f'<footer id="colophon" class="site-footer"><p>{anchors}</p><p>© 2026 {room.name}. Surat kabar rekaan untuk '
        "peragaan; semua tokoh dan peristiwa di dalamnya karangan.</p></footer>"
    )
