"""`python -m tests.benchmarks.fuzz [--minutes 10] [--seed 0]`: every reader of foreign bytes on documents made to break it.

Each must give a value or None, within a second a megabyte (small ones within a second; of a slow run the least of three
times counts), and never raise. First the large ones of `fuzz_seeds` and `fuzz_links`, each once, then for some minutes
changes of golden pages and of the mock site's documents. A finding is printed with the number that makes the document
again; exit code 1 if there is one.
"""

import argparse
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain

from crawler.discover import feed, listing, rest_comments, rest_posts, sitemap, wordpress
from crawler.extract.article import from_html
from crawler.extract.body import fragment
from crawler.extract.comments import comment_count, comment_pages, comment_paragraphs, comments
from crawler.extract.parts import parts
from crawler.page import Page
from tests.benchmarks.fuzz_links import costly
from tests.benchmarks.fuzz_seeds import MIB, changed, large, seeds

URL = "https://hulu.example/2024/05/jembatan.html"
SECONDS_A_MIB, LEAST_SECONDS = 1.0, 1.0
TRIED_AGAIN = 2  # times a slow run is measured again: beside seven other processes the same one takes twice as long
MOST_MIB = 1_500  # resident memory at its highest
Reader = Callable[[bytes], object]
READERS: dict[str, Reader] = {
    "from_html": lambda data: from_html(data, URL, any_page=True),
    "from_html, lying header": lambda data: from_html(data, URL, content_type="text/html; charset=utf-16"),
    "listing.read": lambda data: listing.read(Page.from_bytes(data, URL)),
    "listing.links": lambda data: _links(Page.from_bytes(data, URL)),
    "comments": lambda data: _comments(Page.from_bytes(data, URL)),
    "feed.read": lambda data: feed.read(data, URL, fragment=fragment, comment_fragment=comment_paragraphs),
    "sitemap.read": lambda data: _drained(data),
    "read_posts": lambda data: rest_posts.read_posts(data, URL, fragment=fragment),
    "read_comments": lambda data: rest_comments.read_comments(data, URL, comment_fragment=comment_paragraphs),
}


def _comments(page: Page) -> object:
    return comments(page), comment_pages(page), comment_count(page), parts(page)


def _links(page: Page) -> object:
    return listing.links(page, ()), feed.announced(page), wordpress.is_wordpress(page)


def _drained(data: bytes) -> int:
    """A sitemap with all its links: they are read as they are asked for."""
    return sum(1 for _ in sitemap.read(data, URL).links)


@dataclass(slots=True)
class Log:
    """What was run and what was found."""

    runs: int = 0
    documents: int = 0
    slowest: tuple[float, str] = (0.0, "")
    findings: Counter[str] = field(default_factory=Counter)

    def find(self, kind: str, text: str) -> None:
        """Count a finding, and print the first of its kind."""
        self.findings[kind] += 1
        if self.findings[kind] == 1:
            print(f"FOUND {kind}\n{text}", flush=True)


def _spent(run: Reader, data: bytes) -> float:
    began = time.process_time()
    with suppress(Exception):  # told already, at the first time
        run(data)
    return time.process_time() - began


def try_readers(name: str, data: bytes, log: Log) -> None:
    """Every reader on one document."""
    log.documents += 1
    for reader, run in READERS.items():
        began = time.process_time()
        try:
            run(data)
        except Exception as error:  # any at all is what is looked for
            where = traceback.extract_tb(error.__traceback__)[-1]
            log.find(f"{reader}: {type(error).__name__} at {where.filename.rsplit('/', 1)[-1]}:{where.lineno}",
                     f"  document {name}\n{traceback.format_exc(limit=-6)}")  # fmt: skip
        spent = time.process_time() - began
        log.runs += 1
        allowed = max(LEAST_SECONDS, SECONDS_A_MIB * len(data) / MIB)
        if spent > allowed:
            spent = min(spent, *(_spent(run, data) for _ in range(TRIED_AGAIN)))
        pace = spent / allowed
        log.slowest = max(log.slowest, (pace, f"{reader} on {name}: {spent:.2f} s for {len(data) / MIB:.2f} MiB"))
        if pace > 1:
            log.find(f"{reader}: slow on {name}", f"  {spent:.2f} s for {len(data) / MIB:.2f} MiB")


def main() -> int:
    """Fuzz for some minutes; 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fuzz")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0, help="the number of the first changed document")
    options = parser.parse_args()
    log = Log()
    for name, data in chain(large(), costly()):
        try_readers(name, data, log)
    known = seeds()
    until = time.monotonic() + 60 * options.minutes
    seed = options.seed
    while time.monotonic() < until:
        try_readers(f"number {seed}", changed(seed, known), log)
        seed += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if peak > MOST_MIB:
        log.find("memory", f"  {peak:.0f} MiB at its highest")
    print(f"{log.documents} documents ({seed - options.seed} changed ones, numbers {options.seed} to {seed - 1}), {log.runs} runs, "
          f"{sum(log.findings.values())} findings; slowest for its size: {log.slowest[1]}; peak {peak:.0f} MiB")  # fmt: skip
    return 1 if log.findings else 0


if __name__ == "__main__":
    sys.exit(main())
