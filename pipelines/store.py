"""The single writer: everything a visit brought, and what became of its URL, all of it or nothing."""

import functools
import logging
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from scrapy.exceptions import DropItem

from crawler.archive import (
    articles,
    comments,
    frontier,
    listings,
    readings,
    sitemap_lists,
    sites,
    thread_walks,
    tombstones,
    visits,
)
from crawler.archive.events import Happened
from crawler.archive.instants import utc_text
from crawler.archive.open import Archive
from crawler.archive.together import Together
from crawler.errors import ArchiveError, WarcError
from crawler.fetch.recorder import Recording
from crawler.items import Article, Link, Outcome, Target, Visit
from crawler.revisit import Look, next_wait
from crawler.urls import key

# What one article's values can do; a full disk or a damaged database is not among them.
STORABLE_IN_PARTS = (ValueError, TypeError, OverflowError, sqlite3.IntegrityError, sqlite3.InterfaceError)

# Where a redirect away from a story may end for good; a login or a challenge is asked of the crawler alone.
NO_STORY_THERE = ("listing", "home", "static page", "no story", "not found (soft 404)")

logger = logging.getLogger(__name__)


class Store:
    """Pipeline step 900; counts `store/<what happened>`. The archive is the spider's own: one connection."""

    def __init__(self, crawler) -> None:  # type: ignore[no-untyped-def]  # Scrapy's crawler is untyped here
        self.crawler = crawler
        self.archive: Archive = crawler.spider.archive
        self.together = Together(self.archive, crawler.spider.under_way)
        self.run_id: int = crawler.spider.run_id
        self.run_began: datetime = crawler.spider.began
        self.recorder: Recording | None = crawler.spider.recorder

    @classmethod
    def from_crawler(cls, crawler):  # type: ignore[no-untyped-def]  # Scrapy's own protocol
        """Take the archive that the spider has opened."""
        return cls(crawler)

    async def process_item(self, item: Visit) -> Visit:
        """Store a visit; it goes on when it is committed. Its note is in the WARC file before, as its answers are."""
        if self.recorder is not None:
            try:
                self.recorder.note(item)
            except WarcError as problem:
                raise DropItem(str(problem), log_level="DEBUG") from problem  # the recorder has said so
        try:
            await self.store(item)
        except ArchiveError as problem:  # a full disk, a lock, damage: the run ends, the URL stays due
            self.crawler.spider.breaking_off.because(problem)
            raise DropItem(str(problem), log_level="DEBUG") from problem
        except STORABLE_IN_PARTS as error:
            if len(item.articles) < 2:
                raise
            await self.store(self.without_unstorable(item, error))
        return item

    async def store(self, visit: Visit) -> None:
        """Store a visit, all of it or nothing, and count what that did."""
        for name, count in (await self.together.done(functools.partial(self.written, visit))).items():
            if count:
                self.crawler.stats.inc_value(f"store/{name}", count)

    def written(self, visit: Visit, conn: sqlite3.Connection) -> dict[str, int]:
        """Write a visit and the places of its payloads inside an open transaction."""
        did = store_visit(conn, visit, run_id=self.run_id, run_began=visit.run_began or self.run_began)
        if self.recorder is not None:
            self.recorder.keep_payloads(conn)
        return did

    def without_unstorable(self, visit: Visit, error: Exception) -> Visit:
        """A visit of many articles (an API page) without those that cannot be stored: one must not cost all."""
        logger.error("%s: %s; storing its articles one by one", visit.url, error)
        refused = []
        for article in visit.articles:
            alone = replace(visit, articles=(article,), threads=(), links=(), cursors=(), ephemeral=True)
            try:
                with self.archive.transaction() as conn:
                    store_visit(conn, alone, run_id=self.run_id, run_began=self.run_began)
            except STORABLE_IN_PARTS as reason:
                logger.error("%s cannot be stored: %s", article.url, reason)
                self.crawler.stats.inc_value("store/refused")
                excluded = f"not storable ({type(reason).__name__})"
                refused.append(Link(article.url, Target.PAGE, "rest", excluded=excluded))
        return replace(visit, articles=(), links=(*visit.links, *refused))


