"""Commands whose standard output is full, closed, or in an encoding that lacks signs of what they print."""

import json
import os
import subprocess
import sys

import pytest

from crawler.archive.open import Archive
from pipelines.store import store_visit
from tests.crawling import ROOT, crawl
from tests.loopback import Loopback, story
from tests.stories import NOON, STORY_URL, article, comment, thread, visit

FULL, CLOSED = ">/dev/full", ">&-"
TITLE = "Harga naik → “dua kali” é 😀"
PRINTING = ("status", "status --json", f"diff {STORY_URL}", "doctor", "doctor --json", "export json -o -",
            "forget --author Sari --dry-run")  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An archive of one story in two revisions."""
    folder = tmp_path_factory.mktemp("archive")
    with Archive.writing(folder) as archive, archive.transaction() as conn:
        for title in ("Harga beras", TITLE):
            told = visit(article(title=title, published_at=NOON), threads=(thread(comment()),))
            store_visit(conn, told, run_id=None, run_began=NOON)
    return folder


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """An archive with a WARC file."""
    folder = tmp_path_factory.mktemp("crawled")
    with Loopback({"/cerita-pasar/": story("Cerita pasar")}) as site:
        assert crawl("article", folder, url=f"{site.url}/cerita-pasar/").returncode == 0
    return folder


def run(folder, words: str, redirected: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command as a shell starts it."""
    line = f'"$0" -m scrapy {words} -s ARCHIVE_DIR="$1" {redirected}'
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("SCRAPY", "PYTHON"))}
    return subprocess.run(["sh", "-c", line, sys.executable, str(folder)], cwd=ROOT, env=plain | environment,
                          capture_output=True, timeout=50, check=False)  # fmt: skip


def sentence(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line on standard error."""
    [line] = done.stderr.decode().splitlines()
    return line


@pytest.mark.parametrize("words", PRINTING)
@pytest.mark.parametrize(("redirected", "why"), [(FULL, "No space left on device"), (CLOSED, "Bad file descriptor")])
def test_an_output_that_refuses_is_one_sentence_and_code_1(folder, words, redirected, why):
    done = run(folder, words, redirected)
    assert done.returncode == 1
    assert sentence(done).startswith(f"scrapy {words.split()[0]}: Cannot write to standard output: {why}. Make room")


@pytest.mark.parametrize("redirected", [FULL, CLOSED])
def test_so_it_is_where_answers_are_read_again(crawled, redirected):
    done = run(crawled, "reextract --dry-run --jobs 1", redirected)
    assert done.returncode == 1
    assert sentence(done).startswith("scrapy reextract: Cannot write to standard output: ")


def test_so_it_is_where_python_writes_at_once(folder):
    done = run(folder, "status", FULL, PYTHONUNBUFFERED="1")
    assert done.returncode == 1
    assert "Cannot write to standard output: No space left on device" in sentence(done)


@pytest.mark.parametrize("dataset", ["json", "jsonl", "wacz"])
def test_a_device_that_is_full_is_one_sentence(crawled, dataset):
    done = run(crawled, f"export {dataset} -o /dev/full")
    assert done.returncode == 1
    assert "Cannot write to '/dev/full': No space left on device. Make room (`df -h`)" in sentence(done)


def test_what_prints_nothing_needs_no_output(folder, tmp_path):
    done = run(folder, f"export json -o {tmp_path / 'out.json'}", CLOSED)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads((tmp_path / "out.json").read_bytes())[0]["title"] == TITLE


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("words", ["status", f"diff {STORY_URL}", "doctor --quick"])
def test_signs_that_an_encoding_lacks_are_spelled_out(folder, words, encoding):
    done = run(folder, words, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    if words.startswith("diff"):
        assert "\\u2192" in done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_is_whole_in_any_encoding(folder, encoding):
    environment = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    [told] = json.loads(run(folder, "export json -o -", **environment).stdout.decode("utf-8"))
    assert told["title"] == TITLE
    for words in ("status --json", "doctor --quick --json"):
        json.loads(run(folder, words, **environment).stdout.decode(encoding))
