"""`scrapy reextract [--site HOST] [--since DATE] [--dry-run]`: the kept answers read by today's extractors.

It reads the WARC files into a database of its own, by the very steps a crawl takes, and tells what differs from the
archive, field by field, before anything is changed. Differences become revisions marked as read again.
"""

import argparse
import asyncio
import inspect
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

from scrapy.exceptions import DropItem
from scrapy.settings import BaseSettings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.misc import build_from_crawler, load_object

from crawler.archive import rereading, tombstones
from crawler.archive.open import Archive
from crawler.archive.rereading import Added, Changed, Report
from crawler.archive.sites import refuse_unknown
from crawler.archive_command import ArchiveCommand, no_arguments
from crawler.errors import UsageProblem
from crawler.fetch.recorder import FOLDER
from crawler.garbage import collect_seldom
from crawler.items import Visit
from crawler.terminal import shown
from crawler.text import counted
from crawler.warc.captured import Trouble, is_ours
from crawler.warc.recovery import without_closed

SUFFIX = ".warc.gz"
TOGETHER = 64  # visits that wait for the commits they share
STORIES = ("story", "stories")


T = TypeVar("T")
Step = Callable[[Visit], Visit | Awaitable[Visit]]


@dataclass(slots=True)
class Read:
    """What was read: visits, pages among them, what could not be read, seconds."""

    visits: int = 0
    pages: int = 0
    troubles: int = 0
    seconds: float = 0.0


