"""`scrapy status`: the account of every URL, and what the archive holds, site by site."""

import argparse
import json
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from crawler.archive.open import Archive
from crawler.archive.sites import refuse_unknown
from crawler.archive.totals import SiteTotals, totals
from crawler.archive_command import ArchiveCommand, no_arguments

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


class Command(ArchiveCommand):
    """Print the account."""

    about = "Show what the archive holds and what became of every URL"
    explained = (
        "For each site: found = archived + excluded + failed + due, the reasons, and the counts of articles, "
        "comments and duplicates.\n\n    scrapy status --json\n\n"
        "Exit codes: 0 it balances; 1 it does not, or the archive cannot be read; 2 wrong usage."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="for programs: one JSON object")
        parser.add_argument("--site", metavar="HOST", help="only this site")

    def done(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """Print; exit code 1 if there is no archive or the account does not balance."""
        no_arguments(args, "scrapy status --json")
        with Archive.reading(Path(settings["ARCHIVE_DIR"])) as archive:
            refuse_unknown(archive.conn, opts.site)
            sites = [site for site in totals(archive.conn) if opts.site in (None, site.site)]
        told = (
            json.dumps({"sites": [as_json(site) for site in sites]}, ensure_ascii=False, indent=2)
            if opts.json
            else "\n\n".join(map(as_text, sites)) or "The archive is empty."
        )
        print(told)
        return int(not all(site.balances for site in sites))


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
