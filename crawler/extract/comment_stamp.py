"""The line above or below a comment that says who wrote it and when: taken apart into a name and an instant.

"Von Ayu Lestari am 3. Mai 2024 um 10:12 Uhr | Antworten" is a name, a date, and words that say nothing. A line
is a stamp only if hardly anything is left of it without its date: readers write of dates, too.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from crawler.extract.dates import CLOCK, DAY_FIRST, HOUR, ISO, MONTH_FIRST, MONTHS, NUMBERS, VIETNAMESE, YEAR_FIRST
from crawler.extract.reading import Reading
from crawler.items import Precision

LONGEST_STAMP, LONGEST_NAME, MOST_NAME_WORDS = 120, 60, 6
MOST_STAMPS = 4  # lines above the words
FILLERS = frozenset(
    """um uhr am vom den der at on the le la à a las el di alle ore dnia o godz g pada pukul jam wib wita wit ago vor etwa ca il y hace
    fa days day hours hour minutes minute min mins months month weeks week years year tage tag tagen stunden stunde minuten jahre
    jahren jahr monate monaten monat wochen woche mois jours jour heures heure semaine semaines an ans días dias día dia horas hora
    minutos meses semanas años anos giorni giorno ora mesi anni yang lalu hari menit bulan tahun minggu tundan dni temu godzin
    godzinę minut lat önce gün saat dakika ay yıl назад дней часов минут лет her de del du h pm am a.m. p.m. est pst utc gmt cet
    mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday mo mi do fr sa so montag dienstag mittwoch
    donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes
    sábado domingo segunda terça quarta quinta sexta lunedì martedì mercoledì giovedì venerdì senin selasa rabu kamis jumat jum'at
    sabtu sen sel rab kam jum sab min ming maandag dinsdag woensdag donderdag vrijdag zaterdag zondag pon wt śr czw pt sob niedz edited bearbeitet disunting
    permalink link reply antworten répondre responder rispondi balas odpowiedz beantwoorden cevapla ответить quote zitieren
    report melden signaler laporkan like likes said says sagt schreibt schrieb berkata wrote writes dijo dice disse scrive
    écrit kommentiert comment kommentar komentar commentaire comentario commento nr no posted geschrieben
    gepostet veröffentlicht publié envoyé publicado enviado updated mengatakan menulis dikirim suka thn mnt jml yrs hrs submitted soumis point points level dodano pisze napisał napisała""".split()
)
# Words that lead to a name: off at the beginning of what is left, kept inside ("Ursula von der Leyen").
LEADS = frozenset(
    "von by par por da oleh av door przez of kommentar comment komentar commentaire posted submitted diposting diposkan ditulis dikirim written bewertung rezension review avis reseña recensione ulasan".split()
)
AGO = re.compile(
    r"(?:\b(?:vor|hace|há|il y a|fa|før|för)\s+)?(?P<count>\d{1,3}|an?|one|einem|einer|eine|un[ae]?|um|se)\s*(?P<unit>"
    r"sec|sek|detik|min|menit|dakika|perc|мин|h\b|hrs?|hour|stunde|std|heure|hora|ora\b|ore\b|jam|saat|godz|uur|uren|час|"
    r"d\b|day|tag|jour|d[ií]a|giorn|hari|gün|dni|dzie|dag|дн|день|w\b|week|woche|semain|seman|settiman|minggu|hafta|tygod|weken|недел|"
    r"mo\b|month|monat|mois|mes(?:es|i|e)?\b|bulan|ay\b|miesi|maand|месяц|y\b|yrs?|year|jahr|ans?\b|años?|anos?|ann[io]|tahun|yıl|lat|"
    r"jaar|лет|год)\w*\.?(?P<after>\s+(?:ago|her|lalu|yang lalu|fa|önce|temu|geleden|назад|atrás|sedan|siden))?",
    re.I,
)
BEFORE = re.compile(r"\b(?:vor|hace|há|il y a|før|för)\b", re.I)
UNITS = (
    (timedelta(seconds=1), Precision.SECOND, ("sec", "sek", "detik")),
    (timedelta(minutes=1), Precision.MINUTE, ("min", "menit", "dakika", "perc", "мин")),
    (timedelta(days=7), Precision.DAY, ("w", "week", "woche", "seman", "semain", "settiman", "hafta", "tygod", "weken", "недел")),
    (timedelta(days=30), Precision.DAY, ("mo", "month", "monat", "mois", "mes", "bulan", "ay", "miesi", "maand", "месяц")),
    (timedelta(days=365), Precision.DAY, ("y", "year", "yr", "jahr", "an", "año", "ano", "tahun", "yıl", "lat", "jaar", "лет", "год")),
    (timedelta(days=1), Precision.DAY, ("d", "day", "tag", "jour", "giorn", "hari", "gün", "dag", "дн", "день")),
    (timedelta(hours=1), Precision.MINUTE, ("h", "std", "stunde", "ora", "ore", "jam", "saat", "godz", "uur", "uren", "час")),
)  # fmt: skip
# What Drupal writes behind the name of somebody who did not log in.
NOT_VERIFIED = re.compile(
    r" ?\((?:not verified|(?:tidak|belum|tak) (?:di|ter)verifikasi|nicht überprüft|non vérifié|no verificado|não verificado|non verificato|"
    r"niet gecontroleerd|niezweryfikowany|ikke bekreftet|ikke verificeret|inte verifierad|doğrulanmamış|не проверено)\)$",
    re.I,
)
BEFORE_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)\s?[-–@,|]\s?(?=\d?\d:\d\d)")
DATES = tuple(
    re.compile(pattern.pattern, re.I)
    for pattern in (ISO, DAY_FIRST, MONTH_FIRST, YEAR_FIRST, VIETNAMESE, NUMBERS, CLOCK, HOUR)
)
TOKEN = re.compile(r"[^\s|•·/,()\[\]–—»«>@]+")
NUMERIC = re.compile(r"[#+-]?\d[\d.:/h'’-]*\d?(?:st|nd|rd|th|\.|h|m|s|uhr|am|pm)?", re.I)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a line says of a comment: an instant, a name, or both."""

    at: datetime | None
    precision: Precision
    name: str | None


