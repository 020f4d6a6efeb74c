"""The endless calendar: every month links the one before, the one after, and each of its days."""

import calendar
import re

from tests.mocksite.newsroom import Newsroom
from tests.mocksite.options import Options
from tests.mocksite.shell import MONTHS, document

PLACE = re.compile(r"/kalender/(\d{1,4})/(\d{1,2})/(?:(\d{1,2})/)?")


def calendar_page(room: Newsroom, options: Options, path: str) -> bytes | None:
    """A month or a day; None for what is neither. Years run from 1 to 9998."""
    match = PLACE.fullmatch(path)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    if not (0 < year < 9999 and 0 < month < 13):
        return None
    name = f"{MONTHS[month - 1]} {year}"
    heading = f"Acara {match[3]} {name}" if match[3] else f"Kalender acara {name}"
    main = f'<h1 class="page-title">{heading}</h1><p>Belum ada acara.</p>{grid(room, year, month)}'
    return document(room, options, title=f"{heading} – {room.name}", body_class="page kalender", main=main)


def grid(room: Newsroom, year: int, month: int) -> str:
    rows = []
    for week in calendar.Calendar().monthdayscalendar(year, month):
        cells = (f'<a href="{address(room, year, month)}{day}/">{day}</a>' if day else "" for day in week)
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    before = address(room, *((year, month - 1) if month > 1 else (year - 1, 12)))
    after = address(room, *((year, month + 1) if month < 12 else (year + 1, 1)))
    return (
        f'<table class="kalender-acara"><tbody>{"".join(rows)}</tbody></table><nav><a rel="prev" href="{before}">Bulan '
        f'sebelumnya</a> <a rel="next" href="{after}">Bulan berikutnya</a></nav>'
    )


def address(room: Newsroom, year: int, month: int) -> str:
    return f"{room.base}/kalender/{year}/{month:02}/"
