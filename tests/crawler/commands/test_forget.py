"""`scrapy forget`: afterwards nobody finds the words, in no file, and the next crawl does not bring them back."""

import gzip
import json
import re
import sqlite3
import zlib
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive import erasure, payloads, search, tombstones
from crawler.archive.open import DATABASE, Archive
from crawler.commands import forget
from crawler.commands.doctor import findings
from crawler.errors import ArchiveError
from crawler.health import forgetting
from crawler.health.finding import State
from crawler.health.sought import search_for
from crawler.warc.captured import Captured, OwnFiles, Trouble, Visited
from tests.crawling import crawl, exported, scrapy
from tests.loopback import Answer, Loopback, listing, story

STORY, OTHER = "/cerita-rahasia/", "/cerita-lain/"
SECRET = "Zulkarnain Wicaksono menyembunyikan tujuh belas karung cengkih di gudang tua"
WORDS = ("zulkarnain", "cengkih", "wicaksono")
COMMENT = "Sungguh keterlaluan ulah tukang cengkih bernama Zulkarnain itu"


def commented(number: int, text: str, name: str = "Sari") -> str:
    return (
        f'<div id="comments"><h2 class="comments-title">1 komentar</h2><ol class="comment-list"><li class="comment depth-1" '
        f'id="comment-{number}"><b class="fn">{name}</b><time datetime="2025-09-02T10:00:00+07:00">2 September</time>'
        f'<div class="comment-content"><p>{text}</p></div></li></ol></div>'
    )


def secret(text: str = SECRET, comment: str = COMMENT) -> Answer:
    page = story("Berita dari pasar", extra=commented(812, comment))
    said = f"<p>{text}, kata beberapa orang saksi yang melihatnya pada malam hari itu.</p>"
    return Answer(body=str(page.body).replace('<div class="entry-content">', f'<div class="entry-content">{said}'))


ROUTES = {
    "/": listing(
        (STORY, "Berita dari pasar"), (OTHER, "Cerita lain"),
        extra=f'<p title="{SECRET}">Ringkasan: Zulkarnain <b>Wicaksono</b> menyembunyikan tujuh belas karung cengkih &hellip;</p>',
    ),
    STORY: secret(),
    OTHER: story("Cerita lain", extra=commented(900, "Biasa saja menurut saya.", "Budi Cengkih")),
}  # fmt: skip


