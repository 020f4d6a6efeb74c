"""`scrapy status`: the account of every URL, and what the archive holds, site by site."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand

from crawler.archive.open import Archive
from crawler.archive.totals import SiteTotals, totals
from crawler.errors import NewsError

TOLD = (
    "site",
    "found",
    "archived",
    "excluded",
    "failed",
    "due",
    "articles",
    "duplicates",
    "near_duplicates",
    "gone",
    "comments",
    "pings",
    "edits",
    "reasons",
    "last_run",
    "balances",
)


class Command(ScrapyCommand):
    """Print the account."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    def short_desc(self) -> str:
        """One line for `scrapy`."""
        return "Show what the archive holds and what became of every URL"

    def long_desc(self) -> str:
        """What `scrapy status --help` explains."""
        return (
            "For each site: found = archived + excluded + failed + due, the reasons, and the counts of articles, "
            "comments and duplicates.\n\n    scrapy status --json"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="for programs: one JSON object")
        parser.add_argument("--site", metavar="HOST", help="only this site")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print; exit code 1 if there is no archive or the account does not balance."""
        assert self.settings is not None
        try:
            with Archive.reading(Path(self.settings["ARCHIVE_DIR"])) as archive:
                sites = [site for site in totals(archive.conn) if opts.site in (None, site.site)]
        except NewsError as problem:
            print(f"scrapy status: {problem}", file=sys.stderr)
            self.exitcode = 1
            return
        told = (
            json.dumps({"sites": [as_json(site) for site in sites]}, ensure_ascii=False, indent=2)
            if opts.json
            else "\n\n".join(map(as_text, sites)) or "The archive is empty."
        )
        try:
            print(told, flush=True)
        except BrokenPipeError:  # `| head` has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not all(site.balances for site in sites):
            self.exitcode = 1


def as_text(site: SiteTotals) -> str:
    """A site's account for people."""
    lines = [
        site.site,
        f"  articles {site.articles:,} ({site.duplicates:,} duplicates, {site.near_duplicates:,} near, {site.gone:,} gone)"
        f" · comments {site.comments:,} · pingbacks and trackbacks {site.pings:,}"
        f" · revisions beyond the first {site.edits:,}",
        f"  URLs found {site.found:,} = archived {site.archived:,} + excluded {site.excluded:,}"
        f" + failed {site.failed:,} + due {site.due:,}",
    ]
    if not site.balances:
        lines.append("  THE ACCOUNT DOES NOT BALANCE")
    for outcome in ("excluded", "failed", "due"):
        for reason, count in site.reasons.get(outcome, {}).items():
            lines.append(f"    {outcome:<9}{count:>9,}  {reason or 'not visited yet'}")
    if site.last_run:
        lines.append(f"  last run {site.last_run}")
    return "\n".join(lines)


def as_json(site: SiteTotals) -> dict[str, Any]:
    """A site's account for programs."""
    names = "site found archived excluded failed due articles duplicates near_duplicates gone comments pings edits reasons last_run balances"
    return {name: getattr(site, name) for name in names.split()}
