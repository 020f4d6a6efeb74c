"""Sites, and the cursors a site's sources leave so that the next run asks only for what is new."""

import sqlite3

from crawler.errors import UsageProblem

NAMED_MOST = 20
SITE = "select id from sites where host = :host"
NEW_SITE = """
    insert into sites (host, home, first_seen_at)
    values (:host, :home, :at)
    on conflict (host) do nothing
"""
SET_CURSOR = """
    insert into cursors (site_id, name, value)
    values (:site_id, :name, :value)
    on conflict (site_id, name) do update set value = excluded.value
"""
# Sites of which every address failed since the host does not exist, and that never brought an article.
NO_HOST = """
    select s.id
    from sites s
    join counts c on c.site_id = s.id
    where c.articles = 0
      and c.found > 0
      and not exists (
          select 1
          from frontier f
          where f.site_id = s.id
            and (f.outcome <> 'failed' or f.reason not in (:reason, 'robots.txt unreachable: ' || :reason))
      )
"""
OF_A_SITE = ("visits", "frontier", "cursors", "outcome_counts", "counts")


def site_id(conn: sqlite3.Connection, host: str) -> int | None:
    """The row of a site; None if the archive has none."""
    row = conn.execute(SITE, {"host": host}).fetchone()
    return row[0] if row else None


def refuse_unknown(conn: sqlite3.Connection, host: str | None) -> None:
    """Raise UsageProblem for a site that the archive does not hold; None is all of them."""
    if host is None or site_id(conn, host) is not None:
        return
    hosts = [row[0] for row in conn.execute("select host from sites order by host limit ?", (NAMED_MOST + 1,))]
    known = ", ".join(hosts[:NAMED_MOST]) + (", …" if len(hosts) > NAMED_MOST else "")
    raise UsageProblem(f"the archive holds no site {host!r}. It holds: {known or 'none'}")


def ensure_site(conn: sqlite3.Connection, host: str, home: str, at: str) -> int:
    """The row of a site, made if absent. Needs an open transaction."""
    known = site_id(conn, host)
    if known is not None:
        return known
    conn.execute(NEW_SITE, {"host": host, "home": home, "at": at})
    made = site_id(conn, host)
    assert made is not None
    return made


def cursors(conn: sqlite3.Connection, site: int) -> dict[str, str]:
    """Everything the site's sources left, by name."""
    return {row[0]: row[1] for row in conn.execute("select name, value from cursors where site_id = ?", (site,))}


def set_cursor(conn: sqlite3.Connection, site: int, name: str, value: str | None) -> None:
    """Keep a cursor; None forgets it."""
    if value is None:
        conn.execute("delete from cursors where site_id = ? and name = ?", (site, name))
    else:
        conn.execute(SET_CURSOR, {"site_id": site, "name": name, "value": value})


def forget_mistyped(conn: sqlite3.Connection, reason: str) -> int:
    """Delete the sites whose host does not exist, as `reason` says of their addresses; how many. A slip of the fingers is no
    site. Needs an open transaction."""
    found = conn.execute(NO_HOST, {"reason": reason}).fetchall()
    for row in found:
        for table in OF_A_SITE:
            conn.execute(f"delete from {table} where site_id = ?", (row[0],))
        conn.execute("delete from sites where id = ?", (row[0],))
    return len(found)
