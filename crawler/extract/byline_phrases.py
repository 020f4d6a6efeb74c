"""Sentences that software and people print round the name of an author. Words alone; no page is looked at."""

import re

from crawler.text import lowered

WORD = r"[A-ZÀ-ÞĀ-Ž][\w.'’-]+"
SPOKEN = re.compile(
    r"(?:^|[\s|:,(])(?:[Ww]ritten by|[Bb][Yy]|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor|[Oo]leh|[Aa]v|[Pp]rzez|[Aa]utor(?:in|en)?:|[Aa]uthors?:|"
    r"[Tt]ext[oe]?:|[Ww]ords:|[Pp]enulis:)\s*:?\s+("
    rf"{WORD}(?:(?:\s+(?:de|van|von|der|di|la|del|den|bin|al))?\s+{WORD}){{0,3}}(?:\s*(?:,|und|and|et|y|&)\s*{WORD}(?:\s+{WORD}){{1,2}})*)"
)
# What content management systems print before whoever entered a text; any word may follow, a nickname too. For text in
# lower case: with re.I it takes four times as long.
ANNOUNCED = re.compile(
    r"(?:\b(?:posted|written|submitted|added)(?: (?:in|on) .{1,60}?)? by|"
    r"\b(?:geschrieben|verfasst|eingestellt|gespeichert|erstellt|gepostet|publiziert|eingetragen|veröffentlicht)(?: am [\d.: ]{6,20})? von|"
    r"^\W?(?:\w{1,5} )?(?:\w+ )?(?:beitrag|artikel|text|kolumne|kommentar|reportage|interview|bericht) von|\b(?:publié|écrit|posté|rédigé|proposé) par|"
    r"\b(?:publicado|escrito|postado|enviado|creado|criado) por|\b(?:pubblicato|scritto|inserito|postato) da|"
    r"\b(?:geplaatst|geschreven|gepost) door|\b(?:diposkan|ditulis|diposting|dikirim|dipublikasikan|dilaporkan) oleh|"
    r"(?:^|[|·•]\s*)(?:autor(?:in)?|author|auteur|autore|penulis|pewarta|автор|текст|بقلم|كتبت?)\s?:|^\W?بقلم|\bthread starter|\bthemenstarter)\s*:?\s+"
    r"(?P<name>\S+(?:\s\S+){0,3}?)"
    r"(?=\s*(?:$|[|—–·•,(@]|-\s|\.\s|\s(?:am|um|on|at|à|le|il|in|under|unter|pada|alle|às|el|op|mit|illustration|foto|fotos|photos?)\s|\s?\d))"
)
LABEL = re.compile(
    r"\W{0,2}(?:by|von|par|por|oleh|autor(?:in|en|es|a|e|i)?|authors?|auteurs?|autori|penulis|pewarta|reporter|text|texte|texto|testo|tekst|"
    r"schrijver|författare|skribent|yazar|автор|written by|words)(?: ?\(s\))?\s*:?\W{0,2}",
    re.I,
)
# Newspapers of China and Korea sign at the end: "(责编：牛某、岳某)", "김철수 기자".
EAST_ASIAN = re.compile(
    r"(?:责任编辑|責任編輯|责编|責編|作者|记者|記者|文/)\s*[:：]\s*([\u4e00-\u9fff、，,\s]{2,24})[)）\s]?"
)
KOREAN = re.compile(
    r"(?:^|[\s(\[=])([가-힣]{2,4})\s(?:선임|인턴|수습)?기자(?:(?=입력|수정|등록|승인|구독)|(?![가-힣]))"
)
PICTURE = re.compile(
    r"\W*(?:foto|photo|bild|fotograf|image|illustration|grafik|gambar|video|pic|credit|abbildung)\w*\s*(?:[:|–-]|by|von|von:)",
    re.I,
)
AFTER_NAME = re.compile(
    r"(?:\s+(?:am|on|le|el|il|på|pada|um)\b|\s+(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[.,]?\s|\s[|•·]\s|\s[–—-]\s|(?<!\w)\d|"
    r"\s+(?:Shares?|Foto|Fotos|Photos?|Symbolbild|Bild|Quelle|Illustration)\b).*$"
)


NAME = rf"(?P<name>{WORD}(?: (?:de|van|von|der|di|la|del|bin) | [A-Z]\. | ){WORD})"
DATE = r"\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}(?:,? \d{1,2}[:.]\d{2}(?: Uhr)?)?"
DATE_THEN_NAME = re.compile(rf"\W*{DATE} ?[-–—|/•·,] ?(?:von |by |par |por |oleh )?{NAME}\W*")
NAME_THEN_DATE = re.compile(rf"(?:\w+! |\W*){NAME} ?[-–—|/•·] ?(?:{DATE}|{WORD}\.? \d{{1,2}}, \d{{4}})\b.{{0,20}}")


LONGEST_LINE = 1_000  # a line that says who wrote it is short; looking for a name costs the square of the length


def announced(text: str) -> str | None:
    """The name that a line says to be its author's, by a phrase of publishing software; None if it says none.

    >>> announced("Posted in Privacy by ayu_l on August 3, 2019"), announced("Eingestellt von der Michel um 21:11")
    ('ayu_l', 'der Michel')
    """
    text = text[:LONGEST_LINE]
    match = ANNOUNCED.search(lowered(text))
    return text[slice(*match.span("name"))].strip(" :,") if match else None


def east_asian(text: str) -> list[str]:
    """Names signed in Chinese or Korean.

    >>> east_asian("(责编：牛镛、岳彬)"), east_asian("김철수 기자 kim@paper.example")
    (['牛镛', '岳彬'], ['김철수'])
    """
    match = EAST_ASIAN.search(text)
    if match:
        return [name for part in re.split(r"[、，,]", match[1]) if 2 <= len(name := "".join(part.split())) <= 4]
    return KOREAN.findall(text)


def beside_date(text: str) -> list[str]:
    """The name that shares a line with a date and with nothing else; [] if there is none.

    >>> beside_date("11.12.2019 - Amelie Loeven"), beside_date("Berlin, 11.12.2019")
    (['Amelie Loeven'], [])
    """
    match = DATE_THEN_NAME.fullmatch(text) or NAME_THEN_DATE.fullmatch(text)
    return [match["name"]] if match else []
