"""The posts that are not ordinary: every shape of story and every state of a post a site can hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.wordpress import story
from tests.wordpress.posts import CAPTIONS, MEDIA, Post, closing_line, read_also
from tests.wordpress.sentences import Writer
from tests.wordpress.story import Piece

SEED_ARTICLE = Path(__file__).with_name("seed_article.txt")
LONG_WORDS = 20_000
ARABIC = "قال الصيادون في القرية إن البحر هادئ منذ أسبوع، وإن أسعار السمك عادت إلى ما كانت عليه."
RECEIPT = "beras    12.000\ngula     17.500\n---------------\njumlah   29.500"
PROGRAM = 'if (harga < 10 && stok > 0) {\n    cetak("murah");\n}'
POEM = "Kabut turun di dermaga,\n  lonceng tua bergetar,\nkita menunggu kapal\n    yang tak pernah pudar."


def seed_article(today: datetime) -> Post:
    title, *lines = SEED_ARTICLE.read_text(encoding="utf-8").strip().split("\n\n")
    pieces = tuple(story.paragraph(line) for line in lines)
    closing = closing_line()
    return Post(
        key="benih",
        title=title,
        pieces=(*pieces, closing),
        published=today - timedelta(days=80, hours=3, minutes=11),
        dialect="classic",
        categories=("news-page",),
    )


def stories(writer: Writer, today: datetime) -> list[Post]:
    """The public oddities, none of them a copy of another."""
    days = _days_before(today)
    made = [
        seed_article(today),
        _paged("paged-classic", writer, days(3, 1), 4, "classic"),
        _paged("paged-block", writer, days(21, 5), 4, "block"),
        _paged("paged-two", writer, days(44, 23), 2, "classic"),
        _paged("paged-two-block", writer, days(45, 2), 2, "block"),
        _everything("semua-block", writer, days(61, 4)),
        replace(_everything("semua-classic", writer, days(62, 13)), dialect="classic", author="nuraini"),
        _post("satu-kalimat", writer, days(70, 0), story.paragraph("Kapal itu tiba."), title="Kapal tiba"),
        _long(writer, days(75, 18)),
        _keeps_baca(writer, days(91, 6)),
        _related_list(writer, days(92, 9)),
        _related_everywhere(writer, days(93, 3)),
        _typography(writer, days(120, 15)),
        _post("tanpa-tag", writer, days(150, 22), *_paragraphs(writer, 4), author="anwar", categories=("sekolah",)),
        replace(
            _post("lekat", writer, days(400, 2), *_paragraphs(writer, 3), author="goreti", tags=("banjir", "R&D")),
            sticky=True,
            modified=days(12, 5),
        ),
        replace(
            _post("disunting", writer, days(300, 1), *_paragraphs(writer, 5), author="olehta"),
            modified=days(2, 4),
            excerpt='Ringkasan tangan: "harga turun" -- lalu naik lagi.',
        ),
    ]
    made += [
        _post("kembar-judul-1", writer, days(201, 3), *_paragraphs(writer, 4), title="Harga beras hari ini"),
        _post("kembar-judul-2", writer, days(194, 3), *_paragraphs(writer, 4), title="Harga beras hari ini"),
    ]
    return made


def copies(writer: Writer, today: datetime) -> list[Post]:
    """One story under two addresses, word for word, and one with a paragraph added."""
    days = _days_before(today)
    first = _post("salinan-asli", writer, days(230, 7), *_paragraphs(writer, 6), author="bagus")
    near = _post("mirip-asli", writer, days(240, 7), *_paragraphs(writer, 7), author="bagus")
    again = replace(first, key="salinan", published=days(229, 2), author="jurnalis", duplicate_of=first.key)
    more = (*near.pieces, story.paragraph(writer.sentence()))
    update = replace(
        near,
        key="mirip",
        title=f"{near.title} (diperbarui)",
        pieces=more,
        published=days(239, 20),
        near_duplicate_of=near.key,
    )
    return [first, again, near, update]


def unpublished(writer: Writer, today: datetime, secret: "Secrets") -> list[Post]:
    """What the public may not see, each with a marker word in its title and in its body."""
    days = _days_before(today)
    states: tuple[tuple[str, dict[str, Any]], ...] = (
        ("konsep", {"status": "draft"}),
        ("tunda", {"status": "pending"}),
        ("pribadi", {"status": "private"}),
        ("kelak", {"status": "future"}),
        ("sandi", {"password": "terserah"}),
        ("buang", {"status": "trash"}),
    )
    made = []
    for number, (key, state) in enumerate(states):
        for copy in (1, 2):
            lines = tuple(story.paragraph(secret.line(writer)) for _ in range(3))
            when = days(10 + number * 9 + copy, 5) if key != "kelak" else today + timedelta(days=40 + copy, minutes=7)
            post = _post(f"{key}-{copy}", writer, when, *lines, title=secret.line(writer).rstrip("."))
            made.append(replace(post, **state))
    return made


def pages(writer: Writer, today: datetime) -> list[Post]:
    """Static pages: public, but no articles."""
    days = _days_before(today)
    about = (story.paragraph("Kami menulis dari kampung ke kota sejak 2019."), *_paragraphs(writer, 3))
    rules = (story.heading("Pedoman Media Siber"), *_paragraphs(writer, 6))
    team = _paragraphs(writer, 2)
    return [
        replace(_post("tentang", writer, days(900, 3), *about, title="Tentang Kami"), kind="page"),
        replace(_post("pedoman", writer, days(899, 3), *rules, title="Pedoman Media Siber"), kind="page"),
        replace(_post("redaksi", writer, days(898, 3), *team, title="Redaksi"), kind="page", parent="tentang"),
    ]


class Secrets:
    """Hands out sentences that hold a word of their own, found nowhere else on the site."""

    LETTERS = "bcdfghjklmnprstvw"

    def __init__(self, writer: Writer) -> None:
        self._random = writer.random

    def line(self, writer: Writer) -> str:
        word = "zq" + "".join(self._random.choice(self.LETTERS) for _ in range(8))
        return writer.sentence().rstrip(".") + f" {word}."


def _days_before(today: datetime) -> Callable[[int, int], datetime]:
    def at(days: int, hour: int) -> datetime:
        return (today - timedelta(days=days)).replace(hour=hour, minute=(days * 7 + hour) % 60, second=days % 60)

    return at


def _post(key: str, writer: Writer, published: datetime, *pieces: Piece, **fields: object) -> Post:
    title = fields.pop("title", None) or writer.headline()
    return Post(key=key, title=str(title), pieces=pieces, published=published, **fields)  # type: ignore[arg-type]


def _paragraphs(writer: Writer, count: int) -> tuple[Piece, ...]:
    return tuple(story.paragraph(writer.paragraph()) for _ in range(count))


def _paged(key: str, writer: Writer, published: datetime, pages: int, dialect: story.Dialect) -> Post:
    pieces: list[Piece] = []
    for page in range(pages):
        pieces += [story.next_page()] if page else []
        pieces += [story.heading(f"Bagian {page + 1}: {writer.headline()}"), *_paragraphs(writer, 3)]
    return _post(key, writer, published, *pieces, closing_line(), dialect=dialect, author="goreti", tags=("kopi",))


def _everything(key: str, writer: Writer, published: datetime) -> Post:
    """Every kind of block there is, in one story."""
    names = MEDIA[:3] if key.endswith("block") else MEDIA[3:]
    sentence = writer.sentence
    pieces = (
        story.paragraph(f"<strong>JAKARTA</strong> -- {writer.paragraph()}"),
        story.read_more(),
        story.picture(names[0], f'Keterangan "{key}" oleh <em>{writer.person()}</em>'),
        story.heading("Menurut mereka"),
        story.quote((f'"{sentence()}"', sentence()), f"{writer.person()}, warga"),
        story.pull_quote(sentence(), writer.person()),
        read_also("benih", "Mencerdaskan Dunia", len(key)),
        story.heading("Daftar belanja", 3),
        story.bullets(
            (sentence(), (sentence(), ("anak satu", ("anak dua", ("cucu",)))), "yang terakhir &amp; penutup")
        ),
        story.bullets((sentence(), sentence()), ordered=True),
        story.table(
            ("Barang", "Harga", "Catatan"),
            (
                ("Beras", "Rp12.000", "naik 3x"),
                ("Gula", "Rp17.500", "<strong>tetap</strong>"),
                ("Kopi", "Rp90.000", "-"),
            ),
            f"Harga di pasar, {key}",
        ),
        story.gallery(names, tuple(CAPTIONS[name] for name in names)),
        story.right_to_left(ARABIC),
        story.preformatted(RECEIPT),
        story.code(PROGRAM),
        story.verse(POEM),
        story.paragraph("Emoji: 🎉🚢 👨‍👩‍👧 dan bendera 🇮🇩, juga senyum :) di akhir."),
        story.columns(story.paragraph(writer.paragraph()), story.paragraph(writer.paragraph())),
        story.two_in_one(sentence(), sentence()),
        story.paragraph(f"{sentence()}<br>{sentence()}<br>{sentence()}"),
        story.paragraph(
            "Kopi&nbsp;&ndash;&nbsp;susu &amp; gula &lt;50 gram&gt; seharga &euro;2 &#8211; murah &copy; 2024."
        ),
        story.paragraph("Kata \"dia\" itu 'biasa' saja, ukurannya 3x4... atau 5&#215;6 -- kira-kira."),
        closing_line(),
    )
    return _post(key, writer, published, *pieces, title=f"Segala bentuk: {writer.headline()}", tags=("batik", "C++"))


def _long(writer: Writer, published: datetime) -> Post:
    pieces: list[Piece] = []
    words = 0
    while words < LONG_WORDS:
        if len(pieces) % 40 == 20:
            pieces.append(story.heading(writer.headline()))
        text = writer.paragraph(4, 7)
        words += len(text.split())
        pieces.append(story.paragraph(text))
    return _post("panjang", writer, published, *pieces, title="Laporan panjang: sungai dari hulu ke hilir")


def _keeps_baca(writer: Writer, published: datetime) -> Post:
    """Sentences that only look like related-links lines and must be kept."""
    return _post(
        "baca-tulis",
        writer,
        published,
        story.paragraph("Baca tulis bukan lagi barang mewah di desa itu, kata <em>Bu Guru</em>."),
        story.paragraph("Guru itu selalu berpesan: tulislah, lalu baca juga catatan kaki sebelum tidur."),
        story.paragraph("Bacaan lama dijual kiloan. Ada yang membaca juga sambil berdiri."),
        story.heading("Baca Puisi di Alun-alun"),
        *_paragraphs(writer, 2),
        title="Baca, baca, dan baca lagi",
    )


def _related_list(writer: Writer, published: datetime) -> Post:
    links = ('<a href="{{url:benih}}">Mencerdaskan Dunia</a>', '<a href="{{url:satu-kalimat}}">Kapal tiba</a>')
    tail = (story.not_story(story.heading("Baca juga", 3)), story.not_story(story.bullets(links)))
    return _post("daftar-terkait", writer, published, *_paragraphs(writer, 4), *tail, tags=("literasi", "museum"))


def _related_everywhere(writer: Writer, published: datetime) -> Post:
    pieces: list[Piece] = []
    for shape in range(5):
        pieces += [*_paragraphs(writer, 1), read_also("benih", "Mencerdaskan Dunia", shape)]
    pieces.insert(3, story.not_story(story.paragraph("ADVERTISEMENT")))
    return _post("terkait-terus", writer, published, *pieces, closing_line(), dialect="classic")


def _typography(writer: Writer, published: datetime) -> Post:
    title = 'Menteri: "Kami tidak mundur" -- kata Ma\'ruf & kawan-kawan, 7x sehari...'
    return _post("tipografi", writer, published, *_paragraphs(writer, 3), title=title, author="nuraini")
