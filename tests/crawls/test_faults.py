"""What can befall an archive while a crawl goes on: nothing stored is lost, one sentence says what happened and what to do,
and the next run goes on. LOCK_S=35 holds the database for longer than half a minute. As the superuser real small disks are filled, too.
"""

import os
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from crawler.archive import trouble
from crawler.archive.open import DATABASE, Archive
from crawler.commands.crawl import DONE, ERROR, LOCKED, WITH_FAILURES
from crawler.errors import ArchiveError
from tests.crawling import FAST, ROOT, crawl, exported, scrapy
from tests.loopback import Answer, Loopback, story
from tests.raw_server import RawServer

LOCK_S = float(os.environ.get("LOCK_S", "3"))
COUNT = 40
PADDING = "".join(f"<!-- {os.urandom(30_000).hex()} -->" for _ in range(4))  # incompressible: it fills a WARC file
PATHS = [f"/cerita-{number}/" for number in range(COUNT)]
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    pages = {path: story(f"Cerita {'i' * (number + 1)} dari pasar", extra=PADDING) for number, path in enumerate(PATHS)}
    with Loopback(pages) as running:
        yield running


def words(site: Loopback, folder: Path, **settings: str) -> list[str]:
    chosen = FAST | {"CONCURRENT_REQUESTS_PER_DOMAIN": "4", "ARCHIVE_DIR": str(folder)} | settings
    flags = [word for name, value in chosen.items() for word in ("-s", f"{name}={value}")]
    urls = ",".join(site.url + path for path in PATHS)
    return [sys.executable, "-m", "scrapy", "crawl", "article", "-a", f"url={urls}", *flags]


def run(site: Loopback, folder: Path, *, before: Callable[[], None] | None = None, **settings: str):
    return subprocess.run(
        words(site, folder, **settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        preexec_fn=before,
        check=False,
    )


def titles(folder: Path) -> list[str]:
    return sorted(row["title"] for row in exported(folder))


def is_sound(folder: Path) -> bool:
    done = scrapy("doctor", folder=folder, DISK_FREE_LEAST_MIB="0")
    assert done.returncode == 0, done.stdout
    return True


def one_sentence(done: subprocess.CompletedProcess[str], *said: str) -> None:
    """An error that a person can act on, and no traceback."""
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    assert len(done.stderr.splitlines()) <= 3, done.stderr
    for text in said:
        assert text in done.stderr, done.stderr


# ---- a disk that fills


def small_files(most_bytes: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))


@pytest.mark.parametrize("warc", ["False", "True"], ids=["in the database", "in a WARC file"])
def test_a_limit_reached_while_writing_loses_nothing(site, tmp_path, warc):
    folder = tmp_path / "archive"
    Archive.writing(folder).close()
    most = (folder / DATABASE).stat().st_size + (700_000 if warc == "True" else 60_000)
    done = run(site, folder, before=small_files(most), WARC_ENABLED=warc)
    assert done.returncode == ERROR
    one_sentence(done, "make room" if warc == "True" else "df -h")
    before = titles(folder)
    assert len(before) < COUNT
    with closing(sqlite3.connect(folder / DATABASE)) as conn:
        assert conn.execute("select count(*) from frontier where outcome = 'failed'").fetchone()[0] == 0
    again = run(site, folder)
    assert again.returncode == DONE, again.stderr
    assert len(titles(folder)) == COUNT
    assert set(before) <= set(titles(folder))
    assert is_sound(folder)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False).returncode:
        pytest.skip("no small disk can be mounted here; tried all the same: FSIZE above, permissions in test_open.py")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("warc", ["False", "True"], ids=["in the database", "in a WARC file"])
def test_a_full_disk_loses_nothing(site, tmp_path, warc):
    size = "1600k" if warc == "True" else "700k"
    with small_disk(tmp_path / "disk", size) as disk:
        done = run(site, disk / "archive", WARC_ENABLED=warc)
        assert done.returncode == ERROR
        one_sentence(done, "ake room")
        before = titles(disk / "archive")
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        again = run(site, disk / "archive")
        assert again.returncode == DONE, again.stderr
        assert set(before) <= set(titles(disk / "archive"))
        assert len(titles(disk / "archive")) == COUNT
        assert is_sound(disk / "archive")


