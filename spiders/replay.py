"""Answers out of WARC files as visits, read by today's extractors: the road that live answers go.

Of our own files the note tells what the crawl knew beside the bytes (target, outcome, instants, what was gone); of
others the address and the bytes themselves must tell it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Request, Response
from scrapy.signalmanager import SignalManager

from crawler.discover import wordpress
from crawler.discover.rest_comments import read_comments
from crawler.discover.rest_posts import read_posts, read_terms
from crawler.extract import body, comments
from crawler.extract.article import from_page
from crawler.fetch.decompress import Decompress
from crawler.items import Article, Kept, Target, Thread, Visit
from crawler.masking import BLACK
from crawler.page import Page
from crawler.urls import site_of
from crawler.warc.captured import Captured
from crawler.warc.notes import Note
from spiders import reading, story_pages, waiting
from spiders.ask import Answer, Ask
from spiders.failing import of_status
from spiders.since import BEFORE_SINCE

SITEMAP = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b", re.I)
FEED = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf)\b", re.I)
REST = re.compile(r"/wp/v2/(posts|comments)/?$")
SNIFFED_BYTES = 2_048
CONTENT_ENCODING = "content-encoding"
SPIDERS_THAT_FOLLOW = frozenset(("site",))

Told = TypeVar("Told", Article, Thread)


@dataclass(slots=True)
class Replay:
    """What a run knew from one answer to the next, told again. Make a new one for each run.

    settings are Scrapy's; run is what the file says of the run that wrote it, {} for files by others. with_links: links
    of pages are wanted, which nearly doubles the work.
    """

    settings: Any
    run: Mapping[str, Any] = field(default_factory=dict)
    with_links: bool = True
    languages: dict[str, str | None] = field(default_factory=dict)
    term_names: dict[str, str] = field(default_factory=dict)
    with_api: set[str] = field(default_factory=set)
    undoing: Decompress = field(init=False)

    def __post_init__(self) -> None:
        crawler: Any = SimpleNamespace(settings=self.settings, stats=None, signals=SignalManager())
        self.undoing = Decompress(crawler=crawler)

    def visit_of(self, note: Note, captured: tuple[Captured, ...]) -> Visit:
        """A visit of ours made again: the note's facts, today's reading of its answers."""
        told = replace(note.visit, answers=tuple(map(kept_of, captured)), run_began=self.began())
        if not captured or (told.not_modified and told.target != Target.SITEMAP) or told.reason == BEFORE_SINCE:
            return told
        answers = [answer for one in captured if (answer := self.answer_of(one)) is not None]
        is_read = bool(answers) and (answers[0].status // 100 == 2 or told.target == Target.API)
        if not is_read or told.status != answers[0].status:
            return told
        ask = Ask(told.url, told.target, ephemeral=told.ephemeral, purpose=told.purpose)
        first = replace(answers[0], at=told.at, sha256=told.body_sha256 or "")  # the note's is what stays
        read = self.read(first, ask, told.site, tuple(answers[1:]))
        threads = () if told.purpose == "counts" else read.threads  # such a feed was walked for its counts alone
        is_page = told.target == Target.PAGE
        return replace(
            told,
            outcome=read.outcome if is_page else told.outcome,
            reason=read.reason if is_page else told.reason,
            articles=tuple(_readable(article) for article in read.articles),
            threads=tuple(_readable(thread) for thread in threads),
            links=read.links if self.with_links else (),
        )

    def visit_of_other(self, captured: Captured) -> Visit | None:
        """An answer in a file by others as a visit; None if it is nothing that is kept."""
        site = site_of(captured.url)
        answer = self.answer_of(captured)
        if answer is None or not site:
            return None
        verdict = of_status(answer.status, 0, answer.at)
        if verdict is not None:
            if answer.status not in (404, 410):
                return None
            visit = Visit(captured.url, site, Target.PAGE, answer.at, verdict.outcome, answer.status, verdict.reason)
            return replace(visit, answers=(kept_of(captured),))
        ask = ask_for(answer)
        if ask is None:
            return None
        return self.read(answer, ask, site, ())

    def read(self, answer: Answer, ask: Ask, site: str, later: tuple[Answer, ...]) -> Visit:
        """An answer by the reader of its target."""
        reader = self.reader(site)
        if ask.target == Target.API:
            return self.read_api(answer, ask, site)
        if ask.target == Target.PAGE:
            return read_story(answer, ask, reader, later)
        if ask.target == Target.COMMENTS:
            return reading.read_comments_page(answer, ask, reader).visit
        if ask.target == Target.SITEMAP:
            return reading.read_sitemap(answer, ask, site)[0]
        if ask.target == Target.FEED:
            return reading.read_feed(answer, ask, site)[0]
        if ask.target == Target.HOME:
            page = Page.from_bytes(answer.body, answer.url, content_type=answer.headers.get("content-type"))
            self.languages[site] = page.language
        return reading.read_listing(answer, ask, reader).visit

    def read_api(self, answer: Answer, ask: Ask, site: str) -> Visit:
        """An answer of a REST API; `site_api.py` reads the same way."""
        visit = reading.begun(answer, ask, site)
        error = wordpress.is_api_error(answer.status, answer.body)
        if error:
            return replace(visit, reason=f"API: {error}")
        visit = replace(visit, reason="API")
        if ask.purpose == "terms":
            self.term_names |= read_terms(answer.body)
        elif ask.purpose == "posts":
            names, self.term_names = self.term_names, {}
            posts = read_posts(
                answer.body, answer.url, fragment=body.fragment, headers=answer.headers, term_names=names
            )
            language = self.languages.get(site)
            articles = tuple(reading.in_language(article, language) for article in posts.articles)
            return replace(visit, articles=articles, links=posts.protected)
        elif ask.purpose == "comments":
            self.with_api.add(site)
            threads = read_comments(
                answer.body, answer.url, comment_fragment=comments.comment_paragraphs, headers=answer.headers
            ).threads
            return replace(visit, threads=threads)
        return visit

    def answer_of(self, captured: Captured) -> Answer | None:
        """An answer undone of its content-encoding by the very step that does it live; None if it is too large."""
        codings = [value for name, value in captured.fields if name.lower() == CONTENT_ENCODING]
        whole = self.undoing.at_once(captured.body, codings)
        if whole is not None:
            lines = {name.lower(): in_latin_1(value) for name, value in captured.fields}
            lines.pop(CONTENT_ENCODING, None)
            return Answer(captured.url, captured.status, lines, whole, captured.at, kept_of(captured))
        headers = Headers()
        for name, value in captured.fields:
            headers.appendlist(name, value.encode("latin-1", "replace"))
        response = Response(captured.url, status=captured.status, headers=headers, body=captured.body)
        try:
            undone = self.undoing.process_response(Request(captured.url), response)
        except IgnoreRequest:
            return None
        if not isinstance(undone, Response):
            return None
        lines = reading.headers_of(undone.headers)
        return Answer(captured.url, captured.status, lines, undone.body, captured.at, kept_of(captured))

    def reader(self, site: str) -> reading.Reader:
        """What the run wanted of its answers; of files by others only the stories and their comments."""
        follows = self.with_links and self.run.get("spider") in SPIDERS_THAT_FOLLOW
        return reading.Reader(
            site=site,
            pace=waiting.pace(self.settings),
            follow=follows,
            comment_pages=self.with_links and bool(self.run) and site not in self.with_api,
        )

    def began(self) -> datetime | None:
        """When the run that made the visits began."""
        try:
            return datetime.fromisoformat(str(self.run["began"]))
        except (KeyError, ValueError):
            return None


def in_latin_1(value: str) -> str:
    """A header's value as Scrapy tells it, whoever read it from the file."""
    return value if value.isascii() else value.encode("latin-1", "replace").decode("latin-1")


