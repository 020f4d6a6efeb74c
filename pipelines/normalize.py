"""One spelling of everything: Unicode NFC, white space, invisible characters, prefixes of names.

The extractors already hand over clean text; this is where it is guaranteed, whatever source it came from.
"""

import re
from dataclasses import replace
from datetime import datetime

from crawler.items import Article, Comment, Credit, Image, Paragraph, ParagraphKind, Thread, Visit
from crawler.merge import in_site_time
from crawler.text import clean_line, clean_lines, clean_preformatted

AUTHOR_PREFIX = re.compile(r"^(?:by|oleh|penulis|ditulis oleh|posted by|written by)\s*(?:[:\-–]\s*|\s+)(?=\S)", re.I)


class Normalize:
    """Pipeline step 100."""

    def process_item(self, item: Visit) -> Visit:
        """The visit with every text in the archive's spelling."""
        return normalized(item)


def normalized(visit: Visit) -> Visit:
    """A visit whose articles and comments are spelled as the archive spells them."""
    if not visit.articles and not visit.threads:
        return visit
    return replace(
        visit,
        articles=tuple(article(a) for a in visit.articles),
        threads=tuple(
            Thread(t.article_url, t.article_id, tuple(comment(c) for c in t.comments)) for t in visit.threads
        ),
    )


def article(told: Article) -> Article:
    """An article in the archive's spelling; a text left empty counts as not said."""
    return replace(
        in_site_time(told),
        title=line(told.title),
        authors=names(told.authors),
        credits=tuple(Credit(name, c.role) for c in told.credits if (name := person(c.name))),
        byline=line(told.byline),
        published_at=second(told.published_at),
        published_raw=line(told.published_raw),
        modified_at=second(told.modified_at),
        section=line(told.section),
        categories=lines(told.categories),
        tags=lines(told.tags),
        language=line(told.language),
        summary=line(told.summary),
        dek=line(told.dek),
        dateline=line(told.dateline),
        origin=line(told.origin),
        paragraphs=tuple(p for p in map(paragraph, told.paragraphs) if p.text),
        image=Image(told.image.url, line(told.image.caption)) if told.image else None,
        comments=tuple(comment(c) for c in told.comments),
    )


def comment(told: Comment) -> Comment:
    """A comment in the archive's spelling."""
    return replace(
        told,
        author=line(told.author),
        published_at=second(told.published_at),
        paragraphs=tuple(text for text in map(clean_lines, told.paragraphs) if text),
    )


def paragraph(told: Paragraph) -> Paragraph:
    """A paragraph in the archive's spelling; line breaks stay where its kind has them."""
    clean = clean_preformatted if told.kind == ParagraphKind.PREFORMATTED else clean_lines
    text = clean(told.text)
    return told if text == told.text else Paragraph(told.kind, text)


def second(at: datetime | None) -> datetime | None:
    """An instant to the second, as the archive keeps it."""
    return at.replace(microsecond=0) if at is not None else None


def line(text: str | None) -> str | None:
    """text on one line; None if nothing is left of it."""
    return (clean_line(text) or None) if text is not None else None


def lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Each text on one line, without empty and repeated ones, in order."""
    return tuple(dict.fromkeys(clean for text in texts if (clean := clean_line(text))))


def person(name: str) -> str | None:
    """A name without what only announces it.

    >>> person("By  Jurnalis Berita")
    'Jurnalis Berita'
    """
    return line(AUTHOR_PREFIX.sub("", clean_line(name)))


def names(people: tuple[str, ...]) -> tuple[str, ...]:
    """Names, each once however it is cased, in order."""
    kept: dict[str, str] = {}
    for name in map(person, people):
        if name:
            kept.setdefault(name.casefold(), name)
    return tuple(kept.values())
