"""Lines that stand in a story but are none of it: links to other stories, ad marks, notes of the layout; and two
lines that tell of the story's making, its dateline and its origin.

A line is a pointer only if it *starts* like one and is essentially a link: a sentence that begins "Baca
juga bukan ..." stays. Phrases are found by their first word, so most lines cost one look-up.
"""

import re
from itertools import chain

from crawler.extract.pointer_words import (
    END_LABELS,
    INVITATIONS,
    LABEL_TAILS,
    MARKS,
    PLAIN_INVITATIONS,
    POINTERS,
    UNSPACED_POINTERS,
)
from crawler.text import lowered

EDGE = " \t\n:;,.!?…·•|/\\-–—»«>›→➡▶►*#[]()“”\"'‘’👉🔗📌"
SENTENCE_END = (".", "!", "?", "…", "。", "!”", ".”", "?”", '."')
# Marks that are more than fixed words, by their first word; each is the whole line.
MARK_PATTERNS = {
    "advertisement": re.compile(r"advertisement\W+scroll\b.{0,60}"),
    "scroll": re.compile(r"scroll (?:to|untuk|ke bawah)\b.{0,60}"),
    "gulir": re.compile(r"gulir (?:ke bawah|untuk)\b.{0,60}"),
    "continue": re.compile(r"continue reading below.{0,40}"),
    "lanjut": re.compile(r"lanjut membaca di bawah.{0,40}"),
    "gambas": re.compile(r"gambas\s*:[^\]]{0,80}"),
    **dict.fromkeys(
        ("halaman", "page", "pages", "seite", "página", "pagina"),
        # `\d++`: thirty digits would be taken apart in a thousand million ways.
        re.compile(r"\w+\s*:?\s*\d++(?:\s*+(?:\||/|dari|of|von|de|di)?\s*+\d++)*"),
    ),
    **dict.fromkeys(
        ("bagikan", "share", "teilen", "compartir", "compartilhar", "partager", "condividi"),
        re.compile(r"\w+(?: (?:ini|artikel|berita|post|article|story|on|via|this|ke|it))*"),
    ),
}
# "2 dari 3 halaman", the number first.
PAGE_OF_PAGES = re.compile(r"\d{1,3} ?(?:dari|of|von|de|di|/) ?\d{1,3} (?:halaman|pages?|seiten|páginas|pagine)")
# "WATCH | Boats on the quay", "Related video: ...": a film or sound beside the story, announced in a line of its own.
MEDIA = re.compile(
    r"\W*(?:WATCH|LISTEN|READ MORE|SEE ALSO|VIDEO|VIDEOS|PHOTOS|GALLERY|IN PICTURES|IN PHOTOS|[Rr]elated [Vv]ideo|TONTON|SIMAK|LIHAT|"
    r"VÍDEO|VIDÉO|FOTOS|PODCAST)(?: (?:VIDEO|JUGA))?\s*[|:]\s*\S.{0,140}|"
    r"\W*(?i:(?:simak|tonton|lihat|saksikan) (?:juga )?video)\b.{0,140}"
)
ORIGIN = re.compile(
    r"\W*(?:artikel|berita|tulisan) ini (?:telah|sudah|pernah)? ?(?:tayang|terbit|dipublikasikan|dimuat) (?:sebelumnya |pertama kali )?"
    r"di\s+(\S+(?:\s+[A-Z]\S*){0,3}?)(?:\s+dengan judul\b.*|[.,;]?\s.*|[.,;]?$)",
    re.I,
)
# "JAKARTA, GAZETTE.example -", "Jakarta (Kantor Berita) -", "JAKARTA --": where a story was filed, and by whom.
DATELINE = re.compile(r"\W{0,2}([^\W\d_][^:;!?\"“”]{1,60}?)\s*(?:--|[—–-])\s+(?=\S)")
# "Gazette.com, Jakarta Harga beras naik": the site and one place, and no dash.
SITE_DATELINE = re.compile(r"\W{0,2}(\w[\w-]*\.(?:com|co|net|id|org)(?:\.id)?, [A-Z][a-z]+)(?= [A-Z\"“])")
# How lines begin that are pointers, labels or marks; most others are told from them by two letters.
BEGINNINGS = frozenset(
    beginning
    for phrase in (
        *chain(*POINTERS.values()), *UNSPACED_POINTERS, *MARKS, *MARK_PATTERNS, *INVITATIONS, *PLAIN_INVITATIONS,
        *"watch listen read see video photos gallery in related tonton simak lihat saksikan vídeo vidéo fotos podcast".split(),
    )
    for beginning in (phrase[:2].lower(), phrase[:2].replace("i", "İ").lower())  # as "İL", in lower case, comes out
)  # fmt: skip
# "Jakarta -", "GAZETTE.example, Jakarta --": the same in a line of its own, its paragraph in the next.
LONE_DATELINE = re.compile(r"\W{0,2}([^\W\d_][^:;!?\"“”]{1,50}?)\s*(?:--|[—–-])")
LONGEST_POINTER, LONGEST_HALF_LINKED = 260, 130
LONGEST_LABEL, LONGEST_MARK, LONGEST_INVITATION, LONGEST_COUNT = 60, 120, 300, 30


def leads_on(text: str, linked: int) -> bool:
    """Whether a line is a pointer, a label or a mark, as most are not."""
    begins = text.lstrip(EDGE)[:2].lower()
    if begins not in BEGINNINGS and (not begins or begins[0].isalnum()):
        return begins[:1].isdigit() and _is_page_count(text)
    return is_pointer(text, linked) or is_label(text) or is_mark(text, linked)