def store_visit(conn: sqlite3.Connection, visit: Visit, *, run_id: int | None, run_began: datetime) -> dict[str, int]:
    """Write a visit inside an open transaction; what it changed, counted by name."""
    told, visit = visit, tombstones.without_forgotten(conn, visit)
    now = utc_text(visit.at)
    site_id = sites.ensure_site(conn, visit.site, visit.url, now)
    visit_id = visits.add(conn, visit, site_id=site_id, run_id=run_id)
    origin = articles.Origin(visit_id, visit.answers[0] if visit.answers else None)
    did = dict.fromkeys(("new", "edited", "completed", "unchanged", "comments", "comments_changed", "links", "gone"), 0)
    article_ids: dict[str, int] = {}
    before = frontier.find(conn, visit.url, visit.target)
    is_known = before is not None and not before.is_turned_away
    is_told = False  # by the article of this very address, what the visited URL is
    for article in visit.articles:
        if readings.is_partial(article) and articles.find(conn, site_id, article) is None:
            readings.wait(conn, site_id, article, now=visit.at)
            continue
        waiting = readings.let_in(conn, article)
        stored = articles.store(conn, site_id, article, now=visit.at, origin=origin)
        did[stored.did] += 1
        for partial, seen_at in waiting:
            articles.store(conn, site_id, partial, now=seen_at, origin=origin)
        article_ids[key(article.url)] = stored.id
        is_own_page = visit.target == Target.PAGE and not _is_alias_reading(article)
        if is_known and is_own_page and _settles(visit, article):
            is_told = True
        else:
            frontier.archived(
                conn,
                site_id,
                Link(article.url, Target.PAGE, _source(visit), published_at=article.published_at),
                article_id=stored.id,
                now=visit.at,
                queue=visit.queue_pages and stored.did in ("new", "edited") and not is_own_page,
                visited_at=visit.at if is_own_page else None,
            )
        comments.let_in(conn, site_id, stored.id, url=article.url, source_id=article.source_id, aliases=article.aliases)
        if article.comments:
            new, changed = comments.store(conn, stored.id, article.comments, now=visit.at)
            did["comments"] += new
            did["comments_changed"] += changed
    did["comments"] += _store_threads(conn, site_id, visit)
    did["links"] += frontier.add(conn, site_id, visit.links, now=visit.at, run_began=run_began)
    if visit.target == Target.SITEMAP and visit.status == 200 and visit.reason == "sitemap":
        sitemap_lists.listed(conn, visit.url, visit.links)
    if visit.target in (Target.HOME, Target.LISTING):
        entries = sorted((link for link in visit.links if link.position), key=lambda link: link.position or 0)
        listings.keep(conn, site_id, visit.final_url or visit.url, entries, visit.at)
    did["removed_comments"] = comments.removed(conn, site_id, visit.removed_comments, now=visit.at)
    for url in visit.gone:
        row = articles.find_by_url(conn, url)
        did["gone"] += int(row is not None and articles.gone(conn, row["id"], visit.at, detail="no longer listed"))
    for name, value in visit.cursors:
        sites.set_cursor(conn, site_id, name, value)
    if not visit.ephemeral:
        is_news = any(did[name] for name in ("edited", "comments", "comments_changed"))
        wait = _wait(visit, before, is_news=is_news)
        if not is_known:
            frontier.add(conn, site_id, (Link(visit.url, visit.target, "seed"),), now=visit.at)
        known = None if is_told else frontier.find(conn, visit.url, visit.target)
        did["gone"] += _settle(conn, visit, known, article_ids, wait)
    _see_forgotten(conn, site_id, told)
    for walk in visit.walks:
        article_id = _article_of(conn, site_id, None, walk.article_url)
        if article_id is not None:
            did["removed_comments"] += thread_walks.missed(conn, article_id, walk, now=visit.at)
    return did


