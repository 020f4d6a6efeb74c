"""What kind of page a page is. Only articles become articles.

Strong evidence first: walls and forms that stand in place of a story, WordPress's body classes, what the page
tells machines; then the address, and how much running text there is beside the links.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from crawler.extract import json_ld, wordpress
from crawler.extract.density import density
from crawler.extract.found import Found
from crawler.extract.reading import Reading, reading_of
from crawler.extract.story import Story, story
from crawler.extract.teasers import linked_lines, teasers, tells_teasers
from crawler.page import Page


class Kind(StrEnum):
    """The kinds of pages a news site answers with."""

    ARTICLE = "article"
    LISTING = "listing"
    STATIC = "static"
    ATTACHMENT = "attachment"
    SEARCH = "search"
    LOGIN = "login"
    PASSWORD = "password"
    CHALLENGE = "challenge"
    MEDIA = "media"
    SOFT_404 = "soft_404"
    OTHER = "other"


WORDPRESS_KINDS = (
    ("error404", Kind.SOFT_404),
    ("attachment", Kind.ATTACHMENT),
    ("search", Kind.SEARCH),
    ("search-results", Kind.SEARCH),
    ("search-no-results", Kind.SEARCH),
    ("archive", Kind.LISTING),
    ("home", Kind.LISTING),
    ("blog", Kind.LISTING),
    ("single", Kind.ARTICLE),
    ("single-post", Kind.ARTICLE),
    ("page", Kind.STATIC),
)
LOGIN_FORM = "form#loginform, form[action*='wp-login'], form input[type=password]"
CHALLENGE_TITLE = re.compile(
    r"(?:just a moment|attention required|please wait|one moment(?:,? please)?|ddos-guard|checking your browser(?: before accessing.*)?|"
    r"access (?:to this page has been )?denied|are you (?:a robot|human)|pardon our interruption|robot check|security check|"
    r"human verification|verifying you are human|before you continue(?: to .*)?|bot verification|vercel security checkpoint|"
    r"client challenge|tunggu sebentar|mohon tunggu|verifikasi (?:keamanan|bahwa anda manusia)|akses ditolak|einen moment,? bitte|zugriff verweigert|"
    r"sicherheitsüberprüfung|accès refusé|acceso denegado|(?:your )?(?:privacy|cookie) (?:settings|preferences|choices|"
    r"consent)|datenschutz-?einstellungen|we value your privacy|enable (?:javascript|cookies).*)\W*(?:[|–-].*)?",
    re.I,
)
CHALLENGE_MARKS = (
    "#challenge-form, #challenge-running, #challenge-error-text, #cf-wrapper, .cf-browser-verification, #px-captcha, "
    "script[src*='/cdn-cgi/challenge-platform/'], iframe[src*='captcha-delivery'], #sucuri-firewall, form[action*='__cf_chl']"
)
LONGEST_NOTICE = 200  # characters of a heading in which it says that there is no page
NOT_FOUND = re.compile(
    r"\W*(?:(?:(?:error|kesalahan|fehler|erreur|oops|maaf)\W*)?404(?=\W*(?:$|[-–|:]|error|not|page|halaman|seite))|nothing found|nicht gefunden|not found|tidak ditemukan|"
    r"(?:(?:oops|maaf|sorry|ups)\W*)?(?:that|this|the|die|diese|la|cette|esta|halaman|laman|artikel|berita|página|pagina|page|seite|story|"
    r"article)\b[^.!?]{0,50}?\b(?:not (?:be )?found|can(?:no|['’])t be found|does(?: no|n['’])t exist|tidak (?:dapat |bisa )?ditemukan|"
    r"nicht gefunden|existiert nicht|introuvable|n['’]existe pas|n[oã]o? existe|no (?:se )?(?:ha sido )?encontrad[ao]|não (?:foi )?encontrada|"
    r"non (?:è stata )?trovata|niet gevonden))",
    re.I,
)
LISTING_TYPES = frozenset(("CollectionPage", "ItemList", "ProfilePage", "CategoryCodeSet"))
SEARCH_TYPES = frozenset(("SearchResultsPage",))
STATIC_TYPES = frozenset(("AboutPage", "ContactPage", "FAQPage", "CheckoutPage"))
SEARCH_PATH = re.compile(r"/(?:search|cari|suche|recherche|buscar|busca|ricerca|zoeken)(?:/|$)", re.I)
LISTING_PATH = re.compile(
    r"/(?:category|categories|kategori|tag|tags|topik|topic|topics|author|authors|penulis|indeks|index-berita|page|rubrik|label)/[^/]+/?$|"
    r"^/(?:indeks|arsip|archive|archives|news|berita|terkini|terpopuler)?/?$",
    re.I,
)
MEDIA_TYPES = frozenset(("VideoObject", "AudioObject", "ImageGallery", "MediaGallery", "VideoGallery"))
STORY_OBJECTS = frozenset(("article", "news", "newsarticle", "blogpost", "article:news"))
FEED_TAGS = frozenset(("rss", "feed", "urlset", "sitemapindex"))
KIND = "_kind"  # the name under which a page keeps its own
LITTLE_TEXT = 600
STORY_TEXT = 700
MANY_TEASERS, MANY_LINKS = 8, 15


def kind(page: Page) -> Found[Kind]:
    """The kind of a page and the rule that told it."""
    return kind_of(reading_of(page))


def kind_of(reading: Reading) -> Found[Kind]:
    """The same for a page that is being read; kept with the page."""
    kept: Found[Kind] | None = reading.page.__dict__.get(KIND)
    if kept is None:
        kept = next((found for rule in RULES if (found := rule(reading))), Found(Kind.OTHER, "no story"))
        reading.page.__dict__[KIND] = kept
    return kept


def from_challenge(reading: Reading) -> Found[Kind] | None:
    """A wall of a firewall or a consent service: its title or its scripts, and hardly any text."""
    title = reading.page.title or ""
    if sum(map(len, reading.outline.text)) > 3 * LITTLE_TEXT:
        return None
    if CHALLENGE_TITLE.fullmatch(title):
        return Found(Kind.CHALLENGE, "title")
    if reading.page.tree.css_first(CHALLENGE_MARKS) is not None:
        return Found(Kind.CHALLENGE, "markup")
    return None


def from_feed(reading: Reading) -> Found[Kind] | None:
    """A feed or sitemap that was read as HTML."""
    return Found(Kind.OTHER, "feed") if not FEED_TAGS.isdisjoint(reading.outline.tag) else None


def from_password_form(reading: Reading) -> Found[Kind] | None:
    """WordPress shows a form in place of a protected post's content."""
    words = reading.page.body_classes
    if (
        not reading.marks.of_class("post-password-required")
        and not wordpress.is_single_post(reading.page)
        and "page" not in words
    ):
        return None
    outline = reading.outline
    forms = (outline.element[box] for box, tag in enumerate(outline.tag) if tag == "form")
    if any("action=postpass" in (form.attributes.get("action") or "") for form in forms):
        return Found(Kind.PASSWORD, "wordpress:password-form")
    return Found(Kind.PASSWORD, "wordpress:password-form") if reading.marks.of_class("post-password-form") else None


