"""Any number of cheap article pages for benchmarks: some 60 kB each, some 9 kB as gzip, made on the fly.

Everything but the story is the same on every page and compressed once: the pieces of a raw deflate stream ended by a
full flush can be joined, so a page costs the compression of its own three kilobytes.
"""

import random
import struct
import zlib
from datetime import datetime, timedelta

from tests.mocksite.newsroom import WIB
from tests.mocksite.shell import moment_text, stamp
from tests.mocksite.wire import Answer, Request

PER_SITEMAP = 10_000
FIRST_DAY = datetime(2025, 1, 1, 6, 0, tzinfo=WIB)
SUBJECTS = "Wali kota Petani Nelayan Guru Perajin Pedagang Warga Sopir Bidan Mahasiswa Kepala desa Penyuluh".split()
PLACES = "Sukamaju Wonorejo Tanjung Batu Kalibiru Rantau Panjang Lubuk Sakti Watu Lembah Padang Teluk Bukit".split()
DEEDS = """memperbaiki saluran air|menanam kembali bakau|membuka pasar pagi|mencatat panen tertinggi|menggelar latihan
bencana|mengajar membaca|menolak tambang pasir|menghitung ulang iuran|merawat jembatan gantung|menjual kopi bubuk|memetakan
batas hutan|menyalakan lampu tenaga surya""".replace("\n", " ").split("|")
ENDS = """sejak awal musim hujan|tanpa menunggu bantuan|dengan uang kas bersama|setelah rapat tiga malam|di bawah terik
matahari|bersama anak-anak sekolah|meski jalan masih rusak|dan hasilnya dibagi rata|seperti dilakukan kakek mereka|agar
tahun depan lebih ringan""".replace("\n", " ").split("|")

SYLLABLES = [first + vowel for first in "b d g j k l m n p r s t w".split() for vowel in "aeiou"][:64]
WORDS = 5  # made up, in a sentence


