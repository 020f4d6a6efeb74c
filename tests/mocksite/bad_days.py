"""How the bad days answer: refusals, waits, loops, cut and dropped answers, and stories on spoiled pages."""

import time
from collections import Counter
from collections.abc import Callable
from email.utils import formatdate

from tests.mocksite import bad_pages
from tests.mocksite.bad_day_list import (
    BROKEN_FEED,
    CALENDAR,
    CHAIN_PATH,
    HUB,
    LONG_CHAIN_HOPS,
    LONG_CHAIN_PATH,
    SESSIONS,
)
from tests.mocksite.documents import HTML, RSS, Edition
from tests.mocksite.newsroom import PROTECTED, Post
from tests.mocksite.single import single
from tests.mocksite.static_pages import not_found
from tests.mocksite.traps import calendar_page
from tests.mocksite.wire import Answer, Request

SLOW_S = 2.5
CHAIN = (301, 302, 307, 308, 302)
INSIDE = {
    "/jaringan-dalam/sepuluh/": "http://10.0.0.1/berita/",
    "/jaringan-dalam/porta/": "http://127.0.0.1:1/berita/",
    "/jaringan-dalam/awan/": "http://169.254.169.254/latest/meta-data/",
    "/putaran/": "/putaran/balik/",
    "/putaran/balik/": "/putaran/",
    "/putaran/diri/": "/putaran/diri/",
    "/khusus-pelanggan/": "/wp-login.php?redirect_to=%2Fkhusus-pelanggan%2F",
}


