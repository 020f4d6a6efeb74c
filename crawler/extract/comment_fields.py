"""One comment's own fields: who wrote it, when, its words in paragraphs, its number and address."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from selectolax.lexbor import LexborNode

from crawler.blocks import Outline
from crawler.extract.comment_evidence import ASIDE, AUTHOR, DATE, TEXT, Evidence
from crawler.extract.comment_items import LONGEST_LABEL, Item
from crawler.extract.comment_markup import AWAITING
from crawler.extract.comment_stamp import LONGEST_STAMP, as_name, says_nothing, stamp, told_instant, without_date
from crawler.extract.paragraphs import HEADINGS
from crawler.extract.reading import Reading
from crawler.items import Precision
from crawler.text import clean_line
from crawler.urls import absolute

SUREST_AUTHOR = re.compile(
    r"@(?:author|name|creator)|(?<![\w-])fn(?![\w-])|user-?_?name|nick|author-?_?name|display-?_?name|commenter|comment-?_?by|pseudo",
    re.I,
)
SAYS_TEXT = re.compile(
    r"@(?:text|commentText|reviewBody)\b|(?:comment|kommentar|review|reply)[-_]*(?:text|content|copy|message)", re.I
)
LABEL = re.compile(
    r"\W*(?:\d+\s*)?(?:repl(?:y|ies)|antwort(?:en)?|répondre|responder|rispondi|balas(?:an)?|odpowiedz|beantwoorden|cevapla|ответить|svar|quote|zitieren|"
    r"kutip|report(?: comment)?|melden|signaler|laporkan|flag|share|teilen|bagikan|compartir|partager|likes?|gefällt mir|suka|j'aime|me gusta|"
    r"up|down|vote|permalink|link|edit(?:ed)?|bearbeitet|delete|löschen|hapus|hide|show|collapse|expand|translate|terjemahkan|follow|"
    r"log in to reply|sign in to reply|read more|mehr(?: anzeigen)?|verified|gast|guest|tamu|anonym(?:ous)?|kommentar (?:melden|verlinken)|"
    r"diesen kommentar .{0,30}|level|points?|says|said|sagt|schreibt|berkata|dice|dijo|disse|dit|pisze)?[\W\d]*",
    re.I,
)
COMMENT_ID = re.compile(
    r"(?:.*?[-_:])?(?:(?:comm|post|c|id|r|p|message)?[-_:]?(\d+)(?:_\d+)?|"
    r"(?:comment|kommentar|komentar|commentaire|comentario|reply|review)[-_:]?(?:(\d+)(?:_\d+)?|([^\W\d]*+\d[\w-]*)))",
    re.I,
)
NOBODY = re.compile(
    r"there are (?:currently |as yet )?no [\w ]{0,30}(?:comments|replies|reviews|responses)|no (?:comments|replies|reviews) (?:yet|so far)|be the first to|"
    r"keine kommentare|noch (?:keine|niemand)|belum ada (?:komentar|tanggapan)|jadilah yang pertama|soyez le premier|aucun commentaire|"
    r"sé el primero|no hay comentarios|nessun commento|seja o primeiro|brak komentarzy|nog geen reacties|henüz yorum|комментариев (?:пока )?нет",
    re.I,
)
# What stands over a form or an empty list, and is nobody's comment.
INVITATION = re.compile(
    r"\W*(?:(?:do you )?want to (?:join|comment)|join the (?:discussion|conversation)|leave a (?:reply|comment)|tinggalkan (?:balasan|komentar)|"
    r"tulis komentar|schreib\w* (?:einen|deinen|ihren) kommentar|¿?quieres comentar|deja (?:un|tu) comentario|laisser un commentaire|"
    r"lascia un commento|deixe (?:um|seu) comentário|dodaj komentarz|yorum yap|оставить комментарий)\b.{0,60}|"
    r"(?:comments?|kommentare|commentaires?|comentarios?|komentar|commenti|reacties) (?:of|from|by|von|der|unserer|des?|dari|dei|van) [^.!?]{1,60}",
    re.I,
)
ID_ATTRIBUTES = ("data-comment-id", "data-commentid", "data-comment_id", "data-review-id", "data-id", "data-post-id")
FRAGMENT = re.compile(
    r"#(?:(?:[a-z_-]*(?:comment|kommentar|komentar|reply|post|respon[sd]|answer)[a-z_]*|c|p|r|id)?[-_=/]?(\d+)|comment-([^\W\d]*+\d\w*))$",
    re.I,
)
LONGEST_ID = 200  # characters
LONGEST_NOTE = 150
TWO_DAYS = timedelta(days=2)  # a zone apart, at most
SEPARATOR = re.compile(r" [·•|] ")
EDGES = " :,;|•·–—-"


@dataclass(frozen=True, slots=True)
class Fields:
    """What one comment says. lines: those that hold its words."""

    author: str | None
    author_url: str | None
    at: datetime | None
    precision: Precision
    paragraphs: tuple[str, ...]
    source_id: str | None
    permalink: str | None


@dataclass(frozen=True, slots=True)
class Share:
    """The lines and boxes of one comment, without those of the comments inside it and without what is aside."""

    lines: list[int]
    boxes: list[int]


def fields(reading: Reading, found: Evidence, item: Item, own: Share) -> Fields:
    """The fields of a comment, read from its share of the page."""
    outline = reading.outline
    author_node, author = _author(reading, found, own.boxes)
    date_node, at, precision = _when(reading, found, own.boxes)
    for line in own.lines:
        told = found.stamps.get(line)
        if told is not None and at is None:
            at, precision = told.at, told.precision
        if told is not None and author is None:
            author = told.name
    spoken = _spoken(outline, found, item, own)
    if author is None:
        author, spoken = _first_line_as_name(outline, own.lines, spoken)
    raw = [clean_line(node.text(separator=" ")) for node in (author_node, date_node) if node is not None]
    number, permalink = _address(reading, outline.element[item.box], date_node)
    paragraphs = _paragraphs(outline, spoken, raw)
    return Fields(author, _link(reading, author_node), at, precision, paragraphs, number, permalink)


def _author(reading: Reading, found: Evidence, boxes: list[int]) -> tuple[LexborNode | None, str | None]:
    """The surest element that says a name, and the name."""
    best: tuple[int, LexborNode, str] | None = None
    for box in boxes:
        for node in found.authors.get(box, ()):
            attributes = node.attributes
            names = f"{attributes.get('class') or ''} @{attributes.get('itemprop') or ''}"
            inner = node.css_first("[itemprop=name]") or node
            value = attributes.get("content") or clean_line(inner.text(separator=" "))
            name = as_name(value) if len(value) <= 2 * LONGEST_LABEL else None
            if name and reading.instant(name):
                name = as_name(without_date(name)) or name
            trust = 0 if SUREST_AUTHOR.search(names) else 1
            if name and (best is None or trust < best[0]):
                best = trust, node, name
    return (best[1], best[2]) if best else (None, None)


def _when(reading: Reading, found: Evidence, boxes: list[int]) -> tuple[LexborNode | None, datetime | None, Precision]:
    """The first element that says a date, and the instant; where it says a day alone, the one that says its hour."""
    day: tuple[LexborNode, datetime, Precision] | None = None
    for node in (node for box in boxes for node in found.dates.get(box, ())):
        told = _instant_of(reading, node)
        if told is None:
            continue
        if told[1] is not Precision.DAY and (day is None or abs(told[0] - day[1]) < TWO_DAYS):
            return (node, *told) if day is None else (day[0], *told)
        day = day or (node, *told)
    return day or (None, None, Precision.SECOND)


def _instant_of(reading: Reading, node: LexborNode) -> tuple[datetime, Precision] | None:
    attributes = node.attributes
    for value in (
        attributes.get("datetime"),
        attributes.get("content"),
        attributes.get("data-time"),
        attributes.get("data-content"),
        attributes.get("title"),
        clean_line(node.text(separator=" ")),
    ):
        when = told_instant(reading, value) if value and len(value) <= LONGEST_STAMP else None
        if when:
            return when
    own = stamp(reading, clean_line(node.text(separator=" ")))
    return (own.at, own.precision) if own is not None and own.at is not None else None


def _spoken(outline: Outline, found: Evidence, item: Item, own: Share) -> list[int]:
    """The lines of the words: of the elements made for them, else all that say more than name, date and label."""
    for sure in (True, False):
        texts = [
            box
            for box in own.boxes
            if found.parts[box] & TEXT
            and (not sure or SAYS_TEXT.search(outline.names[box]))
            and (box != item.box)
            and not found.names_in(box)
            and not found.dates_in(box)
        ]
        held = {line for box in texts for line in range(outline.first[box], outline.last[box])}
        told = [line for line in own.lines if line in held and not _is_frame(outline, line)]
        if told:
            return told
    return [line for line in own.lines if not _says_nothing(outline, found, line)]


def _is_frame(outline: Outline, line: int) -> bool:
    """Whether a line among the words is a label or the title over them."""
    return _is_label(outline.text[line]) or _is_title_link(outline, line)


def _is_label(text: str) -> bool:
    """Whether a line says what a control does, or nothing in letters."""
    return LABEL.fullmatch(text) is not None if len(text) <= LONGEST_NOTE else not any(map(str.isalpha, text))


def _is_title_link(outline: Outline, line: int) -> bool:
    return outline.tag[outline.home[line]] in HEADINGS and outline.linked[line] > 0.5 * len(outline.text[line])


def _says_nothing(outline: Outline, found: Evidence, line: int) -> bool:
    home, text = outline.home[line], outline.text[line]
    part = found.parts[home]
    if line in found.stamps or _is_label(text):
        return True
    if part & (AUTHOR | DATE | ASIDE) and not part & TEXT and len(text) <= 2 * LONGEST_LABEL:
        return True
    if _is_title_link(outline, line):
        return True
    if (outline.linked[line] or SEPARATOR.search(text)) and len(text) <= LONGEST_LABEL and says_nothing(text):
        return True
    return len(text) <= 2 * LONGEST_LABEL and outline.linked[line] > 0.8 * len(text) and "://" not in text


def _first_line_as_name(outline: Outline, lines: list[int], spoken: list[int]) -> tuple[str | None, list[int]]:
    """A short first line above others is the name, where nothing else says one."""
    first = next((line for line in lines if not _is_label(outline.text[line])), -1)
    if first < 0 or not spoken or (spoken[0] == first and len(spoken) < 2) or first > spoken[0]:
        return None, spoken
    text = outline.text[first]
    name = as_name(text)
    if len(text) > LONGEST_LABEL or text[-1] in ".!?…,;" or name is None or len(name.split()) > 4:
        return None, spoken
    if first != spoken[0]:
        return name, spoken
    return (None, spoken) if outline.joined[spoken[1]] else (name, spoken[1:])


def _paragraphs(outline: Outline, spoken: list[int], raw: list[str]) -> tuple[str, ...]:
    """The words in paragraphs; a single line break stays in its paragraph."""
    if spoken and any(
        NOBODY.search(outline.text[line][:LONGEST_NOTE]) for line in spoken if len(outline.text[line]) <= LONGEST_NOTE
    ):
        return ()
    if spoken and INVITATION.fullmatch(outline.text[spoken[0]]):
        return ()
    told: list[str] = []
    before = -2
    for line in spoken:
        text = _without(outline.text[line], raw) if not told else outline.text[line]
        if not text or AWAITING.match(text):
            continue
        if told and outline.joined[line] and before == line - 1:
            told[-1] += "\n" + text
        else:
            told.append(text)
        before = line
    return tuple(told)


def _without(text: str, raw: list[str]) -> str:
    """text without the name and the date that stand before it on its line."""
    for _ in range(2):
        for value in raw:
            if value and text.startswith(value):
                text = text[len(value) :].lstrip(EDGES)
    return "" if _is_label(text) else text


def _link(reading: Reading, node: LexborNode | None) -> str | None:
    if node is None:
        return None
    link = node if node.tag == "a" else node.css_first("a[href]")
    if link is None and node.parent is not None and node.parent.tag == "a":
        link = node.parent
    href = (link.attributes.get("href") or "") if link is not None else ""
    return absolute(href, reading.page.base_url) if href and not href.startswith("#") else None


def _address(reading: Reading, node: LexborNode, date_node: LexborNode | None) -> tuple[str | None, str | None]:
    """The comment's number as the site tells it, and its own address."""
    attributes = node.attributes
    for value in (*(attributes.get(name) for name in ID_ATTRIBUTES), attributes.get("id")):
        match = COMMENT_ID.fullmatch(value.strip()) if value and len(value) <= LONGEST_ID else None
        if match:
            number: str | None = match[1] or match[2] or match[3]
            break
    else:
        number = None
    for link in node.css("a[href*='#']") if number is None or date_node is not None else ():
        href = link.attributes.get("href") or ""
        told = named_in(href)
        if told and number in (None, told):
            return told, absolute_with_fragment(reading, href)
    return number, None


def named_in(href: str) -> str | None:
    """The comment's number in the fragment of an address; None if it has none.

    >>> named_in("/2024/05/jembatan/#comment-12"), named_in("#respond")
    ('12', None)
    """
    match = FRAGMENT.search(href[-LONGEST_ID:])
    return (match[1] or match[2]) if match else None


def absolute_with_fragment(reading: Reading, href: str) -> str | None:
    """An address with its fragment: the one of a comment is in it."""
    url = absolute(href.partition("#")[0] or reading.page.url, reading.page.base_url)
    return f"{url}#{href.partition('#')[2]}" if url else None
