"""Readings, comments and visits for tests, in sentences of our own; a test sets only what it is about."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any

from crawler.items import Article, Comment, Outcome, Paragraph, ParagraphKind, Target, Thread, Visit

WIB = timezone(timedelta(hours=7))
NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)
SITE = "gazette.example"
HOME = f"https://{SITE}/"
STORY_URL = f"{HOME}harga-beras-naik/"
SENTENCE = "Harga beras di pasar induk naik lagi pekan ini, kata para pedagang yang ditemui pada hari Rabu. "
UNTOLD = frozenset(("source_id", "aliases", "comments", "published_precision", "published_raw", "modified_precision"))


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    """Plain paragraphs."""
    return tuple(Paragraph(ParagraphKind.PARAGRAPH, text) for text in texts)


def article(url: str = STORY_URL, rule: str = "page", *, body: str | None = SENTENCE * 5, **told: Any) -> Article:
    """A reading whose every field was told by one rule; body None: the source tells no body."""
    told.setdefault("title", "Harga beras naik")
    if body is not None:
        told.setdefault("paragraphs", paragraphs(body))
    rules = {name: rule for name in ("url", *told) if name not in UNTOLD}
    return Article(url, **told, rules=MappingProxyType(rules))


def comment(number: int | str | None = 1, text: str = "Setuju sekali.", **told: Any) -> Comment:
    """A comment by Sari, one minute after noon."""
    values: dict[str, Any] = {
        "source_id": None if number is None else str(number),
        "parent_id": None,
        "depth": 0,
        "author": "Sari",
        "author_url": None,
        "published_at": NOON + timedelta(minutes=1),
        "paragraphs": tuple(text.split("\n")) if text else (),
        "rule": "page",
    }
    return Comment(**(values | told))


def thread(*comments: Comment, url: str | None = STORY_URL, number: str | None = None) -> Thread:
    """Comments of one story."""
    return Thread(url, number, comments)


def visit(*articles: Article, url: str = STORY_URL, target: Target = Target.PAGE, **told: Any) -> Visit:
    """A page as it was visited at noon: archived if it brought an article, else excluded."""
    values: dict[str, Any] = {
        "at": NOON,
        "outcome": Outcome.ARCHIVED if articles else Outcome.EXCLUDED,
        "status": 200,
        "final_url": url,
    }
    return Visit(url, SITE, target, articles=articles, **(values | told))


def api_visit(*articles: Article, **told: Any) -> Visit:
    """An answer of the site's REST API."""
    url = f"{HOME}wp-json/wp/v2/posts?page=1"
    return visit(*articles, url=url, target=Target.API, outcome=Outcome.EXCLUDED, ephemeral=True, **told)


def feed_visit(*articles: Article, threads: Iterable[Thread] = (), **told: Any) -> Visit:
    """A feed."""
    values = {"reason": "feed", "outcome": Outcome.EXCLUDED} | told
    return visit(*articles, url=f"{HOME}feed/", target=Target.FEED, threads=tuple(threads), **values)
