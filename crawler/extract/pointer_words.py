"""The words by which lines point to other stories, mark advertising, or invite to channels. Data alone.

Phrases are in lower case. A phrase of several spellings has its alternatives in brackets: "baca [juga pula]".
"""

import re

BY_LANGUAGE = {
    "id": """baca [juga pula selengkapnya lainnya artikel berita]|lihat [juga pula selengkapnya]|simak [juga pula selengkapnya
        selanjutnya]|tonton [juga pula]|dengarkan juga|selanjutnya|artikel [terkait lainnya]|berita [terkait lainnya]|
        saksikan [juga live video]|terkait""",
    "ms": "artikel berkaitan|berita berkaitan|baca lagi|ikuti juga",
    "en": """read [also more next on related this]|read the full|also read|see also|also see|watch|watch [also now]|related|
        related [stories articles article posts post content links link news reading]|more [from stories about]|more on this|
        don't miss|don’t miss|you [may might] also like|recommended|recommended [reading]|recommended for you|must read|
        in case you missed it|explore more|keep reading""",
    "de": """lesen sie [auch mehr hier]|lies auch|mehr zum thema|siehe auch|auch interessant|mehr dazu|passend dazu|
        das könnte sie auch interessieren|zum thema|weiterlesen""",
    "fr": "lire [aussi également plus]|à lire|à lire [aussi également]|voir aussi|à voir aussi|sur le même sujet|pour aller plus loin",
    "es": """lea [también además más]|lee [también además más]|leer [también además más]|ver también|te puede interesar|
        le puede interesar|mira [también además]|más información|noticias relacionadas|noticia relacionada""",
    "pt": "leia [também mais ainda]|leiam também|veja [também mais]|ver também|saiba mais|confira [também mais]",
    "it": "leggi [anche pure]|guarda anche|per approfondire|potrebbe interessarti|vedi anche",
    "nl": "lees [ook meer verder]|zie ook|bekijk ook",
    "pl": "czytaj [też także również więcej]|zobacz [też także również]|przeczytaj [też także również]|polecamy",
    "tr": "ayrıca [oku bak]|bunları da oku|ilgili haber|ilgili haberler|devamını oku|ayrica [oku bak]|bunlari da oku|devamini oku",
    "ru": "читайте [также ещё еще]|смотрите также|по теме|подробнее",
    "uk": "читайте [також ще]|дивіться також|за темою",
    "ar": "اقرأ [أيضا أيضاً ايضا المزيد]|شاهد أيضا",
    "north": "læs også|les også|läs [också även mer]|lue myös|se også",
    "east": "přečtěte si|čtěte také|olvassa el|kapcsolódó|citește și|citiți și|прочетете|вижте още|διαβάστε|pročitajte|preberite",
    "asia": "यह भी पढ़ें|আরও পড়ুন|xem thêm|đọc thêm|관련 기사|관련기사",
}
# Languages that put no space after the phrase.
UNSPACED_POINTERS = (
    "関連記事",
    "あわせて読みたい",
    "延伸閱讀",
    "相关阅读",
    "相關新聞",
    "相关新闻",
    "อ่านเพิ่มเติม",
    "อ่านข่าวเพิ่มเติม",
)
LABEL_TAILS = frozenset(
    "|berita|artikel|lainnya|berita lainnya|artikel lainnya|stories|articles|news|the following articles|"
    "die folgenden beiträge|den folgenden beitrag|ini".split("|")
)
MARKS = frozenset(
    """advertisement|advertisements|advert|iklan|anzeige|werbung|publicidade|publicidad|publicité|pubblicità|reklama|reklam|реклама|
    sponsored|sponsored content|loading|memuat|article continues below|continue reading|lanjutkan membaca|поделиться|поделиться новостью|
    поделиться статьей|поделиться в соцсетях|paylaş|haberi paylaş|bu haberi paylaş|مشاركة|شارك|شارك المقال|شارك الخبر|شارك هذا المقال|
    شارك هذا الخبر""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
# Whole lines that stand below stories: what follows, or what a reader may do.
END_LABELS = frozenset(
    phrase.strip()
    for phrase in """comments|comment|leave a comment|tell us what you think|join the conversation|about the author|about the authors|
    about the writer|topics|tags|contact|further reading|more information|further information|sources|copyright|back to top|
    kommentare|kommentar|über den autor|über die autorin|über die autoren|kontakt|weitere informationen|weiterführende links|
    zum weiterlesen|mehr themen|weitere themen|weitere artikel|weitere artikel zum thema|themen|schlagworte|quellen|quelle|
    kommentierte artikel|pressekontakt|unsere partner|
    video terpopuler|video terpopuler hari ini|video pilihan|komentar|tentang penulis|penulis|editor|topik|topik terkait|tag|sumber|kontak|
    commentaires|à propos de l'auteur|sur l'auteur|en savoir plus|mots-clés|contacts|comentarios|sobre el autor|
    temas relacionados|etiquetas|comentários|sobre o autor|tópicos|commenti|l'autore|sull'autore|argomenti|
    reacties|over de auteur|komentarze|o autorze|комментарии|об авторе|yorumlar""".split("|")
)
INVITATIONS = tuple(
    phrase.strip()
    for phrase in """ikuti kami|ikuti berita|ikuti terus|ikuti saluran|dapatkan update|dapatkan berita|dapatkan informasi|
    cek berita dan|cek berita &|simak breaking news|follow us|follow our|bergabung di|bergabunglah di|bergabung dengan|gabung di|
    gabung channel|gabung saluran|gabung grup|folgen sie uns|síguenos|suivez-nous|seguici su|sign up:|subscribe to our""".split(
        "|"
    )
)
# The same without a link: whole footers of newsrooms, so long that no sentence begins like them.
PLAIN_INVITATIONS = (
    "cek berita dan artikel", "simak breaking news dan berita", "dapatkan update berita pilihan", "fakta atau hoaks? untuk mengetahui",
    "dilarang keras mengambil konten", "dilarang mengambil konten", "copyright ©", "copyright (c)",
)  # fmt: skip
ALTERNATIVES = re.compile(r"\[([^\]]+)\]")


def spelled_out(phrases: str) -> list[str]:
    """The phrases of one entry of BY_LANGUAGE, alternatives spelled out.

    >>> spelled_out("baca [juga pula]|terkait")
    ['baca juga', 'baca pula', 'terkait']
    """
    found = []
    for phrase in (" ".join(piece.split()) for piece in phrases.split("|")):
        match = ALTERNATIVES.search(phrase)
        if match is None:
            found.append(phrase)
        else:
            found.extend(phrase[: match.start()] + word + phrase[match.end() :] for word in match[1].split())
    return found


def by_first_word() -> dict[str, tuple[str, ...]]:
    """Every phrase under its first word, the longest first."""
    found: dict[str, set[str]] = {}
    for phrases in BY_LANGUAGE.values():
        for phrase in spelled_out(phrases):
            found.setdefault(phrase.split()[0], set()).add(phrase)
    return {word: tuple(sorted(phrases, key=len, reverse=True)) for word, phrases in found.items()}


POINTERS = by_first_word()
