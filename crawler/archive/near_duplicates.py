"""Wire copies and light rewrites: stories that share most of their words, in clusters that name the earliest.

Owns `near_duplicates`, `near_clusters`, `near_buckets`, `near_links`, `near_renewal` and `recent_lines`. Nothing is held in
memory: a story looks up the stories that share a bucket with it, compares signatures with the most likely of them, and
is linked to those that are alike. A cluster is what links connect, and knows its earliest story. Lines that a site prints under
one story after the other are no part of any.
"""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from crawler.archive.signatures import BUCKETS, Signature, buckets, likeness, line_marks, signature, version

# Scattered changes to a fifth of the words leave 0.47 of the word pairs, a cut to the half leaves 0.5; a background
# paragraph that two reports share, up to 0.25. `python -m tests.benchmarks.near_duplicates` draws the curve.
ALIKE = 0.3
RECENT_STORIES = 8  # of a site, whose lines are remembered
BOILERPLATE_STORIES = 3  # a line that so many of them have is the site's, not the story's
BUCKET_MOST = 10  # newest stories of a bucket that are looked at: of a fuller one the words are commonplace
COMPARED_MOST = 16
LINKED_MOST = 4  # of a serial every story is like every other: a few links tell as much
RENEWED_AT_ONCE = 2
NEVER = "never"  # in place of a version: no story is signed
SPLIT_MOST = 500  # a larger cluster is a serial (prices, weather): it is not taken apart when a story leaves it

KNOWN = "select signature, meets, version, cluster_id from near_duplicates where article_id = ?"
KEEP = """
    insert into near_duplicates (article_id, site_id, version, words, left_out, signature, meets)
    values (:id, :site_id, :version, :words, :left_out, :signature, :meets)
    on conflict (article_id) do update
    set version = excluded.version,
        words = excluded.words,
        left_out = excluded.left_out,
        signature = excluded.signature,
        meets = excluded.meets
"""
# One statement for all buckets of a story takes a third of the time of one for each.
IN_BUCKETS = " union all ".join(
    [
        f"select * from (select article_id from near_buckets where bucket = ? order by article_id desc limit {BUCKET_MOST})"
    ]
    * BUCKETS
)
MET = f"""
    with met(article_id, shared) as (
        select article_id, count(*)
        from ({IN_BUCKETS})
        where article_id <> ?
        group by article_id
        order by count(*) desc, article_id desc
        limit {COMPARED_MOST}
    )
    select n.article_id, n.signature
    from met
    cross join near_duplicates n on n.article_id = met.article_id
    where n.version = ?
    order by met.shared desc, met.article_id desc
"""
FALL_INTO = f"insert into near_buckets (bucket, article_id) values {', '.join(['(?, ?)'] * BUCKETS)}"
LINK = "insert or ignore into near_links (article_id, other_id) values (?, ?)"
NEIGHBOURS = "select other_id from near_links where article_id = ?"
MEMBERS = "select article_id from near_duplicates where cluster_id = ?"
CLUSTERS_OF = "select article_id, cluster_id from near_duplicates where article_id in (select value from json_each(?))"
JOIN = "update near_duplicates set cluster_id = ? where article_id = ?"
NEW_CLUSTER = "insert into near_clusters (earliest_id, members) values (?, ?)"
LARGEST = "select id, earliest_id, members from near_clusters where id in (select value from json_each(?)) order by members desc, id"
TAKE_OVER = "update near_duplicates set cluster_id = ? where cluster_id = ?"
GROWN = "update near_clusters set earliest_id = ?, members = members + ? where id = ?"
SETTLED = """
    update near_clusters
    set earliest_id = ?,
        members = (select count(*) from near_duplicates where cluster_id = near_clusters.id)
    where id = ?
"""
# As in `duplicates.py`: else a cluster could name a copy, which exports leave out.
EARLIEST = """
    select n.article_id
    from near_duplicates n
    join articles a on a.id = n.article_id
    where n.cluster_id = ?
    order by a.published_at is null, a.published_at, a.key
    limit 1
"""
AGE = "select published_at is null, published_at, key from articles where id = ?"
RENEWAL = "select version, next_id, last_id from near_renewal"
NEW_VERSION = """
    insert or replace into near_renewal (only, version, next_id, last_id)
    select 1, ?, 0, coalesce(max(article_id), 0)
    from near_duplicates
"""
STALE = """
    select n.article_id, n.site_id, a.body
    from near_duplicates n
    join articles a on a.id = n.article_id
    where n.article_id > ? and n.article_id <= ?
    order by n.article_id
    limit ?
"""
REMEMBER = "insert or replace into recent_lines (site_id, slot, article_id, lines) values (?, ?, ?, ?)"
RECENT = "select lines from recent_lines where site_id = ? and article_id <> ?"


