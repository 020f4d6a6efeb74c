"""What the commands say of themselves, and what `scrapy crawl` refuses to write."""

import argparse
import sys
from importlib import import_module

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive_command import ArchiveCommand
from tests.crawls.crawling import run

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


@pytest.mark.parametrize("option", ["-o", "-O"])
def test_a_crawl_writes_no_items_and_says_what_does(option, tmp_path):
    """Scrapy's feeds would hold visits; where a dataset was meant nothing must look like one."""
    done = run(["crawl", "article", "-a", "url=https://news.example/a/", option, str(tmp_path / "out.json")])
    assert done.code == 2
    assert f"scrapy export json -o {tmp_path / 'out.json'}" in done.said
    assert list(tmp_path.iterdir()) == []
