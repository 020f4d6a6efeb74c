"""The truth as records with an export's own keys, cross-checked between two tellings.

WordPress's rendering says how each paragraph reads (its quotes, dashes, entities); the plan says which
paragraphs there are, of which kind, and which are no part of the story. Both must tell the same list.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# WordPress's typography (wptexturize, convert_smilies) taken back, so that both tellings can be compared.
PLAIN = {
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("‘’‚′", "'"),
    "–": "-",
    "—": "-",
    "×": "x",
    "…": "...",
    "🙂": ":)",
}
DASHES = re.compile(r"-{2,3}")
ZERO_WIDTH = re.compile("[\u200b\u200c\u2060\ufeff]")
SPACE = re.compile(r"[^\S\n]+")
DROPPED = ("rendered", "told")


class Disagreement(AssertionError):
    """Rendering and plan tell a post differently: one of them is wrong, so neither may judge an export."""


@dataclass(frozen=True, slots=True)
class Truth:
    """records: one a public post, newest first. secrets: marker word to where it stands."""

    records: tuple[dict[str, Any], ...]
    secrets: dict[str, str]

    def save(self, path: Path) -> Path:
        """Write records as JSONL to path and secrets beside it; returns where the secrets went."""
        with path.open("w", encoding="utf-8") as out:
            for record in self.records:
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        beside = secrets_path(path)
        beside.write_text(json.dumps(self.secrets, indent=1), encoding="utf-8")
        return beside


def load(path: Path) -> Truth:
    """What save() wrote."""
    with path.open(encoding="utf-8") as lines:
        records = tuple(json.loads(line) for line in lines if line.strip())
    return Truth(records, json.loads(secrets_path(path).read_text(encoding="utf-8")))


def secrets_path(path: Path) -> Path:
    return path.with_name(f"{path.stem}.secrets.json")


def from_dump(dump: dict[str, Any]) -> Truth:
    """php/truth.php's answer as records; raises Disagreement naming the first post and paragraph."""
    urls = {row["key"]: row["url"] for row in dump["posts"]}
    return Truth(tuple(_record(row, urls) for row in dump["posts"]), dump["secrets"])


def agreed(rendered: Iterable[dict[str, Any]], told: Iterable[dict[str, Any]], where: str) -> Iterator[dict[str, str]]:
    """The story's paragraphs: rendering's words, the plan's word on what is story. Both lists must match."""
    shown = [{"kind": row["kind"], "text": clean(row["text"], row["kind"])} for row in rendered]
    planned = list(told)
    for number, row in enumerate(planned):
        ours = (row["kind"], plainly(row["text"]))
        theirs = (shown[number]["kind"], plainly(shown[number]["text"])) if number < len(shown) else None
        if ours != theirs:
            raise Disagreement(f"{where}, paragraph {number}: the plan says {ours!r}, WordPress shows {theirs!r}")
        if row["story"]:
            yield shown[number]
    if len(shown) > len(planned):
        raise Disagreement(f"{where}: WordPress shows {shown[len(planned)]!r}, which is not in the plan")


def clean(text: str, kind: str = "paragraph") -> str:
    """NFC, no zero-width characters; white space folded but for line breaks; preformatted text as it is."""
    text = ZERO_WIDTH.sub("", unicodedata.normalize("NFC", text))
    if kind == "preformatted":
        return text
    return "\n".join(SPACE.sub(" ", line).strip() for line in text.split("\n"))


def plainly(text: str) -> str:
    """Text with WordPress's typography taken back and all white space folded."""
    straight = "".join(PLAIN.get(character, character) for character in clean(text))
    return " ".join(DASHES.sub("-", straight).split())


def _record(row: dict[str, Any], urls: dict[str, str]) -> dict[str, Any]:
    record = {key: value for key, value in row.items() if key not in DROPPED}
    record["title"] = clean(row["title"])
    record["summary"] = clean(row["summary"]) if row["summary"] is not None else None
    record["paragraphs"] = list(agreed(row["rendered"], row["told"], row["url"]))
    record["body"] = "\n".join(p["text"] for p in record["paragraphs"] if p["kind"] != "caption")
    for name in ("duplicate_of", "near_duplicate_of"):
        record[name] = urls.get(row[name] or "")
    record["comments"] = sorted(
        ({**comment, "text": clean(comment["text"])} for comment in row["comments"]),
        key=lambda comment: (comment["published_at"], comment["id"]),
    )
    return record