def from_wordpress(reading: Reading) -> Found[Kind] | None:
    """body_class names the kind of every page of core's."""
    words = reading.page.body_classes
    if not reading.is_wordpress:
        return None
    if "login" in words and reading.page.tree.css_first(LOGIN_FORM) is not None:
        return Found(Kind.LOGIN, "wordpress:login")
    return next((Found(found, f"wordpress:{word}") for word, found in WORDPRESS_KINDS if word in words), None)


def from_not_found(reading: Reading) -> Found[Kind] | None:
    """A page that says that there is no page, with status 200."""
    if sum(map(len, reading.outline.text)) > 12 * LITTLE_TEXT:
        return None
    outline = reading.outline
    headings = [outline.text_of(box) for box, tag in enumerate(outline.tag) if tag in ("h1", "h2")][:3]
    for text in (reading.page.title or "", *headings):
        if NOT_FOUND.match(text[:LONGEST_NOTICE]) and _running_text(reading) < LITTLE_TEXT:
            return Found(Kind.SOFT_404, "not found")
    return None


def from_search(reading: Reading) -> Found[Kind] | None:
    parts = urlsplit(reading.page.url)
    asked = parse_qs(parts.query)
    if "s" in asked and parts.path in ("", "/"):
        return Found(Kind.SEARCH, "url")
    return Found(Kind.SEARCH, "url") if SEARCH_PATH.search(parts.path) and ("q" in asked or "query" in asked) else None


def from_front(reading: Reading) -> Found[Kind] | None:
    """The home page of a site lists stories, whatever it calls itself."""
    parts = urlsplit(reading.page.url)
    is_home = parts.path in ("", "/") and not parts.query
    return Found(Kind.LISTING, "home page") if is_home and len(teasers(reading.outline)) >= MANY_TEASERS // 2 else None


