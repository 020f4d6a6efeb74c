"""The archive's WARC files as one WACZ file that `wacz` itself finds valid; every hindrance a sentence."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from crawler.errors import ExportError
from exports import to_wacz
from tests.crawls.crawling import Keeping, Run, run
from tests.mocksite.server import MockSite


@pytest.fixture(scope="module")
def keeping(tmp_path_factory: pytest.TempPathFactory) -> Keeping:
    keeping = Keeping(tmp_path_factory.mktemp("wacz") / "archive")
    with MockSite(bad_days=False) as site:
        assert keeping.crawl("site", url=f"{site.url}/").code == 0
    return keeping


def export(keeping: Keeping, out: Path, *words: str) -> Run:
    return run(["export", "wacz", "-o", str(out), *words, "-s", f"ARCHIVE_DIR={keeping.folder}"])


def test_wacz_finds_the_file_valid_and_it_holds_files_index_and_stories(keeping, tmp_path):
    out = tmp_path / "archive.wacz"
    done = export(keeping, out)
    assert (done.code, done.said) == (0, "")
    checked = subprocess.run(
        [sys.executable, "-m", "wacz.main", "validate", "-f", str(out)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0 and "is valid" in checked.stdout, checked.stdout + checked.stderr
    with zipfile.ZipFile(out) as whole:
        (warc,) = (keeping.folder / "warc").iterdir()
        assert whole.read(f"archive/{warc.name}") == warc.read_bytes()
        pages = [json.loads(line) for line in whole.read("pages/pages.jsonl").splitlines()[1:]]
    listed = {page["url"]: page for page in pages}
    records = {record["url"]: record for record in keeping.records(duplicates="drop").values()}
    assert listed.keys() == records.keys()
    assert all(listed[url]["title"] == record["title"] for url, record in records.items())
    assert all(listed[url]["text"] == record["body"] for url, record in records.items())


def test_a_lost_or_open_warc_file_is_told(tmp_path):
    keeping = Keeping(tmp_path / "archive")
    with MockSite(bad_days=False) as site:
        for number in (171, 172):
            assert keeping.crawl("article", url=f"{site.url}/?p={number}").code == 0
    first, second = sorted((keeping.folder / "warc").iterdir())
    first.rename(tmp_path / first.name)
    done = export(keeping, tmp_path / "archive.wacz")
    assert done.code == 3
    assert f"1 WARC file of the archive not there, and so not in it: {first.name}. `scrapy doctor`" in done.said
    assert zipfile.is_zipfile(tmp_path / "archive.wacz")
    second.rename(second.with_name(f"{second.name}.open"))
    done = export(keeping, tmp_path / "other.wacz")
    assert (done.code, len(done.said.splitlines())) == (1, 1)
    assert "is closed yet: run this again when the crawl has ended" in done.said


def test_without_warc_files_it_is_a_sentence_and_no_file(tmp_path):
    keeping = Keeping(tmp_path / "archive", {"WARC_ENABLED": "False"})
    with MockSite(bad_days=False) as site:
        assert keeping.crawl("article", url=f"{site.url}/?p=171").code == 0
    done = export(keeping, tmp_path / "archive.wacz")
    assert done.code == 1
    assert "no WARC files" in done.said and len(done.said.splitlines()) == 1
    assert not (tmp_path / "archive.wacz").exists()


def test_a_broken_warc_file_is_a_sentence(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(b"\x1f\x8b" + bytes(range(100)))
    with pytest.raises(ExportError, match="`wacz create` failed"):
        to_wacz.write([], [tmp_path / "a.warc.gz"], io.BytesIO())


def test_without_the_library_the_sentence_tells_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(to_wacz, "wacz", None)
    with pytest.raises(ExportError, match=r"pip install 'kliping\[wacz\]'"):
        to_wacz.write([], [tmp_path / "a.warc.gz"], io.BytesIO())
