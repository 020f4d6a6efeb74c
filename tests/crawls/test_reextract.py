"""The kept answers read again: told before anything changes, stored as ours and not the site's, seen-at times kept."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import near_duplicates
from crawler.archive.open import Archive
from tests.crawls.crawling import Keeping, Run, run
from tests.crawls.rebuilding import TOLD, differences
from tests.mocksite.newsroom import EDITION
from tests.mocksite.server import MockSite

# What an older extractor might have left: wrong, missing and lost. The stories meddled with have no copies.
PLAIN = "select id from articles where duplicate_of is null and id not in (select duplicate_of from articles where duplicate_of is not null)"
MEDDLED = (
    f"update articles set title = 'Salah: ' || title where id in ({PLAIN} order by id limit 7)",
    f"update articles set byline = 'Oleh X' where id in ({PLAIN} order by id limit 1)",
    f"update articles set body = 'Pendek.', paragraphs = '[[\"paragraph\",\"Pendek.\"]]' where id in ({PLAIN} order by id limit 2)",
    "delete from article_authors where article_id = 2",
    "update comments set text = 'lama', author = 'Seseorang' where id in (1, 2)",
    "delete from comments where id = 3",
)
CHANGED = {"title": 7, "byline": 1, "paragraphs": 2, "authors": 1, "new comment": 1, "changed comment": 2}
STATES = TOLD.keys() - {"revisions", "authors"}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of both days."""
    keeping = Keeping(tmp_path_factory.mktemp("crawled") / "archive")
    with MockSite(bad_days=False) as site:
        assert keeping.crawl("site", url=f"{site.url}/").code == 0
        keeping.visited_on(EDITION[1])
        site.day = 2
        assert keeping.crawl("site", url=f"{site.url}/").code == 0
    return keeping.folder


@pytest.fixture
def keeping(crawled: Path, tmp_path: Path) -> Keeping:
    """A copy of it for one test."""
    return Keeping(Path(shutil.copytree(crawled, tmp_path / "archive")))


def reextract(keeping: Keeping, *words: str) -> Run:
    return run(["reextract", *words, "-s", f"ARCHIVE_DIR={keeping.folder}"])


def meddle(keeping: Keeping, *statements: str) -> Path:
    """Change the database as an older extractor might have left it; a copy of it from after."""
    with closing(sqlite3.connect(keeping.folder / "archive.db")) as conn, conn:
        for statement in statements or MEDDLED:
            conn.execute(statement)
    return Path(shutil.copy(keeping.folder / "archive.db", keeping.folder / "meddled.db"))


def counts(said: str) -> dict[str, int]:
    """The counts of a report, by name."""
    lines = [line for line in said.splitlines() if line.startswith("  ") and not line.startswith("   ")]
    found = {}
    for line in lines:
        name, number = line.removesuffix(" (stays as it is)").rsplit(None, 1)
        found[name.strip()] = int(number.replace(",", ""))
    return found


def unnumbered(keeping: Keeping) -> dict[str, dict[str, Any]]:
    """The dataset without the numbers of revisions."""
    return {path: record | {"revision": None} for path, record in keeping.records().items()}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_same_extractors_read_the_same(keeping, crawled, jobs):
    done = reextract(keeping, "--jobs", jobs)
    assert done.code == 0, done.said
    assert "Nothing changes: 76 stories read the same today." in done.said
    assert differences(crawled / "archive.db", keeping.folder / "archive.db") == []


def test_a_dry_run_tells_counts_and_examples_and_changes_nothing(keeping):
    meddled = meddle(keeping)
    done = reextract(keeping, "--dry-run")
    assert done.code == 0, done.said
    assert "Would change: 8 of 76 stories" in done.said or "Would change: 7 of 76 stories" in done.said
    assert counts(done.said) == CHANGED
    assert "Oleh X  →  " in done.said and "Salah: " in done.said and "text, author" not in done.said
    assert differences(meddled, keeping.folder / "archive.db") == []
    assert not list(keeping.folder.glob(".reextract-*"))


def test_what_was_read_wrong_is_put_right_and_nothing_else_is_touched(keeping, crawled):
    edits = keeping.status()["edits"]
    meddle(keeping)
    assert reextract(keeping).code == 0
    before, after = crawled / "archive.db", keeping.folder / "archive.db"
    assert differences(before, after, STATES - {"articles"}) == []
    assert unnumbered(keeping) == unnumbered(Keeping(crawled))
    assert keeping.status()["edits"] == edits, "our own understanding is no edit of the site's"
    assert reextract(keeping).said.endswith("read the same today.\n")


