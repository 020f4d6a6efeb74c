"""Standard output as a command finds it: closed, full, or in an encoding that lacks signs of what is to be printed.

What a command prints and when is its own affair; `archive_command` turns a refusal into one sentence.
"""

import codecs
import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any

from crawler.terminal import spelled_out

NAME = "standard output"  # what an OSError from here has as its file's name
SPELLED_OUT = "kliping.spelled_out"  # the name under which Python's encoders know `terminal.spelled_out`


class Refusable(FileIO):
    """The file behind standard output; an error of it names it, so that it is told from one of any other file."""

    def write(self, written: Any, /) -> int:
        """As FileIO does. Raises OSError with a file's name."""
        try:
            return super().write(written)
        except OSError as error:
            error.filename = NAME
            raise


def made_ready() -> None:
    """Let any sign be printed, in any encoding; and let a closed output refuse what is written to it, as a full one does
    (Python leaves None there, and `print` would lose everything without a word)."""
    codecs.register_error(SPELLED_OUT, spelled_out)
    if sys.stderr is None:
        sys.stderr = TextIOWrapper(FileIO(os.devnull, "w"), encoding="utf-8", write_through=True)
    if sys.stdout is None:
        # May only be read, so that it refuses; and it holds number 1, which the next file that is opened would get.
        sys.stdout = _written_to(os.open(os.devnull, os.O_RDONLY), "utf-8", is_by_line=False)
    elif type(sys.stdout) is TextIOWrapper:  # what a test has put there is left alone
        sys.stdout.flush()
        sys.stdout = _written_to(sys.stdout.fileno(), sys.stdout.encoding, is_by_line=sys.stdout.line_buffering)


def _written_to(descriptor: int, encoding: str, *, is_by_line: bool) -> TextIOWrapper:
    raw = BufferedWriter(Refusable(descriptor, "w", closefd=False))
    return TextIOWrapper(raw, encoding=encoding, errors=SPELLED_OUT, line_buffering=is_by_line)


def let_go() -> None:
    """Let go what could not be written, or Python would try again at its end, and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