def _readable(told: Told) -> Told:
    """A story or a thread without the comments whose words were blackened: whoever asked to be forgotten is, without a mark
    as well."""
    kept = tuple(comment for comment in told.comments if BLACK not in f"{comment.author}{comment.text}")
    return told if len(kept) == len(told.comments) else replace(told, comments=kept)


def read_story(answer: Answer, ask: Ask, reader: reading.Reader, later: tuple[Answer, ...]) -> Visit:
    """A story with its later pages, as `story_spider.py` joins them."""
    read = reading.read_page(answer, ask, reader)
    other = story_pages.as_later_page(read, answer.url)
    if other is not None or not read.visit.articles:
        return other or read.visit
    story = read.visit.articles[0]
    for part in later:
        page = Page.from_bytes(part.body, part.url, content_type=part.headers.get("content-type"))
        more = from_page(page)
        if more is not None:
            story = story_pages.joined(story, more, part.url)
    return replace(read.visit, articles=(story,))


def ask_for(answer: Answer) -> Ask | None:
    """What an answer in a file by others must have been asked for; None if it is none that is kept."""
    parts = urlsplit(answer.url)
    route = parse_qs(parts.query).get("rest_route", [parts.path])[0]
    rest = REST.search(route)
    start = answer.body[:SNIFFED_BYTES]
    if rest is not None and start.lstrip()[:1] == b"[":
        return Ask(answer.url, Target.API, ephemeral=True, purpose=rest[1])
    content_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if SITEMAP.search(start):
        return Ask(answer.url, Target.SITEMAP)
    if FEED.search(start) and b"<html" not in start.lower():
        return Ask(answer.url, Target.FEED)
    if content_type not in ("", "text/html", "application/xhtml+xml"):
        return None
    if not content_type and b"<" not in start:
        return None
    return Ask(answer.url, Target.HOME if parts.path in ("", "/") and not parts.query else Target.PAGE)


def kept_of(captured: Captured) -> Kept:
    """Where an answer stands."""
    return Kept(captured.id, captured.file, captured.offset, captured.digest)
