"""What breaks in a database, whether the doctor sees it, and whether `--fix` mends it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive.open import DATABASE, Archive
from crawler.commands.doctor import findings, mended
from crawler.health import database
from crawler.health.finding import State
from pipelines.store import store_visit
from tests.stories import HOME, NOON, article, comment, visit

# What somebody does to the database, the check that notices, and whether it can be mended without loss.
DAMAGE = {
    "words that the index lacks": ("insert into articles_fts (articles_fts) values ('delete-all')", "full text", True),
    "a comment's index emptied": ("insert into comments_fts (comments_fts) values ('delete-all')", "full text", True),
    "an article without its URL": ("delete from frontier where article_id = 1", "account", True),
    "a due URL that is not queued": ("update frontier set outcome = 'due', queued = 0", "account", True),
    "a revision too high": ("update articles set revision = 9 where id = 1", "revisions", True),
    "counts that lost one": ("update counts set comments = 9", "counts", True),
    "outcomes that lost one": ("update outcome_counts set urls = 7", "account", True),
    "a fingerprint of no article": ("insert into fingerprints values (99, 'x')", "references", False),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Archive.writing(tmp_path / "archive") as archive, archive.transaction() as conn:
        for seen in (
            visit(article(comments=(comment(1),))),
            visit(article(f"{HOME}b/", body="Lain. " * 60), url=f"{HOME}b/"),
        ):
            store_visit(conn, seen, run_id=None, run_began=NOON)
    return tmp_path / "archive"


def checked(folder: Path) -> list:
    return list(findings(get_project_settings(), folder, quick=False))


def wrong(folder: Path) -> set[str]:
    return {one.check for one in checked(folder) if one.state == State.WRONG}


def damage(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as conn, conn:
        conn.execute(statement)


def test_a_sound_archive_has_nothing_wrong(folder):
    found = checked(folder)
    assert {one.state for one in found} == {State.FINE}
    assert {"integrity", "references", "schema", "account", "full text", "disk", "versions"} <= {
        one.check for one in found
    }


@pytest.mark.parametrize(("statement", "check", "mends"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_seen_and_mended_where_nothing_is_lost(folder, statement, check, mends):
    damage(folder, statement)
    assert wrong(folder) - {"counts"} == {check} - {"counts"}
    done = list(mended(folder, checked(folder)))
    assert bool(done) is mends
    assert wrong(folder) == (set() if mends else {check})


def test_every_line_about_something_wrong_ends_in_a_command(folder):
    for statement, _, _ in DAMAGE.values():
        damage(folder, statement)
    lines = [one for one in checked(folder) if one.state == State.WRONG]
    assert len(lines) >= len(DAMAGE) - 1
    assert all(one.mend and ("scrapy " in one.mend or "sqlite3 " in one.mend) for one in lines)


def test_an_index_that_lacks_rows_of_its_table_is_made_anew(folder):
    path = folder / DATABASE
    with closing(sqlite3.connect(path)) as conn, conn:
        cut = conn.execute(
            "select type, name, tbl_name, rootpage, sql from sqlite_master where name = 'visits_url'"
        ).fetchone()
        conn.execute("pragma writable_schema = on")
        conn.execute("delete from sqlite_master where name = 'visits_url'")
    with closing(sqlite3.connect(path)) as conn, conn:  # writes that the index does not hear of
        conn.execute("update visits set url = url || '?'")
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("pragma writable_schema = on")
        conn.execute("insert into sqlite_master values (?, ?, ?, ?, ?)", cut)
    assert wrong(folder) == {"integrity"}
    assert list(mended(folder, checked(folder))) == ["integrity: indexes made anew"]
    assert wrong(folder) == set()


def test_a_page_overwritten_with_noise_is_told_with_the_way_back(folder):
    path = folder / DATABASE
    size = path.stat().st_size
    with path.open("r+b") as file:
        for page in range(3, size // 4096, 4):
            file.seek(page * 4096)
            file.write(b"\xa5" * 4096)
    lines = [one for one in checked(folder) if one.state == State.WRONG]
    assert lines
    assert any(one.mend and "backup" in one.mend and ".recover" in one.mend for one in lines)


def test_while_another_process_writes_the_indexes_are_left_alone(folder):
    with Archive.writing(folder):
        [note] = database.full_text(folder)
    assert note.state == State.NOTE
    assert "another process" in note.told


def test_a_schema_that_lacks_a_step_is_brought_up(folder, monkeypatch):
    monkeypatch.setattr(database, "NAMES", (*database.NAMES, "0004_later"))
    with Archive.reading(folder) as archive:
        found = database.schema(archive.conn)
    assert (found.state, found.mend) == (State.WRONG, "scrapy doctor --fix")
    with Archive.mending(folder) as archive:
        assert found.fix(archive)
