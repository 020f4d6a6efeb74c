"""Our WARC files as tools nobody here wrote see them: `warcio check`, `warcio index` and `cdxj-indexer`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.warc.check import check
from tests.crawls.crawling import Keeping
from tests.mocksite.server import MockSite


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two runs over the site with its bad days: chunked, gzip'd, torn, redirected answers, and revisits."""
    keeping = Keeping(tmp_path_factory.mktemp("tools") / "archive", {"RETRY_AFTER_UNSAID_S": "0.3"})
    with MockSite(bad_days=True, rest=False) as site:
        for _ in (1, 2):
            assert keeping.crawl("site", url=f"{site.url}/").code in (0, 3)
    return sorted((keeping.folder / "warc").iterdir())


def tool(module: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-c", f"from {module} import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)


def test_warcio_finds_every_digest_right(files):
    done = tool("warcio.cli", "check", "-v", *map(str, files))
    assert done.returncode == 0, done.stdout[-2000:]
    records = sum(sum(check(path).records.values()) for path in files)
    told = done.stdout.count("digest pass") + done.stdout.count("digest present but not checked (revisit)")
    assert told == records
    assert check(files[1]).records["revisit"] > 0


def test_cdxj_indexer_finds_every_answer_at_the_offset_and_of_the_length_that_we_find(files):
    done = tool("cdxj_indexer.main", *map(str, files))
    assert done.returncode == 0, done.stderr[-2000:]
    rows = [json.loads(line.split(" ", 2)[2]) for line in done.stdout.splitlines()]
    reports = {path.name: check(path) for path in files}
    assert len(rows) == sum(report.records["response"] + report.records["revisit"] for report in reports.values())
    ends = {name: {*report.offsets, report.whole_bytes} for name, report in reports.items()}
    for row in rows:
        begin = int(row["offset"])
        assert begin in ends[row["filename"]] and begin + int(row["length"]) in ends[row["filename"]]
    assert {"text/html", "warc/revisit"} <= {row["mime"] for row in rows}


def test_warcio_finds_the_offsets_that_we_find(files):
    done = tool("warcio.cli", "index", "-f", "offset,warc-type", str(files[0]))
    assert done.returncode == 0, done.stderr[-2000:]
    assert {int(json.loads(line)["offset"]) for line in done.stdout.splitlines()} == check(files[0]).offsets
