"""An archive made anew to be compared: cheap, and thrown away."""

from crawler.archive import rereading
from crawler.archive.open import Archive


def test_an_archive_to_be_compared_does_without_full_text_indexes(tmp_path):
    with Archive.writing(tmp_path) as archive:
        rereading.make_cheap(archive.conn)
        triggers = [row[0] for row in archive.conn.execute("select name from sqlite_schema where type = 'trigger'")]
        assert triggers  # the counts of the account go on
        assert not any("fts" in name for name in triggers)
