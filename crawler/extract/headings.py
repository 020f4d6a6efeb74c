"""The headings a page prints, each without the kicker, section or date that its markup sets apart from it."""

import re

from crawler.blocks import Outline
from crawler.text import clean_line

KICKER = re.compile(
    # in lower case, as the names it is for
    r"kicker|over-?line|roof-?line|top-?line|top-?title|pre-?title|eyebrow|dachzeile|spitzmarke|antetitulo|chapeu|occhiello|"
    r"(?:sub|pre)-?heading|sub-?title|sub-?line|title-?header|(?:entry|post)-section|(?<![a-z])(?:date|label|category|h1small)(?![a-z])"
)
SUBTITLE = re.compile(r"sub-?(?:title|line|heading)", re.I)
TITLE_ITSELF = re.compile(r"head-?line|title-?text|__title|__text|-title(?![a-z])", re.I)
KICKERS = "[class], small"
MOST_HEADINGS, MOST_PARTS = 6, 12
LONGEST_HEADING = 300
SHORTEST_TITLE = 8
EDGES = " :–—-|/·•"


def headings(outline: Outline, *tags: str) -> list[str]:
    """The texts of the page's first headings of these tags, each on one line, kickers left out."""
    boxes = [box for box, tag in enumerate(outline.tag) if tag in tags][:MOST_HEADINGS]
    texts = (_without_kicker(outline, box) for box in boxes)
    return [text for text in texts if text and len(text) < LONGEST_HEADING]


def _without_kicker(outline: Outline, box: int) -> str:
    """A heading without what stands before or after the title in an element of its own that says so."""
    text = outline.text_of(box).replace("\n", " ")
    node = outline.element[box]
    child = node.first_child
    if child is None or (child.next is None and child.tag == "-text"):
        return text
    for part in node.css(KICKERS)[:MOST_PARTS]:
        names = part.attributes.get("class") or ""
        if part.tag != "small" and (not KICKER.search(names.lower()) or TITLE_ITSELF.search(names.split("__")[-1])):
            continue
        apart = clean_line(part.text())
        is_below = part.tag == "small" or SUBTITLE.search(names) is not None
        rest = text.removesuffix(apart) if is_below and text.endswith(apart) else text.removeprefix(apart)
        rest = rest.strip(EDGES) if rest != text else rest
        if len(rest) >= SHORTEST_TITLE or len(rest) > len(apart):
            text = rest
    return text
