"""`scrapy crawl SPIDER`: Scrapy's own command, with exit codes that tell how the run ended.

0 done · 1 internal error · 2 wrong usage · 3 done, but some URLs failed or asked to wait · 4 nothing reached
· 5 another run holds the archive · 6 stopped before the end
"""

import argparse
import logging
import sqlite3
import sys
from pathlib import Path
from typing import Any, NoReturn

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from twisted.logger import globalLogBeginner

from crawler.archive.open import DATABASE
from crawler.archive.trouble import trouble
from crawler.archive_command import AsWritten, ShownRecord, refuse_misspelt
from crawler.errors import ArchiveLocked, NewsError
from crawler.garbage import collect_seldom
from crawler.health import values
from crawler.terminal import shown

DONE, ERROR, USAGE, WITH_FAILURES, NOTHING_REACHED, LOCKED, STOPPED = range(7)


# Lists of components and settings, the same in every run: a night's log should say what happened.
TALKATIVE = ("scrapy.middleware", "scrapy.crawler", "scrapy.addons", "scrapy.utils.log", "scrapy.extensions.logstats")
# Answers that are too large or cut short: the account names them.
IN_THE_ACCOUNT = ("scrapy.core.downloader.handlers", "scrapy.downloadermiddlewares.httpcompression")


