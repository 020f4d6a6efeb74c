"""`scrapy doctor`: what it prints and how it ends."""

import argparse
import json
import sqlite3
from contextlib import closing

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive.open import DATABASE, Archive
from crawler.commands.doctor import Command, findings, named
from crawler.elsewhere import archive_option


@pytest.fixture
def called(tmp_path, capsys):
    """Run the command; its code, what it printed, what it said."""

    def call(*words: str, args: tuple[str, ...] = (), **settings: object) -> tuple[int, str, str]:
        command = Command()
        command.settings = get_project_settings()
        for name, value in ({"ARCHIVE_DIR": str(tmp_path / "archive")} | settings).items():
            command.settings.set(name, value)
        parser = argparse.ArgumentParser()
        command.add_options(parser)
        command.run(list(args), parser.parse_args(words))
        printed = capsys.readouterr()
        return command.exitcode, printed.out, printed.err

    return call


def emptied(folder) -> None:
    with closing(sqlite3.connect(folder / "archive" / DATABASE)) as conn, conn:
        conn.execute("insert into articles_fts (articles_fts) values ('delete-all')")
        conn.execute("insert into sites (host, home, first_seen_at) values ('a.example', 'x', 'y')")
        conn.execute(
            "insert into articles (site_id, url, key, body, paragraphs, content_sha256, rules, first_seen_at, last_seen_at)"
            " values (1, 'u', 'u#1', 'kata', '[]', '', '{}', '', '')"
        )
        conn.execute("insert into articles_fts (articles_fts) values ('delete-all')")
        conn.execute("update articles set revision = 0")


def test_a_sound_archive_is_code_0(called, tmp_path):
    Archive.writing(tmp_path / "archive").close()
    code, out, err = called()
    assert (code, err) == (0, "")
    assert out.endswith("Nothing is wrong.\n")


def test_without_an_archive_the_set_up_is_checked_alone(called):
    code, out, _ = called()
    assert code == 0
    assert "note    archive" in out


def test_files_without_their_database_are_wrong(called, tmp_path):
    folder = tmp_path / "archive" / "warc"
    folder.mkdir(parents=True)
    (folder / "kliping-20250903-00001.warc.gz").write_bytes(b"")
    code, out, _ = called()
    assert code == 1
    assert "their database is gone" in out and "scrapy crawl warc -a path=" in out


def test_what_is_wrong_is_code_1_and_comes_last_and_fix_mends_it(called, tmp_path):
    Archive.writing(tmp_path / "archive").close()
    emptied(tmp_path)
    code, out, _ = called()
    assert code == 1
    *_, line, count = out.splitlines()
    assert (count, line.startswith("wrong   full text"), line.endswith("→  scrapy doctor --fix")) == (
        "1 wrong",
        True,
        True,
    )
    code, out, _ = called("--fix")
    assert code == 0
    assert "mended  full text: articles_fts made anew" in out
    assert called()[0] == 0


def test_programs_get_json(called, tmp_path):
    Archive.writing(tmp_path / "archive").close()
    emptied(tmp_path)
    code, out, _ = called("--json")
    told = json.loads(out)
    assert code == 1
    assert [one["mend"] for one in told["findings"] if one["state"] == "wrong"] == ["scrapy doctor --fix"]


def test_little_room_on_the_disk_is_wrong(called, tmp_path):
    Archive.writing(tmp_path / "archive").close()
    code, out, _ = called(DISK_FREE_LEAST_MIB=10**9)
    assert code == 1
    assert "→  df -h" in out


def test_an_archive_that_cannot_be_opened_is_told(called, tmp_path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / DATABASE).write_bytes(b"no database at all, but text" * 99)
    code, out, _ = called()
    assert code == 1
    assert "damaged" in out


def test_nothing_is_fixed_while_another_process_writes(called, tmp_path):
    Archive.writing(tmp_path / "archive").close()
    emptied(tmp_path)
    with closing(sqlite3.connect(tmp_path / "archive" / DATABASE)) as conn, conn:
        conn.execute("update articles set revision = 5")
    with Archive.writing(tmp_path / "archive"):
        code, out, _ = called("--fix")
    assert code == 1
    assert "not mended: The archive" in out


def test_wrong_usage_is_code_2(called):
    code, out, err = called(args=("everything",))
    assert (code, out) == (2, "")
    assert "scrapy doctor --fix" in err


@pytest.mark.parametrize("words", [(), ("--fix",), ("--quick",)])
def test_an_empty_database_is_told_with_the_ways_back(called, tmp_path, words):
    path = tmp_path / "archive" / DATABASE
    path.parent.mkdir()
    path.touch()
    code, out, err = called(*words)
    assert (code, err) == (1, "")
    [told] = [line for line in out.splitlines() if line.startswith("wrong ")]
    assert f"The archive's database '{path}' is empty" in told
    assert told.endswith(f"make it again: scrapy crawl warc -a path='{path.parent}/warc/*.warc.gz'")
    assert path.stat().st_size == 0


def test_the_commands_that_mend_name_an_archive_that_is_not_the_projects_own(called, tmp_path):
    Archive.writing(tmp_path / "archive").close()
    emptied(tmp_path)
    command = Command()
    command.settings = get_project_settings()
    command.settings.set("ARCHIVE_DIR", str(tmp_path / "archive"), priority="cmdline")
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    found = [
        named(one, archive_option(command.settings))
        for one in findings(command.settings, tmp_path / "archive", quick=False)
    ]
    mends = {one.mend for one in found if one.mend}
    assert f"scrapy doctor --fix -s ARCHIVE_DIR={tmp_path / 'archive'}" in mends
    assert all("ARCHIVE_DIR" in mend for mend in mends if mend.startswith("scrapy doctor --fix"))
