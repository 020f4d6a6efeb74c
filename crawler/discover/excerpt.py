"""Whether an excerpt was written or cut: WordPress renders one for every post, mostly its first 55 words."""

import re
from itertools import pairwise

from crawler.discover.label import label
from crawler.text import unescaped, words

MORE_LINK = re.compile(r"<(?:(a)\b[^<>]*\bmore-link\b|p\b[^<>]*\blink-more\b)", re.I)
LINK_END, PARAGRAPH_END = re.compile(r"</a\s*>", re.I), re.compile(r"</p\s*>", re.I)
CUT_MARK = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*$")
BLOCK_END = re.compile(r"</(?:p|div|li|ul|ol|h[1-6]|figure|figcaption|blockquote|pre|table|tr|td|th)\b|<br\b", re.I)
TAG = re.compile(r"<[^<>]*>")
BEGINNINGS = 12
OPENING_WORDS = 4
SHARE_OF_PAIRS = 0.85
EXCERPT_MAX_CHARS = 4_000
MARKUP_MAX_CHARS = 60_000  # an automatic excerpt is cut from the beginning


def written(excerpt: str, body: str) -> str | None:
    """The text of an excerpt that does not simply begin the body; None for one that was cut from it.

    Both are markup. A cut one may leave out what stands between its words (captions, galleries), so
    it is known by where it begins and by nearly all its word pairs being the body's.
    """
    text = label(_without_more_links(excerpt[:EXCERPT_MAX_CHARS])) or ""
    own = words(CUT_MARK.sub("", text))
    if not own:
        return None
    blocks = [words(unescaped(TAG.sub("", block))) for block in BLOCK_END.split(body[:MARKUP_MAX_CHARS])]
    blocks = [block for block in blocks if block]
    opening = own[:OPENING_WORDS]
    told = [word for block in blocks for word in block]
    if not any(told[start : start + len(opening)] == opening for start in _starts(blocks)[:BEGINNINGS]):
        return text
    pairs = set(pairwise(told))
    same = sum(pair in pairs for pair in pairwise(own))
    return None if same >= SHARE_OF_PAIRS * (len(own) - 1) else text


def _starts(blocks: list[list[str]]) -> list[int]:
    """At which word of the whole each block begins."""
    starts, at = [], 0
    for block in blocks:
        starts.append(at)
        at += len(block)
    return starts


def is_cut(excerpt: str) -> bool:
    """Whether an excerpt by itself shows that it was cut: it ends in "[…]", or in a link to the rest."""
    short = unescaped(excerpt[-EXCERPT_MAX_CHARS:]) if len(excerpt) > EXCERPT_MAX_CHARS else unescaped(excerpt)
    cut = _without_more_links(short)
    text = label(cut) or ""
    return cut != short or re.search(r"\[\s*(?:…|\.\.\.)\s*\]$", text) is not None


def _without_more_links(markup: str) -> str:
    """markup with a space for each link to the rest and each paragraph of one. Linear: an end that is not found
    behind one start is not looked for behind the next."""
    pieces, at, unended = [], 0, set()
    for match in MORE_LINK.finditer(markup):
        ending = LINK_END if match[1] else PARAGRAPH_END
        if match.start() < at or ending in unended:
            continue
        end = ending.search(markup, match.end())
        if end is None:
            unended.add(ending)
            continue
        pieces.append(markup[at : match.start()])
        at = end.end()
    return " ".join([*pieces, markup[at:]])
