"""Every regular expression of the project on text that repeats itself: none may try each way to part it.

`(?:\\d+)*x` on thirty digits and no "x" is tried in a thousand million ways: one line of a page would stop a crawl for ever.
"""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from itertools import product
from types import FrameType
from typing import Any

import pytest

import crawler
import exports
import pipelines
import spiders

LENGTH = 60  # of what is repeated; more ways than a machine can try, few steps for a pattern that is sound
SECONDS = 5
PUMPS = (
    "a",
    "A",
    "1",
    " ",
    "_",
    "-",
    ".",
    ",",
    ":",
    "/",
    "(",
    "<",
    '"',
    "=",
    "a ",
    "1 ",
    "A ",
    "a.",
    "1.",
    "a-",
    "1-",
    "1:",
    "1/",
    "Aa ",
    "a=",
)
LEADS = 12  # words of the pattern itself, before what is repeated


def held(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value, or in the containers that it is."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | list | tuple | set | frozenset) and depth < 3:
        for inner in (*value.keys(), *value.values()) if isinstance(value, dict) else value:
            yield from held(inner, depth + 1)


def patterns() -> dict[str, re.Pattern[Any]]:
    """Those of every module, by where the first of equals stands."""
    found: dict[re.Pattern[Any], str] = {}
    for package in (crawler, exports, pipelines, spiders):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                for number, pattern in enumerate(held(value)):
                    found.setdefault(pattern, f"{module.name}.{name}" + (f" {number}" if number else ""))
    return {where: pattern for pattern, where in found.items()}


PATTERNS = patterns()


def out_of_time(_: int, __: FrameType | None) -> None:
    raise TimeoutError


@pytest.fixture
def bounded() -> Iterator[None]:
    """End a search that takes too long: `re` looks for signals while it searches."""
    before = signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def repetitive(pattern: re.Pattern[Any]) -> Iterator[Any]:
    """Texts that repeat themselves, behind words of the pattern, and then break off."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    leads = ["", *dict.fromkeys(re.findall(r"[^\W\d_]{2,}", source))][:LEADS]
    for lead, pump, end in product(leads, PUMPS, ("", "!\x01")):
        for text in (lead + pump * (LENGTH // len(pump)) + end, f"{lead} {pump * (LENGTH // len(pump))}{end}"):
            yield text if isinstance(pattern.pattern, str) else text.encode()


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize("where", sorted(PATTERNS))
def test_no_pattern_tries_each_way_to_part_a_text(where):
    pattern = PATTERNS[where]
    for text in repetitive(pattern):
        for look in (pattern.match, pattern.fullmatch, pattern.search):
            look(text)


@pytest.mark.usefixtures("bounded")
def test_one_that_does_is_found():
    with pytest.raises(TimeoutError):
        for text in repetitive(re.compile(r"page (?:\d+ ?)*x")):
            re.fullmatch(r"page (?:\d+ ?)*x", text)
