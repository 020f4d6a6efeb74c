"""What the commands share: log lines that a terminal may be shown."""

import logging
from io import StringIO

import pytest

from crawler.archive_command import ShownRecord
from tests.crawling import crawl, scrapy

HOSTILE = "\x1b[2J\x9b\u202e"


@pytest.fixture
def logged():
    """What a handler writes that was made with any format."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("tests.terminal")
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(ShownRecord)
    logger.addHandler(handler)
    yield logger, stream.getvalue
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def test_a_log_line_spells_out_what_a_terminal_would_obey(logged):
    logger, written = logged
    logger.error("%s cannot be read\n", f"https://a.example/{HOSTILE}")
    assert written() == "ERROR https://a.example/\\x1b[2J\\x9b\\u202e cannot be read\n\n"


def test_so_does_a_traceback(logged):
    logger, written = logged
    try:
        raise ValueError(HOSTILE)
    except ValueError:
        logger.exception("cannot read %s", "x")
    assert "Traceback" in written() and "ValueError: \\x1b[2J\\x9b\\u202e" in written()
    assert not [sign for sign in written() if sign != "\n" and not sign.isprintable()]


def test_a_crawl_s_log_and_what_commands_say_are_plain(tmp_path):
    broken = tmp_path / f"rusak{HOSTILE}.warc.gz"
    broken.write_bytes(b"no WARC file")
    logged = crawl("warc", tmp_path / "archive", path=str(tmp_path / "rusak*"))
    said = scrapy("crawl", f"site{HOSTILE}", folder=tmp_path / "archive")
    for done in (logged, said):
        assert "\\x1b[2J" in done.stderr
        assert not [sign for sign in done.stderr if sign != "\n" and not sign.isprintable()]


@pytest.mark.parametrize(
    "words",
    [
        ("status", "--json"),
        ("diff", "https://news.example/a/"),
        ("export", "json", "-o", "-"),
        ("forget", "--author", "Sari"),
        ("backup", "copy"),
    ],
)
def test_an_empty_database_is_one_sentence(tmp_path, words):
    (tmp_path / "archive.db").touch()
    done = scrapy(*words, folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert f"The archive's database '{tmp_path}/archive.db' is empty: restore the last `scrapy backup`" in line
    assert line.endswith(f"scrapy crawl warc -a path='{tmp_path}/warc/*.warc.gz'")