def settle(conn: sqlite3.Connection, site_id: int, article_id: int, body: str) -> None:
    """Bring a story's signature and cluster up to date with its body or date. Needs an open transaction."""
    renewal = conn.execute(RENEWAL).fetchone()
    lines = body.split("\n")
    marks = line_marks(lines)
    signed = signature(_own(conn, site_id, article_id, lines, marks))
    slot = article_id % RECENT_STORIES
    conn.execute(REMEMBER, (site_id, slot, article_id, marks.tobytes()))
    _place(conn, site_id, article_id, signed)
    _renew_stale(conn, renewal)


def are_compared(conn: sqlite3.Connection) -> bool:
    """Whether the stories of this database are compared with one another."""
    renewal = conn.execute(RENEWAL).fetchone()
    return renewal is None or renewal["version"] != NEVER


def switch_off(conn: sqlite3.Connection) -> None:
    """Compare no story with others from now on: for a database that is thrown away."""
    conn.execute("insert or replace into near_renewal (only, version, next_id, last_id) values (1, ?, 0, 0)", (NEVER,))


def forget(conn: sqlite3.Connection, article_id: int) -> None:
    """Remove every trace of a story, as if it had never been compared."""
    _remove(conn, article_id)
    conn.execute("delete from near_duplicates where article_id = ?", (article_id,))
    conn.execute("delete from recent_lines where article_id = ?", (article_id,))


def _own(
    conn: sqlite3.Connection, site_id: int, article_id: int, lines: list[str], marks: Iterable[int]
) -> Iterable[str]:
    """The lines of a story without those that its site prints under others, too."""
    seen = Counter(mark for row in conn.execute(RECENT, (site_id, article_id)) for mark in set(array("I", row[0])))
    common = {mark for mark, stories in seen.items() if stories >= BOILERPLATE_STORIES}
    return (line for line, mark in zip(lines, marks, strict=True) if mark not in common) if common else lines


def _place(
    conn: sqlite3.Connection, site_id: int, article_id: int, signed: Signature, *, renewed: bool = False
) -> None:
    """Keep a signature; link its story to those that are alike, and bring the clusters up to date.

    renewed: the words are the same, only the version is new, so that the links that are known stay."""
    known = conn.execute(KNOWN, (article_id,)).fetchone()
    if known is not None and (known["signature"], known["version"]) == (signed.values, version()):
        if known["cluster_id"] is not None:  # the words are the same: the date may not be
            _lead(conn, known["cluster_id"])
        return
    if renewed:
        _leave_buckets(conn, article_id, known["meets"])
    elif known is not None:
        _remove(conn, article_id)
    row = {"id": article_id, "site_id": site_id, "version": version(), "words": signed.words}
    conn.execute(KEEP, {**row, "left_out": signed.left_out, "signature": signed.values, "meets": signed.meets})
    if signed.values is not None and signed.meets is not None:
        keys = buckets(signed.meets)
        _join(conn, [article_id, *_link(conn, article_id, signed.values, keys)])
        conn.execute(FALL_INTO, [value for bucket in keys for value in (bucket, article_id)])


def _link(conn: sqlite3.Connection, article_id: int, values: bytes, keys: list[int]) -> list[int]:
    """Link a story to those that are alike; which they are. Compared are those that share the most buckets, of
    these the newest."""
    met = conn.execute(MET, (*keys, article_id, version())).fetchall()
    found = (other for other, signed in met if likeness(values, signed) >= ALIKE)
    alike = list(islice(found, LINKED_MOST))
    conn.executemany(LINK, [pair for other in alike for pair in ((article_id, other), (other, article_id))])
    return alike


