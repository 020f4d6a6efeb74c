"""What today's reading of the same answers tells otherwise: an archive compared with one made anew, and brought up to it.

A difference becomes a revision marked `reread`: our own understanding changed, not the site. Seen-at times stay.
"""

import sqlite3
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from crawler.archive import article_rows, articles, comments, frontier, names, near_duplicates, sites
from crawler.archive.instants import read
from crawler.items import Article, Kept, Link, Target
from crawler.masking import BLACK
from crawler.merge import TOGETHER
from crawler.urls import key

UNREAD = "answers missing"  # as the report calls stories of which some cannot be read
# What two readings must agree in, of the columns of a row.
SAME = tuple(
    name for name in article_rows.COLUMNS if name not in ("url", "key", "source_id", "content_sha256", "rules")
)
EXAMPLES = 3
EXAMPLE_CHARS = 90
STORIES = """
    select a.*, s.host
    from articles a
    join sites s on s.id = a.site_id
    where (:site is null or s.host = :site)
      and (:since is null or a.first_seen_at >= :since)
    order by a.id
"""
KEPT = "select 1 from revisions where article_id = ? and warc_file is not null limit 1"
LAST_PLACE = """
    select warc_file, warc_offset, warc_digest
    from revisions
    where article_id = ? and warc_file is not null
    order by number desc
    limit 1
"""
# Where the answers stand that a story was read from, since a time.
PLACES = """
    select f.name, v.warc_offset
    from visits v
    join warc_files f on f.id = v.warc_file_id
    where v.url in (select url from articles where id = :id union select url from aliases where article_id = :id)
      and v.target in ('page', 'comments')
      and (:since is null or v.at >= :since)
    union
    select warc_file, warc_offset
    from revisions
    where article_id = :id and warc_file is not null
"""
IS_READ = """
    select 1
    from visits v
    join warc_files f on f.id = v.warc_file_id
    where f.name = ? and v.warc_offset = ?
"""
BY_PLACE = "create index if not exists visits_place on visits(warc_file_id, warc_offset)"
SEEN_AS = "update articles set last_seen_at = :last_seen_at, gone_at = :gone_at where id = :id"
COMMENTS = "select * from comments where article_id = ?"
TRIGGERS = "select name from sqlite_schema where type = 'trigger'"  # full-text indexes and counts
CHANGED_COMMENT = f"update comments set {', '.join(f'{name} = :{name}' for name in comments.COMPARED)} where id = :id"


@dataclass(frozen=True, slots=True)
class Changed:
    """A story in the archive (id) that reads otherwise today. fields are names of `TOGETHER`."""

    id: int
    url: str
    fields: tuple[str, ...]
    before: Article
    after: Article
    new_id: int


@dataclass(frozen=True, slots=True)
class Added:
    """A story that only today's reading finds; its row in the other archive."""

    url: str
    new_id: int


@dataclass(slots=True)
class Report:
    """Counts and examples. compared: stories that both have; lost: those that today's reading takes for none, and unread:
    the ids of those that read otherwise, but not all of whose answers can be read; both stay as they are."""

    compared: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    changed: int = 0
    added: int = 0
    lost: int = 0
    unread: set[int] = field(default_factory=set)
    comments: Counter[str] = field(default_factory=Counter)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.changed or self.added or self.comments["new"] or self.comments["changed"])

    def example(self, name: str, text: str) -> None:
        """Keep the first few of each kind."""
        told = self.examples.setdefault(name, [])
        if len(told) < EXAMPLES:
            told.append(text)


@dataclass(frozen=True, slots=True)
class _Comments:
    """A story's comments in both archives: those that are new, those that differ (old, new), how many are no more."""

    new: list[sqlite3.Row]
    changed: list[tuple[sqlite3.Row, sqlite3.Row]]
    lost: int


def make_cheap(new: sqlite3.Connection) -> None:
    """Let a database that is compared and thrown away do without what nobody asks it for: full-text indexes,
    counts, duplicates, and the certainty of being on the disk."""
    new.execute("pragma synchronous = off")
    near_duplicates.switch_off(new)
    for (name,) in new.execute(TRIGGERS).fetchall():
        new.execute(f"drop trigger {name}")


