"""The archive folder: its lock, its schema, its transactions; and what is refused, in one sentence each."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.archive.migrations import MIGRATIONS, NAMES, statements
from crawler.archive.open import DATABASE, LOCK, Archive
from crawler.errors import ArchiveError, ArchiveLocked
from tests.unprivileged import unprivileged

HOLD = """
import sys
from pathlib import Path
from crawler.archive.open import Archive
archive = Archive.writing(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "some where" / "archive #1?"


def test_a_folder_is_made_and_can_be_opened_again(folder):
    for _ in range(2):
        with Archive.writing(folder) as archive, archive.transaction() as conn:
            conn.execute("insert or ignore into sites (host, home, first_seen_at) values ('a.example', 'x', 'y')")
    with Archive.reading(folder) as archive:
        assert archive.conn.execute("select count(*) from sites").fetchone()[0] == 1


def test_the_database_is_in_wal_mode_with_foreign_keys(folder):
    with Archive.writing(folder) as archive:
        assert archive.conn.execute("pragma journal_mode").fetchone()[0] == "wal"
        assert archive.conn.execute("pragma foreign_keys").fetchone()[0] == 1
        with pytest.raises(sqlite3.IntegrityError):
            archive.conn.execute("insert into fingerprints values (99, 'x')")


def test_closing_folds_the_log_into_the_database(folder):
    with Archive.writing(folder) as archive, archive.transaction() as conn:
        conn.execute("insert into sites (host, home, first_seen_at) values ('a.example', 'x', 'y')")
    assert sorted(path.name for path in folder.iterdir()) == [DATABASE, LOCK]


def test_a_second_writer_is_told_who_writes(folder):
    with Archive.writing(folder), pytest.raises(ArchiveLocked, match=rf"process {os.getpid()}\b.*run this again"):
        Archive.writing(folder)


def test_the_lock_dies_with_its_process(folder):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ArchiveLocked, match=f"process {holder.pid}"):
            Archive.writing(folder)
    finally:
        holder.kill()
        holder.communicate()
    Archive.writing(folder).close()


def test_a_refused_writer_leaves_the_lock_to_its_holder(folder):
    with Archive.writing(folder):
        for _ in range(2):
            with pytest.raises(ArchiveLocked):
                Archive.writing(folder)
    Archive.writing(folder).close()


def test_reading_needs_no_lock_and_cannot_write(folder):
    with Archive.writing(folder), Archive.reading(folder) as reader:
        assert reader.conn.execute("select count(*) from articles").fetchone()[0] == 0
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.conn.execute("delete from articles")


def test_a_reader_sees_one_state_while_the_writer_goes_on(folder):
    with Archive.writing(folder) as writer, Archive.reading(folder) as reader:
        reader.conn.execute("begin")
        before = reader.conn.execute("select count(*) from sites").fetchone()[0]
        with writer.transaction() as conn:
            conn.execute("insert into sites (host, home, first_seen_at) values ('a.example', 'x', 'y')")
        assert reader.conn.execute("select count(*) from sites").fetchone()[0] == before
        reader.conn.execute("rollback")
        assert reader.conn.execute("select count(*) from sites").fetchone()[0] == before + 1


def test_there_is_nothing_to_read_where_there_is_no_archive(folder):
    with pytest.raises(ArchiveError, match=r"no archive in .*ARCHIVE_DIR"):
        Archive.reading(folder)
    assert not folder.exists()


@pytest.mark.parametrize("opened", [Archive.writing, Archive.reading])
def test_a_newer_schema_is_refused_and_left_alone(folder, opened):
    with Archive.writing(folder) as archive:
        archive.conn.execute(
            f"insert into {MIGRATIONS.migrations_table} (migration_set, name, applied_at) values ('kliping', '9999_later', 'x')"
        )
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(ArchiveError, match=r"newer Kliping .*9999_later.*Upgrade"):
        opened(folder)
    assert (folder / DATABASE).read_bytes() == before


