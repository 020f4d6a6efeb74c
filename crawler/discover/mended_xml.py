"""XML as sites really send it, made fit for a parser: encodings, DTDs, stray ampersands. `unpacking` takes gzip off.

Bytes in, UTF-8 bytes out; nothing here raises. What the parser still cannot read it recovers from.
"""

import re
from html.entities import html5
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from crawler.charsets import decoded
from crawler.discover.unpacking import unpacked

UNPACKED_MAX_BYTES = 50 * 1024 * 1024  # the sitemap protocol's own limit for one file
# Ten for each of 50,000 URLs; each costs a microsecond and a hundred bytes. What is behind them is left out.
REFERENCES_MOST = 500_000
DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
PROLOGUE = re.compile(rb"<\?xml\b[^>]{0,400}?\?>")
DOCTYPE_WITHIN_BYTES = 8 * 1024
SUBSET_END = re.compile(rb"\]\s*>")
NOT_XML = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
# A CDATA section is taken whole (an unclosed one runs to the end), so that nothing inside it is touched.
AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(#\d{1,7};|#[xX][\da-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?", re.S
)
NUMBERED = re.compile(rb"&#(?:[xX]0{0,9}([\da-fA-F]{1,8})|0{0,9}(\d{1,9}));?")
XML_NAMES = frozenset((b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"))


def gunzipped(body: bytes, most_bytes: int = UNPACKED_MAX_BYTES) -> bytes:
    """body without its gzip wrapping (also a doubled one), at most so much; of a broken stream what was read."""
    out = bytearray()
    for chunk in unpacked(body):
        out += chunk
        if len(out) >= most_bytes:
            break
    return bytes(out[:most_bytes])


def mended(body: bytes, content_type: str | None = None) -> bytes:
    """body as UTF-8 without declaration and DTD, its ampersands and HTML's entities as XML wants them."""
    markup = PROLOGUE.sub(b"", _as_utf8(body, content_type_of(body, content_type)), count=1)
    return _with_sound_references(_without_doctype(markup))


def mended_inside(piece: bytes, content_type: str | None) -> bytes:
    """The same for a later piece of a body whose first one said what it is."""
    return _with_sound_references(_as_utf8(piece, content_type))


def content_type_of(body: bytes, content_type: str | None = None) -> str | None:
    """The content type that names the charset: the header's, else one out of the XML declaration."""
    declared = DECLARED.match(body[:500])
    if declared is None or "charset" in (content_type or "").lower():
        return content_type
    return "text/xml; charset=" + declared[1].decode("ascii", "replace")


def _as_utf8(body: bytes, content_type: str | None) -> bytes:
    return decoded(body, content_type).translate(None, NOT_XML)


def _with_sound_references(markup: bytes) -> bytes:
    if b"&" not in markup:
        return markup
    if markup.count(b"&") > REFERENCES_MOST:
        beyond = next(islice(re.finditer(b"&", markup), REFERENCES_MOST, None))
        markup = markup[: beyond.start()]
    if b"&#" in markup:
        markup = NUMBERED.sub(_character, markup)
    return AMPERSAND.sub(_reference, markup)


def _without_doctype(markup: bytes) -> bytes:
    """markup without its document type, and so without the entities one can define there."""
    start = markup[:DOCTYPE_WITHIN_BYTES].upper().find(b"<!DOCTYPE")
    if start < 0:
        return markup
    close, subset = markup.find(b">", start), markup.find(b"[", start)
    if close < 0 or 0 <= subset < close:
        found = SUBSET_END.search(markup, subset) if subset >= 0 else None
        close = found.end() - 1 if found else len(markup)
    return markup[:start] + markup[close + 1 :]


def _reference(match: re.Match[bytes]) -> bytes:
    name: bytes | None = match[1]
    if name in XML_NAMES or match[0].startswith(b"<") or (name and name.startswith(b"#")):
        return match[0]
    character = html5.get(name.decode("ascii")) if name else None
    return character.encode() if character else b"&amp;" + (name or b"")


def _character(match: re.Match[bytes]) -> bytes:
    """A reference as it is if it names a character: lxml breaks on halves of surrogate pairs, in CDATA that it takes
    for text too."""
    number = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd".encode()


def parser() -> etree.XMLParser:
    """A parser that recovers, and neither fetches nor expands nor nests deeper than libxml2's default."""
    return etree.XMLParser(
        recover=True,
        huge_tree=False,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
