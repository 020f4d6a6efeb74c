"""`python -m tests.benchmarks.extraction --corpus DIR [--rivals A,B] [--speed [--rounds N]] [--ablate] [--only NAME]`.

Prints the figures of every corpus in DIR and compares ours with the floors beside this file. Exit code 1 below a floor,
2 if something is missing.
"""

import argparse
import importlib
import statistics
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.extraction.ablation import SOURCES
from tests.benchmarks.extraction.corpus import NAMES, Known, pages
from tests.benchmarks.extraction.extractors import Extractor, Missing, ours, rival
from tests.benchmarks.extraction.scoring import LESS_IS_BETTER, Said, figures
from tests.benchmarks.extraction.speed import pace

FLOORS = Path(__file__).with_name("floors.toml")
OURS = "ours"


def main() -> int:
    """Run the gate; its exit code."""
    options = _options()
    corpora = [name for name in NAMES if (options.corpus / name / "truth.jsonl").is_file()]
    corpora = [name for name in corpora if options.only in (None, name)]
    if not corpora:
        print(f"No corpus in {options.corpus}: a folder is wanted that holds {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    try:
        rivals = {name: rival(name) for name in options.rivals.split(",") if name}
        library = importlib.import_module("trafilatura") if options.speed and rival("trafilatura") else None
    except Missing as error:
        print(error, file=sys.stderr)
        return 2
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    below: list[str] = []
    for name in corpora:
        known = list(pages(options.corpus, name))
        measured = {OURS: _figures(name, known, ours(name))}
        measured |= {other: _figures(name, known, extract) for other, extract in rivals.items()}
        _print(f"{name}, {len(known)} pages", measured)
        below += [f"{name}: {line}" for line in under(floors.get(name, {}), measured[OURS])]
        if options.ablate:
            _ablate(name, known, measured[OURS])
    if options.speed:
        _speed(options.corpus, corpora, library, options.rounds)
    for line in below:
        print("BELOW ITS FLOOR", line)
    return 1 if below else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.extraction")
    parser.add_argument("--corpus", type=Path, required=True, help="a folder that holds " + ", ".join(NAMES))
    parser.add_argument("--only", choices=NAMES, help="one of them")
    parser.add_argument("--rivals", default="", help="trafilatura, newspaper4k; several with commas")
    parser.add_argument("--speed", action="store_true", help="processor time a page, ours and trafilatura's in turn")
    parser.add_argument("--rounds", type=int, default=3, help="of --speed; the median counts (default: 3)")
    parser.add_argument("--ablate", action="store_true", help="each source of evidence taken out, and what it costs")
    return parser.parse_args()


def _figures(name: str, known: list[Known], extract: Extractor) -> dict[str, float]:
    return figures(name, _told(known, extract))


def _told(known: list[Known], extract: Extractor) -> Iterator[tuple[Known, Said]]:
    for page in known:
        try:
            yield page, extract(page.html, page.url)
        except Exception as error:  # a rival that breaks has said nothing; ours must not break at all
            print(f"{page.id}: {type(error).__name__}: {error}", file=sys.stderr)
            yield page, Said()


def under(floors: dict[str, float], measured: dict[str, float]) -> list[str]:
    """The figures that are worse than their floors."""
    return [
        f"{name} {measured[name]:.4f}, floor {floor:.4f}"
        for name, floor in floors.items()
        if (measured[name] > floor if name in LESS_IS_BETTER else measured[name] < floor)
    ]


def _print(title: str, measured: dict[str, dict[str, float]]) -> None:
    print(f"\n{title:32}", *(f"{name:>12}" for name in measured))
    for figure in measured[OURS]:
        print(f"  {figure:30}", *(f"{own[figure]:12.4f}" for own in measured.values()), flush=True)


def _ablate(name: str, known: list[Known], whole: dict[str, float]) -> None:
    """What each figure loses without a source."""
    print(f"\n{name}: without", *(f"{figure:>20}" for figure in whole))
    extract = ours(name)
    for source, blank in SOURCES.items():
        cost = _figures(name, known, lambda html, url, blank=blank: extract(blank(html), url))
        print(f"  {source:30}", *(f"{cost[figure] - whole[figure]:+20.4f}" for figure in whole), flush=True)


def _speed(folder: Path, corpora: list[str], library: object, rounds: int) -> None:
    """The pace over all pages, round by round: a shared machine is slow for seconds at a time."""
    print()
    ratios = []
    for _ in range(rounds):
        found = pace((page for name in corpora for page in pages(folder, name)), library)
        ratios.append(found.ratio or 0)
        print(f"processor time a page: ours {found.ours_ms:.2f} ms, trafilatura {found.theirs_ms or 0:.2f} ms, "
              f"{ratios[-1]:.2f} times; slowest {found.slowest_ms:.0f} ms ({found.slowest})", flush=True)  # fmt: skip
    print(f"{statistics.median(ratios):.2f} times as fast as trafilatura, median of {rounds} rounds")


if __name__ == "__main__":
    sys.exit(main())
