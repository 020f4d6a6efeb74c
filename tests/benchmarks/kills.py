"""`python -m tests.benchmarks.kills [--kills N] [--seed N] [--wordpress]`: kill -9 at random moments of a crawl.

A site is crawled once undisturbed, and again and again into new archives with twenty kills a crawl, until there were so
many; what each of these archives exports must be the same bytes as the undisturbed one's apart from the seen-at times, and every
URL must have become the same. Exit code 1 if not.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measuring import machine
from tests.crawls.crawling import Keeping
from tests.crawls.killing import differs, undergo
from tests.mocksite.server import MockSite
from tests.wordpress.server import WordPress

SOURCES = {
    "all sources": {},
    "rest off": {"rest": False},
    "pages alone": {"rest": False, "sitemap": False, "feeds": False},
}
POSTS = 150
KILLS_A_CRAWL = 20  # enough to reach from its first request to its last


def ordeal(name: str, url: str, seen: Callable[[], int], *, kills: int, seed: int) -> bool:
    """Crawl a site both ways; whether they end in the same archive each time."""
    with tempfile.TemporaryDirectory() as scratch:
        calm = Keeping(Path(scratch) / "calm")
        before, began = seen(), time.monotonic()
        undisturbed = calm.crawl("site", url=url)
        spent, calm_s = seen() - before, time.monotonic() - began
        print(
            f"{name}: undisturbed {spent} requests in {calm_s:.1f} s; {len(calm.records())} articles, exit {undisturbed.code}"
        )
        fine, survived = undisturbed.code == 0, 0
        for first in range(0, kills, KILLS_A_CRAWL):
            rough = Keeping(Path(scratch) / f"rough{first}")
            some = min(KILLS_A_CRAWL, kills - first)
            done = undergo(rough, url, seen, kills=some, requests=spent, seed=seed + first)
            wrong = differs(rough, calm)
            print(f"  kills after {list(done.moments)} requests, {done.ended} runs ended before theirs;", end=" ")
            print(f"last run exit {done.last.code}; {done.seconds:.1f} s; {len(wrong)} differences", flush=True)
            for line in wrong[:20]:
                print(f"    {line}")
            is_same = not wrong and done.last.code == 0
            fine &= is_same
            survived += some * is_same
        print(f"  {survived} of {kills} kills survived", flush=True)
        return fine


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=20)
    options.add_argument("--wordpress", action="store_true", help="a real WordPress too, with REST and without")
    chosen = options.parse_args()
    print(machine())
    fine = True
    for name, switches in SOURCES.items():
        with MockSite(bad_days=False, **switches) as site:
            seen = site.requests
            fine &= ordeal(name, f"{site.url}/", lambda seen=seen: len(seen), kills=chosen.kills, seed=chosen.seed)
    if chosen.wordpress:
        with tempfile.TemporaryDirectory() as scratch, WordPress(Path(scratch), posts=POSTS) as real:
            for rest in ("on", "off"):
                real.set(rest=rest)
                name = f"WordPress, {POSTS} posts, REST {rest}"
                fine &= ordeal(name, real.url, lambda: len(real.requests()), kills=chosen.kills, seed=chosen.seed)
    sys.exit(int(not fine))


if __name__ == "__main__":
    main()
