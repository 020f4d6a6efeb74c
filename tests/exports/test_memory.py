"""An export of 20,000 articles needs no more memory than one of 2,000."""

import tracemalloc
from datetime import timedelta

import pytest

from crawler.archive import sites
from crawler.archive.open import Archive
from exports import to_json, to_jsonl
from exports.rows import select
from tests.stories import HOME, NOON, SITE

ARTICLE = """
    insert into articles (site_id, url, key, title, published_at, body, paragraphs, content_sha256, rules,
                          first_seen_at, last_seen_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?)
"""
SEEN = "2025-09-03T12:00:00Z"
BODY = "Isi cerita yang agak panjang. " * 10
FEW, MANY = 2_000, 20_000


class Counted:
    """Where the bytes go, and how many there were."""

    bytes = 0

    def write(self, piece: bytes) -> int:
        self.bytes += len(piece)
        return len(piece)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Many articles, of which few were published in 2025."""
    with Archive.writing(tmp_path_factory.mktemp("many")) as archive, archive.transaction() as conn:
        site = sites.ensure_site(conn, SITE, HOME, SEEN)
        for number in range(MANY):
            day = NOON - timedelta(minutes=number, days=0 if number < FEW else 366)
            url = f"{HOME}cerita-{number}/"
            at = day.strftime("%Y-%m-%dT%H:%M:%SZ")
            body = f'[["paragraph","{BODY}"]]'
            conn.execute(ARTICLE, (site, url, url[8:], "Judul", at, BODY, body, "0" * 64, SEEN, SEEN))
        yield archive


@pytest.mark.parametrize("write", [to_json.write, to_jsonl.write])
def test_memory_does_not_grow_with_the_number_of_articles(archive, write):
    peaks = []
    for since, count in (("2025-01-01", FEW), (None, MANY)):
        out = Counted()
        tracemalloc.start()
        try:
            assert write(select(archive.conn, since=since), out) == count
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
        assert out.bytes > count * len(BODY)
    assert peaks[1] < peaks[0] + 200_000
