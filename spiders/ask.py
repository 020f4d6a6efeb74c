"""One question to one URL: what the feeding loop hands to Scrapy, and what it waits for."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from crawler.archive.frontier import Due, row_key
from crawler.archive.instants import utc_text
from crawler.items import Kept, Outcome, Target, Visit

GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Ask:
    """A URL and what it is asked for.

    ephemeral: a query, no document; it takes no part in the account. purpose names, for an API, what the
    answer is of ("posts", "comments", "post ids", "comment ids"). outcome and reason are those of the last visit.
    A GUESS is a place that nothing names: it takes part in the account if something is there.
    """

    url: str
    target: Target
    ephemeral: bool = False
    purpose: str = ""
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    article_id: int | None = None
    failures: int = 0
    row_id: int | None = None
    taken_on_trust: int = 0
    outcome: Outcome | None = None
    reason: str | None = None
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> str:
        """The cursor that says when a guess was found to be wrong."""
        return f"missing {self.target.value} {self.url}"

    @property
    def name(self) -> str:
        """What no two questions under way at once share: the frontier's own key."""
        return row_key(self.url, self.target)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whoever brought it: Scrapy, or a WARC record. headers in lower case, last one wins. kept: where
    it stands in a WARC file. sha256: of the body, in hex, where it is known already; "" where nobody asks for it."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    at: datetime
    kept: Kept | None = None
    sha256: str | None = None


def ask_of(due: Due) -> Ask:
    """A frontier row as a question."""
    return Ask(
        url=due.url,
        target=due.target,
        etag=due.etag,
        last_modified=due.last_modified,
        body_sha256=due.body_sha256,
        article_id=due.article_id,
        failures=due.failures,
        row_id=due.id,
        taken_on_trust=due.taken_on_trust,
        outcome=due.outcome,
        reason=due.reason,
    )


def in_vain(visit: Visit, ask: Ask) -> Visit:
    """A visit that found nothing. A wrong guess is nothing that was found, so it stays out of the account; that it was
    made is remembered."""
    if ask.purpose != GUESS or visit.outcome == Outcome.FAILED:
        return visit
    return replace(visit, ephemeral=True, cursors=((ask.missing, utc_text(visit.at)),))
