"""Partial readings (a feed's: title, names, dates, no body) that wait until their article's page was read."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from types import MappingProxyType

from crawler.archive.instants import read, utc_text
from crawler.items import Article, Credit, Image, Precision
from crawler.merge import merge
from crawler.urls import key

POINTERS = frozenset(("feed", "sitemap", "listing"))

WAIT = """
    insert into waiting_readings (key, site_id, reading, seen_at)
    values (:key, :site_id, :reading, :now)
    on conflict (key) do update set reading = excluded.reading, seen_at = excluded.seen_at
"""


def is_partial(article: Article) -> bool:
    """Whether a reading comes from a source that only points to articles, so that it makes none by itself."""
    return all(rule.split(":", 1)[0] in POINTERS for rule in article.rules.values())


def wait(conn: sqlite3.Connection, site_id: int, article: Article, *, now: datetime) -> None:
    """Keep a partial reading for later, together with what another one told."""
    known = conn.execute("select reading from waiting_readings where key = ?", (key(article.url),)).fetchone()
    if known is not None:  # the richer one wins where both speak, so that their order does not matter
        poorer, richer = sorted((from_json(known["reading"]), article), key=lambda one: (len(one.rules), to_json(one)))
        article = merge(poorer, richer).article
    row = {"key": key(article.url), "site_id": site_id, "reading": to_json(article), "now": utc_text(now)}
    conn.execute(WAIT, row)


def let_in(conn: sqlite3.Connection, article: Article) -> list[tuple[Article, datetime]]:
    """The partial readings that waited for an article, with when they were made; they wait no longer."""
    found = []
    for url in (article.url, *article.aliases):
        row = conn.execute("select reading, seen_at from waiting_readings where key = ?", (key(url),)).fetchone()
        if row is not None:
            conn.execute("delete from waiting_readings where key = ?", (key(url),))
            at = read(row["seen_at"])
            assert at is not None
            found.append((from_json(row["reading"]), at))
    return found


def to_json(article: Article) -> str:
    """A reading without its body and comments as JSON."""
    bare = asdict(replace(article, paragraphs=(), comments=(), rules={}))
    fields = {name: value for name, value in bare.items() if name not in ("paragraphs", "comments")}
    fields["rules"] = dict(article.rules)
    return json.dumps(fields, ensure_ascii=False, default=lambda at: at.isoformat())


def from_json(text: str) -> Article:
    """The reading that `to_json` wrote."""
    fields = json.loads(text)
    for name in ("published_at", "modified_at"):
        fields[name] = datetime.fromisoformat(fields[name]) if fields[name] else None
    for name in ("published_precision", "modified_precision"):
        fields[name] = Precision(fields[name])
    for name in ("authors", "categories", "tags", "aliases"):
        fields[name] = tuple(fields[name])
    fields["credits"] = tuple(Credit(**credit) for credit in fields["credits"])
    fields["image"] = Image(**fields["image"]) if fields["image"] else None
    rules: Mapping[str, str] = MappingProxyType(fields.pop("rules"))
    return Article(**fields, rules=rules)