# ---- an archive that may only be read


def test_an_archive_on_a_read_only_disk_can_be_read_and_says_why_it_cannot_be_written(site, tmp_path):
    with small_disk(tmp_path / "disk", "64m") as disk:
        folder = disk / "archive"
        assert run(site, folder).returncode == DONE
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        done = run(site, folder)
        assert done.returncode == ERROR
        one_sentence(done, "Read-only file system", "ARCHIVE_DIR")
        assert len(titles(folder)) == COUNT
        assert scrapy("status", folder=folder).returncode == 0
        told = scrapy("doctor", folder=folder)
        assert "may only be read" in told.stdout
        assert "Traceback" not in told.stderr
        backup = scrapy("backup", str(tmp_path / "copy"), folder=folder)
        assert backup.returncode == 0, backup.stderr
        assert len(titles(tmp_path / "copy")) == COUNT


# ---- a database that another program locks


def test_a_database_locked_for_a_while_is_waited_for(site, tmp_path):
    folder = tmp_path / "archive"
    Archive.writing(folder).close()
    held = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as conn:
            conn.execute("begin immediate")
            held.set()
            time.sleep(LOCK_S)
            conn.execute("rollback")

    locker = threading.Thread(target=hold)
    locker.start()
    held.wait()
    done = run(site, folder)
    locker.join()
    assert (done.returncode, done.stderr) == (DONE, "")
    assert len(titles(folder)) == COUNT


def test_a_database_that_stays_locked_is_told(tmp_path, monkeypatch):
    with (
        Archive.writing(tmp_path) as archive,
        closing(sqlite3.connect(tmp_path / DATABASE, isolation_level=None)) as other,
    ):
        other.execute("begin immediate")
        archive.conn.execute("pragma busy_timeout = 20")
        with (
            pytest.raises(
                ArchiveError, match=rf"locked for over {trouble.BUSY_TIMEOUT_MS // 1000} s.*fuser.*run this again"
            ),
            archive.transaction(),
        ):
            pass
        other.execute("rollback")
        with archive.transaction():
            pass


# ---- damage


@pytest.fixture(scope="module")
def crawled(site, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("crawled") / "archive"
    assert run(site, folder).returncode == DONE
    return folder


@pytest.mark.parametrize("table", ["articles", "frontier", "visits"])
def test_a_damaged_page_is_told_with_the_way_back(site, crawled, tmp_path, table):
    folder = tmp_path / "archive"
    shutil.copytree(crawled, folder)
    with closing(sqlite3.connect(folder / DATABASE)) as conn:
        page = conn.execute("select rootpage from sqlite_master where name = ?", (table,)).fetchone()[0]
    with (folder / DATABASE).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)
    done = run(site, folder)
    assert done.returncode == ERROR, done.stderr
    one_sentence(done, "damaged", "scrapy doctor", ".recover")
    told = scrapy("doctor", folder=folder)
    assert told.returncode == 1
    assert "backup" in told.stdout
    assert "Traceback" not in told.stderr
    for command in (("status",), ("export", "jsonl", "-o", str(tmp_path / "out.jsonl"))):
        other = scrapy(*command, folder=folder)
        assert "Traceback" not in other.stderr, other.stderr


# ---- two at once