class Synthetic:
    """A site of `count` pages at /berita/000001/ …, a sitemap index over them, and nothing else."""

    def __init__(self, base: str, count: int) -> None:
        self.base = base
        self.count = count
        rng = random.Random(20250817)
        self.top = self.page_top(rng).encode()
        self.bottom = self.page_bottom(rng).encode()
        self.squeezed_top = squeeze(self.top, last=False)
        self.squeezed_bottom = squeeze(self.bottom, last=True)

    def answer(self, request: Request) -> Answer:
        path = request.path
        if path.startswith("/berita/"):
            number = path.removeprefix("/berita/").rstrip("/")
            if number.isdigit() and 0 < int(number) <= self.count:
                return self.page(int(number), gzip="gzip" in request.headers.get("accept-encoding", ""))
        text = self.text_at(path)
        if text is None:
            return Answer(404, b"<h1>404</h1>", (("Content-Type", "text/html; charset=UTF-8"),))
        kind = {"/": "text/html", "/robots.txt": "text/plain"}.get(path, "text/xml")
        return Answer(200, text.encode(), (("Content-Type", f"{kind}; charset=UTF-8"),))

    def text_at(self, path: str) -> str | None:
        """robots.txt, the sitemaps, and a front page with the newest twenty."""
        parts = -(-self.count // PER_SITEMAP)
        if path == "/robots.txt":
            return f"User-agent: *\nDisallow:\n\nSitemap: {self.base}/sitemap_index.xml\n"
        if path == "/sitemap_index.xml":
            names = (f"<sitemap><loc>{self.base}/sitemap-{part}.xml</loc></sitemap>\n" for part in range(1, parts + 1))
            return sitemap_text("sitemapindex", "".join(names))
        if path.startswith("/sitemap-") and path.endswith(".xml"):
            part = path.removeprefix("/sitemap-").removesuffix(".xml")
            if not part.isdigit() or not 0 < int(part) <= parts:
                return None
            first = (int(part) - 1) * PER_SITEMAP + 1
            return sitemap_text(
                "urlset", "".join(map(self.entry, range(first, min(first + PER_SITEMAP, self.count + 1))))
            )
        if path == "/":
            newest = range(self.count, max(0, self.count - 20), -1)
            return "<h1>Berita</h1>" + "".join(f'<a href="{self.address(n)}">{title(n)}</a> ' for n in newest)
        return None

    def address(self, number: int) -> str:
        return f"{self.base}/berita/{number:06}/"

    def entry(self, number: int) -> str:
        return f"<url><loc>{self.address(number)}</loc><lastmod>{stamp(published(number))}</lastmod></url>\n"

    def page(self, number: int, *, gzip: bool) -> Answer:
        middle = self.story(number).encode()
        headers = (("Content-Type", "text/html; charset=UTF-8"), ("Vary", "Accept-Encoding"))
        if not gzip:
            return Answer(200, self.top + middle + self.bottom, headers)
        check = zlib.crc32(self.bottom, zlib.crc32(middle, zlib.crc32(self.top)))
        size = len(self.top) + len(middle) + len(self.bottom)
        body = b"".join(
            (
                b"\x1f\x8b\x08\0\0\0\0\0\0\xff",
                self.squeezed_top,
                squeeze(middle, last=False),
                self.squeezed_bottom,
                struct.pack("<II", check, size),
            )
        )
        return Answer(200, body, (*headers, ("Content-Encoding", "gzip")))

    def story(self, number: int) -> str:
        """The part of a page that is its own: title, canonical, article, comments."""
        when = published(number)
        body = "\n".join(f"<p>{words}</p>" for words in paragraphs(number))
        comments = "".join(comment_html(number, place, when) for place in range(comment_count(number)))
        return f"""<title>{title(number)} – Kabar Sintetis</title>
<link rel="canonical" href="{self.address(number)}">
</head><body class="single single-post postid-{number}">
<article id="post-{number}" class="post-{number} post type-post hentry"><header class="entry-header">
<h1 class="entry-title">{title(number)}</h1>
<div class="entry-meta"><time class="entry-date published" datetime="{stamp(when)}">{moment_text(when)}</time>
<span class="byline">By <span class="author vcard"><a href="{self.base}/author/meja/">{author(number)}</a></span></span></div>
</header><div class="entry-content">
{body}
</div></article>
<div id="comments" class="comments-area"><ol class="comment-list">{comments}</ol></div>
"""

    def page_top(self, rng: random.Random) -> str:
        rules = "".join(
            f".k{rng.randrange(16**4):04x}{{margin:{rng.randrange(40)}px;width:{rng.randrange(900)}px}}"
            for _ in range(330)
        )
        return f'<!DOCTYPE html>\n<html lang="id"><head><meta charset="UTF-8"><style>{rules}</style>\n'

    def page_bottom(self, rng: random.Random) -> str:
        """Menus and lists of old links, as the greater part of a news page is."""
        links = "".join(
            f'<li class="menu-item menu-item-type-custom"><a href="{self.address(rng.randrange(self.count) + 1)}" '
            f'class="tautan-menu">{rng.choice(SUBJECTS)} {rng.choice(DEEDS)} {rng.choice(ENDS)}</a></li>\n'
            for _ in range(270)
        )
        return f'<aside class="widget-area"><ul>{links}</ul></aside><footer class="site-footer">Kabar Sintetis</footer></body></html>\n'


def squeeze(data: bytes, *, last: bool) -> bytes:
    """A piece of a raw deflate stream that can be joined to others."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    return deflate.compress(data) + deflate.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def sitemap_text(tag: str, inner: str) -> str:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag} {space}>\n{inner}</{tag}>\n'


def published(number: int) -> datetime:
    return FIRST_DAY + timedelta(minutes=number % 900_000 // 2)


def title(number: int) -> str:
    return f"{SUBJECTS[number % 12]} {PLACES[number // 12 % 12]} {DEEDS[number // 144 % 12]}, berita ke-{number}"


def author(number: int) -> str:
    return ("Jurnalis Berita", "Siti Rahmawati", "Bagus Prakoso")[number % 3]


def paragraphs(number: int) -> list[str]:
    """The ten paragraphs of a story, the same for the same number."""
    state = number * 2654435761 % 2**32
    made = []
    for place in range(10):
        sentences = []
        for _ in range(4):
            state = (state * 1664525 + 1013904223) % 2**32
            subject, where = SUBJECTS[state >> 8 & 7], PLACES[state >> 12 & 7]
            deed, names = DEEDS[(state >> 16) % 12], " ".join(made_up(state + step) for step in range(WORDS))
            sentences.append(f"{subject} {where} {deed} bersama {names}.")
        made.append(" ".join(sentences) + f" Alinea {place + 1} dari berita {number}.")
    return made


def made_up(state: int) -> str:
    """A word of three syllables, another for nearly every state: stories share few words with each other, as real ones do."""
    mixed = state * 2246822519 % 2**32
    return "".join(SYLLABLES[mixed >> shift & 63] for shift in (12, 18, 24))


def comment_count(number: int) -> int:
    """None to three comments a page."""
    return number % 4


def comment_html(number: int, place: int, when: datetime) -> str:
    identity = number * 10 + place
    at = when + timedelta(minutes=30 * (place + 1))
    return (
        f'<li id="comment-{identity}" class="comment depth-1"><article class="comment-body"><b class="fn">Pembaca {place + 1}'
        f'</b> <time datetime="{stamp(at)}">{moment_text(at)}</time><div class="comment-content"><p>Tanggapan {place + 1} '
        f"untuk berita {number}.</p></div></article></li>"
    )
