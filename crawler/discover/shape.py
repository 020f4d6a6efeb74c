"""What an address says by its shape alone: a story, a listing, or nothing to visit.

Shapes are WordPress's defaults, those of common Indonesian news sites and what most publishing software
shares. A shape is evidence, not proof: None means that the address does not say.
"""

import re
from functools import lru_cache
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
HEADLINE_WORDS = 3
QUERY_MAX_PARAMETERS = 60


def why_excluded(url: str) -> str | None:
    """The short reason for which no story and no listing can be at url; None if there may be one."""
    if is_asset(url):
        return "asset"
    names, parameters = _segments(url), _parameters(url)
    if names and names[-1] == "feed":
        return "feed"
    for place, name in enumerate(names):
        if name in EXCLUDED_SEGMENTS and _is_function(names, place):
            return EXCLUDED_SEGMENTS[name]
    for name in parameters:
        if name in EXCLUDED_PARAMETERS:
            return EXCLUDED_PARAMETERS[name]
    if 1 <= len(names) <= 2 and all(PAGE_ENDING.sub("", name) in STATIC_PAGES for name in names):
        return "static page"
    return None


def _is_function(names: list[str], place: int) -> bool:
    """Whether a telling segment names a function of the site rather than a subject it writes about."""
    if EXCLUDED_SEGMENTS[names[place]] in ("api", "asset", "wp-admin"):
        return True
    if place == 0:
        return names[:2] != ["search", "label"]  # a label's listing on Blogger
    return place == 1 and len(names) == 2 and names[0] not in SUBJECT_WORDS and not names[0].isdecimal()


def leads_inside(url: str, page_url: str) -> bool:
    """Whether a public page links to a private address, which no honest site does. (A private page may.)"""
    return is_private_host(url) and not is_private_host(page_url)


def archive_kind(url: str) -> str | None:
    """Which listing an address is by its shape: "home", "category", "tag", "author", "date", "index".

    Later pages of a listing are of their first page's kind. None if the shape is no listing's.
    """
    names, parameters = _segments(url), _parameters(url)
    for name, value in parameters.items():
        if name in LISTING_QUERY and value:
            return LISTING_QUERY[name]
        if name == "m" and re.fullmatch(r"(?:19|20)\d\d(?:\d\d){0,2}", value):
            return "date"
    if "p" in parameters:
        return None
    names = _without_page_number(names)
    if not names:
        return "home" if set(parameters) <= PAGE_PARAMETERS or not parameters else None
    if DATE_ARCHIVE.fullmatch("/" + "/".join(names)):
        return "date"
    if names[0] == "search" and "label" in names:
        return "tag"
    return _kind_by_words(names)


def _kind_by_words(names: list[str]) -> str | None:
    first, last = PAGE_ENDING.sub("", names[0]), PAGE_ENDING.sub("", names[-1])
    for words, kind in ((CATEGORY_WORDS, "category"), (TAG_WORDS, "tag"), (AUTHOR_WORDS, "author")):
        if first in words or (len(names) > 2 and names[-2] in words):
            return kind
    if last in INDEX_WORDS or (first in INDEX_WORDS and len(names) <= 2 and not LONG_NUMBER.search(last)):
        return "index"
    return None


def looks_like_listing(url: str) -> bool:
    """Whether the shape is a listing's: home, category, tag, author, date, index, and their later pages.

    >>> looks_like_listing("https://gazette.example/category/ekonomi/page/2/")
    True
    >>> looks_like_listing("https://gazette.example/2024/05/xi-temui-putin/")
    False
    """
    if why_excluded(url):
        return False
    names, parameters = _segments(url), _parameters(url)
    if len(_without_page_number(names)) < len(names) or "paged" in parameters:
        return "p" not in parameters
    return archive_kind(url) is not None


def looks_like_article(url: str) -> bool | None:
    """Whether the shape is a story's; None if it does not say.

    A story has a date and a slug in its path, or a slug of three words, or a long number, or `?p=N`.

    >>> looks_like_article("https://gazette.example/xi-temui-putin-di-moskow/")
    True
    >>> looks_like_article("https://gazette.example/ekonomi/") is None
    True
    """
    if why_excluded(url) or looks_like_listing(url):
        return False
    names, parameters = _segments(url), _parameters(url)
    if any(parameters.get(name, "").isdecimal() for name in ("p", "id", "newsid", "news_id", "artikel", "read")):
        return True
    if not names:
        return None
    slug = PAGE_ENDING.sub("", names[-1])
    if names[-1].isdecimal() and len(names[-1]) < 4 and len(names) > 1:
        slug = PAGE_ENDING.sub("", names[-2])  # a later page of a story
    if DATE_IN_PATH.search("/" + "/".join(names)) and not slug.isdecimal():
        return True
    words = [word for word in re.split(r"[-_+\s]+", slug) if word]
    if len(words) >= HEADLINE_WORDS and any(not word.isdecimal() for word in words):
        return True
    if any(LONG_NUMBER.search(name) for name in names):
        return True
    return None


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
    names, parameters = _segments(url), _parameters(url)
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


@lru_cache(maxsize=64)
def _split(url: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    parts = urlsplit(url)
    names = tuple(name for name in unquote(parts.path).lower().split("/") if name)
    if names and names[-1] in ("index.php", "index.html", "index.htm"):
        names = names[:-1]
    if names and names[0] == "index.php":
        names = names[1:]
    return names, tuple((name.lower(), value) for name, value in _pairs(parts.query))


def _segments(url: str) -> list[str]:
    return list(_split(url)[0])


def _parameters(url: str) -> dict[str, str]:
    return dict(_split(url)[1])


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=QUERY_MAX_PARAMETERS)
    except ValueError:  # more parameters than that
        return [("", query[:200])]
