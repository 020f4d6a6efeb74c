"""`scrapy crawl warc -a path=GLOB[,GLOB…]`: answers out of WARC files, no network; our own files or those of others.

Our own bring a whole database back: their notes tell what each visit was. What the archive has already is passed over,
so a second run over the same files changes nothing.
"""

import asyncio
import glob
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from crawler.archive import articles, frontier, sites, visits
from crawler.archive.instants import utc_text
from crawler.errors import UsageProblem
from crawler.fetch.recorder import FOLDER, Recording, Rereading
from crawler.items import Article, Outcome, Target, Visit
from crawler.warc.captured import Begun, Captured, OwnFiles, Payload, Trouble, Visited, is_ours
from crawler.warc.foreign import captures
from crawler.warc.notes import Cursors
from spiders.base import NewsSpider
from spiders.feeding import now
from spiders.replay import SPIDERS_THAT_FOLLOW, Replay
from spiders.traps import Traps

EXAMPLE = "scrapy crawl warc -a path='archive/warc/*.warc.gz'"

WITH_TRAPS = frozenset((Target.HOME, Target.LISTING, Target.PAGE))
OLDER_BY = timedelta(hours=1)  # within a run a page may be stored a while after it came


class WarcSpider(NewsSpider):
    """WARC files instead of the network."""

    name = "warc"
    takes = ("path",)

    def prepare(self, given: dict[str, str]) -> None:
        """path=, one or several patterns."""
        self.paths = named_files(given.get("path"))
        self.run_of_traps: dict[str, Any] = {}
        self.traps = Traps()

    def recording(self, run: dict[str, Any]) -> Recording | None:
        """Nothing is kept a second time."""
        self.rereading = Rereading()
        return self.rereading

    async def start(self) -> AsyncIterator[Visit]:  # Scrapy takes items from start(), too
        """Every visit of every file, in order."""
        own = OwnFiles()
        for path in self.paths:
            for visit in self.visits_of(path, own):
                yield visit
                await asyncio.sleep(0)  # let the pipelines take it before the next is read

    def visits_of(self, path: Path, own: OwnFiles) -> Iterator[Visit]:
        """The visits of one file, without those that the archive has."""
        made = self.of_ours(path, own) if is_ours(path) else self.of_others(path)
        for visit in made:
            self.reached = True
            if visits.has(self.archive.conn, visit):
                self.crawler.stats.inc_value("warc/known")
            else:
                yield replace(visit, articles=tuple(a for a in visit.articles if not self.is_older(a, visit)))

    def of_ours(self, path: Path, own: OwnFiles) -> Iterator[Visit]:
        """The visits that the notes of our own file tell of."""
        folder = (self.archive.folder / FOLDER).resolve()
        is_home = path.resolve().parent == folder
        replay = Replay(self.settings)
        for event in own.events(path, path.name if is_home else str(path)):
            if isinstance(event, Begun):
                replay = self.replay_of(event, replay)
            elif isinstance(event, Visited):
                visit = self.read_own(replay, event)
                if visit is not None:
                    yield self.without_traps(visit, replay)
            elif isinstance(event, Cursors):
                self.leave(event)
            elif isinstance(event, Payload) and is_home:
                self.rereading.fresh.append((event.digest, event.file, event.offset))
            elif isinstance(event, Trouble):
                self.tell(event)

    def read_own(self, replay: Replay, visited: Visited) -> Visit | None:
        """A visit of ours made again, whatever its answers hold."""
        try:
            return replay.visit_of(visited.note, visited.answers)
        except Exception as error:  # a page nobody foresaw must not end a file
            self.tell(Trouble(f"{visited.note.visit.url}: unreadable ({type(error).__name__})"))
            return None

    def replay_of(self, begun: Begun, last: Replay) -> Replay:
        """What is known between the answers of a run; a run may have several files."""
        kept: Replay = getattr(self, "kept_replay", last)
        if kept.run != begun.run:
            kept = Replay(self.settings, begun.run)
        self.kept_replay = kept
        return kept

    def without_traps(self, visit: Visit, replay: Replay) -> Visit:
        """The visit with links turned away as the run that made it did."""
        if replay.run != self.run_of_traps:
            self.run_of_traps, self.traps = dict(replay.run), Traps()
        if replay.run.get("spider") not in SPIDERS_THAT_FOLLOW or visit.target not in WITH_TRAPS:
            return visit
        most = self.settings.getint("TRAP_PAGES")
        return self.traps.turned_away(visit, most, lambda link: frontier.known(self.archive.conn, link.url))

    def of_others(self, path: Path) -> Iterator[Visit]:
        """The visits that answers in another's file make."""
        replay = Replay(self.settings)
        for captured in captures(path, most_bytes=self.settings.getint("DOWNLOAD_MAXSIZE")):
            if isinstance(captured, Trouble):
                self.tell(captured)
                continue
            visit = self.read_other(replay, captured)
            if visit is None:
                self.crawler.stats.inc_value("warc/passed_over")
            else:
                yield visit

    def read_other(self, replay: Replay, captured: Captured) -> Visit | None:
        """An answer of another's file as a visit, whatever it holds."""
        try:
            return replay.visit_of_other(captured)
        except Exception as error:  # a page nobody foresaw must not end a file
            self.tell(Trouble(f"{captured.url}: unreadable ({type(error).__name__})"))
            return None

    def is_older(self, article: Article, visit: Visit) -> bool:
        """Whether the archive saw a story later than this answer: an old state is no edit."""
        row = articles.find_by_url(self.archive.conn, article.url)
        is_old = row is not None and row["last_seen_at"] > utc_text(visit.at + OLDER_BY)
        self.crawler.stats.inc_value("warc/older", int(is_old))
        return is_old

    def leave(self, cursors: Cursors) -> None:
        """What the plan of a run left for later ones."""
        with self.archive.transaction() as conn:
            site_id = sites.ensure_site(conn, cursors.site, f"https://{cursors.site}/", utc_text(now()))
            for name, value in cursors.values:
                sites.set_cursor(conn, site_id, name, value)

    def tell(self, trouble: Trouble) -> None:
        """One line for what could not be read; the run ends with exit code 3."""
        self.failures += 1
        self.logger.error("%s", trouble.sentence)

    def item_done(self, item: Visit) -> None:
        """Counted; no URL is waited for."""
        self.crawler.stats.inc_value(f"visits/{item.outcome.value}")
        if item.outcome == Outcome.FAILED:
            self.crawler.stats.inc_value("warc/failed_then")

    def item_lost(self, item: Visit, exception: Any = None, failure: Any = None, **_: Any) -> None:
        """A pipeline dropped the visit or broke over it."""
        error = exception or getattr(failure, "value", None)
        self.tell(Trouble(f"{item.url}: not stored ({type(error).__name__}: {error})"))


def named_files(text: str | None) -> tuple[Path, ...]:
    """The files that patterns name, by name. Raises UsageProblem if there are none."""
    patterns = [pattern for pattern in (text or "").split(",") if pattern]
    if not patterns:
        raise UsageProblem(f"path= is missing. E.g. {EXAMPLE}")
    found = {Path(name) for pattern in patterns for name in glob.glob(pattern, recursive=True)}  # noqa: PTH207  # Path.glob takes no absolute pattern
    files = sorted((path for path in found if path.is_file()), key=lambda path: (path.name, str(path)))
    if not files:
        folder = next((path for path in found if path.is_dir()), None)
        if folder is not None:
            raise UsageProblem(f"{str(folder)!r} is a folder. Name its files: -a path='{folder}/*.warc.gz'")
        raise UsageProblem(f"no file is named {text!r}. E.g. {EXAMPLE}")
    return tuple(files)