class Command(ArchiveCommand):
    """Read the kept answers again."""

    about = "Read the kept answers again with today's extractors, and tell what changes"
    explained = (
        "Read archive/warc/*.warc.gz with today's extractors and pipelines, tell field by field what differs from "
        "the archive, and store the differences as revisions marked as read again, not as edits by the site.\n\n"
        "    scrapy reextract --dry-run\n\n"
        "Exit codes: 0 done; 1 the archive cannot be used; 2 wrong usage; 3 done, but something could not be read; "
        "5 another run holds the archive."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="HOST", help="only this site, e.g. news.example")
        parser.add_argument("--since", metavar="DATE", help="only stories first seen on or after this day (UTC)")
        parser.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")
        parser.add_argument("--jobs", type=int, metavar="N", help="processes that read (default: one a core)")

    def done(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """Read, tell, change."""
        no_arguments(args, "scrapy reextract --dry-run")
        since = day(opts.since)
        folder = Path(settings["ARCHIVE_DIR"])
        if opts.jobs is not None and opts.jobs < 1:
            raise UsageProblem(f"--jobs {opts.jobs} is no number of processes. E.g. --jobs 2")
        with Archive.reading(folder) as there:
            refuse_unknown(there.conn, opts.site)
            files = own_files(folder / FOLDER)
        jobs = opts.jobs or os.cpu_count() or 1
        collect_seldom()
        archive = Archive.reading(folder) if opts.dry_run else Archive.writing(folder)
        with (
            archive,
            tempfile.TemporaryDirectory(prefix=".reextract-", dir=None if opts.dry_run else folder) as aside,
            Archive.writing(Path(aside)) as anew,
        ):
            rereading.make_cheap(anew.conn)
            tombstones.copy(archive.conn, anew.conn)
            read = read_again(settings, files, anew, jobs=jobs, site=opts.site, since=since)
            print(told_reading(read, len(files), jobs), flush=True)
            report = Report()
            earliest = opts.since if since else None
            changes = list(rereading.differences(archive.conn, anew.conn, report, site=opts.site, since=earliest))
            print(shown(told_changes(report, is_dry=opts.dry_run)), flush=True)
            if not opts.dry_run and not report.is_empty:
                self.bring_up(archive, anew, changes, report.unread)
        return 3 if read.troubles or report.unread else 0

    def bring_up(self, archive: Archive, anew: Archive, changes: list[Changed | Added], unread: Container[int]) -> None:
        """Write the differences."""
        at = datetime.now(UTC)
        for one in changes:
            with archive.transaction() as conn:
                rereading.bring_up(conn, anew.conn, one, at=at)
        with archive.transaction() as conn:
            rereading.bring_up_comments(conn, anew.conn, unread)
        print(f"Stored: {counted(len(changes), 'revision')} marked as read again.")


def day(text: str | None) -> datetime | None:
    """A day as an instant. Raises UsageProblem for what is none."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise UsageProblem(f"--since {text!r} is no day. E.g. --since 2025-01-31") from None


def own_files(folder: Path) -> tuple[Path, ...]:
    """The archive's own closed WARC files, oldest first."""
    files = tuple(path for path in sorted(folder.glob(f"*{SUFFIX}")) if is_ours(path))
    if not files:
        raise UsageProblem(without_closed(folder))
    return files


def read_again(
    settings: Any, files: tuple[Path, ...], anew: Archive, *, jobs: int, site: str | None, since: datetime | None
) -> Read:
    """Read the files into an archive made anew, by the pipelines that the settings name."""
    began, read = time.monotonic(), Read()
    visits: Callable[..., Iterator[Visit | Trouble]] = load_object(settings["REREADER"])
    steps = pipelines(settings, anew)
    for some in batched(visits(files, settings, jobs=jobs, site=site, since=since), TOGETHER):
        for visit in some:
            if isinstance(visit, Trouble):
                read.troubles += 1
                print(shown(f"scrapy reextract: {visit.sentence}"), file=sys.stderr)
            else:
                read.visits += 1
                read.pages += len(visit.answers)
        asyncio.run(stored([visit for visit in some if isinstance(visit, Visit)], steps))
    read.seconds = time.monotonic() - began
    return read


def batched(told: Iterable[T], size: int) -> Iterator[list[T]]:
    """So many at a time, in order."""
    rest = iter(told)
    while some := list(islice(rest, size)):
        yield some


async def stored(visits: list[Visit], steps: list[Step]) -> None:
    """Visits sent through the pipelines, in order; the last step makes one wait for the others' commit."""
    await asyncio.gather(*(through(visit, steps) for visit in visits))


async def through(visit: Visit, steps: list[Step]) -> None:
    """One visit sent through the pipelines; what a step drops is told and gone."""
    try:
        for step in steps:
            done = step(visit)
            visit = await done if inspect.isawaitable(done) else done
    except DropItem as why:
        print(shown(f"scrapy reextract: {visit.url}: {why}"), file=sys.stderr)


def pipelines(settings: Any, anew: Archive) -> list[Step]:
    """The steps of ITEM_PIPELINES in their order, storing into another archive."""
    spider = SimpleNamespace(
        archive=anew, run_id=None, began=datetime.now(UTC), recorder=None, under_way=lambda: TOGETHER
    )
    crawler: Any = SimpleNamespace(settings=settings, spider=spider)
    crawler.stats = MemoryStatsCollector(crawler)
    order = sorted(settings.getdict("ITEM_PIPELINES").items(), key=lambda item: item[1])
    return [build_from_crawler(load_object(name), crawler).process_item for name, _ in order]


def told_reading(read: Read, files: int, jobs: int) -> str:
    """What was read, in a line."""
    rate = read.pages / read.seconds if read.seconds else 0.0
    return (
        f"Read again: {counted(read.pages, 'answer')} of {counted(read.visits, 'visit')} from {counted(files, 'file')} in {read.seconds:.1f} s "
        f"({rate:.0f} a second, {rate / jobs:.0f} a second and process)"
    )


def told_changes(report: Report, *, is_dry: bool) -> str:
    """The report for people."""
    if report.is_empty and not (report.lost or report.unread) and not report.comments["no comment any more"]:
        return f"Nothing {'would change' if is_dry else 'changes'}: {counted(report.compared, *STORIES)} {'reads' if report.compared == 1 else 'read'} the same today."
    lines = [f"{'Would change' if is_dry else 'Changes'}: {report.changed:,} of {counted(report.compared, *STORIES)}"]
    counts = [(name, report.fields[name]) for name, _ in report.fields.most_common()]
    counts += [("new story", report.added), ("no story any more", report.lost), (rereading.UNREAD, len(report.unread))]
    counts += [(f"{name} comment", report.comments[name]) for name in ("new", "changed")]
    counts += [("no comment any more", report.comments["no comment any more"])]
    for name, count in counts:
        if count:
            note = " (stays as it is)" if name.startswith("no ") or name == rereading.UNREAD else ""
            lines.append(f"  {name:<20}{count:>9,}{note}")
            lines += [f"      {example}" for example in report.examples.get(name, ())]
    return "\n".join(lines)
