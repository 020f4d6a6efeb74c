"""`scrapy backup DIR`: a copy of the archive, while a crawl goes on if need be."""

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand

from crawler.archive.open import Archive
from crawler.errors import NewsError, UsageProblem
from crawler.health.backup import backup


class Command(ScrapyCommand):
    """Copy the archive."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """The line after `scrapy backup`."""
        return "DIR"

    def short_desc(self) -> str:
        """One line for `scrapy`."""
        return "Copy the archive into another folder, also while a crawl goes on"

    def long_desc(self) -> str:
        """What `scrapy backup --help` explains."""
        return (
            "The database as of one moment, and the WARC files. Into a folder that holds an earlier copy only what is new "
            "is copied.\n\n    scrapy backup /mnt/backup/news\n\n"
            "To restore, copy the folder back, or name it: -s ARCHIVE_DIR=/mnt/backup/news. "
            "Exit codes: 0 done; 1 not done; 2 wrong usage."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Copy; what was copied goes to standard error if that is a terminal."""
        assert self.settings is not None
        try:
            if len(args) != 1:
                raise UsageProblem("name one folder. E.g. scrapy backup /mnt/backup/news")
            with Archive.reading(Path(self.settings["ARCHIVE_DIR"])) as archive:
                done = backup(archive, Path(args[0]))
        except NewsError as problem:
            print(f"scrapy backup: {problem}", file=sys.stderr)
            self.exitcode = 2 if isinstance(problem, UsageProblem) else 1
            return
        if sys.stderr.isatty():
            told = f"{done.database_bytes:,} bytes of database, {done.copied} WARC files copied, {done.known} known"
            print(f"{told} → {args[0]}", file=sys.stderr)
