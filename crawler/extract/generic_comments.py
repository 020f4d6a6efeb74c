"""Comments of unknown software: those a page marks or calls so, or that repeat below a box that calls itself comments."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.blocks import Outline
from crawler.extract.comment_evidence import Evidence, evidence
from crawler.extract.comment_fields import Fields, Share, fields, named_in
from crawler.extract.comment_items import MOST_ITEMS, Item, items
from crawler.extract.reading import Reading
from crawler.extract.told_comments import told_comments
from crawler.items import Comment
from crawler.urls import absolute, key

LEVEL = re.compile(
    r"(?<![a-z])(?:comment[-_]?)?(?:depth|level|lvl|indent(?:ation)?|ebene|niveau|nested)[-_]?(\d{1,2})(?!\d)", re.I
)
REPLIES = re.compile(
    r"(?<![a-z])(?:indented|children|child|repl(?:y|ies)(?![-_]?(?:link|button|to|form))|nested|sub-?comments?|antwort(?:en)?|answers?|respuestas|"
    r"balasan|réponses|reponses|risposte|odpowiedzi|thread-?replies)(?![a-z])",
    re.I,
)
COMMENT_PAGE = re.compile(r"/comment-page-\d+/?")
SHORT_ITEM = 300
MOST_COMMENTS = MOST_ITEMS


def generic_comments(reading: Reading, story_lines: Iterable[int]) -> tuple[Comment, ...]:
    """Comments of the profile's elements, else those told in JSON-LD or shown, whichever are more."""
    found = _from_profile(reading)
    if found:
        return found
    told = told_comments(reading)
    shown = shown_comments(reading, story_lines)
    return told if len(told) >= len(shown) else shown


def _from_profile(reading: Reading) -> tuple[Comment, ...]:
    """The elements a profile names, one comment each."""
    css = reading.profile.comments
    if not css:
        return ()
    outline = reading.outline
    boxes = [reading.marks.box_of(node) for node in reading.page.tree.css(css)[:MOST_COMMENTS]]
    known = [Item(box, outline.first[box], outline.last[box]) for box in boxes if box is not None]
    found = evidence(reading, (), known=[item.box for item in known])
    return tuple(replace(comment, rule="profile") for comment in _threaded(reading, found, known)) if found else ()


def shown_comments(reading: Reading, story_lines: Iterable[int]) -> tuple[Comment, ...]:
    """The comments in the readers' part of a page; an entry that says neither whose it is nor when is none."""
    found = evidence(reading, story_lines)
    if found is None:
        return ()
    known = [item for item in items(reading.outline, found) if not _is_elsewhere(reading, item)]
    return _threaded(reading, found, known)


def _is_elsewhere(reading: Reading, item: Item) -> bool:
    """Whether a short entry links to a comment of another page: the list of a site's latest comments."""
    outline, page = reading.outline, reading.page
    if item.last - item.first > SHORT_ITEM or len("".join(outline.text[item.first : item.last])) > SHORT_ITEM:
        return False
    own = {_place(page.url), _place(page.canonical or page.url)}
    for link in outline.element[item.box].css("a[href*='#']"):
        href = link.attributes.get("href") or ""
        if href.startswith("#") or not named_in(href):
            continue
        url = absolute(href, page.base_url)
        if url is None or urlsplit(url).path.startswith("/comment/"):  # Drupal's own addresses of comments
            continue
        if _place(url) not in own:
            return True
    return False


def _place(url: str) -> str:
    """What addresses of one story's comments share: host and path, and the query where the path says nothing."""
    address = key(COMMENT_PAGE.sub("/", url))
    parts = urlsplit(address)
    return address if len(parts.path) < 2 or parts.path.endswith(".php") else parts.netloc + parts.path.rstrip("/")


def _threaded(reading: Reading, found: Evidence, known: list[Item]) -> tuple[Comment, ...]:
    """The comments with what each answers: the one round it, or the last one a level up."""
    if not known:
        return ()
    made: list[Comment] = []
    numbers: set[str] = set()
    above: list[tuple[int, str | None]] = []
    depths = _depths(reading.outline, known)
    is_threaded = len(set(depths)) > 1
    for item, depth, own in zip(known, depths, _shares(reading.outline, found, known), strict=True):
        if not own.lines:
            continue
        told = fields(reading, found, item, own)
        if not told.paragraphs:
            continue
        if told.source_id in numbers:
            told = replace(told, source_id=None)
        numbers.add(told.source_id or "")
        while above and above[-1][0] >= depth:
            above.pop()
        parent = above[-1][1] if above else None
        made.append(_comment(told, parent, len(above) if is_threaded else None))
        above.append((depth, told.source_id))
    return tuple(made)


def _depths(outline: Outline, known: list[Item]) -> list[int]:
    """How deep each comment lies in its thread: as its names say, else by the comments, the boxes of replies or the items
    of lists round it."""
    boxes = {item.box for item in known}
    nested: list[int] = []  # of each box, the comments round it
    replies: list[int] = []  # of each box, the boxes round it that are called replies
    listed: list[int] = []  # of each box, the items of lists round it
    for outer in outline.parent:
        names = outline.names[outer] if outer >= 0 else ""
        nested.append(nested[outer] + (outer in boxes) if outer >= 0 else 0)
        replies.append(replies[outer] + _is_replies(names) if outer >= 0 else 0)
        listed.append(listed[outer] + (outline.tag[outer] == "li") if outer >= 0 else 0)
    least = min(listed[item.box] for item in known)
    told = [LEVEL.search(outline.names[item.box]) for item in known]
    return [
        int(level[1]) if level else nested[item.box] or replies[item.box] or listed[item.box] - least
        for item, level in zip(known, told, strict=True)
    ]


@lru_cache(maxsize=4_096)
def _is_replies(names: str) -> bool:
    return bool(names) and REPLIES.search(names) is not None


def _shares(outline: Outline, found: Evidence, known: list[Item]) -> list[Share]:
    """What belongs to each comment and to none of those inside it."""
    shares = [Share([], []) for _ in known]
    owner: list[int] = []
    starts = {item.box: place for place, item in enumerate(known)}
    flat: dict[int, int] = {}
    for place, item in enumerate(known):
        if outline.last[item.box] < item.last:  # a `dt` and the `dd` behind it
            flat.update(dict.fromkeys(range(item.first, item.last), place))
    for box in range(len(outline.tag)):
        outer = outline.parent[box]
        own = starts.get(box, owner[outer] if outer >= 0 else -1)
        if own < 0 and outline.first[box] < outline.last[box] and outline.tag[box] == "dd":
            own = flat.get(outline.first[box], -1)
        owner.append(own)
        if own >= 0 and not found.aside[box]:
            shares[own].boxes.append(box)
    for line, home in enumerate(outline.home):
        if owner[home] >= 0 and not found.aside[home]:
            shares[owner[home]].lines.append(line)
    return shares


def _comment(told: Fields, parent: str | None, depth: int | None) -> Comment:
    return Comment(
        source_id=told.source_id,
        parent_id=parent,
        depth=depth,
        author=told.author,
        author_url=told.author_url,
        published_at=told.at,
        precision=told.precision,
        paragraphs=told.paragraphs,
        permalink=told.permalink,
        rule="markup",
    )
