"""`scrapy forget`: afterwards nobody finds the words, in no file, and the next crawl does not bring them back."""

import gzip
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive import erasure, search, tombstones
from crawler.archive.open import DATABASE, Archive
from crawler.errors import ArchiveError
from tests.crawler.commands.forgetting import OTHER, SECRET, STORY, commented, secret, where, wrong
from tests.crawling import crawl, exported, scrapy
from tests.loopback import Answer, story


def test_no_word_of_a_forgotten_story_is_left_in_any_file(folder, site):
    done = scrapy("forget", site.url + STORY, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 story, 1 comment." in done.stdout
    assert "exports and backups" in done.stdout
    assert where(folder, "zulkarnain", "wicaksono", "karung") == {}
    assert [row["title"] for row in exported(folder)] == ["Cerita lain"]
    assert wrong(folder) == []


def test_words_of_others_that_speak_of_a_person_stay_and_are_told(folder, site):
    site.routes[OTHER] = story(
        "Cerita lain", extra=commented(903, "Menurut Zulkarnain Wicaksono tidak begitu.", "Joko")
    )
    crawl("article", folder, url=site.url + OTHER)
    site.routes["/ketiga/"] = story("Cerita ketiga", extra=commented(904, "Saya tidak setuju.", "Zulkarnain Wicaksono"))
    crawl("article", folder, url=f"{site.url}/ketiga/")
    before = scrapy("forget", "--author", "Zulkarnain Wicaksono", "--dry-run", folder=folder)
    done = scrapy("forget", "--author", "Zulkarnain Wicaksono", folder=folder)
    still = [line for line in done.stdout.splitlines() if "still" in line]
    assert [line for line in before.stdout.splitlines() if "still" in line] == still, (
        "what is about to go does not count"
    )
    assert "1 story still speaks of 'Zulkarnain Wicaksono' in its own words: scrapy forget URL" in done.stdout
    assert (
        "1 comment still speaks of 'Zulkarnain Wicaksono' in its own words: scrapy forget --comment ID" in done.stdout
    )


def test_what_was_forgotten_does_not_come_back(folder, site):
    scrapy("forget", site.url + STORY, folder=folder)
    before = site.count(STORY)
    for spider, url in (("news_page", "/"), ("article", OTHER)):
        crawl(spider, folder, url=site.url + url)
    done = crawl("article", folder, url=f"{site.url}{STORY},{site.url}{OTHER}")
    assert site.count(STORY) == before  # it is not even asked for
    assert (done.returncode, done.stderr.count("forgotten, and so not asked for")) == (3, 1)
    alone = crawl("article", folder, url=site.url + STORY)
    assert (alone.returncode, alone.stderr.count("forgotten, and so not asked for")) == (3, 1), alone.stderr
    assert [row["title"] for row in exported(folder)] == ["Cerita lain"]
    with Archive.reading(folder) as archive:
        [row] = archive.conn.execute("select outcome, reason from frontier where url like ?", (f"%{STORY}",)).fetchall()
        assert tuple(row) == ("excluded", "forgotten")
        assert search.articles(archive.conn, "zulkarnain") == []
    assert wrong(folder) == []


def test_a_database_made_again_from_the_files_does_not_have_it_either(folder, site):
    scrapy("forget", site.url + STORY, folder=folder)
    (folder / DATABASE).unlink()
    done = crawl("warc", folder, path=str(folder / "warc" / "*.warc.gz"))
    assert [row["title"] for row in exported(folder)] == ["Cerita lain"], done.stderr
    assert where(folder, "zulkarnain", "wicaksono", "karung") == {}


def test_earlier_states_are_forgotten_with_the_last(folder, site):
    site.routes[STORY] = secret("Pembetulan: tidak ada apa-apa di gudang tua", "Ralat saja.")
    crawl("article", folder, url=site.url + STORY)
    with Archive.reading(folder) as archive:
        assert "cengkih" in str(archive.conn.execute("select group_concat(before) from revisions").fetchone()[0])
        assert "cengkih" in str(archive.conn.execute("select group_concat(before) from events").fetchone()[0])
    scrapy("forget", site.url + STORY, folder=folder)
    assert where(folder, "zulkarnain", "wicaksono", "pembetulan", "ralat saja") == {}


def test_a_comment_is_forgotten_and_its_story_stays(folder, site):
    done = scrapy("forget", "--comment", "812", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert where(folder, "keterlaluan") == {}
    crawl("article", folder, url=site.url + STORY)
    rows = {row["title"]: row for row in exported(folder)}
    assert rows["Berita dari pasar"]["comments"] == []
    assert SECRET in rows["Berita dari pasar"]["body"]
    assert wrong(folder) == []


def test_a_person_is_forgotten_as_commenter_and_as_author(folder, site):
    done = scrapy("forget", "--author", "budi  CENGKIH", folder=folder)
    assert done.returncode == 0, done.stderr
    assert where(folder, "budi cengkih", "biasa saja menurut saya") == {}
    done = scrapy("forget", "--author", "Sari", folder=folder)
    assert "2 stories without the name" in done.stdout
    crawl("news_page", folder, url=f"{site.url}/")
    for row in exported(folder):
        assert row["comments"] == []
        assert row["authors"] == []
        assert not re.search(r"\bsari\b", json.dumps(row), re.I)
    with Archive.reading(folder) as archive:
        assert archive.conn.execute("select count(*) from authors where name like 'sari'").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "name one story, comment or person"),
        (("https://a.example/", "--author", "Sari"), 2, "name one story, comment or person"),
        (("https://a.example/",), 1, "has no story under"),
        (("--comment", "5"), 1, "has no comment '5'"),
        (("--author", "Nobody Here"), 1, "has no author or commenter 'Nobody Here'"),
        (("--author", "?!"), 2, "'?!' is no name"),
        (("--author", ""), 2, "'' is no name"),
    ],
)
def test_what_cannot_be_forgotten_is_one_sentence(tmp_path, words, code, said):
    Archive.writing(tmp_path / "archive").close()
    done = scrapy("forget", *words, folder=tmp_path / "archive")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (code, "", 1)
    assert said in done.stderr


