"""`python -m tests.benchmarks.growth [--articles 1000,10000,100000,1000000] [--folder DIR]`: what an article costs as the
archive grows, and how long a page of it takes to be shown.

Generated articles (350 words of a vocabulary with the frequencies of a language, two comments) go through the last three
steps of a crawl, one transaction a page. The last thousand before each size are measured so; between two sizes the
archive is filled with copies of such articles under other addresses, by SQL, which takes a fifth of the time. At the end the
largest archive and a fresh one of the first size are measured in turns. Bars: the last
size costs at most 1.3 times the first in bytes and in processor time an article; each view of the largest archive takes under
100 ms. Exit code 1 if not. Counts are asserted.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from crawler.archive import articles, search
from crawler.archive.open import DATABASE, Archive
from crawler.archive.totals import totals
from crawler.items import Visit
from exports.rows import row_of
from pipelines.dedup import deduplicated
from pipelines.normalize import normalized
from pipelines.store import store_visit
from tests.benchmarks.measuring import machine
from tests.stories import HOME, article, comment, paragraphs, visit

BEGAN = datetime(2010, 1, 1, tzinfo=UTC)
WORDS = 60_000
SYLLABLES = [
    a + b for a in ("b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "") for b in ("a", "i", "u", "e", "o", "an")
]
GROWTH_MOST = 1.3
VIEW_MOST_MS = 100.0
LOOKS = 9
MEASURED = 1_000  # articles before each size
WARM = 500  # of the smallest size: the first articles of an archive make its tables and indexes
TURNS = 5
COPIED = 2_000  # articles a transaction


# What differs in a copy, table by table; :by is how much higher its number is.
COPY = {
    "articles": {
        "id": "id + :by", "url": "url || (id + :by)", "key": "key || (id + :by)", "duplicate_of": "null",
        "published_at": "strftime('%Y-%m-%dT%H:%M:%SZ', published_at, '+' || (:by * 7) || ' minutes')",
    },
    "comments": {"article_id": "article_id + :by", "identity": "identity || '-' || (article_id + :by)"},
    "frontier": {"article_id": "article_id + :by", "url": "url || (article_id + :by)", "key": "key || (article_id + :by)"},
    "revisions": {"article_id": "article_id + :by"},
    "article_authors": {"article_id": "article_id + :by"},
    "article_tags": {"article_id": "article_id + :by"},
    "fingerprints": {"article_id": "article_id + :by", "story_sha256": "hex(randomblob(32))"},
}  # fmt: skip
VISITED = """
    insert into visits (run_id, site_id, url, target, at, status, outcome, body_sha256)
    select null, site_id, url, target, visited_at, status, outcome, body_sha256
    from frontier
    where article_id between :first and :last
"""


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Words, and their frequencies as Zipf has them, summed up."""
    words = list(dict.fromkeys("".join(chance.choices(SYLLABLES, k=chance.randrange(2, 6))) for _ in range(2 * WORDS)))[
        :WORDS
    ]
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


def visits(first: int, last: int) -> Iterator[Visit]:
    """Pages of stories, numbered from first up to last."""
    chance = random.Random(first)
    words, weights = vocabulary(random.Random(0))
    for number in range(first, last):
        said = chance.choices(words, cum_weights=weights, k=350)
        url = f"{HOME}{number // 100}/{'-'.join(said[:6])}-{number}/"
        at = BEGAN + timedelta(minutes=7 * number)
        told = article(
            url,
            title=" ".join(said[:9]).capitalize(),
            authors=(f"Penulis {chance.randrange(400)}",),
            tags=tuple(chance.sample(words[:5000], 3)),
            categories=(f"Rubrik {chance.randrange(20)}",),
            published_at=at,
            body=None,
            paragraphs=paragraphs(*(" ".join(said[i : i + 50]).capitalize() + "." for i in range(0, 350, 50))),
            comments=tuple(
                comment(2 * number + n, " ".join(chance.choices(words, cum_weights=weights, k=25)), published_at=at)
                for n in range(2)
            ),
        )
        yield visit(told, url=url, at=at + timedelta(hours=1), etag=f'"{number:x}"', body_sha256=f"{number:064x}")


def stored(archive: Archive, first: int, last: int) -> tuple[float, float]:
    """Store the stories of a span as a crawl does; milliseconds an article, of the processor and by the clock."""
    made = list(visits(first, last))
    began, cpu = time.perf_counter(), time.process_time()
    for one in made:
        with archive.transaction() as conn:
            store_visit(conn, deduplicated(normalized(one)), run_id=None, run_began=BEGAN)
    each = 1000 / len(made)
    return (time.process_time() - cpu) * each, (time.perf_counter() - began) * each


def copied(archive: Archive, have: int, size: int) -> None:
    """Fill an archive up to a size with copies of what it has, each under its own address and fingerprint."""
    while have < size:
        count = min(COPIED, have, size - have)
        source = random.Random(have).randrange(1, have - count + 2)
        with archive.transaction() as conn:
            for table, columns in COPY.items():
                named = table_columns(conn, table)
                values = ", ".join(columns.get(name, name) for name in named)
                key = "id" if table == "articles" else "article_id"
                conn.execute(
                    f"insert into {table} ({', '.join(named)}) select {values} from {table}"
                    f" where {key} between :first and :last order by {key}",
                    {"by": have + 1 - source, "first": source, "last": source + count - 1},
                )
            conn.execute(VISITED, {"first": source, "last": source + count - 1})
        have += count


