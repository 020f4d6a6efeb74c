"""`python -m tests.benchmarks.pages [--pages N] [--rounds N]`: Kliping against a bare Scrapy spider.

Both fetch the same article pages of the synthetic site, each on one core, the server on another, pace off, sixteen at a
time, round by round in turn. The rival keeps URL and title; Kliping finds the pages by the site's sitemap, reads story
and comments, follows links, stores all of it. Exit code 1 if Kliping's pages a second are below 0.4 times the rival's.
"""

import argparse
import json
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measuring import Measured, cores, machine, measured, synthetic_site
from tests.crawls.crawling import FULL_SPEED, Keeping
from tests.mocksite.synthetic import Synthetic, comment_count, paragraphs, title

LEAST_RATIO = 0.4
AT_ONCE = 16
RIVAL = Path(__file__).with_name("bare_spider.py")
RIVAL_SETTINGS = {
    "CONCURRENT_REQUESTS": str(AT_ONCE),
    "CONCURRENT_REQUESTS_PER_DOMAIN": str(AT_ONCE),
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "LOG_LEVEL": "INFO",
}


@dataclass(frozen=True, slots=True)
class Round:
    """Both in one round."""

    bare: Measured
    kliping: Measured
    pages: int

    @property
    def ratio(self) -> float:
        return rate(self.kliping, self.pages) / rate(self.bare, self.pages)

    @property
    def cpu_ratio(self) -> float:
        """The same by processor time, start included: on a busy machine the steadier figure."""
        return self.bare.cpu_s / self.kliping.cpu_s


def rate(run: Measured, pages: int) -> float:
    """Pages a second, from the opening of the spider to its end."""
    return pages / (run.crawl_s or run.wall_s)


def bare(url: str, pages: int, folder: Path, core: set[int]) -> Measured:
    """The rival's run; raises if it did not bring every title."""
    folder.mkdir()
    site = Synthetic(url, pages)
    (folder / "urls").write_text("\n".join(site.address(number) for number in range(pages, 0, -1)))
    words = ["runspider", str(RIVAL), "-a", f"urls={folder / 'urls'}", "-o", str(folder / "titles.jsonl")]
    for name, value in RIVAL_SETTINGS.items():
        words += ["-s", f"{name}={value}"]
    run = measured(words, cwd=folder, core=core)
    rows = [json.loads(line) for line in (folder / "titles.jsonl").read_text().splitlines()]
    wanted = {site.address(number): title(number) for number in range(1, pages + 1)}
    if run.code or {row["url"]: row["title"] for row in rows} != wanted:
        raise SystemExit(f"the rival brought {len(rows)} of {pages} pages\n{run.said[-2000:]}")
    return run


def kliping(url: str, pages: int, folder: Path, core: set[int]) -> Measured:
    """Kliping's run; raises if a story or a comment is missing or wrong."""
    keeping = Keeping(folder)
    words = keeping.words("site", {"STATS_DUMP": "True", "LOG_LEVEL": "INFO"} | FULL_SPEED, {"url": f"{url}/"})
    run = measured(words, core=core)
    records = keeping.records()
    stories = {path: (row["title"], len(row["comments"]), row["body"]) for path, row in records.items()}
    wanted = {
        f"/berita/{number:06}/": (title(number), comment_count(number), "\n".join(paragraphs(number)))
        for number in range(1, pages + 1)
    }
    if run.code or stories != wanted:
        wrong = sum(stories.get(path) != story for path, story in wanted.items())
        raise SystemExit(f"Kliping brought {len(stories)} stories for {pages}, {wrong} wrong\n{run.said[-2000:]}")
    return run


def one_round(url: str, pages: int, folder: Path, core: set[int]) -> Round:
    """Each of the two, one after the other."""
    return Round(bare(url, pages, folder / "bare", core), kliping(url, pages, folder / "archive", core), pages)


def told(name: str, run: Measured, pages: int) -> str:
    """A run as a line."""
    return (
        f"{name:<8}{rate(run, pages):7.1f} pages/s {run.cpu_s / pages * 1000:7.2f} ms CPU a page"
        f" {run.peak_mib:7.1f} MiB peak {run.crawl_s or 0:7.1f} s"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=1500)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    own, other = cores()
    print(machine())
    print(f"crawler on core {sorted(own)}, server on {sorted(other)}; {chosen.pages} pages, {AT_ONCE} at a time")
    ratios = []
    with synthetic_site(chosen.pages, core=other) as url, tempfile.TemporaryDirectory() as scratch:
        for number in range(1, chosen.rounds + 1):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            done = one_round(url, chosen.pages, folder, own)
            ratios.append(done.ratio)
            print(told("bare", done.bare, chosen.pages), flush=True)
            print(
                told("kliping", done.kliping, chosen.pages),
                f"  ratio {done.ratio:.3f} (by CPU {done.cpu_ratio:.3f})",
                flush=True,
            )
    median = statistics.median(ratios)
    print(f"median ratio {median:.3f} of {len(ratios)} rounds; at least {LEAST_RATIO} is wanted")
    sys.exit(int(median < LEAST_RATIO))


if __name__ == "__main__":
    main()
