"""Titles, names and terms, which come as markup, as one line of text."""

from crawler.text import plain

# A label is short; the text functions look for closing tags anew at each opening one, which is quadratic.
MAX_CHARS = 4_000


def label(markup: str | None) -> str | None:
    """The text of a short piece of markup; None if there is none.

    >>> label(" Xi &amp; <em>Putin</em> "), label("<br>") is None
    ('Xi & Putin', True)
    """
    return plain(markup[:MAX_CHARS]) or None if markup else None
