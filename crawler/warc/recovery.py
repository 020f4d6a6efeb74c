"""What a killed run or a power cut left: a file still named `.open`, cut back to its last whole record.

Nothing is ever appended to such a file: a new one is begun. Damage with whole records behind it is no torn end, and is left
as it stands, for the doctor to tell: each record is a gzip member of its own, and the database knows where it begins.
"""

import mmap
import os
from dataclasses import dataclass
from pathlib import Path

from crawler.warc.members import Member, Torn, member_at, members, parsed

OPEN = ".open"
MEMBER_BEGINS = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class Recovered:
    """A file left open: its final name, how many records were kept, how many bytes were cut off, and why."""

    name: str
    records: int
    cut_bytes: int
    reason: str | None

    def __str__(self) -> str:
        if self.reason and not self.cut_bytes:
            return (
                f"{self.name}: closed as it is ({self.reason}, and whole records behind it); `scrapy doctor` tells more"
            )
        if not self.cut_bytes:
            return (
                f"{self.name}: closed, {self.records:,} records; it was left open, as a kill or a power cut leaves it"
            )
        return (
            f"{self.name}: {self.cut_bytes:,} bytes cut off behind its {self.records:,} whole records "
            f"({self.reason}), as a kill, a power cut or a full disk leaves it"
        )


def recover(folder: Path) -> tuple[Recovered, ...]:
    """Cut and close every file left open in a folder that nobody else writes to. Raises OSError."""
    return tuple(_recovered(path) for path in sorted(folder.glob(f"*{OPEN}")))


def _recovered(path: Path) -> Recovered:
    final = path.with_name(path.name.removesuffix(OPEN))
    end, records, reason = 0, 0, None
    for found in members(path):
        if isinstance(found, Torn):
            reason = found.reason
            break
        end, records = found.offset + found.length, records + 1
    size = path.stat().st_size
    if reason is not None and _goes_on(path, end):
        path.rename(final)
        sync_folder(path.parent)
        return Recovered(final.name, records, 0, reason)
    if not records:
        path.unlink()
        return Recovered(final.name, 0, size, reason or "it was empty")
    with path.open("r+b") as file:
        file.truncate(end)
        os.fsync(file.fileno())
    path.rename(final)
    sync_folder(path.parent)
    return Recovered(final.name, records, size - end, reason)


def _goes_on(path: Path, torn_at: int) -> bool:
    """Whether a whole record stands behind a torn one."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        begin = content.find(MEMBER_BEGINS, torn_at + 1)
        while begin >= 0:
            found = member_at(path, begin)
            if isinstance(found, Member) and parsed(found.block) is not None:
                return True
            begin = content.find(MEMBER_BEGINS, begin + 1)
    return False


def without_closed(folder: Path) -> str:
    """What is said where a folder has no closed WARC file and one is needed."""
    if any(folder.glob(f"*{OPEN}")):
        return (
            f"no WARC file in {str(folder)!r} is closed yet: run this again when the crawl has ended (if it was killed, "
            "`scrapy doctor --fix` closes its file)."
        )
    return f"there are no WARC files in {str(folder)!r}: crawl with WARC_ENABLED=True first."


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