def test_a_revision_of_ours_is_marked_and_names_the_record_and_keeps_what_stood_before(keeping):
    meddle(keeping, MEDDLED[1])
    assert reextract(keeping).code == 0
    ((changed, before, name, offset, at),) = keeping.ask(
        "select changed, before, warc_file, warc_offset, at from revisions where reread = 1"
    )
    assert (changed, before) == ('["byline"]', '{"byline":"Oleh X"}')
    assert (keeping.folder / "warc" / name).is_file() and offset > 0
    ((seen,),) = keeping.ask("select max(last_seen_at) from articles")
    assert at > seen


def test_a_story_that_only_todays_extractor_finds_is_added_as_of_the_day_it_was_seen(keeping, crawled):
    ((number, url),) = keeping.ask(f"select id, url from articles where id in ({PLAIN} order by id limit 1)")
    with Archive.writing(keeping.folder) as archive:
        archive.conn.execute("pragma foreign_keys = off")
        near_duplicates.forget(archive.conn, number)
        for table in ("comments", "revisions", "fingerprints", "aliases", "article_tags", "article_authors"):
            archive.conn.execute(f"delete from {table} where article_id = ?", (number,))
        archive.conn.execute("delete from articles where id = ?", (number,))
    done = reextract(keeping)
    assert counts(done.said)["new story"] == 1 and url in done.said
    assert unnumbered(keeping) == unnumbered(Keeping(crawled))
    assert keeping.ask(
        "select reread from revisions where article_id = (select id from articles where url = ?)".replace(
            "?", f"'{url}'"
        )
    ) == [(1,)]


def test_a_story_that_is_none_today_stays(keeping):
    keeping_rows = keeping.ask("select count(*) from articles")
    meddle(
        keeping,
        "update articles set url = url || '?x=9', key = key || '?x=9', source_id = null where id = 1",
        "delete from aliases where article_id = 1",
    )
    done = reextract(keeping)
    assert "no story any more" in done.said and "(stays as it is)" in done.said
    assert keeping.ask("select count(*) from articles") > keeping_rows


@pytest.mark.parametrize(
    ("words", "compared"),
    [(("--since", "2999-01-01"), 0), (("--since", "2000-01-01"), 76)],
)
def test_only_the_chosen_stories_are_compared(keeping, words, compared):
    done = reextract(keeping, "--dry-run", *words)
    assert done.code == 0, done.said
    assert f" {compared} stories read the same" in done.said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--since", "yesterday"), "is no day"),
        (("--site", "elsewhere.example"), "the archive holds no site 'elsewhere.example'. It holds: "),
        (("more",), "takes no"),
        ((), "no WARC files"),
    ],
)
def test_wrong_usage_is_one_sentence(keeping, words, told):
    if not words:
        shutil.rmtree(keeping.folder / "warc")
    done = reextract(keeping, *words)
    assert done.code == 2
    assert told in done.said and len(done.said.splitlines()) == 1


def test_without_an_archive_it_is_one_sentence(tmp_path):
    done = reextract(Keeping(tmp_path / "none"))
    assert (done.code, len(done.said.splitlines())) == (1, 1)


def test_a_torn_file_is_told_and_the_rest_read(keeping):
    path = max((keeping.folder / "warc").iterdir())
    path.write_bytes(path.read_bytes()[:-40])
    done = reextract(keeping, "--dry-run")
    assert done.code == 3
    assert "the file ends in the middle of a record" in done.said and "Traceback" not in done.said


def test_a_story_of_which_an_answer_is_lost_stays_as_it_is(keeping, crawled):
    files = sorted((keeping.folder / "warc").iterdir())
    files[0].write_bytes(files[0].read_bytes()[: files[0].stat().st_size // 2])
    before = keeping.exported()
    done = reextract(keeping)
    lines = [line for line in done.said.splitlines() if line.strip().startswith("answers missing")]
    assert done.code == 3 and "→  nothing" not in done.said and "(stays as it is)" in lines[0]
    assert keeping.exported() == before


@pytest.mark.parametrize("order", ["asc", "desc"])
def test_files_in_which_words_were_blackened_make_the_database_again(keeping, tmp_path, order):
    chosen = f"source_id is not null and author <> 'Jurnalis Berita' order by id {order} limit 1"
    [(number,)] = keeping.ask(f"select source_id from comments where {chosen}")
    assert run(["forget", "--comment", str(number), "-s", f"ARCHIVE_DIR={keeping.folder}"]).code == 0
    anew = Keeping(tmp_path / "anew")
    done = anew.crawl("warc", path=f"{keeping.folder}/warc/*.warc.gz")
    assert (done.code, "Traceback" in done.said) == (0, False), done.said[-2000:]
    assert anew.exported() == keeping.exported()
    assert "Nothing would change" in reextract(keeping, "--dry-run").said
