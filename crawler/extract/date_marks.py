"""Dates a page marks up for machines: JSON-LD, meta elements, `time` and microdata, each with its trust."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.extract import dates
from crawler.extract.class_words import without_builder
from crawler.extract.reading import Reading
from crawler.items import Precision
from crawler.text import clean_line

META_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date",
    "publish_date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date",
    "dc.date.created", "dc.date.published", "article:published", "article.published", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "publication_date", "og:pubdate", "og:published_time", "published-date", "published_time",
    "citation_date", "citation_publication_date", "citation_online_date", "article_date_original", "originalpublicationdate",
    "rnews:datepublished", "dcterms.issued", "ptime", "pdate", "creation_date", "created", "timestamp", "publicationdate",
    "lp.article:published_time", "bt:pubdate", "shareaholic:article_published_time", "datecreated", "video:release_date",
)  # fmt: skip
KNOWN_META = frozenset(META_NAMES)
SUREST_META = frozenset(("article:published_time", "datepublished"))
OTHER_META = re.compile(r"^(?!.*(?:modif|expir|updat|valid)).*(?:publish|pubdate|issued)")
MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified",
    "article:modified", "modified_time",
)  # fmt: skip
PUBLISHED_WORD = re.compile(r"datePublished|published|(?<![a-z])pubdate")
MODIFIED_WORD = re.compile(r"modif|updat|aktualis|actuali|dateModified", re.I)
ELSEWHERE_WORD = re.compile(
    r"comment|related|sidebar|teaser|widget|recent|popular|wp-block-query|wp-block-latest", re.I
)
STORY_FOOTER = re.compile(r"(?<![a-z])(?:entry|post|article)-")
LONGEST_TEXT = 120
CLOCK = re.compile(r"(?:pukul|jam|at|um|às|a las|à)? ?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?[a-z]{3,4})?", re.I)
LONGEST_CLOCK = 24
UNTOLD = timezone(timedelta(0), "untold")  # tells a text without a zone from one that says UTC
AGO = frozenset(("timeago", "time-ago", "relative-time", "ago"))
TOLD_OTHERWISE = frozenset(("time", "abbr"))
MOST_TIMES = 40
CLIMB = 6
CLOSE = 3
# Trust, lower is better: what says "published" in so many words, what probably means it, what may mean anything.
SAID, META, MARKED, FIRST_TIME, CREATED, OTHER_TIME, CHANGED = range(7)


@dataclass(frozen=True, slots=True)
class Mark:
    """A date and how far it is to be trusted (lower is surer); zoned: the text named its offset."""

    trust: int
    at: datetime
    precision: Precision
    zoned: bool
    raw: str
    rule: str


def mark(reading: Reading, trust: int, text: object, rule: str) -> Mark | None:
    """A Mark of a text, None if it holds no date."""
    if not isinstance(text, str) or not text.strip():
        return None
    text = clean_line(text)[:LONGEST_TEXT]
    found = dates.instant(text, default_offset=UNTOLD, mdy=reading.is_american)
    if found is None:
        return None
    at, precision = found
    zoned = at.tzinfo is not UNTOLD
    return Mark(trust, at if zoned else at.replace(tzinfo=reading.zone), precision, zoned, text, rule)


def with_clock(reading: Reading, found: Mark | None, after: str) -> Mark | None:
    """found with the hour that stands in a box of its own right after it, where found has none."""
    if (
        found is None
        or found.precision is not Precision.DAY
        or len(after) > LONGEST_CLOCK
        or not CLOCK.fullmatch(after)
    ):
        return found
    finer = mark(reading, found.trust, f"{found.raw} {after}", found.rule)
    return finer if finer and finer.at.date() == found.at.date() else found


def publication_marks(reading: Reading) -> Iterator[Mark]:
    """Every marked date that may be the story's publication, the surest kinds first."""
    for found in (_from_json_ld, _from_meta, _from_times):
        yield from filter(None, found(reading))


def modification_marks(reading: Reading) -> Iterator[Mark]:
    """Every marked date that says when the story was changed."""
    return filter(None, _modifications(reading))


