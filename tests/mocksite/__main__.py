"""`python -m tests.mocksite`: serve the demonstration site until interrupted; its address is the first line printed."""

import argparse
import signal
import threading

from tests.mocksite.server import MockSite


def main() -> None:
    options = parser().parse_args()
    switches = {
        "rest": options.rest,
        "sitemap": options.sitemap,
        "feeds": options.feeds,
        "feed_by_modified": options.feed_by_modified,
        "listings": options.listings,
        "bad_days": options.bad_days,
        "head": options.head,
        "comments_page": options.comments_page,
        "crawl_delay": options.crawl_delay,
        "robots_status": options.robots_status,
        "synthetic": options.synthetic,
    }
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with MockSite(options.port, day=options.day, **switches) as site:
        print(site.url, flush=True)
        stop.wait()


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m tests.mocksite",
        description="Serve the demonstration news site on 127.0.0.1. Example: python -m tests.mocksite --port 8080 --no-rest",
    )
    made.add_argument("--port", type=int, default=0, help="0 takes a free one (default)")
    made.add_argument("--day", type=int, choices=(1, 2), default=1, help="which day's edition (default 1)")
    modes = ("open", "off", "closed", "route", "users_closed")
    made.add_argument("--rest", choices=modes, default="open", help="the REST API (default open)")
    made.add_argument("--no-rest", dest="rest", action="store_const", const="off")
    for name, what in (
        ("sitemap", "sitemaps"),
        ("feeds", "feeds"),
        ("feed-by-modified", "feeds ordered by edit"),
        ("listings", "listings beyond the front page"),
        ("bad-days", "the bad days"),
        ("head", "Open Graph and JSON-LD"),
    ):
        destination = name.replace("-", "_")
        made.add_argument(f"--no-{name}", dest=destination, action="store_false", help=f"leave out {what}")
    made.add_argument("--comments-page", choices=("newest", "oldest"), default="newest")
    made.add_argument("--crawl-delay", type=float, metavar="SECONDS", help="in robots.txt")
    made.add_argument("--robots-status", type=int, default=200, metavar="STATUS")
    made.add_argument(
        "--synthetic", type=int, default=0, metavar="N", help="N cheap pages for benchmarks, nothing else"
    )
    return made


if __name__ == "__main__":
    main()
