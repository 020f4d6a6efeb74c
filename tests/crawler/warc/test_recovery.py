"""What a killed run leaves is cut back to its last whole record, wherever the cut fell."""

from pathlib import Path

import pytest

from crawler.warc.check import check
from crawler.warc.recovery import OPEN, recover
from tests.crawler.warc.writing import exchange, written


def left_open(folder: Path, whole: bytes, size: int) -> None:
    folder.mkdir()
    (folder / f"kliping-1.warc.gz{OPEN}").write_bytes(whole[:size])


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> tuple[bytes, list[int]]:
    """A file of two exchanges, and where its members begin and end."""
    path = written(tmp_path_factory.mktemp("whole"), exchange(), exchange(b"<p>Padi</p>" * 50))
    return path.read_bytes(), [*sorted(check(path).offsets), path.stat().st_size]


def test_every_cut_is_cut_back_to_the_last_whole_record(tmp_path, whole):
    content, ends = whole
    for size in range(0, len(content) + 1, 7):
        folder = tmp_path / str(size)
        left_open(folder, content, size)
        (found,) = recover(folder)
        kept = max(end for end in ends if end <= size)
        assert found.cut_bytes == size - kept
        assert found.records == ends.index(kept)
        assert [path.read_bytes() for path in folder.iterdir()] == ([content[:kept]] if kept else [])
        if kept:
            assert check(folder / found.name).is_whole


def test_the_check_tells_of_a_torn_tail_that_warcio_passes_over(tmp_path, whole):
    content, ends = whole
    torn = tmp_path / "torn.warc.gz"
    torn.write_bytes(content[: ends[-1] - 10])
    report = check(torn)
    assert [(finding.is_tail, finding.sentence) for finding in report.findings] == [
        (True, f"the file ends in the middle of a record, at {ends[-2]:,}")
    ]
    assert report.whole_bytes == ends[-2]


@pytest.mark.parametrize("record", [0, 2])
def test_damage_within_a_file_left_open_takes_no_record_behind_it(tmp_path, whole, record):
    content, ends = whole
    damaged = bytearray(content)
    damaged[ends[record] + 30] ^= 0xFF
    left_open(tmp_path / "a", bytes(damaged), len(content))
    (found,) = recover(tmp_path / "a")
    assert (found.records, found.cut_bytes) == (record, 0)
    assert "damaged gzip" in str(found) and "scrapy doctor" in str(found)
    assert [path.read_bytes() for path in (tmp_path / "a").iterdir()] == [bytes(damaged)]


@pytest.mark.parametrize("tail", [bytes(5000), b"\x1f\x8b\x08" + b"\xff" * 900], ids=["zeros", "noise"])
def test_what_a_power_cut_leaves_behind_the_last_record_is_cut_off(tmp_path, whole, tail):
    content, ends = whole
    left_open(tmp_path / "a", content + tail, len(content + tail))
    (found,) = recover(tmp_path / "a")
    assert (found.records, found.cut_bytes) == (len(ends) - 1, len(tail))
    assert [path.read_bytes() for path in (tmp_path / "a").iterdir()] == [content]


def test_a_whole_file_left_open_is_closed_and_nothing_cut(tmp_path, whole):
    left_open(tmp_path / "a", whole[0], len(whole[0]))
    (found,) = recover(tmp_path / "a")
    assert (found.cut_bytes, found.records) == (0, 5)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["kliping-1.warc.gz"]
    assert recover(tmp_path / "a") == ()


def test_a_folder_that_is_not_there_needs_no_mending(tmp_path):
    assert recover(tmp_path / "none") == ()
