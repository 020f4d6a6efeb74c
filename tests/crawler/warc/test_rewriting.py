"""A record's payload erased: the file written anew, everything else as it was, the database following."""

import pytest

from crawler.archive import payloads
from crawler.errors import WarcError
from crawler.warc.check import check
from crawler.warc.members import http_parts, record_at
from crawler.warc.rewriting import rewrite
from tests.crawler.warc.writing import AT, exchange, written

SECRET = b"<p>Kata-kata seseorang</p>" * 30
HEAD = b"HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 780\r\nX-A: b\r\n\r\n"


@pytest.fixture
def old(tmp_path):
    return written(tmp_path, exchange(), exchange(SECRET, head=HEAD), exchange(b"after"))


def test_the_words_are_gone_and_every_other_record_is_as_it_was(old):
    offsets = sorted(check(old).offsets)
    secret = record_at(old, offsets[3])
    done = rewrite(old, {secret.id: b""}, at=AT)
    assert done.replaced == (secret.id,)
    assert done.path.name == old.name.replace(".warc.gz", ".r1.warc.gz")
    assert check(done.path).is_whole
    assert sorted(done.offsets) == offsets
    for offset in offsets:
        record, before = record_at(done.path, done.offsets[offset]), record_at(old, offset)
        if record.id != secret.id:
            assert (record.fields, record.block) == (before.fields, before.block)
    erased = record_at(done.path, done.offsets[offsets[3]])
    head, body = http_parts(erased.block)
    assert body == b""
    assert head == HEAD.replace(b"Content-", b"X-Archive-Orig-Content-")
    assert erased.fields["kliping-replaced-digest"] == secret.fields["warc-payload-digest"]
    assert (erased.url, erased.id) == (secret.url, secret.id)


def test_a_payload_can_be_put_in_its_place(old):
    secret = record_at(old, sorted(check(old).offsets)[3])
    done = rewrite(old, {secret.id: b"[erased]"}, at=AT)
    again = rewrite(done.path, {secret.id: b""}, at=AT)
    assert check(again.path).is_whole
    assert again.path.name.endswith(".r2.warc.gz")
    record = record_at(again.path, again.offsets[done.offsets[sorted(check(old).offsets)[3]]])
    assert record.fields["kliping-replaced-digest"] == secret.fields["warc-payload-digest"], "the first one"


def test_a_damaged_file_is_not_rewritten(old):
    old.write_bytes(old.read_bytes()[:-5])
    with pytest.raises(WarcError, match="mend it first"):
        rewrite(old, {}, at=AT)
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_the_database_names_the_new_file_and_offsets(archive):
    with archive.transaction() as conn:
        payloads.keep(conn, [("sha256:" + "1" * 64, "a", 10), ("sha256:" + "2" * 64, "b", 10)])
        file = payloads.file_id(conn, "a")
        conn.execute("insert into sites (id, host, home, first_seen_at) values (1, 'h', 'h', 'x')")
        conn.execute(
            "insert into visits (site_id, url, target, at, outcome, warc_file_id, warc_offset)"
            " values (1, 'u', 'page', 'x', 'archived', ?, 10)",
            (file,),
        )
        payloads.moved(conn, "a", "a.r1", {10: 7, 0: 0})
    assert payloads.find(archive.conn, "sha256:" + "1" * 64) == ("a.r1", 7)
    assert payloads.find(archive.conn, "sha256:" + "2" * 64) == ("b", 10)
    assert archive.conn.execute("select warc_offset from visits").fetchone()[0] == 7
    with archive.transaction() as conn:
        payloads.forgotten(conn, ["sha256:" + "1" * 64])
    assert payloads.find(archive.conn, "sha256:" + "1" * 64) is None
