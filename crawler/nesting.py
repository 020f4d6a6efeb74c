"""How deep markup nests, told without a parser: start tags that stand too deep for one.

An HTML parser's work on a start tag grows with the elements open round it (lexbor: 100,000 nested `div` take 10 s), so they
must be counted before it runs. What is counted may be too many, never too few: whatever a parser has open is open here, too,
so an end tag ends one element; what was opened in it ends with it only where no parser can have closed it before.
Source: WHATWG HTML, 13.2.5 (tokens) and 13.2.6 (tree construction), in outline.
"""

import re
from collections import defaultdict
from itertools import islice

from crawler import html_names as h

DEEPEST = 1_000  # browsers stop at 512
FARTHEST = 64  # open elements looked through for the one that an end tag ends
MOST_ALIKE = 3  # formatting elements of a name: a parser opens them again in each block that follows
MOST_MISNESTED = 7  # special elements in a formatting one whose end tag comes before theirs

SURE_TABLE, SURE_DRAWINGS = (b"table", True), ((b"svg", True), (b"math", True))
ATTRIBUTES = rb"""(?:[S/]++|[^S/>][^S/>=]*+(?:[S]*+=[S]*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^S>]++)?+)?+)*+""".replace(
    b"S", rb"\t\n\f\r "
)
TAG = re.compile(
    rb"<(?:"
    rb"!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)"  # a comment; one that is never closed takes the rest
    rb"|(?:[!?]|/(?![a-zA-Z]))[^>]*+"  # other declarations; to a parser, comments too
    rb"|(/?)([a-zA-Z][^\t\n\f\r />]*+)" + ATTRIBUTES + rb"(>?))",  # the slash of an end tag; the name
)
START = re.compile(rb"<[a-zA-Z][^\t\n\f\r />]*")
RAW_ENDS = {name: re.compile(rb"</" + name + rb"[\t\n\f\r />]", re.I) for name in h.RAW}
CDATA_END = re.compile(rb"\]\]>")
# Ends in a slash that is no part of an attribute's value.
SELF_CLOSED = re.compile(
    rb"""(?:<[a-zA-Z]+|.*[^=S][S]+|.*[S][^S"'>/=]+=(?:"[^"]*"|'[^']*'))/>""".replace(b"S", rb"\t\n\f\r "), re.S
)