def differences(
    old: sqlite3.Connection, new: sqlite3.Connection, report: Report, *, site: str | None, since: str | None
) -> Iterator[Changed | Added]:
    """Each story that differs between the archive and the one made anew; the report is filled on the way."""
    chosen = {"site": site, "since": since}
    new.execute(BY_PLACE)
    for row in new.execute(STORIES, {"site": site, "since": None}):
        known = _known(old, new, row)
        if known is None:
            if (since is None or row["first_seen_at"] >= since) and BLACK not in f"{row['title']}{row['body']}":
                report.added += 1
                report.example("new story", row["url"])
                yield Added(row["url"], row["id"])
            continue
        if since is not None and known["first_seen_at"] < since:
            continue
        report.compared += 1
        both = None if _is_same(old, known, new, row) else _readings(old, known, new, row)
        fields = tuple(name for name in TOGETHER if _differs(name, *both)) if both else ()
        told = _compared_comments(old, new, known["id"], row["id"])
        if (fields or told.new or told.changed) and not _is_wholly_read(old, new, known["id"], since):
            report.unread.add(known["id"])
            report.example(UNREAD, row["url"])
            continue
        _report_comments(told, report, row["url"])
        if both and fields:
            report.changed += 1
            for name in fields:
                report.fields[name] += 1
                report.example(name, f"{_told(both[0], name)}  →  {_told(both[1], name)}  {row['url']}")
            yield Changed(known["id"], row["url"], fields, *both, row["id"])
    for row in old.execute(STORIES, chosen):
        if old.execute(KEPT, (row["id"],)).fetchone() and _known(new, old, row) is None:
            report.lost += 1
            report.example("no story any more", row["url"])


def _is_same(old: sqlite3.Connection, known: sqlite3.Row, new: sqlite3.Connection, row: sqlite3.Row) -> bool:
    """Whether two rows read the same in all that is compared, without making articles of them: most do."""
    is_same = all(known[name] == row[name] for name in SAME)
    return is_same and names.of(old, known["id"]) == names.of(new, row["id"])


def _readings(
    old: sqlite3.Connection, known: sqlite3.Row, new: sqlite3.Connection, row: sqlite3.Row
) -> tuple[Article, Article]:
    before = article_rows.from_row(old, known)
    return before, _without_black(before, article_rows.from_row(new, row))


def _is_wholly_read(old: sqlite3.Connection, new: sqlite3.Connection, article_id: int, since: str | None) -> bool:
    """Whether all answers that the archive read a story from were read again: what stood in a lost one is no change."""
    places = old.execute(PLACES, {"id": article_id, "since": since})
    return all(new.execute(IS_READ, tuple(place)).fetchone() for place in places)


def _without_black(before: Article, after: Article) -> Article:
    """Today's reading; where it meets words that were blackened since, what the archive says stays."""
    black = [name for names in TOGETHER.values() for name in names if BLACK in str(getattr(after, name))]
    return replace(after, **{name: getattr(before, name) for name in black})


def bring_up(conn: sqlite3.Connection, new: sqlite3.Connection, one: Changed | Added, *, at: datetime) -> None:
    """Write a difference into the archive. Needs an open transaction."""
    if isinstance(one, Added):
        _add(conn, new, one)
        return
    articles.reread(conn, one.id, one.after, one.fields, at=at, kept=_place(new, one.new_id))


def bring_up_comments(conn: sqlite3.Connection, new: sqlite3.Connection, unread: Container[int]) -> None:
    """Write what today's reading tells of comments into the archive, but for those of stories that were not read
    wholly. Needs an open transaction."""
    for row in new.execute(STORIES, {"site": None, "since": None}):
        known = _known(conn, new, row)
        if known is None or known["id"] in unread:
            continue
        stored = {one["identity"]: one for one in conn.execute(COMMENTS, (known["id"],))}
        for told in _readable(new.execute(COMMENTS, (row["id"],))):
            mine = stored.get(told["identity"])
            if mine is None:
                _copy_comment(conn, known["id"], told)
            elif _comment_differs(mine, told):
                conn.execute(CHANGED_COMMENT, {**dict(told), "id": mine["id"]})