def test_of_two_crawls_begun_at_once_one_goes_on_and_the_other_leaves(site, tmp_path):
    folder = tmp_path / "archive"
    both = [
        subprocess.Popen(words(site, folder), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=240)[1] for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes in ([DONE, LOCKED], [DONE, DONE]), said  # a slow start may come after the other's end
    if LOCKED in codes:
        [line] = "".join(said).splitlines()
        assert "is being written by process" in line
    assert len(titles(folder)) == COUNT
    assert is_sound(folder)


# ---- a clock that jumps


def test_visits_of_a_clock_that_was_ahead_do_not_hide_what_is_new(tmp_path):
    pages = {"/": story("Beranda"), "/satu/": story("Cerita satu dari pasar")}
    front = '<a href="/satu/">Cerita satu dari pasar yang panjang</a>'

    def sitemap(*paths: str) -> Answer:
        named = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in paths)
        return Answer(body=f"<urlset>{named}</urlset>", content_type="application/xml")

    edited = str(pages["/satu/"].body).replace("alinea nomor 2", "alinea kedua")
    with Loopback(pages) as site:
        site.routes |= {"/": Answer(body=f"<html><body>{front}</body></html>"), "/sitemap.xml": sitemap("/satu/")}
        assert crawl("site", tmp_path, url=f"{site.url}/").returncode == DONE
        with closing(sqlite3.connect(tmp_path / DATABASE)) as conn, conn:
            conn.execute("update frontier set visited_at = '2199-01-01T00:00:00Z' where visited_at is not null")
            conn.execute("update frontier set due_at = '2199-06-01T00:00:00Z' where due_at is not null")
            conn.execute("update visits set at = '2199-01-01T00:00:00Z'")
            conn.execute("update articles set last_seen_at = '2199-01-01T00:00:00Z'")
        site.routes |= {"/satu/": Answer(body=edited), "/dua/": story("Cerita dua dari pasar")}
        site.routes["/sitemap.xml"] = sitemap("/satu/", "/dua/")
        done = crawl("site", tmp_path, url=f"{site.url}/")
    assert done.returncode == DONE, done.stderr
    assert titles(tmp_path) == ["Cerita dua dari pasar", "Cerita satu dari pasar"]
    assert any("alinea kedua" in row["body"] for row in exported(tmp_path))
    assert scrapy("doctor", folder=tmp_path).returncode == 0


# ---- a server that drops, stalls, lies


def answered(body: str, *, length: int | None = None, more: str = "") -> bytes:
    content = body.encode()
    return f"{HEAD}Content-Length: {len(content) if length is None else length}\r\n{more}\r\n".encode() + content


class Bad(RawServer):
    """Sends what it is told, but holds a connection on /diam/ without a word."""

    def _answer(self, connection: socket.socket) -> None:
        got = connection.recv(65_536, socket.MSG_PEEK)
        if b" /diam/ " in got:
            time.sleep(6)
            connection.close()
            return
        super()._answer(connection)


def test_a_server_that_drops_stalls_and_lies_costs_its_own_pages_alone(tmp_path):
    whole = {f"/baik-{number}/": answered(str(story(f"Cerita baik nomor {number}").body)) for number in range(3)}
    page = str(story("Cerita yang putus di tengah").body)
    bad = {
        "/putus/": answered(page)[: len(page) // 2],
        "/kosong/": b"",
        "/lebih/": answered(page, length=len(page.encode()) + 500),
        "/rusak/": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!",
        "/bukan/": b"this is no HTTP at all\r\n\r\n",
        "/diam/": b"",
    }
    with Bad(whole | bad) as server:
        urls = ",".join(server.url + path for path in (*bad, *whole))
        done = crawl("article", tmp_path, url=urls, settings={"DOWNLOAD_TIMEOUT": "3"})
        assert done.returncode == WITH_FAILURES, done.stderr
        assert titles(tmp_path) == [f"Cerita baik nomor {number}" for number in range(3)]
        with Archive.reading(tmp_path) as archive:
            outcomes = dict(archive.conn.execute("select url, outcome from frontier").fetchall())
        assert {path: outcomes[server.url + path] for path in bad if path != "/rusak/"} == dict.fromkeys(
            [path for path in bad if path != "/rusak/"], "failed"
        )
        assert outcomes[server.url + "/rusak/"] in ("failed", "excluded")
        server.answers |= {
            path: answered(str(story(f"Cerita {path.strip('/')} yang utuh").body)) for path in bad if path != "/diam/"
        }
        again = crawl("article", tmp_path, url=urls, settings={"DOWNLOAD_TIMEOUT": "3"})
    assert again.returncode == WITH_FAILURES, again.stderr  # one still says nothing
    assert len(titles(tmp_path)) == 3 + len(bad) - 1
    assert scrapy("doctor", folder=tmp_path).returncode == 0