class Nesting:
    """The elements that are open while markup is read from its beginning: those that a parser has open, and some that it
    has closed already."""

    def __init__(self) -> None:
        self.open: list[bytes] = []
        self.count: defaultdict[bytes, int] = defaultdict(int)  # of the open ones; a Counter says 0 in twice the time
        self.trusted = 0  # from this one on they are open to a parser, too, if their names are TRUSTED
        self.is_formatting_lost = False  # whether end tags of formatting may find none of what is open
        self.cut: defaultdict[bytes, int] = defaultdict(int)  # start tags left out whose end tags are to come

    def too_deep(self, markup: bytes) -> list[tuple[int, int]]:
        """Where the tags stand, start and end, of elements nested deeper than DEEPEST, and of formatting in so much of its own
        kind that most of it must be unclosed. Linear in the length of markup."""
        found: list[tuple[int, int]] = []
        names: dict[bytes, bytes] = {}
        place = 0
        while match := TAG.search(markup, place):
            start, place = match.span()
            slash, written, end = match.groups()
            if written is None:
                if markup.startswith(b"<![CDATA[", start) and self.in_drawing():
                    over = after_text(markup, start + 9, CDATA_END)
                    if over is None:
                        return found + self.starts_too_many(markup, place=start)
                    place = over
                continue
            if not end:  # a tag that nothing ends is none, nor is what follows
                break
            name = names.get(written)
            if name is None:
                name = written.lower()
                name = names[written] = h.HEADING if name in h.HEADINGS else name
            if name in h.RAW and not slash:
                self.before(name)
                is_text = not (self.in_drawing() or self.count[b"frameset"])
                over = after_text(markup, place, RAW_ENDS[name], is_text=is_text)
                if over is None:
                    return found + self.starts_too_many(markup, place=start)
                place = over
            elif not (self.ended(name) if slash else self.begun(name, markup[start:place])):
                found.append((start, place))
        return found

    def may_be_open(self, name: bytes) -> bool:
        """Whether elements of a name may be open after their start tags."""
        if self.in_drawing():
            return name not in h.BREAK_OUT or not (name in h.VOID or name in h.ROOTS)
        if name in h.PARTS:
            return name in h.CELLS and self.in_table()
        return not (name in h.VOID or name in h.ROOTS or (name == b"caption" and not self.in_table()))

    def in_drawing(self) -> bool:
        """Whether a parser may be in a drawing or a formula."""
        return self.count[b"svg"] > 0 or self.count[b"math"] > 0

    def in_table(self) -> bool:
        """Whether a parser may be in a table, or in a template, which may be for one."""
        return self.count[b"table"] > 0 or self.count[b"template"] > 0

    def starts_too_many(self, markup: bytes, place: int) -> list[tuple[int, int]]:
        """From a place on where it cannot be told what is text: all that may be start tags, but for so many that they may
        all be in one another."""
        left = DEEPEST - len(self.open)
        return [match.span() for match in islice(START.finditer(markup, place), max(0, left), None)]

    # ---- start tags

    def begun(self, name: bytes, tag: bytes) -> bool:
        """Take in a start tag. False if it is one too many, which changes nothing."""
        if not self.may_be_open(name):
            self.before(name)
            return True
        if len(self.open) >= DEEPEST or (name in h.FORMATTING and self.count[name] >= MOST_ALIKE):
            self.cut[name] += 1
            return False
        self.before(name)
        is_drawn = name in h.FOREIGN or (self.in_drawing() and self.nearest() in SURE_DRAWINGS)
        may_be_closed = is_drawn and tag.endswith(b"/>")
        if not (may_be_closed and SELF_CLOSED.fullmatch(tag)):
            self.push(name)
            self.doubted(if_so=may_be_closed and name in h.FOREIGN)
        return True

    def before(self, name: bytes) -> None:
        """Close what a start tag closes."""
        if self.in_drawing() and not self.has_left_drawings(name):
            return
        if name in h.PARTS or name == b"caption":
            self.part_begins()
            return
        for item in h.ITEMS.get(name, ()):
            self.close(item, h.ITEM_SCOPE)
        if name in h.CLOSE_P:
            self.close(b"p", h.P_SCOPE)
        elif name in h.ALIKE:  # not one in the other
            if name == b"button" or not self.is_formatting_lost:
                self.close(name, h.BARRIERS)
        elif name == b"form":  # it may be in another, and none then
            self.doubted(if_so=self.count[b"p"] > 0)
        elif name == b"table":
            self.table_begins()
        elif name in (b"option", b"optgroup"):
            if self.open and self.open[-1] == b"option":
                self.remove(len(self.open) - 1)
        elif name in h.SELECT_ENDS:
            self.doubted(if_so=self.count[b"select"] > 0)
        elif name in h.RUBY:
            self.doubted(if_so=self.count[b"ruby"] > 0)

    def push(self, name: bytes) -> None:
        """An element is open from now on."""
        is_doubtful = False
        if name in h.CELLS:
            is_doubtful = self.nearest() != SURE_TABLE
        elif name in h.TRUSTED and name not in h.FOREIGN:
            is_doubtful = self.count[b"select"] > 0 or self.count[b"frameset"] > 0 or self.in_drawing()
        elif name in h.FOREIGN:
            is_doubtful = self.count[b"frameset"] > 0
        self.open.append(name)
        self.count[name] += 1
        self.doubted(if_so=is_doubtful)

    def has_left_drawings(self, name: bytes) -> bool:
        """Whether a start tag in what may be a drawing stands out of all of them, and closes what it closes elsewhere."""
        if name not in h.BREAK_OUT:
            self.doubted(if_so=name in h.CLOSERS)
            return False
        if any(self.count[one] for one in h.IN_DRAWINGS):
            self.doubted()
            return True
        for place in range(len(self.open) - 1, max(-1, len(self.open) - 1 - FARTHEST), -1):
            if self.open[place] in h.FOREIGN:
                self.leave(place)
        self.doubted(if_so=self.in_drawing())
        return True

    def part_begins(self) -> None:
        """The next part of a table closes the one before."""
        if self.in_table():
            for one in (*h.CELLS, b"caption"):
                self.close(one, h.CELL_SCOPE)
            self.doubted(if_so=self.nearest()[0] not in (b"table", b"template"))

    def table_begins(self) -> None:
        """A table in a table, but in no cell of it, ends that one."""
        self.doubted(if_so=self.count[b"p"] > 0)  # which goes on in pages without a doctype
        nearest, is_trusted = self.nearest(h.CELL_SCOPE | h.MARKED)
        if nearest == b"table":
            self.close(nearest, h.TABLE_SCOPE)
        else:
            self.doubted(if_so=self.count[b"table"] > 0 and not (is_trusted and nearest in h.CELLS))

    # ---- end tags

    def ended(self, name: bytes) -> bool:
        """Close what an end tag closes, if anything. False if its start tag was one too many."""
        if self.cut[name]:
            self.cut[name] -= 1
            return False
        if self.in_drawing() and name in (b"p", b"br"):
            self.has_left_drawings(name)
        if name in h.CELLS:
            self.close(name, h.CELL_SCOPE)
        elif name in h.PARTS:
            self.doubted(if_so=self.in_table() and self.nearest()[0] not in (b"table", b"template"))
        elif name == b"table":
            self.close(name, h.TABLE_SCOPE)
        elif name == b"template":
            self.close(name, frozenset())
        elif name == b"p":
            self.close(name, h.P_SCOPE)
        elif name == b"li":
            self.close(name, h.LIST_SCOPE)
        else:
            self.close(name, h.BARRIERS if name in h.SCOPED or name in h.FORMATTING else h.SPECIAL)
        return True

    def close(self, name: bytes, stops: frozenset[bytes]) -> None:
        """Close the innermost element of a name, unless one of stops is open in it."""
        if not self.count[name]:
            return
        is_formatting = name in h.FORMATTING
        passed = 0
        for place in range(len(self.open) - 1, max(-1, len(self.open) - 1 - FARTHEST), -1):
            one = self.open[place]
            if one == name:
                if not self.leave(place):
                    is_another = name in h.UNTRUSTED and self.count[name] > 0  # and that one is meant, maybe
                    self.doubted(if_so=is_another or (passed > 0 and (not is_formatting or self.in_drawing())))
                return
            if one in stops or (is_formatting and self.is_formatting_lost and one in h.SPECIAL):
                self.doubted(if_so=place < self.trusted or one not in h.HARD)
                return
            passed += one in h.SPECIAL
            if is_formatting and passed > MOST_MISNESTED:
                break
        self.doubted()

    def leave(self, place: int) -> bool:
        """Close an element: with what was opened in it where it is trusted, but for formatting, which is opened again
        unless something round it marks where that ends. Whether it was trusted."""
        name = self.open[place]
        if place < self.trusted or name not in h.TRUSTED:
            self.remove(place)
            return False
        if place == len(self.open) - 1:
            self.count[self.open.pop()] -= 1
            return True
        inner = self.open[place + 1 :]
        marks = [at for at, one in enumerate(inner) if one in h.MARKED]
        if len(marks) > (name == b"table"):
            self.is_formatting_lost = True
        kept = [one for one in inner[: marks[0] if marks else None] if one in h.FORMATTING and name not in h.MARKED]
        for one in self.open[place:]:
            self.count[one] -= 1
        for one in kept:
            self.count[one] += 1
        self.open[place:] = kept
        return True

    def remove(self, place: int) -> None:
        """One element is open no more; what was opened in it still is."""
        self.count[self.open.pop(place)] -= 1
        self.trusted -= place < self.trusted

    # ---- what is known

    def nearest(self, names: frozenset[bytes] = h.SPECIAL) -> tuple[bytes, bool]:
        """The innermost special element, or that of names, and whether it is trusted; b"" if none is near."""
        for place in range(len(self.open) - 1, max(-1, len(self.open) - 1 - FARTHEST), -1):
            if self.open[place] in names:
                return self.open[place], place >= self.trusted
        return b"", False

    def doubted(self, *, if_so: bool = True) -> None:
        """A parser may have closed any of the elements that are open."""
        if if_so:
            self.trusted = len(self.open)
            self.is_formatting_lost |= any(self.count[one] for one in h.MARKED)


def after_text(markup: bytes, start: int, end: re.Pattern[bytes], *, is_text: bool = False) -> int | None:
    """Where text ends; None if it may be none and there may be tags in it."""
    over = end.search(markup, start)
    place = over.start() if over else len(markup)
    return place if is_text or markup.find(b"<", start, place) < 0 else None
