"""WARC files that the archive read and that lie outside of it: whether they hold words that are to be forgotten.

They are others' (Heritrix', a library's, another archive's of ours) and are never changed, only named.
"""

from collections.abc import Iterator
from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.archive.open import Archive
from crawler.fetch.recorder import FOLDER
from crawler.health.forgetting import Unreadable, cleaned, undoing
from crawler.health.sought import Search
from crawler.warc.captured import Captured, Trouble
from crawler.warc.foreign import captures
from crawler.warc.members import Record


def told_of(archive: Archive, search: Search, settings: BaseSettings) -> Iterator[str]:
    """A sentence for each file outside that holds the words, or that cannot tell."""
    if not (search.own or search.elsewhere or search.there):
        return
    for path in outside(archive):
        reasons: list[str] = []
        if _holds(path, search, settings, reasons):
            yield f"{path} still holds these words; it is not ours to change."
        elif reasons:
            yield f"{path} could not be searched ({reasons[0]}); it may hold these words, and is not ours to change."


def outside(archive: Archive) -> list[Path]:
    """The files that the archive names and that do not lie in its own folder."""
    home = (archive.folder / FOLDER).resolve()
    names = [Path(name) for (name,) in archive.conn.execute("select name from warc_files order by name")]
    return [path for path in names if path.name != str(path) and path.resolve().parent != home]


def _holds(path: Path, search: Search, settings: BaseSettings, reasons: list[str]) -> bool:
    if not path.is_file():
        reasons.append("it is no longer there")
        return False
    undo = undoing(settings)
    for captured in captures(path, most_bytes=settings.getint("DOWNLOAD_MAXSIZE") or 1 << 40):
        if isinstance(captured, Trouble):
            reasons.append(captured.sentence)
            continue
        try:
            if cleaned(as_record(captured), search, undo) is not None:
                return True
        except Unreadable:
            reasons.append(f"{captured.url} is in no known encoding")
    return False


def as_record(captured: Captured) -> Record:
    """An answer of another's file in the form of our own records."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in captured.fields)
    head = f"HTTP/1.1 {captured.status} -\r\n{lines}\r\n".encode("latin-1", "replace")
    block = head + captured.body
    return Record({"warc-type": "response", "warc-target-uri": captured.url}, block, len(block))
