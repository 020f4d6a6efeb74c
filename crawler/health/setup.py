"""The set-up: are the four packages one copy, are the libraries recent enough, do the settings name what exists?"""

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata, util
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from scrapy.utils.misc import load_object

from crawler.health import values
from crawler.health.finding import Finding, fine, note, wrong

PACKAGES = ("crawler", "spiders", "pipelines", "exports")
DISTRIBUTION = "kliping"
PYTHON_LEAST = (3, 11)
SQLITE_LEAST = (3, 35)  # `returning` and `math`; FTS5 with external content needs less
COMPONENTS = ("ITEM_PIPELINES", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS")
NAMED_ONES = ("EXPORT_ROWS", "TWISTED_DNS_RESOLVER")
STEPS = ("Normalize", "Validate", "Dedup", "Store")


def findings(settings: Any) -> Iterator[Finding]:
    """Everything about the set-up. settings are Scrapy's, with the flags of this call."""
    yield packages(parents())
    yield versions()
    problems = list(settings_problems(settings))
    yield from problems
    if not problems:
        yield fine("settings", "every component can be loaded, every number makes sense")


def parents() -> dict[str, str | None]:
    """The folder that each of the four packages is taken from; None where one is missing."""
    found: dict[str, str | None] = {}
    for name in PACKAGES:
        spec = util.find_spec(name)
        places = list(spec.submodule_search_locations or ()) if spec else []
        found[name] = str(Path(places[0]).resolve().parent) if places else None
    return found


def packages(found: dict[str, str | None]) -> Finding:
    """Whether the four packages are one copy: Scrapy puts the project's folder last on the path, so that an
    installed copy may hide parts of a checkout."""
    places = set(found.values())
    if len(places) == 1 and None not in places:
        return fine("packages", f"all four in {next(iter(places))}")
    where = ", ".join(f"{name} in {place or 'no place'}" for name, place in found.items())
    return wrong("packages", f"the four packages are not one copy: {where}", "pip install -e . (in the checkout)")


def versions() -> Finding:
    """Python, SQLite and the libraries against what the package asks for."""
    too_old = []
    if sys.version_info[:2] < PYTHON_LEAST:
        too_old.append(f"Python {sys.version.split()[0]}")
    if sqlite3.sqlite_version_info[:2] < SQLITE_LEAST:
        too_old.append(f"SQLite {sqlite3.sqlite_version}")
    try:
        asked = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return note(
            "versions", f"{DISTRIBUTION} runs from a folder and is not installed: `pip install -e .` would check"
        )
    too_old += unmet(asked)
    if too_old:
        return wrong("versions", f"too old or missing: {', '.join(too_old)}", f"pip install -U {DISTRIBUTION}")
    return fine(
        "versions", f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {len(asked)} requirements"
    )


def unmet(asked: Iterable[str]) -> Iterator[str]:
    """The requirements, without extras, that what is installed does not meet.

    >>> list(unmet(["scrapy>=99", "parsel>=1", "nothing-of-that-name; extra == 'test'"]))
    ['scrapy>=99 (there is 2.19.0)']
    """
    for text in asked:
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            there = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield f"{requirement.name}{requirement.specifier}"
            continue
        if not requirement.specifier.contains(there, prereleases=True):
            yield f"{requirement.name}{requirement.specifier} (there is {there})"


def settings_problems(settings: Any) -> Iterator[Finding]:
    """What is wrong with the settings, one finding each."""
    named = [str(name) for group in COMPONENTS for name, order in settings.getdict(group).items() if order is not None]
    named += [*settings.getdict("EXPORTERS").values(), *(settings[name] for name in NAMED_ONES)]
    for name in named:
        try:
            load_object(name)
        except (ImportError, NameError, ValueError) as error:
            yield wrong("settings", f"{name} cannot be loaded ({error})", "pip install -e . (in the checkout)")
    order = sorted(settings.getdict("ITEM_PIPELINES").items(), key=lambda item: item[1] or 0)
    steps = tuple(str(name).rpartition(".")[2] for name, number in order if number is not None)
    if tuple(step for step in steps if step in STEPS) != STEPS or steps[-1:] != STEPS[-1:]:
        told = f"ITEM_PIPELINES runs {', '.join(steps)}; it must run {', '.join(STEPS)} in this order, Store last"
        yield wrong("settings", told, "git diff crawler/settings.py")
    yield from values.problems(settings)
