"""A database deleted and made again from the WARC files alone is the same, after both days of the demonstration site."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.commands.crawl import DONE, USAGE, WITH_FAILURES
from crawler.warc.check import check
from tests.crawls.crawling import Keeping
from tests.crawls.rebuilding import differences
from tests.mocksite.newsroom import EDITION
from tests.mocksite.server import MockSite

SHORT_WAITS = {"RETRY_AFTER_UNSAID_S": "0.3"}
SOURCES: dict[str, dict[str, Any]] = {
    "all sources": {},
    "rest off": {"rest": False},
    "nothing but pages": {"rest": False, "sitemap": False, "feeds": False},
    "all sources, bad days": {"bad_days": True},
    "rest off, bad days": {"rest": False, "bad_days": True},
}


@dataclass(frozen=True, slots=True)
class Archived:
    """A crawl of two days that has ended, and its database kept aside."""

    keeping: Keeping
    before: Path

    @property
    def database(self) -> Path:
        return self.keeping.folder / "archive.db"

    def rebuild(self) -> None:
        for path in self.keeping.folder.glob("archive.db*"):
            path.unlink()
        done = self.keeping.crawl("warc", path=f"{self.keeping.folder}/warc/*")
        assert done.code == DONE, done.said


@pytest.fixture(scope="module", params=SOURCES.values(), ids=SOURCES)
def archived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archived]:
    keeping = Keeping(tmp_path_factory.mktemp("rebuilt") / "archive", SHORT_WAITS)
    options = {"bad_days": False} | request.param
    with MockSite(**options) as site:
        assert keeping.crawl("site", url=f"{site.url}/").code in (DONE, WITH_FAILURES)
        keeping.visited_on(EDITION[1])
        site.day = 2
        assert keeping.crawl("site", url=f"{site.url}/").code in (DONE, WITH_FAILURES)
    before = keeping.folder / "before.db"
    shutil.copy(keeping.folder / "archive.db", before)
    yield Archived(keeping, before)


def test_every_table_is_the_same_seen_at_times_included(archived):
    archived.rebuild()
    assert archived.keeping.ask("select count(*) from articles") > [(70,)]
    assert differences(archived.before, archived.database) == []


def test_a_second_reading_of_the_same_files_changes_nothing(archived):
    archived.rebuild()
    runs = archived.keeping.ask("select count(*) from runs")
    done = archived.keeping.crawl("warc", path=f"{archived.keeping.folder}/warc/*")
    assert done.code == DONE, done.said
    assert differences(archived.before, archived.database) == []
    assert archived.keeping.ask("select count(*) from runs") == [(runs[0][0] + 1,)]


def test_every_revision_names_a_record_of_the_answer_it_was_read_from(archived):
    files = {path.name: check(path) for path in (archived.keeping.folder / "warc").iterdir()}
    assert all(report.is_whole for report in files.values())
    named = archived.keeping.ask("select warc_file, warc_offset, warc_digest from revisions")
    assert named
    assert [row for row in named if row[0] is None or row[1] not in files[row[0]].offsets or not row[2]] == []


def test_the_day_after_a_rebuild_the_next_run_asks_no_more_than_it_would_have(tmp_path: Path):
    keeping = Keeping(tmp_path / "archive")
    with MockSite(bad_days=False) as site:
        assert keeping.crawl("site", url=f"{site.url}/").code == DONE
        spared = shutil.copytree(keeping.folder, tmp_path / "spared")
        for path in keeping.folder.glob("archive.db*"):
            path.unlink()
        assert keeping.crawl("warc", path=f"{keeping.folder}/warc/*").code == DONE
        asked = []
        for folder in (spared, keeping.folder):
            begun = len(site.requests)
            assert Keeping(folder).crawl("site", url=f"{site.url}/").code == DONE
            asked.append([seen.path for seen in site.requests[begun:]])
    assert sorted(asked[0]) == sorted(asked[1])


def test_a_damaged_file_brings_what_stands_before_the_damage_and_a_sentence(archived, tmp_path):
    path = min((archived.keeping.folder / "warc").iterdir())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / path.name).write_bytes(content)
    keeping = Keeping(tmp_path / "archive")
    done = keeping.crawl("warc", path=f"{tmp_path}/*.warc.gz")
    assert done.code == WITH_FAILURES
    assert "Traceback" not in done.said
    assert "damaged gzip" in done.said and "what stands before it was read" in done.said
    assert keeping.ask("select count(*) from visits") > [(10,)]


@pytest.mark.parametrize("path", ["none/*.warc.gz", ""])
def test_no_file_is_wrong_usage(tmp_path, path):
    done = Keeping(tmp_path / "archive").crawl("warc", path=path)
    assert done.code == USAGE
    assert "Traceback" not in done.said
