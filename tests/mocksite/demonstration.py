"""`make crawl` without a SITE: crawl the demonstration site, bad days and all, and show what came of it."""

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.mocksite.server import MockSite

ROOT = Path(__file__).resolve().parents[2]
ARCHIVE = "archive-demo"
PORTS = range(8765, 8770)  # the archive knows the site by its address, so a second run should find it where it was
FULL_SPEED = (
    "DOWNLOAD_DELAY=0",
    "AUTOTHROTTLE_ENABLED=False",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16",
    "RETRY_AFTER_UNSAID_S=2",
)
WITH_FAILURES, STOPPED = 3, 6  # the bad days of the site are failures, and are meant to be; Ctrl-C is the user's right
MOST_S = 300


def main() -> int:
    """Serve the site, crawl it, tell; 0 if all went as it should."""
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the crawl, which ends in order; then this goes on
    found = _site()
    if found is None:
        print(f"The ports {PORTS[0]} to {PORTS[-1]} are all taken: end what uses one of them.", file=sys.stderr)
        return 1
    site, archive = found
    with site:
        print(f"Serving the demonstration site on {site.url} and crawling it into {archive}/ at full speed.")
        print("It has bad days on purpose (errors, traps, slow answers): about half a minute.\n", flush=True)
        pace = [part for setting in FULL_SPEED for part in ("-s", setting)]
        crawl = _scrapy(archive, "crawl", "site", "-a", f"url={site.url}/", *pace, "-s", "LOG_LEVEL=ERROR")
        if crawl not in (0, WITH_FAILURES, STOPPED):
            print(f"The crawl ended with exit code {crawl}.", file=sys.stderr)
            return crawl
    if crawl == STOPPED:
        print("Stopped; this is what it has so far. The same command goes on from there.\n", flush=True)
    json_file = f"{archive}/articles.json"
    code = _scrapy(archive, "status") or _scrapy(archive, "export", "json", "-o", json_file)
    if code:
        return code
    _show(ROOT / json_file)
    print(f"\nDatabase: {archive}/archive.db   JSON: {json_file}")
    print(f'Look around:  sqlite3 {archive}/archive.db "select published_local, title, comments from article_list"')
    return 0


def _site() -> tuple[MockSite, str] | None:
    """The site on the first port that is free, and the archive folder of that address: sites do not mix in one."""
    for port in PORTS:
        try:
            return MockSite(port=port), ARCHIVE if port == PORTS[0] else f"{ARCHIVE}-{port}"
        except OSError:
            continue
    return None


def _scrapy(archive: str, *arguments: str) -> int:
    command = [sys.executable, "-m", "scrapy", *arguments, "-s", f"ARCHIVE_DIR={archive}"]
    return subprocess.run(command, cwd=ROOT, timeout=MOST_S, check=False).returncode


def _show(path: Path) -> None:
    articles = json.loads(path.read_text(encoding="utf-8"))
    if not articles:
        print("\nNo article yet.")
        return
    seed = next((a for a in articles if a["title"].startswith("Mencerdaskan Dunia")), articles[0])
    print(f"\n{len(articles)} articles in {path.name}. One of them:\n  {seed['title']}")
    print(f"  {', '.join(seed['authors'])} · {seed['published_at']} · {len(seed['paragraphs'])} paragraphs")
    print(f"  {seed['body'][:150]} …")
    talked = max(articles, key=lambda a: a["comment_count"])
    print(f"The most discussed, with {talked['comment_count']} comments:\n  {talked['title']}")


if __name__ == "__main__":
    sys.exit(main())
