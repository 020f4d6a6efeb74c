"""python -m tests.wordpress: install, up, down, set, nextday, truth, score."""

import argparse
import json
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tests.wordpress import packages, report, score, truth
from tests.wordpress.processes import BroughtDown
from tests.wordpress.server import SETTINGS, WordPress, bring_down
from tests.wordpress.terms import Terms
from tests.wordpress.truth import Disagreement


def main(words: list[str] | None = None) -> int:
    given = _parser().parse_args(words)
    try:
        return given.run(given)
    except (BroughtDown, Disagreement, ValueError, OSError) as error:
        print(f"wordpress: {error}", file=sys.stderr)
        return 1


def _install(given: argparse.Namespace) -> int:
    began = time.monotonic()
    installed = packages.install()
    _print({"installed": installed, "seconds": round(time.monotonic() - began, 1)})
    return 0


def _up(given: argparse.Namespace) -> int:
    lacking = packages.reason_to_skip()
    if lacking:
        raise BroughtDown(lacking)
    began = time.monotonic()
    wordpress = WordPress(given.dir, posts=given.posts, seed=given.seed, port=given.port)
    try:
        chosen = _chosen(given)
        settings = wordpress.set(**chosen)
        took = {**wordpress.seconds, "all": round(time.monotonic() - began, 2)}
        _print({"url": wordpress.url, "dir": str(wordpress.folder.root), "seconds": took, "settings": settings})
        if given.foreground:
            sys.stdout.flush()
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        if given.foreground:
            wordpress.close()
    return 0


def _down(given: argparse.Namespace) -> int:
    _print({"dir": str(given.dir), "was_running": bring_down(given.dir)})
    return 0


def _set(given: argparse.Namespace) -> int:
    _print(_running(given.dir).set(**_chosen(given)))
    return 0


def _next_day(given: argparse.Namespace) -> int:
    _print(_running(given.dir).next_day())
    return 0


def _truth(given: argparse.Namespace) -> int:
    found = _running(given.dir).truth()
    beside = found.save(given.output)
    comments = sum(len(record["comments"]) for record in found.records)
    on_pages = sum(comment["on_page"] for record in found.records for comment in record["comments"])
    _print(
        {
            "articles": len(found.records),
            "comments": comments,
            "comments_on_pages": on_pages,
            "secrets": len(found.secrets),
            "files": [str(given.output), str(beside)],
        }
    )
    return 0


def _score(given: argparse.Namespace) -> int:
    terms = Terms(
        parents=given.parents,
        orphans=given.orphans,
        pings=given.pings,
        unstated=frozenset(given.unstated.split(",")),
        duplicates=given.duplicates,
    )
    past = truth.load(given.past).records if given.past else ()
    result = score.compare(truth.load(given.truth), score.read_export(given.export), terms, past)
    print(json.dumps(report.as_json(result), ensure_ascii=False) if given.json else report.as_text(result))
    return 0 if result.is_perfect else 1


def _running(folder: Path) -> WordPress:
    if not (folder / "state.json").exists():
        raise BroughtDown(f"{folder} holds no site; python -m tests.wordpress up --dir {folder}")
    return WordPress(folder)


def _chosen(given: argparse.Namespace) -> dict[str, str]:
    return {name: getattr(given, name) for name in SETTINGS if getattr(given, name) is not None}


def _print(row: dict[str, Any]) -> None:
    print(json.dumps(row, ensure_ascii=False))


def _parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m tests.wordpress", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    install = commands.add_parser("install", help="install the absent Debian packages (as root)")
    install.set_defaults(run=_install)
    up = _command(commands, "up", _up, "bring a site up, fill it if it is new, print its address")
    up.add_argument("--posts", type=int, default=150, help="public posts (first time only)")
    up.add_argument("--seed", type=int, default=1)
    up.add_argument("--port", type=int, default=0, help="0: any free one")
    up.add_argument("--foreground", action="store_true", help="stay until interrupted, then end the servers")
    _add_settings(up)
    _command(commands, "down", _down, "end a site's servers; its data stays")
    _add_settings(_command(commands, "set", _set, "switch theme, sources, permalinks, comment order"))
    _command(commands, "nextday", _next_day, "change the site as another day would")
    dump = _command(commands, "truth", _truth, "write what the site holds as JSONL, and its secrets beside it")
    dump.add_argument("-o", "--output", type=Path, required=True)
    _add_score(commands.add_parser("score", help="compare an export with the truth"))
    return top


def _command(commands: Any, name: str, run: Any, about: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about)
    parser.add_argument("--dir", type=Path, required=True, help="the site's work folder")
    parser.set_defaults(run=run)
    return parser


def _add_settings(parser: argparse.ArgumentParser) -> None:
    for name, values in SETTINGS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name, choices=values)


def _add_score(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--export", type=Path, required=True, help="JSONL")
    parser.add_argument("--past", type=Path, help="an earlier truth: what stood there once is no false article")
    parser.add_argument("--parents", choices=("true", "displayed"), default="true")
    parser.add_argument("--orphans", choices=("yes", "no", "any"), default="any", help="answers under binned comments")
    parser.add_argument("--pings", choices=("yes", "no", "any"), default="yes", help="pingbacks: never in REST")
    parser.add_argument("--duplicates", choices=("keep", "drop"), default="keep", help="what the export was told")
    parser.add_argument("--unstated", default="", help="fields the site does not tell, by comma: null is then right")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_score)


if __name__ == "__main__":
    sys.exit(main())
