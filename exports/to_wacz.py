"""One WACZ file (WACZ 1.1.1) of the archive's WARC files, for replayweb.page and the like, made and checked by `wacz`.

Its pages are the exported stories, with title and text as they were read, so that a viewer can search them.
"""

import contextlib
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from crawler.errors import ExportError

try:
    from wacz.main import main as wacz
except ImportError:
    wacz = None

INSTALL = "pip install 'kliping[wacz]'"
HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "Stories", "hasText": True}


def write(rows: Iterable[dict[str, Any]], files: Sequence[Path], out: BinaryIO) -> int:
    """Write the WACZ of these WARC files; how many stories it lists. Raises ExportError if it cannot be made."""
    if wacz is None:
        raise ExportError(f"A WACZ file is made by the library `wacz`, which is not installed. Install it: {INSTALL}")
    if not files:
        raise ExportError("There are no WARC files to put into a WACZ file. Crawl with WARC_ENABLED=True first.")
    with tempfile.TemporaryDirectory(prefix="kliping-wacz-") as aside:
        pages, made = Path(aside) / "pages.jsonl", Path(aside) / "archive.wacz"
        with pages.open("w", encoding="utf-8") as listed:
            count = write_pages(rows, listed)
        called("create", *map(str, files), "-o", str(made), "-p", str(pages), "--title", "Kliping")
        called("validate", "-f", str(made))
        with made.open("rb") as whole:
            shutil.copyfileobj(whole, out)
    return count


def write_pages(rows: Iterable[dict[str, Any]], out: io.TextIOBase) -> int:
    """The list of pages, as `wacz` takes it; how many."""
    out.write(json.dumps(HEADER) + "\n")
    count = 0
    for row in rows:
        count += 1
        page = {"url": row["url"], "title": row["title"] or row["url"], "text": row["body"]}
        out.write(json.dumps(page, ensure_ascii=False) + "\n")
    return count


def called(*words: str) -> None:
    """Run `wacz`; raises ExportError with its last words if it does not end well."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            code = wacz(list(words))
    except (Exception, SystemExit) as error:  # whatever breaks in it must end in a sentence
        raise ExportError(f"`wacz {words[0]}` failed: {type(error).__name__}: {error}") from error
    if code:
        last = said.getvalue().strip().splitlines()[-1:] or ["no reason given"]
        raise ExportError(f"`wacz {words[0]}` failed: {last[0]}")
