"""`make crawl` without a SITE: crawl the demonstration site, bad days and all, and show what came of it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.mocksite.server import MockSite

ROOT = Path(__file__).resolve().parents[2]
ARCHIVE = "archive-demo"
PORT = 8765  # the archive knows the site by its address, so a second run should find it where it was
FULL_SPEED = (
    "DOWNLOAD_DELAY=0",
    "AUTOTHROTTLE_ENABLED=False",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16",
    "RETRY_AFTER_UNSAID_S=2",
)
WITH_FAILURES = 3  # the bad days of the site are failures, and are meant to be
MOST_S = 300


def main() -> int:
    """Serve the site, crawl it, tell; 0 if all went as it should."""
    with _site() as site:
        print(f"Serving the demonstration site on {site.url} and crawling it into {ARCHIVE}/ at full speed.")
        print("It has bad days on purpose (errors, traps, slow answers): about half a minute.\n", flush=True)
        pace = [part for setting in FULL_SPEED for part in ("-s", setting)]
        crawl = _scrapy("crawl", "site", "-a", f"url={site.url}/", *pace, "-s", "LOG_LEVEL=ERROR")
        if crawl not in (0, WITH_FAILURES):
            print(f"The crawl ended with exit code {crawl}.", file=sys.stderr)
            return crawl
    json_file = f"{ARCHIVE}/articles.json"
    code = _scrapy("status") or _scrapy("export", "json", "-o", json_file)
    if code:
        return code
    _show(ROOT / json_file)
    print(f"\nDatabase: {ARCHIVE}/archive.db   JSON: {json_file}")
    print(f'Look around:  sqlite3 {ARCHIVE}/archive.db "select published_local, title, comments from article_list"')
    return 0


def _site() -> MockSite:
    try:
        return MockSite(port=PORT)
    except OSError:
        return MockSite(port=0)


def _scrapy(*arguments: str) -> int:
    command = [sys.executable, "-m", "scrapy", *arguments, "-s", f"ARCHIVE_DIR={ARCHIVE}"]
    return subprocess.run(command, cwd=ROOT, timeout=MOST_S, check=False).returncode


def _show(path: Path) -> None:
    articles = json.loads(path.read_text(encoding="utf-8"))
    seed = next((a for a in articles if a["title"].startswith("Mencerdaskan Dunia")), articles[0])
    print(f"\n{len(articles)} articles. One of them:\n  {seed['title']}")
    print(f"  {', '.join(seed['authors'])} · {seed['published_at']} · {len(seed['paragraphs'])} paragraphs")
    print(f"  {seed['body'][:150]} …")
    talked = max(articles, key=lambda a: a["comment_count"])
    print(f"The most discussed, with {talked['comment_count']} comments:\n  {talked['title']}")


if __name__ == "__main__":
    sys.exit(main())
