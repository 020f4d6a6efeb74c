"""Lines that name the maker or the source of a picture, where no `figcaption` tells so.

A line is one only as a whole: it begins with the word for a picture and a colon, or a copyright sign, or is no more
than the name of an agency with who worked for it. Sentences about photographs stay what they are.
"""

import re
from collections.abc import Iterable

from crawler.blocks import Outline

LONGEST, LONGEST_AGENCY, LONGEST_SOURCE, LONGEST_CAPTION = 160, 60, 60, 300
PICTURE = re.compile(
    r"^[\W_]*(?:(?:main |lead |featured |header |cover )?(?:image|images|photo|photos|photograph|photographs|picture|pictures)|foto|fotos|foto-foto|"
    r"fotografía|fotografia|photographie|bild|bilder|bildquelle|bildnachweis|bildcredit|fotocredit|fotoquelle|titelbild|titelfoto|"
    r"beitragsbild|aufmacherbild|symbolbild|symbolfoto|abbildung(?: \d+)?|abb\.(?: \d+)?|gambar|ilustrasi|ilustrasi foto|"
    r"zdjęcie|fot\.|фото|beeld|kuva|billede)"
    r"(?: (?:credit|credits|by|via|source|courtesy(?: of)?|dok|dokumentasi|kredit))?\s*(?:\([^)]{0,30}\)|\[\w\])?\s*:",
    re.I,
)
RIGHTS = re.compile(r"^\W*(?:©|\([cC]\) ?\S)(?! ?\d{4}\b)")  # with a year it is the story's
SOURCE = re.compile(r"^\W*(?:quelle|source|fuente|fonte|sumber|bron|źródło|источник)\s*:\s*\S.*$", re.I)
AGENCIES = re.compile(  # for texts in lower case
    r"(?:^|[\s/(|,])(?:getty(?: images)?|reuters|afp|ap|ap photo|dpa|epa|efe|ansa|apa|keystone|pap|tass|xinhua|antara(?: foto)?|bernama|"
    r"shutterstock|istock(?:photo)?|i ?stock|unsplash|pixabay|pexels|alamy(?: stock photo)?|imago(?: images)?|picture[ -]alliance|"
    r"adobe ?stock|stock\.adobe\.com|depositphotos(?:\.com)?|wikimedia(?: commons)?|flickr|bloomberg|zuma|sipa|picturedesk|pa wire|belga|anp)\W*$",
)
# "A full square in the rain. Foto: Rina Hartati", "The square © Gazette": a caption that ends in its credit.
CREDITED = re.compile(
    r".{15,}?[\s.(\[–—-](?:©|(?:foto|fotos|bild|photo|photos|image|picture|photograph|фото)(?: (?:by|credit))?:)\s*[^\s.!?][^.!?]{1,60}$",
    re.I,
)
END = (".", "!", "?", ":", ";", "”", '"', "»")


def captions_by_credit(outline: Outline, lines: Iterable[int]) -> frozenset[int]:
    """Those of lines that credit a picture, that end in a credit, or that share a box of two lines with one."""
    found: set[int] = set()
    for line in lines:
        text = outline.text[line]
        if is_picture_credit(text):
            found.add(line)
            box = _box_of_two(outline, line)
            if box is not None and line == outline.last[box] - 1 and len(outline.text[line - 1]) < LONGEST_CAPTION:
                found.add(line - 1)
        elif len(text) < LONGEST_CAPTION and ("©" in text or ":" in text) and CREDITED.fullmatch(text):
            found.add(line)
    return frozenset(found)


def _box_of_two(outline: Outline, line: int) -> int | None:
    """The box round a line that holds exactly one more; None if the next larger one holds more."""
    box = outline.home[line]
    while box > 0 and outline.last[box] - outline.first[box] == 1:
        box = outline.parent[box]
    return box if box > 0 and outline.last[box] - outline.first[box] == 2 else None


def is_picture_credit(text: str) -> bool:
    """Whether a line credits a picture.

    >>> [is_picture_credit(text) for text in ("(Foto: Antara)", "STR/AFP via Getty Images", "Foto itu: bukti.")]
    [True, True, False]
    """
    length = len(text)
    if length > LONGEST:
        return False
    if length <= LONGEST_AGENCY and AGENCIES.search(text.lower()) and not text.endswith(END):
        return True
    if ":" in text:  # in every match of both
        if length <= LONGEST_SOURCE and SOURCE.match(text) and not text.endswith(END):
            return True
        if PICTURE.match(text):
            return True
    return RIGHTS.match(text) is not None
