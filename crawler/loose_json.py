"""JSON in the scripts of pages, which is often not quite JSON; and answers that are JSON, whatever they are called."""

import json
import re
from typing import Any

LOOSE = json.JSONDecoder(strict=False)  # made once: json.loads would make one for each script
CONTROL = re.compile(r"[\x00-\x1f]+")
OPENERS = ("//", "<!--", "<![CDATA[", "/*", "*/")
CLOSERS = ("//", "-->", "]]>", ";", "/*", "*/")
TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')  # strings are matched to be passed over
BETWEEN = re.compile(r"[\s,;]*")
MOST_VALUES = 100
JSON_BEGINNING = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"[^"<>\\]{1,100}"\s*:')
DOCUMENT = re.compile(rb"<(?:!doctype|html|head|body)\b", re.I)


def is_json(body: bytes) -> bool:
    """Whether a body begins as the answer of an API does, also if it breaks off, and no document comes behind.

    The markup in such an answer is not its own: read as HTML, a megabyte of it makes 300,000 elements.
    """
    return JSON_BEGINNING.match(body) is not None and DOCUMENT.search(body) is None


def mended_json(text: str) -> Any:
    """text read as JSON, with what pages get wrong put right: raw control characters, CDATA and comment
    wrappers, trailing commas, a closing semicolon; a list of the values if several follow each other, without what follows
    a bracket too many. None if it still is none."""
    try:
        return LOOSE.decode(text)
    except (ValueError, RecursionError):
        pass
    text = unwrapped(CONTROL.sub(" ", text).strip("\ufeff \xa0"))
    text = TRAILING_COMMA.sub(lambda match: match[1] or "", text)
    values: list[Any] = []
    end = 0
    while len(values) < MOST_VALUES:
        try:
            value, end = LOOSE.raw_decode(text, BETWEEN.match(text, end).end())  # type: ignore[union-attr]
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values if len(values) > 1 else next(iter(values), None)


def unwrapped(text: str) -> str:
    """A script's text without the comment and CDATA marks around it, and without a closing semicolon."""
    for _ in range(4):
        for mark in OPENERS:
            text = text.removeprefix(mark).lstrip()
        for mark in CLOSERS:
            text = text.removesuffix(mark).rstrip()
    return text