def _modifications(reading: Reading) -> Iterator[Mark | None]:
    for item in reading.stories:
        yield mark(reading, SAID, item.get("dateModified"), "json-ld")
    for name in MODIFIED_META:
        for value in reading.page.meta.get(name, ())[:1]:
            yield mark(reading, META, value, f"meta:{name}")
    for node in [*reading.marks.times, *reading.marks.of_itemprop("dateModified")][:MOST_TIMES]:
        names = _names(node)
        if MODIFIED_WORD.search(names) and "published" not in names and not _is_elsewhere(node):
            yield mark(reading, MARKED, _value(node), "time:updated")


def _from_json_ld(reading: Reading) -> Iterator[Mark | None]:
    for item in reading.stories:
        for key in ("datePublished", "uploadDate", "dateCreated"):
            if isinstance(item.get(key), str):
                yield mark(reading, SAID if key == "datePublished" else CREATED, item[key], "json-ld")
                break


def _from_meta(reading: Reading) -> Iterator[Mark | None]:
    meta = reading.page.meta
    for name in META_NAMES:
        if name in meta:
            yield mark(reading, META if name in SUREST_META else MARKED, meta[name][0], f"meta:{name}")
    for name, values in meta.items():
        if name not in KNOWN_META and OTHER_META.search(name):
            yield mark(reading, MARKED, values[0], f"meta:{name}")


def _from_times(reading: Reading) -> Iterator[Mark | None]:
    is_first = True
    marked = [node for node in reading.marks.of_itemprop("datePublished") if node.tag != "time"]
    ago = [node for node in reading.marks.of_class(*AGO) if node.tag not in TOLD_OTHERWISE]
    for node in [*reading.marks.times, *marked, *ago][:MOST_TIMES]:
        if _is_elsewhere(node):
            continue
        names = _names(node)
        if PUBLISHED_WORD.search(names):
            yield with_clock(reading, mark(reading, MARKED, _value(node), "time:published"), _beside(node))
        elif MODIFIED_WORD.search(names):
            yield mark(reading, CHANGED, _value(node), "time:updated")
        else:
            found = mark(reading, FIRST_TIME if is_first else OTHER_TIME, _value(node), "time")
            yield with_clock(reading, found, _beside(node))
            is_first = False


def _beside(node: LexborNode) -> str:
    """The text of the next item of the list or row that an element stands in, if it is no more than one text; else ""."""
    for _ in range(CLOSE):
        following = _solid(node.next)
        if following is not None:
            return _only_text(following) if following.tag == node.tag else ""
        if node.parent is None:
            return ""
        node = node.parent
    return ""


def _only_text(node: LexborNode) -> str:
    for _ in range(CLIMB):
        inner = _solid(node.child)
        if inner is None or _solid(inner.next) is not None:
            return ""
        if inner.tag == "-text":
            return clean_line(inner.text_content or "")
        node = inner
    return ""


def _solid(node: LexborNode | None) -> LexborNode | None:
    """A node, or the next one after it that is more than white space."""
    while node is not None and node.tag == "-text" and not (node.text_content or "").strip():
        node = node.next
    return node


def _value(node: LexborNode) -> str:
    attributes = node.attributes
    told = attributes.get("datetime") or attributes.get("content")
    if not told and (node.tag == "abbr" or not AGO.isdisjoint((attributes.get("class") or "").split())):
        told = attributes.get(
            "title"
        )  # as hAtom has it, and all classic templates of Blogger; or scripts that say "3 hours ago"
    return told or node.text(separator=" ")


def _names(node: LexborNode) -> str:
    attributes = node.attributes
    marked = " pubdate" if "pubdate" in attributes else ""
    return f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}{marked}"


@lru_cache(maxsize=20_000)
def is_of_others(names: str) -> bool:
    """Whether a box of these names holds comments, teasers or a widget, whose dates are not the story's."""
    return ELSEWHERE_WORD.search(without_builder(names)) is not None


def _is_elsewhere(node: LexborNode) -> bool:
    """Whether a date belongs to a comment, a teaser of another story or the frame of the page."""
    outer = node.parent
    for _ in range(CLIMB):
        if outer is None:
            return False
        attributes = outer.attributes
        words = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"
        if outer.tag == "aside" or (outer.tag == "footer" and not STORY_FOOTER.search(words)):
            return True
        if outer.tag != "body" and is_of_others(words):
            return True
        outer = outer.parent
    return False
