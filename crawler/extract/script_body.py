"""Stories that a page shows only by script: their text stands in its JSON-LD, as plain text or as escaped markup.

Otherwise `articleBody` is no text of ours: it lacks paragraphs, repeats captions and often stops short.
"""

import re

from crawler.extract.body import fragment
from crawler.extract.found import Found
from crawler.extract.reading import Reading
from crawler.items import Paragraph, ParagraphKind
from crawler.text import clean_lines, plain, unescaped

LITTLE_SHOWN = 250  # characters; with more on the page, the page is the text
LEAST_TOLD = 600
LONGEST_TOLD = 500_000
ESCAPED_TWICE = 2
MARKUP = re.compile(r"<(?:p|br|div|h[2-6]|ul|blockquote)\b[^<>]{0,200}>", re.I)


def told_by_script(reading: Reading, shown_chars: int, title: str | None) -> Found[tuple[Paragraph, ...]] | None:
    """The story out of JSON-LD `articleBody`, where the page itself shows hardly a text; None elsewhere."""
    if shown_chars > LITTLE_SHOWN:
        return None
    bodies = (item.get("articleBody") for item in reading.stories)
    told = max((body for body in bodies if isinstance(body, str)), key=len, default="")
    if not LEAST_TOLD <= len(told) <= LONGEST_TOLD:
        return None
    for _ in range(ESCAPED_TWICE):
        told = unescaped(told) if "&" in told and not MARKUP.search(told) else told
    if MARKUP.search(told):
        paragraphs = fragment(told, reading.page.url, title)
    else:
        lines = (plain(line) for line in clean_lines(told).split("\n"))
        paragraphs = tuple(Paragraph(ParagraphKind.PARAGRAPH, line) for line in lines if line)
    return Found(paragraphs, "json-ld:articleBody") if paragraphs else None
