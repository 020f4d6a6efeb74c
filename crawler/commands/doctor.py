"""`scrapy doctor [--fix]`: is the archive whole, and is the set-up sound? What is wrong ends in the command that mends it."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from crawler.archive.open import LOCK, Archive, holder, is_there
from crawler.archive_command import ArchiveCommand, no_arguments
from crawler.elsewhere import archive_option
from crawler.errors import ArchiveEmpty, NewsError
from crawler.fetch.recorder import FOLDER
from crawler.health import bookkeeping, database, place, setup, warc_files
from crawler.health.finding import Finding, State, note, wrong
from crawler.terminal import shown, shown_json
from crawler.warc.writer import SUFFIX

# Of these the archive matters; others ("scrapy settings") ask the project.
OURS_AT_LAST = re.compile(r"scrapy (?:doctor|crawl|reextract|backup|status)\b[^`()]*$")


class Command(ArchiveCommand):
    """Look, tell, and with --fix mend what can be mended without loss."""

    about = "Check the archive and the set-up; --fix mends what can be mended without loss"
    explained = (
        "Checks the database, its full-text indexes, the account of URLs, the WARC files, the schema, versions, "
        "settings and room on the disk. Each line about something wrong ends in the command that mends it.\n\n"
        "    scrapy doctor --fix\n\n"
        "Exit codes: 0 nothing is wrong (any more); 1 something is; 2 wrong usage."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--fix", action="store_true", help="mend what can be mended without losing anything")
        parser.add_argument("--quick", action="store_true", help="leave out what reads the whole archive")
        parser.add_argument("--json", action="store_true", help="for programs: one JSON object")

    def done(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """Print the findings; exit code 1 if anything is wrong."""
        no_arguments(args, "scrapy doctor --fix")
        folder = Path(settings["ARCHIVE_DIR"])
        found = list(findings(settings, folder, quick=opts.quick))
        done = list(mended(folder, found)) if opts.fix else []
        if done:
            found = list(findings(settings, folder, quick=opts.quick))
        found = [named(finding, archive_option(settings)) for finding in found]
        print(as_json(found, done) if opts.json else shown(as_text(found, done)))
        return int(any(finding.state == State.WRONG for finding in found))


def findings(settings: Any, folder: Path, *, quick: bool) -> Iterator[Finding]:
    """Every check, in the order in which one would look."""
    yield from setup.findings(settings)
    try:
        if not is_there(folder):
            files = folder / FOLDER
            if any(files.glob(f"*{SUFFIX}")):
                way = (
                    f"restore the last `scrapy backup`, or make it again: scrapy crawl warc -a path='{files}/*{SUFFIX}'"
                )
                yield wrong("archive", f"{str(folder)!r} holds WARC files, but their database is gone", way)
            else:
                yield note("archive", f"there is none in {str(folder)!r} yet")
            return
    except NewsError as problem:
        yield wrong("archive", str(problem), f"ls -ld {folder}")
        return
    yield from place.findings(folder, settings.getint("DISK_FREE_LEAST_MIB"))
    try:
        with Archive.reading(folder) as archive:
            yield place.last_run(archive.conn, folder)
            yield from database.findings(archive, quick=quick)
            yield from bookkeeping.findings(archive.conn)
            yield from warc_files.findings(archive, writer=holder(folder / LOCK), quick=quick)
    except ArchiveEmpty as problem:
        yield wrong("archive", problem.told, problem.mend)
        return
    except NewsError as problem:
        is_damaged = "damaged" in str(problem)
        yield wrong("archive", str(problem), database.way_back(folder) if is_damaged else f"ls -l {folder}")
        return
    if not quick:
        yield from database.full_text(folder)


def mended(folder: Path, found: list[Finding]) -> Iterator[str]:
    """Do what can be done without loss; what was done, line by line."""
    to_do = [finding for finding in found if finding.fix is not None]
    if not to_do:
        return
    try:
        with Archive.mending(folder) as archive:
            for finding in to_do:
                assert finding.fix is not None
                yield f"{finding.check}: {finding.fix(archive)}"
    except NewsError as problem:
        yield f"not mended: {problem}"


def named(finding: Finding, option: str) -> Finding:
    """The finding; a command of ours that its line ends in names the archive."""
    is_ours = finding.mend is not None and OURS_AT_LAST.search(finding.mend) is not None
    return replace(finding, mend=f"{finding.mend}{option}") if is_ours else finding


def as_text(found: list[Finding], done: list[str]) -> str:
    """The findings for people: what is wrong last, where it is seen."""
    ranked = sorted(found, key=lambda finding: list(State).index(finding.state))
    lines = [line(finding) for finding in ranked] + [f"mended  {told}" for told in done]
    count = sum(finding.state == State.WRONG for finding in found)
    return "\n".join([*lines, f"{count} wrong" if count else "Nothing is wrong."])


def line(finding: Finding) -> str:
    """One finding on one line."""
    mend = f"  →  {finding.mend}" if finding.mend else ""
    return f"{finding.state.value:<7} {finding.check:<11} {finding.told}{mend}"


def as_json(found: list[Finding], done: list[str]) -> str:
    """The findings for programs."""
    rows = [{"check": f.check, "state": f.state.value, "told": f.told, "mend": f.mend} for f in found]
    return shown_json({"findings": rows, "mended": done}, indent=2)
