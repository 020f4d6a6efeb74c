"""What an address says by its shape alone: a story, a listing, or nothing to visit.

Shapes are WordPress's defaults, those of common Indonesian news sites and what most publishing software
shares. A shape is evidence, not proof: None means that the address does not say.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.urls import is_asset, is_private_host, site_of

CATEGORY_WORDS = frozenset("category categories kategori cat kanal rubrik section sections channel".split())
TAG_WORDS = frozenset("tag tags tagar topik topic topics label labels tema".split())
AUTHOR_WORDS = frozenset("author authors penulis writer reporter kontributor contributor jurnalis".split())
INDEX_WORDS = frozenset(
    """indeks index indeks-berita index-berita indeksberita news-index arsip archive archives terkini terbaru latest
    terpopuler populer popular most-popular trending headline headlines latest-news berita-terkini berita-terbaru
    semua all-news sitemap peta-situs""".split()
)
SUBJECT_WORDS = CATEGORY_WORDS | TAG_WORDS | AUTHOR_WORDS
PAGE_WORDS = frozenset(("page", "halaman", "hal", "laman"))
LISTING_QUERY = {
    "cat": "category",
    "category_name": "category",
    "tag": "tag",
    "author": "author",
    "author_name": "author",
}
PAGE_PARAMETERS = frozenset("paged page hal halaman start offset pg p_page pagenum".split())
STATIC_PAGES = frozenset(
    """about about-us tentang tentang-kami contact contact-us kontak kontak-kami hubungi-kami redaksi susunan-redaksi
    privacy privacy-policy kebijakan-privasi terms terms-of-service terms-of-use syarat-ketentuan syarat-dan-ketentuan
    ketentuan-layanan disclaimer disclaimers pedoman pedoman-media-siber pedoman-pemberitaan-media-siber kode-etik
    kode-etik-jurnalistik karir karier careers lowongan advertise iklan info-iklan pasang-iklan faq bantuan help
    copyright hak-cipta cookie-policy sample-page contoh-laman newsletter berlangganan subscribe""".split()
)
EXCLUDED_SEGMENTS = {
    name: reason
    for reason, names in {
        "wp-admin": "wp-admin",
        "login": "wp-login.php wp-signup.php wp-activate.php login logout signin sign-in register signup masuk daftar "
        "my-account akun-saya",
        "cart": "cart checkout keranjang",
        "api": "wp-json xmlrpc.php wp-comments-post.php wp-cron.php wp-trackback.php trackback graphql oembed cdn-cgi",
        "search": "search cari pencarian",
        "feed": "rss atom rdf",
        "embed": "embed",
        "asset": "wp-content wp-includes",
    }.items()
    for name in names.split()
}
EXCLUDED_PARAMETERS = {
    "s": "search", "q": "search", "search": "search", "keyword": "search", "feed": "feed", "rest_route": "api",
    "add-to-cart": "cart", "preview": "preview", "preview_id": "preview", "attachment_id": "attachment",
    "page_id": "static page", "redirect_to": "login", "customize_changeset_uuid": "preview", "do": "search",
}  # fmt: skip
DATE_IN_PATH = re.compile(
    r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/(?:0?[1-9]|[12]\d|3[01]))?/|/(?:19|20)\d\d-\d\d-\d\d[/-]"
)
DATE_ARCHIVE = re.compile(
    r"(?:/date|/arsip|/archives?)?/(?:19|20)\d\d(?:/(?:0?[1-9]|1[0-2])(?:/(?:0?[1-9]|[12]\d|3[01]))?)?"
)
LONG_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)")
NUMBER = re.compile(r"\d+")
DATE = re.compile(r"(?:19|20)\d\d[-_./]?(?:0[1-9]|1[0-2])[-_./]?(?:0[1-9]|[12]\d|3[01])(?!\d)")
PAGE_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp|amp)$", re.I)
MONTH_NAME = re.compile(
    r"jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|agustus|aug(?:ust)?|"
    r"sep(?:tember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cs](?:ember)?", re.I
)  # fmt: skip
WORD_BREAK = re.compile(r"[-_+\s]+")
INDEX_FILES = frozenset(("index.php", "index.html", "index.htm"))
STORY_PARAMETERS = ("p", "id", "newsid", "news_id", "artikel", "read")
HEADLINE_WORDS = 3
QUERY_MAX_PARAMETERS = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """What an address says. excluded: why no story and no listing can be there. kind: which listing, if its
    shape is one's ("home", "category", "tag", "author", "date", "index"). is_article: None if it does not say."""

    excluded: str | None = None
    kind: str | None = None
    is_listing: bool = False
    is_article: bool | None = None


