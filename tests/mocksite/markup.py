"""The light markup of articles/*.toml: as WordPress would print it, and as the paragraphs a reader sees.

Blocks are divided by blank lines. The first characters of a block tell what it is:

    ## text            heading                     - text        bulleted item ("  - " nested)
    > text             quote, ">" between its      1. text       numbered item
                       paragraphs, "> -- " cite    | a | b |     table row, the first row is the head
    ! name | caption   picture with a caption      ```           preformatted, up to the next ```
    !! a | b | c       gallery, captions           ~ slug        "Baca juga" link to an article
    %iklan %ikuti      an advertisement's marker, a plea to follow
    ---                the next page begins

Anything else is a paragraph. A line ending in a backslash breaks there. **strong**, *em*, [text](href).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

PAGE_BREAK = "---"
INLINE = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]]+)\]\(([^)]+)\)")
NUMBERED = re.compile(r"\d+\. ")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its HTML, and the (kind, text) pairs an archive must keep of it; none for what is not the story."""

    html: str
    paragraphs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What links in a text need: the site's address, and titles by slug for the "Baca juga" lines."""

    base: str
    titles: Mapping[str, str]


def pages(body: str, setting: Setting) -> tuple[tuple[Block, ...], ...]:
    """The blocks of a body, page by page."""
    done: list[list[Block]] = [[]]
    for chunk in chunks(body):
        if chunk == PAGE_BREAK:
            done.append([])
        else:
            done[-1].append(block(chunk, setting))
    return tuple(tuple(page) for page in done)


def chunks(body: str) -> Iterator[str]:
    """The body's blocks as written; a preformatted block keeps its blank lines."""
    inside: list[str] = []
    for piece in re.split(r"\n\s*\n", body.strip("\n")):
        if inside or piece.startswith("```"):
            inside.append(piece)
            if piece.rstrip().endswith("```") and (len(inside) > 1 or len(piece) > 6):
                yield "\n\n".join(inside)
                inside = []
        elif piece.strip():
            yield piece.strip("\n")


def block(chunk: str, setting: Setting) -> Block:
    """One block, by its first characters."""
    for mark, make in MAKERS:
        if chunk.startswith(mark):
            return make(chunk, setting)
    return numbered(chunk, setting) if NUMBERED.match(chunk) else paragraph(chunk, setting)


def paragraph(chunk: str, setting: Setting) -> Block:
    return Block(f"<p>{inline(chunk, setting)}</p>", (("paragraph", plain(chunk)),))


def heading(chunk: str, setting: Setting) -> Block:
    level = len(chunk) - len(chunk.lstrip("#"))
    text = chunk.lstrip("# ")
    return Block(f"<h{level}>{inline(text, setting)}</h{level}>", (("heading", plain(text)),))


def quote(chunk: str, setting: Setting) -> Block:
    text = "\n".join(line.removeprefix(">").removeprefix(" ") for line in chunk.split("\n"))
    parts = re.split(r"\n\s*\n", text)
    html, found = [], []
    for part in parts:
        said = part.removeprefix("-- ")
        tag = "cite" if part.startswith("-- ") else "p"
        html.append(f"<{tag}>{inline(said, setting)}</{tag}>")
        found.append(("quote", plain(said)))
    return Block('<blockquote class="wp-block-quote">' + "".join(html) + "</blockquote>", tuple(found))


def bulleted(chunk: str, setting: Setting) -> Block:
    html, found, depth = ["<ul>"], [], 0
    for number, line in enumerate(chunk.split("\n")):
        level = (len(line) - len(line.lstrip())) // 2
        text = line.strip().removeprefix("- ")
        if level > depth:
            html.append("<ul>")
        elif number:
            html.append("</li>" + "</ul></li>" * (depth - level))
        depth = level
        html.append(f"<li>{inline(text, setting)}")
        found.append(("list_item", plain(text)))
    html.append("</li></ul>" * (depth + 1))
    return Block("".join(html), tuple(found))


def numbered(chunk: str, setting: Setting) -> Block:
    items = [NUMBERED.sub("", line, count=1) for line in chunk.split("\n")]
    html = "".join(f"<li>{inline(item, setting)}</li>" for item in items)
    return Block(f"<ol>{html}</ol>", tuple(("list_item", plain(item)) for item in items))


