"""What the extractor tells of a page, as plain values to compare with."""

from datetime import datetime
from typing import Any

from crawler.extract.article import from_page
from crawler.extract.comments import comment_pages
from crawler.extract.kind import kind
from crawler.extract.parts import first_part, guess_second, part_number, parts
from crawler.items import Article, Comment
from crawler.page import Page


def told(page: Page) -> dict[str, Any]:
    """Everything `crawler.extract` says of a page; fields that say nothing are left out."""
    record: dict[str, Any] = {
        "kind": kind(page).value.value,
        "comment_pages": list(comment_pages(page)),
        "parts": list(parts(page)),
        "part_number": part_number(page) if part_number(page) > 1 else None,
        "first_part": first_part(page),
        "guess_second": guess_second(page),
    }
    article = from_page(page)
    if article is not None:
        record.update(_of_article(article))
    return {name: value for name, value in record.items() if value not in (None, [], {})}


def _of_article(article: Article) -> dict[str, Any]:
    return {
        "url": article.url,
        "aliases": list(article.aliases),
        "source_id": article.source_id,
        "title": article.title,
        "authors": list(article.authors),
        "byline": article.byline,
        "credits": [[credit.role, credit.name] for credit in article.credits],
        "published_at": _at(article.published_at),
        "modified_at": _at(article.modified_at),
        "section": article.section,
        "categories": list(article.categories),
        "tags": list(article.tags),
        "language": article.language,
        "summary": article.summary,
        "dek": article.dek,
        "dateline": article.dateline,
        "origin": article.origin,
        "access": None if article.access == "full" else article.access,
        "image": [article.image.url, article.image.caption] if article.image else None,
        "paragraphs": [[paragraph.kind.value, paragraph.text] for paragraph in article.paragraphs],
        "comments": [_of_comment(comment) for comment in article.comments],
        "comment_count": article.comment_count,
        "rules": dict(article.rules),
    }


def _of_comment(comment: Comment) -> dict[str, Any]:
    record = {
        "id": comment.source_id,
        "parent": comment.parent_id,
        "depth": comment.depth,
        "kind": comment.kind.value,
        "author": comment.author,
        "url": comment.author_url,
        "at": _at(comment.published_at),
        "permalink": comment.permalink,
        "paragraphs": list(comment.paragraphs),
    }
    return {name: value for name, value in record.items() if value is not None}


def _at(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
