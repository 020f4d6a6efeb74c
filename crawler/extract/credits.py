"""Who did what: names with the roles a page prints beside its story ("Editor: Ayu Lestari")."""

import re

from crawler.extract import names
from crawler.extract.reading import Reading
from crawler.extract.story import Story
from crawler.items import Credit
from crawler.text import lowered

ROLES = {
    "writer": "penulis|ditulis oleh|writer|autor|autorin|auteur|autore|text|texte|texto|redactor",
    "reporter": "reporter|pewarta|wartawan|laporan wartawan|kontributor|contributor|jurnalis|rep|redaktur & reporter",
    "editor": "editor|penyunting|redaktur|redaktion|edited by|bearbeitet von|editing by|red",
    "photographer": "foto|fotografer|pewarta foto|photographer|photo by|photos by|fotos|fotograf",
    "agency": "sumber|agency|agentur|quelle",
}
ROLE_OF_WORD = {word: role for role, words in ROLES.items() for word in words.split("|")}
CREDIT = re.compile(
    r"(?:^|[|•·;/]\s*|,\s+)("
    + "|".join(sorted(ROLE_OF_WORD, key=len, reverse=True))
    + r")\s*:\s*([^:|•·;\n]{3,60}?)(?=\s*(?:$|[|•·;/]|,\s+\w+:))"
)
LONGEST_CREDIT = 140
NEAR_STORY = 8


def credits(reading: Reading, story: Story) -> tuple[Credit, ...]:
    """Names with the roles the page prints beside its story ("Editor: Ayu Lestari")."""
    if not story.lines:
        return ()
    outline = reading.outline
    first, last = story.lines[0], story.lines[-1]
    beside = [
        *range(max(0, first - NEAR_STORY), first),
        *story.lines[-3:],
        *range(last + 1, min(len(outline.text), last + NEAR_STORY)),
    ]
    found: dict[tuple[str, str], Credit] = {}
    for line in beside:
        text = outline.text[line]
        if len(text) > LONGEST_CREDIT or ":" not in text:
            continue
        for match in CREDIT.finditer(lowered(text)):
            role = ROLE_OF_WORD[match[1]]
            for name in names.spoken_names([text[slice(*match.span(2))]], single=role == "agency"):
                found.setdefault((name, role), Credit(name, role))
    return tuple(found.values())
