"""What the tests of `scrapy forget` share: a site with a story that is to be forgotten, and where its words are found."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from scrapy.utils.project import get_project_settings

from crawler.commands.doctor import findings
from crawler.health.finding import State
from tests.loopback import Answer, listing, story

STORY, OTHER = "/cerita-rahasia/", "/cerita-lain/"
SECRET = "Zulkarnain Wicaksono menyembunyikan tujuh belas karung cengkih di gudang tua"
WORDS = ("zulkarnain", "cengkih", "wicaksono")
COMMENT = "Sungguh keterlaluan ulah tukang cengkih bernama Zulkarnain itu"


def commented(number: int, text: str, name: str = "Sari") -> str:
    return (
        f'<div id="comments"><h2 class="comments-title">1 komentar</h2><ol class="comment-list"><li class="comment depth-1" '
        f'id="comment-{number}"><b class="fn">{name}</b><time datetime="2025-09-02T10:00:00+07:00">2 September</time>'
        f'<div class="comment-content"><p>{text}</p></div></li></ol></div>'
    )


def secret(text: str = SECRET, comment: str = COMMENT) -> Answer:
    page = story("Berita dari pasar", extra=commented(812, comment))
    said = f"<p>{text}, kata beberapa orang saksi yang melihatnya pada malam hari itu.</p>"
    return Answer(body=str(page.body).replace('<div class="entry-content">', f'<div class="entry-content">{said}'))


ROUTES = {
    "/": listing(
        (STORY, "Berita dari pasar"), (OTHER, "Cerita lain"),
        extra=f'<p title="{SECRET}">Ringkasan: Zulkarnain <b>Wicaksono</b> menyembunyikan tujuh belas karung cengkih &hellip;</p>',
    ),
    STORY: secret(),
    OTHER: story("Cerita lain", extra=commented(900, "Biasa saja menurut saya.", "Budi Cengkih")),
}  # fmt: skip


def raw_text(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of an archive as text, WARC files unpacked."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path.name.endswith(".warc.gz"):
            unpacked = b""
            while content:
                member = zlib.decompressobj(wbits=31)
                unpacked += member.decompress(content)
                content = member.unused_data
            content = unpacked
        yield path.name, content.decode("utf-8", "replace").casefold()


def where(folder: Path, *words: str) -> dict[str, list[str]]:
    """Files in which words are found; and the words that FTS5 holds."""
    return {name: found for name, text in raw_text(folder) if (found := [word for word in words if word in text])}


def wrong(folder: Path) -> list:
    return [one for one in findings(get_project_settings(), folder, quick=False) if one.state == State.WRONG]


def by(name: str, told: Answer) -> Answer:
    return Answer(body=str(told.body).replace('/author/sari/">Sari<', f'/author/x/">{name}<'))
