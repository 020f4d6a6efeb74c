"""Lines that close a story with who wrote and edited it or whose it is, and nothing else."""

import re

from crawler.text import lowered

CLOSING_ROLES = "|".join(
    sorted(
        "penulis|ditulis oleh|reporter|pewarta|wartawan|kontributor|jurnalis|editor|penyunting|redaktur|rep|red|redaktur & reporter|"
        "责任编辑|責任編輯|责编|責編|编辑|編輯|记者|記者|作者|撰文|校对|摄影".split("|"),
        key=len,
        reverse=True,
    )
)
NAMED = r"[^\W\d_][\w.'’-]*(?: [\w.'’()/-]+){0,5}"
CLOSING = re.compile(
    rf"\W*(?:{CLOSING_ROLES})\s*[:：]\s*{NAMED}(?:\s*[|•·;/,，、]?\s*(?:{CLOSING_ROLES})\s*[:：]\s*{NAMED})*\W*"
)
INITIALS = re.compile(r"\([a-z]{2,5}(?: ?[/,-] ?[a-z]{2,5}){1,4}\)\.?")  # "(abc/def)"
COPYRIGHT = re.compile(
    r"\W*(?:copyright|©|\(c\)|hak cipta|alle rechte vorbehalten|todos los derechos reservados)\b.{0,120}|.{0,80}\ball rights reserved\W*",
    re.I,
)
LONGEST_CLOSING = 120


def is_closing(text: str) -> bool:
    """Whether a line says who wrote and edited a story, or who owns it, and nothing else.

    >>> is_closing("Pewarta: Rahma Wulandari"), is_closing("Penulis: Ayu/Editor: Budi"), is_closing("Penulis: ia lupa.")
    (True, True, False)
    >>> is_closing("（责任编辑：赵敏）"), is_closing("(abc/def)"), is_closing("© 2024 The Post. All rights reserved.")
    (True, True, True)
    """
    if (text[:1] == "(" and INITIALS.fullmatch(text)) or COPYRIGHT.fullmatch(text):
        return True
    if (":" not in text and "：" not in text) or len(text) > LONGEST_CLOSING or text.endswith((".", "!", "?")):
        return False
    return CLOSING.fullmatch(lowered(text)) is not None