def raw_text(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of an archive as text, WARC files unpacked."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path.name.endswith(".warc.gz"):
            unpacked = b""
            while content:
                member = zlib.decompressobj(wbits=31)
                unpacked += member.decompress(content)
                content = member.unused_data
            content = unpacked
        yield path.name, content.decode("utf-8", "replace").casefold()


def where(folder: Path, *words: str) -> dict[str, list[str]]:
    """Files in which words are found; and the words that FTS5 holds."""
    return {name: found for name, text in raw_text(folder) if (found := [word for word in words if word in text])}


def wrong(folder: Path) -> list:
    return [one for one in findings(get_project_settings(), folder, quick=False) if one.state == State.WRONG]


@pytest.fixture
def site() -> Iterator[Loopback]:
    with Loopback(ROUTES) as running:
        yield running


@pytest.fixture
def folder(tmp_path, site) -> Path:
    folder = tmp_path / "archive"
    done = crawl("news_page", folder, url=f"{site.url}/")
    assert done.returncode == 0, done.stderr
    assert len(where(folder, *WORDS)) == 2
    return folder


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
    done = scrapy("forget", "--author", "Zulkarnain Wicaksono", folder=folder)
    assert "1 story still speaks of 'Zulkarnain Wicaksono' in its own words: scrapy forget URL" in done.stdout
    assert (
        "1 comment still speaks of 'Zulkarnain Wicaksono' in its own words: scrapy forget --comment ID" in done.stdout
    )


def test_what_was_forgotten_does_not_come_back(folder, site):
    scrapy("forget", site.url + STORY, folder=folder)
    before = site.count(STORY)
    for spider, url in (("news_page", "/"), ("article", OTHER)):
        crawl(spider, folder, url=site.url + url)
    assert site.count(STORY) == before  # it is not even asked for
    crawl("article", folder, url=site.url + STORY)
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


@pytest.mark.parametrize("words", [(STORY,), ("--comment", "812"), ("--author", "Budi Cengkih")])
def test_a_file_of_others_that_holds_the_words_is_named_and_left_alone(folder, site, tmp_path, words):
    theirs, lost = tmp_path / "theirs.warc.gz", tmp_path / "lost.warc.gz"
    [ours] = (folder / "warc").glob("*.warc.gz")
    theirs.write_bytes(ours.read_bytes())
    lost.write_bytes(ours.read_bytes())
    new = tmp_path / "new"
    for path in (theirs, lost):
        assert crawl("warc", new, path=str(path)).returncode == 0
    with Archive.mending(new) as archive, archive.transaction() as conn:
        payloads.file_id(conn, str(lost))  # what stands in both was taken from the first
    lost.unlink()
    words = tuple(word.replace(STORY, site.url + STORY) for word in words)
    before = theirs.read_bytes()
    for more in (("--dry-run",), ()):
        done = scrapy("forget", *words, *more, folder=new)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"{theirs} still holds these words; it is not ours to change." in done.stdout
        assert f"{lost} could not be searched" in done.stdout
    assert theirs.read_bytes() == before


def test_a_file_of_others_without_the_words_is_not_named(folder, site, tmp_path):
    theirs = tmp_path / "theirs.warc.gz"
    [ours] = (folder / "warc").glob("*.warc.gz")
    theirs.write_bytes(ours.read_bytes())
    site.routes[OTHER] = story("Cerita lain", extra=commented(901, "Bukan begitu maksud saya.", "Joko Purwadi"))
    crawl("article", folder, url=site.url + OTHER)
    with Archive.mending(folder) as archive, archive.transaction() as conn:
        payloads.file_id(conn, str(theirs))
    done = scrapy("forget", "--author", "Joko Purwadi", folder=folder)
    assert "1 comment." in done.stdout
    assert "theirs" not in done.stdout


THIRD = "/cerita-ketiga/"


@pytest.fixture
def walled(tmp_path, site) -> Path:
    """An archive in which three stories first answered with the same page, that of the first being the first."""
    folder = tmp_path / "walled"
    wall = Answer(body=f"<html><title>Izin</title><p>Setujui dulu syarat kami.</p><p>{SECRET}</p></html>")
    site.routes |= {STORY: wall, OTHER: wall, THIRD: wall}
    for path in (STORY, OTHER, THIRD, OTHER):
        crawl("article", folder, url=site.url + path)
    site.routes |= {STORY: secret(), OTHER: story("Cerita lain"), THIRD: story("Cerita ketiga")}
    for path in (STORY, OTHER, THIRD):
        crawl("article", folder, url=site.url + path)
    return folder


@pytest.mark.parametrize("killed_at", range(1, 5))
def test_a_body_that_others_gave_outlives_a_kill_at_any_file(walled, site, monkeypatch, killed_at):
    calls = iter(range(1, 100))
    unlink = Path.unlink

    def kill(path: Path, **told: bool) -> None:
        if ".part" not in path.name and next(calls) == killed_at:
            raise KeyboardInterrupt
        unlink(path, **told)

    with monkeypatch.context() as patch, Archive.mending(walled) as archive:
        patch.setattr(forgetting.Path, "unlink", kill)
        erase, nearby = forget.chosen(
            archive.conn, [site.url + STORY], Namespace(comment=None, author=None), datetime.now(UTC)
        )
        _, search = forget.tried(archive, erase, nearby)
        with pytest.raises(KeyboardInterrupt):
            forgetting.clean(archive, search, get_project_settings(), datetime.now(UTC))
    assert scrapy("forget", site.url + STORY, folder=walled).returncode == 0
    assert where(walled, "zulkarnain", "wicaksono") == {}
    assert {captured.url.removeprefix(site.url) for captured in answers(walled)} == {OTHER, THIRD}
    assert len(list(answers(walled))) == 3
    assert wrong(walled) == []


def test_a_body_that_other_addresses_gave_too_is_kept_for_those(walled, site):
    folder, third = walled, THIRD
    dry = scrapy("forget", site.url + STORY, "--dry-run", folder=folder)
    done = scrapy("forget", site.url + STORY, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 body that other addresses gave, too, is kept for those." in done.stdout
    assert re.findall(r"[\d,]+", dry.stdout)[:5] == re.findall(r"[\d,]+", done.stdout)[:5]
    assert where(folder, "zulkarnain", "wicaksono") == {}
    assert [text.count("setujui dulu") for name, text in raw_text(folder) if name.endswith(".gz")].count(1) == 1
    assert wrong(folder) == []
    bodies = {captured.url: captured.body for captured in answers(folder)}
    assert {url.removeprefix(site.url) for url, body in bodies.items() if b"Setujui dulu" in body} == {OTHER, third}
    before = exported(folder)
    assert {row["title"] for row in before} == {"Cerita lain", "Cerita ketiga"}
    with Archive.reading(folder) as archive:
        visits = [
            tuple(row) for row in archive.conn.execute("select url, outcome, status from visits order by at, url")
        ]
    (folder / DATABASE).unlink()
    assert crawl("warc", folder, path=str(folder / "warc" / "*.warc.gz")).returncode == 0
    assert exported(folder) == before
    with Archive.reading(folder) as archive:
        made = [tuple(row) for row in archive.conn.execute("select url, outcome, status from visits order by at, url")]
    assert [one for one in made if STORY not in one[0]] == [one for one in visits if STORY not in one[0]]


def answers(folder: Path) -> Iterator[Captured]:
    """Every answer of the walls' visits, with its body, as a replay finds it."""
    own = OwnFiles()
    for path in sorted((folder / "warc").glob("*.warc.gz")):
        for event in own.events(path, path.name):
            assert not isinstance(event, Trouble), event
            if isinstance(event, Visited) and "robots" not in event.note.visit.url:
                yield from (one for one in event.answers if b"Setujui dulu" in one.body)


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


def test_a_forgetting_that_was_killed_between_its_steps_is_finished_by_the_same_command(folder, site, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(forgetting.Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt), Archive.mending(folder) as archive:
            url = site.url + STORY
            erased = forget.Erased(articles=1, addresses={url}, texts=[SECRET])
            forgetting.clean(archive, search_for(erased), get_project_settings(), datetime.now(UTC))
    assert len(list((folder / "warc").iterdir())) > 1
    assert scrapy("forget", site.url + STORY, folder=folder).returncode == 0
    assert where(folder, "zulkarnain", "wicaksono", "karung") == {}
    assert wrong(folder) == []


@pytest.mark.parametrize("words", [("--comment", "812"), ("--comment", "812", "--site", "HOST"), ("--author", "Sari")])
def test_what_was_killed_before_free_pages_were_emptied_is_finished_by_the_same_command(folder, site, words):
    with Archive.mending(folder) as archive:
        archive.conn.execute("pragma secure_delete = off")
        opts = Namespace(comment="812", site=None, author=None) if "812" in words else Namespace(author="Sari")
        erase, nearby = forget.chosen(archive.conn, [], opts, datetime.now(UTC))
        _, search = forget.tried(archive, erase, nearby)
        forgetting.clean(archive, search, get_project_settings(), datetime.now(UTC))
        with archive.transaction() as conn:
            erase(conn)
    assert DATABASE in where(folder, "keterlaluan")  # in what was deleted, and not yet written over
    words = [word.replace("HOST", urlsplit(site.url).netloc) for word in words]
    done = scrapy("forget", *words, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing that was not forgotten before" in done.stdout
    assert where(folder, "keterlaluan") == {}
    assert (folder / "forgotten.txt").is_file()
    done = scrapy("forget", "--comment", "999", folder=folder)
    assert (done.returncode, done.stdout) == (1, "")


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


@pytest.mark.parametrize(
    "words",
    [("--author", "Budi Cengkih"), ("--author", "Sari"), ("--comment", "812"), ("--comment", "901"), (STORY,)],
)
def test_a_database_made_again_from_the_files_says_what_the_old_one_says(folder, site, words):
    site.routes[OTHER] = story(
        "Cerita lain",
        extra=commented(900, "Biasa saja menurut saya.", "Budi Cengkih")
        .replace("1 komentar", "2 komentar")
        .replace("</ol>", commented(901, "Biasa saja menurut kami.", "Al").partition('<ol class="comment-list">')[2]),
    )
    crawl("article", folder, url=site.url + OTHER)
    done = scrapy("forget", *(word.replace(STORY, site.url + STORY) for word in words), folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert wrong(folder) == []
    before = exported(folder)
    assert len(json.dumps(before)) > 500
    (folder / DATABASE).unlink()
    crawl("warc", folder, path=str(folder / "warc" / "*.warc.gz"))
    assert exported(folder) == before


def spelled(word: str) -> set[bytes]:
    """How a word may stand in a file."""
    letters = {word, word.upper(), word.title()}
    texts = letters | {"".join(f"\\u{ord(one):04x}" for one in letter) for letter in letters}
    texts |= {"".join(f"%{byte:02X}" for byte in letter.encode()) for letter in letters}
    texts |= {"".join(f"&#{ord(one)};" for one in letter) for letter in letters}
    return {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be")}


def holding(folder: Path, *words: str) -> set[tuple[str, str]]:
    """(file, word) of every file of an archive in whose bytes a word stands, WARC files unpacked."""
    found = set()
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if path.name.endswith(".warc.gz"):
            content = gzip.decompress(content)
        found |= {(path.name, word) for word in words if any(form in content for form in spelled(word))}
    return found


EVERYWHERE = "Qwiksa Zvetlanova"  # letters that no other word of the pages has in this order
MENTIONED = {
    "&shy;": "Qwik&shy;sa Zvet&#173;lanova",
    "escapes": "".join(f"\\u{ord(one):04x}" for one in EVERYWHERE),
    "references": "".join(f"&#{ord(one)};" for one in EVERYWHERE),
    "percent": "".join(f"%{ord(one):02X}" for one in EVERYWHERE),
    "plus": "/?s=Qwiksa+Zvetlanova",
}


def by(name: str, told: Answer) -> Answer:
    return Answer(body=str(told.body).replace('/author/sari/">Sari<', f'/author/x/">{name}<'))


def test_no_byte_of_a_name_is_left_wherever_it_stood(tmp_path, site):
    """Every column of every table, free pages, the log, every record: whatever is written there in later versions, too."""
    folder = tmp_path / "archive"
    said = f"Kata {EVERYWHERE} semua beres di pasar lama itu"
    feed = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>a</title><item><title>Nanti</title>'
        f"<link>{site.url}/nanti/</link><dc:creator>{EVERYWHERE}</dc:creator></item></channel></rss>"
    )
    page = by(EVERYWHERE, story("Nama di mana-mana", extra=commented(7, said, EVERYWHERE)))
    wide = Answer(body=f"<html><p>{said}</p></html>".encode("utf-16"))
    site.routes |= {
        "/nama/": Answer(body=str(page.body) + "".join(f"<i title='x'>{text}</i>" for text in MENTIONED.values())),
        "/feed/": Answer(body=feed, headers={"Content-Type": "application/rss+xml"}),
        "/lebar/": wide,
    }
    for url in ("/nama/", "/lebar/", "/feed/"):
        crawl("article", folder, url=site.url + url)
    later = by("Redaksi Kota", story("Nama di mana-mana", extra=commented(7, "Sudah diganti.", "Anonim")))
    site.routes["/nama/"] = later
    crawl("article", folder, url=f"{site.url}/nama/")
    assert {name for name, _ in holding(folder, "qwiksa")} >= {DATABASE}
    done = scrapy("forget", "--author", EVERYWHERE, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert holding(folder, "qwiksa", "zvetlanova") == set()
    with Archive.reading(folder) as archive:
        assert archive.conn.execute("select count(*) from comments").fetchone()[0] == 0  # it was theirs before
    assert wrong(folder) == []
