"""Markup that would cost an HTML parser more than its length warrants: deep nesting, floods of attributes, elements that
are opened again and again."""

import re
from itertools import islice

from crawler.nesting import ATTRIBUTES, Nesting

TAGS_WORTH_A_LOOK = 20_000  # a parser takes 0.35 s for as many, each in the one before; looking takes 0.06 s
TAGS_OF_A_FLOOD, MOST_REOPENED = 3_000, 300_000
FLOOD_BLOCK, MOST_ATTRIBUTES = 8_192, 1_000
ATTRIBUTE = re.compile(rb"""[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")

# Formatting elements with attributes; as with re.I, in a third of the time.
FORMATTED = re.compile(
    rb"<(?=[bceifstuBCEFISTU])(?P<name>[bB]|[bB][iI][gG]|[cC][oO][dD][eE]|[eE][mM]|[fF][oO][nN][tT]|[iI]|[sS]|[sS][mM][aA][lL][lL]|[sS][tT][rR][iI][kK][eE]|"
    rb"[sS][tT][rR][oO][nN][gG]|[tT][tT]|[uU])[\s/]"
)
# The same with the attributes, but for those that their own end tag follows, as it does icons: nothing is open then.
FORMATTING = re.compile(FORMATTED.pattern + ATTRIBUTES + rb"(?!>[^<]*+</(?i:(?P=name))[\s>])")


def harmless(markup: bytes) -> bytes:
    """markup as a parser bears it. Linear in its length. Pages as newsrooms write them keep their elements; long scripts may
    lose their ends."""
    markup = without_attribute_floods(markup)
    tags = len(markup) - len(markup.replace(b"<", b""))  # bytes.count takes half as long again
    return flattened(markup) if tags >= TAGS_WORTH_A_LOOK or is_reopened(markup, tags) else markup


def is_reopened(markup: bytes, tags: int) -> bool:
    """Whether formatting in markup of so many tags may be more than a parser bears: an element that nobody closes is opened
    again in each paragraph that follows, one for each set of attributes. 2,000 of `<p><b id=1>` with numbers of their own
    would take 0.7 GiB."""
    if tags < TAGS_OF_A_FLOOD:
        return False
    most = MOST_REOPENED // tags
    return len(FORMATTED.findall(markup)) > most and len({match[0] for match in FORMATTING.finditer(markup)}) > most


def flattened(markup: bytes) -> bytes:
    """markup without the tags of elements that nest too deep, or in too many of their own kind."""
    kept, start = [], 0
    for begin, end in Nesting().too_deep(markup):
        kept.append(markup[start:begin])
        start = end
    return b"".join([*kept, markup[start:]]) if kept else markup


def without_attribute_floods(markup: bytes) -> bytes:
    """markup with the first MOST_ATTRIBUTES of each tag: lexbor compares each with all before it, 100,000 take 19 s.

    A tag that long leaves whole blocks of bytes without a "<", so that most pages need a handful of looks.
    """
    begins, was_bare = [], False
    for start in range(0, len(markup) - FLOOD_BLOCK, FLOOD_BLOCK):
        is_bare = markup.find(b"<", start, start + FLOOD_BLOCK) < 0
        if is_bare and not was_bare:
            begins.append(markup.rfind(b"<", 0, start))
        was_bare = is_bare
    for begin in reversed(begins):
        end = markup.find(b">", begin + 1)
        tag = markup[begin + 1 : end if end >= 0 else len(markup)]
        if begin < 0 or len(tag) < FLOOD_BLOCK or not tag[:1].isalpha():
            continue
        kept = list(islice(ATTRIBUTE.finditer(tag), MOST_ATTRIBUTES + 1))
        if len(kept) > MOST_ATTRIBUTES:
            markup = markup[: begin + 1 + kept[-1].start()] + markup[begin + 1 + len(tag) :]
    return markup
