"""An archive made anew to be compared: cheap, and thrown away."""

from crawler.archive import near_duplicates, rereading
from crawler.archive.open import Archive


def test_an_archive_to_be_compared_does_without_full_text_indexes_and_near_duplicates(tmp_path):
    with Archive.writing(tmp_path) as archive:
        rereading.make_cheap(archive.conn)
        triggers = [row[0] for row in archive.conn.execute("select name from sqlite_schema where type = 'trigger'")]
        assert triggers  # the counts of the account go on
        assert not any("fts" in name for name in triggers)
        assert archive.conn.execute("select version from near_renewal").fetchall()[0][0] == near_duplicates.NEVER
