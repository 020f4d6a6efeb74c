"""The blocks a story is made of: for each the markup an editor saves, and what of it a reader should get.

A Piece carries both, so the truth about a post is known before WordPress sees it. Markup comes in two
dialects: classic (blank lines become paragraphs) and block (comments around each block). {{...}} marks
are filled in by php/fill.php, which alone knows addresses and numbers.
"""

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Dialect = Literal["classic", "block"]
TAG = re.compile(r"<[^>]*>")
BREAK = re.compile(r"\s*<br ?/?>\s*")
SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")


@dataclass(frozen=True, slots=True)
class Told:
    """One paragraph as a reader should get it, before WordPress makes its quotes and dashes pretty."""

    kind: str
    text: str
    story: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a post, in both dialects; block_told only where the block shows things in another order."""

    classic: str
    block: str
    told: tuple[Told, ...] = ()
    block_told: tuple[Told, ...] | None = None

    def tells(self, dialect: Dialect) -> tuple[Told, ...]:
        return self.block_told if dialect == "block" and self.block_told is not None else self.told

    def markup(self, dialect: Dialect) -> str:
        return self.classic if dialect == "classic" else self.block


Items = Iterable["str | tuple[str, Items]"]


def plain(markup: str) -> str:
    """The text of inline markup: line breaks kept as newlines, other white space folded."""
    lines = BREAK.split(markup)
    return "\n".join(SPACE.sub(" ", html.unescape(TAG.sub("", line))).strip() for line in lines)


def written(pieces: Iterable[Piece], dialect: Dialect) -> str:
    return "\n\n".join(piece.markup(dialect) for piece in pieces)


def told(pieces: Iterable[Piece], dialect: Dialect) -> tuple[Told, ...]:
    return tuple(paragraph for piece in pieces for paragraph in piece.tells(dialect))


def paragraph(markup: str) -> Piece:
    return Piece(markup, _block("paragraph", f"<p>{markup}</p>"), (Told("paragraph", plain(markup)),))


def two_in_one(first: str, second: str) -> Piece:
    """Two paragraphs which the editor parted by two line breaks instead of a new paragraph."""
    block = _block("paragraph", f"<p>{first}<br><br>{second}</p>")
    parts = (Told("paragraph", plain(first)), Told("paragraph", plain(second)))
    return Piece(f"{first}<br /><br />{second}", block, parts)


def right_to_left(text: str) -> Piece:
    block = _block("paragraph", f'<p class="has-text-align-right" dir="rtl">{text}</p>', {"align": "right"})
    return Piece(f'<p dir="rtl" lang="ar">{text}</p>', block, (Told("paragraph", plain(text)),))


def heading(markup: str, level: int = 2) -> Piece:
    tag = f"h{level}"
    settings: dict[str, object] = {} if level == 2 else {"level": level}
    kept = (Told("heading", plain(markup)),)
    return Piece(f"<{tag}>{markup}</{tag}>", _block("heading", f"<{tag}>{markup}</{tag}>", settings), kept)


def quote(lines: tuple[str, ...], cite: str | None = None) -> Piece:
    inner = "".join(f"<p>{line}</p>" for line in lines)
    by = f"<cite>{cite}</cite>" if cite else ""
    kept = tuple(Told("quote", plain(line)) for line in lines) + ((Told("quote", plain(cite)),) if cite else ())
    classic = "<blockquote>" + "\n\n".join(lines) + f"\n\n{by}</blockquote>"
    return Piece(classic, _block("quote", f'<blockquote class="wp-block-quote">{inner}{by}</blockquote>'), kept)


def pull_quote(line: str, cite: str) -> Piece:
    inner = f"<blockquote><p>{line}</p><cite>{cite}</cite></blockquote>"
    block = _block("pullquote", f'<figure class="wp-block-pullquote">{inner}</figure>')
    return Piece(quote((line,), cite).classic, block, (Told("quote", plain(line)), Told("quote", plain(cite))))


def bullets(items: Items, *, ordered: bool = False) -> Piece:
    """A list; an item may be a pair of its text and the list nested in it."""
    items = tuple(items)
    tag = "ol" if ordered else "ul"
    block = _block("list", _list(items, tag, wrap=True), {"ordered": True} if ordered else {})
    return Piece(_list(items, tag, wrap=False), block, tuple(_told_items(items)))


def table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], caption: str | None = None) -> Piece:
    top = "<thead><tr>" + "".join(f"<th>{cell}</th>" for cell in head) + "</tr></thead>"
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    grid = f"{top}<tbody>{''.join(lines)}</tbody>"
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    above = f"<caption>{caption}</caption>" if caption else ""
    kept = tuple(Told("table_row", " | ".join(plain(cell) for cell in row)) for row in (head, *rows))
    shown = (Told("caption", plain(caption)),) if caption else ()
    block = _block("table", f'<figure class="wp-block-table"><table>{grid}</table>{below}</figure>')
    return Piece(f"<table>{above}{grid}</table>", block, shown + kept, kept + shown)


def picture(media: str, caption: str) -> Piece:
    tag = f'<img src="{{{{media:{media}}}}}" alt="" class="wp-image-{{{{media-id:{media}}}}}"'
    settings = f'id="attachment_{{{{media-id:{media}}}}}" align="aligncenter" width="640"'
    classic = f'[caption {settings}]{tag} width="640" height="360" /> {caption}[/caption]'
    figure = f'<figure class="wp-block-image size-full">{tag}/><figcaption>{caption}</figcaption></figure>'
    return Piece(classic, _block("image", figure), (Told("caption", plain(caption)),))


def gallery(media: tuple[str, ...], captions: tuple[str, ...]) -> Piece:
    """Pictures with captions; a classic gallery takes them from the attachments, which say the same."""
    numbers = ",".join(f"{{{{media-id:{key}}}}}" for key in media)
    images = "".join(
        _block(
            "image",
            f'<figure class="wp-block-image size-large"><a href="{{{{media-page:{key}}}}}">'
            f'<img src="{{{{media:{key}}}}}" alt="" class="wp-image-{{{{media-id:{key}}}}}"/></a>'
            f"<figcaption>{caption}</figcaption></figure>",
        )
        for key, caption in zip(media, captions, strict=True)
    )
    block = _block(
        "gallery",
        f'<figure class="wp-block-gallery has-nested-images columns-default is-cropped">{images}</figure>',
        {"linkTo": "attachment"},
    )
    return Piece(f'[gallery ids="{numbers}"]', block, tuple(Told("caption", plain(text)) for text in captions))


def preformatted(text: str) -> Piece:
    """Lines whose breaks and spaces count."""
    safe = html.escape(text, quote=False)
    block = _block("preformatted", f'<pre class="wp-block-preformatted">{safe}</pre>')
    return Piece(f"<pre>{safe}</pre>", block, (Told("preformatted", text),))


def code(text: str) -> Piece:
    safe = html.escape(text, quote=False)
    block = _block("code", f'<pre class="wp-block-code"><code>{safe}</code></pre>')
    return Piece(f"<pre><code>{safe}</code></pre>", block, (Told("preformatted", text),))


def verse(text: str) -> Piece:
    safe = html.escape(text, quote=False)
    block = _block("verse", f'<pre class="wp-block-verse">{safe}</pre>')
    return Piece(f"<pre>{safe}</pre>", block, (Told("preformatted", text),))


def columns(left: Piece, right: Piece) -> Piece:
    cells = "".join(_block("column", f'<div class="wp-block-column">{piece.block}</div>') for piece in (left, right))
    block = _block("columns", f'<div class="wp-block-columns">{cells}</div>')
    return Piece(f"{left.classic}\n\n{right.classic}", block, left.told + right.told)


def next_page() -> Piece:
    return Piece("<!--nextpage-->", _block("nextpage", "<!--nextpage-->"))


def read_more() -> Piece:
    return Piece("<!--more-->", _block("more", "<!--more-->"))


def not_story(piece: Piece) -> Piece:
    """The same block, standing on the page but no part of the story."""
    return Piece(piece.classic, piece.block, tuple(Told(t.kind, t.text, story=False) for t in piece.told))


def _block(name: str, inner: str, settings: dict[str, object] | None = None) -> str:
    given = f" {json.dumps(settings)}" if settings else ""
    return f"<!-- wp:{name}{given} -->\n{inner}\n<!-- /wp:{name} -->"


def _list(items: Items, tag: str, *, wrap: bool) -> str:
    lines = []
    for item in items:
        text, nested = item if isinstance(item, tuple) else (item, ())
        below = bullets(nested).block if nested and wrap else _list(nested, "ul", wrap=False) if nested else ""
        line = f"<li>{text}{below}</li>"
        lines.append(_block("list-item", line) if wrap else line)
    return f"<{tag}>" + "\n".join(lines) + f"</{tag}>"


def _told_items(items: Items) -> Iterable[Told]:
    for item in items:
        text, nested = item if isinstance(item, tuple) else (item, ())
        yield Told("list_item", plain(text))
        yield from _told_items(nested)
