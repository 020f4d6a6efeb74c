"""`scrapy export json|jsonl -o FILE`: the archive's articles as a dataset; `wacz`: its WARC files in one file."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from crawler.archive.open import DATABASE, LOCK, Archive
from crawler.archive.tombstones import FILE as FORGOTTEN
from crawler.archive_command import ArchiveCommand
from crawler.errors import ExportError, UsageProblem
from crawler.fetch.recorder import FOLDER as WARC_FOLDER
from crawler.health.warc_files import missing
from crawler.terminal import shown
from crawler.text import counted
from crawler.warc.recovery import without_closed

WITHOUT_SOME = 3  # exit code
LOST_MOST = 3  # files that are named
OWN = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal", LOCK, FORGOTTEN)

Writer = Callable[[Iterable[Any], BinaryIO], int]


class Command(ArchiveCommand):
    """Write a dataset."""

    arguments = "json|jsonl|wacz -o FILE [options]"
    about = "Write the archived articles, with their comments, as a JSON dataset"
    explained = (
        "Write every archived article with its comments. The same archive gives the same bytes.\n\n"
        "    scrapy export json -o articles.json --site news.example --since 2025-01-01\n\n"
        "The file appears whole or not at all; -o - writes to standard output. "
        "docs/export.md explains the keys, exports/schema.json is their JSON Schema.\n\n"
        "`wacz` puts all closed WARC files of the archive, and the chosen stories as pages, into one WACZ file.\n\n"
        "Exit codes: 0 done; 1 the archive cannot be read or the file not be written; 2 wrong usage; 3 written, but WARC files "
        "of the archive are missing."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="FILE", help="where to write; - is standard output (needed)")
        parser.add_argument("--site", metavar="HOST", help="only this site, e.g. news.example")
        parser.add_argument("--since", metavar="DATE", help="only articles published on or after this day (UTC)")
        parser.add_argument("--until", metavar="DATE", help="only articles published before this day (UTC)")
        parser.add_argument(
            "--duplicates",
            choices=("keep", "drop"),
            default="drop",
            help="articles that repeat an earlier one word for word (default: drop)",
        )

    def done(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """Write the dataset; the count goes to standard error."""
        count = self.exported(args, opts, settings)
        if opts.output != "-" and sys.stderr.isatty():
            without = " (without word-for-word copies; --duplicates keep writes them, too)"
            note = without if opts.duplicates == "drop" else ""
            print(f"{counted(count, 'article')} written to {opts.output}{note}", file=sys.stderr)
        return self.told_of_lost(settings) if args[0] in settings.getdict("FILE_EXPORTERS") else 0

    def told_of_lost(self, settings: BaseSettings) -> int:
        """One line where WARC files are missing from what was written; the exit code."""
        with Archive.reading(Path(settings["ARCHIVE_DIR"])) as archive:
            lost = missing(archive)
        if lost:
            names = f"{', '.join(lost[:LOST_MOST])}{' …' if len(lost) > LOST_MOST else ''}"
            told = f"{counted(len(lost), 'WARC file')} of the archive not there, and so not in it: {names}"
            print(shown(f"scrapy export: {told}. `scrapy doctor` says what helps."), file=sys.stderr)
        return WITHOUT_SOME if lost else 0

    def exported(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """How many articles were written."""
        of_files = settings.getdict("FILE_EXPORTERS")
        exporters = settings.getdict("EXPORTERS") | of_files
        if len(args) != 1 or args[0] not in exporters:
            raise UsageProblem(f"name one format: {', '.join(sorted(exporters))}. E.g. scrapy export json -o out.json")
        if not opts.output:
            raise UsageProblem(f"where to? E.g. scrapy export {args[0]} -o out.{args[0]}, or -o - for standard output")
        if opts.output != "-":
            refuse_own(Path(opts.output), Path(settings["ARCHIVE_DIR"]))
        write: Writer = load_object(exporters[args[0]])
        if args[0] in of_files:
            write = partial(with_files, load_object(of_files[args[0]]), Path(settings["ARCHIVE_DIR"]))
        select = load_object(settings["EXPORT_ROWS"])
        with Archive.reading(Path(settings["ARCHIVE_DIR"])) as archive:
            rows = select(
                archive.conn, site=opts.site, since=opts.since, until=opts.until, duplicates=opts.duplicates == "keep"
            )
            if opts.output == "-":
                count = write(rows, sys.stdout.buffer)
                sys.stdout.buffer.flush()  # here a reader who has left can still be met in peace
                return count
            return written_whole(write, rows, Path(opts.output))


def refuse_own(path: Path, archive: Path) -> None:
    """Raise UsageProblem for a file that is the archive's own, by whatever name, or lies among its WARC files."""
    target = path.resolve()
    if target in {(archive / name).resolve() for name in OWN} or (archive / WARC_FOLDER).resolve() in target.parents:
        raise UsageProblem(
            f"-o {str(path)!r} is one of the archive's own files, or lies among them. Name another, e.g. -o articles.json"
        )


def with_files(write: Callable[..., int], archive: Path, rows: Iterable[Any], out: BinaryIO) -> int:
    """Call an exporter that takes the archive's closed WARC files, too. Raises ExportError if there are none."""
    files = tuple(sorted((archive / WARC_FOLDER).glob("*.warc.gz")))
    if not files:
        raise ExportError(without_closed(archive / WARC_FOLDER))
    return write(rows, files, out)


def written_whole(write: Writer, rows: Iterable[Any], path: Path) -> int:
    """Write to a temporary file beside `path`, flush it to the disk, then rename it: whole or not at all."""
    path = path.resolve()
    if path.is_dir():
        raise ExportError(
            f"Cannot write to {str(path)!r}: it is a folder. Name a file in it: -o {path / 'articles.json'}"
        )
    if path.exists() and not path.is_file():  # a device or a pipe is written to, not replaced
        return written_to_device(write, rows, path)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise ExportError(f"Cannot write to {str(path.parent)!r}: {error.strerror}. Name another -o FILE.") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=1 << 20) as out:
            count = write(rows, out)
            out.flush()
            os.fsync(out.fileno())
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise ExportError(
            f"Cannot write {str(path)!r}: {error.strerror}. What was there before is untouched."
        ) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return count


def written_to_device(write: Writer, rows: Iterable[Any], path: Path) -> int:
    """Write to what is no file; a reader of a pipe may leave."""
    try:
        with path.open("wb") as out:
            return write(rows, out)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(
            f"Cannot write to {str(path)!r}: {error.strerror or error}. Make room (`df -h`), or name another -o FILE."
        ) from error
