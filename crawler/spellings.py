r"""One text as it is read: references, escapes and percent signs undone, letters composed and case folded; and of every
letter where it stands in the text below.

Layers lie on each other ("%2520", "&amp;shy;", markup within JSON): each undoes one spelling and knows what it changed.
What is left alone costs nothing, so the work grows with the text alone. Pure.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

LAYERS_MOST = 4
ESCAPE = re.compile(
    r"&(?:\#(?:[0-9]{1,8}|[xX][0-9a-fA-F]{1,7})|[a-zA-Z][a-zA-Z0-9]{1,31});?"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]{1,6}\}|\\x[0-9a-fA-F]{2}|\\[bfnrtv\"'/\\]"
    r"|%u[0-9a-fA-F]{4}|(?:%[0-9a-fA-F]{2})+"
)
MAY_BE_ESCAPED = re.compile(r"[&\\%]")
# What takes no room and parts no words: soft hyphen, joiners, zero-width and direction marks, variation selectors, tags.
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
NOT_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
JOINED = frozenset(chr(code) for code in (*range(0x1160, 0x1200), 0xFF9E, 0xFF9F))  # compose, and are no marks

Piece = tuple[str, int, int]  # what a stretch of the text below is read as, its start, its end
Reader = Callable[[re.Match[str]], Iterable[Piece]]


def _places() -> "array[int]":
    return array("q")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, and which stretches of it were read from which of the text below: starts and ends of both, in order."""

    text: str
    below: "Reading | None" = None
    starts: "array[int]" = field(default_factory=_places)
    ends: "array[int]" = field(default_factory=_places)
    from_starts: "array[int]" = field(default_factory=_places)
    from_ends: "array[int]" = field(default_factory=_places)

    def read(self, pattern: re.Pattern[str], reader: Reader) -> "Reading":
        """A layer on this one, with what `reader` says of each match; this one itself if that changes nothing."""
        parts: list[str] = []
        columns = starts, ends, from_starts, from_ends = _places(), _places(), _places(), _places()
        done = length = 0
        for match in pattern.finditer(self.text):
            for said, start, end in reader(match):
                parts += (self.text[done:start], said)
                length += start - done
                starts.append(length)
                length += len(said)
                ends.append(length)
                from_starts.append(start)
                from_ends.append(end)
                done = end
        return Reading("".join((*parts, self.text[done:])), self, *columns) if starts else self

    def origin(self, at: int) -> tuple[int, int]:
        """Where the letter at a place stands in the lowest text."""
        start, end = at, at + 1
        layer: Reading | None = self
        while layer is not None and layer.below is not None:
            start, end = layer._under(start)[0], layer._under(end - 1)[1]
            layer = layer.below
        return start, end

    def _under(self, at: int) -> tuple[int, int]:
        piece = bisect_right(self.starts, at) - 1
        if piece < 0:
            return at, at + 1
        if at < self.ends[piece]:
            return self.from_starts[piece], self.from_ends[piece]
        start = self.from_ends[piece] + at - self.ends[piece]
        return start, start + 1


def layers(text: str, charset: str = "utf-8") -> Iterator[Reading]:
    """A text as it stands, then with what is escaped in it undone, then with what was escaped twice, …"""
    reading = Reading(text)
    yield reading
    for _ in range(LAYERS_MOST - 1):
        if not MAY_BE_ESCAPED.search(reading.text):
            return
        deeper = reading.read(ESCAPE, lambda found: _undone(found, charset))
        if deeper is reading:
            return
        reading = deeper
        yield reading


def folded(reading: Reading) -> Reading:
    """A reading to be compared: without what takes no room, composed (NFKC), case folded."""
    reading = reading.read(IGNORABLE, lambda found: [("", *found.span())])
    if not unicodedata.is_normalized("NFKC", reading.text):
        reading = reading.read(NOT_ASCII, _composed)
    if len(reading.text.casefold()) != len(reading.text):
        reading = reading.read(NOT_ASCII, _expanded)
    return Reading(
        reading.text.casefold(),
        reading.below,
        reading.starts,
        reading.ends,
        reading.from_starts,
        reading.from_ends,
    )


def _undone(found: re.Match[str], charset: str) -> Iterator[Piece]:
    piece, start, end = found[0], *found.span()
    if piece[0] == "%" and piece[1] != "u":
        yield from _percent(piece, start, charset)
        return
    said = _letter(piece)
    if said != piece:
        yield said, start, end


def _letter(piece: str) -> str:
    """What a reference or an escape stands for; itself if it is none.

    >>> _letter("&eacute;"), _letter("&#x161;"), _letter(r"\\u0161"), _letter(r"\\/"), _letter("&sari")
    ('é', 'š', 'š', '/', '&sari')
    """
    if piece[0] == "&":
        return unescape(piece)
    if piece[1] == "u" and len(piece) == 12:
        return piece.encode("ascii").decode("unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16")
    if piece[1] in "ux":
        code = int(piece[2:].strip("{}"), 16)
        return chr(code) if code < 0x110000 else piece
    return piece[1] if piece[1] in "\"'/\\" else " "


def _percent(run: str, start: int, charset: str) -> Iterator[Piece]:
    """The letters of a run of percent-encoded bytes, UTF-8 or else of the page's own encoding."""
    content = bytes.fromhex(run.replace("%", ""))
    said, codec = content.decode("utf-8", "surrogateescape"), "utf-8"
    if charset != "utf-8" and not said.isprintable():
        said, codec = content.decode(charset, "surrogateescape"), charset
    for letter in said:
        size = 3 * len(letter.encode(codec, "surrogateescape"))
        if not "\ud800" <= letter <= "\udfff":
            yield letter, start, start + size
        start += size


def _composed(found: re.Match[str]) -> Iterator[Piece]:
    """The letters of a stretch that are spelled otherwise when composed; each with the marks behind it."""
    if unicodedata.is_normalized("NFKC", found[0]):
        return
    text, begin = found[0], 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (text[end] in JOINED or unicodedata.category(text[end])[0] == "M"):
            continue
        letter = text[begin:end]
        said = unicodedata.normalize("NFKC", letter)
        if said != letter:
            yield said, found.start() + begin, found.start() + end
        begin = end


def _expanded(found: re.Match[str]) -> Iterator[Piece]:
    for at, letter in enumerate(found[0], found.start()):
        if len(letter.casefold()) > 1:
            yield letter.casefold(), at, at + 1
