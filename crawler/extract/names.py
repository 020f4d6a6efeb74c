"""Texts to names of people: lead words off, lists taken apart, words that are no names left out."""

import re
from collections.abc import Iterable

from crawler.text import clean_line, plain

# "By", "Oleh" and the like: always off. Short words that begin names too (De Vries) only in lower case.
BY = re.compile(
    r"^\s*(?:(?:written|posted|published|reported|story|words|text|article|review|edited|interview) by|texto de|by|von|par|por|"
    r"door|af|av|przez|oleh|ditulis oleh|dilaporkan oleh|(?:ein )?(?:artikel|beitrag|text|kommentar|gastbeitrag) von|redazione di|"
    r"(?:geschrieben|veröffentlicht|verfasst|eingestellt|publiziert|gepostet|erstellt) von|(?:publié|écrit|posté) par|"
    r"(?:publicado|escrito|postado) por|(?:scritto|pubblicato) da|(?:zeige )?alle beiträge von|view all posts by|"
    r"lihat semua pos (?:dari|oleh)|بقلم|over|über|about|sobre|acerca de|à propos de|tentang|від|от|a cura di|podle|(?-i:di|de|in|vom))\s*[:\-–]?\s+",
    re.I,
)
# The same without the space that a link behind it should have had: "ByAlex Rina".
GLUED = re.compile(
    r"^\s*(?:By|Por|Oleh|Door|(?:Written|Posted|Published|Words|Text) by|Publi[ée] par|Publicado por|Scritto da|Ditulis oleh|"
    r"(?:Geschrieben|Verfasst|Veröffentlicht|Text|Ein Beitrag) von)(?=[A-ZÀ-Þ][a-zß-ÿ])"
)
# What somebody is, before a name: off with a colon behind it ("Penulis: ..."), for "Jurnalis Berita" is a name.
ROLE = re.compile(
    r"^\s*(?:penulis|pewarta|reporter|jurnalis|editor|kontributor|wartawan|autor(?:in|en|es|a)?|authors?|von|by|oleh|text|texte|"
    r"texto|testo|tekst|interview|artikel von|in|auteur|autore|автор(?:ы)?|текст|корреспондент|بقلم|كتبت?|كتبه|إعداد|تقرير|yazan|haber|words|written|laporan(?: wartawan)?|quelle|"
    r"fuente|fonte)\s*:\s*"
    r"|^\s*laporan wartawan\s+(?:\S+,\s*)?",
    re.I,
)
LOOSE_ROLE = re.compile(
    r"^\s*(?:autor(?:in|en|es|a)?|authors?|text|texte|interview|auteur|autore|автор|tekst|written|penulis|pewarta)\s*[:\-–]?\s+",
    re.I,
)
BETWEEN = re.compile(
    r"\s*(?:,|;|\||/|·|•|&|\n|\s–\s|\s-\s|\b(?:and|und|et|og|och|та|(?-i:y|Y|e|dan|DAN|и|И|i|ve|VE))\b)\s*",
    re.I,
)  # "Dan" is a name, and "E" an initial
NO_NAME = re.compile(
    r"https?:|www\.|@|\d|[<>{}\[\]=#]|^(?:admin(?:istrator)?|editor|staff|redaksi|tim redaksi|redaktion|redacción|redaction|rédaction|"
    r"redazione|redakcja|author|authors|autor|penulis|unknown|anonymous|guest|user|webmaster|team|tim|press|news|online|home|posted|"
    r"posted by|contact|about|(?:view|see|show|read) (?:all|more)|all (?:posts|articles|stories)|more|follow|share|facebook|twitter|instagram|email|e-mail|view all posts|lihat semua pos|comments?|"
    r"kommentare?|komentar|alle beiträge|none|null|undefined|superuser|super user|wordpressadmin|youtube|google|red|datum|date|default|presse|kontakt|impressum|pressestelle|by|oleh|von|par|por|door|registrieren|anmelden|login|register|abonnieren|subscribe)$|"
    r"updated|published|veröffentlicht|aktualisiert|diperbarui|reading|lesezeit|min read|comments?\b|"
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|"
    r"oktober|dezember|januari|februari|maret|mei|agustus|desember)\b|"
    r"\b(?:correspondent|reporter|writer|editor|contributor|korrespondent\w*|redakteur\w*|journalist\w*|redaktion\w*)$",
    re.I,
)
NO_TOLD_NAME = re.compile(
    r"https?:|@|[<>{}]|^\d+$|\.(?:com|org|net)$|^(?:admin|publisher|nachrichten|redaktion|administrator|author|none|null|undefined|"
    r"super ?user|editor|webmaster|wordpressadmin|unknown|red|youtube|by|posted by|penulis|oleh)$|^(?:redaktion|redaksi|redazione|rédaction) \S+\.\w+$",
    re.I,
)
WITH_DATE = re.compile(
    r"(?:\s+(?:am|on|pada)\b|[,|·•]|\s(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[.,])[^|]*\d.*$"
)
IN_PARENTHESES = re.compile(r"\s*\([^)]*\)")
AGENCIES = frozenset("dpa afp ap reuters sid apa ansa efe lusa antara kna epd dapd tass upi ips xinhua".split())
PARTICLES = frozenset("van von der den ter ten de di da del della la le el al bin binti abu d'".split())
JOINING = frozenset("and und et y e og och dan ve mit avec with".split())
EDGES = ' .,:;-–—|•·"→'
LONGEST_TOLD = 1_000  # characters; who wrote a story is told in fewer
INITIAL = re.compile(r"(?:^|[\s.])[A-ZÀ-Þ]$")
HANDLE = re.compile(r"\s*(?:(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.-]+|@\w+)")
ORGANISATION = re.compile(
    r"\b(?:GmbH|AG|KG|Inc|Ltd|LLC|e\. ?V|Verlag|Team|Stiftung|Institut|Staff|\w*verband|Verein|Ministerium|Universität|University|"
    r"Agentur|\w*[Rr]edaktion|Kreuz|Partei|Sekretariat|Design|Studios?|Architects|Photography|Productions)\b"
)
YEAR = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)")
FOOTNOTE = re.compile(r"(?<=\s)(\w+[^\W\d])\d$")
LEAD_OFFICE = re.compile(
    r"^\S*(?:experte|expertin|redakteur|redakteurin|autor|autorin|korrespondent|korrespondentin|reporter|reporterin|volontär|volontärin)"
    r"\s+(?=[A-ZÀ-Þ]\S+\s+[A-ZÀ-Þ])",
    re.I,
)
PARENTHESIS = re.compile(r"\s*\((?:[^)]*)\)\s*$")
# What somebody is, behind a name: "Ada Lovelace, National Political Writer".
OFFICE = re.compile(
    r"(?:^|\s)(?:writer|reporter|editor|correspondent|columnist|journalist|contributor|producer|critic|bureau|bureau chief|staff|"
    r"redakteur(?:in)?|korrespondent(?:in)?|reporterin|correspondante?|journaliste|rédact(?:eur|rice)|corresponsal|periodista|"
    r"redactora?|repórter|jornalista|inviat[oa]|corrispondente|giornalista|redacteur|verslaggever|wartawan|jurnalis|kontributor)s?$",
    re.I,
)
# What newspapers of East Asia put before or behind the name of a reporter.
EAST_ASIAN_ROLE = re.compile(
    r"^\s*(?:記者|记者|撰文|文|執筆|ライター|編集)\s*[:：/／・]?\s+(?=\w)|\s+(?:(?:選任|선임|인턴|수습)?기자|특파원|논설위원|記者|记者|編集委員|特派員)$"
)
TWO_NAMES = re.compile(r"\s*\|\s*|\s+(?:and|und|et|y|og|och|e|&|en|dan)\s+|\s*[;/]\s*|,\s+")


