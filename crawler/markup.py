"""Markup that would take an HTML parser longer than its length warrants: deep nesting, floods of attributes."""

import re
from collections import Counter
from itertools import islice

# lexbor's tree construction looks through all open elements for each new one: 100,000 nested tags take 9 s,
# 5,000 take 25 ms. Browsers stop nesting at 512.
DEEPEST_NESTING = 1_000
TAGS_WORTH_A_LOOK = 6_000

TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,40})\b[^<>]*>")
NOT_NESTING = frozenset(  # void elements, and those whose end is implied by the next of their kind
    b"area base br col embed hr img input link meta param source track wbr "
    b"p li dt dd tr td th tbody thead tfoot colgroup option optgroup rt rp html head body".split()
)
FLOOD_BLOCK, MOST_ATTRIBUTES = 8_192, 1_000
ATTRIBUTE = re.compile(rb"""[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")


def flattened(markup: bytes) -> bytes:
    """markup without the start tags that would nest deeper than DEEPEST_NESTING. Linear in its length.

    Depth is counted as an HTML parser would, roughly: end tags close only what is open, comments do not
    count, "<div/>" opens, and elements whose end is implied ("p", "li", table cells) do not nest.
    """
    markup = without_attribute_floods(markup)
    if markup.count(b"<") < TAGS_WORTH_A_LOOK:
        return markup
    markup = without_comments(markup)
    if _deepest(markup) <= DEEPEST_NESTING:
        return markup
    opened: Counter[bytes] = Counter()
    depth = 0

    def kept(match: re.Match[bytes]) -> bytes:
        nonlocal depth
        name = match[2].lower()
        if name in NOT_NESTING:
            return match[0]
        if not match[1]:
            opened[name] += 1
            depth += 1
            return match[0] if depth <= DEEPEST_NESTING else b""
        if opened[name]:
            opened[name] -= 1
            depth -= 1
            return match[0] if depth < DEEPEST_NESTING else b""
        return match[0]

    return TAG.sub(kept, markup)


def _deepest(markup: bytes) -> int:
    """How deep markup nests, counted as in `flattened`; a third of the time of a rewriting that changes nothing."""
    opened: dict[bytes, int] = {}
    depth = deepest = 0
    for is_end, name in TAG.findall(markup):
        name = name.lower()
        if name in NOT_NESTING:
            continue
        before = opened.get(name, 0)
        if not is_end:
            opened[name] = before + 1
            depth += 1
            deepest = max(deepest, depth)
        elif before:
            opened[name] = before - 1
            depth -= 1
    return deepest


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


def without_comments(markup: bytes) -> bytes:
    """markup without its comments; one that is never closed is left as it is."""
    pieces, start = [], 0
    while (begin := markup.find(b"<!--", start)) >= 0:
        end = markup.find(b"-->", begin + 4)
        if end < 0:
            break
        pieces.append(markup[start:begin])
        start = end + 3
    return b"".join([*pieces, markup[start:]])
