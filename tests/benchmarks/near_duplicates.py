"""`python -m tests.benchmarks.near_duplicates [--articles N]`: wire copies and rewrites found, and what that costs.

Generated stories (tests/benchmarks/near_texts.py) are stored one by one, each in a transaction of its own as a crawl
does it. Exit code 1 if precision is below 0.98, or the recall of any edit of up to a fifth of the words below 0.95.
"""

import argparse
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from crawler.archive import articles, near_duplicates, sites
from crawler.archive.open import Archive
from crawler.items import Article, Paragraph, ParagraphKind
from tests.benchmarks.measuring import machine
from tests.benchmarks.near_texts import EDITS, SITES, Made, made

LEAST_PRECISION, LEAST_RECALL = 0.98, 0.95
MUST_BE_FOUND = tuple(f"{percent} % of words" for percent in (0, 5, 10, 15, 20))
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
RULES = MappingProxyType(dict.fromkeys(("url", "title", "published_at", "paragraphs"), "page"))
STEPS = 10
CLUSTERS = "select cluster_id, article_id from near_duplicates where cluster_id is not null"


@dataclass(slots=True)
class Spent:
    """Processor seconds, by tenths of the run: of the whole store, and of the near duplicates within it."""

    store: list[float] = field(default_factory=lambda: [0.0] * STEPS)
    near: list[float] = field(default_factory=lambda: [0.0] * STEPS)
    stories: list[int] = field(default_factory=lambda: [0] * STEPS)


def as_article(text: Made, number: int) -> Article:
    """A made text as a page would have told it."""
    return Article(
        f"https://site{text.site}.example/{number}/",
        title=text.title,
        published_at=BEGAN + timedelta(minutes=text.at),
        paragraphs=tuple(Paragraph(ParagraphKind.PARAGRAPH, told) for told in text.paragraphs),
        rules=RULES,
    )


def stored(archive: Archive, count: int, seed: int, spent: Spent, *, compared: bool = True) -> dict[int, Made]:
    """Store so many texts; which row each became (without its words). Not compared: near duplicates left out."""
    known: dict[int, Made] = {}
    settle = near_duplicates.settle
    step = 0

    def timed(conn: sqlite3.Connection, site_id: int, article_id: int, body: str) -> None:
        began = time.process_time()
        if compared:
            settle(conn, site_id, article_id, body)
        spent.near[step] += time.process_time() - began

    near_duplicates.settle = timed
    try:
        with archive.transaction() as conn:
            homes = [sites.ensure_site(conn, f"site{n}.example", f"https://site{n}.example/", "") for n in range(SITES)]
        for number, text in zip(range(count), made(count, seed), strict=False):
            told = as_article(text, number)
            step = number * STEPS // count
            began = time.process_time()
            with archive.transaction() as conn:
                row = articles.store(conn, homes[text.site], told, now=BEGAN + timedelta(minutes=text.at)).id
            spent.store[step] += time.process_time() - began
            spent.stories[step] += 1
            known[row] = Made(text.story, text.edit, text.site, text.at, "", ())
    finally:
        near_duplicates.settle = settle
    return known


def pairs(count: int) -> int:
    """How many pairs so many make."""
    return count * (count - 1) // 2


def precision(clusters: dict[int, list[int]], known: dict[int, Made]) -> tuple[float, int]:
    """The share of the pairs in one cluster that are of one story; and how many pairs there are."""
    together = sum(pairs(len(members)) for members in clusters.values())
    right = sum(
        pairs(count)
        for members in clusters.values()
        for count in Counter(known[member].story for member in members).values()
    )
    return right / together if together else 1.0, together


def recall(cluster_of: dict[int, int], known: dict[int, Made]) -> dict[str, tuple[int, int]]:
    """Of each edit: how many copies are in the cluster of their original, and how many copies there are."""
    original = {text.story: row for row, text in known.items() if text.edit == "original"}
    found: dict[str, list[int]] = defaultdict(list)
    for row, text in known.items():
        if text.edit != "original":
            cluster = cluster_of.get(original[text.story])
            found[text.edit].append(int(cluster is not None and cluster_of.get(row) == cluster))
    return {edit: (sum(found[edit]), len(found[edit])) for edit in EDITS if found[edit]}


def report(archive: Archive, known: dict[int, Made], spent: Spent, peak_mib: float) -> bool:
    """Print the figures; whether the bars are met."""
    clusters: dict[int, list[int]] = defaultdict(list)
    for cluster, row in archive.conn.execute(CLUSTERS):
        clusters[cluster].append(row)
    share, together = precision(clusters, known)
    found = recall({row: cluster for cluster, members in clusters.items() for row in members}, known)
    print(f"\n{len(known):,} articles, {len(clusters):,} clusters, the largest {max(map(len, clusters.values()))}")
    print(f"precision {share:.4f} of {together:,} pairs\n\n| edit | copies | recall |\n|---|---|---|")
    for edit, (right, copies) in found.items():
        print(f"| {edit} | {copies:,} | {right / copies:.3f} |")
    count = len(known)
    near = [1e3 * s / max(n, 1) for s, n in zip(spent.near, spent.stories, strict=True)]
    print(
        f"\nprocessor time an article: {1e3 * sum(spent.near) / count:.3f} ms of {1e3 * sum(spent.store) / count:.3f} ms to store"
    )
    print(f"  by tenths of the run: {', '.join(f'{ms:.3f}' for ms in near)} ms")
    print(f"memory: {peak_mib:.1f} MiB more at the end than at the start, this benchmark's own lists included")
    for name, size in near_bytes(archive.conn):
        print(f"disk: {name} {size / count:.0f} bytes an article")
    left_out = archive.conn.execute("select count(*) from near_duplicates where left_out is not null").fetchone()[0]
    print(f"left out as too short: {left_out:,}")
    return share >= LEAST_PRECISION and all(
        right >= LEAST_RECALL * copies for edit, (right, copies) in found.items() if edit in MUST_BE_FOUND
    )


def near_bytes(conn: sqlite3.Connection) -> list[tuple[str, int]]:
    """(table or index, bytes) of what near duplicates keep on disk, and of the whole; empty without dbstat."""
    try:
        rows = conn.execute("select name, sum(pgsize) from dbstat group by name").fetchall()
    except sqlite3.OperationalError:
        return []
    own = [(name, size) for name, size in rows if name.startswith("near_") or name == "recent_lines"]
    return [*own, ("in all", sum(size for _, size in own)), ("the whole archive", sum(size for _, size in rows))]


def peak() -> float:
    """MiB this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    print(machine())
    spent, before, began = Spent(), peak(), time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, Archive.writing(Path(scratch)) as archive:
        known = stored(archive, chosen.articles, chosen.seed, spent)
        fine = report(archive, known, spent, peak() - before)
    with tempfile.TemporaryDirectory() as scratch, Archive.writing(Path(scratch)) as archive:
        without, some = Spent(), chosen.articles // STEPS
        stored(archive, some, chosen.seed, without, compared=False)
        more = (spent.store[0] / spent.stories[0]) - (sum(without.store) / some)
        print(f"commit included, the first tenth took {1e3 * more:.3f} ms an article more than without near duplicates")
    print(f"{time.monotonic() - began:.0f} s in all, texts made included")
    sys.exit(int(not fine))


if __name__ == "__main__":
    main()
