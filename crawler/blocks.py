"""An element's text as a flat model: lines of text, and the boxes that hold them.

A line is a run of inline text between two block edges or line breaks; a box is a block element. Every box
owns a range of lines, so the mass of text or links of any subtree is the difference of two sums. One walk
without recursion builds it; `crawler.extract` decides on it and never walks a tree again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.text import clean_line, clean_preformatted

TEXT, LINK, INLINE, BOLD, CITE, BLOCK, BREAK, PICTURE, SWALLOWING, UNSEEN = range(10)  # LINK to CITE stand in a line
UNSEEN_TAGS = frozenset(
    """script style noscript template svg iframe object embed canvas audio video map math select option button input
    textarea label datalist progress meter dialog head link meta title base source track param area picture nav rt rp
    frameset""".split()
)
INLINE_TAGS = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q ruby s samp small span strike strong
    sub sup time tt u var wbr nobr amp-link rb rtc""".split()
)
SORTS = {"a": LINK, "b": BOLD, "strong": BOLD, "cite": CITE}
# Elements that are no text by themselves but swallow the page when an author forgot to close them.
SWALLOWING_TAGS = frozenset(("nav", "button", "label", "dialog"))
SWALLOWED = "article, main, h1"
LEAST_TEXT = 600  # characters; a page with less may have been swallowed
# Words meant for screen readers alone: labels such as "Author" or "(opens in a new tab)".
UNPRINTED = re.compile(
    r"(?<![\w-])(?:screen-reader-text|sr-only|visually-hidden|visuallyhidden|assistive-text)(?![\w-])"
)
HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.I)
SMILEY = re.compile(r"(?<![\w-])(?:emoji|wp-smiley)(?![\w-])")
LONGEST_ALT = 16
MOST_LINES = 100_000  # a page of news has hundreds
EDGE = 2  # as many line breaks as part two paragraphs


FIXED_TAGS = 150  # lexbor numbers the tags of HTML from 1; others have other numbers on each page
KNOWN_TAGS: list[tuple[int, str] | None] = [
    None
] * FIXED_TAGS  # of those seen so far: what the walk does with them, and their names


@dataclass(slots=True)
class Outline:
    """The lines and boxes below one element, in page order; box 0 is that element.

    Of line i: `text`, how many of its characters are `linked`, how many `links` and `bold` characters it
    has, its innermost box `home`, and whether one `<br>` alone `joined` it to the line before.
    Of box k: `tag`, `parent` (-1 for box 0), `names` ("classes #id @itemprop", " @hidden" for display:none),
    `element`, and its lines `first` to `last` (exclusive).
    `inline` has the inline elements and pictures that have attributes: how many boxes were opened before,
    the attributes, the element, its tag. `kinds` has the boxes with an `itemtype` (True) or a `typeof` (False), and its
    value. `navigation` has the `nav` elements, whose text is left out.
    """

    text: list[str] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    bold: list[int] = field(default_factory=list)
    home: list[int] = field(default_factory=list)
    joined: list[bool] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    element: list[LexborNode] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    inline: list[tuple[int, dict[str, str | None], LexborNode, str]] = field(default_factory=list)
    kinds: list[tuple[int, str, bool]] = field(default_factory=list)
    navigation: list[LexborNode] = field(default_factory=list)

    def ancestors(self, box: int) -> list[int]:
        """The boxes round a box, innermost first, without the box itself."""
        found = []
        box = self.parent[box]
        while box >= 0:
            found.append(box)
            box = self.parent[box]
        return found

    def end(self, box: int) -> int:
        """The first box after those inside a box."""
        end = box + 1
        while end < len(self.tag) and self.parent[end] >= box:
            end += 1
        return end

    def text_of(self, box: int) -> str:
        """All text of a box on one line."""
        return " ".join(self.text[self.first[box] : self.last[box]])


def outlined(root: LexborNode | None) -> Outline:
    """The Outline of everything below root; an empty one for None."""
    if root is None:
        return Outline()
    outline = Outline()
    if _Walk(outline).run(root) and sum(map(len, outline.text)) < LEAST_TEXT:
        outline = Outline()
        _Walk(outline, may_be_swallowed=True).run(root)
    return outline


