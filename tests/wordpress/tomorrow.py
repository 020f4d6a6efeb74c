"""What changes on the site the next day: new posts, edits, a move, two binned, comments."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.wordpress import plan, story
from tests.wordpress.posts import Post, Remark, closing_line, ordinary
from tests.wordpress.sentences import Writer

NEW, EDITED, BINNED, COMMENTS, COMMENTED = 5, 5, 2, 31, 9
NUMBERS_A_DAY = 20  # how many ordinary posts each next day may touch, so that days do not meet


def changes(site: list[Post], day: int, seed: int, now: datetime) -> dict[str, Any]:
    """The changes of next day number `day`, as php/nextday.php reads them. now is the site's local time."""
    writer = Writer(seed * 1009 + day)
    touched = _touched(site, day)
    edited, rest = touched[:EDITED], touched[EDITED:]
    moved, binned = rest[0], rest[1 : 1 + BINNED]
    commented = [*edited[:3], *rest[1 + BINNED :]][:COMMENTED]
    return {
        "new": [plan.post_json(post) for post in _new(writer, site, day, now)],
        "edited": [plan.post_json(_edit(writer, post, turn)) for turn, post in enumerate(edited)],
        "moved": {"key": moved.key, "slug": f"pindah-{moved.key}-{day}"},
        "binned": [post.key for post in binned],
        "comments": _comments(writer, commented, day, now),
    }


def _touched(site: list[Post], day: int) -> list[Post]:
    needed = EDITED + 1 + BINNED + COMMENTED
    ordinary_posts = [post for post in site if post.key.startswith("biasa-")]
    first = (day - 1) * NUMBERS_A_DAY
    touched = ordinary_posts[first::3][:needed]
    if len(touched) < needed:
        raise ValueError(f"day {day}: no {needed} posts left to change; bring the site up with more posts")
    return touched


def _new(writer: Writer, site: list[Post], day: int, now: datetime) -> list[Post]:
    made = []
    for turn in range(NEW):
        number = 100_000 + day * 100 + turn
        post = ordinary(writer, number, now, site)
        made.append(replace(post, key=f"baru-{day}-{turn}", published=now - timedelta(minutes=turn), modified=None))
    return made


def _edit(writer: Writer, post: Post, turn: int) -> Post:
    added = story.paragraph(f"Pembaruan: {writer.paragraph()}")
    match turn:
        case 0:
            return replace(post, title=f"{post.title} (ralat)")
        case 1:
            return replace(post, tags=("ralat", "kopi"))
        case 2:
            return replace(post, pieces=(added, *post.pieces))
        case 3:
            return replace(post, pieces=(*post.pieces[:1], added, *post.pieces[2:]), title=writer.headline())
    return replace(post, pieces=(*post.pieces, added, closing_line()), categories=("ekonomi", "dunia"))


def _comments(writer: Writer, posts: list[Post], day: int, now: datetime) -> list[dict[str, Any]]:
    """31 comments dealt out over the posts in turn, some answering what was there or what is new."""
    dealt: dict[str, list[Remark]] = {post.key: [] for post in posts}
    answerable = {post.key: [r.key for r in post.remarks if r.status == "1"] for post in posts}
    for turn in range(COMMENTS):
        post = posts[turn % len(posts)]
        choices = answerable[post.key]
        remark = Remark(
            key=f"{post.key}/hari-{day}-{turn}",
            at=now,  # not spread backwards: a crawl may have ended seconds ago
            author=f"Pembaca {turn + 1}",
            markup=writer.remark(),
            parent=writer.random.choice(choices) if choices and turn % 3 == 0 else None,
        )
        choices.append(remark.key)
        dealt[post.key].append(remark)
    return [{"post": key, "remark": plan.remark_json(remark)} for key, remarks in dealt.items() for remark in remarks]
