"""The values of settings: numbers that are numbers and make sense, switches that are on or off. A crawl asks before it
begins, the doctor at any time."""

import logging
from collections.abc import Iterator
from math import isfinite
from typing import Any

from crawler.health.finding import Finding, wrong

AT_LEAST_ZERO = tuple(
    """DOWNLOAD_DELAY CRAWL_DELAY_MAX_S RETRY_AFTER_WAIT_S RETRY_AFTER_UNSAID_S RETRY_AFTER_MOST_S REVISIT_AGE_SHARE
    NOT_MODIFIED_MOST RETRY_TIMES REDIRECT_MAX_TIMES WARC_GZIP_LEVEL DISK_FREE_LEAST_MIB PROGRESS_S DOWNLOAD_DELAY_JITTER
    AUTOTHROTTLE_START_DELAY AUTOTHROTTLE_MAX_DELAY""".split()
)
ABOVE_ZERO = tuple(
    """REVISIT_LEAST_H REVISIT_MOST_H REVISIT_GROWTH REVISIT_SHRINK TRAP_PAGES DOWNLOAD_MAXSIZE DOWNLOAD_TIMEOUT
    CONCURRENT_REQUESTS CONCURRENT_REQUESTS_PER_DOMAIN CONCURRENT_ITEMS WARC_FILE_BYTES WARC_SYNC_EVERY
    AUTOTHROTTLE_TARGET_CONCURRENCY""".split()
)
WHOLE = frozenset(
    """NOT_MODIFIED_MOST RETRY_TIMES REDIRECT_MAX_TIMES WARC_GZIP_LEVEL DISK_FREE_LEAST_MIB TRAP_PAGES DOWNLOAD_MAXSIZE
    CONCURRENT_REQUESTS CONCURRENT_REQUESTS_PER_DOMAIN CONCURRENT_ITEMS WARC_FILE_BYTES WARC_SYNC_EVERY""".split()
)
SWITCHES = tuple(
    """WARC_ENABLED ROBOTSTXT_OBEY AUTOTHROTTLE_ENABLED PROBE_SECOND_PAGE DOWNLOAD_VERIFY_CERTIFICATES
    COOKIES_ENABLED""".split()
)
LEVELS_OF_GZIP = 9


def problems(settings: Any) -> Iterator[Finding]:
    """What is wrong, one finding each."""
    for name in (*AT_LEAST_ZERO, *ABOVE_ZERO):
        told = trouble_of(name, settings)
        if told is not None:
            yield wrong("settings", told, f"scrapy settings --get {name}")
    for name in SWITCHES:
        try:
            settings.getbool(name)
        except ValueError:
            told = f"{name} = {settings[name]!r} is neither True nor False"
            yield wrong("settings", told, f"scrapy settings --get {name}")
    told = no_level(settings)
    if told is not None:
        yield wrong("settings", told, "scrapy settings --get LOG_LEVEL")
    least_h, most_h = (number(name, settings) for name in ("REVISIT_LEAST_H", "REVISIT_MOST_H"))
    if least_h is not None and most_h is not None and least_h > most_h:
        yield wrong("settings", "REVISIT_LEAST_H is above REVISIT_MOST_H", "scrapy settings --get REVISIT_MOST_H")


def trouble_of(name: str, settings: Any) -> str | None:
    """What is wrong with one number."""
    value = number(name, settings)
    if value is None:
        return f"{name} = {settings[name]!r} is no {'whole ' if name in WHOLE else ''}number"
    if value < 0 or (value == 0 and name in ABOVE_ZERO):
        return f"{name} = {value:g} is too small"
    if name == "WARC_GZIP_LEVEL" and value > LEVELS_OF_GZIP:
        return f"{name} = {value:g} is above {LEVELS_OF_GZIP}"
    return None


def no_level(settings: Any) -> str | None:
    """What is wrong with LOG_LEVEL: a name of `logging`, or a number."""
    level = settings["LOG_LEVEL"]
    names = logging.getLevelNamesMapping()
    if isinstance(level, int) or level in names:
        return None
    return f"LOG_LEVEL = {level!r} is none of {', '.join(sorted(names, key=lambda name: names[name]))}"


def number(name: str, settings: Any) -> float | None:
    """The number as the run will take it; None if it is none."""
    try:
        value = float(settings.getint(name) if name in WHOLE else settings.getfloat(name))
    except (TypeError, ValueError, OverflowError):
        return None
    return value if isfinite(value) else None
