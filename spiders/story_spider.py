"""A spider that reads stories. One that its site spreads over several pages is one visit, of its first page."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scrapy.http import Request, Response

from crawler.extract import parts
from crawler.extract.article import from_page
from crawler.fetch.retry_after import STAY_AWAY
from crawler.items import Article, Outcome, Visit
from crawler.page import Page
from crawler.urls import key
from spiders import reading, story_pages
from spiders.ask import Answer, Ask
from spiders.asking import AskingSpider
from spiders.failing import Verdict, of_failure, of_status
from spiders.feeding import now
from spiders.lane import Lane

PARTS_MOST = 100


class StorySpider(AskingSpider):
    """Base of the spiders that fetch stories: `read_story` belongs into a child's `read`."""

    def note_links(self, visit: Visit, page: Page) -> None:
        """A story's page was read: whatever a child wants to remember of its links."""

    def read_story(self, answer: Answer, ask: Ask, lane: Lane) -> Visit | Request:
        """A page where a story is expected: its visit, or the request for its next page."""
        reader = self.reader(lane)
        if ask.outcome is not None and (answer.status == 304 or ask.body_sha256 is not None):
            begun = reading.begun(answer, ask, lane.site)
            if reading.unchanged(begun, ask):
                pace = reading.pace_for_pages(reader) if ask.outcome == Outcome.ARCHIVED else None
                return replace(begun, outcome=ask.outcome, reason=ask.reason, not_modified=True, pace=pace)
        read = reading.read_page(answer, ask, reader)
        if read.page is None or not read.visit.articles:
            return read.visit
        self.note_links(read.visit, read.page)
        later = story_pages.as_later_page(read, answer.url)
        if later is not None:
            return later
        left, is_guess = story_pages.other_parts(read.page, probe=self.may_probe())
        return self.next_part(read.visit, left[:PARTS_MOST], ask, lane, is_guess=is_guess)

    def may_probe(self) -> bool:
        """Whether page 2 of a story may be asked for though none is linked."""
        return bool(self.crawler.settings.getbool("PROBE_SECOND_PAGE"))

    def next_part(
        self, visit: Visit, left: tuple[str, ...], ask: Ask, lane: Lane, *, is_guess: bool = False
    ) -> Visit | Request:
        """The visit if its story is whole; else the request for its next page."""
        if not left:
            return visit
        return Request(
            left[0],
            callback=self.part_answered,
            errback=self.part_failed,
            dont_filter=True,
            meta={
                "site": lane.site,
                "ask": ask,
                "visit": visit,
                "left": left[1:],
                "is_guess": is_guess,
                "dont_redirect": True,
            },
        )

    def part_answered(self, response: Response) -> Iterator[Visit | Request]:
        """Callback of the later pages of a story: joined, they make one visit of its first page."""
        ask, lane, answer = self.unpacked(response)
        visit: Visit = response.meta["visit"]
        if response.status in STAY_AWAY:
            yield self.asked_to_wait(answer, ask, lane)
            return
        verdict = of_status(response.status, ask.failures, answer.at)
        if verdict is not None:
            yield self.without_part(visit, ask, lane, verdict, is_guess=response.meta["is_guess"])
            return
        try:
            page = Page.from_bytes(answer.body, answer.url, content_type=answer.headers.get("content-type"))
            later = from_page(page)
            if later is None:
                yield visit
                return
            story = story_pages.joined(visit.articles[0], later, answer.url)
            visit = replace(visit, answers=(*visit.answers, answer.kept)) if answer.kept else visit
            is_guess: bool = response.meta["is_guess"] and len(story.aliases) < PARTS_MOST
            left = response.meta["left"] or ((story_pages.next_guess(answer.url),) if is_guess else ())
            left = left or self.further(page, story)
            # Page 1 says nothing of an edit of page 2: the next look asks for all of it, whatever page 1 answers.
            whole = replace(visit, articles=(story,), etag=None, last_modified=None, body_sha256=None)
            yield self.next_part(whole, left, ask, lane, is_guess=is_guess)
        except Exception as error:  # as in `answered`
            yield self.unreadable(answer, ask, lane, error)

    def part_failed(self, failure: Any) -> Iterator[Visit]:
        """Errback of the later pages."""
        meta = failure.request.meta
        ask: Ask = meta["ask"]
        verdict = of_failure(failure.value, ask.failures, now())
        lane = self.feeding.lanes[meta["site"]]
        yield self.without_part(meta["visit"], ask, lane, verdict, is_guess=meta["is_guess"])

    def without_part(self, visit: Visit, ask: Ask, lane: Lane, verdict: Verdict, *, is_guess: bool) -> Visit:
        """The visit of a story whose next page did not come. A redirect or 404: there is none. A failure: a story that the
        archive has stays as it is, of a new one is kept what came; the next look asks for all of it."""
        if verdict.outcome == Outcome.EXCLUDED or is_guess:
            return replace(visit, due_at=verdict.due_at or visit.due_at)
        if ask.outcome == Outcome.ARCHIVED:
            return replace(self.visit_of(ask, lane, verdict), at=visit.at, answers=visit.answers)
        return replace(visit, due_at=verdict.due_at, etag=None, last_modified=None, body_sha256=None)

    @staticmethod
    def further(page: Page, story: Article) -> tuple[str, ...]:
        """Pages of a story that only its later pages name."""
        return tuple(url for url in parts.parts(page) if url not in story.aliases and key(url) != key(story.url))