def stamp(reading: Reading, text: str) -> Stamp | None:
    """The Stamp a line is; None if it has no date or says more than a name and a date."""
    if len(text) > LONGEST_STAMP or not any(map(str.isdigit, text)):
        return None
    found = told_instant(reading, text)
    ago = AGO.search(text) if found is None else None
    if found is None and (ago is None or not (ago["after"] or BEFORE.match(ago[0]))):
        return None
    rest = without_date(text.replace(ago[0], " ") if ago else text)
    if len(rest) > LONGEST_NAME or len(rest.split()) > MOST_NAME_WORDS or (rest and _is_sentence(text)):
        return None
    when = found or (before(reading.page.fetched_at, ago) if ago else None)
    return Stamp(when[0] if when else None, when[1] if when else Precision.SECOND, as_name(rest))


def told_instant(reading: Reading, text: str) -> tuple[datetime, Precision] | None:
    """The instant a text tells; the clock may stand behind a dash or an at sign: "2019-01-31 @ 17:02"."""
    return reading.instant(BEFORE_CLOCK.sub(r"\1 ", text))


def says_nothing(text: str) -> bool:
    """Whether a line is dates and labels alone: "Like · Reply · 2 yrs"."""
    return all(_says_nothing(token) or NUMERIC.fullmatch(token) is not None for token in TOKEN.findall(text))


def without_date(text: str) -> str:
    """What is left of a line without its date and clock, and without the words that say nothing before and behind."""
    for pattern in DATES:
        text = pattern.sub(" | ", text)
    kept = [part.strip(":;-") for part in TOKEN.findall(text)]
    while kept and (_says_nothing(kept[-1]) or NUMERIC.fullmatch(kept[-1])):
        kept.pop()
    while kept and (_says_nothing(kept[0]) or kept[0].lower() in LEADS or NUMERIC.fullmatch(kept[0])):
        kept.pop(0)
    return " ".join(kept)


def without_stamp(paragraphs: tuple[str, ...], author: str | None, instant: Callable[[str], object]) -> tuple[str, ...]:
    """paragraphs without the lines that say whose they are and since when, where the theme marks no text as such:
    "Ayu said, on August 3, 2019 at 3:12 pm"."""
    lines = [(line, place) for place, paragraph in enumerate(paragraphs) for line in paragraph.split("\n")]
    end = 0
    for count, (line, _) in enumerate(lines[:MOST_STAMPS], 1):
        rest = line.removeprefix(author or "").strip()
        if not (says_nothing(rest) or (author and as_name(rest) == author)):
            break
        if ":" in rest or instant(rest) is not None:
            end = count
    if not 0 < end < len(lines):
        return paragraphs
    return tuple("\n".join(line for line, _ in spoken) for _, spoken in groupby(lines[end:], key=itemgetter(1)))


def _is_sentence(text: str) -> bool:
    last = text.split()[-1].rstrip(".!?…")
    return text[-1] in ".!?…" and not _says_nothing(last) and NUMERIC.fullmatch(last) is None


def _says_nothing(token: str) -> bool:
    low = token.lower().strip(".:,")
    return low in FILLERS or low in MONTHS or not any(map(str.isalnum, token))


def as_name(text: str) -> str | None:
    """A reader's name: one that names itself in a few words, without what leads to it or follows it.

    >>> as_name("Von Ayu Lestari schreibt:"), as_name("Antworten"), as_name("Ursula von der Alm")
    ('Ayu Lestari', None, 'Ursula von der Alm')
    >>> as_name("Ayu (not verified)"), as_name("Diposting oleh Ayu")
    ('Ayu', 'Ayu')
    """
    words = NOT_VERIFIED.sub("", text).split() if text[-1:] == ")" else text.split()
    while words and (words[0].lower().strip(":") in LEADS or not any(map(str.isalnum, words[0]))):
        words.pop(0)
    while words and _says_nothing(words[-1].strip(":,.")):
        words.pop()
    name = " ".join(words).strip(' ,:;|•·–—-"')
    if not name or len(name) > LONGEST_NAME or len(words) > MOST_NAME_WORDS or name.lower() in FILLERS:
        return None
    return name


def before(now: datetime | None, ago: re.Match[str]) -> tuple[datetime, Precision] | None:
    """The instant that "3 days ago" means on a page fetched at now; None if nobody knows when it was fetched."""
    if now is None:
        return None
    unit = ago["unit"].lower()
    count = int(ago["count"]) if ago["count"].isdigit() else 1
    for length, precision, words in UNITS:
        if unit.startswith(words):
            at = now - count * length
            return at.replace(
                hour=0, minute=0, second=0, microsecond=0
            ) if precision is Precision.DAY else at, precision
    return None