def html(body: bytes, status: int = 200, kind: str = HTML, **extra: str) -> Answer:
    headers = (("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in extra.items()))
    return Answer(status, body, headers)


def redirect(url: str, status: int = 302) -> Answer:
    return Answer(status, b"", (("Location", url), ("Content-Type", HTML)))


class BadDays:
    """The bad days of one site: what it remembers is how often, and since when, a path was asked for."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.open_from: dict[str, float] = {}
        self.story_days: dict[str, Callable[[Edition, Post, Request], Answer]] = {
            "500-once": self.fails_once,
            "503-seconds": lambda site, post, request: self.asks_to_wait(site, post, status=503, wait_s=1),
            "429-seconds": lambda site, post, request: self.asks_to_wait(site, post, status=429, wait_s=2),
            "429-date": lambda site, post, request: self.asks_to_wait(site, post, status=429, wait_s=2, as_date=True),
            "dropped-once": self.drops_once,
            "redirects": lambda site, post, request: html(whole(site, post)),
            "session": lambda site, post, request: html(whole(site, post)),
            "wrong-charset": lambda site, post, request: html(whole(site, post), kind="text/html; charset=ISO-8859-1"),
            "windows-1252": lambda site, post, _: html(bad_pages.as_windows_1252(whole(site, post)), kind="text/html"),
            "broken-html": lambda site, post, request: html(bad_pages.as_broken(whole(site, post))),
            "nul": lambda site, post, request: html(bad_pages.with_nul(whole(site, post))),
            "slow": lambda site, post, _: Answer(200, whole(site, post), (("Content-Type", HTML),), delay_s=SLOW_S),
            "div-flood": lambda site, post, request: html(whole(site, post, after_story=bad_pages.FLOOD)),
            "truncated": lambda site, post, _: Answer(200, whole(site, post), (("Content-Type", HTML),), fault="short"),
            "dropped": lambda site, post, _: Answer(200, whole(site, post), (("Content-Type", HTML),), fault="drop"),
            "500-always": lambda site, post, request: html(b"<h1>500 Internal Server Error</h1>", 500),
            "long-wait": lambda site, post, request: html(b"<h1>Pemeliharaan</h1>", 503, Retry_After="3600"),
            "429-always": lambda site, post, request: html(b"<h1>Too Many Requests</h1>", 429),
            PROTECTED: lambda site, post, _: html(bad_pages.password_form(site.room, site.options, post)),
        }

    def answer(self, site: Edition, request: Request) -> Answer | None:
        """The answer at a bad day's address; None for any other address."""
        path = request.path
        story = site.room.bad_by_path.get(path)
        if story:
            return self.story_days[story.bad_day](site, story, request)
        if path in INSIDE:
            target = INSIDE[path]
            return redirect(site.room.base + target if target.startswith("/") else target)
        if path.startswith((CHAIN_PATH, LONG_CHAIN_PATH)):
            return self.chain(site, path)
        if path.startswith(CALENDAR):
            page = calendar_page(site.room, site.options, path)
            return html(page) if page else None
        if path.startswith(SESSIONS):
            return html(bad_pages.sessions(site.room, site.options, request.target))
        return self.plain_page(site, path)

    def plain_page(self, site: Edition, path: str) -> Answer | None:
        room, options = site.room, site.options
        makers: dict[str, Callable[[], Answer]] = {
            HUB: lambda: html(bad_pages.hub(room, options)),
            BROKEN_FEED: lambda: html(bad_pages.broken_feed(room), kind=RSS),
            "/berita-yang-tak-pernah-ada/": lambda: html(not_found(room, options), 404),
            "/berita-yang-dicabut/": lambda: html(b"<h1>Berita ini dicabut redaksi</h1>", 410),
            "/bom-gzip/": lambda: html(bad_pages.gzip_bomb(), Content_Encoding="gzip"),
            "/berita-lama-tak-ada-lagi/": lambda: html(not_found(room, options)),
            "/halaman-kosong/": lambda: html(b""),
            "/laporan-keuangan-desa-2025/": lambda: html(bad_pages.pdf(), kind="application/pdf"),
            "/foto-pasar-apung/": lambda: html(bad_pages.attachment(room, options, path)),
            "/periksa-peramban/": lambda: html(bad_pages.challenge(), 403, Cf_Mitigated="challenge"),
            "/video-panen-raya/": lambda: html(bad_pages.video(room, options, path)),
            "/rahasia/dokumen-redaksi/": lambda: html(bad_pages.secret(room, options)),
        }
        make = makers.get(path)
        return make() if make else None

    def fails_once(self, site: Edition, post: Post, request: Request) -> Answer:
        self.hits[post.path] += 1
        return html(whole(site, post)) if self.hits[post.path] > 1 else html(b"<h1>500 Internal Server Error</h1>", 500)

    def drops_once(self, site: Edition, post: Post, request: Request) -> Answer:
        self.hits[post.path] += 1
        headers = (("Content-Type", HTML),)
        return Answer(200, whole(site, post), headers, fault="" if self.hits[post.path] > 1 else "drop")

    def asks_to_wait(self, site: Edition, post: Post, *, status: int, wait_s: int, as_date: bool = False) -> Answer:
        """A refusal until the wait it names is over; who comes early is told the same again, with what is left."""
        now = time.time()
        # A date has whole seconds, so what it names is up to a second less than wait_s away.
        opens = self.open_from.setdefault(post.path, float(int(now) + wait_s) if as_date else now + wait_s)
        if now >= opens - 0.1:  # a timer may be early by a little
            return html(whole(site, post))
        left = formatdate(opens, usegmt=True) if as_date else str(max(1, round(opens - now)))
        return html(b"<h1>Mohon tunggu sebentar</h1>", status, Retry_After=left)

    def chain(self, site: Edition, path: str) -> Answer | None:
        """/jalan-memutar/1/ … /5/ to a story, /rantai-panjang/1/ … /40/ to the front page."""
        step = path.rstrip("/").rpartition("/")[2]
        if not step.isdigit():
            return None
        number, base = int(step), site.room.base
        if path.startswith(LONG_CHAIN_PATH):
            last = number >= LONG_CHAIN_HOPS
            return redirect(f"{base}/" if last else f"{base}{LONG_CHAIN_PATH}{number + 1}/")
        if not 0 < number <= len(CHAIN):
            return None
        story = next((post for post in site.room.bad_posts if post.bad_day == "redirects"), None)
        end = story.path if story else "/"
        return redirect(base + (end if number == len(CHAIN) else f"{CHAIN_PATH}{number + 1}/"), CHAIN[number - 1])


def whole(site: Edition, post: Post, *, after_story: str = "") -> bytes:
    return single(site.room, site.options, post, after_story=after_story)
