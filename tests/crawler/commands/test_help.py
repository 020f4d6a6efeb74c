"""What the commands say of themselves, and what `scrapy crawl` refuses to write."""

import argparse
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from scrapy.utils.misc import load_object
from scrapy.utils.project import get_project_settings

from crawler.archive.open import Archive
from crawler.archive_command import ArchiveCommand
from crawler.warc.record import warcinfo
from tests.crawls.crawling import run
from tests.stories import NOON
from tests.unprivileged import unprivileged

COMMANDS = ("backup", "crawl", "diff", "doctor", "export", "forget", "reextract", "status")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example_on_a_line_of_its_own(command):
    done = run([command, "--help"])
    assert done.code == 0
    assert any(line.startswith(f"    scrapy {command} ") for line in done.said.splitlines())


OURS = tuple(name for name in COMMANDS if name != "crawl")


def parsing(name: str) -> tuple[ArchiveCommand, argparse.ArgumentParser]:
    """A command of ours with its parser, as Scrapy makes them."""
    command = import_module(f"crawler.commands.{name}").Command()
    command.settings = get_project_settings()
    parser = argparse.ArgumentParser(usage=f"scrapy {name} {command.syntax()}", conflict_handler="resolve")
    command.add_options(parser)
    return command, parser


@pytest.mark.parametrize("name", OURS)
def test_help_tells_the_codes_and_how_it_is_called(name):
    command, parser = parsing(name)
    assert "Exit codes: 0 " in command.long_desc()
    assert "; 2 wrong usage" in command.long_desc()
    assert parser.format_usage().rstrip("\n") == parser.format_usage().rstrip()


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("export", ("json", "--duplicates", "maybe"), "argument --duplicates: invalid choice: 'maybe'"),
        ("export", ("json", "-o"), "argument -o/--output: expected one argument"),
        ("diff", ("https://a.example/", "--from", "x"), "argument --from: invalid int value: 'x'"),
        ("reextract", ("--jobs", "x"), "argument --jobs: invalid int value: 'x'"),
        ("reextract", ("--jobs", "0"), "--jobs 0 is no number of processes"),
        ("reextract", ("--dry",), "there is no option '--dry'"),
        ("status", ("--js",), "there is no option '--js'"),
        ("export", ("json", "-o", "-", "--dup", "keep"), "there is no option '--dup'"),
        ("backup", ("-x", "there"), "there is no option '-x'"),
    ],
)
def test_a_wrong_option_is_one_sentence_and_code_2(name, words, said, capsys):
    command, parser = parsing(name)
    with pytest.raises(SystemExit) as left:
        options, args = parser.parse_known_args(words)
        command.run(args, options)
        sys.exit(command.exitcode)
    out, err = capsys.readouterr()
    assert (left.value.code, out, len(err.splitlines())) == (2, "", 1)
    assert err.startswith(f"scrapy {name}: {said}")


def called(folder: Path, name: str, *words: str) -> int:
    """The code of a command that runs in this process."""
    command, parser = parsing(name)
    command.settings.set("ARCHIVE_DIR", str(folder))
    options, args = parser.parse_known_args(words)
    command.run(args, options)
    return command.exitcode


LOOKING = (
    ("status",),
    ("export", "json", "-o", "-"),
    ("doctor",),
    ("diff", "https://a.example/"),
    ("forget", "https://a.example/"),
    ("reextract", "--dry-run"),
    ("backup", "elsewhere"),
)


@pytest.mark.parametrize("words", LOOKING, ids=lambda words: words[0])
def test_an_archive_that_may_not_be_entered_is_one_sentence(words, capsys):
    with unprivileged() as folder:
        Archive.writing(folder / "archive").close()
        (folder / "archive").chmod(0)
        assert called(folder / "archive", *words) == 1
        (folder / "archive").chmod(0o700)
    told = [line for text in capsys.readouterr() for line in text.splitlines() if "Cannot look into" in line]
    assert len(told) == 1
    assert "Permission denied" in told[0]


@pytest.mark.parametrize("words", LOOKING, ids=lambda words: words[0])
def test_an_archive_that_is_a_file_is_one_sentence(words, tmp_path, capsys):
    (tmp_path / "archive").write_text("a file")
    assert called(tmp_path / "archive", *words) == 1
    told = [line for text in capsys.readouterr() for line in text.splitlines() if "is a file, not a folder" in line]
    assert len(told) == 1


def test_a_dry_run_of_reextract_needs_no_right_to_write(capsys):
    settings = get_project_settings()
    for name in (settings["REREADER"], *settings.getdict("ITEM_PIPELINES")):
        load_object(name)  # nobody may not be let into the folder that Python stands in
    with unprivileged() as folder:
        Archive.writing(folder / "archive").close()
        (folder / "archive" / "warc").mkdir()
        said = warcinfo(id="<urn:uuid:1>", name="a.warc.gz", at=NOON, fields=[("kliping-run", "{}")], level=6)
        (folder / "archive" / "warc" / "a.warc.gz").write_bytes(said)
        (folder / "archive").chmod(0o500)
        assert called(folder / "archive", "reextract", "--dry-run", "--jobs", "1") == 0
        (folder / "archive").chmod(0o700)
    assert "Nothing would change: 0 stories" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["-o", "-O"])
def test_a_crawl_writes_no_items_and_says_what_does(option, tmp_path):
    """Scrapy's feeds would hold visits; where a dataset was meant nothing must look like one."""
    done = run(["crawl", "article", "-a", "url=https://news.example/a/", option, str(tmp_path / "out.json")])
    assert done.code == 2
    assert f"scrapy export json -o {tmp_path / 'out.json'}" in done.said
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_ends_what_has_hardly_begun_without_a_traceback():
    script = "import crawler.archive_command, sys\nraise (KeyboardInterrupt, ValueError('told'))[int(sys.argv[1])]"
    interrupted, broken = (
        subprocess.run([sys.executable, "-c", script, which], capture_output=True, text=True, check=False)
        for which in "01"
    )
    assert (interrupted.returncode, interrupted.stderr) == (-signal.SIGINT, "")
    assert "ValueError: told" in broken.stderr
