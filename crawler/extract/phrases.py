"""Lines that stand in a story but are none of it: links to other stories, ad marks, notes of the layout.

A line is a pointer only if it *starts* like one and is essentially a link: a sentence that begins "Baca
juga bukan ..." stays.
"""

import re

# How pointers to other stories begin, by language.
ALSO = {
    "id": r"baca (?:juga|pula|selengkapnya|lainnya|artikel|berita)|lihat (?:juga|pula|selengkapnya)|simak (?:juga|pula|selengkapnya|selanjutnya)"
    r"|tonton (?:juga|pula)|selanjutnya|artikel (?:terkait|lainnya)|berita (?:terkait|lainnya)|saksikan (?:juga|live|video)|terkait|dengarkan juga",
    "ms": r"artikel berkaitan|berita berkaitan|baca lagi|ikuti juga",
    "en": r"read (?:also|more|next|the full|on|related|this)\b|also read|see also|also see|watch(?: also| now)\b|related(?: (?:stories|articles?|posts?|content|links?|news|reading))?\b"
    r"|more (?:on this|from|stories|about)\b|don[’']t miss|you (?:may|might) also like|recommended(?: for you| reading)?|must read|in case you missed it",
    "de": r"lesen sie (?:auch|mehr|hier)|lies auch|mehr zum thema|siehe auch|auch interessant|mehr dazu|das könnte sie auch interessieren|passend dazu",
    "fr": r"(?:à )?lire (?:aussi|également|plus)|voir aussi|à voir aussi|sur le même sujet|pour aller plus loin",
    "es": r"lea? (?:también|además|más)|le(?:e|er) (?:también|más|además)|ver también|(?:te|le) puede interesar|mira (?:también|además)|lee más|más información|noticias? relacionadas?",
    "pt": r"lei(?:a|am) (?:também|mais|ainda)|ve(?:ja|r) (?:também|mais)|saiba mais|confira (?:também|mais)",
    "it": r"leggi anche|guarda anche|per approfondire|potrebbe interessarti|leggi pure|vedi anche",
    "nl": r"lees (?:ook|meer|verder)|zie ook|bekijk ook",
    "pl": r"czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|przeczytaj (?:też|także|również)|polecamy",
    "tr": r"ayrıca (?:oku|bak)|bunları da|i̇lgili haber|ilgili haber|devamını oku",
    "ru": r"читайте (?:также|ещ[её])|смотрите также|по теме|подробнее",
    "uk": r"читайте (?:також|ще)|дивіться також|за темою",
    "ar": r"اقرأ (?:أيضا|أيضاً|المزيد|ايضا)|شاهد أيضا",
    "north": r"læs også|les også|läs (?:också|även|mer)|lue myös|se også",
    "east": r"přečtěte si|čtěte také|olvassa el|kapcsolódó|citește și|citiți și|прочетете|вижте още|διαβάστε|pročitajte|preberite",
    "asia": r"यह भी पढ़ें|আরও পড়ুন|関連記事|あわせて読みたい|延伸閱讀|相关阅读|相關新聞|관련 ?기사|xem thêm|đọc thêm|อ่านเพิ่มเติม|อ่านข่าวเพิ่มเติม",
}
POINTER = re.compile(r"\W*(?:" + "|".join(ALSO.values()) + r")(?!\w)", re.I)
LABEL = re.compile(r"(?:" + POINTER.pattern + r")(?:\s+(?:berita|artikel|story|stories|news))?\W*", re.I)
SENTENCE_END = (".", "!", "?", "…", "。", "!”", ".”", "?”", '."')
# Marks of advertising and layout, each the whole line.
MARK = re.compile(
    r"""\W*(?:
      advertisement|advertisements|advertorial\s+ad|iklan|anzeige|werbung|publicidade|publicidad|publicité|pubblicità|reklama|reklam|реклама
    | scroll\ (?:to|untuk|ke\ bawah)\b.{0,60} | gulir\ (?:ke\ bawah|untuk)\b.{0,60}
    | advertisement\W+scroll\b.{0,60}
    | (?:continue|lanjut(?:kan)?)\ (?:reading|membaca)\ (?:below|di\ bawah).{0,40}
    | \[\s*gambas\s*:[^\]]{0,80}\]
    | halaman\ \d+\ dari\ \d+ | (?:halaman|page|pages|seite|página)\s*:?\s*\d+(?:\s*\|?\s*\d+)*
    | (?:bagikan|share(?:\ this)?|teilen|compartir|compartilhar|partager|condividi)(?:\ (?:ini|artikel|berita|post|article|story|on|via|this|ke))*\W*
    | loading\W* | memuat\W*
    )\W*""",
    re.I | re.X,
)
# Invitations under a story that name a channel; they are links, or hold one.
INVITATION = re.compile(
    r"\W*(?:ikuti (?:kami|berita|terus|saluran)|dapatkan (?:update|berita|informasi)|cek berita (?:dan|&) artikel|simak breaking news"
    r"|follow (?:us|our)|bergabung(?:lah)? (?:di|dengan)|gabung (?:di )?(?:channel|saluran|grup)|folgen sie uns|síguenos|suivez-nous|seguici su)",
    re.I,
)
ORIGIN = re.compile(
    r"artikel ini telah (?:tayang|terbit|dipublikasikan) (?:sebelumnya )?di\s+(.+?)(?:\s+dengan judul\b.*|[.,].*|$)",
    re.I,
)
LONGEST_POINTER = 260
LONGEST_HALF_LINKED = 130


def is_pointer(text: str, linked: int) -> bool:
    """Whether a line points to another story: it begins so, and its rest is a link.

    linked is the number of linked characters. A rest that is linked only in part counts if the line is
    short and does not end like a sentence.

    >>> is_pointer("Baca juga: Harga beras naik", 17), is_pointer("Baca juga bukan soal biasa, katanya.", 0)
    (True, False)
    """
    if not linked or len(text) > LONGEST_POINTER:
        return False
    match = POINTER.match(text)
    if match is None:
        return False
    rest = len(text[match.end() :].strip(" :;-–—|»>→"))
    if linked >= 0.85 * rest:
        return True
    return len(text) <= LONGEST_HALF_LINKED and not text.endswith(SENTENCE_END)


def is_label(text: str) -> bool:
    """Whether a line says no more than that links to other stories follow ("Baca juga:")."""
    return len(text) < 60 and LABEL.fullmatch(text) is not None


def is_mark(text: str, linked: int) -> bool:
    """Whether a line is an ad mark, a page number, a share label, or a linked invitation to a channel."""
    if len(text) < 120 and MARK.fullmatch(text):
        return True
    return linked > 0 and len(text) < 300 and INVITATION.match(text) is not None


def origin(text: str) -> str | None:
    """The site a syndicated story names as its origin in its closing line; None for any other line."""
    match = ORIGIN.search(text)
    return match[1].strip() if match else None
