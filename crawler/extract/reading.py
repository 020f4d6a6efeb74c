"""What the readers of single fields share: one page, its profile, and what was already found out about it."""

from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from crawler.blocks import Outline, outlined
from crawler.extract import dates, json_ld, site_names, wordpress
from crawler.extract.class_words import is_apart
from crawler.extract.marks import Marks
from crawler.extract.weights import Weights, weigh
from crawler.items import Precision
from crawler.page import Page
from crawler.sites.profile import ANY, Profile

HIGHEST_CLIMB = 40
# Names under which a page keeps what was read of it. None refers to the page, so it is freed at once.
OUTLINE, MARKS, WEIGHTS = "_outline", "_marks", "_weights"


def reading_of(page: Page, profile: Profile = ANY) -> "Reading":
    """The Reading of a page. Its outline, marks and weights are kept with the page, as all else that was read of it."""
    return Reading(page, profile)


class Reading:
    """A page under extraction. Everything is worked out on first use and kept."""

    def __init__(self, page: Page, profile: Profile = ANY) -> None:
        self.page = page
        self.profile = profile

    @cached_property
    def outline(self) -> Outline:
        """The lines and boxes of the page's body."""
        kept: Outline | None = self.page.__dict__.get(OUTLINE)
        if kept is None:
            kept = self.page.__dict__[OUTLINE] = outlined(self.page.body)
        return kept

    @cached_property
    def marks(self) -> Marks:
        """The elements of the page's body by class word, rel, itemprop and id."""
        kept: Marks | None = self.page.__dict__.get(MARKS)
        if kept is None:
            kept = self.page.__dict__[MARKS] = Marks(self.outline)
        return kept

    @cached_property
    def weights(self) -> Weights:
        """How much of the story each line of the outline may carry."""
        kept: Weights | None = self.page.__dict__.get(WEIGHTS)
        if kept is None:
            kept = self.page.__dict__[WEIGHTS] = weigh(self.outline)
        return kept

    @cached_property
    def stories(self) -> tuple[dict[str, Any], ...]:
        """The JSON-LD objects that describe the story, the most article-like first."""
        return json_ld.stories(self.page)

    @cached_property
    def is_wordpress(self) -> bool:
        """Whether WordPress made the page."""
        return wordpress.is_wordpress(self.page, self.marks)

    @cached_property
    def wordpress_content(self) -> int | None:
        """The box of the_content() on a single WordPress post; None on any other page."""
        if not self.is_wordpress:
            return None
        box = wordpress.content_box(self.outline, number=self.post_id[0] if self.post_id else None)
        is_empty = box is not None and self.outline.first[box] == self.outline.last[box]
        return None if is_empty and not self.is_single_post else box

    @cached_property
    def post_id(self) -> tuple[str, str] | None:
        """The number of the WordPress post shown, and the rule that found it."""
        return wordpress.post_id(self.page, self.marks)

    @cached_property
    def site_names(self) -> frozenset[str]:
        """What the site calls itself, in comparable form."""
        return site_names.site_names(self.page, self.marks)

    @cached_property
    def zone(self) -> tzinfo:
        """The zone of dates the page prints without one: the profile's, else UTC."""
        return ZoneInfo(self.profile.timezone) if self.profile.timezone else UTC

    @cached_property
    def is_single_post(self) -> bool:
        """Whether WordPress calls the page a single post."""
        return self.is_wordpress and wordpress.is_single_post(self.page)

    @cached_property
    def is_american(self) -> bool:
        """Whether 5/4/2024 on this page is the fourth of May."""
        return self.page.first_meta("og:locale") == "en_US" or (self.page.language or "").lower() == "en-us"

    def instant(self, text: str) -> tuple[datetime, Precision] | None:
        """A date the page prints, in the page's zone where it names none."""
        return dates.instant(text, default_offset=self.zone, mdy=self.is_american)

    def is_elsewhere(self, node: LexborNode, *, lists: bool = False) -> bool:
        """Whether an element lies in the comments, in a list of other stories, or in the frame of the page.

        lists: a list round it is fine, as round tags.
        """
        outer: LexborNode | None = node
        for _ in range(HIGHEST_CLIMB):
            if outer is None or outer.tag == "body":
                return False
            if outer.tag in ("aside", "nav") or (outer.tag == "li" and not lists):
                return True
            if is_apart(_words(outer)):
                return True
            outer = outer.parent
        return False


def _words(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} #{attributes.get('id') or ''}"
