"""The file a run writes: whole records, rotated, the same bytes once, readable by warcio."""

import gzip
import resource
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.errors import WarcError
from crawler.warc.check import check
from crawler.warc.exchange import Place
from crawler.warc.members import record_at
from tests.crawler.warc.writing import AT, HEAD, URL, Remembered, exchange, writer, written

NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"
PACKED_HEAD = b"HTTP/1.1 200 Baik\r\ncontent-ENCODING: gzip\r\n\r\n"


def by_warcio(path: Path) -> list[tuple[str, str, bytes]]:
    """(type, digest verdict, content undone of its encoding) of each record, by software nobody here wrote."""
    with path.open("rb") as file:
        found = []
        for record in ArchiveIterator(file, check_digests=True):
            content = record.content_stream().read()
            found.append((record.rec_type, record.digest_checker.passed, content))
        return found


def test_warcio_reads_every_record_and_finds_every_digest_right(tmp_path):
    packed = gzip.compress(b"<p>Padi</p>")
    path = written(tmp_path, exchange(), exchange(packed, head=PACKED_HEAD, url="https://gazette.example/b/"))
    found = by_warcio(path)
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "request", "response", "request"]
    assert all(passed for _, passed, _ in found)
    assert [content for kind, _, content in found if kind == "response"] == [b"<p>Beras</p>", b"<p>Padi</p>"]
    assert check(path).is_whole


def test_the_bytes_of_head_and_body_stand_in_the_record_as_they_came(tmp_path):
    odd = b"HTTP/1.0 200 Semua Baik\nserver: x\nSet-Cookie: a\r\nSET-cookie: b\n folded\n\n"
    path = written(tmp_path, exchange(b"\x00\xff", head=odd))
    offset = next(member for member in check(path).offsets if record_at(path, member).type == "response")
    assert record_at(path, offset).block == odd + b"\x00\xff"


def test_the_same_bytes_under_another_address_become_a_revisit(tmp_path):
    other = "https://gazette.example/b/"
    path = written(tmp_path, exchange(), exchange(url=other))
    assert [kind for kind, _, _ in by_warcio(path)] == ["warcinfo", "response", "request", "revisit", "request"]
    records = [record_at(path, offset) for offset in sorted(check(path).offsets)]
    response, revisit = records[1], records[3]
    assert revisit.url == other
    assert revisit.block == HEAD
    assert revisit.fields["warc-refers-to"] == response.id
    assert revisit.fields["warc-refers-to-target-uri"] == URL
    assert revisit.fields["warc-refers-to-date"] == response.fields["warc-date"] == "2025-09-03T04:15:00.123Z"
    assert revisit.fields["warc-payload-digest"] == response.fields["warc-payload-digest"]
    assert revisit.fields["warc-profile"].endswith("/1.1/revisit/identical-payload-digest")


def test_a_304_refers_to_the_last_answer_of_its_address(tmp_path):
    first = writer(tmp_path)
    kept = first.exchange(exchange())
    first.close()
    known = Remembered(answers={URL: kept.place})
    path = written(tmp_path, exchange(b"", head=NOT_MODIFIED, status=304), known=known)
    revisit = record_at(path, sorted(check(path).offsets)[1])
    assert (revisit.type, revisit.fields["warc-refers-to"]) == ("revisit", kept.id)
    assert revisit.fields["warc-profile"].endswith("/1.1/revisit/server-not-modified")


def test_a_304_after_an_answer_that_was_a_revisit_refers_to_the_record_with_the_body(tmp_path):
    first = writer(tmp_path)
    kept, again = first.exchange(exchange()), first.exchange(exchange())
    first.close()
    assert record_at(tmp_path / again.place.file, again.place.offset).type == "revisit"
    known = Remembered(answers={URL: again.place}, payloads={kept.digest: kept.place})
    path = written(tmp_path, exchange(b"", head=NOT_MODIFIED, status=304), known=known)
    revisit = record_at(path, sorted(check(path).offsets)[1])
    assert (revisit.type, revisit.fields["warc-refers-to"]) == ("revisit", kept.id)
    assert revisit.fields["warc-profile"].endswith("/1.1/revisit/server-not-modified")


