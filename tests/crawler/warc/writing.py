"""What the tests of WARC files share: exchanges, and a writer with a memory of its own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.warc.exchange import Exchange, Place
from crawler.warc.writer import Writer

AT = datetime(2025, 9, 3, 4, 15, 0, 123_000, tzinfo=UTC)
URL = "https://gazette.example/a/"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


@dataclass(slots=True)
class Remembered:
    """What an archive would know."""

    payloads: dict[str, Place] = field(default_factory=dict)
    answers: dict[str, Place] = field(default_factory=dict)

    def payload(self, digest: str) -> Place | None:
        return self.payloads.get(digest)

    def answer(self, url: str) -> Place | None:
        return self.answers.get(url)


def exchange(body: bytes = b"<p>Beras</p>", *, url: str = URL, head: bytes = HEAD, **fields: Any) -> Exchange:
    told = {"at": AT, "request": b"GET /a/ HTTP/1.1\r\nHost: gazette.example\r\n\r\n", "status": 200}
    return Exchange(url=url, head=head, body=body, **(told | fields))


def writer(folder: Path, **chosen: Any) -> Writer:
    about = (("software", "Kliping/test"), ("format", "WARC File Format 1.1"))
    return Writer(folder, about, **({"known": Remembered(), "clock": lambda: AT} | chosen))


def written(folder: Path, *exchanges: Exchange, **chosen: Any) -> Path:
    """A closed file with these exchanges."""
    writing = writer(folder, **chosen)
    for one in exchanges:
        writing.exchange(one)
    writing.close()
    return folder / writing.name
