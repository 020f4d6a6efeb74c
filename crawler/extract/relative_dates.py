"""How long ago something was, as people write it: "2 jam lalu", "3 hours ago", "vor 5 Minuten", "kemarin"."""

import re
from datetime import timedelta

from crawler.text import any_of

# Beginnings of the words for each unit, in the languages of `months`; the longer unit comes first.
UNITS = {
    timedelta(days=365): "tahun|year|jahr|ann?(?:ée|o)s?|anni|anno|jaar|lat|rok|yıl|лет|год(?!ин)|рок|سنة|年|년|năm|ปี",
    timedelta(days=30): "bulan|month|monat|mois|mes(?:es)?|mesi|mese|maand|miesi|ay|месяц|місяц|شهر|个月|か月|ヶ月|개월|tháng|เดือน",
    timedelta(days=7): "minggu|pekan|week|woche|semaine|semana|settiman|tygod|hafta|недел|тижд|тижн|أسبوع|周|週間|주|tuần|สัปดาห์",
    timedelta(days=1): "hari|days?|tag|jours?|días?|dias?|giorn|dag|dni|dzień|gün|дн|день|يوم|أيام|天|日|일|ngày|วัน",
    timedelta(hours=1): "jam|hours?|hrs?|stunde|std|heures?|horas?|or[ae]|uur|uren|godzin|saat|час|годин|ساع|小时|小時|時間|시간|giờ|ชั่วโมง|h",
    timedelta(minutes=1): "menit|minit|min(?:ut)?|dakika|dk|мин|хвилин|хв|دقيق|دقائق|分钟|分鐘|分|분|phút|นาที",
    timedelta(seconds=1): "detik|saat|second|sek|sec|saniye|с(?:ек)|ثاني|秒|초|giây|วินาที",
}  # fmt: skip
BEFORE = r"(?:vor|il y a|hace|há|fa|przed|قبل|منذ|för)"
AFTER = r"(?:yang lalu|lalu|ago|fa|atrás|geleden|temu|önce|назад|тому|前|전|trước|ที่แล้ว|ที่ผ่านมา|siden)"
NUMBER = r"(?P<number>\d{1,3}|sebuah|satu|an?|ein(?:e[mnr]?)?|une?|un[ao]?)"
AGO = [
    (unit, re.compile(rf"(?:{BEFORE}\s+{NUMBER}\s*(?:{words})\w*|(?<!\w){NUMBER.replace('number', 'count')}\s*(?:{words})\w*(?:,?\s+(?:and\s+)?\d+\s+\w+)?\s*{AFTER})", re.I))
    for unit, words in UNITS.items()
]  # fmt: skip
YESTERDAY = re.compile(r"(?:^|\|\s*|published |diterbitkan |publié )(?:kemarin|semalam|yesterday|gestern|hier(?= à|,|$)|ayer|ontem|ieri|gisteren|wczoraj|dün|вчера|вчора|昨天|昨日|어제|hôm qua|เมื่อวาน)(?!\w)", re.I)  # fmt: skip
JUST_NOW = re.compile(r"(?<!\w)(?:baru saja|just now|gerade eben|à l'instant|ahora mismo|agora mesmo|proprio ora|zojuist|az önce|только что|щойно|刚刚|たった今|방금|vừa xong)(?!\w)", re.I)  # fmt: skip
# In each text that says it stands one of these, in lower case: a look at most lines instead of nine.
HINT = re.compile(
    any_of(
        """vor|il y a|hace|há|fa|przed|قبل|منذ|för|lalu|ago|atrás|geleden|temu|önce|назад|тому|前|전|trước|ที่แล้ว|ที่ผ่านมา|siden|
        kemarin|semalam|yesterday|gestern|hier|ayer|ontem|ieri|gisteren|wczoraj|dün|вчера|вчора|昨天|昨日|어제|hôm qua|เมื่อวาน|
        baru saja|just now|gerade eben|à l'instant|ahora mismo|agora mesmo|proprio ora|zojuist|az önce|только что|щойно|刚刚|たった今|방금|
        vừa xong""".replace("\n        ", "").split("|")
    )
)


def elapsed(text: str) -> timedelta | None:
    """How long ago a text says something was; None if it does not say.

    >>> elapsed("Diterbitkan 2 jam lalu"), elapsed("vor 3 Stunden"), elapsed("an hour ago"), elapsed("2 jam")
    (datetime.timedelta(seconds=7200), datetime.timedelta(seconds=10800), datetime.timedelta(seconds=3600), None)
    """
    if HINT.search(text.lower()) is None:
        return None
    for unit, pattern in AGO:
        match = pattern.search(text)
        if match:
            number = match["number"] or match["count"]
            return unit * (int(number) if number.isdigit() else 1)
    if YESTERDAY.search(text):
        return timedelta(days=1)
    return timedelta() if JUST_NOW.search(text) else None
