"""Which lines of an unknown page are its story: the container's, without clutter, and what was told beside it."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

from crawler.blocks import Outline
from crawler.extract import phrases
from crawler.extract.appeals import is_request
from crawler.extract.beside_paragraphs import beside_paragraphs, made_headings, with_picture
from crawler.extract.byline_phrases import announced
from crawler.extract.cards import cards
from crawler.extract.class_words import Says
from crawler.extract.closing import without_closing
from crawler.extract.clutter import CLOSED, LineTest, cluttered, is_sentence, without_repeats
from crawler.extract.container import container
from crawler.extract.dek import dek_lines, subtitles
from crawler.extract.enumerations import linked_items
from crawler.extract.key_points import key_points
from crawler.extract.machine_summaries import machine_summaries
from crawler.extract.next_stories import next_stories
from crawler.extract.weights import Weights, weigh

DATE_LIKE = re.compile(r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b")
LONGEST_FILING = 160
HIGHEST_CLIMB = 4


@dataclass(frozen=True, slots=True)
class Story:
    """The lines of a story, those of the dek above it, and the box that holds it; which of the lines are captions
    although their markup does not say so."""

    lines: tuple[int, ...]
    dek: tuple[int, ...]
    box: int
    rule: str
    captions: frozenset[int] = frozenset()


def story(
    outline: Outline, title: str | None, writers: Collection[str] = (), *, weights: Weights | None = None
) -> Story:
    """The story of a page nobody has described; no lines if it has no text. writers are names that the page tells; weights
    are the outline's, where they are known."""
    if not outline.text:
        return Story((), (), 0, "text density")
    weights = weights or weigh(outline)
    core = container(outline, weights)
    found = _story_in(outline, weights, core, title=title, writers=writers)
    if found.lines:
        return found
    first = _first_of_thread(outline, weights, core)
    return found if first is None else _story_in(outline, weights, first, title=title, writers=writers)


def _story_in(outline: Outline, weights: Weights, core: int, *, title: str | None, writers: Collection[str]) -> Story:
    first_text = next(
        (line for line in range(outline.first[core], outline.last[core]) if weights.mass[line] >= 60),
        outline.last[core],
    )
    test = LineTest(outline, title, first_text)
    dropped = cluttered(outline, weights, core)
    for box in chain(next_stories(outline, core, test), cards(outline, weights, core)):
        dropped[box] = True
    summaries = machine_summaries(outline, weights, core)
    whole = range(outline.first[core], outline.last[core])
    inside = [line for line in whole if not dropped[outline.home[line]] and line not in summaries]
    lines = [line for line in inside if test.passes(line)]
    if len(lines) < len(inside):
        lines = sorted([*lines, *linked_items(outline, inside, lines)])
    lines = _with_same_markup(outline, weights, core, lines, test)
    points = key_points(outline, lines)
    if points:
        lines = [line for line in lines if line not in points]
    named = subtitles(outline, lines)
    lines = _without_head(outline, lines[len(named) :])
    dek = [line for line in dek_lines(outline, core, lines, test) if line not in summaries and line not in points]
    begun = _first_of_story(outline, weights, core, dek, test)
    lines = list(without_repeats(outline, sorted({*lines, *dek, *begun})))
    above = {*dek, *named, *points[1:]}.difference(begun)
    told = [line for line in without_closing(outline, lines, writers) if line not in above]
    if not told:
        told, above = sorted(above), set()
    beside = frozenset(beside_paragraphs(outline, told))
    captions = with_picture(outline, beside)
    beside = beside - captions - made_headings(outline, beside)
    told = sorted({*told, *_captions(outline, told)} - beside)
    return Story(tuple(told), tuple(sorted(above)), core, "text density", captions)


def _first_of_story(
    outline: Outline, weights: Weights, core: int, dek: Collection[int], test: LineTest
) -> frozenset[int]:
    """The plain paragraphs and the text of a box round the container that does not hold the headline, those between them
    included: the beginning of a story whose rest lies in a box of its own, behind a wall, below an ad, entry by entry."""
    found = [line for line in dek if _is_beside_core(outline, weights, core, line)]
    if not found:
        return _dateline_before(outline, core)
    boxes = {outline.parent[outline.home[line]] for line in found}
    between = (
        line
        for line in range(found[0], outline.first[core])
        if outline.tag[outline.home[line]] == "p" and outline.parent[outline.home[line]] in boxes and test.passes(line)
    )
    return frozenset((*found, *between))