def contents(folder: Path) -> dict[str, str]:
    """What an archive says: its files but the database's own, and the database as SQL."""
    with Archive.reading(folder) as archive:
        rows = "\n".join(line for line in archive.conn.iterdump() if "sqlite_stat1" not in line)
    files = {path.name: path.read_bytes().hex() for path in (folder / "warc").iterdir()}
    return files | {"rows": rows, "marks": str((folder / "forgotten.txt").is_file())}


def test_a_name_that_nobody_has_changes_nothing(folder):
    before = contents(folder)
    done = scrapy("forget", "--author", "Nobody Here", folder=folder)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--author", "Budi Cengkih"), "1 comment."),
        (("--comment", "812"), "1 comment."),
        ((STORY,), "1 story, 1 comment."),
    ],
)
def test_a_dry_run_tells_what_would_go_and_changes_nothing(folder, site, words, said):
    words = tuple(word.replace(STORY, site.url + STORY) for word in words)
    before = contents(folder)
    dry = scrapy("forget", *words, "--dry-run", folder=folder)
    assert (dry.returncode, dry.stderr) == (0, "")
    assert f"Would erase from the database: {said}" in dry.stdout
    assert "Nothing was changed." in dry.stdout
    assert contents(folder) == before
    would = re.findall(r"\d+", dry.stdout.splitlines()[1])
    done = scrapy("forget", *words, folder=folder)
    assert re.findall(r"\d+", done.stdout.splitlines()[1]) == would


def test_an_answer_too_large_to_be_searched_stays_and_is_told(folder, site):
    """Whoever asks for one name must not lose pages that nobody has looked into."""
    bomb = Answer(body=gzip.compress(b"besar " * 200_000), headers={"Content-Encoding": "gzip"})
    site.routes["/besar/"] = bomb
    crawl("article", folder, url=f"{site.url}/besar/", settings={"DOWNLOAD_MAXSIZE": "100000"})
    done = scrapy("forget", "--author", "Budi Cengkih", folder=folder, DOWNLOAD_MAXSIZE="100000")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 answers erased, the words blackened in 1." in done.stdout
    assert "Answers of 1 address could not be searched" in done.stdout
    assert f"{site.url}/besar/" in done.stdout
    again = scrapy("forget", "--author", "Budi Cengkih", folder=folder, DOWNLOAD_MAXSIZE="0")
    assert "could not be searched" not in again.stdout


def test_nothing_is_forgotten_while_another_run_writes(folder, site):
    with Archive.writing(folder):
        done = scrapy("forget", site.url + STORY, folder=folder)
    assert done.returncode == 5
    assert len(exported(folder)) == 2


def test_forgetting_twice_is_no_error(folder, site):
    for _ in range(2):
        done = scrapy("forget", site.url + STORY, folder=folder)
        assert done.returncode == 0, done.stderr
    assert "nothing that was not forgotten before" in done.stdout


def test_letters_of_a_name_within_other_names_are_nobody_s(folder, site):
    done = scrapy("forget", "--author", "Ari", folder=folder)
    assert done.returncode == 1, done.stdout
    assert [row["byline"] for row in exported(folder)] == [row["byline"] for row in exported(folder) if row["byline"]]


@pytest.mark.parametrize(
    ("byline", "name", "is_named"),
    [
        ("Oleh Yani Suharto", "Ani", False),
        ("Oleh Yani Suharto", "yani", True),
        ("Laporan Sari Dewi dari Medan", "Sari Dewi", True),
        ("Laporan Sari Dewi dari Medan", "Dewi dari Solo", False),
        ("記者王小明／台北報導", "王小明", True),
        ("Oleh Sari", ".", False),
    ],
)
def test_a_name_is_found_by_whole_words(byline, name, is_named):
    assert tombstones.is_named_in(byline, name) == is_named


def test_a_damaged_line_among_the_marks_keeps_nobody_from_the_archive(tmp_path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "forgotten.txt").write_text("abc person 2025\nabc\n")
    Archive.writing(tmp_path / "archive").close()


def test_a_reader_who_keeps_the_log_is_told_of(folder, site, monkeypatch):
    with Archive.mending(folder) as archive, closing(sqlite3.connect(folder / DATABASE)) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from articles").fetchone()
        archive.conn.execute("update sites set home = home")
        archive.conn.execute("pragma busy_timeout = 50")
        with pytest.raises(ArchiveError, match="another process reads the archive"):
            erasure.thorough(archive.conn)


def test_a_reading_anew_brings_back_neither_a_forgotten_name_nor_what_was_blackened(folder, site):
    assert scrapy("forget", "--author", "Sari", folder=folder).returncode == 0
    before = exported(folder)
    done = scrapy("reextract", folder=folder)
    assert done.returncode == 0, done.stderr
    assert exported(folder) == before
    assert "█" not in json.dumps(exported(folder), ensure_ascii=False)
