"""Backups: equal to the archive as of one moment, whole or not at all, and quick the second time."""

import argparse
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive.open import DATABASE, Archive
from crawler.commands.backup import Command
from crawler.commands.doctor import findings
from crawler.errors import ArchiveError, UsageProblem
from crawler.health import backup as room
from crawler.health.backup import backup
from crawler.health.finding import State
from exports.rows import select
from pipelines.store import store_visit
from tests.crawler.warc.writing import exchange, writer
from tests.stories import HOME, NOON, article, comment, visit
from tests.unprivileged import unprivileged


def store(archive: Archive, first: int, last: int) -> None:
    for number in range(first, last):
        url = f"{HOME}{number}/"
        told = article(url, title=f"Cerita {number}", body=f"Isi {number}. " * 60, comments=(comment(number),))
        seen = visit(replace(told, source_id=str(number)), url=url, at=NOON + timedelta(minutes=number))
        with archive.transaction() as conn:
            store_visit(conn, seen, run_id=None, run_began=NOON)


def dump(folder: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True)) as conn:
        return list(conn.iterdump())


@pytest.fixture
def folder(tmp_path) -> Path:
    with Archive.writing(tmp_path / "archive") as archive:
        store(archive, 0, 20)
    return tmp_path / "archive"


def backed_up(folder: Path, target: Path):
    with Archive.reading(folder) as archive:
        return backup(archive, target)


def test_a_backup_restores_to_an_equal_archive(folder, tmp_path):
    backed_up(folder, tmp_path / "copy")
    assert dump(tmp_path / "copy") == dump(folder)
    with Archive.writing(tmp_path / "copy") as copy:  # it can be crawled into as it stands
        store(copy, 20, 21)
        assert len(list(select(copy.conn))) == 21


def test_a_backup_taken_while_another_writes_is_one_state_and_hinders_nobody(folder, tmp_path):
    stop, wrote = threading.Event(), []

    def write() -> None:
        with Archive.writing(folder) as archive:
            number = 20
            while not stop.is_set():
                store(archive, number, number + 1)
                number += 1
                wrote.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(4):
            before = len(wrote)
            backed_up(folder, tmp_path / "copy")
            found = findings(get_project_settings(), tmp_path / "copy", quick=False)
            assert [one for one in found if one.state == State.WRONG] == []
            with Archive.reading(tmp_path / "copy") as copy:
                rows = list(select(copy.conn))
            assert len(rows) >= 20 + before
            assert all(len(row["comments"]) == 1 for row in rows), turn
    finally:
        stop.set()
        writer.join()
    assert wrote


def test_closed_files_are_copied_once_and_of_an_open_one_the_whole_records(folder, tmp_path):
    written = writer(folder / "warc")
    written.exchange(exchange())
    written.close()
    going_on = writer(folder / "warc")
    going_on.exchange(exchange())
    [path] = (folder / "warc").glob("*.open")
    whole = path.read_bytes()
    with path.open("ab") as file:
        file.write(b"\x1f\x8b the beginning of a record")
    first = backed_up(folder, tmp_path / "copy")
    second = backed_up(folder, tmp_path / "copy")
    assert (first.copied, first.known, second.copied, second.known) == (2, 0, 0, 2)
    assert (tmp_path / "copy" / "warc" / path.name.removesuffix(".open")).read_bytes() == whole


def test_a_file_that_was_written_anew_does_not_stay_in_the_backup(folder, tmp_path):
    (folder / "warc").mkdir()
    (folder / "warc" / "a.warc.gz").write_bytes(b"old")
    backed_up(folder, tmp_path / "copy")
    (folder / "warc" / "a.warc.gz").rename(folder / "warc" / "a.r1.warc.gz")
    assert backed_up(folder, tmp_path / "copy").removed == 1
    assert [path.name for path in (tmp_path / "copy" / "warc").iterdir()] == ["a.r1.warc.gz"]


def test_a_backup_that_breaks_leaves_the_one_before(folder, tmp_path, monkeypatch):
    backed_up(folder, tmp_path / "copy")
    before = dump(tmp_path / "copy")
    with Archive.writing(folder) as archive:
        store(archive, 20, 25)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room.os, "fsync", full)
    with pytest.raises(ArchiveError, match="No space left"):
        backed_up(folder, tmp_path / "copy")
    assert dump(tmp_path / "copy") == before
    assert not list((tmp_path / "copy").glob(".*.part"))


def test_a_backup_whose_files_cannot_be_copied_leaves_the_database_of_the_one_before(folder, tmp_path, monkeypatch):
    backed_up(folder, tmp_path / "copy")
    before = dump(tmp_path / "copy")
    with Archive.writing(folder) as archive:
        store(archive, 20, 25)
    written = writer(folder / "warc")
    written.exchange(exchange())
    written.close()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room.shutil, "copyfileobj", full)
    with pytest.raises(ArchiveError, match="No space left"):
        backed_up(folder, tmp_path / "copy")
    assert dump(tmp_path / "copy") == before