@pytest.mark.parametrize("opened", [Archive.writing, Archive.reading])
def test_somebody_elses_database_is_refused_and_left_alone(folder, opened):
    folder.mkdir(parents=True)
    conn = sqlite3.connect(folder / DATABASE)
    conn.execute("create table theirs (x)")
    conn.commit()
    conn.close()
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(ArchiveError, match="no archive of Kliping"):
        opened(folder)
    assert (folder / DATABASE).read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all, but text" * 99, b"SQLite format 3\0" + b"\xff" * 4096])
@pytest.mark.parametrize("opened", [Archive.writing, Archive.reading])
def test_a_damaged_file_is_told_with_a_way_out(folder, opened, content):
    folder.mkdir(parents=True)
    (folder / DATABASE).write_bytes(content)
    with pytest.raises(ArchiveError, match=r"\.recover"):
        opened(folder)
    assert (folder / DATABASE).read_bytes() == content


def test_a_refusal_lets_the_lock_go(folder):
    folder.mkdir(parents=True)
    (folder / DATABASE).write_bytes(b"no database at all, but text" * 99)
    with pytest.raises(ArchiveError):
        Archive.writing(folder)
    (folder / DATABASE).unlink()
    Archive.writing(folder).close()


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "archive").write_text("a file")
    for opened in (Archive.writing, Archive.reading, Archive.mending):
        with pytest.raises(ArchiveError, match=r"/archive' is a file, not a folder.*ARCHIVE_DIR"):
            opened(tmp_path / "archive")


@pytest.mark.parametrize("opened", [Archive.writing, Archive.reading, Archive.mending])
def test_a_folder_that_may_not_be_entered_is_told(opened):
    with unprivileged() as folder:
        Archive.writing(folder / "archive").close()
        (folder / "archive").chmod(0)
        with pytest.raises(
            ArchiveError, match=r"^Cannot (look into|write to) the archive folder .*: Permission denied"
        ):
            opened(folder / "archive")
        (folder / "archive").chmod(0o700)


def test_what_may_only_be_read_is_read():
    with unprivileged() as folder:
        Archive.writing(folder / "archive").close()
        (folder / "archive").chmod(0o500)
        with Archive.reading(folder / "archive") as archive:
            assert archive.conn.execute("select count(*) from sites").fetchone()[0] == 0
        (folder / "archive").chmod(0o700)


def test_a_folder_without_permission_is_told():
    with unprivileged() as folder:
        folder.chmod(0o500)
        with pytest.raises(ArchiveError, match="Cannot write"):
            Archive.writing(folder)


# ---- transactions


def add_site(conn: sqlite3.Connection, host: str) -> None:
    conn.execute("insert into sites (host, home, first_seen_at) values (?, 'x', 'y')", (host,))


def hosts(archive: Archive) -> list[str]:
    return [row[0] for row in archive.conn.execute("select host from sites order by host")]


def test_a_transaction_is_all_or_nothing(archive):
    with pytest.raises(RuntimeError), archive.transaction() as conn:
        add_site(conn, "a.example")
        raise RuntimeError
    assert hosts(archive) == []


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, GeneratorExit, SystemExit])
def test_an_interruption_rolls_back_and_the_next_transaction_works(archive, interruption):
    with pytest.raises(interruption), archive.transaction() as conn:
        add_site(conn, "a.example")
        raise interruption
    with archive.transaction() as conn:
        add_site(conn, "b.example")
    assert hosts(archive) == ["b.example"]


def test_a_commit_that_fails_leaves_no_transaction_open(archive):
    with pytest.raises(sqlite3.IntegrityError), archive.transaction() as conn:
        conn.execute("pragma defer_foreign_keys = on")
        conn.execute("insert into fingerprints values (99, 'x')")
    with archive.transaction() as conn:
        add_site(conn, "b.example")
    assert hosts(archive) == ["b.example"]


