"""Our own WARC files as visits again, read by today's extractors on all cores: for `scrapy reextract`.

Pages go to worker processes; what depends on the answers before it (an API's pages, the front page's language) is read
here, in order. Visits come out in the order in which they were stored.
"""

import copyreg
import multiprocessing
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scrapy.settings import BaseSettings

from crawler.garbage import collect_seldom
from crawler.items import Target, Visit
from crawler.warc.captured import Begun, Captured, OwnFiles, Trouble, Visited
from crawler.warc.notes import Note
from spiders import waiting
from spiders.replay import Replay

IN_ORDER = frozenset((Target.API, Target.FEED, Target.HOME))
BY_WORKERS = frozenset((Target.PAGE, Target.COMMENTS))
BATCH, BATCH_BYTES = 16, 4 * 1024 * 1024  # a task of one page costs its process half as much as the page
AHEAD = 3  # batches a worker under way: enough to be never idle, few enough to hold in memory
NEEDED = ("DOWNLOAD_MAXSIZE", "DOWNLOAD_WARNSIZE", *waiting.OF_PACE)

Work = tuple[Note, tuple[Captured, ...]]
Told = list[Visit | Trouble]


def visits(
    files: tuple[Path, ...], settings: Any, *, jobs: int, site: str | None = None, since: datetime | None = None
) -> Iterator[Visit | Trouble]:
    """The visits of our own files that told of stories or comments. since: pages that came before are left out."""
    chosen = {name: settings[name] for name in NEEDED}
    if jobs < 2:
        for note, answers, replay in _events(files, chosen, site, since):
            yield note if isinstance(note, Trouble) else _read(replay, note, answers)
        return
    copyreg.pickle(MappingProxyType, _as_dict)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(chosen,)) as pool:
        waiting: deque[Future[Told] | Told] = deque()
        for works, replay in _batches(_events(files, chosen, site, since)):
            if isinstance(works, Trouble):
                waiting.append([works])
            elif _is_for_workers(works[0]):
                waiting.append(pool.submit(_work, works, dict(replay.run)))
            else:
                waiting.append([_read(replay, *work) for work in works])
            while len(waiting) >= jobs * AHEAD:
                yield from _done(waiting.popleft())
        while waiting:
            yield from _done(waiting.popleft())


def _batches(
    events: Iterator[tuple[Note | Trouble, tuple[Captured, ...], Replay]],
) -> Iterator[tuple[list[Work] | Trouble, Replay]]:
    """Events of one run that workers may read, several at a time; all others alone, in their place."""
    batch: list[Work] = []
    size, of = 0, None
    for note, answers, replay in events:
        work = None if isinstance(note, Trouble) else (note, answers)
        is_alone = work is None or not _is_for_workers(work)
        if batch and of is not None and (is_alone or replay is not of or len(batch) >= BATCH or size >= BATCH_BYTES):
            yield batch, of
            batch, size = [], 0
        if isinstance(note, Trouble):
            yield note, replay
        elif is_alone:
            yield [(note, answers)], replay
        else:
            batch.append((note, answers))
            size, of = size + sum(len(answer.body) for answer in answers), replay
    if batch and of is not None:
        yield batch, of


def _is_for_workers(work: Work) -> bool:
    note, answers = work
    return note.visit.target in BY_WORKERS and bool(answers)


def _events(
    files: tuple[Path, ...], chosen: Mapping[str, Any], site: str | None, since: datetime | None
) -> Iterator[tuple[Note | Trouble, tuple[Captured, ...], Replay]]:
    own = OwnFiles()
    settings = BaseSettings(dict(chosen))
    replay = Replay(settings, with_links=False)
    for path in files:
        for event in own.events(path, path.name):
            if isinstance(event, Begun) and event.run != replay.run:
                replay = Replay(settings, event.run, with_links=False)
            elif isinstance(event, Trouble):
                yield event, (), replay
            elif isinstance(event, Visited) and _is_wanted(event.note.visit, site, since):
                yield event.note, event.answers, replay


def _is_wanted(visit: Visit, site: str | None, since: datetime | None) -> bool:
    if visit.target not in IN_ORDER | BY_WORKERS or (site is not None and visit.site != site):
        return False
    return since is None or visit.target in IN_ORDER or visit.at >= since


def _done(told: Future[Told] | Told) -> Told:
    return told.result() if isinstance(told, Future) else told


def _read(replay: Replay, note: Note, answers: tuple[Captured, ...]) -> Visit | Trouble:
    try:
        return replay.visit_of(note, answers)
    except Exception as error:  # a page nobody foresaw must not end a run over a hundred thousand
        return Trouble(f"{note.visit.url}: unreadable ({type(error).__name__}: {error})")


class _Worker:
    """What a worker process keeps from one page to the next."""

    settings: BaseSettings
    replay: Replay


def _begin(chosen: Mapping[str, Any]) -> None:
    collect_seldom()
    copyreg.pickle(MappingProxyType, _as_dict)
    _Worker.settings = BaseSettings(dict(chosen))
    _Worker.replay = Replay(_Worker.settings, with_links=False)


def _work(works: list[Work], run: dict[str, Any]) -> Told:
    if _Worker.replay.run != run:
        _Worker.replay = Replay(_Worker.settings, run, with_links=False)
    return [_read(_Worker.replay, *work) for work in works]


def _as_dict(value: MappingProxyType[Any, Any]) -> tuple[Any, tuple[dict[Any, Any]]]:
    """How a process sends the rules of an article to another."""
    return _as_mapping, (dict(value),)


def _as_mapping(value: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(value)
