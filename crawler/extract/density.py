"""How much a character says: scripts of syllables and words (Chinese, Japanese, Korean) need fewer than alphabets do.

Lengths of the text of a page are compared with lengths measured on alphabets. A translated text has about 0.4 as many
characters in Chinese or Japanese as in English or Indonesian, and half as many in Korean.
"""

import re
from collections.abc import Sequence

IDEOGRAPHIC, SYLLABIC = 2.5, 2.0
IDEOGRAPHS, SYLLABLES = re.compile("[\u3040-\u30ff\u3400-\u9fff]"), re.compile("[\uac00-\ud7a3]")
# In UTF-8 they take three bytes each. Those of alphabets take one or two; Thai and Indic scripts, three as well.
LEAST_BYTES = 1.6  # a character, on average: numbers, names and addresses stand between
LEAST_SHARE = 0.25
SAMPLE = 2_000  # characters


def density(lines: Sequence[str]) -> float:
    """By how much to multiply lengths of a page's text; 1.0 for alphabets.

    >>> density(["Harga beras naik."]), density(["历时十四个月的修缮工程结束后"]), density(["쌀값이 올랐다"])
    (1.0, 2.5, 2.0)
    """
    text = "".join(lines)
    if not text or len(text.encode("utf-8", "replace")) < LEAST_BYTES * len(text):
        return 1.0
    middle = max(0, len(text) // 2 - SAMPLE // 2)
    sample = text[middle : middle + SAMPLE]
    if len(IDEOGRAPHS.findall(sample)) >= LEAST_SHARE * len(sample):
        return IDEOGRAPHIC
    return SYLLABIC if len(SYLLABLES.findall(sample)) >= LEAST_SHARE * len(sample) else 1.0
