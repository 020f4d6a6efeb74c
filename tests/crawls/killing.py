"""kill -9 at random moments of a crawl, again and again, then one undisturbed run; and what differs afterwards.

A moment is a number of requests that the server has seen since the restart, and a few hundredths of a second more.
"""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.crawls.crawling import LIMIT_S, Keeping, Run, end, started

SEEN_AT = re.compile(rb'"(?:first|last)_seen_at":"[^"]*"')
ACCOUNT = "select key, target, outcome from frontier order by key"
FEW = 4  # a run on a finished archive asks for hardly more
LATEST_MORE_S = 0.15
POLL_S = 0.01


@dataclass(frozen=True, slots=True)
class Ordeal:
    """What a crawl went through. moments: requests seen at each kill; ended: runs that came to their end before it."""

    moments: tuple[int, ...]
    ended: int
    last: Run
    seconds: float


def undergo(
    keeping: Keeping, url: str, seen: Callable[[], int], *, kills: int, requests: int, seed: int, **settings: str
) -> Ordeal:
    """Kill a crawl of a site so many times, then let one run end. requests is what an undisturbed crawl takes."""
    began, chance = time.monotonic(), random.Random(seed)
    moments: list[int] = []
    ended = 0
    while len(moments) < kills:
        assert ended <= 2 * kills, f"the crawl ended {ended} times before {kills} kills"
        most = FEW if ended else max(FEW, 2 * requests // kills)
        moment = killed(
            keeping, url, seen, after=chance.randint(0, most), more_s=chance.random() * LATEST_MORE_S, **settings
        )
        if moment is None:
            ended += 1
        else:
            moments.append(moment)
    last = keeping.crawl("site", url=url, settings=settings)
    return Ordeal(tuple(moments), ended, last, time.monotonic() - began)


def killed(
    keeping: Keeping, url: str, seen: Callable[[], int], *, after: int, more_s: float, **settings: str
) -> int | None:
    """Begin a crawl and kill it; after how many requests. None if it came to its end first."""
    before, deadline = seen(), time.monotonic() + LIMIT_S
    with started(keeping.words("site", settings, {"url": url}), quiet=True) as process:
        while process.poll() is None and seen() - before < after:
            assert time.monotonic() < deadline, "the crawl neither ends nor asks for anything"
            time.sleep(POLL_S)
        time.sleep(more_s)
        if process.poll() is not None:
            return None
        end(process)
        return seen() - before


def without_seen_at(exported: bytes) -> list[bytes]:
    """The dataset's lines without the instants at which the crawler itself saw the page."""
    return [SEEN_AT.sub(b"", line) for line in exported.splitlines()]


def differs(killed_one: Keeping, undisturbed: Keeping) -> list[str]:
    """What is not the same in two archives of one site, as lines for people."""
    lines = [f"{check}" for (check,) in killed_one.ask("pragma integrity_check") if check != "ok"]
    lines += [f"broken reference: {row}" for row in killed_one.ask("pragma foreign_key_check")]
    have, want = (without_seen_at(keeping.exported()) for keeping in (killed_one, undisturbed))
    lines += [f"exported only after kills: {line[:300]!r}" for line in have if line not in want]
    lines += [f"exported only undisturbed: {line[:300]!r}" for line in want if line not in have]
    if not lines and have != want:
        lines.append("the export is in another order")
    return lines + wrong_account(killed_one, undisturbed)


def wrong_account(killed_one: Keeping, undisturbed: Keeping) -> list[str]:
    """URLs that did not become the same in two archives. How far a side chain (a category's later pages) was
    walked depends on what was known by then, and is left out: the front page's own chain names every story."""
    have, want = (
        {url: outcome for url, outcome in rows(keeping) if "/category/" not in url}
        for keeping in (killed_one, undisturbed)
    )
    either = sorted(have.keys() | want.keys())
    return [
        f"{url}: {have.get(url)} after kills, {want.get(url)} undisturbed"
        for url in either
        if have.get(url) != want.get(url)
    ]


def rows(keeping: Keeping) -> list[tuple[str, Any]]:
    """Key and outcome of every URL."""
    return [(f"{target} {key}", outcome) for key, target, outcome in keeping.ask(ACCOUNT)]
