"""What inside the container is no story: boxes (shares, related stories, forms), and single lines."""

import re
from collections import defaultdict
from collections.abc import Iterator

from crawler.blocks import Outline
from crawler.extract import phrases
from crawler.extract.appeals import is_open_appeal
from crawler.extract.class_words import Says
from crawler.extract.paragraphs import HEADINGS
from crawler.extract.walls import is_wall
from crawler.extract.weights import Weights
from crawler.text import comparable

COMMENT, CLUTTER = int(Says.COMMENT), int(Says.CLUTTER)
TABLE_PARTS = frozenset("tr td th tbody thead".split())
NEVER_LINK_LISTS = frozenset(("p", "h2", "h3", "h4", "td"))
OTHER_POST = re.compile(r"(?<![\w-])post-\d+")
TERMINAL = re.compile(r'[.!?…。！？:;,"”»“’\')）।؟]$|\.\W{0,3}$')
STAMP = re.compile(
    r"^\D{0,22}(?:\d{1,2}[:.h]\d{2}|\d{1,2}[./ -]{1,2}(?:\d{1,2}|\w{3,9})[./, -]{1,2}(?:19|20)?\d\d)(?!\d)"
)
# What scripts leave for scripts: seconds since 1970, ISO instants, addresses of pictures.
MACHINE_VALUE = re.compile(
    r"1\d{9}(?:\d{3})?|\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.Z+-]*|https?://\S+\.(?:jpe?g|png|gif|webp|svg)(?:\?\S*)?", re.I
)
TEMPLATE = ("{{", "{*", "{%")
EXTERNAL = re.compile(
    r"\bextern(?:e|en|er|es|al|o|a)?[rns]* (?:inhalt|content|contenu|contenido|conteúdo|innehåll|innhold|indhold)|contenu externe|"
    r"contenido externo|contenuto esterno|conteúdo externo|redaktionell\w* inhalt|inhalt\w* von (?:youtube|twitter|facebook|"
    r"instagram|tiktok)|personenbezogene daten\b.*\b(?:dritt|übermittel)",
    re.I,
)
SENTENCE_ENDS = frozenset(".!?…。！？\"”»:’')")
# Characters: shorter than any line that these patterns fit, as most cells of tables are.
SHORTEST_ORIGIN, SHORTEST_CONSENT = 20, 12
CONSENT_WORDS = ("extern", "estern", "redaktionell", "inhalt", "personenbezogen")
STOPS = (".", "!", "?", "。")
QUOTE_MARKS = " \t\"'“”„‘’‚«»‹›"
QUOTING = frozenset(("aside", "figure"))
MOST_QUOTATIONS = 50  # on a page: each is looked for in all of its text
NEVER_STAMPS = HEADINGS | {"li", "td", "th", "p"}
CLOSED = '.!?…。！？"”»:'


def cluttered(outline: Outline, weights: Weights, core: int) -> list[bool]:
    """For each box below core, whether it or a box round it is clutter."""
    dropped = [False] * len(outline.tag)
    first, last = outline.first, outline.last
    whole = weights.mass_of(outline, core) or 1.0
    of_class = _mass_by_class(outline, weights, core)
    quotations = set(_quotations(outline, core)) if "blockquote" in outline.tag else ()
    for box in range(core + 1, len(outline.tag)):
        if first[box] >= last[core]:
            break
        outer = outline.parent[box]
        if outer != core and dropped[outer]:
            dropped[box] = True
            continue
        names = outline.names[box]
        mass = weights.mass_of(outline, box)
        shared = max(mass, of_class.get(_classes(names), 0.0)) if names else mass
        dropped[box] = box not in quotations and _is_clutter(
            outline, weights, core, box, mass=mass, shared=shared, whole=whole
        )
    return dropped


def _quotations(outline: Outline, core: int) -> Iterator[int]:
    """The asides and figures below core that hold a quotation and nothing else, in words that the text does not have as
    well: a pull quote says them twice."""
    inside = [
        box
        for box in range(core + 1, len(outline.tag) - 1)
        if outline.tag[box] in QUOTING
        and outline.tag[box + 1] == "blockquote"
        and _are_same_lines(outline, box, box + 1)
    ]
    if not inside or len(inside) > MOST_QUOTATIONS:
        return
    told = outline.text_of(core).casefold()
    for box in inside:
        words = outline.text_of(box).casefold().strip(QUOTE_MARKS)
        if told.count(words) == 1:
            yield box


def _are_same_lines(outline: Outline, box: int, other: int) -> bool:
    return outline.first[box] == outline.first[other] < outline.last[box] == outline.last[other]


def _is_clutter(
    outline: Outline, weights: Weights, core: int, box: int, *, mass: float, shared: float, whole: float
) -> bool:
    """shared is the mass of all boxes with the same classes: what covers much of the story is no clutter."""
    tag, says = outline.tag[box], weights.says[box]
    if (tag in HEADINGS and not says & COMMENT) or tag in TABLE_PARTS:
        return False
    if says & COMMENT and ((mass < 0.9 * whole and whole - mass > 200) or mass == 0):
        return True
    if weights.factor[box] < 0.5 and shared < 0.3 * whole:
        return True
    if says & CLUTTER and shared < 0.12 * whole:
        return True
    if tag == "article" and mass < 0.3 * whole and outline.tag[core] != "body" and _is_other_story(outline, box):
        return True
    if says and is_wall(outline, box, says, mass / whole):
        return True
    return _is_link_list(outline, weights, box, mass=mass, whole=whole)


