"""An article as a row of `articles`, and a row as an article."""

import json
import sqlite3
from datetime import datetime
from types import MappingProxyType
from typing import Any

from crawler.archive import names
from crawler.archive.instants import read, stored
from crawler.items import Article, Image, Paragraph, ParagraphKind, Precision
from crawler.text import sha256
from crawler.urls import key

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
COLUMNS = (
    "url",
    "key",
    "source_id",
    "title",
    "byline",
    "published_at",
    "published_offset_minutes",
    "published_precision",
    "published_raw",
    "modified_at",
    "modified_offset_minutes",
    "modified_precision",
    "section",
    "language",
    "summary",
    "dek",
    "dateline",
    "origin",
    "body",
    "paragraphs",
    "image_url",
    "image_caption",
    "access",
    "comment_count",
    "content_sha256",
    "rules",
)


def from_row(conn: sqlite3.Connection, row: sqlite3.Row) -> Article:
    """The article a row holds, as a reading."""
    authors, credits, categories, tags = names.of(conn, row["id"])
    return Article(
        url=row["url"],
        title=row["title"],
        authors=authors,
        credits=credits,
        byline=row["byline"],
        published_at=read(row["published_at"], row["published_offset_minutes"]),
        published_precision=Precision(row["published_precision"] or Precision.SECOND),
        published_raw=row["published_raw"],
        modified_at=read(row["modified_at"], row["modified_offset_minutes"]),
        modified_precision=Precision(row["modified_precision"] or Precision.SECOND),
        section=row["section"],
        categories=categories,
        tags=tags,
        language=row["language"],
        summary=row["summary"],
        dek=row["dek"],
        dateline=row["dateline"],
        origin=row["origin"],
        paragraphs=tuple(Paragraph(ParagraphKind(kind), text) for kind, text in json.loads(row["paragraphs"])),
        image=Image(row["image_url"], row["image_caption"]) if row["image_url"] else None,
        access=row["access"],
        source_id=row["source_id"],
        comment_count=row["comment_count"],
        rules=MappingProxyType(json.loads(row["rules"])),
    )


def columns_of(article: Article) -> dict[str, Any]:
    """A reading as the values of COLUMNS; from_row without names, comments and aliases takes it back."""
    body = article.body
    published, published_offset = stored(article.published_at)
    modified, modified_offset = stored(article.modified_at)
    return {
        "url": article.url,
        "key": key(article.url),
        "source_id": article.source_id,
        "title": article.title,
        "byline": article.byline,
        "published_at": published,
        "published_offset_minutes": published_offset,
        "published_precision": article.published_precision.value if published else None,
        "published_raw": article.published_raw,
        "modified_at": modified,
        "modified_offset_minutes": modified_offset,
        "modified_precision": article.modified_precision.value if modified else None,
        "section": article.section,
        "language": article.language,
        "summary": article.summary,
        "dek": article.dek,
        "dateline": article.dateline,
        "origin": article.origin,
        "body": body,
        "paragraphs": as_json([[p.kind.value, p.text] for p in article.paragraphs]),
        "image_url": article.image.url if article.image else None,
        "image_caption": article.image.caption if article.image else None,
        "access": article.access,
        "comment_count": article.comment_count,
        "content_sha256": sha256((article.title or "", body)),  # changes when the words do
        "rules": as_json(dict(article.rules)),
    }


def as_json(value: Any) -> str:
    """A value as the archive holds it: UTF-8 without needless blanks."""
    return ENCODER.encode(value)


def plain(value: Any) -> Any:
    """A field of an article as what JSON can hold."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Paragraph):
        return [value.kind.value, value.text]
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
