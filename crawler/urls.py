"""What a URL is to the archive: its canonical form, its key, its site; and which addresses are private.
What parameters count for is `tracking`'s to say.

Pure functions of strings. Terms: RFC 3986 (URI), RFC 6761 and 6890 (special-purpose names and addresses).
"""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote_plus, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from crawler.tracking import is_noise

FACE_LABELS = ("www", "m", "amp", "mobile", "wap")
DEFAULT_PORT = {"http": 80, "https": 443}
COMMENT_PAGE = re.compile(r"/comment-page-\d+/?$")
FACE_PATH = re.compile(r"/(?:amp|feed(?:/(?:rss|rss2|atom|rdf))?|embed|trackback)/?$", re.I)
MOST_FACES = 8  # endings taken off one path: "/amp/amp/…" over 4,000 characters took 30 ms a link
INDEX_FILE = re.compile(r"/index\.(?:html?|php)$", re.I)
ASSET = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|pdf|docx?|xlsx?|pptx?|odt|zip|rar|7z|gz|tgz|mp3|m4a|ogg|wav|mp4|"
    r"m4v|webm|mov|avi|mkv|css|js|mjs|json|xml|woff2?|ttf|eot|apk|exe|dmg|iso|torrent|ics|vcf)$",
    re.I,
)
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f.]*:[0-9a-f:.]+", re.I)
# Second-level names under which countries register sites: "co.id" is no site of its own.
REGISTRIES = frozenset("ac co com desa edu go gov gob mil my net ne or org ponpes sch web".split())
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")  # RFC 8215
HREF_MAX_CHARS = 4_000
# Links as nearly all are written, with nothing to resolve, encode or fold: `_resolved` puts them behind the same piece
# of the base each time, or leaves them as they are. They cost a fifteenth without it.
NAME, QUERY = "[A-Za-z0-9_~-][A-Za-z0-9_~.-]*", r"\?[A-Za-z0-9_~.&=-]+"
PLAIN = re.compile(rf"(?:/?{NAME}(?:/{NAME})*/?|/)(?:{QUERY})?|{QUERY}")
PLAIN_ABSOLUTE = re.compile(
    r"https?://(?=[a-z0-9.-]{1,250}/)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
    rf"/(?:{NAME}(?:/{NAME})*/?)?(?:{QUERY})?"
)
# A story's place on sites whose pages a script draws ("#!/2011/story", "#!5736300/story"); "#!" and "#!top" are none.
ROUTE = re.compile(r"!(?=[^/]*/)(?=\W*\w).+", re.S)
PERCENT = re.compile(r"%([0-9a-fA-F]{2})")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def absolute(href: str, base: str) -> str | None:
    """href resolved against base as an http(s) URL without fragment, unless that is a route; None if it is none.

    >>> absolute("/a b#c", "https://gazette.example/x")
    'https://gazette.example/a%20b'
    >>> absolute("javascript:void(0)", "https://gazette.example/") is None
    True
    """
    href = href.strip()
    if not href or len(href) > HREF_MAX_CHARS:
        return None
    if PLAIN_ABSOLUTE.fullmatch(href):
        return href
    if PLAIN.fullmatch(href):
        before = _before(href[0] if href[0] in "/?" else "", base)
        return before and before + href
    href = href.replace("\t", "").replace("\n", "").replace("\r", "")
    return _resolved(href, "" if href.startswith(("https://", "http://")) else base)


@lru_cache(maxsize=64)
def _before(sign: str, base: str) -> str | None:
    """What a plain link that begins with "/", "?" or neither ("") is put behind; None if base is none of the web."""
    probe = sign + "x"
    found = _resolved(probe, base)
    return found and found.removesuffix(probe)


@lru_cache(maxsize=4_096)  # a site's menus stand on each of its pages: 0.07 ms a link without it
def _resolved(href: str, base: str) -> str | None:
    try:
        joined = urljoin(base, href)
        if PLAIN_ABSOLUTE.fullmatch(joined):
            return joined
        url = safe_url_string(joined)
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORT or not HOST.fullmatch(parts.hostname or "") or parts.port == 0:
            return None
    except ValueError:  # "http://[half", a port that is no number, a label too long for IDNA
        return None
    return urlunsplit(parts._replace(netloc=netloc(url), path=parts.path or "/", fragment=_route(parts.fragment)))


def _route(fragment: str) -> str:
    """A fragment that tells one document from another, else ""."""
    return fragment if ROUTE.fullmatch(fragment) else ""


def netloc(url: str) -> str:
    """Host in lower case, with the port where it is not the scheme's own; user names are left out.

    >>> netloc("https://Gazette.example:443/x")
    'gazette.example'
    """
    parts = urlsplit(url)
    return _netloc(parts.scheme, parts.netloc)


@lru_cache(maxsize=1_024)  # a page's links lead to few hosts
def _netloc(scheme: str, written: str) -> str:
    parts = SplitResult(scheme, written, "", "", "")
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    return host if port in (None, DEFAULT_PORT.get(scheme)) else f"{host}:{port}"


def site_of(url: str) -> str:
    """The name under which a URL's site is archived: its host (and odd port) without www, m, amp, mobile.

    >>> site_of("https://www.gazette.example/a")
    'gazette.example'
    """
    return _site(netloc(url))


