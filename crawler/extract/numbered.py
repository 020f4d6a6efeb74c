"""Addresses of the numbered pages of one thing (a story's parts, a thread's comment pages).

A numbered address is a stem and a number: `/slug/2/`, `/slug/page/2/`, `/slug?page=2`, `/slug_2.html`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

MOST_PAGES = 2_000
STORY_PARAMETERS = ("page", "halaman", "hal", "pg", "seite", "pagina")
PATH = re.compile(r"(?P<head>/.+?)(?P<word>/(?:page|halaman|seite))?/(?P<number>[1-9]\d{0,2})(?P<tail>/?)")
FILE = re.compile(r"(?P<head>/.+?[^/])(?P<mark>[-_,])(?P<number>[1-9]\d?)(?P<tail>\.[a-z]{3,5})")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An address read as page `number` of the thing at `stem`; `shape` has "{n}" where the number stands."""

    stem: str
    number: int
    shape: str

    def at(self, number: int) -> str:
        """The address of another page of the same thing."""
        return self.shape.replace("{n}", str(number))


def readings(url: str) -> Iterator[Numbered]:
    """The ways to read a URL as a numbered page, the surest first."""
    for name in STORY_PARAMETERS if "?" in url else ():
        found = parameter(url, name)
        if found:
            yield found
    parts = urlsplit(url)
    if "{" in parts.path:
        return
    match = PATH.fullmatch(parts.path)
    if match:
        stem = urlunsplit(parts._replace(path=match["head"] + match["tail"], fragment=""))
        path = f"{match['head']}{match['word'] or ''}/{{n}}{match['tail']}"
        yield Numbered(stem, int(match["number"]), urlunsplit(parts._replace(path=path, fragment="")))
    match = FILE.fullmatch(parts.path)
    if match:
        stem = urlunsplit(parts._replace(path=match["head"] + match["tail"], fragment=""))
        path = f"{match['head']}{match['mark']}{{n}}{match['tail']}"
        yield Numbered(stem, int(match["number"]), urlunsplit(parts._replace(path=path, fragment="")))


def parameter(url: str, name: str) -> Numbered | None:
    """A URL read as a page numbered by one query parameter; None if it lacks it."""
    parts = urlsplit(url)
    pieces = [piece for piece in parts.query.split("&") if piece]
    values = [piece.partition("=")[2] for piece in pieces if piece.partition("=")[0] == name]
    if not values or not re.fullmatch(r"[1-9]\d{0,3}", values[0]):
        return None
    rest = [piece for piece in pieces if piece.partition("=")[0] != name]
    stem = urlunsplit(parts._replace(query="&".join(rest), fragment=""))
    shape = urlunsplit(parts._replace(query="&".join([*rest, f"{name}={{n}}"]), fragment=""))
    return Numbered(stem, int(values[0]), shape)
