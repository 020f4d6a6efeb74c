"""Words of a text found again in markup, JSON or XML, however they are spelled there, and blackened. Pure.

A text is known by its runs of five words, so that an excerpt, a quotation or a teaser that is cut off is found as well,
whatever tags, entities and escapes stand between the words or in them. A shorter text is one run. A run of one word (a
name) is looked for in what people read and in the values of attributes, never in the names that markup itself is made of.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crawler.markup_words import joined, names_of_markup, spaced
from crawler.spellings import Reading, folded, layers

RUN_WORDS = 5
BLACK = "█"
WORD = re.compile(r"[^\W_]+")
WINDOW = 1 << 19  # characters read at once
OVERLAP = WINDOW >> 2  # of them read twice, so that a run at the border is found
BORDERS = ("<", "&lt;", "\\u003c", "\\u003C")  # where a window may begin: never within a tag
NEAR = 4_000  # characters around the mark of a comment that may be its own markup, if no other's begins before
# Where the markup of another comment begins; the number is its own.
OTHER = re.compile(r"""comment[-_/=]?(\d+)|[\[,]\s*\{\s*\\?"id\\?"\s*:\s*(\d+)""", re.I)
BEGINS = re.compile(r"<(?:item|entry|li|article|tr)(?=[\s>])", re.I)
OBJECT = re.compile(r'\{\s*\\?"')
AVATAR = re.compile(r"avatar\\?/([0-9a-f]{32,64})")  # a hash of somebody's mail address

Run = tuple[str, ...]
Span = tuple[int, int]
Match = tuple[Run, list[Span]]  # and the letters of its words


@dataclass(frozen=True, slots=True)
class Mask:
    """What is blackened: runs of `always`; those of `close` near one of `marks` (a comment's number); where a text has no
    mark at all, those of `unmarked`. Making one ready costs time: keep it for all texts."""

    always: frozenset[Run]
    close: frozenset[Run] = frozenset()
    marks: frozenset[Run] = frozenset()
    unmarked: frozenset[Run] = frozenset()
    _rarest: dict[str, list[Run]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Order what is looked for by the word that is seldom met: the longest."""
        rarest = defaultdict(list)
        for run in self.always | self.unmarked | self.close | self.marks:
            rarest[max(run, key=len)].append(run)
        object.__setattr__(self, "_rarest", dict(rarest))

    def __bool__(self) -> bool:
        """Whether there is anything to be looked for."""
        return bool(self.always or self.unmarked or (self.close and self.marks))

    def spans(self, text: str, charset: str = "utf-8") -> list[Span]:
        """The stretches of text that are to be blackened, in order, none within another. charset is that of bytes spelled
        with percent signs which are not UTF-8."""
        always: set[Span] = set()
        close: set[Span] = set()
        unmarked: set[Span] = set()
        marks: set[int] = set()
        for run, letters in self._found(text, charset):
            if run in self.marks:
                marks.add(letters[0][0])
            for spans, runs_of in ((always, self.always), (close, self.close), (unmarked, self.unmarked)):
                if run in runs_of:
                    spans.update(letters)
        if not marks:
            return list(_apart(always | unmarked))
        zones = _united(self._zones(text, sorted(marks)))
        close.update(avatar.span(1) for avatar in AVATAR.finditer(text))
        always.update(span for span in close if _is_within(span[0], zones))
        return list(_apart(always))

    def _zones(self, text: str, marks: list[int]) -> Iterator[Span]:
        """Around each mark what is the markup of that comment."""
        own = {run[-1] for run in self.marks}
        others = [at.start() for at in OTHER.finditer(text) if (at[1] or at[2]) not in own]
        tags, objects = ([at.start() for at in begins.finditer(text)] for begins in (BEGINS, OBJECT))
        for mark in marks:
            behind = bisect_right(others, mark)
            end = others[behind] if behind < len(others) else len(text)
            begun = _last(tags, end) if behind < len(others) else -1
            end = begun if begun > mark else end
            start = max(_last(tags, mark), _last(objects, mark), mark - NEAR, others[behind - 1] if behind else 0)
            yield start, min(mark + NEAR, end)

    def words(self) -> Iterator[str]:
        """Every word that is looked for."""
        yield from {word for runs_of in self._rarest.values() for run in runs_of for word in run}

    def _found(self, text: str, charset: str) -> Iterator[Match]:
        for begin, end in windows(text):
            for run, letters in self._in_window(text[begin:end], charset):
                cut_before = begin > 0 and letters[0][0] == 0
                cut_behind = end < len(text) and letters[-1][1] == end - begin
                if not cut_before and not cut_behind:
                    yield run, [(start + begin, stop + begin) for start, stop in letters]

    def _in_window(self, text: str, charset: str) -> Iterator[Match]:
        """What is found in all readings. A single word is none where one of them takes it for a name of the markup."""
        read = list(layers(text, charset))
        single: list[Match] = []
        for layer in read:
            for run, letters in self._in_layer(layer):
                if len(run) > 1 or run in self.marks:
                    yield run, letters
                else:
                    single.append((run, letters))
        if single:
            markup = _united(
                (layer.origin(start)[0], layer.origin(end - 1)[1])
                for layer in read
                for start, end in names_of_markup(layer.text)
                if start < end
            )
            yield from (one for one in single if not _is_within(one[1][0][0], markup))

    def _in_layer(self, layer: Reading) -> Iterator[Match]:
        bare, wide = joined(layer), spaced(layer)
        readings = [folded(reading) for reading in ((layer,) if bare is layer else (layer, bare))]
        words = {word for reading in readings for word in WORD.findall(reading.text)}
        possible = self._possible(words)
        if possible:
            for reading in readings if wide is layer else (*readings, folded(wide)):
                yield from _in_reading(reading, possible)

    def _possible(self, words: set[str]) -> frozenset[Run]:
        """The runs of which all the words are there; none if nothing would come of them."""
        rare = self._rarest.keys() & words
        possible = frozenset(run for word in rare for run in self._rarest[word] if words.issuperset(run))
        is_needed = (
            possible & self.always or possible & self.unmarked or (possible & self.close and possible & self.marks)
        )
        return possible if is_needed else frozenset()


def _in_reading(reading: Reading, possible: frozenset[Run]) -> Iterator[Match]:
    found = list(WORD.finditer(reading.text))
    words = [word[0] for word in found]
    firsts = {run[0] for run in possible}
    sizes = sorted({len(run) for run in possible})
    for place, word in enumerate(words):
        if word not in firsts:
            continue
        for size in sizes:
            run = tuple(words[place : place + size])
            if run in possible:
                yield (
                    run,
                    [reading.origin(at) for one in found[place : place + size] for at in _letters(reading.text, one)],
                )


def _letters(text: str, word: re.Match[str]) -> range:
    """Where a word's letters stand, with the marks (vowels of Thai and Indic scripts) behind them."""
    end = word.end()
    while end < len(text) and text[end] > "\x7f" and unicodedata.category(text[end])[0] == "M":
        end += 1
    return range(word.start(), end)


def runs(texts: Iterable[str], *, least: int = 1) -> frozenset[Run]:
    """The runs of words of texts; of one with fewer than `least` words none.

    >>> sorted(runs(["Harga beras naik."]))
    [('harga', 'beras', 'naik')]
    """
    found: set[Run] = set()
    for text in texts:
        words = WORD.findall(folded(Reading(text)).text)
        if len(words) >= max(least, 1):
            size = min(RUN_WORDS, len(words))
            found.update(tuple(words[i : i + size]) for i in range(len(words) - size + 1))
    return frozenset(found)


def blackened(text: str, mask: Mask) -> str:
    """text with every letter that a mask covers blackened; in tags and out of them.

    >>> blackened('<p title="Harga beras naik">Harga <b>beras</b> na&#105;k lagi', Mask(runs(["harga beras naik"])))
    '<p title="█████ █████ ████">█████ <b>█████</b> ████ lagi'
    """
    pieces, done = [], 0
    for start, end in mask.spans(text):
        pieces += [text[done:start], BLACK]
        done = end
    return "".join([*pieces, text[done:]])


def windows(text: str) -> Iterator[Span]:
    """The stretches in which a text is read: all of it, or of a long one overlapping parts that begin outside of tags."""
    begin = 0
    while begin + WINDOW < len(text):
        yield begin, begin + WINDOW
        least = begin + WINDOW - OVERLAP
        begin = max(least, *(text.rfind(border, least, least + OVERLAP // 4) for border in BORDERS))
    yield begin, len(text)


def _last(places: list[int], before: int) -> int:
    behind = bisect_left(places, before)
    return places[behind - 1] if behind else -1


def _united(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Starts and ends of stretches, those that overlap made one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _is_within(at: int, united: tuple[list[int], list[int]]) -> bool:
    place = bisect_right(united[0], at) - 1
    return place >= 0 and at < united[1][place]


def _apart(spans: set[Span]) -> Iterator[Span]:
    done = -1
    for start, end in sorted(spans):
        if start >= done:
            yield start, end
            done = end
