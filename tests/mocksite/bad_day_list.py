"""Which bad days the site has: where, under which label /hari-buruk/ links them, and what must become of them.

Stories with a bad day are in articles/hari-buruk.toml and named by their `bad_day`; STORY_DAYS tells what becomes of
those. BAD_DAYS lists the addresses that are no stories. How they answer is bad_days.py's.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.mocksite.newsroom import PROTECTED, Newsroom

HUB = "/hari-buruk/"
BROKEN_FEED = "/hari-buruk/feed-rusak.xml"
CHAIN_PATH = "/jalan-memutar/"
LONG_CHAIN_PATH = "/rantai-panjang/"
LONG_CHAIN_HOPS = 40
CALENDAR = "/kalender/"
SESSIONS = "/sesi/"


@dataclass(frozen=True, slots=True)
class BadDay:
    """An address that is no story. outcomes: what may become of it, the preferred first; prefix: it and all below.

    most_requests bounds what a crawl may spend on it, None for no bound; in_sitemap: its sitemap names it.
    """

    path: str
    label: str
    outcomes: tuple[str, ...]
    reason: str
    in_sitemap: bool = False
    prefix: bool = False
    most_requests: int | None = None


@dataclass(frozen=True, slots=True)
class StoryDay:
    """What becomes of the stories with a `bad_day`."""

    outcomes: tuple[str, ...]
    reason: str


ARCHIVED = ("archived",)
STORY_DAYS = {
    "500-once": StoryDay(ARCHIVED, "500 at the first request, 200 afterwards"),
    "503-seconds": StoryDay(ARCHIVED, "503 with Retry-After: 1, 200 once that has passed"),
    "429-seconds": StoryDay(ARCHIVED, "429 with Retry-After: 2, 200 once that has passed"),
    "429-date": StoryDay(ARCHIVED, "429 with Retry-After as an HTTP date 2 s ahead, 200 once that has passed"),
    "dropped-once": StoryDay(ARCHIVED, "the connection drops half-way at the first request, 200 afterwards"),
    "redirects": StoryDay(ARCHIVED, "linked through five redirects only"),
    "wrong-charset": StoryDay(ARCHIVED, "UTF-8, declared as iso-8859-1 in the header and as UTF-8 in the page"),
    "windows-1252": StoryDay(ARCHIVED, "windows-1252, declared nowhere"),
    "broken-html": StoryDay(ARCHIVED, "unclosed and wrongly nested tags, no end of the document"),
    "nul": StoryDay(ARCHIVED, "NUL bytes within the text"),
    "slow": StoryDay(ARCHIVED, "answers after 2.5 s"),
    "div-flood": StoryDay(ARCHIVED, "1 MB of nested div elements after the story"),
    "session": StoryDay(ARCHIVED, "linked with ever new session ids only"),
    "truncated": StoryDay(("failed", "due"), "Content-Length is twice what is sent, every time"),
    "dropped": StoryDay(("failed", "due"), "the connection drops half-way, every time"),
    "500-always": StoryDay(("failed", "due"), "500, every time"),
    "long-wait": StoryDay(("due", "failed"), "503 with Retry-After: 3600"),
    "429-always": StoryDay(("due", "failed"), "429 without Retry-After, every time"),
    PROTECTED: StoryDay(("excluded",), "behind a password: a form in place of the words"),
}
FAILED = ("failed", "due")
EXCLUDED = ("excluded", "failed")
BAD_DAYS = (
    BadDay("/berita-yang-tak-pernah-ada/", "Berita yang tak pernah ada", EXCLUDED, "404", in_sitemap=True),
    BadDay("/berita-yang-dicabut/", "Berita yang dicabut redaksi", EXCLUDED, "410", in_sitemap=True),
    BadDay("/putaran/", "Putaran tanpa ujung", EXCLUDED, "redirects to /putaran/balik/, which leads back"),
    BadDay("/putaran/diri/", "Menunjuk diri sendiri", EXCLUDED, "redirects to itself"),
    BadDay(f"{LONG_CHAIN_PATH}1/", "Rantai panjang", EXCLUDED, f"{LONG_CHAIN_HOPS} redirects", most_requests=60),
    BadDay("/jaringan-dalam/sepuluh/", "Berita di jaringan dalam", EXCLUDED, "redirects to http://10.0.0.1/"),
    BadDay("/jaringan-dalam/porta/", "Berita di porta satu", EXCLUDED, "redirects to http://127.0.0.1:1/"),
    BadDay("/jaringan-dalam/awan/", "Berita di balik awan", EXCLUDED, "redirects to http://169.254.169.254/"),
    BadDay("/bom-gzip/", "Kabar yang mengembang", EXCLUDED, "a small gzip answer of 40 MiB", in_sitemap=True),
    BadDay("/berita-lama-tak-ada-lagi/", "Berita lama tak ada lagi", EXCLUDED, "soft 404: status 200", in_sitemap=True),
    BadDay("/halaman-kosong/", "Halaman kosong", EXCLUDED, "200 without a body", in_sitemap=True),
    BadDay("/laporan-keuangan-desa-2025/", "Laporan keuangan desa 2025", ("excluded",), "a PDF", in_sitemap=True),
    BadDay("/khusus-pelanggan/", "Liputan khusus pelanggan", ("excluded",), "redirects to the login page"),
    BadDay("/foto-pasar-apung/", "Foto: pasar apung", ("excluded",), "an attachment page", in_sitemap=True),
    BadDay("/periksa-peramban/", "Periksa peramban", (*FAILED, "excluded"), "403 with a challenge", in_sitemap=True),
    BadDay("/video-panen-raya/", "Video: panen raya", ("excluded",), "a video and no words", in_sitemap=True),
    BadDay("/rahasia/dokumen-redaksi/", "Dokumen redaksi", ("excluded",), "robots.txt disallows it", most_requests=0),
    BadDay("/wp-admin/", "Dasbor", ("excluded",), "robots.txt disallows it", prefix=True, most_requests=0),
    BadDay(f"{CALENDAR}2026/11/", "Kalender acara", (*EXCLUDED, "due"), "a month of an endless calendar"),
    BadDay(CALENDAR, "", (*EXCLUDED, "due"), "an endless calendar", prefix=True, most_requests=200),
    BadDay(SESSIONS, "Ruang sesi", (*EXCLUDED, "due"), "ever new session ids", prefix=True, most_requests=200),
    BadDay(BROKEN_FEED, "", EXCLUDED, "a feed that ends in the middle of an item"),
)


def listed_paths(room: Newsroom) -> Iterator[str]:
    """What the sitemap of bad days names. Stories reached by redirects or session ids are found there alone."""
    yield HUB
    yield from (post.path for post in room.bad_posts if post.bad_day not in ("redirects", "session"))
    yield from (day.path for day in BAD_DAYS if day.in_sitemap)