@pytest.mark.parametrize(
    "place", [Place("gone.warc.gz", 0), Place("kliping-20250903041500-00001.warc.gz", 0), None], ids=str
)
def test_what_is_not_where_it_is_remembered_is_written_again(tmp_path, place):
    kept = writer(tmp_path / "aside").exchange(exchange())
    known = Remembered(payloads={kept.digest: place} if place else {})
    path = written(tmp_path, exchange(), known=known)
    assert [kind for kind, _, _ in by_warcio(path)][1] == "response"


def test_a_torn_answer_says_so_and_is_no_original(tmp_path):
    path = written(tmp_path, exchange(truncated="disconnect"), exchange())
    records = [record_at(path, offset) for offset in sorted(check(path).offsets)]
    assert records[1].fields["warc-truncated"] == "disconnect"
    assert records[3].type == "response"


def test_an_answer_without_a_body_is_no_revisit(tmp_path):
    path = written(tmp_path, exchange(b"", status=301), exchange(b"", status=301))
    assert [kind for kind, _, _ in by_warcio(path)].count("response") == 2


def test_a_file_is_named_open_until_it_is_closed_and_a_full_one_makes_room_for_the_next(tmp_path):
    writing = writer(tmp_path, file_bytes=1_500)
    first = writing.exchange(exchange())
    assert [path.suffix for path in tmp_path.iterdir()] == [".open"]
    while writing.exchange(exchange()).place.file == first.place.file:
        pass
    assert {path.suffix for path in tmp_path.iterdir()} == {".gz", ".open"}
    writing.close()
    files = sorted(tmp_path.iterdir())
    assert [path.name for path in files] == [f"kliping-20250903041500-{number:05}.warc.gz" for number in (1, 2)]
    assert all(check(path).is_whole for path in files)
    assert by_warcio(files[1])[1][0] == "revisit", "the payload stands in the file before"


def test_nothing_to_write_makes_no_file(tmp_path):
    writer(tmp_path).close()
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_within_the_same_second_begins_a_file_of_its_own(tmp_path):
    assert written(tmp_path, exchange()) != written(tmp_path, exchange())


def test_a_clock_that_jumps_back_keeps_the_order_of_a_runs_files(tmp_path):
    times = iter([AT, AT - timedelta(days=400), AT])
    writing = writer(tmp_path, file_bytes=1, clock=lambda: next(times))
    names = [writing.exchange(exchange(str(number).encode())).place.file for number in range(3)]
    assert names == sorted(names)
    writing.close()


def test_a_full_disk_leaves_whole_records_and_a_sentence(tmp_path):
    writing = writer(tmp_path)
    writing.exchange(exchange())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (writing.written_bytes + 100, limits[1]))
    try:
        with pytest.raises(WarcError, match="What was written before is whole"):
            writing.exchange(exchange(bytes(range(256)) * 40))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    writing.exchange(exchange(b"later"))
    writing.close()
    report = check(tmp_path / writing.name)
    assert report.is_whole
    assert report.records == {"warcinfo": 1, "response": 2, "request": 2}


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "warc").write_text("in the way")
    with pytest.raises(WarcError, match="Cannot write WARC files"):
        writer(tmp_path / "warc").exchange(exchange())


def test_dates_and_addresses_are_told(tmp_path):
    path = written(tmp_path, exchange(ip_address="127.0.0.1", protocol="HTTP/1.1", at=datetime(2025, 1, 1, tzinfo=UTC)))
    fields = record_at(path, sorted(check(path).offsets)[1]).fields
    told = {name: fields[name] for name in ("warc-date", "warc-ip-address", "warc-protocol", "warc-target-uri")}
    assert told == {
        "warc-date": "2025-01-01T00:00:00.000Z",
        "warc-ip-address": "127.0.0.1",
        "warc-protocol": "http/1.1",
        "warc-target-uri": URL,
    }
