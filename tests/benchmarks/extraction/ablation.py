"""A page with one source of evidence taken out of its markup: what the source is worth is what its loss costs.

Taken out before anything reads the page, so that no rule has to know of the experiment.
"""

import re
from collections.abc import Callable

JSON_LD = re.compile(rb"<script\b[^>]{0,300}?ld\+json.*?</script\s*>", re.I | re.S)
SCRIPT = re.compile(rb"<script\b(?![^>]{0,300}?ld\+json).*?</script\s*>", re.I | re.S)
META = re.compile(rb"<meta\b(?![^>]{0,300}?charset)[^>]*>", re.I)
MICRODATA = re.compile(
    rb"""\s(?:itemprop|itemtype|itemscope|typeof|vocab|rel)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?""", re.I
)
NAMES = re.compile(rb"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*')""", re.I)
INSTANTS = re.compile(rb"""\s(?:datetime|title|data-[\w-]*(?:time|date)[\w-]*)\s*=\s*(?:"[^"]*"|'[^']*')""", re.I)
TITLE = re.compile(rb"<title\b[^>]*>.*?</title\s*>", re.I | re.S)
Blank = Callable[[bytes], bytes]

SOURCES: dict[str, Blank] = {
    "JSON-LD": lambda html: JSON_LD.sub(b"", html),
    "meta elements": lambda html: META.sub(b"", html),
    "microdata and rel": lambda html: MICRODATA.sub(b"", html),
    "class words and ids": lambda html: NAMES.sub(b"", html),
    "datetime and title attributes": lambda html: INSTANTS.sub(b"", html),
    "the title element": lambda html: TITLE.sub(b"", html),
    "other scripts": lambda html: SCRIPT.sub(b"", html),
}
