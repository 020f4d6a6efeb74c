"""`python -m tests.benchmarks.warc [--pages N] [--rounds N]`: what keeping every exchange costs a crawl.

Kliping crawls the synthetic site with and without WARC files, round by round in turn, on one core, the server on another.
Told: processor time a page with and without, the difference, bytes of WARC a page. Every response record is read back.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from crawler.warc.check import check
from tests.benchmarks.measuring import Measured, cores, machine, measured, synthetic_site
from tests.crawls.crawling import FULL_SPEED, Keeping


def crawled(url: str, folder: Path, core: set[int], *, warc: bool, level: int) -> Measured:
    """One crawl of the whole site; raises if it failed."""
    chosen = {"WARC_ENABLED": str(warc), "WARC_GZIP_LEVEL": str(level), "STATS_DUMP": "True", "LOG_LEVEL": "INFO"}
    run = measured(Keeping(folder).words("site", chosen | FULL_SPEED, {"url": f"{url}/"}), core=core)
    if run.code:
        raise SystemExit(f"the crawl ended with {run.code}\n{run.said[-2000:]}")
    return run


def kept_bytes(folder: Path, pages: int) -> int:
    """Bytes of the WARC files; raises if a page is not in them or a record is damaged."""
    paths = list((folder / "warc").iterdir())
    reports = [check(path) for path in paths]
    answers = sum(report.records["response"] + report.records["revisit"] for report in reports)
    if any(not report.is_whole for report in reports) or answers < pages:
        raise SystemExit(f"{answers} answers for {pages} pages; {[report.findings[:3] for report in reports]}")
    return sum(path.stat().st_size for path in paths)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--level", type=int, default=3)
    chosen = options.parse_args()
    own, other = cores()
    print(machine())
    without, with_warc = [], []
    with synthetic_site(chosen.pages, core=other) as url, tempfile.TemporaryDirectory() as scratch:
        for number in range(chosen.rounds):
            for warc, into in ((False, without), (True, with_warc)):
                folder = Path(scratch) / f"{number}-{warc}"
                run = crawled(url, folder, own, warc=warc, level=chosen.level)
                into.append(run.cpu_s / chosen.pages * 1000)
                size = f", {kept_bytes(folder, chosen.pages) / chosen.pages:,.0f} bytes a page" if warc else ""
                rate = chosen.pages / (run.crawl_s or run.wall_s)
                print(
                    f"WARC {'on ' if warc else 'off'} {into[-1]:6.2f} ms CPU a page, {rate:6.1f} pages/s{size}",
                    flush=True,
                )
    best = min(with_warc) - min(without)
    median = statistics.median(with_warc) - statistics.median(without)
    print(f"keeping every exchange costs {best:.2f} ms CPU a page (best of each), {median:.2f} (medians)")


if __name__ == "__main__":
    main()
