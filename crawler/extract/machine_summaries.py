"""Summaries of a story that a machine made and the page sets inside it, told by the note that goes with them.

The note says three things: a summary, made, by a machine. Any two of them may stand in a story.
"""

import re

from crawler.blocks import Outline
from crawler.extract.weights import Weights

LONGEST_NOTE = 220
LEAST_OF_STORY = 0.3
OF_A_SUMMARY = (
    "ummar",
    "oints",
    "sammenf",
    "ammen",
    "ummering",
    "résumé",
    "resum",
    "riassunt",
    "amenvatting",
    "ingkasan",
    "angkuman",
    "요약",
    "要約",
    "摘要",
)
BY_A_MACHINE = ("AI", "KI", "IA", "hatG", "penAI", "rtifici", "ünstlich", "aschinell", "utomati", "unstig", "ecerdasan")
SUMMARY = re.compile(
    r"\b(?:summary|summaries|summari[sz]ed|(?:bullet|key) points|zusammenfassung|zusammengefasst|sammendraget|oppsummeringen|"
    r"sammanfattningen|sammenfatningen|resuméet|résumé|resumen|resumo|riassunto|samenvatting|ringkasan|rangkuman)\b|요약|要約|摘要",
    re.I,
)
MADE = re.compile(
    r"\b(?:written|generated|created|made|produced|compiled|erzeugt|erstellt|generiert|verfasst|laget|laga|lavet|skapad|generert|"
    r"genererad|genereret|généré|rédigé|réalisé|generado|elaborado|creado|hecho|gerado|feito|criado|generato|realizzato|creato|"
    r"gemaakt|gegenereerd|dibuat|dihasilkan|disusun)\b|제공|생성|生成|作成",
    re.I,
)
MACHINE = re.compile(
    r"(?<![a-z])(?:AI|KI|IA|chatgpt|openai|artificial intelligence|künstlich\w*|maschinell|automatisch|automatically|kunstig \w+|"
    r"intelligence artificielle|inteligencia artificial|inteligência artificial|intelligenza artificiale|kecerdasan buatan)(?![a-z])",
    re.I,
)


def machine_summaries(outline: Outline, weights: Weights, core: int) -> frozenset[int]:
    """The lines of such summaries, in the story's container or above it."""
    found: set[int] = set()
    lines = outline.text[: outline.last[core]]
    short = "\n".join(text for text in lines if len(text) <= LONGEST_NOTE)
    said = [word for word in OF_A_SUMMARY if word in short]
    if not said or not any(word in short for word in BY_A_MACHINE):
        return frozenset()  # most pages, at a fiftieth of the price of asking line by line
    for line, text in enumerate(lines):
        if len(text) <= LONGEST_NOTE and any(word in text for word in said) and _is_note(text):
            found.update(_around(outline, weights, core, line))
    return frozenset(found)


def _is_note(text: str) -> bool:
    return bool(SUMMARY.search(text) and MADE.search(text) and MACHINE.search(text))


def _around(outline: Outline, weights: Weights, core: int, line: int) -> range:
    """The lines of the smallest box round the note with three lines or more, if it is a small part of the story."""
    box = outline.home[line]
    while box > 0 and outline.last[box] - outline.first[box] < 3:
        box = outline.parent[box]
    share = weights.mass_of(outline, box) / (weights.mass_of(outline, core) or 1.0)
    has_headline = any(outline.tag[outline.home[other]] == "h1" for other in range(outline.first[box], line))
    if box <= 0 or share >= LEAST_OF_STORY or has_headline:
        return range(line, line + 1)
    return range(outline.first[box], outline.last[box])
