"""One JSON object a line, UTF-8."""

from collections.abc import Iterable
from typing import Any, BinaryIO

import orjson


def write(rows: Iterable[dict[str, Any]], out: BinaryIO) -> int:
    """Write rows as they come; how many."""
    count = 0
    for row in rows:
        out.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        count += 1
    return count
