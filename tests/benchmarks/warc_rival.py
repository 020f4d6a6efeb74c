"""`python warc_rival.py trafilatura|news-please FILE…`: another's own handling of the same WARC files, one process.

Prints {"pages": …, "stories": …, "cpu_s": …}; run by `tests.benchmarks.reextract` with a Python that has the rival.
"""

import contextlib
import json
import logging
import sys
import time
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

try:
    import trafilatura
except ImportError:
    trafilatura = None
try:
    from newsplease import NewsPlease
except ImportError:
    NewsPlease = None


def by_trafilatura(record) -> bool:
    """Title, author, date, text and comments, as its own documentation asks for them."""
    html = record.content_stream().read()
    url = record.rec_headers.get_header("WARC-Target-URI")
    found = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=True)
    return bool(found)


def by_news_please(record) -> bool:
    """Its own reader of pages. (`NewsPlease.from_warc` takes a compressed body for text, and reads none of them.)"""
    html = record.content_stream().read()
    url = record.rec_headers.get_header("WARC-Target-URI")
    article = NewsPlease.from_html(html.decode("utf-8", "replace"), url=url)
    return bool(article and article.maintext)


def main() -> None:
    logging.disable(logging.CRITICAL)
    read = {"trafilatura": by_trafilatura, "news-please": by_news_please}[sys.argv[1]]
    pages = stories = 0
    began = time.process_time()
    for name in sys.argv[2:]:
        with Path(name).open("rb") as file:
            for record in ArchiveIterator(file):
                kind = record.http_headers.get_header("Content-Type") if record.http_headers else None
                if record.rec_type != "response" or not (kind or "").startswith("text/html"):
                    continue
                pages += 1
                with contextlib.suppress(Exception):  # a page it breaks over is read all the same, and is no story
                    stories += read(record)
    print(json.dumps({"pages": pages, "stories": stories, "cpu_s": time.process_time() - began}))


if __name__ == "__main__":
    main()
