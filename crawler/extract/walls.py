"""What stands where the rest of a story is kept for those who pay or sign in: a line, or a box of offers round it."""

import re
from collections.abc import Sequence

from crawler.blocks import Outline
from crawler.extract.class_words import Says

LONGEST_WALL, LONGEST_BOX = 300, 1_000
LARGEST_SHARE = 0.6  # of a story of which two paragraphs may be shown
LAST_LINES = 12
LEAST_LEFT = 2  # lines; a wall may be all that a page shows
READ_ON = (
    r"(?:continue|keep|finish) reading|read (?:on|the (?:full|whole|rest)|more of this)|(?:view|unlock|access) (?:the|this) (?:full |whole )?(?:story|article)|"
    r"full (?:story|article)|weiterlesen|weiter ?zu ?lesen|ganzen artikel|vollständigen artikel|lire la suite|poursuivre (?:votre|la) lecture|seguir leyendo|"
    r"continuar (?:leyendo|lendo|a ler)|continuare a leggere|verder lezen|(?:melanjutkan|lanjut|untuk) membaca|baca selengkapnya|"
    r"membaca (?:berita|artikel) (?:ini )?(?:selengkapnya|lengkap)"
)
PAY = (
    r"subscri\w+|sign in|log in|register|become a member|abonnieren|abonnent\w*|registrieren|anmelden|abonnez|abonnés?|connectez|suscr[ií]\w+|"
    r"inicia sesión|assin\w+|abbonat\w+|abonneer\w*|inloggen|berlangganan|langganan|daftar|masuk"
)
# "To continue reading, subscribe", "Silakan berlangganan untuk membaca selengkapnya".
# For lines in lower case: with re.I it takes three times as long.
WALL = re.compile(rf"\b(?:{READ_ON})\b.{{0,120}}\b(?:{PAY})\b|\b(?:{PAY})\b.{{0,120}}\b(?:{READ_ON})\b")
TO_READ_ON, TO_PAY = re.compile(rf"\b(?:{READ_ON})\b"), re.compile(rf"\b(?:{PAY})\b")


def asks_to_pay(text: str) -> bool:
    """Whether a line asks the reader to subscribe, or to sign in, in order to read on.

    >>> asks_to_pay("To continue reading, please subscribe."), asks_to_pay("Subscribe to our newsletter.")
    (True, False)
    """
    return len(text) < LONGEST_WALL and WALL.search(text.lower()) is not None


def is_wall(outline: Outline, box: int, says: int, share: float = 0.0) -> bool:
    """Whether a box is a wall by its names, of which `says` tells, and by the words in it: "paywall" alone is what sites
    call the text behind it too. share is the box's part of the story."""
    if not says & (Says.WALL | Says.CLUTTER) or share > LARGEST_SHARE:
        return False
    first, last = outline.first[box], outline.last[box]
    if sum(map(len, outline.text[first:last])) > LONGEST_BOX:
        return False
    low = outline.text_of(box).lower()
    return TO_PAY.search(low) is not None and TO_READ_ON.search(low) is not None


def before_wall(outline: Outline, lines: Sequence[int]) -> int:
    """How many of a story's lines stand before the box at its end in which a line asks to pay; all of them if none
    does."""
    for place in range(max(LEAST_LEFT, len(lines) - LAST_LINES), len(lines)):
        box = _box_of_its_own(outline, lines[place], lines[0])
        if box is not None and outline.last[box] > lines[-1] and asks_to_pay(outline.text[lines[place]]):
            return next(before for before, line in enumerate(lines) if line >= outline.first[box])
    return len(lines)


def _box_of_its_own(outline: Outline, line: int, first: int) -> int | None:
    """The largest small box round a line that does not hold the first line of the story; None if that is just the
    paragraph."""
    found = None
    box = outline.parent[outline.home[line]]
    while box > 0 and outline.first[box] > first:
        if sum(map(len, outline.text[outline.first[box] : outline.last[box]])) > LONGEST_BOX:
            break
        found, box = box, outline.parent[box]
    return found
