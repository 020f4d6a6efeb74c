"""Pages whose true content is known: DIR/NAME/truth.jsonl, a page a line, and DIR/NAME/pages/*.html.gz."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAMES = ("aeb", "fundus-eval", "fundus-meta", "trafilatura")
CHARSET = re.compile(rb"""(<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?)([\w.:-]+)""", re.I)
HEAD_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """One page: its bytes, its address, and what it truly says."""

    id: str
    url: str
    html: bytes
    gold: dict[str, Any]


def pages(folder: Path, name: str) -> Iterator[Known]:
    """The pages of one corpus, in its order."""
    with (folder / name / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            html = _read(folder / name / "pages" / row["file"])
            if row.get("transcoded"):
                html = said_utf8(html)
            yield Known(row["id"], row["url"], html, row["gold"])


def _read(path: Path) -> bytes:
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix == ".gz" else raw


def said_utf8(html: bytes) -> bytes:
    """html whose meta elements call it UTF-8, as it is since somebody transcoded it."""

    def named(match: re.Match[bytes]) -> bytes:
        is_utf8 = match[2].lower().replace(b"-", b"") == b"utf8"
        return match[0] if is_utf8 else match[1] + b"utf-8"

    return CHARSET.sub(named, html[:HEAD_BYTES]) + html[HEAD_BYTES:]