def from_json_ld(reading: Reading) -> Found[Kind] | None:
    """What the page tells search engines it is; many stories told at once are a listing's."""
    types = [set(json_ld.types_of(item)) for item in reading.page.json_ld[:60]]
    named = {name for names in types for name in names}
    told = [names for names in types if any(json_ld.STORY_TYPE.search(name) for name in names)]
    if "LiveBlogPosting" in named and not named & SEARCH_TYPES:  # its entries are postings, too
        return Found(Kind.ARTICLE, "json-ld")
    if len(told) in (1, 2) and not named & (LISTING_TYPES - {"ItemList"}):
        return Found(Kind.ARTICLE, "json-ld")
    if named & SEARCH_TYPES:
        return Found(Kind.SEARCH, "json-ld")
    if not told and named & STATIC_TYPES:
        return Found(Kind.STATIC, "json-ld")
    if named & (LISTING_TYPES - {"ItemList"}) and _running_text(reading) < STORY_TEXT:
        return Found(Kind.LISTING, "json-ld")
    return None


def from_media(reading: Reading) -> Found[Kind] | None:
    """A film, a sound or a gallery with a caption, as the page itself calls it, and no story beside it."""
    types = {name for item in reading.page.json_ld[:60] for name in json_ld.types_of(item)}
    told = (reading.page.first_meta("og:type") or "").lower()
    is_media = bool(types & MEDIA_TYPES) or told.startswith(("video", "music"))
    is_story = any(json_ld.STORY_TYPE.search(name) for name in types) or told in STORY_OBJECTS
    if not is_media or is_story or _running_text(reading) >= STORY_TEXT:
        return None
    return Found(Kind.MEDIA, "json-ld" if types & MEDIA_TYPES else "meta:og:type")


def from_open_graph(reading: Reading) -> Found[Kind] | None:
    kind_told = (reading.page.first_meta("og:type") or "").lower()
    if kind_told in STORY_OBJECTS and not _is_listing_address(reading):
        return Found(Kind.ARTICLE, "meta:og:type")
    if "article:published_time" in reading.page.meta and not _is_listing_address(reading):
        return Found(Kind.ARTICLE, "meta:article:published_time")
    return None


def from_microdata(reading: Reading) -> Found[Kind] | None:
    """One element that is marked as a story, and text: as Joomla's own templates have it."""
    types = [kind.rpartition("/")[2] for _, kind, is_type in reading.outline.kinds if is_type]
    told = [name for name in types if json_ld.STORY_TYPE.search(name)]
    if len(told) != 1 or _is_listing_address(reading) or _running_text(reading) < LITTLE_TEXT // 4:
        return None
    return Found(Kind.ARTICLE, "microdata")


def from_login(reading: Reading) -> Found[Kind] | None:
    if sum(map(len, reading.outline.text)) > 2 * LITTLE_TEXT:
        return None
    return Found(Kind.LOGIN, "password field") if reading.page.tree.css_first(LOGIN_FORM) is not None else None


def from_text(reading: Reading) -> Found[Kind] | None:
    """Running text makes an article, many linked headings and little text a listing."""
    text, count = _running_text(reading), len(teasers(reading.outline))
    if _is_listing_address(reading) and count >= 3:
        return Found(Kind.LISTING, "address and links")
    if count >= MANY_TEASERS // 2 and tells_teasers(reading.outline, _story(reading).lines):
        return Found(Kind.LISTING, "teasers")
    if text >= STORY_TEXT and count * 60 < text:
        return Found(Kind.ARTICLE, "text density")
    if count >= MANY_TEASERS:
        return Found(Kind.LISTING, "link density")
    has_headline = any(tag == "h1" for tag in reading.outline.tag)
    if text >= LITTLE_TEXT // 4 and has_headline and count < 4:
        return Found(Kind.ARTICLE, "headline and text")
    return Found(Kind.LISTING, "links") if linked_lines(reading.outline) >= MANY_LINKS else None


RULES: tuple[Callable[[Reading], Found[Kind] | None], ...] = (
    from_challenge,
    from_feed,
    from_password_form,
    from_wordpress,
    from_not_found,
    from_search,
    from_front,
    from_json_ld,
    from_media,
    from_open_graph,
    from_microdata,
    from_login,
    from_text,
)


def _is_listing_address(reading: Reading) -> bool:
    return LISTING_PATH.search(urlsplit(reading.page.url).path) is not None


def _running_text(reading: Reading) -> int:
    """How much story a page has, in characters of an alphabet."""
    lines, found = reading.outline.text, _story(reading)
    return round(density(lines) * sum(len(lines[line]) for line in (*found.lines, *found.dek)))


def _story(reading: Reading) -> Story:
    return story(reading.outline, None, weights=reading.weights)