class _Walk:
    """The state of one walk: what has been read of the line that is being collected."""

    __slots__ = ("bold", "breaks", "linked", "links", "may_be_swallowed", "outline", "parts")

    def __init__(self, outline: Outline, *, may_be_swallowed: bool = False) -> None:
        self.may_be_swallowed = may_be_swallowed
        self.outline = outline
        self.parts: list[str] = []
        self.linked = self.links = self.bold = 0
        self.breaks = EDGE  # line breaks since the last line

    def run(self, root: LexborNode) -> bool:
        """Read all below root; whether elements were left out that swallow what follows if they are never closed.

        One loop and a stack of what to go on with: pages nest deeper than Python calls may.
        """
        left_out = False
        outline = self.outline
        parts, inline, text_of = self.parts, outline.inline, outline.text
        boxes, parents, names_of = outline.tag, outline.parent, outline.names
        elements, first, last = outline.element, outline.first, outline.last
        tags = KNOWN_TAGS
        others: dict[int, tuple[int, str]] = {}
        unprinted: dict[str, bool] = {}
        box = self._open_outermost(root)
        in_link = in_bold = in_pre = False
        stack: list[tuple[LexborNode | None, int, int, bool, bool, bool]] = []
        node = root.first_child
        while True:
            if node is None:
                if not stack:
                    break
                node, closed, outer, in_link, in_bold, was_pre = stack.pop()
                if closed >= 0:
                    if parts:
                        self._end_line(box, in_pre)
                    self.breaks = EDGE
                    last[closed] = len(text_of)
                in_pre, box = was_pre, outer
                continue
            number = node.tag_id
            entry = tags[number] if number < FIXED_TAGS else others.get(number)
            if entry is None:
                tag = node.tag or "-none"
                entry = _sort_of(tag), tag
                if number < FIXED_TAGS:
                    tags[number] = entry
                else:
                    others[number] = entry
            sort, tag = entry
            if sort == TEXT:
                text = None if not parts and node.is_empty_text_node else node.text_content  # two thirds are blank
                if text and (parts or not text.isspace()):
                    parts.append(text)
                    if in_link or in_bold:
                        length = len(text.strip())
                        self.linked += length if in_link else 0
                        self.bold += length if in_bold else 0
                node = node.next
            elif sort <= BOLD or (sort == CITE and not self._is_quote(box)):
                attributes = node.attributes
                if attributes:
                    inline.append((len(boxes), attributes, node, tag))
                    # Most links have an address and nothing else.
                    if (len(attributes) > 1 or "href" not in attributes) and _is_unprinted(attributes, unprinted):
                        node = node.next
                        continue
                stack.append((node.next, -1, box, in_link, in_bold, in_pre))
                if sort == LINK:
                    if (attributes.get("href") or "#")[0] != "#":
                        in_link = True
                        self.links += 1
                elif sort == BOLD:
                    in_bold = True
                node = node.first_child
            elif sort <= BLOCK or (
                sort == SWALLOWING and self.may_be_swallowed and node.css_first(SWALLOWED) is not None
            ):
                if sort == CITE and not any(map(str.isalnum, "".join(parts))):
                    parts.clear()  # the dash before a source
                if parts:
                    self._end_line(box, in_pre)
                self.breaks = EDGE
                stack.append((node.next, len(boxes), box, in_link, in_bold, in_pre))
                parents.append(box)
                box, in_pre = len(boxes), in_pre or tag == "pre"
                boxes.append(tag)
                attributes = node.attributes
                if len(attributes) == 1 and (classes := attributes.get("class")):  # as most have
                    names_of.append(classes)
                else:
                    names_of.append(_names(attributes) if attributes else "")
                    if "itemtype" in attributes or "typeof" in attributes:
                        outline.kinds += _kinds(box, attributes)
                elements.append(node)
                first.append(len(text_of))
                last.append(0)  # until it is closed
                node = node.first_child
            else:
                if sort == BREAK:
                    self._break(tag, box, in_pre)
                elif sort == PICTURE:
                    self._picture(node)
                elif sort == SWALLOWING:
                    left_out = True
                    if tag == "nav":
                        outline.navigation.append(node)
                node = node.next
        self._end_line(0, False)
        last[0] = len(text_of)
        return left_out

    def _is_quote(self, box: int) -> bool:
        """Whether a box is a quotation or a paragraph of one: a `cite` in it names the source, on a line of its own."""
        outline = self.outline
        return outline.tag[box] == "blockquote" or (box > 0 and outline.tag[outline.parent[box]] == "blockquote")

    def _open_outermost(self, root: LexborNode) -> int:
        outline, attributes = self.outline, root.attributes
        outline.tag.append(root.tag or "")
        outline.parent.append(-1)
        outline.names.append(_names(attributes))
        outline.kinds += _kinds(0, attributes)
        outline.element.append(root)
        outline.first.append(0)
        outline.last.append(0)
        return 0

    def _end_line(self, box: int, in_pre: bool) -> None:
        parts = self.parts
        whole = parts[0] if len(parts) == 1 else "".join(parts)
        parts.clear()
        text = clean_preformatted(whole) if in_pre else clean_line(whole)
        outline = self.outline
        if text and len(outline.text) < MOST_LINES:
            outline.text.append(text)
            outline.linked.append(self.linked)
            outline.links.append(self.links)
            outline.bold.append(self.bold)
            outline.home.append(box)
            outline.joined.append(self.breaks == 1)
            self.breaks = 0
        self.linked = self.links = self.bold = 0

    def _break(self, tag: str, box: int, in_pre: bool) -> None:
        if in_pre and tag == "br":
            self.parts.append("\n")
            return
        self._end_line(box, in_pre)
        self.breaks = self.breaks + 1 if tag == "br" else EDGE

    def _picture(self, node: LexborNode) -> None:
        """Software that draws emoji as pictures keeps the character in `alt`."""
        attributes = node.attributes
        self.outline.inline.append((len(self.outline.tag), attributes, node, "img"))
        alt = attributes.get("alt")
        if alt and len(alt) <= LONGEST_ALT and SMILEY.search(attributes.get("class") or ""):
            self.parts.append(alt)


