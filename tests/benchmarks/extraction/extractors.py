"""Ours and the rivals as functions of a page's bytes and address. The rivals are optional libraries.

The gold sets contradict each other on the dek: ours puts it before the body, but not for `aeb`, whose bodies never have it.
"""

import importlib
import re
from collections.abc import Callable
from typing import Any

from crawler.extract.article import from_html
from crawler.items import Article, Precision
from tests.benchmarks.extraction.scoring import Said

Extractor = Callable[[bytes, str], Said]
WITHOUT_DEK = frozenset(("aeb",))
CHARSET = re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.I)


class Missing(Exception):
    """A rival that is not installed; says how to install it."""


def ours(corpus: str) -> Extractor:
    """This project's extractor, as a corpus wants the dek."""

    def extract(html: bytes, url: str) -> Said:
        article = from_html(html, url, any_page=True)
        return said_by_us(article, with_dek=corpus not in WITHOUT_DEK) if article else Said()

    return extract


def said_by_us(article: Article, *, with_dek: bool) -> Said:
    """An article as plain values. Of a day alone its midnight is told, as the gold sets write it; a moment whose zone nobody
    told is a wall clock's."""
    dek = [article.dek] if article.dek and with_dek else []
    return Said(
        body="\n".join([*dek, article.body]),
        title=article.title,
        authors=article.authors,
        published=_published(article),
        comments=[comment.text for comment in article.comments],
    )


def _published(article: Article) -> str | None:
    at = article.published_at
    if at is None:
        return None
    if article.published_precision is Precision.DAY or article.rules["published_at"].endswith(":zone unknown"):
        return at.replace(tzinfo=None).isoformat()
    return at.isoformat()


def rival(name: str) -> Extractor:
    """A rival by its name; Missing if it is not installed."""
    makers: dict[str, Callable[[Any], Extractor]] = {"trafilatura": _trafilatura, "newspaper4k": _newspaper}
    if name not in makers:
        raise Missing(f"No rival is called {name}; there are {', '.join(makers)}.")
    module = "newspaper" if name == "newspaper4k" else name
    try:
        return makers[name](importlib.import_module(module))
    except ImportError as error:
        raise Missing(
            f"{name} is not installed here ({error}). In an environment of its own: pip install {name}"
        ) from error


def _trafilatura(library: Any) -> Extractor:
    def extract(html: bytes, url: str) -> Said:
        found = library.bare_extraction(html, url=url or None, with_metadata=True, include_comments=True)
        plain = library.bare_extraction(html, url=url or None, with_metadata=True, include_comments=False)
        if plain is None:
            return Said()
        return Said(
            body=plain.text or "",
            title=plain.title,
            authors=plain.author.split("; ") if plain.author else (),
            published=plain.date,
            comments=[found.comments] if found is not None and found.comments else (),
        )

    return extract


def _newspaper(library: Any) -> Extractor:
    def extract(html: bytes, url: str) -> Said:
        article = library.Article(url or "https://nowhere.invalid/", fetch_images=False)
        article.download(input_html=_decoded(html))
        article.parse()
        when = article.publish_date
        return Said(
            body="\n".join(filter(None, (" ".join(line.split()) for line in (article.text or "").splitlines()))),
            title=article.title,
            authors=list(article.authors or ()),
            published=when.isoformat() if hasattr(when, "isoformat") else when,
        )

    return extract


def _decoded(html: bytes) -> str:
    """html as text by its own word for the encoding, for a library that takes no bytes."""
    named = CHARSET.search(html[:8192])
    for encoding in (named[1].decode("ascii", "replace") if named else "utf-8", "utf-8", "cp1252"):
        try:
            return html.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return html.decode("utf-8", "replace")
