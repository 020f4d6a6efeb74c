"""What the site's paths hold: a document, and the paper and switches it is made from."""

from dataclasses import dataclass
from datetime import datetime

from tests.mocksite.newsroom import Newsroom
from tests.mocksite.options import Options

HTML = "text/html; charset=UTF-8"
RSS = "application/rss+xml; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Document:
    """An answer before it is compressed or found unchanged. changed None: one without validators."""

    body: bytes
    kind: str = HTML
    status: int = 200
    changed: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """The paper of one day under a set of switches."""

    room: Newsroom
    options: Options

    def page(self, body: bytes | None, changed: datetime | None = None) -> Document | None:
        """A page of the theme; changed None: with the edition."""
        if body is None:
            return None
        return Document(body, changed=changed or self.room.last_change, headers=self.links())

    def source(self, body: bytes | None, kind: str) -> Document | None:
        return None if body is None else Document(body, kind, changed=self.room.last_change)

    def links(self) -> tuple[tuple[str, str], ...]:
        """The header by which WordPress tells where its REST API is."""
        if self.options.rest in ("off", "route"):
            return ()
        return (("Link", f'<{self.room.base}/wp-json/>; rel="https://api.w.org/"'),)


def moved_to(url: str, status: int = 301) -> Document:
    return Document(b"", HTML, status, headers=(("Location", url), ("X-Redirect-By", "WordPress")))
