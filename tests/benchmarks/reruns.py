"""`python -m tests.benchmarks.reruns [--posts N]`: requests and bytes of the first, second and third run on a real WordPress.

The second run finds the site unchanged, the third a day later (new, edited, moved and binned posts, comments). Bytes are those
of the bodies as nginx sent them, compressed or not. Needs the packages of `python -m tests.wordpress install`.
Exit code 1 if a run did not end well.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from crawler.commands.crawl import DONE
from tests.crawls.crawling import Keeping
from tests.wordpress import packages
from tests.wordpress.server import FIRST_SETTINGS, WordPress

SOURCES: dict[str, dict[str, str]] = {
    "all sources": {},
    "all sources, pages=no": {},
    "only sitemaps": {"rest": "off", "feeds": "off"},
    "only pages": {"rest": "off", "feeds": "off", "sitemap": "off"},
}
RUNS = ("first", "second, nothing changed", "third, a day later")


def run(site: WordPress, keeping: Keeping, *, pages: bool) -> tuple[int, int, int, int]:
    """One crawl: its requests, those answered 304, bytes of bodies, exit code."""
    site.mark()
    done = keeping.crawl("site", url=f"{site.url}/", **({} if pages else {"pages": "no"}))
    asked = site.requests()
    return len(asked), sum(one.status == 304 for one in asked), sum(one.bytes for one in asked), done.code


def main() -> int:
    """Print the table; the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--posts", type=int, default=150)
    chosen = options.parse_args()
    lacking = packages.reason_to_skip()
    if lacking:
        print(lacking, file=sys.stderr)
        return 2
    is_well = True
    print("| sources | run | requests | of them 304 | KiB | stories |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch, WordPress(Path(scratch) / "site", posts=chosen.posts) as site:
        for name, switches in SOURCES.items():
            site.set(**{**FIRST_SETTINGS, **switches})
            keeping = Keeping(Path(scratch) / name)
            for number, told in enumerate(RUNS):
                if number == 2:
                    site.next_day()
                asked, unchanged, size, code = run(site, keeping, pages="pages=no" not in name)
                is_well = is_well and code == DONE
                print(f"| {name} | {told} | {asked} | {unchanged} | {size / 1024:,.0f} | {len(keeping.records())} |")
    return int(not is_well)


if __name__ == "__main__":
    sys.exit(main())
