"""What a terminal is shown: text of strangers cannot move its cursor, paint it, retitle it or turn a line round.

Stored text is free of such characters, but reasons, addresses, error texts and rows of an archive made by others come
this way, too. Every line that is printed or logged goes through here (logs by `archive_command`'s ShownRecord); datasets do not.
"""

import json
import re
from typing import Any

# C0 but tab and line feed, DEL, C1, line and paragraph separators, embeddings and overrides, halves of surrogate pairs.
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]")


def shown(text: str) -> str:
    r"""text with what a terminal would obey spelled out; line feeds and tabs stay.

    >>> shown("merah \x1b[31m")
    'merah \\x1b[31m'
    """
    return COMMANDS.sub(lambda match: ascii(match[0])[1:-1], text)


def shown_json(value: Any, indent: int | None = None) -> str:
    r"""value as JSON that means the same, and in which no such character stands bare.

    >>> shown_json(["\x9b2J é"])
    '["\\u009b2J é"]'
    """
    return COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))


def spelled_out(error: UnicodeError) -> tuple[str, int]:
    r"""What stands for signs that the output's encoding does not have, for `codecs.register_error`: JSON's escapes, so that
    JSON stays valid and whole, and people see what is meant.

    >>> spelled_out(UnicodeEncodeError("ascii", "a→😀", 1, 3, ""))
    ('\\u2192\\ud83d\\ude00', 3)
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end
