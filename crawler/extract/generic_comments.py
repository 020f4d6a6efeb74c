"""Comments of unknown software: repeated items below a box that calls itself comments, or schema.org objects."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.blocks import Outline
from crawler.extract import json_ld
from crawler.extract.class_words import Says, said_by
from crawler.extract.paragraphs import HEADINGS
from crawler.extract.reading import Reading
from crawler.items import Comment, Precision
from crawler.text import clean_line, plain
from crawler.urls import absolute

ITEM_TAGS = frozenset("li article div section dl dd tr td".split())
ITEM_NAME = re.compile(
    r"(?<![a-z])comment[-_ ]?\d+|@comment|(?<![a-z])comment(?:\s|$)|comment[-_]?(?:item|entry|wrap|body|box)\b", re.I
)
ASIDE = re.compile(
    r"form|respond|reply-title|login|captcha|count|submit|navigation|nav-|meta|author|avatar|date|vote|rating|header|footer|closed|"
    r"policy|notes|awaiting",
    re.I,
)
TEXT_NAME = re.compile(r"body|content|text", re.I)
ITEM_ID = re.compile(r"(?:\w+[-_])?(?:comment|kommentar|komentar|reply|c)[-_]?([\w-]*\d[\w-]*)", re.I)
AUTHORS = (
    "[itemprop=author] [itemprop=name], [itemprop=author], [rel~=author], [class*=author], [class*=Author], [class*=username], "
    "[class*=user-name], [class*=commenter], cite, .fn, .name"
)
SHORTEST_LINE, SHORTEST_COMMENT = 12, 15
LONGEST_NAME = 80
MOST_COMMENTS = 5_000
COMMENT = int(Says.COMMENT)


def generic_comments(reading: Reading, story_lines: Iterable[int]) -> tuple[Comment, ...]:
    """Comments told in JSON-LD, else those the page shows; no line of the story is one."""
    return _from_profile(reading) or _from_json_ld(reading) or _shown(reading, set(story_lines))


def _from_profile(reading: Reading) -> tuple[Comment, ...]:
    """The elements a profile names, one comment each."""
    css = reading.profile.comments
    outline = reading.outline
    found = []
    for node in reading.page.tree.css(css)[:MOST_COMMENTS] if css else ():
        box = reading.box_of(node)
        lines = list(range(outline.first[box], outline.last[box])) if box is not None else []
        if box is not None and lines:
            found.append(replace(_comment(reading, box, lines, []), rule="profile"))
    return tuple(found)


def _from_json_ld(reading: Reading) -> tuple[Comment, ...]:
    found: list[Comment] = []
    for item in reading.page.json_ld:
        if "Comment" in json_ld.types_of(item):
            text = item.get("text") or item.get("commentText")
            paragraphs = _lines_of(text) if isinstance(text, str) else ()
            if paragraphs:
                found.append(_told(reading, item, paragraphs))
    return tuple(found[:MOST_COMMENTS])


def _lines_of(text: str) -> tuple[str, ...]:
    return tuple(line for line in (plain(piece) for piece in re.split(r"\n\s*\n|</p>", text)) if line)


def _told(reading: Reading, item: dict[str, Any], paragraphs: tuple[str, ...]) -> Comment:
    author = next((name for name, _ in json_ld.names(item.get("author") or item.get("creator"), reading.page)), None)
    when = json_ld.text(item, "dateCreated") or json_ld.text(item, "datePublished")
    found = reading.instant(when) if when else None
    number = item.get("@id") or item.get("identifier")
    address = json_ld.text(item, "url")
    return Comment(
        source_id=str(number) if isinstance(number, str | int) else None,
        parent_id=None,
        depth=None,
        author=clean_line(plain(author)) or None if author else None,
        author_url=None,
        published_at=found[0] if found else None,
        precision=found[1] if found else Precision.SECOND,
        paragraphs=paragraphs,
        permalink=absolute(address, reading.page.base_url) if address else None,
        rule="json-ld",
    )


def _shown(reading: Reading, story: set[int]) -> tuple[Comment, ...]:
    outline = reading.outline
    items = _item_of_box(outline)
    if items is None:
        return ()
    lines: defaultdict[int, list[int]] = defaultdict(list)
    for line, home in enumerate(outline.home):
        item = items[home]
        if item < 0 or line in story or outline.tag[home] in HEADINGS:
            continue
        if len(outline.text[line]) >= SHORTEST_LINE and outline.linked[line] <= 0.5 * len(outline.text[line]):
            lines[item].append(line)
    found = []
    for item, own in list(lines.items())[:MOST_COMMENTS]:
        if sum(len(outline.text[line]) for line in own) >= SHORTEST_COMMENT:
            found.append(_comment(reading, item, own, items))
    return tuple(found)


def _item_of_box(outline: Outline) -> list[int] | None:
    """For each box, the comment item it belongs to with its text, else -1; None if nothing calls itself comments."""
    if not any(said_by(names) & COMMENT for names in set(outline.names)):
        return None
    area, aside, items = [False], [False], [-1]
    for box in range(1, len(outline.tag)):
        outer, tag, names = outline.parent[box], outline.tag[box], outline.names[box]
        inside = area[outer] or bool(names and said_by(names) & COMMENT)
        area.append(inside)
        if not inside:
            aside.append(False)
            items.append(-1)
            continue
        is_frame = bool(names and tag != "li" and ASIDE.search(names) and not TEXT_NAME.search(names))
        aside.append(aside[outer] or tag in ("form", "nav") or is_frame)
        begins = (tag in ("li", "article") or bool(names and ITEM_NAME.search(names))) and tag in ITEM_TAGS
        items.append(box if begins and not (tag == "div" and items[outer] >= 0) else items[outer])
    return [-1 if off else item for item, off in zip(items, aside, strict=True)]


def _comment(reading: Reading, item: int, lines: list[int], items: list[int]) -> Comment:
    outline = reading.outline
    node = outline.element[item]
    author = _author(node)
    when = _time(reading, node)
    outer = outline.parent[item]
    parent = items[outer] if items and outer >= 0 else -1
    return Comment(
        source_id=_number(outline.names[item]),
        parent_id=_number(outline.names[parent]) if parent >= 0 else None,
        depth=None,
        author=author,
        author_url=None,
        published_at=when[0] if when else None,
        precision=when[1] if when else Precision.SECOND,
        paragraphs=tuple(outline.text[line] for line in lines),
        rule="markup",
    )


def _number(names: str) -> str | None:
    match = ITEM_ID.fullmatch(names.partition(" #")[2].partition(" @")[0])
    return match[1] if match else None


def _author(node: LexborNode) -> str | None:
    for css in AUTHORS.split(", "):
        found = node.css_first(css)
        text = clean_line(found.text(separator=" ")) if found is not None else ""
        if text and len(text) <= LONGEST_NAME:
            return text
    return None


def _time(reading: Reading, node: LexborNode) -> Any:
    found = node.css_first("time, [itemprop=dateCreated], [itemprop=datePublished]")
    if found is None:
        return None
    attributes = found.attributes
    return reading.instant(attributes.get("datetime") or attributes.get("content") or clean_line(found.text()))