def _is_other_story(outline: Outline, box: int) -> bool:
    """Whether a nested article has another post's class, or a heading that is a link."""
    if OTHER_POST.search(outline.names[box]):
        return True
    for line in range(outline.first[box], min(outline.first[box] + 3, outline.last[box])):
        home = outline.home[line]
        tags = (outline.tag[home], outline.tag[outline.parent[home]])
        if not HEADINGS.isdisjoint(tags) and outline.linked[line] > 0.5 * len(outline.text[line]):
            return True
    return False


def _is_link_list(outline: Outline, weights: Weights, box: int, *, mass: float, whole: float) -> bool:
    tag, first, last = outline.tag[box], outline.first[box], outline.last[box]
    length = weights.characters[last] - weights.characters[first]
    linked = weights.linked[last] - weights.linked[first]
    if not length or tag in NEVER_LINK_LISTS:
        return False
    is_list = tag in ("ul", "ol")
    if linked > 0.5 * length and (length > 60 or is_list) and mass < 0.2 * whole:
        return True
    if not is_list or linked <= 0.2 * length or last - first <= 2 or mass >= 0.4 * whole:
        return False
    return sum(outline.linked[line] > 15 for line in range(first, last)) >= 0.7 * (last - first)


def _classes(names: str) -> str:
    return names.partition(" #")[0].partition(" @")[0] if "#" in names or "@" in names else names


def _mass_by_class(outline: Outline, weights: Weights, core: int) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for box in range(core + 1, len(outline.tag)):
        if outline.first[box] >= outline.last[core]:
            break
        names = outline.names[box]
        if names:
            found[_classes(names)] += weights.mass_of(outline, box)
    return found


class LineTest:
    """Whether a line may be part of the story, whatever box it lies in."""

    def __init__(self, outline: Outline, title: str | None, first_text: int) -> None:
        self.outline = outline
        self.title = comparable(title) if title else ""
        self.title_lengths = (len(self.title) * 0.8, len(title or "") * 1.3 + 8)
        self.first_text = first_text  # a first-level heading before this line is the page's, not the story's

    def is_title(self, text: str) -> bool:
        """Whether a line repeats the headline."""
        low, high = self.title_lengths
        return bool(self.title) and low <= len(text) <= high and comparable(text) == self.title

    def passes(self, line: int) -> bool:
        """No title, no link to elsewhere, no stamp, no template or label."""
        outline = self.outline
        text, linked, tag = outline.text[line], outline.linked[line], outline.tag[outline.home[line]]
        length = len(text)
        low, high = self.title_lengths
        if (tag == "h1" and line < self.first_text) or (low <= length <= high and self.is_title(text)):
            return False
        if (linked > 0.8 * length and not TERMINAL.search(text)) or (linked > 0.95 * length and length < 120):
            return False
        if (
            outline.links[line] == 1
            and linked > 0.45 * length
            and length - linked < 45
            and length < 220
            and not text.endswith(STOPS)
        ):
            return False  # "SEE MORE: a headline", in any language
        if phrases.leads_on(text, linked):
            return False
        if SHORTEST_ORIGIN < length < 300 and phrases.origin(text):
            return False
        if (text[0] in "hH" or text[0].isdigit()) and MACHINE_VALUE.fullmatch(text):
            return False
        if is_open_appeal(text) or ("{" in text and any(mark in text for mark in TEMPLATE)):
            return False
        if SHORTEST_CONSENT < length < 400 and _asks_for_consent(text):
            return False
        if length < 45 and text[-1] not in CLOSED and tag not in NEVER_STAMPS and STAMP.search(text):
            return False
        return any(map(str.isalnum, text))


def _asks_for_consent(text: str) -> bool:
    """Whether a line stands in place of an embed that a reader has not allowed."""
    low = text.lower()
    for word in CONSENT_WORDS:  # a loop: five looks for a word take less than a generator's start
        if word in low:
            return EXTERNAL.search(text) is not None
    return False


def without_repeats(outline: Outline, lines: list[int]) -> Iterator[int]:
    """lines without those that say word for word what an earlier long one said."""
    seen: set[str] = set()
    for line in lines:
        text = outline.text[line]
        if len(text) > 60:
            if text in seen:
                continue
            seen.add(text)
        yield line


def is_sentence(outline: Outline, line: int) -> bool:
    """Whether a line reads like running text."""
    text, linked = outline.text[line], outline.linked[line]
    length = len(text)
    if outline.tag[outline.home[line]] in HEADINGS:
        return False
    if length >= 80 and (linked < 0.5 * length or length - linked > 60):
        return True
    return length >= 25 and linked < 0.3 * length and text[-1] in SENTENCE_ENDS
