"""Strings as people read them: white space, Unicode form, fingerprints. Knows nothing of HTML trees."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from itertools import groupby

# Characters that take no room on the page and split words for a search: zero-width space, soft hyphen,
# word joiner, byte order mark, Mongolian vowel separator, interlinear marks. The two joiners U+200C and
# U+200D stay out of this set: Persian, Urdu, Indic scripts and emoji are spelled with them.
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u00ad\u2060\ufeff\u180e\ufff9\ufffa\ufffb"))
CONTROL = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)])
# Embeddings and overrides of direction: they turn round what stands behind them, also on a line that is ours. What
# right-to-left text needs stays: the marks U+200E and U+200F, and the isolates U+2066 to U+2069, which end by themselves.
TURNING = dict.fromkeys(range(0x202A, 0x202F))
DROPPED = INVISIBLE | CONTROL | TURNING
NEEDS_DROPPING = re.compile(
    "[\u200b\u00ad\u2060\ufeff\u180e\ufff9-\ufffb\u202a-\u202e\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
SURROGATE = re.compile("[\ud800-\udfff]")
NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
ASCII_NOT_ALPHANUMERIC = dict.fromkeys(code for code in range(0x80) if not chr(code).isalnum())
WORD = re.compile(r"\w+")
TYPOGRAPHIC = "“”‘’–—…\xa0·•"  # often all that is not ASCII in a story
LONGEST_REMEMBERED = 200  # characters
LONG_REFERENCE = re.compile(r"&#([0-9]{9,});?")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of words, parted where they part: `re` tries alternatives one after the other, and needs half the
    time where those with one beginning are one. For whether any is there; which one is found is not said.

    >>> any_of(["recent", "related", "rel", "last"])
    '(?:last|re(?:cent|l(?:|ated)))'
    """
    parted = groupby(sorted(set(words)), key=lambda word: word[:1])
    ways = [re.escape(first) + any_of(word[1:] for word in group) if first else "" for first, group in parted]
    return "".join(ways) if len(ways) < 2 else f"(?:{'|'.join(ways)})"


def clean_line(text: str) -> str:
    """text on one line: NFC, no invisible, control or turning characters, white space runs folded to a space.

    >>> clean_line("  Jurnalis\\u200b \\n Berita\\xa0")
    'Jurnalis Berita'
    """
    # Most lines are clean, and no character that `visible` drops is printable.
    is_clean = text.isprintable()
    folded = text.strip() if is_clean and "  " not in text else " ".join(text.split())
    if is_clean or folded.isprintable():
        return folded if folded.isascii() else unicodedata.normalize("NFC", folded)
    return " ".join(visible(text).split())


def clean_lines(text: str) -> str:
    r"""Like `clean_line`, but line breaks stay; lines left empty are dropped.

    >>> clean_lines("satu  \n\n  dua\r\ntiga ")
    'satu\ndua\ntiga'
    """
    if text.isprintable():  # one line, as most are: no line break is printable
        return clean_line(text)
    lines = (" ".join(line.split()) for line in visible(text).splitlines())
    return "\n".join(line for line in lines if line)


def clean_preformatted(text: str) -> str:
    """NFC, no invisible characters, line ends as line feeds, no blank lines around; inner spaces stay."""
    lines = visible(text).replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(line.rstrip() for line in lines).rstrip()


def visible(text: str) -> str:
    """text in NFC without invisible, control and turning characters; white space is left as it is."""
    if text.isascii() and not NEEDS_DROPPING.search(text):
        return text
    if text.isprintable():  # no surrogate and no character of DROPPED is
        return unicodedata.normalize("NFC", text)
    if SURROGATE.search(text):  # half a character, as JSON may spell it: "\\ud83d"
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if NEEDS_DROPPING.search(text):  # first, since what it separates may compose
        text = text.translate(DROPPED)
    return unicodedata.normalize("NFC", text)