def merged(conn: sqlite3.Connection) -> None:
    """Let the full-text indexes be as a crawl would have left them: large transactions put merging off, and the next small
    ones would pay for it."""
    for table in ("articles_fts", "comments_fts"):
        is_done = False
        while not is_done:
            before = conn.total_changes
            conn.execute(f"insert into {table} ({table}, rank) values ('merge', 2000)")
            is_done = conn.total_changes - before < 2  # FTS5's own sign that there is nothing left to merge


def table_columns(conn: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table, without a row id that SQLite gives by itself."""
    own = "id" if table != "articles" else ""
    return [row["name"] for row in conn.execute(f"pragma table_info({table})") if row["name"] != own]


def size_bytes(folder: Path) -> int:
    """What the database takes on the disk, its log included."""
    return sum(path.stat().st_size for path in folder.glob(f"{DATABASE}*"))


def grown(folder: Path, sizes: list[int]) -> list[float]:
    """Fill an archive; bytes an article at each size."""
    weights: list[float] = []
    have = 0
    for size in sizes:
        with Archive.writing(folder) as archive:
            if not have:
                have = WARM
                stored(archive, 0, have)
            elif size - MEASURED > have:
                copied(archive, have, size - MEASURED)
                have = size - MEASURED
                merged(archive.conn)
            cpu_ms, ms = stored(archive, have, size)
            assert archive.conn.execute("select count(*) from articles").fetchone()[0] == size
        have = size
        weights.append(size_bytes(folder) / size)
        told = f"{weights[-1]:>8,.0f} bytes, {cpu_ms:.2f} ms of the processor an article, {ms:.2f} ms by the clock"
        print(f"{size:>10,} articles: {told}", flush=True)
    return weights


def compared(folder: Path, size: int, first: int) -> float:
    """How many times the processor time of a fresh archive of the first size an article costs in this one: measured in
    turns, since a machine is not equally busy all the time."""
    small, large = [], []
    with Archive.writing(folder) as archive:
        for turn in range(TURNS):
            with tempfile.TemporaryDirectory() as scratch, Archive.writing(Path(scratch)) as fresh:
                stored(fresh, 0, first // 2)
                small.append(stored(fresh, first // 2, first))
            begin = 2 * size + turn * MEASURED
            large.append(stored(archive, begin, begin + first // 2))
            print(f"  ms an article (processor, clock): {small[-1][0]:.2f}, {small[-1][1]:.2f} at {first:,}; "
                  f"{large[-1][0]:.2f}, {large[-1][1]:.2f} at {size:,}", flush=True)  # fmt: skip
    return statistics.median(cpu for cpu, _ in large) / statistics.median(cpu for cpu, _ in small)


def views(archive: Archive, size: int) -> dict[str, Callable[[], object]]:
    """The pages that people look at most, each ready to be called."""
    words, _ = vocabulary(random.Random(0))
    chance = random.Random(7)

    def one_article() -> object:
        row = archive.conn.execute(
            "select a.*, s.host as site, null as duplicate_url, null as near_duplicate_url from articles a join sites s on s.id = a.site_id where a.id = ?",
            (chance.randrange(1, size),),
        )
        found = row_of(archive.conn, row.fetchone())
        assert len(found["comments"]) == 2
        return found

    def status() -> object:
        [site] = totals(archive.conn)
        assert site.balances
        assert (site.articles, site.comments, site.found) == (size, 2 * size, size)
        return site

    def searched(text: str) -> Callable[[], object]:
        def look() -> object:
            found = search.articles(archive.conn, text)
            assert found, text
            return found

        return look

    return {
        "full text, a rare word": searched(words[20_000]),
        "full text, two words of every day": searched(f"{words[150]} {words[300]}"),
        "full text, the commonest word": searched(words[0]),
        "one article with its comments": one_article,
        "the same by its address": lambda: articles.find_by_url(archive.conn, f"{HOME}nowhere/"),
        "status": status,
    }


def shown(archive: Archive, size: int) -> list[float]:
    """Milliseconds of each view, the middle of some looks, printed."""
    found = []
    for name, look in views(archive, size).items():
        took = []
        for _ in range(LOOKS):
            began = time.perf_counter()
            look()
            took.append((time.perf_counter() - began) * 1000)
        found.append(statistics.median(took))
        print(f"  {name:<36} {found[-1]:>9.2f} ms (first {took[0]:.2f})", flush=True)
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", default="1000,10000,100000,1000000")
    options.add_argument(
        "--folder", type=Path, help="where to make the archive, and leave it (default: a temporary one)"
    )
    chosen = options.parse_args()
    sizes = sorted(int(text) for text in chosen.articles.split(","))
    print(machine())
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.folder or Path(scratch) / "archive"
        weights = grown(folder, sizes)
        with Archive.reading(folder) as archive:
            slowest = max(shown(archive, sizes[-1]))
        slower = compared(folder, sizes[-1], sizes[0])
    heavier = weights[-1] / weights[0]
    print(
        f"the last size against the first: {heavier:.2f} times the bytes, {slower:.2f} times the time; slowest view {slowest:.1f} ms"
    )
    sys.exit(int(heavier > GROWTH_MOST or slower > GROWTH_MOST or slowest > VIEW_MOST_MS))


if __name__ == "__main__":
    main()
