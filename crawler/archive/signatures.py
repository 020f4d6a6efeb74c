"""What makes two stories comparable though their words differ: a MinHash over pairs of neighbouring words.

Two signatures agree in about the share of word pairs that the two stories have in common (Jaccard). Where stories
meet is told by a second, short MinHash over triples: far fewer stories share one by chance, so a few buckets do.
The MinHash is rensa's, cut to 16 bits a value for pairs. A new rensa may hash differently, so each signature is stored with a version that
is made of the signature of a fixed text: signatures of different versions are never compared.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import add, eq
from zlib import crc32

from rensa import RMinHash

VALUES = 128
BUCKETS = 12
SEED = 42
# A story of fewer words of its own is left out: a change of a tenth of its words moves its likeness too far.
LEAST_WORDS = 60
# Words of up to three letters are the little words of English and Indonesian: without them, stories that have nothing
# to do with each other share a quarter of the pairs. Of other scripts short words say more.
SHORT_LETTERS = 3
LONG_WORD = re.compile(rf"\w{{{SHORT_LETTERS + 1},}}")
LONG_ASCII_WORD = re.compile(LONG_WORD.pattern, re.A)  # finds the same in ASCII, in half the time
WORD = re.compile(rf"{LONG_WORD.pattern}|\w*[^\W\x00-\x7f]\w*")
# Scripts written without spaces: each letter counts as a word.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
CANARY = ("satu dua", "dua tiga", "tiga empat", "one two", "two three", "three four", "五六")


@dataclass(frozen=True, slots=True)
class Signature:
    """values: VALUES numbers of 16 bits; meets: BUCKETS of 32. Both None if the story is left out, for the reason told."""

    values: bytes | None
    meets: bytes | None
    words: int
    left_out: str | None = None


def signature(lines: Iterable[str]) -> Signature:
    """The signature of a story of these lines."""
    words = content_words("\n".join(lines))
    if len(words) < LEAST_WORDS:
        return Signature(None, None, len(words), "short")
    following = [f" {word}" for word in words]
    pairs = list(map(add, words, following[1:]))
    triples = list(map(add, pairs, following[2:]))
    values = array("H", [value & 0xFFFF for value in _minhash(pairs, VALUES)]).tobytes()
    return Signature(values, array("I", _minhash(triples, BUCKETS)).tobytes(), len(words))


def content_words(text: str) -> list[str]:
    """The words that tell stories apart, case folded, in order.

    >>> content_words("Harga beras di Pasar Induk naik 12 %, 北京")
    ['harga', 'beras', 'pasar', 'induk', 'naik', '北', '京']
    """
    folded = text.casefold()
    if folded.isascii():
        return LONG_ASCII_WORD.findall(folded)
    return WORD.findall(UNSPACED.sub(r" \g<0> ", folded) if UNSPACED.search(folded) else folded)


def likeness(one: bytes, other: bytes) -> float:
    """The share of word pairs that two stories have in common, as their signatures tell it (0 to 1)."""
    agreeing: int = sum(map(eq, array("H", one), array("H", other)))
    return agreeing / VALUES


def buckets(meets: bytes) -> list[int]:
    """The buckets a story falls into; stories that are alike share at least one."""
    return [place << 32 | value for place, value in enumerate(array("I", meets))]


def line_marks(lines: Iterable[str]) -> "array[int]":
    """A number for each line, by which it is known again."""
    return array("I", [crc32(line.casefold().encode("utf-8", "surrogatepass")) for line in lines])


@cache
def version() -> str:
    """The version of the signatures that are made now: of our own choices, and of how rensa hashes."""
    canary = crc32(repr(_minhash(CANARY, VALUES)).encode())
    return f"1:{VALUES}:{BUCKETS}:{canary:08x}"


def _minhash(shingles: Sequence[str], values: int) -> list[int]:
    made = RMinHash(num_perm=values, seed=SEED)
    made.update(list(shingles))
    digest: list[int] = made.digest()
    return digest
