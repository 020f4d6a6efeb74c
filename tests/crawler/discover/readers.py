"""Stand-ins for the readers of markup that `crawler.extract` has: one paragraph a `p`, tags off."""

import re

from crawler.items import Paragraph, ParagraphKind
from crawler.text import plain


def body(markup: str, url: str, title: str | None) -> tuple[Paragraph, ...]:
    """One paragraph for each `p` of the markup."""
    return tuple(Paragraph(ParagraphKind.PARAGRAPH, text) for text in comment(markup, url))


def comment(markup: str, url: str) -> tuple[str, ...]:
    """The text of each `p`."""
    return tuple(text for part in re.findall(r"<p>(.*?)</p>", markup, re.S) if (text := plain(part)))