def without_lead(text: str) -> str:
    """text without "By", "Oleh", "Penulis:" before it, once each.

    >>> without_lead("By Jurnalis Berita"), without_lead("Penulis: Ayu"), without_lead("Olehta S."), without_lead("ByAyu")
    ('Jurnalis Berita', 'Ayu', 'Olehta S.', 'Ayu')
    """
    return BY.sub("", ROLE.sub("", GLUED.sub("", _without_east_asian_role(text)), count=1), count=1)


def is_like_a_person(name: str) -> bool:
    """Whether a name of three words or more has none that names lack: a lower-case one that is no particle."""
    words = name.split()
    return len(words) < 3 or not any(word.islower() and word not in PARTICLES | JOINING for word in words)


def has_lead(text: str) -> bool:
    """Whether a text begins with "By", "Oleh", "Penulis:" or the like."""
    return without_lead(text) != text


def one_name(text: str) -> str | None:
    """The name in an element a theme made for it: lead words off, nothing split; None if it is no name."""
    name = without_lead(clean_line(text)[:LONGEST_TOLD]).strip(' :,|·•–—-→"')
    name = LEAD_OFFICE.sub("", WITH_DATE.sub("", name))
    if YEAR.search(name):
        return None
    if not 2 <= len(name) <= 90 or re.search(r"https?:|[<>{}]", name) or NO_TOLD_NAME.search(name):
        return None
    return name


