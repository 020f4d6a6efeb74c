"""Where the WARC files hold a payload, so that the same bytes are kept once across runs.

Owns `warc_files` and `payloads`. A row is small: the first 63 bits of the payload's SHA-256, and its place. Whoever
follows it compares the whole digest with the record's own. A row that a killed run could not write costs a second
copy, nothing else.
"""

import sqlite3
from collections.abc import Iterable, Mapping

FIND = """
    select f.name, p.offset
    from payloads p
    join warc_files f on f.id = p.file_id
    where p.prefix = ?
"""
KEEP = "insert into payloads (prefix, file_id, offset) values (?, ?, ?) on conflict (prefix) do nothing"
LAST_ANSWER = """
    select f.name, v.warc_offset
    from visits v
    join warc_files f on f.id = v.warc_file_id
    where v.url = ?
      and v.status = 200
    order by v.at desc
    limit 1
"""
MOVING = (
    ("payloads", "offset", "file_id = :id"),
    ("visits", "warc_offset", "warc_file_id = :id"),
    ("revisions", "warc_offset", "warc_file = :name"),
)


def find(conn: sqlite3.Connection, digest: str) -> tuple[str, int] | None:
    """(file, offset) of the record that may hold a payload; None if none is known."""
    row = conn.execute(FIND, (prefix(digest),)).fetchone()
    return (row[0], row[1]) if row else None


def last_answer(conn: sqlite3.Connection, url: str) -> tuple[str, int] | None:
    """(file, offset) of the last answer with a document that a URL gave."""
    row = conn.execute(LAST_ANSWER, (url,)).fetchone()
    return (row[0], row[1]) if row else None


def keep(conn: sqlite3.Connection, payloads: Iterable[tuple[str, str, int]]) -> None:
    """Remember payloads: (digest, file, offset). Needs an open transaction."""
    conn.executemany(KEEP, [(prefix(digest), file_id(conn, name), offset) for digest, name, offset in payloads])


def file_id(conn: sqlite3.Connection, name: str) -> int:
    """The row of a WARC file, made if it is new."""
    row = conn.execute("select id from warc_files where name = ?", (name,)).fetchone()
    if row is not None:
        return int(row[0])
    return int(conn.execute("insert into warc_files (name) values (?)", (name,)).lastrowid or 0)


def prefix(digest: str) -> int:
    """The first 63 bits of a digest, as SQLite keeps whole numbers.

    >>> prefix("sha256:ffffffffffffffffffffffff"), prefix("sha256:0000000000000003ff")
    (9223372036854775807, 1)
    """
    return int(digest.partition(":")[2][:16], 16) >> 1


def moved(conn: sqlite3.Connection, old: str, new: str, offsets: Mapping[int, int]) -> None:
    """A WARC file was written anew: let every row that names it name the new file and offsets. Needs an open
    transaction."""
    conn.execute("create temporary table if not exists moved (old integer primary key, new integer not null)")
    conn.execute("delete from moved")
    conn.executemany("insert into moved values (?, ?)", offsets.items())
    file = file_id(conn, old)
    for table, column, where in MOVING:
        conn.execute(
            f"update {table} set {column} = (select new from moved where old = {column})"
            f" where {where} and {column} in (select old from moved)",
            {"id": file, "name": old},
        )
    conn.execute("update revisions set warc_file = ? where warc_file = ?", (new, old))
    conn.execute("update warc_files set name = ? where id = ?", (new, file))


def forgotten(conn: sqlite3.Connection, digests: Iterable[str]) -> None:
    """These payloads are no longer held: what comes with them is kept anew. Needs an open transaction."""
    conn.executemany("delete from payloads where prefix = ?", [(prefix(digest),) for digest in digests])