def test_no_other_archive_and_no_later_state_is_written_over(folder, tmp_path):
    backed_up(folder, tmp_path / "copy")
    before = dump(tmp_path / "copy")
    with Archive.writing(tmp_path / "anew") as anew:
        store(anew, 0, 1)
    with pytest.raises(UsageProblem, match="another archive, or a later state"):
        backed_up(tmp_path / "anew", tmp_path / "copy")
    with Archive.writing(folder) as archive:
        store(archive, 20, 21)
    backed_up(folder, tmp_path / "later")
    with pytest.raises(UsageProblem, match="another archive, or a later state"):
        backed_up(tmp_path / "copy", tmp_path / "later")
    assert dump(tmp_path / "copy") == before


@pytest.mark.parametrize("name", ["notes.txt", "warc/lone.warc.gz"])
def test_a_folder_with_other_things_in_it_is_no_place_for_a_backup(folder, tmp_path, name):
    other = tmp_path / "other" / name
    other.parent.mkdir(parents=True)
    other.write_text("somebody's")
    with pytest.raises(UsageProblem, match="Name an empty folder"):
        backed_up(folder, tmp_path / "other")
    assert other.read_text() == "somebody's"
    assert not (tmp_path / "other" / DATABASE).exists()


def test_files_that_the_archive_has_lost_stay_in_the_backup(folder, tmp_path):
    (folder / "warc").mkdir()
    for name in ("a.warc.gz", "b.warc.gz"):
        (folder / "warc" / name).write_bytes(b"bytes")
    backed_up(folder, tmp_path / "copy")
    (folder / "warc" / "a.warc.gz").unlink()
    assert backed_up(folder, tmp_path / "copy").removed == 0
    assert (tmp_path / "copy" / "warc" / "a.warc.gz").is_file()


def test_the_marks_of_what_was_forgotten_are_copied(folder, tmp_path):
    (folder / "forgotten.txt").write_text("a mark\n")
    backed_up(folder, tmp_path / "copy")
    assert (tmp_path / "copy" / "forgotten.txt").read_text() == "a mark\n"


def test_no_backup_is_begun_without_room_for_it(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: argparse.Namespace(free=5))
    with pytest.raises(ArchiveError, match="has no room for"):
        backed_up(folder, tmp_path / "copy")


def test_the_archive_is_no_place_for_its_own_backup(folder):
    with pytest.raises(UsageProblem, match="is the archive itself"):
        backed_up(folder, folder / ".." / folder.name)


def test_a_copy_that_somebody_writes_to_is_left_alone(folder, tmp_path):
    backed_up(folder, tmp_path / "copy")
    with Archive.writing(tmp_path / "copy") as copy:
        store(copy, 30, 31)
        with pytest.raises(UsageProblem, match="in use"):
            backed_up(folder, tmp_path / "copy")


@pytest.mark.parametrize(
    ("args", "code", "said"), [((), 2, "name one folder"), (("a", "b"), 2, "name one folder"), (("copy",), 0, "")]
)
def test_the_command_ends_with(folder, tmp_path, capsys, monkeypatch, args, code, said):
    monkeypatch.chdir(tmp_path)
    command = Command()
    command.settings = get_project_settings()
    command.settings.set("ARCHIVE_DIR", str(folder))
    command.run(list(args), argparse.Namespace())
    assert command.exitcode == code
    assert said in capsys.readouterr().err


def test_a_file_that_lost_bytes_does_not_take_the_place_of_its_whole_copy(folder, tmp_path):
    written = writer(folder / "warc")
    written.exchange(exchange())
    written.close()
    [path] = (folder / "warc").glob("*.warc.gz")
    backed_up(folder, tmp_path / "copy")
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    with pytest.raises(ArchiveError, match="has lost some"):
        backed_up(folder, tmp_path / "copy")
    assert (tmp_path / "copy" / "warc" / path.name).read_bytes() == whole


def test_a_damaged_database_does_not_take_the_place_of_its_whole_copy(folder, tmp_path):
    backed_up(folder, tmp_path / "copy")
    before = dump(tmp_path / "copy")
    with closing(sqlite3.connect(folder / DATABASE)) as conn:
        conn.execute("pragma wal_checkpoint(truncate)")
        [(page,)] = conn.execute("select rootpage from sqlite_master where name = 'articles'").fetchall()
        [(size,)] = conn.execute("pragma page_size").fetchall()
    with (folder / DATABASE).open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 60)
    with pytest.raises(ArchiveError, match="damaged"):
        backed_up(folder, tmp_path / "copy")
    assert dump(tmp_path / "copy") == before


def test_a_file_of_the_archive_that_may_not_be_read_is_named():
    with unprivileged() as there:
        with Archive.writing(there / "archive") as archive:
            store(archive, 0, 2)
        (there / "archive" / "warc").mkdir()
        path = there / "archive" / "warc" / "a.warc.gz"
        path.write_bytes(b"x")
        path.chmod(0)
        with pytest.raises(ArchiveError, match=f"{path}': Permission denied. Let this user read the archive"):
            backed_up(there / "archive", there / "copy")