def spoken_names(texts: Iterable[str], *, single: bool = False) -> list[str]:
    """Names in texts a page prints ("By Ayu Lestari and Budi S."), each once.

    single allows a name of one word, where the markup says that it is a name.
    """
    found: list[str] = []
    for raw in texts:
        text = PARENTHESIS.sub("", _without_any_lead(HANDLE.sub("", plain(raw)[:LONGEST_TOLD])))
        pieces = [piece for piece in BETWEEN.split(text) if piece.strip()]
        for piece in pieces:
            name = _without_edges(_without_any_lead(piece))
            if (
                name
                and not NO_NAME.search(name)
                and not ORGANISATION.search(name)
                and _is_shaped_like_a_name(name, single=single and len(pieces) == 1)
            ):
                _add(found, name)
    return found


def told_names(texts: Iterable[str], *, split: bool = False) -> list[str]:
    """Names from machine-readable sources, where each value should be one name; split takes lists apart."""
    found: list[str] = []
    for raw in texts:
        text = without_lead(IN_PARENTHESES.sub("", HANDLE.sub("", plain(raw)[:LONGEST_TOLD])))
        for place, piece in enumerate(BETWEEN.split(text) if split else [text]):
            name = LEAD_OFFICE.sub("", _without_edges(without_lead(piece)))
            if 2 <= len(name) <= 90 and not NO_TOLD_NAME.search(name):
                _add(found, name)
            elif name and split and place == 0:
                break  # an address or an office, followed by its town
    return found


def parted(name: str) -> list[str]:
    """The names in one value that holds several, if each has two words or is an agency; without what somebody is.

    >>> parted("Ada Lovelace and Grace Hopper"), parted("Ada Lovelace, National Political Writer")
    (['Ada Lovelace', 'Grace Hopper'], ['Ada Lovelace'])
    """
    pieces = [piece for piece in TWO_NAMES.split(name) if piece]
    found = [piece for place, piece in enumerate(pieces) if place == 0 or not OFFICE.search(piece)]
    if len(pieces) > 1 and all(1 < len(piece.split()) < 5 or piece.lower() in AGENCIES for piece in found):
        return found
    return [name]


def _without_edges(name: str) -> str:
    """name without punctuation round it; but the full stop after an initial at its end stays."""
    bare = FOOTNOTE.sub(r"\1", name.strip(EDGES))
    return bare + "." if INITIAL.search(bare) and name.rstrip(EDGES.replace(".", "")).endswith(bare + ".") else bare


def _without_any_lead(text: str) -> str:
    bare = GLUED.sub("", _without_east_asian_role(text))
    return BY.sub("", LOOSE_ROLE.sub("", ROLE.sub("", bare, count=1), count=1), count=1)


def _without_east_asian_role(text: str) -> str:
    return text if text.isascii() else EAST_ASIAN_ROLE.sub("", text)


def _is_shaped_like_a_name(name: str, *, single: bool) -> bool:
    words = name.split()
    if not 3 <= len(name) <= 60 or len(words) > 5 or (len(words) < 2 and not single):
        return False
    return len(words) == 1 or (_may_begin_a_name(words[0]) and not words[-1][:1].islower())


def _may_begin_a_name(word: str) -> bool:
    return not word[:1].islower() or word in PARTICLES


def _add(found: list[str], name: str) -> None:
    if name.casefold() not in {other.casefold() for other in found}:
        found.append(name)
