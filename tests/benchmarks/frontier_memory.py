"""`python -m tests.benchmarks.frontier_memory`: what a long frontier costs in memory.

The same few pages are crawled once with 1,000 and once with 200,000 URLs in the frontier; exit code 1 if the peak of
the second is more than 50 MiB above the first.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive import frontier, sites
from crawler.archive.instants import utc_text
from crawler.archive.open import Archive
from crawler.items import Link, Target
from crawler.urls import site_of
from tests.benchmarks.measuring import Measured, machine, measured, synthetic_site
from tests.crawls.crawling import Keeping
from tests.mocksite.synthetic import Synthetic

MOST_MORE_MIB = 50
FEW, MANY = 1_000, 200_000
DEAD_LINKS = 270  # in the menu of every page; found last, asked for first
SITEMAP_PAGES = 500  # of the site served; the rest of the frontier leads to pages nobody asks for in this run


def filled(folder: Path, url: str, urls: int, now: datetime) -> None:
    """An archive whose frontier holds so many pages of the site, older ones last."""
    home = f"{url}/"
    with Archive.writing(folder) as archive, archive.transaction() as conn:
        site_id = sites.ensure_site(conn, site_of(home), home, utc_text(now))
        assert frontier.add(conn, site_id, links(url, urls, now), now=now) == urls


def links(url: str, urls: int, now: datetime) -> Iterator[Link]:
    """Pages by number, a minute apart."""
    site = Synthetic(url, urls)
    for number in range(1, urls + 1):
        yield Link(site.address(number), Target.PAGE, "sitemap", published_at=now - timedelta(minutes=number))


def crawled(url: str, urls: int, pages: int, folder: Path) -> Measured:
    """A run of so many pages on a frontier of so many URLs."""
    filled(folder, url, urls, datetime.now(UTC))
    keeping = Keeping(folder)
    words = keeping.words("site", {"STATS_DUMP": "True", "LOG_LEVEL": "INFO"}, {"url": f"{url}/", "max_pages": pages})
    run = measured(words)
    (stored,) = keeping.ask("select count(*) from articles")[0]
    (visited,) = keeping.ask("select count(*) from visits where target = 'page'")[0]
    (found,) = keeping.ask("select count(*) from frontier where target = 'page'")[0]
    if run.code or visited != pages or stored < pages - DEAD_LINKS or found < urls:
        raise SystemExit(f"{stored} stories of {visited} pages, {found} URLs, exit {run.code}\n{run.said[-2000:]}")
    return run


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=SITEMAP_PAGES, help="pages each run fetches (default 500)")
    chosen = options.parse_args()
    print(machine())
    peaks = []
    with synthetic_site(SITEMAP_PAGES) as url, tempfile.TemporaryDirectory() as scratch:
        for urls in (FEW, MANY):
            run = crawled(url, urls, chosen.pages, Path(scratch) / str(urls))
            peaks.append(run.peak_mib)
            print(f"{urls:>9,} URLs in the frontier: {run.peak_mib:.1f} MiB peak, {run.crawl_s or 0:.1f} s", flush=True)
    more = peaks[1] - peaks[0]
    print(f"difference {more:.1f} MiB; at most {MOST_MORE_MIB} is wanted")
    sys.exit(int(more > MOST_MORE_MIB))


if __name__ == "__main__":
    main()