def _wait(visit: Visit, before: frontier.Due | None, *, is_news: bool) -> timedelta | None:
    """How long the page is left alone; None if the visit has no say in that. before: its row until now."""
    if visit.pace is None:
        return None
    published_at = visit.articles[0].published_at if visit.articles else None
    last = None
    if before is not None and before.visited_at is not None and before.outcome == Outcome.ARCHIVED:
        at = datetime.fromisoformat(before.visited_at)
        last = Look(at, timedelta(seconds=before.wait_s) if before.wait_s is not None else visit.at - at)
    return next_wait(visit.pace, visit.at, published_at=published_at, last=last, is_news=is_news)


def _store_threads(conn: sqlite3.Connection, site_id: int, visit: Visit) -> int:
    new = 0
    for thread in visit.threads:
        article_id = _article_of(conn, site_id, thread.article_id, thread.article_url)
        if article_id is not None:
            new += comments.store(conn, article_id, thread.comments, now=visit.at)[0]
        else:
            comments.wait(
                conn,
                site_id,
                article_url=thread.article_url,
                article_source_id=thread.article_id,
                comments=thread.comments,
                now=visit.at,
            )
    return new


def _see_forgotten(conn: sqlite3.Connection, site_id: int, told: Visit) -> None:
    """Note what a visit told of comments that were forgotten."""
    for url, source_id, shown in (
        *((article.url, article.source_id, article.comments) for article in told.articles),
        *((thread.article_url, thread.article_id, thread.comments) for thread in told.threads),
    ):
        article_id = _article_of(conn, site_id, source_id, url) if shown else None
        if article_id is not None:
            tombstones.see(conn, article_id, told.site, shown, told.at)


def _article_of(conn: sqlite3.Connection, site_id: int, source_id: str | None, url: str | None) -> int | None:
    if source_id is not None:
        row = articles.find_by_id(conn, site_id, source_id)
        if row is not None:
            return int(row["id"])
    row = articles.find_by_url(conn, url) if url else None
    return int(row["id"]) if row is not None else None


def _settles(visit: Visit, article: Article) -> bool:
    """Whether the outcome of the visited URL says all that there is to say of an article's address, which it is."""
    return visit.outcome == Outcome.ARCHIVED and not visit.ephemeral and key(article.url) == key(visit.url)


def _settle(
    conn: sqlite3.Connection,
    visit: Visit,
    row: frontier.Due | None,
    article_ids: dict[str, int],
    wait: timedelta | None,
) -> int:
    """Write the outcome of the visited URL, whose row until now is `row`; how many articles are gone by it (0 or 1)."""
    outcome, reason = visit.outcome, visit.reason
    article_id = article_ids.get(key(visit.url)) or (row.article_id if row else None)
    gone = 0
    if visit.target == Target.PAGE:
        if visit.not_modified and article_id is not None:
            articles.seen(conn, article_id, visit.at)
        elif (
            row
            and row.article_id
            and row.outcome == Outcome.ARCHIVED
            and _leads_elsewhere(visit, row.article_id, article_ids)
        ):
            detail = visit.final_url or visit.reason
            gone = int(articles.gone(conn, row.article_id, visit.at, what=Happened.REDIRECTED, detail=detail))
            outcome, article_id = Outcome.ARCHIVED, row.article_id
        elif article_ids and key(visit.url) not in article_ids:
            outcome, reason, article_id = Outcome.EXCLUDED, "alias", next(iter(article_ids.values()))
        elif visit.status in (404, 410) and article_id is not None:
            gone = int(articles.gone(conn, article_id, visit.at, detail=str(visit.status)))
            outcome = Outcome.ARCHIVED  # what was stored stays
    frontier.settle(conn, visit, outcome=outcome, reason=reason, article_id=article_id, wait=wait)
    return gone


def _leads_elsewhere(visit: Visit, article_id: int, article_ids: dict[str, int]) -> bool:
    """Whether the address of a stored article now leads to another story, to a page that is none, or off the site."""
    if visit.reason == "other site":
        return True
    if visit.status != 200 or visit.final_url is None or key(visit.final_url) == key(visit.url):
        return False
    return article_id not in article_ids.values() if article_ids else visit.reason in NO_STORY_THERE


def _is_alias_reading(article: Article) -> bool:
    return any(rule.startswith("alias:") for rule in article.rules.values())


def _source(visit: Visit) -> str:
    return {Target.API: "rest", Target.FEED: "feed"}.get(visit.target, "article")