def table(chunk: str, setting: Setting) -> Block:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in chunk.split("\n")]
    html = []
    for number, row in enumerate(rows):
        tag = "th" if number == 0 else "td"
        cells = "".join(f"<{tag}>{inline(cell, setting)}</{tag}>" for cell in row)
        html.append(f"<thead><tr>{cells}</tr></thead><tbody>" if number == 0 else f"<tr>{cells}</tr>")
    found = tuple(("table_row", " | ".join(plain(cell) for cell in row)) for row in rows)
    return Block(f'<figure class="wp-block-table"><table>{"".join(html)}</tbody></table></figure>', found)


def picture(chunk: str, setting: Setting) -> Block:
    name, caption = (part.strip() for part in chunk.removeprefix("!").split("|", 1))
    source = f"{setting.base}/wp-content/uploads/{name}.png"
    html = (
        f'<figure class="wp-caption aligncenter"><img class="size-large" src="{source}" alt="" width="640" '
        f'height="360" loading="lazy"><figcaption class="wp-caption-text">{inline(caption, setting)}</figcaption></figure>'
    )
    return Block(html, (("caption", plain(caption)),))


def gallery(chunk: str, setting: Setting) -> Block:
    captions = [part.strip() for part in chunk.removeprefix("!!").split("|")]
    html = "".join(
        f'<figure class="gallery-item"><div class="gallery-icon landscape"><img src="{setting.base}/wp-content/uploads/'
        f'galeri-{number}.png" alt="" width="300" height="169"></div><figcaption class="wp-caption-text '
        f'gallery-caption">{inline(caption, setting)}</figcaption></figure>'
        for number, caption in enumerate(captions, 1)
    )
    found = tuple(("caption", plain(caption)) for caption in captions)
    return Block(f'<div class="gallery gallery-columns-3 gallery-size-thumbnail">{html}</div>', found)


def preformatted(chunk: str, setting: Setting) -> Block:
    text = chunk.strip("`").strip("\n")
    return Block(f'<pre class="wp-block-preformatted">{escape(text, quote=False)}</pre>', (("preformatted", text),))


def also_read(chunk: str, setting: Setting) -> Block:
    slug = chunk.removeprefix("~").strip()
    title = escape(setting.titles[slug], quote=False)
    link = f'<a href="{setting.base}/{slug}/">{title}</a>'
    return Block(f'<p class="baca-juga"><strong>Baca juga:</strong> {link}</p>', ())


def house_line(chunk: str, setting: Setting) -> Block:
    if chunk.startswith("%iklan"):
        return Block('<p class="penanda-iklan">ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p>', ())
    if chunk.startswith("%ikuti"):
        return Block(f'<p><em>Ikuti kami di <a href="{setting.base}/tentang-kami/">Google News</a></em></p>', ())
    raise ValueError(f"no such house line: {chunk!r}; write %iklan or %ikuti")


def news_page(chunk: str, setting: Setting) -> Block:
    link = f'<a href="{setting.base}/category/news-page/">News Page</a>'
    return Block(f"<p>Baca juga Berita lainnya di {link}</p>", ())


MAKERS: tuple[tuple[str, Callable[[str, Setting], Block]], ...] = (
    ("##", heading),
    (">", quote),
    ("- ", bulleted),
    ("|", table),
    ("!!", gallery),
    ("!", picture),
    ("```", preformatted),
    ("~~", news_page),
    ("~", also_read),
    ("%", house_line),
)


def inline(text: str, setting: Setting) -> str:
    """text as HTML: emphasis, links, line breaks. A href beginning with "/" is of this site."""

    def tag(match: re.Match[str]) -> str:
        strong, emphasis, label, href = match.groups()
        if strong:
            return f"<strong>{strong}</strong>"
        if emphasis:
            return f"<em>{emphasis}</em>"
        address = setting.base + href if href.startswith("/") else href
        return f'<a href="{address}">{label}</a>'

    return texturize(INLINE.sub(tag, escape(text, quote=False))).replace("\\\n", "<br />\n")


def plain(text: str) -> str:
    """text as a reader sees it: no marks, one space for white space, a line break where one is asked for."""
    bare = INLINE.sub(lambda m: next(group for group in m.groups() if group), text)
    return "\n".join(" ".join(line.split()) for line in bare.split("\\\n"))


def texturize(html: str) -> str:
    """Typographic characters as the numeric references WordPress prints."""
    return html.translate({ord(c): f"&#{ord(c)};" for c in "“”‘’–—…"})
