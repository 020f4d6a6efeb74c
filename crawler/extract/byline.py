"""Who wrote the story: its authors, and the byline as printed. Roles are the business of `credits`."""

import re

from selectolax.lexbor import LexborNode

from crawler.blocks import outlined
from crawler.extract import names
from crawler.extract.byline_line import author_line
from crawler.extract.credits import credits
from crawler.extract.found import Found
from crawler.extract.near_story import is_shown
from crawler.extract.printed_byline import printed_names
from crawler.extract.reading import Reading
from crawler.extract.story import Story
from crawler.extract.told_authors import ORGANISATION, Names, from_json_ld, from_meta, is_account, once, organisations
from crawler.text import comparable

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
LONGEST_BYLINE = 160


def authors(reading: Reading, story: Story) -> Names | None:
    """The names of the people who wrote the story, in the order printed; None if the page names nobody."""
    machine = from_json_ld(reading, story)
    if machine and not _is_handle(machine):
        return machine
    found = next((names for rule in RULES if (names := rule(reading, story))), None)
    if machine and not (found and _is_fuller(machine.value[0], found.value[0])):
        return machine
    return found or organisations(reading)


def _is_handle(machine: Names) -> bool:
    """Whether all that is told is one word: a first name, or the name of an account."""
    return len(machine.value) == 1 and " " not in machine.value[0]


def _is_fuller(handle: str, name: str) -> bool:
    """Whether a name says more than a handle: the handle is part of it, or is none that people are called by."""
    return " " in name and (comparable(handle) in comparable(name) or handle == handle.lower() != handle.upper())


def from_profile(reading: Reading, story: Story) -> Names | None:
    css = reading.profile.byline
    found = [names.one_name(node.text(separator=" ")) for node in reading.page.tree.css(css)] if css else []
    return Found(once(name for name in found if name), "profile") if any(found) else None


def from_wordpress(reading: Reading, story: Story) -> Names | None:
    """The element a WordPress theme prints the post's author in, outside of comments and related posts.

    The author of a personal blog may well be called like the site.
    """
    if reading.wordpress_content is None:
        return None
    for words in WORDPRESS_NAMES:
        for box in reading.marks.of_class(*words)[:20]:
            name = _name_in(box)
            if name and not reading.is_elsewhere(box) and _is_borne_out(reading, story, name):
                return _from_theme(reading, story, name)
    for link in reading.marks.of_rel("author"):
        name = names.one_name(printed(link))
        if link.tag == "a" and name and not reading.is_elsewhere(link) and _is_borne_out(reading, story, name):
            return _from_theme(reading, story, name)
    return None


def _is_borne_out(reading: Reading, story: Story, name: str) -> bool:
    """Whether a name in a theme's box is a byline: far below the story the box may present the holder of the account
    that entered it, whom plugins name in JSON-LD too."""
    return not is_account(reading, name) or is_shown(reading.outline, story, name)


def _from_theme(reading: Reading, story: Story, name: str) -> Names:
    """A name that the theme printed; where it is the site's, the story itself may say whose it is."""
    said = from_page(reading, story) if comparable(name) in reading.site_names else None
    return said or Found((untextured(name),), "wordpress:byline")


def _name_in(box: LexborNode) -> str | None:
    for css in (".fn", ".wp-block-post-author__name", ".author a", "a[href]"):
        inner = box.css_first(css)
        name = names.one_name(printed(inner)) if inner is not None else None
        if name:
            return name
    return names.one_name(printed(box))


def from_page(reading: Reading, story: Story) -> Names | None:
    if not story.lines:
        return None
    found = printed_names(reading, story.lines[0], story.lines[-1])
    return Found(found, "printed") if found else None


def from_credits(reading: Reading, story: Story) -> Names | None:
    """Whom the page credits with the story in so many words: "Pewarta: …", "Rep: …/ Red: …"."""
    told = [credit.name for credit in credits(reading, story) if credit.role in ("writer", "reporter")]
    return Found(once(told), "credits") if told else None


def byline(reading: Reading, story: Story, writers: Names | None) -> Found[str] | None:
    """The byline as the page prints it ("By Jurnalis Berita"); None if it prints none."""
    css = reading.profile.byline
    own = reading.page.tree.css(css) if css else []
    shown = reading.marks.of_class(*WORDPRESS_BYLINES) if reading.is_wordpress else []
    for node in [*own, *shown][:20]:
        value = printed(node)
        if value and len(value) < LONGEST_BYLINE and not reading.is_elsewhere(node):
            return Found(untextured(value), "profile" if own else "wordpress:byline")
    line = author_line(reading, story, writers.value) if writers and writers.rule != ORGANISATION else None
    return Found(untextured(line), "printed") if line else None


def printed(node: LexborNode) -> str:
    """The text of an element as a reader sees it, without words for screen readers."""
    return " ".join(outlined(node).text)


def untextured(name: str) -> str:
    """A name with the straight apostrophe it was entered with: block themes turn it into a typographic one."""
    return re.sub(r"(?<=\w)’(?=\w)", "'", name)


RULES = (from_profile, from_wordpress, from_page, from_credits, from_meta)