def test_a_full_disk_loses_the_transaction_and_nothing_else(archive):
    with archive.transaction() as conn:
        add_site(conn, "a.example")
    pages = archive.conn.execute("pragma page_count").fetchone()[0]
    archive.conn.execute(f"pragma max_page_count = {pages + 2}")
    with pytest.raises(ArchiveError, match=r"disk is full.*Make room"), archive.transaction() as conn:
        conn.execute("insert into sites (host, home, first_seen_at) values ('b.example', ?, 'y')", ("x" * 99_999,))
    archive.conn.execute(f"pragma max_page_count = {pages + 1000}")
    with archive.transaction() as conn:
        add_site(conn, "c.example")
    assert hosts(archive) == ["a.example", "c.example"]


# ---- the schema


def schema(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    own = "select name, sql from sqlite_master where name not like 'sqlite%' and sql is not null order by name"
    return [tuple(row) for row in conn.execute(own)]


def test_every_step_is_named_once_and_in_order(archive):
    applied = [row[0] for row in archive.conn.execute(f"select name from {MIGRATIONS.migrations_table} order by id")]
    assert applied == list(NAMES) == sorted(set(NAMES))


def test_an_archive_of_coarser_keys_finds_its_addresses_by_finer_ones(tmp_path):
    rows = [("?at_id=7", ""), ("a/?utm_source=x", "a"), ("a/?p=7", "a?p=7"), ("b/", "b")]
    with Archive.writing(tmp_path) as archive, archive.transaction() as conn:
        add_site(conn, "a.example")
        for url, key in rows:
            conn.execute(
                "insert into frontier (site_id, url, key, target, source, outcome, rank, found_at)"
                " values (1, 'https://a.example/' || ?, 'a.example/' || ?, 'page', 'sitemap', 'due', 0, 'x')",
                (url, key),
            )
        conn.execute(f"delete from {MIGRATIONS.migrations_table} where name = '0003_finer_keys'")
    with Archive.writing(tmp_path) as archive:
        keys = [
            row["key"].removeprefix("a.example/")
            for row in archive.conn.execute("select key from frontier order by id")
        ]
    assert keys == ["?at_id=7", "a", "a?p=7", "b"]


def test_opening_again_changes_nothing_of_the_schema(tmp_path):
    with Archive.writing(tmp_path) as first:
        before = schema(first.conn)
    with Archive.writing(tmp_path) as second:
        assert schema(second.conn) == before


def test_a_script_is_cut_at_its_statements_and_triggers_stay_whole():
    script = "create table a (x);\ncreate trigger t after insert on a begin\n    delete from a;\nend;\nselect\n  1;\n"
    assert statements(script) == [
        "create table a (x)",
        "create trigger t after insert on a begin\n    delete from a;\nend;",
        "select\n  1",
    ]


def test_a_migration_that_fails_changes_nothing(tmp_path, monkeypatch):
    migrations = sys.modules["crawler.archive.migrations"]
    monkeypatch.setattr(migrations, "FIRST", migrations.FIRST + "\ncreate table sites (twice);\n")
    with pytest.raises(ArchiveError, match="Nothing was changed"):
        Archive.writing(tmp_path)
    conn = sqlite3.connect(tmp_path / DATABASE)
    assert conn.execute("select count(*) from sqlite_master where name = 'articles'").fetchone()[0] == 0
    conn.close()


DOCUMENTED = """sites frontier aliases visits articles revisions authors article_authors tags article_tags comments
    listings listing_entries fingerprints runs""".split()


def test_the_tables_and_views_of_the_architecture_are_there(archive):
    have = {row[0] for row in archive.conn.execute("select name from sqlite_master where type in ('table', 'view')")}
    assert set(DOCUMENTED) | {"article_list", "comment_thread", "articles_fts", "comments_fts"} <= have
