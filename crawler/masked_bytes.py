"""Words blackened in the bytes of a body, in whatever encoding they stand there. Pure.

What is not UTF-8 from its first byte to its last may be anything: its label lies, or it is a part that begins within a
letter. So it is read in every encoding in which the words can be written; the bytes that a reading does not understand
stay as they are.
"""

import codecs
from collections.abc import Iterator

from crawler.charsets import declared
from crawler.masking import BLACK, Mask, Span

BLACK_ASCII = f"&#{ord(BLACK)};"  # where an encoding has no black
WITHOUT_TEXT = ("image/", "video/", "audio/", "font/")
STATEFUL = ("iso2022", "hz", "utf-7")  # look like ASCII, and are not
# Encodings that pages are written in, by those who did not say so.
OTHERS = tuple(
    """cp1252 cp1250 cp1251 koi8_u cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 iso8859_2 iso8859_5 iso8859_7 cp866
    gb18030 big5hkscs cp932 euc_jp cp949""".split()
)
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def masked(body: bytes, content_type: str, mask: Mask) -> bytes | None:
    """A body with the words blackened; None if it does not have them."""
    black = body
    for encoding in encodings(body, content_type, mask):
        black = _masked_in(black, encoding, mask)
    return black if black != body else None


def encodings(body: bytes, content_type: str, mask: Mask) -> Iterator[str]:
    """The encodings that a body is to be read in, for these words."""
    wide = next((name for bom, name in BOMS if body.startswith(bom)), None)
    if wide:
        yield wide
        return
    yield "utf-8"
    if content_type.lower().startswith(WITHOUT_TEXT):
        return
    if b"\0" in body:
        yield from WIDE[:2]
    told = dict.fromkeys(codecs.lookup(label).name for label in declared(body, content_type))
    if is_utf8(body):
        yield from (name for name in told if name.startswith(STATEFUL))
        return
    foreign = [word for word in mask.words() if not word.isascii()]
    possible = [name for name in OTHERS if any(_can_write(name, word) for word in foreign)]
    yield from (name for name in dict.fromkeys([*told, *OTHERS[:1], *possible]) if name != "utf-8")


def _masked_in(body: bytes, encoding: str, mask: Mask) -> bytes:
    size = {"utf-1": 2, "utf-3": 4}.get(encoding[:5], 1) if encoding in WIDE else 1
    whole = len(body) - len(body) % size
    errors = "surrogatepass" if encoding in WIDE else "surrogateescape"
    try:
        text = body[:whole].decode(encoding, errors)
    except UnicodeError:  # half a surrogate in UTF-16 at its end, a number beyond Unicode in UTF-32
        return body
    spans = mask.spans(text, encoding)
    if not spans:
        return body
    dark = BLACK if _can_write(encoding, BLACK) else BLACK_ASCII
    if encoding.startswith(STATEFUL):
        return _replaced(text, spans, dark).encode(encoding, "replace")
    parts: list[bytes] = []
    done = at = 0
    for start, end in spans:  # what stays is copied: some encodings spell a letter in two ways
        kept = len(text[done:start].encode(encoding, errors))
        parts += (body[at : at + kept], dark.encode(encoding))
        at, done = at + kept + len(text[start:end].encode(encoding, errors)), end
    return b"".join((*parts, body[at:]))


def _replaced(text: str, spans: list[Span], dark: str) -> str:
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += (text[done:start], dark)
        done = end
    return "".join((*parts, text[done:]))


def _can_write(encoding: str, word: str) -> bool:
    try:
        word.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def is_utf8(body: bytes) -> bool:
    """Whether bytes are UTF-8 from the first to the last."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