class Command(ScrapyCrawl):
    """Scrapy's crawl command with exit codes and one-line errors."""

    def short_desc(self) -> str:
        """One line for `scrapy`."""
        return "Crawl a site, named articles, or one listing into the archive"

    def long_desc(self) -> str:
        """What `scrapy crawl --help` explains."""
        return (
            "Run a spider.\n\n"
            "    scrapy crawl site -a url=https://news.example/                    a whole site\n"
            "    scrapy crawl article -a url=https://news.example/a-story/         the articles you name\n"
            "    scrapy crawl news_page -a url=https://news.example/category/news/ one listing, page after page\n"
            "    scrapy crawl warc -a path='archive/warc/*.warc.gz'                WARC files, no network\n\n"
            "What it finds goes into the archive (ARCHIVE_DIR); `scrapy export json -o FILE` writes it as a dataset. "
            "docs/crawling.md tells the arguments of each spider.\n\n"
            "On a terminal a run shows now and then how far it is; from cron it is silent as long as all is well. "
            "-L INFO tells more. Ctrl-C ends it after what is under way; the same command goes on from there.\n\n"
            "Exit codes: 0 done; 1 internal error; 2 wrong usage; 3 done, but some URLs failed or asked to wait; "
            "4 nothing reached; 5 another run holds the archive; 6 stopped before the end."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options without those that would write raw visits where a dataset is expected."""
        super().add_options(parser)
        parser.formatter_class = AsWritten
        parser.error = refuse  # type: ignore[method-assign]  # no block of usage lines around the one sentence
        for action in parser._actions:
            if action.dest in ("output", "overwrite_output"):
                action.help = argparse.SUPPRESS

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what would write no dataset, and settings that are misspelt. Raises UsageError."""
        if opts.output or opts.overwrite_output:
            option, file = ("-o", opts.output[0]) if opts.output else ("-O", opts.overwrite_output[0])
            raise UsageError(
                f"{option} {file}: a crawl fills the archive. Its dataset: scrapy export json -o {file}",
                print_help=False,
            )
        refuse_misspelt(opts.set, self.settings)
        super().process_options(args, opts)
        assert self.settings is not None
        refuse_log(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run a spider; `exitcode` says how it ended."""
        logging.setLogRecordFactory(ShownRecord)
        # Scrapy would make two lines a page, whatever the level, and throw them away.
        logging.getLogger("scrapy").setLevel(self.settings["LOG_LEVEL"] if self.settings else logging.WARNING)
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        for name in IN_THE_ACCOUNT:
            logging.getLogger(name).setLevel(logging.ERROR)
        logging.getLogger("twisted").addFilter(is_no_certificate)
        globalLogBeginner.beginLoggingTo((), discardBuffer=True, redirectStandardIO=False)  # no second copy on stderr
        try:
            crawler = self.crawled(args, opts)
        except UsageError as problem:
            self.tell(str(problem), USAGE)
        except ArchiveLocked as problem:
            self.tell(str(problem), LOCKED)
        except NewsError as problem:
            self.tell(str(problem), ERROR)
        except sqlite3.Error as problem:  # damage met before the first request
            path = Path(self.settings["ARCHIVE_DIR"] if self.settings else "") / DATABASE
            self.tell(str(trouble(problem, path) or problem), ERROR)
        else:
            self.exitcode = exit_code(crawler)

    def crawled(self, args: list[str], opts: argparse.Namespace) -> Any:
        """The crawler after its run."""
        if len(args) != 1:
            raise UsageError(one_spider(args))
        problem = next(values.problems(self.settings), None)
        if problem is not None:
            raise UsageError(problem.told)
        process = self.crawler_process
        assert process is not None
        try:
            crawler = self._create_crawler(args[0])
        except KeyError:
            names = ", ".join(sorted(process.spider_loader.list()))
            raise UsageError(f"there is no spider {args[0]!r}. There are: {names}") from None
        task = process.crawl(crawler, **opts.spargs)
        collect_seldom()
        process.start()
        error = failure_of(task)
        if error is not None:
            raise error
        return crawler

    def tell(self, sentence: str, code: int) -> None:
        """One line on standard error, and the exit code."""
        print(shown(f"scrapy crawl: {sentence}"), file=sys.stderr)
        self.exitcode = code


def refuse(message: str) -> NoReturn:
    """End with one sentence for wrong usage."""
    print(shown(f"scrapy crawl: {message}"), file=sys.stderr)
    sys.exit(USAGE)


def refuse_log(settings: BaseSettings) -> None:
    """Raise UsageError for a log that cannot be written as asked for: Scrapy opens it before anything of ours runs."""
    told = values.no_level(settings)
    if told is not None:
        raise UsageError(f"{told}.", print_help=False)
    if settings["LOG_FILE"]:
        try:
            Path(settings["LOG_FILE"]).open("a").close()
        except OSError as problem:
            why = problem.strerror or problem
            told = f"cannot write the log {settings['LOG_FILE']!r}: {why}. Name a file in a folder that is there and writable"
            raise UsageError(f"{told}.", print_help=False) from problem


def is_no_certificate(record: logging.LogRecord) -> bool:
    """Whether a record is another than Twisted's traceback about a certificate, which the account names anyway."""
    return not record.getMessage().lstrip().startswith("while verifying certificate")


def one_spider(args: list[str]) -> str:
    """What to say to a call that does not name exactly one spider.

    >>> one_spider(["site", "https://news.example/"])
    'name one spider and its arguments with -a: scrapy crawl site -a url=https://news.example/'
    """
    spider = next((word for word in args if "://" not in word and "." not in word), "site")
    url = next((word for word in args if word != spider), "https://news.example/")
    given = f"path={url}" if spider == "warc" else f"url={url.removeprefix('url=')}"
    return f"name one spider and its arguments with -a: scrapy crawl {spider} -a {given}"


def failure_of(task: Any) -> BaseException | None:
    """What a crawl's task or Deferred failed with; fetching it keeps asyncio from printing a traceback."""
    if hasattr(task, "exception"):
        return task.exception() if task.done() and not task.cancelled() else None
    result = getattr(task, "result", None)
    return getattr(result, "value", None)


def exit_code(crawler: Any) -> int:
    """How a run ended, as an exit code."""
    reason = crawler.stats.get_value("finish_reason") if crawler.stats else None
    spider = crawler.spider
    if reason is None or reason == "shutdown":
        return STOPPED
    if reason != "finished" or spider is None:
        return ERROR
    if not spider.reached:
        return NOTHING_REACHED
    waits = crawler.stats.get_value("visits/due", 0)
    return WITH_FAILURES if spider.failures or (waits and spider.left_waiting()) else DONE