def _remove(conn: sqlite3.Connection, article_id: int) -> None:
    """Take a story out of the buckets, links and its cluster. Those that were linked to it are linked to each other
    where they are alike: it may have been all that held them together."""
    row = conn.execute(KNOWN, (article_id,)).fetchone()
    if row is None:
        return
    _leave_buckets(conn, article_id, row["meets"])
    linked = sorted(other[0] for other in conn.execute(NEIGHBOURS, (article_id,)))
    conn.execute("delete from near_links where article_id = ?", (article_id,))
    conn.executemany("delete from near_links where article_id = ? and other_id = ?", [(o, article_id) for o in linked])
    found = []
    for other in linked:
        near = conn.execute(KNOWN, (other,)).fetchone()
        if near["version"] == version():  # else it is linked when it is signed anew
            found.append([other, *_link(conn, other, near["signature"], buckets(near["meets"]))])
    conn.execute(JOIN, (None, article_id))
    if row["cluster_id"] is not None:
        _left(conn, row["cluster_id"])
    for alike in found:
        _join(conn, alike)


def _leave_buckets(conn: sqlite3.Connection, article_id: int, meets: bytes | None) -> None:
    keys = [(key, article_id) for key in buckets(meets)] if meets is not None else []
    conn.executemany("delete from near_buckets where bucket = ? and article_id = ?", keys)


def _join(conn: sqlite3.Connection, alike: list[int]) -> None:
    """Put stories that are alike into one cluster: the largest that any is in takes the others over."""
    if len(alike) < 2:
        return
    of = dict(conn.execute(CLUSTERS_OF, (str(alike),)).fetchall())
    known = sorted({cluster for cluster in of.values() if cluster is not None})
    new = [story for story, cluster in of.items() if cluster is None]
    if not new and len(known) == 1:
        return
    clusters = conn.execute(LARGEST, (str(known),)).fetchall()
    leaders = [*new, *(row["earliest_id"] for row in clusters)]
    earliest = min(leaders, key=lambda story: _age(conn, story))
    cluster = clusters[0]["id"] if clusters else conn.execute(NEW_CLUSTER, (earliest, 0)).lastrowid
    conn.executemany(JOIN, [(cluster, story) for story in new])
    for row in clusters[1:]:
        conn.execute(TAKE_OVER, (cluster, row["id"]))
        conn.execute("delete from near_clusters where id = ?", (row["id"],))
    conn.execute(GROWN, (earliest, len(new) + sum(row["members"] for row in clusters[1:]), cluster))


def _left(conn: sqlite3.Connection, cluster: int) -> None:
    """Bring a cluster up to date that a story has left: what links no longer connect are clusters of their own."""
    members = {row[0] for row in conn.execute(MEMBERS, (cluster,))}
    if len(members) > SPLIT_MOST:
        _lead(conn, cluster)
        return
    conn.execute(TAKE_OVER, (None, cluster))
    conn.execute("delete from near_clusters where id = ?", (cluster,))
    while members:
        together = _connected(conn, members.pop())
        members -= together
        _join(conn, sorted(together))


def _lead(conn: sqlite3.Connection, cluster: int) -> None:
    """Find the earliest of a cluster, and how many there are."""
    conn.execute(SETTLED, (conn.execute(EARLIEST, (cluster,)).fetchone()[0], cluster))


def _connected(conn: sqlite3.Connection, story: int) -> set[int]:
    found, ahead = {story}, [story]
    while ahead:
        for (other,) in conn.execute(NEIGHBOURS, (ahead.pop(),)):
            if other not in found:
                found.add(other)
                ahead.append(other)
    return found


def _age(conn: sqlite3.Connection, article_id: int) -> tuple[object, ...]:
    """What sorts stories by age: by publication, those without a date last; then by when they were first seen."""
    undated, published_at, *rest = conn.execute(AGE, (article_id,)).fetchone()
    return undated, published_at or "", *rest


def _renew_stale(conn: sqlite3.Connection, row: sqlite3.Row | None) -> None:
    """Sign a few stories anew that another version has signed: so an archive renews itself while it is crawled."""
    if row is None or row["version"] != version():
        conn.execute(NEW_VERSION, (version(),))
        row = conn.execute(RENEWAL).fetchone()
    if row["next_id"] >= row["last_id"]:
        return
    stale = conn.execute(STALE, (row["next_id"], row["last_id"], RENEWED_AT_ONCE)).fetchall()
    for article_id, site_id, body in stale:
        lines = body.split("\n")
        signed = signature(_own(conn, site_id, article_id, lines, line_marks(lines)))
        _place(conn, site_id, article_id, signed, renewed=True)
    conn.execute("update near_renewal set next_id = ?", (stale[-1][0] if stale else row["last_id"],))