def plain(markup: str) -> str:
    """The text of a short piece of markup from an API or a meta element: tags off, entities once, one line.

    >>> plain("Xi &amp; Putin: <em>aliansi</em> &#8220;baru&#8221;")
    'Xi & Putin: aliansi “baru”'
    """
    if "<" in markup:
        for opener, closer, instead in (
            ("<script", "</script>", " "),
            ("<style", "</style>", " "),
            ("<!--", "-->", ""),
        ):
            markup = without_spans(markup, opener, closer, instead)
        markup = re.sub(r"<br\s{0,9}/?>|</(?:p|div|li|h\d)\s{0,9}>", " ", markup, flags=re.I)
        markup = re.sub(r"</?[a-zA-Z][^<>]*>", "", markup)
    return clean_line(unescaped(markup))


def unescaped(text: str) -> str:
    """text with its character references as characters. `html.unescape`, but for numbers of thousands of digits, on which
    it raises ValueError: they are no character, as all numbers that are too large.

    >>> unescaped("Xi &amp; Putin, &#8220;baru&#8221; &#" + "9" * 5_000)
    'Xi & Putin, “baru” \ufffd'
    """
    return unescape(LONG_REFERENCE.sub(_shortened, text) if "&#" in text else text)


def _shortened(reference: re.Match[str]) -> str:
    digits = reference[1].lstrip("0")
    return f"&#{digits or 0};" if len(digits) < 9 else "\ufffd"


def without_spans(markup: str, opener: str, closer: str, instead: str = "") -> str:
    """markup with `instead` for what stands from an opener to its closer, both in lower case; linear in time.

    >>> without_spans("a<!-- b -->c<!-- d", "<!--", "-->")
    'ac<!-- d'
    """
    folded = markup.lower() if opener in markup.lower() else ""
    if len(folded) != len(markup):  # nothing to find, or a letter whose lower case is longer
        return markup
    pieces, start = [], 0
    while (begin := folded.find(opener, start)) >= 0:
        end = folded.find(closer, begin + len(opener))
        if end < 0:
            break
        pieces.append(markup[start:begin])
        start = end + len(closer)
    return instead.join([*pieces, markup[start:]])


def comparable(text: str) -> str:
    """text for a test of sameness: letters and digits only, case folded.

    >>> comparable("“Bullying”, kata Xi.") == comparable("bullying kata xi")
    True
    """
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _comparable(text)


@lru_cache(maxsize=1_024)  # a page's headline is compared with some twenty others
def _remembered(text: str) -> str:
    return _comparable(text)


def _comparable(text: str) -> str:
    if not text.isascii():
        for sign in TYPOGRAPHIC:
            text = text.replace(sign, "")
    if text.isascii():
        return text.lower().translate(ASCII_NOT_ALPHANUMERIC)
    return NOT_ALPHANUMERIC.sub("", text.casefold())


def words(text: str) -> list[str]:
    """The words of text, case folded, in order."""
    return WORD.findall(text.casefold())


def lowered(text: str) -> str:
    """text in lower case and as long as before, to look in for what is then cut from text: "İ" alone has a longer one.

    >>> lowered("12 EKİM"), len("İ".lower())
    ('12 ekim', 2)
    """
    return text.replace("İ", "i").lower()


def whole_number(text: str) -> int | None:
    """The number that up to nine digits of ASCII spell, None for all else: pages also say "²", and numbers of 5,000 digits.

    >>> whole_number("042"), whole_number("²"), whole_number("-1"), whole_number("1" * 5_000)
    (42, None, None, None)
    """
    return int(text) if len(text) <= 9 and text.isascii() and text.isdigit() else None


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun; many is the plural where it is not made with an s.

    >>> counted(1, "story", "stories"), counted(1200, "comment")
    ('1 story', '1,200 comments')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def sha256(parts: Iterable[str]) -> str:
    """Hex SHA-256 of the parts, each ended by a NUL so that no two lists of parts collide."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()
