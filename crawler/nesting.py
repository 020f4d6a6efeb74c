"""How deep markup nests, told without a parser: start tags that stand too deep for one.

An HTML parser's work on a start tag grows with the elements open round it (lexbor: 100,000 nested `div` take 14 s), so they
must be counted before it runs. What is counted may be too many, never too few: an end tag ends an element only where
the parsing algorithm would let it, words like tags in comments, attributes and scripts end nothing. Source: WHATWG HTML,
13.2.5 (tokens) and 13.2.6 (elements in scope), in outline.
"""

import re

DEEPEST = 1_000  # browsers stop at 512
FARTHEST = 64  # open elements looked through for the one that an end tag ends

ATTRIBUTES = rb"""(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]++)?+)?+)*+"""
TAG = re.compile(
    rb"""<(?:
        !--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)       # a comment; one that is never closed takes the rest
      | (?:[!?]|/(?![a-zA-Z]))[^>]*+                       # other declarations; to a parser, comments too
      | (/?)([a-zA-Z][^\s/>]*+)"""  # the slash of an end tag; the name
    + ATTRIBUTES
    + rb"(>?))",
    re.X,
)
# Void elements, and those whose end is implied by the next of their kind.
FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr "
    b"p li dt dd tr td th tbody thead tfoot colgroup option optgroup rt rp html head body".split()
)
RAW = frozenset(b"script style xmp iframe noembed noframes textarea title".split())  # tags in them are text
FOREIGN = frozenset((b"svg", b"math"))  # in which they are none
BARRIERS = frozenset(b"table caption object applet marquee template select button svg math".split())
BLOCKS = frozenset(
    b"address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup "
    b"listing main menu nav ol pre search section summary ul h1 h2 h3 h4 h5 h6".split()
)
FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
MOST_MISNESTED = 7  # special elements in a formatting one whose end tag comes before theirs
SCOPED = BLOCKS | BARRIERS - FOREIGN  # their end tags pass by anything else
SPECIAL = BLOCKS | BARRIERS | {b"form"}


class Nesting:
    """The elements that are open while markup is read from its beginning."""

    def __init__(self) -> None:
        self.open: list[bytes] = []
        self.foreign = 0  # of the open ones
        self.within: bytes | None = None  # while this one is open no other can be relied upon to be closed
        self.cut: dict[bytes, int] = {}

    def too_deep(self, markup: bytes) -> list[tuple[int, int]]:
        """Where the tags stand, start and end, of elements nested deeper than DEEPEST. Linear in the length of markup."""
        found: list[tuple[int, int]] = []
        names: dict[bytes, bytes] = {}
        place = trusted_from = 0
        while match := TAG.search(markup, place):
            start, place = match.span()
            slash, written, end = match.groups()
            if written is None:
                if self.foreign and start >= trusted_from and markup.startswith(b"<![CDATA[", start):
                    over = markup.find(b"]]>", start)
                    place, trusted_from = start + 9, over if over >= 0 else len(markup)
                continue
            if not end:  # a tag that nothing ends is none, nor is what follows
                break
            name = names.get(written)
            if name is None:
                name = names[written] = written.lower()
            if name in FLAT:
                continue
            if slash:
                if start >= trusted_from and self.ended(name):
                    found.append(match.span())
            elif len(self.open) >= DEEPEST:
                self.cut[name] = self.cut.get(name, 0) + 1
                found.append(match.span())
            elif name in RAW and not self.foreign:
                end_tag = re.compile(rb"</" + name + rb"[\s/>]", re.I).search(markup, place)
                place = end_tag.start() if end_tag else len(markup)
            else:
                self.begun(name)
        return found

    def begun(self, name: bytes) -> None:
        """An element is open from now on."""
        self.open.append(name)
        self.foreign += name in FOREIGN
        if self.within is None and (name == b"select" or name in RAW):
            self.within = name

    def ended(self, name: bytes) -> bool:
        """Close what an end tag closes, if anything; whether it belongs to an element that was too deep."""
        if self.cut.get(name):
            self.cut[name] -= 1
            return True
        if self.within not in (None, name):
            return False
        stops = BARRIERS if name in SCOPED or name in FORMATTING else SPECIAL
        passed = 0
        for inner in range(len(self.open) - 1, max(-1, len(self.open) - 1 - FARTHEST), -1):
            if self.open[inner] == name:
                if name == b"form" or name in FORMATTING:  # they alone end, what was opened in them stays
                    if inner == len(self.open) - 1 or (name in FORMATTING and passed <= MOST_MISNESTED):
                        del self.open[inner]
                    return False
                self.foreign -= sum(one in FOREIGN for one in self.open[inner:])
                del self.open[inner:]
                if self.within is not None and (self.within == name or self.within not in self.open):
                    self.within = None
                return False
            if self.open[inner] in stops:
                return False
            passed += self.open[inner] in SPECIAL
        return False
