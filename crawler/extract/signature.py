"""The name that a writer puts below a story: a line of its own, at the right edge."""

import re

from crawler.blocks import Outline
from crawler.extract.names import spoken_names

RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.I)
LONGEST = 40


def is_signed(outline: Outline, line: int) -> bool:
    """Whether a line is no more than a name, and its element is set to the right."""
    text = outline.text[line]
    if len(text) > LONGEST or not all(word[:1].isupper() for word in text.split()):
        return False
    attributes = outline.element[outline.home[line]].attributes
    is_right = RIGHT.search(attributes.get("style") or "") or (attributes.get("align") or "").lower() == "right"
    return bool(is_right) and len(spoken_names([text])) == 1
