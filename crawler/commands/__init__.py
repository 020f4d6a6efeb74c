"""What people run: one file, one command. Scrapy makes a command of any ScrapyCommand in this folder."""

import sys
from types import TracebackType


def without_interrupts(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Python's own report of what ended the process, but none of a Ctrl-C: whoever pressed it knows. The process still
    ends by the signal, as shells expect."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = without_interrupts
