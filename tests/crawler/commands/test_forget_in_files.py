"""`scrapy forget` in WARC files and in bytes: of others, with shared bodies, after a kill; and what can be made of them again."""

import gzip
import json
import re
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive import payloads
from crawler.archive.open import DATABASE, Archive
from crawler.commands import forget
from crawler.health import forgetting
from crawler.health.sought import search_for
from crawler.warc.captured import Captured, OwnFiles, Trouble, Visited
from tests.crawler.commands.forgetting import OTHER, SECRET, STORY, by, commented, raw_text, secret, where, wrong
from tests.crawling import crawl, exported, scrapy
from tests.loopback import Answer, story


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
        _, search, _ = forget.tried(archive, erase, nearby)
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
        _, search, _ = forget.tried(archive, erase, nearby)
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
