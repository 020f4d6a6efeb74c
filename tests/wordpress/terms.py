"""What an export may be held to, given the sources its crawl could reach."""

from dataclasses import dataclass
from typing import Literal

Demand = Literal["yes", "no", "any"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the sources of this crawl could tell.

    parents: the comments' true parents (REST) or those the page displays. orphans: whether public answers
    under a binned or held comment are required, forbidden, or either. pings: likewise pingbacks and
    trackbacks, which pages and feeds show and REST does not. unstated: fields no source tells, where null or
    empty is right. duplicates: whether the export keeps or drops a story's second address.
    """

    parents: Literal["true", "displayed"] = "true"
    orphans: Demand = "any"
    pings: Demand = "yes"
    unstated: frozenset[str] = frozenset()
    duplicates: Literal["keep", "drop"] = "keep"

    def demand(self, kind: str, *, on_page: bool) -> Demand:
        """Whether a comment of this kind must be there, must not be, or may be."""
        wishes = {self.orphans if not on_page else "yes", self.pings if kind != "comment" else "yes"}
        return "no" if "no" in wishes else "any" if "any" in wishes else "yes"
