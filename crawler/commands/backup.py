"""`scrapy backup DIR`: a copy of the archive, while a crawl goes on if need be."""

import argparse
import sys
from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.archive.open import Archive
from crawler.archive_command import ArchiveCommand
from crawler.errors import UsageProblem
from crawler.health.backup import backup
from crawler.text import counted


class Command(ArchiveCommand):
    """Copy the archive."""

    arguments = "DIR"
    about = "Copy the archive into another folder, also while a crawl goes on"
    explained = (
        "The database as of one moment, and the WARC files. Into a folder that holds an earlier copy only what is new "
        "is copied.\n\n    scrapy backup /mnt/backup/news\n\n"
        "To restore, copy the folder back, or name it: -s ARCHIVE_DIR=/mnt/backup/news. "
        "Exit codes: 0 done; 1 not done; 2 wrong usage."
    )

    def done(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """Copy; what was copied goes to standard error if that is a terminal."""
        if len(args) != 1:
            raise UsageProblem("name one folder. E.g. scrapy backup /mnt/backup/news")
        with Archive.reading(Path(settings["ARCHIVE_DIR"])) as archive:
            done = backup(archive, Path(args[0]))
        if sys.stderr.isatty():
            told = f"{done.database_bytes:,} bytes of database, {counted(done.copied, 'WARC file')} copied, {done.known} known"
            print(f"{told} → {args[0]}", file=sys.stderr)
        return 0
