"""Words of a text found again in markup, JSON or XML, and blackened there. Pure.

A text is known by its runs of five words, so that an excerpt, a quotation or a teaser that is cut off is found as well,
whatever tags, entities and escapes stand between the words. A shorter text is one run.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

RUN_WORDS = 5
BLACK = "█"
PIECE = re.compile(r"&#?\w{1,8};|\\u[0-9a-fA-F]{4}|\\[bfnrt\"/\\]|[^\W_]+")
TAG = re.compile(r"<[^<>]*>")

Run = tuple[str, ...]


def runs(texts: Iterable[str], *, least: int = 1) -> frozenset[Run]:
    """The runs of words of texts; of one with fewer than `least` words none.

    >>> sorted(runs(["Harga beras naik."]))
    [('harga', 'beras', 'naik')]
    """
    found: set[Run] = set()
    for text in texts:
        words = [word for word, _, _ in words_in(text)]
        if len(words) >= max(least, 1):
            size = min(RUN_WORDS, len(words))
            found.update(tuple(words[i : i + size]) for i in range(len(words) - size + 1))
    return frozenset(found)


def blackened(text: str, forbidden: frozenset[Run]) -> str:
    """text with every word of a forbidden run blackened; in tags and out of them.

    >>> blackened('<p title="Harga beras naik">Harga <b>beras</b> na&#105;k lagi', runs(["harga beras naik"]))
    '<p title="█████ █████ ████">█████ <b>█████</b> ██&#105;█ lagi'
    """
    spans = {span for tagless in (False, True) for span in _spans(text, forbidden, tagless=tagless)}
    pieces, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            pieces += [text[done:start], BLACK * (end - start)]
            done = end
    return "".join([*pieces, text[done:]])


def words_in(text: str) -> Iterator[tuple[str, int, tuple[tuple[int, int], ...]]]:
    """(word, where it ends, the stretches of plain letters in it) of text; entities and escapes are read as letters."""
    word, end = "", -1
    letters: list[tuple[int, int]] = []
    for piece in PIECE.finditer(text):
        said, is_plain = _read(piece[0])
        if not said or not said.isalnum():
            continue
        if piece.start() != end and word:
            yield word, end, tuple(letters)
            word, letters = "", []
        word, end = word + said.casefold(), piece.end()
        if is_plain:
            letters.append(piece.span())
    if word:
        yield word, end, tuple(letters)


def _read(piece: str) -> tuple[str, bool]:
    if piece[0] == "&":
        return unescape(piece), False
    if piece[0] == "\\":
        return (chr(int(piece[2:], 16)) if piece[1] == "u" else ""), False
    return piece, True


def _spans(text: str, forbidden: frozenset[Run], *, tagless: bool) -> Iterator[tuple[int, int]]:
    """Stretches of letters in forbidden runs. tagless: as a reader sees it; else what stands in attributes, too."""
    seen = TAG.sub(lambda tag: " " * len(tag[0]), text) if tagless else text
    words = list(words_in(seen))
    sizes = sorted({len(run) for run in forbidden})
    for place in range(len(words)):
        for size in sizes:
            if tuple(word for word, _, _ in words[place : place + size]) in forbidden:
                for _, _, letters in words[place : place + size]:
                    yield from letters
