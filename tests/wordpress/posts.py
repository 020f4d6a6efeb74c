"""What a planned site consists of, and the ordinary posts: the bulk of a news site."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.wordpress import story
from tests.wordpress.sentences import Writer
from tests.wordpress.story import Dialect, Piece

SPAN = timedelta(days=3 * 365)  # ordinary posts are spread over this long before the site's today
MEDIA = ("sungai", "pasar", "dermaga", "sawah", "gunung", "lonceng")
CAPTIONS = {
    "sungai": "Sungai yang surut pada puncak kemarau",
    "pasar": "Pasar pagi sebelum lampu dipadamkan",
    "dermaga": "Dermaga kayu dilihat dari atas perahu",
    "sawah": "Sawah bertingkat seusai tanam",
    "gunung": "Gunung di balik awan, pukul enam",
    "lonceng": "Lonceng tua & tali penariknya",
}
AUTHORS = {
    "jurnalis": "Jurnalis Berita",
    "olehta": "Olehta Sembiring",
    "bagus": "Bagus Prakoso",
    "goreti": "Maria Goreti Lamak",
    "nuraini": "Nur'aini Hasibuan",
    "anwar": "Anwar Siregar, M.Si.",
}
# slug: (name, slug of the parent)
CATEGORIES: dict[str, tuple[str, str | None]] = {
    "news-page": ("News Page", None),
    "daerah": ("Daerah", "news-page"),
    "pesisir": ("Pesisir", "daerah"),
    "ekonomi": ("Ekonomi", "news-page"),
    "olahraga": ("Olahraga", None),
    "seni-budaya": ("Seni & Budaya", None),
    "sekolah": ("Sekolah", "seni-budaya"),
    "dunia": ("Dunia", "news-page"),
}
TAGS = (
    "banjir", "kopi", "Lebaran", "pasar tradisional", "air bersih", "pemilu desa", "e-KTP", "PLTS", "R&D", "C++",
    "sepak bola", "batik", "pelabuhan", "guru honorer", "kereta", "cuaca", "padi", "harga pangan", "museum", "literasi",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A reader's comment as planned; parent is another remark's key, at is local time."""

    key: str
    at: datetime
    author: str
    markup: str
    parent: str | None = None
    url: str = ""
    user: str | None = None
    status: str = "1"
    kind: str = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post as planned, before WordPress gives it a number; published and modified are local time."""

    key: str
    title: str
    pieces: tuple[Piece, ...]
    published: datetime
    author: str = "jurnalis"
    modified: datetime | None = None
    dialect: Dialect = "block"
    kind: str = "post"
    status: str = "publish"
    slug: str = ""
    categories: tuple[str, ...] = ("news-page",)
    tags: tuple[str, ...] = ()
    excerpt: str = ""
    password: str = ""
    sticky: bool = False
    picture: str | None = None
    parent: str | None = None
    duplicate_of: str | None = None
    near_duplicate_of: str | None = None
    remarks: tuple[Remark, ...] = field(default=())


def read_also(key: str, title: str, shape: int) -> Piece:
    """A related-links line within a story, in the shapes editors give it."""
    link = f'<a href="{{{{url:{key}}}}}">{title}</a>'
    shapes = (
        story.paragraph(f"Baca juga: {link}"),
        story.paragraph(f"<strong>Baca juga: {link}</strong>"),
        story.paragraph(f"<strong>Baca Juga:</strong> {link}"),
        story.paragraph(f"<em>BACA JUGA: {link}</em>"),
        story.paragraph(f"Lihat juga: {link}"),
    )
    return story.not_story(shapes[shape % len(shapes)])


def closing_line() -> Piece:
    link = '<a href="{{category:news-page}}">News Page</a>'
    return story.not_story(story.paragraph(f"Baca juga Berita lainnya di {link}"))


def ordinary(writer: Writer, number: int, today: datetime, earlier: Iterable[Post]) -> Post:
    """Post number `number` of the bulk: older numbers are later; it may point at earlier posts."""
    pick = writer.random
    before = [post for post in earlier if post.status == "publish" and not post.password and post.kind == "post"]
    pieces = [story.paragraph(writer.paragraph()) for _ in range(pick.randint(4, 8))]
    pieces.insert(2, _middle(writer, number))
    if before and number % 3 == 0:
        seen = pick.choice(before)
        pieces.insert(pick.randint(1, len(pieces) - 1), read_also(seen.key, seen.title, number // 3))
    if number % 2 == 0:
        pieces.append(closing_line())
    published = today - timedelta(minutes=17 + number * 47) - _spread(number)
    modified = published + timedelta(days=number % 9 + 1, minutes=number % 50) if number % 5 == 0 else None
    return Post(
        key=f"biasa-{number}",
        title=writer.headline(),
        pieces=tuple(pieces),
        published=published,
        modified=min(modified, today - timedelta(minutes=3)) if modified else None,
        author=tuple(AUTHORS)[number % len(AUTHORS)],
        dialect="classic" if number % 3 == 1 else "block",
        categories=_categories(number),
        tags=tuple(sorted(pick.sample(TAGS, number % 4))),
        excerpt=writer.sentence() if number % 4 == 0 else "",
        picture=MEDIA[number % len(MEDIA)] if number % 3 == 2 else None,
    )


def _spread(number: int) -> timedelta:
    """A different distance for every number, dense lately and thinner long ago, within SPAN for any count."""
    return timedelta(seconds=int(SPAN.total_seconds() * (number * 0.6180339887 % 1) ** 1.5))


def _categories(number: int) -> tuple[str, ...]:
    slugs = tuple(CATEGORIES)
    first = slugs[number % len(slugs)]
    second = slugs[number * 5 % len(slugs)]
    return (first,) if number % 3 or second == first else (first, second)


def _middle(writer: Writer, number: int) -> Piece:
    kinds = (
        lambda: story.paragraph(f"{writer.sentence()}<br>{writer.sentence()}"),
        lambda: story.heading(writer.headline(), 2 + number % 3),
        lambda: story.quote((f'"{writer.sentence()}"',), writer.person()),
        lambda: story.bullets((writer.sentence(), writer.sentence(), writer.sentence()), ordered=number % 2 == 0),
        lambda: story.picture(MEDIA[number % len(MEDIA)], CAPTIONS[MEDIA[number % len(MEDIA)]]),
        lambda: story.paragraph(f"<strong>{writer.person()}</strong> <em>menambahkan</em>: {writer.sentence()}"),
    )
    return kinds[number % len(kinds)]()
