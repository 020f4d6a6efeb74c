"""`scrapy export`: whole or not at all, in one sentence where it cannot be, and never over what is no file."""

import argparse
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive.open import Archive
from crawler.commands.export import Command, written_whole
from crawler.errors import ExportError
from exports import to_jsonl
from pipelines.store import store_visit
from tests.crawling import ROOT, scrapy
from tests.stories import HOME, NOON, article, visit


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    with Archive.writing(folder) as archive, archive.transaction() as conn:
        for number in range(3):
            url = f"{HOME}cerita-{number}/"
            told = article(url, body=f"Cerita {number}. " * 30, published_at=NOON)
            store_visit(conn, visit(told, url=url), run_id=None, run_began=NOON)
    return folder


def rows(count: int = 3, fail: Exception | None = None):
    for number in range(count):
        yield {"number": number}
    if fail:
        raise fail


# ---- writing


def test_a_file_is_written_whole_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("alt")
    assert written_whole(to_jsonl.write, rows(), path) == 3
    assert path.read_text().count("\n") == 3
    assert [one.name for one in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("failure", [ValueError("x"), OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_what_was_there(tmp_path, failure):
    path = tmp_path / "out.jsonl"
    path.write_text("alt")
    expected = ExportError if isinstance(failure, OSError) else type(failure)
    with pytest.raises(expected):
        written_whole(to_jsonl.write, rows(fail=failure), path)
    assert path.read_text() == "alt"
    assert [one.name for one in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_file_gets_the_usual_permissions(tmp_path):
    usual = tmp_path / "usual"
    usual.touch()
    written_whole(to_jsonl.write, rows(), tmp_path / "out.jsonl")
    assert stat.S_IMODE((tmp_path / "out.jsonl").stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ExportError, match=r"Cannot write to .*-o FILE"):
        written_whole(to_jsonl.write, rows(), tmp_path / "nowhere" / "out.jsonl")


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(ExportError, match="it is a folder"):
        written_whole(to_jsonl.write, rows(), tmp_path / "out")
    assert (tmp_path / "out").is_dir()


def test_a_link_to_a_file_stays_a_link(tmp_path):
    (tmp_path / "real.jsonl").write_text("alt")
    (tmp_path / "out.jsonl").symlink_to("real.jsonl")
    written_whole(to_jsonl.write, rows(), tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text().count("\n") == 3


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    heard: list[bytes] = []
    descriptor = os.open(path, os.O_RDWR)  # held open, so that neither side waits for the other
    try:
        written_whole(to_jsonl.write, rows(), path)
        assert stat.S_ISFIFO(path.stat().st_mode)
        heard.append(os.read(descriptor, 4096))
    finally:
        os.close(descriptor)
    assert heard[0].count(b"\n") == 3


# ---- the command


def called(folder: Path, *words: str) -> Command:
    """The command after it ran in this process."""
    command = Command()
    command.settings = get_project_settings()
    command.settings.set("ARCHIVE_DIR", str(folder))
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    chosen, formats = parser.parse_known_args(words)
    command.run(formats, chosen)
    return command


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "name one format: json, jsonl"),
        (("csv", "-o", "x"), 2, "name one format: json, jsonl"),
        (("json",), 2, "where to?"),
        (("json", "-o", "-", "--since", "kemarin"), 2, "--since 'kemarin' is no day"),
        (("json", "-o", "-", "--site", "x.example"), 2, "the archive holds no site 'x.example'"),
        (("json", "-o", "/nowhere/at/all.json"), 1, "Cannot write to '/nowhere/at'"),
    ],
)
def test_a_wrong_call_ends_in_one_sentence_and_a_code(folder, capsys, words, code, said):
    assert called(folder, *words).exitcode == code
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    assert line.startswith(f"scrapy export: {said}")


@pytest.mark.parametrize("dataset", ["json", "jsonl", "wacz"])
def test_the_archive_s_own_files_are_not_written_over(folder, tmp_path, capsys, dataset):
    (tmp_path / "tautan").symlink_to(folder)
    before = (folder / "archive.db").read_bytes()
    for name in ("archive.db", "archive.db-wal", "archive.db-shm", "archive.lock", "forgotten.txt", "warc/baru.json"):
        for path in (folder / name, tmp_path / "tautan" / name, folder / ".." / folder.name / name):
            assert called(folder, dataset, "-o", str(path)).exitcode == 2, path
            [line] = capsys.readouterr().err.splitlines()
            assert "is one of the archive's own files" in line
    assert (folder / "archive.db").read_bytes() == before
    assert not (folder / "warc" / "baru.json").exists()


def test_a_file_beside_the_archive_s_own_is_written(folder):
    assert called(folder, "json", "-o", str(folder / "articles.json")).exitcode == 0
    (folder / "articles.json").unlink()


def test_without_an_archive_there_is_nothing_to_export(tmp_path, capsys):
    assert called(tmp_path / "none", "json", "-o", "-").exitcode == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "There is no archive in" in line


def test_the_dataset_goes_to_standard_output_or_to_a_file(folder, tmp_path):
    out = tmp_path / "out.json"
    to_file = scrapy("export", "json", "-o", str(out), folder=folder)
    to_output = scrapy("export", "json", "-o", "-", folder=folder)
    assert (to_file.returncode, to_file.stdout, to_file.stderr) == (0, "", "")
    assert to_output.stdout == out.read_text(encoding="utf-8")
    assert len(json.loads(to_output.stdout)) == 3


def test_whoever_has_seen_enough_may_leave(folder):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "export", "jsonl", "-o", "-", "-s", f"ARCHIVE_DIR={folder}"],
            cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, check=False, timeout=50,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_an_export_may_run_while_a_crawl_writes(folder):
    with Archive.writing(Path(folder)) as writer, writer.transaction() as conn:
        conn.execute("update articles set title = 'Sedang ditulis'")
        done = scrapy("export", "jsonl", "-o", "-", folder=folder)
        assert done.returncode == 0
        assert "Sedang ditulis" not in done.stdout
        conn.execute("update articles set title = 'Harga beras naik'")
