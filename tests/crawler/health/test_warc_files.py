"""WARC files as the doctor sees them: torn, damaged, lost, left open, or not what the database says of them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive.open import DATABASE, Archive
from crawler.commands.doctor import findings, mended
from crawler.health.finding import State
from tests.crawling import crawl
from tests.loopback import Loopback, story
from tests.unprivileged import unprivileged

STORY = "/cerita-pasar-satu/"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("crawled") / "archive"
    with Loopback({STORY: story("Cerita pasar satu"), "/lain/": story("Cerita lain")}) as site:
        done = crawl("article", folder, url=f"{site.url}{STORY},{site.url}/lain/")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(crawled, tmp_path) -> Path:
    put(tmp_path / "archive", contents(crawled))
    return tmp_path / "archive"


def contents(archive: Path) -> dict[str, bytes]:
    names = (DATABASE, *(f"warc/{path.name}" for path in (archive / "warc").iterdir()))
    return {name: (archive / name).read_bytes() for name in names}


def put(folder: Path, kept: dict[str, bytes]) -> None:
    (folder / "warc").mkdir(parents=True)
    for name, content in kept.items():
        (folder / name).write_bytes(content)


def warc(folder: Path) -> Path:
    [only] = (folder / "warc").glob("*.warc.gz")
    return only


def wrong(folder: Path) -> list:
    found = findings(get_project_settings(), folder, quick=False)
    return [one for one in found if one.state == State.WRONG]


def fix(folder: Path) -> list[str]:
    return list(mended(folder, wrong(folder)))


def test_files_as_a_run_left_them_are_sound(folder):
    assert wrong(folder) == []


def test_a_torn_tail_is_cut_off(folder):
    path = warc(folder)
    with path.open("ab") as file:
        file.write(path.read_bytes()[:99])
    [one] = wrong(folder)
    assert (one.check, one.mend) == ("warc", "scrapy doctor --fix")
    assert "99 bytes cut off" in fix(folder)[0]
    assert wrong(folder) == []


def test_a_file_left_open_is_closed(folder):
    path = warc(folder)
    path.rename(f"{path}.open")
    with Path(f"{path}.open").open("ab") as file:
        file.write(b"\x1f\x8b torn")
    assert [one.mend for one in wrong(folder)] == ["scrapy doctor --fix"]
    fix(folder)
    assert wrong(folder) == []


def test_an_open_file_of_a_run_under_way_is_left_alone(folder):
    path = warc(folder)
    path.rename(f"{path}.open")
    with Archive.writing(folder):
        assert wrong(folder) == []


def test_noise_within_a_file_is_told_with_the_way_back(folder):
    path = warc(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 40] = b"\xa5" * 40
    path.write_bytes(content)
    found = wrong(folder)
    assert found
    assert any("backup" in one.mend for one in found)


def test_a_file_that_may_not_be_read_is_told_and_nothing_of_it_is_dropped(crawled):
    kept = contents(crawled)
    with unprivileged() as there:
        put(there, kept)
        warc(there).chmod(0)
        [one] = wrong(there)
        assert (one.check, one.fix, one.mend) == ("warc", None, f"sudo chmod a+r {warc(there)}")
        assert "may not be read" in one.told
        before = rows(there)
        assert before and fix(there) == []
        assert rows(there) == before


def rows(folder: Path) -> int:
    with closing(sqlite3.connect(folder / DATABASE)) as conn:
        return conn.execute("select count(*) from payloads").fetchone()[0]


def test_a_lost_file_is_told(folder):
    warc(folder).unlink()
    [one] = wrong(folder)
    assert "is not there" in one.told
    assert "backup" in one.mend


@pytest.mark.parametrize(
    ("statement", "mends"),
    [
        ("update revisions set warc_offset = warc_offset + 1 where id = 1", False),
        ("update visits set warc_offset = 7 where warc_offset is not null", False),
        ("update payloads set offset = offset + 1", True),
    ],
)
def test_an_offset_at_which_no_record_begins_is_told(folder, statement, mends):
    with closing(sqlite3.connect(folder / DATABASE)) as conn, conn:
        assert conn.execute(statement).rowcount
    [one] = wrong(folder)
    assert one.check == "warc"
    assert (one.fix is not None) is mends
    fix(folder)
    assert (wrong(folder) == []) is mends
