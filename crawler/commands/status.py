"""`scrapy status`: the account of every URL, and what the archive holds, site by site."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings

from crawler.archive import outcomes
from crawler.archive.open import Archive
from crawler.archive.outcomes import Told
from crawler.archive.sites import refuse_unknown
from crawler.archive.totals import SiteTotals, totals
from crawler.archive_command import ArchiveCommand, no_arguments
from crawler.errors import UsageProblem
from crawler.items import Outcome
from crawler.terminal import shown, shown_json
from crawler.text import counted

TOLD = tuple(
    "site found archived excluded failed due articles duplicates near_duplicates gone comments pings edits reasons last_visit "
    "balances".split()
)
NOT_VISITED = "not visited yet"


class Command(ArchiveCommand):
    """Print the account."""

    about = "Show what the archive holds and what became of every URL"
    explained = (
        "For each site: found = archived + excluded + failed + due, the reasons, and the counts of articles, "
        "comments and duplicates.\n\n    scrapy status --json\n\n"
        "--urls lists the URLs behind a line of the account, each with its reason behind a tab, one a line.\n\n"
        "    scrapy status --urls 'failed:server error (500)'\n\n"
        "Exit codes: 0 it balances; 1 it does not, or the archive cannot be read; 2 wrong usage."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="for programs: one JSON object")
        parser.add_argument("--site", metavar="HOST", help="only this site")
        parser.add_argument(
            "--urls",
            metavar="OUTCOME[:REASON]",
            help="list the URLs: archived, excluded, failed or due; with a reason as the account tells it, e.g. 'failed:truncated'",
        )

    def done(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """Print; exit code 1 if there is no archive or the account does not balance."""
        no_arguments(args, "scrapy status --json")
        with Archive.reading(Path(settings["ARCHIVE_DIR"])) as archive:
            refuse_unknown(archive.conn, opts.site)
            if opts.urls is not None:
                outcome, reason = chosen(opts.urls)
                listed(outcomes.urls(archive.conn, outcome, reason=reason, site=opts.site), as_list=opts.json)
                return 0
            sites = [site for site in totals(archive.conn) if opts.site in (None, site.site)]
        told = (
            shown_json({"sites": [as_json(site) for site in sites]}, indent=2)
            if opts.json
            else shown("\n\n".join(map(as_text, sites))) or "The archive is empty."
        )
        print(told)
        return int(not all(site.balances for site in sites))


def chosen(text: str) -> tuple[Outcome, str | None]:
    """An outcome and a reason out of "OUTCOME[:REASON]"; None: whatever the reason. Raises UsageProblem."""
    name, found, reason = text.partition(":")
    if name not in list(Outcome):
        raise UsageProblem(
            f"--urls {text!r} is no outcome: {', '.join(Outcome)}. E.g. --urls failed, or --urls 'failed:truncated'"
        )
    if not found:
        return Outcome(name), None
    return Outcome(name), "" if reason.strip() == NOT_VISITED else reason.strip()


def listed(urls: Iterable[Told], *, as_list: bool) -> None:
    """Print URLs, each as soon as it is known."""
    if not as_list:
        for told in urls:
            print(shown(f"{told.url}\t{told.reason or (NOT_VISITED if told.outcome == Outcome.DUE else '')}"))
        return
    print("[", end="")
    for number, told in enumerate(urls):
        print(",\n " if number else "\n ", shown_json(asdict(told)), sep="", end="")
    print("\n]")


def as_text(site: SiteTotals) -> str:
    """A site's account for people."""
    lines = [
        site.site,
        f"  articles {site.articles:,} ({duplicates(site)}, {site.near_duplicates:,} near, {site.gone:,} gone)"
        f" · comments {site.comments:,} · pingbacks and trackbacks {site.pings:,}"
        f" · revisions beyond the first {site.edits:,}",
        f"  URLs found {site.found:,} = archived {site.archived:,} + excluded {site.excluded:,}"
        f" + failed {site.failed:,} + due {site.due:,}",
    ]
    if not site.balances:
        lines.append("  THE ACCOUNT DOES NOT BALANCE")
    for outcome in ("excluded", "failed", "due"):
        for reason, count in site.reasons.get(outcome, {}).items():
            lines.append(f"    {outcome:<9}{count:>9,}  {reason or NOT_VISITED}")
    if site.last_visit:
        lines.append(f"  last visit {site.last_visit}")
    return "\n".join(lines)


def duplicates(site: SiteTotals) -> str:
    """How many stories repeat an earlier one, and that a dataset has the others.

    >>> duplicates(SiteTotals("news.example", articles=86, duplicates=1))
    '1 duplicate: exports have the other 85 unless told to keep it'
    >>> duplicates(SiteTotals("news.example", articles=86))
    '0 duplicates'
    """
    told = counted(site.duplicates, "duplicate")
    if not site.duplicates:
        return told
    kept = "it" if site.duplicates == 1 else "them"
    return f"{told}: exports have the other {site.articles - site.duplicates:,} unless told to keep {kept}"


def as_json(site: SiteTotals) -> dict[str, Any]:
    """A site's account for programs."""
    return {name: getattr(site, name) for name in TOLD}
