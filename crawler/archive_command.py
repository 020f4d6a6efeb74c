"""What Kliping's own commands share: help printed as it is written, and one sentence with an exit code for what goes
wrong. (Not among the commands: Scrapy takes every class there for one.)"""

import argparse
import difflib
import logging
import sys
import textwrap
from abc import abstractmethod
from types import TracebackType
from typing import Any, NoReturn

from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler import standard_output
from crawler.errors import NewsError, UsageProblem
from crawler.terminal import shown

ALIKE = 0.85  # of the letters of two names: a slip or two


class AsWritten(ScrapyHelpFormatter):
    """Scrapy's help with its paragraphs kept apart; lines that begin with four blanks are examples, and kept whole."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        told = [part if part.startswith("    ") else textwrap.fill(part, width) for part in text.split("\n\n")]
        return textwrap.indent("\n\n".join(told), indent)


class ArchiveCommand(ScrapyCommand):
    """A command that looks at the archive or changes it, without crawling.

    A child gives `arguments` (the line after its name), `about` (one line), `explained` (what --help says) and does its
    work in `done`.
    """

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}

    arguments = "[options]"
    about = ""
    explained = ""

    @abstractmethod
    def done(self, args: list[str], opts: argparse.Namespace, settings: BaseSettings) -> int:
        """Do it; the exit code. Raises NewsError with the sentence to print."""

    def syntax(self) -> str:
        """The line after the command's name."""
        return self.arguments

    def short_desc(self) -> str:
        """One line for `scrapy`."""
        return self.about

    def long_desc(self) -> str:
        """What --help explains."""
        return self.explained

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options every command has."""
        super().add_options(parser)
        parser.formatter_class = AsWritten
        parser.allow_abbrev = False  # a script must not depend on which options there are besides its own
        parser.error = self._refuse  # type: ignore[method-assign]  # no block of usage lines around the one sentence

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take the options. Raises UsageError for a setting that is misspelt."""
        refuse_misspelt(opts.set, self.settings)
        super().process_options(args, opts)

    @property
    def _name(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    def _refuse(self, message: str) -> NoReturn:
        print(shown(f"scrapy {self._name}: {message}"), file=sys.stderr)
        sys.exit(UsageProblem.exit_code)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Scrapy's entry point: what goes wrong is one sentence on standard error."""
        assert self.settings is not None
        standard_output.made_ready()
        logging.setLogRecordFactory(ShownRecord)
        logging.getLogger("scrapy").addHandler(logging.NullHandler())  # what a library logs is no part of the answer
        try:
            self._refuse_unknown(args)
            self.exitcode = self.done(args, opts, self.settings)
            sys.stdout.flush()
        except (NewsError, UsageError) as problem:
            print(shown(f"scrapy {self._name}: {problem}"), file=sys.stderr)
            self.exitcode = getattr(problem, "exit_code", UsageProblem.exit_code)
        except BrokenPipeError:  # `| head` has seen enough
            self.exitcode = NewsError.exit_code
        except OSError as problem:
            print(shown(f"scrapy {self._name}: {refused(problem)}"), file=sys.stderr)
            self.exitcode = NewsError.exit_code
        finally:
            standard_output.let_go()

    def _refuse_unknown(self, args: list[str]) -> None:
        """Scrapy hands on among the words what is no option."""
        wrong = next((word for word in args if word.startswith("-") and word != "-"), None)
        if wrong is not None:
            raise UsageProblem(f"there is no option {wrong!r}. `scrapy {self._name} --help` tells them.")


def without_interrupts(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Python's own report of what ended the process, but none of a Ctrl-C: whoever pressed it knows. The process still
    ends by the signal, as shells expect."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = without_interrupts  # here, since it is imported long before a command begins


class ShownRecord(logging.LogRecord):
    """A log record whose message and traceback a terminal may be shown; for `logging.setLogRecordFactory`, since Scrapy
    makes its handlers anew for each crawler."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if self.exc_info:
            self.exc_text = shown(logging.Formatter().formatException(self.exc_info))

    def getMessage(self) -> str:
        """The message with its arguments."""
        return shown(super().getMessage())


def refuse_misspelt(written: list[str], settings: BaseSettings | None) -> None:
    """Raise UsageError for a "NAME=VALUE" whose name is nearly that of a setting: Scrapy takes any name without a word, and
    the setting that was meant would stay what it is. Names unlike all others may be somebody's own."""
    known = list(settings or ())
    for name in (text.partition("=")[0].strip() for text in written):
        alike = difflib.get_close_matches(name.upper(), known, n=1, cutoff=ALIKE) if name not in known else []
        if alike:
            raise UsageError(f"there is no setting {name!r}. Did you mean {alike[0]}?", print_help=False)


def refused(problem: OSError) -> str:
    """What is said when the system refuses a file, or standard output."""
    why = problem.strerror or problem
    if problem.filename == standard_output.NAME:
        return (
            f"Cannot write to standard output: {why}. Make room where it leads (`df -h`), or lead it elsewhere, e.g. | less, "
            f"then run this again."
        )
    if isinstance(problem, PermissionError):  # a single file of the archive, say a WARC file
        return f"No permission for {problem.filename!r} (`ls -l`). Let this user read and write it."
    where = f" {problem.filename!r}" if problem.filename else " a file"
    return f"The system refuses{where}: {why}. Look at room and limits (`df -h`, `ulimit -a`), then run this again."


def no_story(url: str) -> NewsError:
    """What is said of an address under which the archive has no story."""
    return NewsError(
        f"the archive has no story under {url!r}. `scrapy status --urls archived` lists the addresses it has, "
        f"`scrapy export jsonl -o -` the stories."
    )


def no_arguments(args: list[Any], example: str) -> None:
    """Raise UsageProblem for words that a command does not take."""
    if args:
        raise UsageProblem(f"takes no {args[0]!r}. E.g. {example}")