def _sort_of(tag: str) -> int:
    """What the walk does with elements of a tag."""
    if tag == "-text":
        return TEXT
    if tag in INLINE_TAGS:
        return SORTS.get(tag, INLINE)
    if tag in ("br", "hr"):
        return BREAK
    if tag == "img":
        return PICTURE
    if tag in SWALLOWING_TAGS:
        return SWALLOWING
    return UNSEEN if tag in UNSEEN_TAGS or tag.startswith("-") else BLOCK


def _is_unprinted(attributes: dict[str, str | None], known: dict[str, bool]) -> bool:
    """Whether an inline element is hidden, or for screen readers alone; known remembers class attributes."""
    names = attributes.get("class")
    if names:
        found = known.get(names)
        if found is None:
            may_be = "reader" in names or "sr-" in names or "hidden" in names or "assistive" in names
            found = known[names] = may_be and UNPRINTED.search(names) is not None
        if found:
            return True
    style = attributes.get("style")
    return bool(style and HIDDEN_STYLE.search(style)) or "hidden" in attributes


def _kinds(box: int, attributes: dict[str, str | None]) -> Iterator[tuple[int, str, bool]]:
    for name, is_type in (("itemtype", True), ("typeof", False)):
        if name in attributes:
            yield box, attributes[name] or "", is_type


def _names(attributes: dict[str, str | None]) -> str:
    names = attributes.get("class") or ""
    id_, item, style = attributes.get("id"), attributes.get("itemprop"), attributes.get("style")
    if id_:
        names += " #" + id_
    if item:
        names += " @" + item
    if (style and HIDDEN_STYLE.search(style)) or "hidden" in attributes:
        names += " @hidden"
    return names
