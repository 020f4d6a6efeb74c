"""A story that its site spreads over several pages: which they are, and what they are together."""

import re
from dataclasses import replace

from crawler.archive.comments import identity
from crawler.extract import parts
from crawler.items import Article, Link, Outcome, Target, Visit
from crawler.page import Page
from crawler.urls import key
from spiders.reading import Read

LATER_PAGE = "later page of a story"  # as the account names it
LONG_PARAGRAPH_CHARS = 60  # shorter ones may well stand on two pages of a story


def joined(first: Article, later: Article, url: str) -> Article:
    """A multi-page story with its next page, found at url, added; no paragraph twice."""
    have = {p.text for p in first.paragraphs if len(p.text) > LONG_PARAGRAPH_CHARS}
    more = tuple(p for p in later.paragraphs if p.text not in have)
    every = {identity(comment): comment for comment in (*later.comments, *first.comments)}
    return replace(
        first,
        paragraphs=first.paragraphs + more,
        aliases=tuple(dict.fromkeys((*first.aliases, url))),
        comments=tuple(every.values()),
    )


def other_parts(page: Page, *, probe: bool) -> tuple[tuple[str, ...], bool]:
    """Addresses of the further pages of a story; with `probe`, a guess where a theme prints none. And
    whether it is a guess."""
    known = parts.parts(page)
    guess = parts.guess_second(page) if probe and not known else None
    return ((guess,), True) if guess else (known, False)


def next_guess(url: str) -> str:
    """The page after a guessed page that was there.

    >>> next_guess("https://news.example/a/2/"), next_guess("https://news.example/?p=7&page=9")
    ('https://news.example/a/3/', 'https://news.example/?p=7&page=10')
    """
    return re.sub(r"(\d+)(/?)$", lambda match: f"{int(match[1]) + 1}{match[2]}", url)


def as_later_page(read: Read, url: str) -> Visit | None:
    """The visit of a page, found at url, that turned out to be a later one of a story; None if it is none."""
    first = parts.first_part(read.page) if read.page is not None and read.visit.articles else None
    if first is None or key(first) == key(url):
        return None
    link = Link(first, Target.PAGE, "article")
    return replace(read.visit, outcome=Outcome.EXCLUDED, reason=LATER_PAGE, articles=(), links=(link,))
