"""An archive made anew to be compared: cheap, and thrown away."""

from crawler.archive import near_duplicates, rereading
from crawler.archive.open import Archive


def test_an_archive_to_be_compared_does_without_indexes_counts_and_duplicates(tmp_path):
    with Archive.writing(tmp_path) as archive:
        rereading.make_cheap(archive.conn)
        assert not archive.conn.execute("select name from sqlite_schema where type = 'trigger'").fetchall()
        assert archive.conn.execute("select version from near_renewal").fetchall()[0][0] == near_duplicates.NEVER
