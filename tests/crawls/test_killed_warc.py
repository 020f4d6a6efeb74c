"""kill -9 at random moments: every offset in the database can be read, every file is whole, and they make it again.

KILLS=20 for the full figure.
"""

import os
from pathlib import Path

import pytest

from crawler.commands.crawl import DONE
from crawler.warc.check import check
from tests.crawls.crawling import Keeping
from tests.crawls.killing import undergo, without_seen_at
from tests.mocksite.server import MockSite

KILLS = int(os.environ.get("KILLS", "4"))
NAMED = """
    select f.name, v.warc_offset from visits v join warc_files f on f.id = v.warc_file_id
    union
    select warc_file, warc_offset from revisions
    union
    select f.name, p.offset from payloads p join warc_files f on f.id = p.file_id
"""


@pytest.mark.parametrize("rest", [True, False], ids=["all sources", "rest off"])
def test_after_kills_the_files_hold_all_that_the_database_names(tmp_path: Path, rest: bool):
    keeping = Keeping(tmp_path / "archive")
    with MockSite(bad_days=False, rest=rest) as site:
        ordeal = undergo(keeping, f"{site.url}/", lambda: len(site.requests), kills=KILLS, requests=90, seed=KILLS)
    assert ordeal.last.code == DONE, ordeal.last.said
    paths = sorted((keeping.folder / "warc").iterdir())
    assert [path.name for path in paths if path.suffix != ".gz"] == []
    reports = {path.name: check(path) for path in paths}
    assert [(name, report.findings) for name, report in reports.items() if not report.is_whole] == []
    named = keeping.ask(NAMED)
    assert len(named) > 70
    assert [(name, offset) for name, offset in named if offset not in reports[name].offsets] == []

    exported = without_seen_at(keeping.exported())
    for path in keeping.folder.glob("archive.db*"):
        path.unlink()
    assert keeping.crawl("warc", path=f"{keeping.folder}/warc/*").code == DONE
    assert without_seen_at(keeping.exported()) == exported