def _known(conn: sqlite3.Connection, other: sqlite3.Connection, row: sqlite3.Row) -> sqlite3.Row | None:
    """The row in `conn` of the story that a row of another archive tells of."""
    site_id = sites.site_id(conn, row["host"]) or 0
    url, source_id = row["url"], row["source_id"]
    found = articles.find_by_id(conn, site_id, source_id) if source_id is not None else articles.find_by_url(conn, url)
    if found is not None and found["key"] == key(url):  # as `articles.find` has it, without making an article
        return found
    return articles.find(conn, site_id, article_rows.from_row(other, row))


def _compared_comments(old: sqlite3.Connection, new: sqlite3.Connection, old_id: int, new_id: int) -> "_Comments":
    stored = {row["identity"]: row for row in old.execute(COMMENTS, (old_id,))}
    told = {row["identity"]: row for row in _readable(new.execute(COMMENTS, (new_id,)))}
    both = [(stored[identity], row) for identity, row in told.items() if identity in stored]
    return _Comments(
        new=[row for identity, row in told.items() if identity not in stored],
        changed=[(mine, row) for mine, row in both if _comment_differs(mine, row)],
        lost=len(stored.keys() - told.keys()),
    )


def _report_comments(told: "_Comments", report: Report, url: str) -> None:
    for row in told.new:
        report.comments["new"] += 1
        report.example("new comment", f"{row['author']}: {_short(row['text'])}  {url}")
    for mine, row in told.changed:
        report.comments["changed"] += 1
        names = [name for name in comments.COMPARED if mine[name] != row[name]]
        report.example(
            "changed comment", f"{', '.join(names)}: {_short(mine[names[0]])}  →  {_short(row[names[0]])}  {url}"
        )
    report.comments["no comment any more"] += told.lost


def _readable(rows: Iterable[sqlite3.Row]) -> Iterator[sqlite3.Row]:
    """Comments without those whose words were blackened."""
    return (row for row in rows if BLACK not in f"{row['author']}{row['text']}")


def _comment_differs(mine: sqlite3.Row, told: sqlite3.Row) -> bool:
    return any(mine[name] != told[name] for name in comments.COMPARED)


def _copy_comment(conn: sqlite3.Connection, article_id: int, row: sqlite3.Row) -> None:
    values = {name: row[name] for name in row.keys() if name != "id"} | {"article_id": article_id}  # noqa: SIM118  # a Row
    conn.execute(
        f"insert into comments ({', '.join(values)}) values ({', '.join(':' + name for name in values)})", values
    )


def _add(conn: sqlite3.Connection, new: sqlite3.Connection, one: Added) -> None:
    row = new.execute(
        "select a.*, s.host from articles a join sites s on s.id = a.site_id where a.id = ?", (one.new_id,)
    ).fetchone()
    seen = read(row["first_seen_at"])
    assert seen is not None
    site_id = sites.ensure_site(conn, row["host"], row["url"], row["first_seen_at"])
    article = article_rows.from_row(new, row)
    stored = articles.store(
        conn, site_id, article, now=seen, origin=articles.Origin(None, _place(new, one.new_id), reread=True)
    )
    conn.execute(SEEN_AS, {"id": stored.id, "last_seen_at": row["last_seen_at"], "gone_at": row["gone_at"]})
    frontier.archived(conn, site_id, Link(article.url, Target.PAGE, "seed"), article_id=stored.id, now=seen)


def _place(new: sqlite3.Connection, article_id: int) -> Kept | None:
    row = new.execute(LAST_PLACE, (article_id,)).fetchone()
    return Kept("", row["warc_file"], row["warc_offset"], row["warc_digest"]) if row else None


def _differs(name: str, before: Article, after: Article) -> bool:
    return any(getattr(before, each) != getattr(after, each) for each in TOGETHER[name])


def _told(article: Article, name: str) -> str:
    if name == "paragraphs":
        return f"{len(article.paragraphs)} paragraphs, {len(article.body):,} characters"
    return _short(getattr(article, name))


def _short(value: Any) -> str:
    text = (
        "nothing" if value in (None, (), "") else "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    )
    text = " ".join(text.split())
    return text if len(text) <= EXAMPLE_CHARS else f"{text[: EXAMPLE_CHARS - 1]}…"