@lru_cache(maxsize=1_024)
def _site(host: str) -> str:
    first, _, rest = host.partition(".")
    labels = rest.partition(":")[0].split(".")
    is_registry = len(labels) == 2 and labels[0] in REGISTRIES and len(labels[1]) == 2
    return rest if first in FACE_LABELS and len(labels) > 1 and not is_registry else host


def same_site(a: str, b: str) -> bool:
    """Whether two URLs belong to one site: www, m and amp hosts count as the site, other hosts do not."""
    return site_of(a) == site_of(b)


@lru_cache(maxsize=64)  # the same address is asked for again at once: for its key, then for its own sake
def canonical(url: str) -> str:
    """url as the archive spells it: no fragment but a route, no tracking or presentation parameters, no AMP, feed or
    comment-page ending. Scheme, host and parameter order stay: the result can be fetched.

    >>> canonical("https://gazette.example/a/?utm_source=x&p=7#komentar")
    'https://gazette.example/a/?p=7'
    >>> canonical("https://gazette.example/a/comment-page-2/")
    'https://gazette.example/a/'
    """
    parts = urlsplit(url)
    path = parts.path or "/"
    for _ in range(MOST_FACES):
        shorter = FACE_PATH.sub("/", COMMENT_PAGE.sub("/", path))
        if shorter in ("/", path):
            break
        path = shorter if path.endswith("/") or "." not in shorter else shorter.rstrip("/")
    return urlunsplit((parts.scheme, netloc(url), path, _kept_query(parts.query), _route(parts.fragment)))


def _kept_query(query: str) -> str:
    """The query as it is spelled, without noise: some servers read its bytes, not its meaning."""
    if not query:
        return ""
    pieces = query.split("&")
    kept = [
        piece for piece in pieces if not is_noise(*(unquote_plus(part).lower() for part in piece.partition("=")[::2]))
    ]
    return query if len(kept) == len(pieces) else "&".join(kept)


@lru_cache(maxsize=8_192)  # each link's key is asked for four times on its way to the archive
def key(url: str) -> str:
    """What two addresses of one document share: `canonical` without scheme, www or amp host, index file,
    trailing slash; parameters sorted; percent-encoding in one form.

    >>> key("http://www.gazette.example/a/") == key("https://gazette.example/a?utm_medium=rss")
    True
    """
    parts = urlsplit(canonical(url))
    path = _spelled(INDEX_FILE.sub("/", parts.path))
    path = (re.sub(r"/{2,}", "/", path) if "//" in path else path).rstrip("/")
    query = parts.query and "&".join(
        sorted(_spelled(piece.replace("+", "%20")) for piece in parts.query.split("&") if piece)
    )
    route = parts.fragment and f"#{_spelled(parts.fragment)}"
    return site_of(url) + (path or "/") + (f"?{query}" if query else "") + route


def _spelled(text: str) -> str:
    """text with its percent-encoding in one form (RFC 3986, 6.2.2): unreserved characters bare, hexadecimal
    digits in upper case, other than ASCII encoded."""
    bare = text
    if "%" in text:
        bare = PERCENT.sub(lambda m: c if (c := chr(int(m[1], 16))) in UNRESERVED else m[0].upper(), text)
    return quote(bare, safe="%/:@!$&'()*+,;=~[]?") if not bare.isascii() else bare


def is_asset(url: str) -> bool:
    """Whether the path ends like a file that is no page: a picture, a film, a document to download."""
    return ASSET.search(urlsplit(url).path) is not None


def is_private(address: str) -> bool:
    """Whether an IP address, as text, is one no public site should send a crawler to.

    Loopback, private, link-local, carrier-grade NAT, multicast, reserved; IPv4 wrapped in IPv6 (mapped,
    6to4, NAT64, Teredo) counts as the IPv4 it leads to. False for text that is no IP address.

    >>> is_private("127.0.0.1"), is_private("::ffff:10.0.0.1"), is_private("93.184.216.34")
    (True, True, False)
    """
    try:
        ip = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and (ip in NAT64 or (int(ip) >> 32 == 0 and int(ip) > 1)):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_private(str(inner))
        if ip.is_site_local or ip in LOCAL_NAT64:
            return True
    return not ip.is_global or ip.is_multicast


def is_private_host(url: str) -> bool:
    """Whether a URL names a private address or a local name outright, before any look-up of names.

    >>> is_private_host("http://localhost:8080/"), is_private_host("http://2130706433/")
    (True, True)
    """
    return _is_private_name((urlsplit(url).hostname or "").rstrip(".").lower())


@lru_cache(maxsize=1_024)
def _is_private_name(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        return True
    return is_private(_dotted(host))


def _dotted(host: str) -> str:
    """Decimal, hexadecimal, octal and shortened IPv4 forms, which resolvers accept, in dotted form."""
    pieces = host.split(".")
    if len(pieces) > 4 or not all(re.fullmatch(r"0x[0-9a-f]+|[0-9]+", p) for p in pieces):
        return host
    try:
        numbers = [int(p, 16 if p[:2] == "0x" else 8 if p[0] == "0" else 10) for p in pieces]
        value = numbers.pop()
        for place, number in zip((24, 16, 8), numbers, strict=False):
            value += number << place
        return str(ipaddress.IPv4Address(value))
    except ValueError:
        return host
