"""The encoding of a page: declared by header or meta element, and as often wrongly. Bytes become text here."""

import codecs
import re

META_CHARSET = re.compile(rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
BLOCK = 16_384  # bytes; one string of all of it takes twice the time, and up to four times the memory
MANY_TORN = 200  # torn UTF-8 sequences; beyond it is another encoding
# WHATWG Encoding: these labels mean the wider encoding of the second column.
WIDER = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "big5": "big5hkscs",
}
ASCII_SHAPED = frozenset(("iso-2022-jp", "hz-gb-2312", "iso-2022-kr"))


def decoded(html: bytes, content_type: str | None) -> bytes:
    """html as UTF-8 bytes.

    Order: byte order mark; strict UTF-8 (text in another encoding is practically never valid UTF-8, and
    headers lie more often); the header's charset; the meta element's; windows-1252. WHATWG's wider
    meanings of labels apply.
    """
    if html.startswith(codecs.BOM_UTF8):
        return html[3:].replace(b"\0", b"")
    if html.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return html.decode("utf-16", "replace").encode("utf-8", "replace").replace(b"\0", b"")
    told = declared(html, content_type)
    if not any(name in ASCII_SHAPED for name in told):
        whole = _as_utf8(html, "utf-8" in told)
        if whole is not None:
            return whole
    for name in told:
        try:
            return html.decode(name).replace("\0", "").encode("utf-8", "replace")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    best = next((name for name in told if name != "utf-8"), "cp1252")
    return html.decode(best, "replace").replace("\0", "").encode("utf-8", "replace")


def declared(html: bytes, content_type: str | None) -> list[str]:
    """The encodings that a header and a meta element name, in WHATWG's wider meaning; those alone that exist."""
    header = HEADER_CHARSET.search(content_type or "")
    meta = META_CHARSET.search(html[:8192])
    labels = [header[1] if header else "", meta[1].decode("ascii", "replace") if meta else ""]
    names = (WIDER.get(label.lower(), label.lower()) for label in labels if label)
    return [name for name in names if _is_text_encoding(name)]


def _is_text_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding  # "hex" and "rot13" are codecs too
    except (LookupError, ValueError):
        return False


def _as_utf8(html: bytes, is_declared: bool) -> bytes | None:
    """html if it is UTF-8, a few torn sequences mended: programs that cut texts by bytes are common; else None."""
    view, start = memoryview(html), 0
    try:
        while start < len(html):
            start += codecs.utf_8_decode(view[start : start + BLOCK], "strict", start + BLOCK >= len(html))[1]
    except UnicodeDecodeError:
        text = html.decode("utf-8", "replace")
        torn = text.count("\ufffd")
        whole = len(NOT_ASCII.findall(text)) - torn if torn < MANY_TORN else 0
        is_meant = torn < MANY_TORN and (whole > 4 * torn or (is_declared and whole >= torn))
        return text.replace("\0", "").encode("utf-8") if is_meant else None
    return html.replace(b"\0", b"")