def _dateline_before(outline: Outline, core: int) -> frozenset[int]:
    """The line before the container, if it is a dateline without its sentence."""
    line = outline.first[core] - 1
    return frozenset((line,)) if line >= 0 and phrases.lone_dateline(outline.text[line]) else frozenset()


def _is_beside_core(outline: Outline, weights: Weights, core: int, line: int) -> bool:
    home, around = outline.home[line], outline.ancestors(core)
    outer = home if home in around else outline.parent[home]
    if (outer != home and outline.tag[home] != "p") or weights.says[home] & Says.DEK or outer not in around:
        return False
    return not any(outline.tag[outline.home[above]] == "h1" for above in range(outline.first[outer], line))


def _first_of_thread(outline: Outline, weights: Weights, core: int) -> int | None:
    """The first article with text below a box that holds nothing but articles, as the threads of forums do."""
    below = range(core + 1, len(outline.tag))
    return next((box for box in below if outline.tag[box] == "article" and weights.mass_of(outline, box) > 0), None)


def _captions(outline: Outline, told: list[int]) -> list[int]:
    """The captions of pictures between the first line of a story and its last."""
    if not told or "figcaption" not in outline.tag:
        return []
    return [
        line
        for line in range(told[0], told[-1])
        if "figcaption" in _tags_round(outline, line) and not outline.linked[line] and len(outline.text[line]) > 3
    ]


def _tags_round(outline: Outline, line: int) -> list[str]:
    home = outline.home[line]
    return [outline.tag[box] for box in (home, *outline.ancestors(home)[:HIGHEST_CLIMB])]


def _with_same_markup(outline: Outline, weights: Weights, core: int, lines: list[int], test: LineTest) -> list[int]:
    """lines and those near the container that are marked up like them: stories split over sibling boxes."""
    if not lines:
        return lines
    mass: Counter[tuple[str, str, str]] = Counter()
    for line in lines:
        if weights.mass[line]:
            mass[_markup(outline, line)] += int(weights.mass[line])
    whole = mass.total() or 1
    typical = {markup for markup, own in mass.items() if own > 0.1 * whole and (markup[1] or markup[2])}
    around = core
    for _ in range(HIGHEST_CLIMB):
        if outline.parent[around] <= 0 or outline.tag[around] in ("article", "main"):
            break
        around = outline.parent[around]
    outside = [
        line
        for line in range(outline.first[around], outline.last[around])
        if not outline.first[core] <= line < outline.last[core]
        and weights.mass[line]
        and weights.weight[outline.home[line]] >= 0.6 * weights.weight[core]
        and _markup(outline, line) in typical
        and not is_request(outline.text[line])
        and test.passes(line)
    ]
    return sorted({*lines, *outside}) if outside else lines


def _markup(outline: Outline, line: int) -> tuple[str, str, str]:
    home = outline.home[line]
    classes = _classes(outline, home)
    return outline.tag[home], classes, "" if classes else _classes(outline, outline.parent[home]).partition(" ")[0]


def _classes(outline: Outline, box: int) -> str:
    return outline.names[box].partition(" #")[0].partition(" @")[0] if box >= 0 else ""


def _says_who_filed(text: str) -> bool:
    """Whether a line says when the story was published and by whom: "5/10/2018 - Publicado por: Ayu Lestari - Kota"."""
    is_short = len(text) < LONGEST_FILING and text[-1] not in CLOSED
    return is_short and DATE_LIKE.search(text) is not None and announced(text) is not None


def _without_head(outline: Outline, lines: list[int]) -> list[int]:
    """lines without short labels, names and dates before the first sentence."""
    if len(lines) > 1 and _says_who_filed(outline.text[lines[0]]):
        lines = lines[1:]
    if len(lines) <= 3:
        return lines
    start = 0
    while start < min(6, len(lines) - 2):
        text, tag = outline.text[lines[start]], outline.tag[outline.home[lines[start]]]
        if phrases.lone_dateline(text):
            return lines[start:]
        if len(text) >= 70 or text[-1] in CLOSED or tag in ("li", "td", "h2", "h3", "h4"):
            break
        if not ((DATE_LIKE.search(text) and len(text) < 50) or len(text) < 30):
            break
        start += 1
    return lines[start:] if start and is_sentence(outline, lines[start]) else lines
