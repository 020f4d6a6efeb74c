"""A command run on one core, and what it took; the demonstration site served on another."""

import ast
import contextlib
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.crawls.crawling import ROOT

ELAPSED = re.compile(r"'elapsed_time_seconds': ([\d.]+)")
LIMIT_S = 900.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took. crawl_s: from the opening of the spider to its end, as Scrapy counts it; None if it was no
    crawl. cpu_s: of the whole process, its start included."""

    code: int
    wall_s: float
    crawl_s: float | None
    cpu_s: float
    peak_mib: float
    said: str


def cores() -> tuple[set[int], set[int]]:
    """A core for the crawler and the others for the server; the same one if there is but one."""
    own = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return set(own[:1]), set(own[1:]) or set(own)


def pinned(core: set[int]) -> None:
    """Keep this process to some cores, where the system can do that."""
    if core and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, core)


def measured(words: list[str], *, cwd: Path = ROOT, core: set[int] | None = None) -> Measured:
    """Run `python -m scrapy WORDS` to its end."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", *words],
            cwd=cwd,
            env={name: value for name, value in os.environ.items() if not name.startswith("SCRAPY")},
            stdout=said,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: pinned(core or set()),
        )
        usage, status = waited(process, began)
        wall_s = time.monotonic() - began
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    elapsed = ELAPSED.search(text)
    return Measured(
        code=os.waitstatus_to_exitcode(status),
        wall_s=wall_s,
        crawl_s=float(ast.literal_eval(elapsed[1])) if elapsed else None,
        cpu_s=usage.ru_utime + usage.ru_stime,
        peak_mib=usage.ru_maxrss / 1024,
        said=text,
    )


def waited(process: "subprocess.Popen[bytes]", began: float) -> tuple["os.struct_rusage", int]:
    """Wait for the end with the resources used; too long a run is killed."""
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return usage, status
        if time.monotonic() - began > LIMIT_S:
            process.kill()
        time.sleep(0.02)


@contextlib.contextmanager
def synthetic_site(pages: int, *, core: set[int] | None = None) -> Iterator[str]:
    """The address of a site of so many cheap pages, served by a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.mocksite", "--synthetic", str(pages)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: pinned(core or set()),
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        if not url:
            raise RuntimeError("the demonstration site did not start: python -m tests.mocksite says why")
        yield url
    finally:
        process.terminate()
        process.wait()
        if process.stdout:
            process.stdout.close()


def machine() -> str:
    """The machine and the versions that a figure depends on."""
    import lxml.etree
    import scrapy
    import selectolax
    import twisted

    names = [f"Python {platform.python_version()}", f"Scrapy {scrapy.__version__}", f"Twisted {twisted.__version__}"]
    names += [f"lxml {'.'.join(map(str, lxml.etree.LXML_VERSION))}", f"selectolax {selectolax.__version__}"]
    return f"{cpu_name()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}; {', '.join(names)}"


def cpu_name() -> str:
    """The processor as Linux calls it."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
