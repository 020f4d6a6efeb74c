"""Dates that a page prints: beside its headline, near its story, or anywhere with the word "published"."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from crawler.blocks import Outline
from crawler.extract.date_marks import CLIMB, Mark, is_of_others, mark, with_clock
from crawler.extract.dates import has_several_days
from crawler.extract.near_story import head_of
from crawler.extract.reading import Reading
from crawler.extract.relative_dates import elapsed
from crawler.extract.story import Story
from crawler.items import Precision
from crawler.text import lowered

UPDATED_LINE = re.compile(
    r"\W*(?:(?:this |cet |der |dieser )?(?:artikel|article|artículo|articolo|artigo|beitrag|text|page|seite|dernière|letzte|última) )?"
    r"(?:diperbarui|terakhir diperbarui|updated?|last (?:updated|modified)|aktualisiert|zuletzt aktualisiert|letzte aktualisierung|"
    r"mise? à jour|actualizado|atualizado|aggiornato|bijgewerkt|zaktualizowano|güncelleme|son güncelleme|обновлено|оновлено|stand|"
    r"(?:senast )?uppdaterad|(?:sist )?oppdatert|(?:sidst )?opdateret|päivitetty|aktualizováno|frissítve|actualizat|ενημέρωση|"
    r"cập nhật|更新|업데이트|수정|آخر تحديث|dikemaskini)\b",
    re.I,
)
# The same behind a date: "1 May 2024 10:05 | Updated: 2 May 2024". For text in lower case: with re.I it takes five times as long.
CHANGED = re.compile(
    r"(?<![^\W\d_])(?:(?:terakhir )?diperbarui|(?:last )?updated?|last modified|(?:zuletzt )?aktualisiert|letzte aktualisierung|"
    r"geändert|mise? à jour|mis à jour|modifié|actualizado|atualizado|aggiornato|bijgewerkt|zaktualizowano|aktualizacja|"
    r"(?:senast )?uppdaterad|(?:sist )?oppdatert|(?:sidst )?opdateret|päivitetty|aktualizováno|frissítve|actualizat|ενημέρωση|"
    r"(?:son )?güncelleme|güncellendi|обновлено|оновлено|изменено|cập nhật|更新|업데이트|수정|آخر تحديث|dikemaskini)"
)
PUBLISHED_LINE = re.compile(
    r"\b(?:erschienen|veröffentlicht|gepostet|geschrieben|eingestellt|erstellt|verfasst|publiziert|published|posted|written|publié|"
    r"publicado|pubblicato|geplaatst|gepubliceerd|opublikowano|yayınlan\w+|publicerad|publisert|udgivet|julkaistu|vydáno|zveřejněno|publicat|diterbitkan|dipublikasikan|diposting|diposkan|dimuat|tayang|"
    r"опубликовано|опубліковано|đăng)\b|发布|發布|公開|입력|등록",
    re.I,
)
# Lines whose date is another thing's: an event's, a rating's, a consent's, a rule's.
OTHER_DATE = re.compile(
    r"bewertung|rating|\btermin|einwilligung|consent|cookie|gültig|valid (?:from|until|since)|abgerufen|retrieved|"
    r"geburtsdatum|born|registriert|member since|mitglied seit|beigetreten|joined",
    re.I,
)
DIGIT = re.compile(r"\d")
LONGEST_LINE, LONGEST_STAMP, LONGEST_ELAPSED, LONGEST_PUBLISHED = 140, 60, 40, 200
LINES_ABOVE, LINES_BELOW, LINES_INSIDE = 40, 12, 6
LINES_OF_HEAD, HEAD_ABOVE = 8, 100
DAY = timedelta(days=1)


def near(reading: Reading, story: Story) -> Iterator[Mark]:
    """Dates printed near the story: in a line that says little else, failing that in any short line; then wherever
    a line says that something was published; then how long ago it was."""
    lines = _lines_near(reading, story)
    texts = [reading.outline.text[line] for line in lines]
    own = set(story.lines)
    for longest in (LONGEST_STAMP, LONGEST_LINE):
        for line, text in zip(lines, texts, strict=True):
            if len(text) < (LONGEST_STAMP if line in own else longest):
                yield from _told(reading, text, _beside(reading.outline, line))
        beside = stamp(reading, story)
        if beside:
            yield beside
    yield from said(reading, story)
    yield from _ago(reading, story)


def said(reading: Reading, story: Story) -> Iterator[Mark]:
    """Dates in lines that say that something was published, wherever they stand."""
    own = set(story.lines)
    for line, text in enumerate(reading.outline.text):
        if len(text) >= LONGEST_PUBLISHED or not DIGIT.search(text) or (line in own and len(text) >= LONGEST_STAMP):
            continue
        is_beside = bool(own) and story.lines[0] - LINES_OF_HEAD < line < story.lines[-1]
        if PUBLISHED_LINE.search(text) and (is_beside or not _is_framed(reading.outline, line)):
            yield from _told(reading, text)


def stamp(reading: Reading, story: Story) -> Mark | None:
    """The date printed beside the headline, in a line that says little else; None if none is."""
    outline = reading.outline
    own = _own(outline, story)
    head = head_of(outline, story.lines[0], reach=HEAD_ABOVE) if story.lines else None
    for line in _head(outline, story):
        is_between = head is not None and head < line < story.lines[0]
        text = outline.text[line]
        if (
            len(text) < LONGEST_STAMP
            and DIGIT.search(text)
            and not _is_framed(outline, line, own, aside=not is_between)
        ):
            found = next(_told(reading, text, _beside(outline, line)), None)
            if found:
                return found
    return None


def updated(reading: Reading, story: Story) -> Mark | None:
    """The date in a line near the story that says when it was changed; None if there is none."""
    texts = (reading.outline.text[line] for line in _lines_near(reading, story))
    changed = (_change(text) for text in texts if len(text) < LONGEST_LINE)
    return next((found for text in changed if text and (found := mark(reading, 0, text, "printed:updated"))), None)


def _change(text: str) -> str:
    """The part of a line that says when something was changed, which may share it with when it was published; ""."""
    if UPDATED_LINE.match(text):
        change = text
    else:
        word = _change_behind_date(text)
        change = text[word:] if word else ""
    published = PUBLISHED_LINE.search(change)
    return change[: published.start()] if published else change


def _before_change(text: str) -> str:
    """A line without the part that says when something was changed; "" if nothing else is in it."""
    if UPDATED_LINE.match(text):
        published = PUBLISHED_LINE.search(text)
        return text[published.start() :] if published else ""
    word = _change_behind_date(text)
    return text[:word] if word else text


def _change_behind_date(text: str) -> int:
    """Where a line that has told one date says when something was changed; 0 if it does not."""
    date_told = DIGIT.search(text)
    word = CHANGED.search(lowered(text), date_told.end()) if date_told else None
    return word.start() if word else 0


def is_borne_out(reading: Reading, story: Story, day: date) -> bool:
    """Whether the page prints a day near its story, give or take one for the zone, or says how long ago it was."""
    first, last = (story.lines[0], story.lines[-1]) if story.lines else (0, 0)
    inside = range(first + LINES_INSIDE, last - 1)
    around = range(max(0, first - LINES_ABOVE), min(len(reading.outline.text), last + LINES_BELOW))
    texts = [reading.outline.text[line] for line in around if line not in inside]
    numbers = [str((day + offset).day) for offset in (-DAY, DAY * 0, DAY)]
    hopeful = (text for text in texts if len(text) < LONGEST_LINE and any(number in text for number in numbers))
    shown = (mark(reading, 0, text, "") for text in hopeful)
    if any(found and abs(found.at.date() - day) <= DAY for found in shown):
        return True
    head = (reading.outline.text[line] for line in _head(reading.outline, story))
    return any(len(text) < LONGEST_ELAPSED and elapsed(text) is not None for text in head)


def _beside(outline: Outline, line: int) -> str:
    """The line after one, if it stands in the next box of the same list or row; "" if it does not."""
    boxes = outline.home[line : line + 2]
    shapes = {(outline.parent[box], outline.tag[box]) for box in boxes}
    return outline.text[line + 1] if len(boxes) == 2 and len(shapes) == 1 else ""


def _told(reading: Reading, text: str, after: str = "") -> Iterator[Mark]:
    """The one date in a line; nothing from lines that tell of changes, events or spans of time. after is the line beside
    it, which may be its hour."""
    text = _before_change(text)
    if not DIGIT.search(text) or OTHER_DATE.search(text):
        return
    found = with_clock(reading, mark(reading, 0, text, "printed"), after)
    if found and not has_several_days(text):
        yield found


def _ago(reading: Reading, story: Story) -> Iterator[Mark]:
    """What "2 jam lalu" beside the headline comes to, where the time of fetching is known."""
    fetched_at = reading.page.fetched_at
    for line in _head(reading.outline, story) if fetched_at else ():
        text = reading.outline.text[line]
        ago = elapsed(text) if len(text) < LONGEST_ELAPSED else None
        if fetched_at and ago is not None:
            precision = Precision.DAY if ago >= DAY else Precision.MINUTE
            yield Mark(0, fetched_at - ago, precision, True, text, "printed:elapsed")


def _head(outline: Outline, story: Story) -> Iterable[int]:
    """The lines from the headline to the first of the story, then those a little above, nearest first."""
    if not story.lines:
        return ()
    first = story.lines[0]
    head = head_of(outline, first, reach=HEAD_ABOVE)
    top = max(0, first - LINES_OF_HEAD) if head is None else head
    return (*range(top, min(len(outline.text), first + 2)), *range(top - 1, max(-1, top - 1 - LINES_OF_HEAD), -1))


def _lines_near(reading: Reading, story: Story) -> list[int]:
    """The lines above the story, nearest first; those below it that are no comment and no other story; its own
    first and last ones."""
    if not story.lines:
        return []
    outline = reading.outline
    first, last = story.lines[0], story.lines[-1]
    inside = [*story.lines[1:LINES_INSIDE], *story.lines[-2:]]
    below = _with_digits(outline, range(last + 1, min(len(outline.text), last + LINES_BELOW)))
    own = _own(outline, story)
    above = _with_digits(outline, range(first, max(-1, first - LINES_ABOVE), -1))
    framed = {line for line in above if _is_framed(outline, line, own, aside=False)}
    return [
        *(line for line in above if line not in framed),
        *(line for line in above if line in framed),  # themes call the head of a story a teaser too
        *(line for line in below if not _is_framed(outline, line)),
        *inside,
    ]


def _with_digits(outline: Outline, lines: Iterable[int]) -> list[int]:
    """The short lines that may tell a date."""
    return [line for line in lines if len(outline.text[line]) < LONGEST_LINE and DIGIT.search(outline.text[line])]


def _is_framed(outline: Outline, line: int, own: frozenset[int] = frozenset(), *, aside: bool = True) -> bool:
    """Whether a line lies in a comment, a teaser or (with aside) the frame of the page, own boxes apart."""
    home = outline.home[line]
    boxes = [box for box in (home, *outline.ancestors(home)[:CLIMB]) if outline.tag[box] != "body" and box not in own]
    return any((aside and outline.tag[box] == "aside") or is_of_others(outline.names[box]) for box in boxes)


def _own(outline: Outline, story: Story) -> frozenset[int]:
    """The boxes round the headline and the story: whatever they are called, they frame nothing else."""
    if not story.lines:
        return frozenset()
    first = story.lines[0]
    head = head_of(outline, first, reach=HEAD_ABOVE)
    lines = (first,) if head is None else (head, first)
    return frozenset(box for line in lines for box in outline.ancestors(outline.home[line]))
