"""Bytes of a JSON API to rows, and single values out of them, whatever stands in their place.

PHP prints its warnings before the answer, caches sign theirs behind it, firewalls answer in HTML: none of
that raises here. Rows stay dicts; each value is narrowed as it is taken.
"""

import json
import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

ROWS_MAX = 5_000  # WordPress gives at most 100
BODY_MAX_BYTES = 32 * 1024 * 1024
STARTS_TRIED = 200
# Of all starts together, as a multiple of the text: "x[[[…" was read once for each bracket, 3 s a megabyte.
READ_AGAIN_MOST = 4
START = re.compile(r"[\[{]")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
ERROR_CODE = re.compile(r"[\w.-]{1,80}")

Row = Mapping[str, Any]


def value_of(body: bytes) -> Any:
    """The JSON array or object in body, also behind a byte order mark or printed warnings; None if none is whole."""
    text = body[:BODY_MAX_BYTES].decode("utf-8-sig", "replace").strip()
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    if text.startswith("<!") or text[:200].lower().lstrip().startswith("<html"):
        return None
    return _behind_warnings(text)


def _behind_warnings(text: str) -> Any:
    """The answer that begins somewhere in text; None if none of the first starts is one's."""
    decoder = json.JSONDecoder(strict=False)
    room = READ_AGAIN_MOST * len(text)
    for match in islice(START.finditer(text), STARTS_TRIED):
        start = match.start()
        try:
            found, end = decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            if start == 0:
                return None  # begins as JSON and breaks off: what stands inside it is no answer of its own
            found, end = None, error.pos
        except (ValueError, RecursionError):  # a number of thousands of digits; too deep
            if start == 0:
                return None
            continue
        if _is_answer(found) and len(text) - end < 4_000:
            return found
        room -= end - start
        if room < 0:
            return None
    return None


def _is_answer(found: Any) -> bool:
    if isinstance(found, dict):
        return bool(found)
    return isinstance(found, list) and bool(found) and all(isinstance(row, dict) for row in found)


def rows_of(body: bytes) -> tuple[tuple[Row, ...], str | None]:
    """The rows of a listing, or none of them and the reason."""
    value = value_of(body)
    if isinstance(value, list):
        return tuple(row for row in value[:ROWS_MAX] if isinstance(row, dict)), None
    return (), error_code(value) or ("not json" if value is None else "not a list")


def error_code(value: Any) -> str | None:
    """The `code` of a WordPress API error object; None if value is none."""
    if isinstance(value, dict) and "message" in value and isinstance(code := value.get("code"), str | int):
        return str(code) if ERROR_CODE.fullmatch(str(code)) else "error"
    return None


def inner(row: Any, *path: str | int) -> Any:
    """What stands at a path of keys and places below row; None where the path ends early."""
    for step in path:
        if isinstance(row, Mapping) and isinstance(step, str):
            row = row.get(step)
        elif isinstance(row, list) and isinstance(step, int) and step < len(row):
            row = row[step]
        else:
            return None
    return row


def text_at(row: Any, *path: str | int) -> str | None:
    """The text at a path; None if there is none. Halves of surrogate pairs, which nothing can store, are marked."""
    value = inner(row, *path)
    return LONE_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else None


def id_at(row: Any, *path: str | int) -> str | None:
    """A positive whole number at a path, as text; None for anything else, so for WordPress's 0 too."""
    value = inner(row, *path)
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,19}", value):
        value = int(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**19 else None


def header_number(headers: Mapping[str, str], name: str) -> int | None:
    """A header that counts something; None if it is missing or no number."""
    value = next((v for k, v in headers.items() if k.lower() == name.lower()), "").strip()
    return int(value) if re.fullmatch(r"[0-9]{1,15}", value) else None
