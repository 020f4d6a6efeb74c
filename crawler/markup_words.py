r"""Which letters of a text are people's words, and which are the names that markup and JSON are made of. Pure.

`<div class="comment" title="Sari">` says "Sari" alone. A tag within a word ("<b>T</b>ujuh") parts it for a program and not for
a reader.
"""

import re
from collections.abc import Iterator

from crawler.spellings import Reading

QUOTED = r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*"""
NAMED = rf"</?[a-zA-Z][\w:.-]*(?=[\s/>])(?:{QUOTED}|[^<>]*)>"
STYLE = r"<style\b[^<>]*>[^<]*"
DECLARED = r"<[?!][a-zA-Z][^<>]*>|<!\[CDATA\["
KEY = r"""(?-i:\\?"[a-z_@$][\w$@:-]{0,63}\\?"(?=\s*:))"""  # of JSON, as programs write them: in small letters
TAG = re.compile(rf"<!--[^<>]*-->|{DECLARED}|{NAMED}")
STRUCTURE = re.compile(rf"{STYLE}|{DECLARED}|{NAMED}|{KEY}", re.I)
INLINE_NAMES = """a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|nobr|q|s|samp|small|span|strike|strong
    |sub|sup|tt|u|var|wbr"""
INLINE = re.compile(rf"</?(?:{''.join(INLINE_NAMES.split())})(?=[\s/>])|<!--", re.I)
LETTER = r"[\w\u00ad\u0300-\u036f\u200b-\u200d\u2060]"
WITHIN_WORD = re.compile(rf"(?<={LETTER})(?:(?:{INLINE.pattern})[^<>]*>)+(?={LETTER})", re.I)
VALUE = re.compile(r"""(?<![^\s"'<>=/\\])([^\s"'<>=/\\]++)\s*=\s*(?:\\?"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
# Attributes whose values are words of the markup itself.
OF_MARKUP = frozenset(
    """class id rel type name property itemprop itemtype itemscope role for http-equiv lang xml:lang dir style target method
    media sizes width height loading decoding charset xmlns""".split()
)
WRITER = re.compile(r"(?:author|user)[-_]([^\s\"'\\]+)", re.I)  # but for this one, in a class: "comment-author-sari"


def spaced(reading: Reading) -> Reading:
    """A reading with a blank for each tag."""
    return reading.read(TAG, lambda found: [(" ", *found.span())])


def joined(reading: Reading) -> Reading:
    """A reading without tags: words are parted by those tags alone that part them for a reader. Itself if tags stand
    nowhere within a word."""
    if not WITHIN_WORD.search(reading.text):
        return reading
    return reading.read(TAG, lambda found: [("" if INLINE.match(found[0]) else " ", *found.span())])


def names_of_markup(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in which no word is anybody's: names of tags and attributes, keys, styles; of attributes whose values
    are markup's own words those, too."""
    for found in STRUCTURE.finditer(text):
        done, end = found.span()
        for start, stop in _values(found[0]) if found[0][0] == "<" else ():
            yield done, found.start() + start
            done = found.start() + stop
        yield done, end


def _values(tag: str) -> Iterator[tuple[int, int]]:
    for value in VALUE.finditer(tag):
        group = value.lastindex or 0
        if value[1].lower() not in OF_MARKUP:
            yield value.span(group)
        else:
            yield from (writer.span(1) for writer in WRITER.finditer(tag, *value.span(group)))