def is_pointer(text: str, linked: int) -> bool:
    """Whether a line points to another story: it begins so, and its rest is a link.

    linked is the number of linked characters. A rest that is linked only in part counts if the line is
    short and does not end like a sentence; one that is not linked at all, only after a colon.

    >>> is_pointer("Baca juga: Harga beras naik", 17), is_pointer("Baca juga bukan soal biasa, katanya.", 0)
    (True, False)
    """
    if len(text) > LONGEST_POINTER or (not linked and ":" not in text):
        return False
    rest = _after_pointer(text)
    if rest is None:
        return False
    if not linked:  # "Baca juga: Harga beras naik", its link lost on the way
        is_phrase = " " in text.lstrip(EDGE)[: -len(rest) or None].strip(EDGE)
        return is_phrase and rest.lstrip().startswith(":") and not text.endswith(SENTENCE_END)
    if linked >= 0.85 * len(rest.strip(EDGE)):
        return True
    return len(text) <= LONGEST_HALF_LINKED and not text.endswith(SENTENCE_END)


def is_label(text: str) -> bool:
    """Whether a line says no more than that links to other stories follow.

    >>> is_label("Baca juga:"), is_label("İLGİLİ HABER"), is_label("Baca Puisi di Alun-alun")
    (True, True, False)
    """
    if len(text) >= LONGEST_LABEL:
        return False
    rest = _after_pointer(text)
    return rest is not None and lowered(rest.strip(EDGE)) in LABEL_TAILS


def is_end_label(text: str) -> bool:
    """Whether a line below a story says no more than what follows it, or what the reader may do there.

    >>> is_end_label("Comments"), is_end_label("About the author:"), is_end_label("Comments are closed to him.")
    (True, True, False)
    """
    return len(text) < LONGEST_LABEL and lowered(text).strip(EDGE) in END_LABELS


def is_mark(text: str, linked: int) -> bool:
    """Whether a line is an ad mark, a page number, a share label, a film's announcement, or a linked invitation.

    >>> is_mark("ADVERTISEMENT", 0), is_mark("Halaman 2 dari 2", 0), is_mark("Iklan itu dicabut.", 0)
    (True, True, False)
    """
    length = len(text)
    if length >= LONGEST_INVITATION:
        return False
    low = text.lower().strip(EDGE)
    if low.startswith(PLAIN_INVITATIONS):
        return True
    if length >= LONGEST_MARK and not linked:
        return False
    if text[-1] not in ".!?" and MEDIA.fullmatch(text):
        return True
    if length < LONGEST_MARK:
        if low in MARKS:
            return True
        pattern = MARK_PATTERNS.get(_first_word(low))
        if pattern is not None and pattern.fullmatch(low):
            return True
        if _is_page_count(text):
            return True
    return linked > 0 and low.startswith(INVITATIONS)


def _is_page_count(text: str) -> bool:
    return len(text) <= LONGEST_COUNT and PAGE_OF_PAGES.fullmatch(text.lower().strip(EDGE)) is not None


def _after_pointer(text: str) -> str | None:
    """What follows the words by which a line points to other stories; None if it does not begin so."""
    bare = text.lstrip(EDGE)
    low = bare.lower() if bare.isascii() else lowered(bare)
    for phrase in POINTERS.get(_first_word(low), ()):
        if low.startswith(phrase) and not low[len(phrase) : len(phrase) + 1].isalnum():
            return bare[len(phrase) :]
    return bare if low.startswith(UNSPACED_POINTERS) else None


def _first_word(low: str) -> str:
    words = low.split(None, 1)
    return words[0].partition(":")[0].rstrip(EDGE) if words else ""


def origin(text: str) -> str | None:
    """The site a syndicated story names as its origin in a line of its own; None for any other line.

    >>> origin("Artikel ini telah tayang di Gazette.example dengan judul Harga beras naik")
    'Gazette.example'
    """
    match = ORIGIN.match(text)
    return match[1].strip(" .,;") if match else None


def dateline(text: str) -> str | None:
    """The dateline a story's first paragraph begins with; None if it begins with a sentence.

    >>> dateline("JAKARTA, GAZETTE.example - Harga beras naik."), dateline("Kopi - minuman itu - naik harga.")
    ('JAKARTA, GAZETTE.example', None)
    >>> dateline("(Reuters) - Rice costs more.")
    '(Reuters)'
    """
    alone = lone_dateline(text)
    if alone is not None:
        return alone
    match = DATELINE.match(text[:90])
    if match is None:
        of_site = SITE_DATELINE.match(text[:90])
        return of_site[1] if of_site else None
    place = match[1].strip()
    if place.endswith(")") and "(" not in place:
        place = "(" + place
    first = place.split()[0].rstrip(",")
    is_filed = (first.isupper() and len(first) > 2) or "," in place or place.endswith(")")
    return place if is_filed and _are_names(place) else None


def lone_dateline(text: str) -> str | None:
    """The dateline that a line is, its dash at its end and the sentence in the next line; None for any other line.

    >>> lone_dateline("Jakarta, Gazette --"), lone_dateline("He waited and -")
    ('Jakarta, Gazette', None)
    """
    if text[-1] not in "-–—" or len(text) > LONGEST_LABEL:
        return None
    match = LONE_DATELINE.fullmatch(text)
    return match[1] if match and _are_names(match[1]) else None


def _are_names(place: str) -> bool:
    return all(word[:1].isupper() or not word[:1].isalpha() or "." in word for word in place.split())
