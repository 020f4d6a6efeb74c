"""The whole site as planned, from a number of posts, a seed and a day: the same again each time."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from tests.wordpress import comments, oddities, story
from tests.wordpress.posts import AUTHORS, CAPTIONS, CATEGORIES, MEDIA, Post, Remark, ordinary
from tests.wordpress.sentences import Writer

SITE_NAME = "Kabar Lembayung"
TAGLINE = "Berita dari kampung ke kota"
LEAST_POSTS = 60


def site(posts: int, seed: int, today: datetime) -> list[Post]:
    """Every post of the site, in the order to be made; posts counts the public ones."""
    if posts < LEAST_POSTS:
        raise ValueError(f"posts={posts}: a site needs at least {LEAST_POSTS} to hold every oddity")
    writer = Writer(seed)
    secret = oddities.Secrets(writer)
    made = oddities.pages(writer, today) + oddities.stories(writer, today) + oddities.copies(writer, today)
    public = sum(post.kind == "post" for post in made)
    for number in range(posts - public):
        made.append(ordinary(writer, number, today, made))
    made += oddities.unpublished(writer, today, secret)
    return [_with_remarks(post, writer, today, secret) for post in _apart(made)]


def as_json(posts: Iterable[Post]) -> dict[str, object]:
    """What php/fill.php reads."""
    return {
        "name": SITE_NAME,
        "tagline": TAGLINE,
        "authors": AUTHORS,
        "categories": [{"slug": s, "name": n, "parent": p} for s, (n, p) in CATEGORIES.items()],
        "media": [{"key": key, "caption": CAPTIONS[key]} for key in MEDIA],
        "posts": [post_json(post) for post in posts],
    }


def post_json(post: Post) -> dict[str, object]:
    row = asdict(post)
    del row["pieces"]
    row["content"] = story.written(post.pieces, post.dialect)
    row["told"] = [asdict(paragraph) for paragraph in story.told(post.pieces, post.dialect)]
    row["published"] = _local(post.published)
    row["modified"] = _local(post.modified) if post.modified else None
    row["remarks"] = [remark_json(remark) for remark in post.remarks]
    return row


def remark_json(remark: Remark) -> dict[str, object]:
    return asdict(remark) | {"at": _local(remark.at)}


def _local(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M:%S")


def _apart(posts: list[Post]) -> list[Post]:
    """The same posts, no two published in the same minute: moved back a minute until free."""
    taken: set[datetime] = set()
    moved = []
    for post in posts:
        minute = post.published.replace(second=0, microsecond=0)
        while minute in taken:
            minute -= timedelta(minutes=1)
        taken.add(minute)
        moved.append(replace(post, published=minute.replace(second=post.published.second)))
    return moved


def _with_remarks(post: Post, writer: Writer, today: datetime, secret: oddities.Secrets) -> Post:
    about = (writer, post.key, post.published, today)
    if post.status != "publish" or post.password:
        remarks = comments.silent(*about, secret) if post.status != "future" else ()
    elif post.key.startswith("biasa-"):
        remarks = comments.ordinary(*about, int(post.key.removeprefix("biasa-")))
    else:
        remarks = _special_remarks(post, about, secret)
    return replace(post, remarks=remarks)


def _special_remarks(
    post: Post, about: tuple[Writer, str, datetime, datetime], secret: oddities.Secrets
) -> tuple[Remark, ...]:
    match post.key:
        case "paged-block":
            return comments.many(*about)
        case "semua-block" | "paged-two":
            return comments.deep(*about)
        case "semua-classic" | "tipografi":
            return comments.marked_up(*about)
        case "lekat" | "tentang":
            return comments.ordinary(*about, 3)
        case "disunting" | "panjang" | "kembar-judul-1":
            return comments.moderated(*about, secret)
    return ()
