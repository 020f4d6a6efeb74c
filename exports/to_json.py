"""One JSON array, UTF-8, an object a line: readable by any JSON parser, and by `head`."""

from collections.abc import Iterable
from typing import Any, BinaryIO

import orjson


def write(rows: Iterable[dict[str, Any]], out: BinaryIO) -> int:
    """Write rows as they come; how many."""
    count = 0
    out.write(b"[")
    for row in rows:
        out.write(b",\n" if count else b"\n")
        out.write(orjson.dumps(row))
        count += 1
    out.write(b"\n]\n" if count else b"]\n")
    return count