def shape_of(url: str) -> Shape:
    """All judgements of an address's shape at once."""
    parts = urlsplit(url)
    names, parameters = _segments(parts.path), dict(_pairs(parts.query.lower()))
    excluded = "asset" if is_asset(url) else _excluded(names, parameters)
    if excluded:
        return Shape(excluded, is_article=False)
    kind = _kind(names, parameters)
    is_later = len(_without_page_number(names)) < len(names) or "paged" in parameters
    is_listing = kind is not None or (is_later and "p" not in parameters)
    return Shape(None, kind, is_listing, False if is_listing else _is_article(names, parameters))


def archive_kind(url: str) -> str | None:
    """Which listing an address is by its shape; later pages are of their first page's kind."""
    return shape_of(url).kind


def looks_like_listing(url: str) -> bool:
    """Whether the shape is a listing's: home, category, tag, author, date, index, and their later pages.

    >>> looks_like_listing("https://gazette.example/category/ekonomi/page/2/")
    True
    >>> looks_like_listing("https://gazette.example/2024/05/xi-temui-putin/")
    False
    """
    return shape_of(url).is_listing


def looks_like_article(url: str) -> bool | None:
    """Whether the shape is a story's; None if it does not say.

    A story has a date and a slug in its path, or a slug of three words, or a long number, or `?p=N`.

    >>> looks_like_article("https://gazette.example/xi-temui-putin-di-moskow/")
    True
    >>> looks_like_article("https://gazette.example/ekonomi/") is None
    True
    """
    return shape_of(url).is_article


def leads_inside(url: str, page_url: str) -> bool:
    """Whether a public page links to a private address, which no honest site does. (A private page may.)"""
    return is_private_host(url) and not is_private_host(page_url)


def _excluded(names: list[str], parameters: dict[str, str]) -> str | None:
    if names and names[-1] == "feed":
        return "feed"
    for place, name in enumerate(names):
        if name in EXCLUDED_SEGMENTS and _is_function(names, place):
            return EXCLUDED_SEGMENTS[name]
    for name in parameters:
        if name in EXCLUDED_PARAMETERS:
            return EXCLUDED_PARAMETERS[name]
    if 1 <= len(names) <= 2 and all(_without_ending(name) in STATIC_PAGES for name in names):
        return "static page"
    return None


def _is_function(names: list[str], place: int) -> bool:
    """Whether a telling segment names a function of the site rather than a subject it writes about."""
    if EXCLUDED_SEGMENTS[names[place]] in ("api", "asset", "wp-admin"):
        return True
    if place == 0:
        return names[:2] != ["search", "label"]  # a label's listing on Blogger
    return place == 1 and len(names) == 2 and names[0] not in SUBJECT_WORDS and not names[0].isdecimal()


def _kind(names: list[str], parameters: dict[str, str]) -> str | None:
    for name, value in parameters.items():
        if name in LISTING_QUERY and value:
            return LISTING_QUERY[name]
        if name == "m" and re.fullmatch(r"(?:19|20)\d\d(?:\d\d){0,2}", value):
            return "date"
    if "p" in parameters:
        return None
    names = _without_page_number(names)
    if not names:
        return "home" if set(parameters) <= PAGE_PARAMETERS else None
    if DATE_ARCHIVE.fullmatch("/" + "/".join(names)):
        return "date"
    if names[0] == "search" and "label" in names:
        return "tag"
    return _kind_by_words(names)


