"""`python -m tests.benchmarks.reextract [--pages N] [--rounds N] [--corpus DIR] [--rival PYTHON] [--rivals NAME,…]`: speed of reading kept pages again.

Crawls the synthetic site, or with DIR the real pages of the corpora (see tests/benchmarks/extraction), then times `scrapy reextract --dry-run` on its WARC files, with one process and with one a core;
with PYTHON (of an environment that has trafilatura, news-please and warcio) their own handling of the same files.
Told: pages a second of processor time, round by round in turn. Exit code 1 if a story reads otherwise, or if the median
is below 5 times the best rival.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.corpus_site import corpus_site
from tests.benchmarks.measuring import Measured, cores, machine, measured, synthetic_site
from tests.crawls.crawling import FULL_SPEED, Keeping

LEAST_RATIO = 5.0
RIVAL_MOST_S = 300
RIVALS = ("trafilatura", "news-please")


def reread(folder: Path, jobs: int) -> Measured:
    """One reading of an archive; raises if a story reads otherwise."""
    run = measured(["reextract", "--dry-run", "--jobs", str(jobs), "-s", f"ARCHIVE_DIR={folder}"])
    if run.code or "Nothing would change" not in run.said:
        raise SystemExit(run.said[-2000:])
    return run


def by_kliping(folder: Path, pages: int, one: Path, jobs: int) -> float:
    """Pages a second of processor time, storing and comparing included. What an archive of one page (`one`) takes is the
    start and does not count, as the imports of the rivals do not."""
    start_s = reread(one, jobs).cpu_s
    run = reread(folder, jobs)
    rate = (pages - 1) / (run.cpu_s - start_s)
    print(run.said.splitlines()[0])
    print(f"kliping, {jobs} process(es): {rate:.0f} pages a second of CPU, {pages / run.wall_s:.0f} on the clock")
    return rate


def by_rival(python: Path, name: str, files: list[Path]) -> float | None:
    """The same of another; None where it is not installed or fails."""
    script = Path(__file__).with_name("warc_rival.py")
    words = [str(python), str(script), name, *map(str, files)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=RIVAL_MOST_S)
    except subprocess.TimeoutExpired:
        print(f"{name}: came to no end in {RIVAL_MOST_S} s")
        return None
    if done.returncode:
        print(f"{name}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")
        return None
    told = json.loads(done.stdout.splitlines()[-1])
    rate = told["pages"] / told["cpu_s"]
    print(f"{name}: {rate:.0f} pages a second of CPU ({told['stories']} stories of {told['pages']} pages)")
    return float(rate)


def crawled(keeping: Keeping, most: int, corpus: Path | None) -> int:
    """Crawl the pages; how many they are."""
    own, other = cores()
    if corpus is None:
        with synthetic_site(most, core=other) as url:
            run = measured(keeping.words("site", FULL_SPEED, {"url": f"{url}/"}), core=own)
            pages = most
    else:
        with corpus_site(corpus, most) as urls:
            named = keeping.folder.with_suffix(".txt")
            named.write_text("\n".join(urls), encoding="utf-8")
            run = measured(keeping.words("article", FULL_SPEED, {"urls": str(named)}))
            pages = len(urls)
    if run.code not in (0, 3):  # 3: real pages that are no stories, say
        raise SystemExit(run.said[-2000:])
    return pages


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=600)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--corpus", type=Path, metavar="DIR")
    options.add_argument("--rival", type=Path, metavar="PYTHON")
    options.add_argument("--rivals", default=",".join(RIVALS), metavar="NAME,…")
    chosen = options.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as scratch:
        keeping = Keeping(Path(scratch) / "archive")
        pages = crawled(keeping, chosen.pages, chosen.corpus)
        one = Keeping(Path(scratch) / "one")
        crawled(one, 1, None)
        by_kliping(keeping.folder, pages, one.folder, os.cpu_count() or 1)
        files = sorted((keeping.folder / "warc").iterdir())
        rivals: Sequence[str] = chosen.rivals.split(",") if chosen.rival else ()
        ratios = []
        for _ in range(chosen.rounds):
            rate = by_kliping(keeping.folder, pages, one.folder, 1)
            rates = {name: told for name in rivals if (told := by_rival(chosen.rival, name, files)) is not None}
            if rates:
                best = max(rates, key=lambda name: rates[name])
                rivals = (best,)  # the slower one need not be asked again
                ratios.append(rate / rates[best])
    if ratios:
        ratio = statistics.median(ratios)
        told = ", ".join(f"{each:.1f}" for each in ratios)
        print(f"{ratio:.1f} times the better (median of {told}); at least {LEAST_RATIO} is wanted")
        sys.exit(int(ratio < LEAST_RATIO))


if __name__ == "__main__":
    main()
