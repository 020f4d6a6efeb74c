"""Who wrote the story: the authors, the byline as printed, and credits with their roles."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.blocks import outlined
from crawler.extract import json_ld, names
from crawler.extract.found import Found
from crawler.extract.printed_byline import printed_names
from crawler.extract.reading import Reading
from crawler.extract.story import Story
from crawler.items import Credit
from crawler.text import clean_line, comparable

Names = Found[tuple[str, ...]]
# Class words of the boxes WordPress themes print the author of a single post in, the surest first. The name is
# the box's `.fn`, else its link, else its text.
WORDPRESS_NAMES = (
    ("byline",), ("wp-block-post-author__name", "wp-block-post-author-name"), ("author", "vcard"), ("posted-by",),
    ("jeg_meta_author", "td-post-author-name"), ("post-author-name", "entry-author-name", "author-name", "post-author"),
    ("author-title",),
)  # fmt: skip
WORDPRESS_BYLINES = (
    "byline", "posted-by", "jeg_meta_author", "td-post-author-name", "entry-author", "wp-block-post-author",
    "wp-block-post-author-name", "post-author", "vcard",
)  # fmt: skip
META_NAMES = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author",
    "og:author", "dc.author", "shareaholic:article_author_name", "article:author_name", "news_author", "twitter:creator_name", "article.author", "lp.article:author",
)  # fmt: skip
NO_META_NAME = re.compile(r"https?:|www\.|\.com\b|^\s*[/@]", re.I)
ORGANISATION = re.compile(r"\b(?:GmbH|AG|Inc|Ltd|LLC|e\. ?V|Verlag|Redaktion|Team|Stiftung|Institut)\b")
ROLES = {
    "writer": "penulis|ditulis oleh|writer|autor|autorin|auteur|autore|text|texte|texto|redactor",
    "reporter": "reporter|pewarta|wartawan|laporan wartawan|kontributor|contributor|jurnalis",
    "editor": "editor|penyunting|redaktur|redaktion|edited by|bearbeitet von|editing by",
    "photographer": "foto|fotografer|pewarta foto|photographer|photo by|photos by|fotos|fotograf",
    "agency": "sumber|agency|agentur|quelle",
}
ROLE_OF_WORD = {word: role for role, words in ROLES.items() for word in words.split("|")}
CREDIT = re.compile(
    r"(?:^|[|•·;/]\s*|,\s+)("
    + "|".join(sorted(ROLE_OF_WORD, key=len, reverse=True))
    + r")\s*:\s*([^:|•·;\n]{3,60}?)(?=\s*(?:$|[|•·;/]|,\s+\w+:))",
    re.I,
)
LONGEST_BYLINE, LONGEST_CREDIT = 160, 140
NEAR_STORY = 8


def authors(reading: Reading, story: Story) -> Names | None:
    """The names of the people who wrote the story, in the order printed; None if the page names nobody."""
    machine = from_json_ld(reading)
    if machine:
        return machine
    found = from_profile(reading) or from_wordpress(reading) or from_page(reading, story) or from_meta(reading)
    return found or organisations(reading)


def from_profile(reading: Reading) -> Names | None:
    css = reading.profile.byline
    found = [names.one_name(node.text(separator=" ")) for node in reading.page.tree.css(css)] if css else []
    return Found(_once(name for name in found if name), "profile") if any(found) else None


def from_json_ld(reading: Reading) -> Names | None:
    for item in reading.stories:
        people = [name for name, is_organisation in _told(reading, item) if not is_organisation]
        found = [part for name in names.told_names(people) for part in names.parted(name)]
        found = [name for name in found if comparable(name) not in reading.site_names]
        if found:
            return Found(_once(found), "json-ld")
    return None


def organisations(reading: Reading) -> Names | None:
    """What JSON-LD names as author although it is no person: the last resort."""
    for item in reading.stories:
        found = names.told_names(name for name, _ in _told(reading, item))
        if found:
            return Found(_once(found), "json-ld:organisation")
    return None


def _told(reading: Reading, item: dict[str, object]) -> list[tuple[str, bool]]:
    return list(json_ld.names(item.get("author") or item.get("creator"), reading.page))


def from_wordpress(reading: Reading) -> Names | None:
    """The element a WordPress theme prints the post's author in, outside of comments and related posts.

    The author of a personal blog may well be called like the site.
    """
    if reading.wordpress_content is None:
        return None
    for words in WORDPRESS_NAMES:
        for box in reading.marks.of_class(*words)[:20]:
            name = _name_in(box)
            if name and not reading.is_elsewhere(box):
                return Found((untextured(name),), "wordpress:byline")
    for link in reading.marks.of_rel("author"):
        name = names.one_name(printed(link))
        if link.tag == "a" and name and not reading.is_elsewhere(link):
            return Found((untextured(name),), "wordpress:byline")
    return None


def _name_in(box: LexborNode) -> str | None:
    for css in (".fn", ".wp-block-post-author__name", ".author a", "a[href]"):
        inner = box.css_first(css)
        name = names.one_name(printed(inner)) if inner is not None else None
        if name:
            return name
    return names.one_name(printed(box))


def from_meta(reading: Reading) -> Names | None:
    for key in META_NAMES:
        values = [value for value in reading.page.meta.get(key, ()) if not NO_META_NAME.search(value)]
        found = [
            name
            for name in names.told_names(values, split=True)
            if len(name.split()) <= 5 and not ORGANISATION.search(name) and comparable(name) not in reading.site_names
        ]
        if found:
            return Found(_once(found), f"meta:{key}")
    return None


def from_page(reading: Reading, story: Story) -> Names | None:
    if not story.lines:
        return None
    found = printed_names(reading, story.lines[0], story.lines[-1])
    return Found(found, "printed") if found else None


def byline(reading: Reading) -> Found[str] | None:
    """The byline as the page prints it ("By Jurnalis Berita"); None if it prints none."""
    css = reading.profile.byline
    own = reading.page.tree.css(css) if css else []
    shown = reading.marks.of_class(*WORDPRESS_BYLINES) if reading.is_wordpress else []
    for node in [*own, *shown][:20]:
        value = printed(node)
        if value and len(value) < LONGEST_BYLINE and not reading.is_elsewhere(node):
            return Found(untextured(value), "profile" if own else "wordpress:byline")
    return None


def credits(reading: Reading, story: Story) -> tuple[Credit, ...]:
    """Names with the roles the page prints beside its story ("Editor: Ayu Lestari")."""
    if not story.lines:
        return ()
    outline = reading.outline
    first, last = story.lines[0], story.lines[-1]
    beside = [
        *range(max(0, first - NEAR_STORY), first),
        *story.lines[-3:],
        *range(last + 1, min(len(outline.text), last + NEAR_STORY)),
    ]
    found: dict[tuple[str, str], Credit] = {}
    for line in beside:
        text = outline.text[line]
        if len(text) > LONGEST_CREDIT:
            continue
        for word, value in CREDIT.findall(text):
            role = ROLE_OF_WORD[word.lower()]
            for name in names.spoken_names([value], single=role == "agency"):
                found.setdefault((name, role), Credit(name, role))
    return tuple(found.values())


def printed(node: LexborNode) -> str:
    """The text of an element as a reader sees it, without words for screen readers."""
    return " ".join(outlined(node).text)


def untextured(name: str) -> str:
    """A name with the straight apostrophe it was entered with: block themes turn it into a typographic one."""
    return re.sub(r"(?<=\w)’(?=\w)", "'", name)


def _once(found: Iterator[str] | list[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in found:
        seen.setdefault(clean_line(name).casefold(), clean_line(name))
    return tuple(seen.values())
