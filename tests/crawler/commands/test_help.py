"""What the commands say of themselves, and what `scrapy crawl` refuses to write."""

import pytest

from tests.crawls.crawling import run

COMMANDS = ("backup", "crawl", "diff", "doctor", "export", "forget", "reextract", "status")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example_on_a_line_of_its_own(command):
    done = run([command, "--help"])
    assert done.code == 0
    assert any(line.startswith(f"    scrapy {command} ") for line in done.said.splitlines())


@pytest.mark.parametrize("option", ["-o", "-O"])
def test_a_crawl_writes_no_items_and_says_what_does(option, tmp_path):
    """Scrapy's feeds would hold visits; where a dataset was meant nothing must look like one."""
    done = run(["crawl", "article", "-a", "url=https://news.example/a/", option, str(tmp_path / "out.json")])
    assert done.code == 2
    assert f"scrapy export json -o {tmp_path / 'out.json'}" in done.said
    assert list(tmp_path.iterdir()) == []