def _kind_by_words(names: list[str]) -> str | None:
    first, last = _without_ending(names[0]), _without_ending(names[-1])
    for words, kind in ((CATEGORY_WORDS, "category"), (TAG_WORDS, "tag"), (AUTHOR_WORDS, "author")):
        if first in words or (len(names) > 2 and names[-2] in words):
            return kind
    if last in INDEX_WORDS or (first in INDEX_WORDS and len(names) == 2 and _narrows(last)):
        return "index"
    return None


def _narrows(name: str) -> bool:
    """Whether what follows an index's word chooses a day, a number or a section of it, and is no story's slug."""
    if DATE.fullmatch(name):
        return True
    return len(name.split("-")) < HEADLINE_WORDS and LONG_NUMBER.search(name) is None


def _without_ending(name: str) -> str:
    return PAGE_ENDING.sub("", name) if "." in name else name


def _is_article(names: list[str], parameters: dict[str, str]) -> bool | None:
    if parameters and any(parameters.get(name, "").isdecimal() for name in STORY_PARAMETERS):
        return True
    if not names:
        return None
    slug = _without_ending(names[-1])
    if names[-1].isdecimal() and len(names[-1]) < 4 and len(names) > 1:
        slug = _without_ending(names[-2])  # a later page of a story
    if DATE_IN_PATH.search("/" + "/".join(names)) and not slug.isdecimal():
        return True
    words = [word for word in WORD_BREAK.split(slug) if word]
    if len(words) >= HEADLINE_WORDS and not all(word.isdecimal() for word in words):
        return True
    return True if any(LONG_NUMBER.search(name) for name in names) else None


def template(url: str) -> str:
    """What the pages of one endless row share: digits as "#", dates and month names too, values of
    parameters as "*", and a run of repeated segments once.

    >>> template("https://gazette.example/agenda/2031/05/?hari=2031-05-07&tampil=bulan")
    'gazette.example/agenda/#/#/?hari=#&tampil=*'
    """
    parts = urlsplit(url)
    segments = ["#" if MONTH_NAME.fullmatch(s) else NUMBER.sub("#", DATE.sub("#", s)) for s in parts.path.split("/")]
    query = sorted({(n, "#" if NUMBER.search(v) else "*" if v else "") for n, v in _pairs(parts.query)})
    path = "/".join(_folded(segments))
    return site_of(url) + path + ("?" + "&".join(f"{NUMBER.sub('#', n)}={v}" for n, v in query) if query else "")


def _folded(segments: list[str]) -> list[str]:
    """segments with an immediately repeated run of up to three kept once: relative links gone wrong."""
    kept: list[str] = []
    for segment in segments:
        kept.append(segment)
        for size in (1, 2, 3):
            if segment and len(kept) >= 2 * size and kept[-size:] == kept[-2 * size : -size]:
                if size == 1 and segment == "#":
                    continue  # /2024/05/ has two numbers, not one repeated
                del kept[-size:]
                break
    return kept


def page_number(url: str) -> int | None:
    """Which page of a listing url says it is (`/page/3/`, `?paged=3`, `?page=3`); None if it does not say."""
    parts = urlsplit(url)
    names, parameters = _segments(parts.path), dict(_pairs(parts.query.lower()))
    if len(names) >= 2 and names[-2] in PAGE_WORDS and names[-1].isdecimal():
        return int(names[-1][:6])
    for name, value in parameters.items():
        if (name in PAGE_PARAMETERS or re.fullmatch(r"query-\d+-page", name)) and value.isdecimal():
            return int(value[:9])
    return None


def _without_page_number(names: list[str]) -> list[str]:
    if len(names) >= 2 and names[-2] in PAGE_WORDS and names[-1].isdecimal():
        return names[:-2]
    return names


def _segments(path: str) -> list[str]:
    """The names of a path, lower case, without an index file."""
    if "%" in path:
        path = unquote(path)
    names = [name for name in path.lower().split("/") if name]
    if names and names[-1] in INDEX_FILES:
        names.pop()
    return names[1:] if names and names[0] == "index.php" else names


def _pairs(query: str) -> list[tuple[str, str]]:
    if not query:
        return []
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=QUERY_MAX_PARAMETERS)
    except ValueError:  # more parameters than that
        return [("", query[:200])]
