"""Keys of addresses anew, where `urls.key` has become finer: a migration's work.

What is stored under an address in its canonical form needs none: its key stays what it was. Addresses that came with
parameters which were taken for noise are looked up under their new key from now on, and have to be found.
"""

import sqlite3

from crawler.archive.frontier import row_key
from crawler.items import Target
from crawler.urls import key

WITH_QUERY = "where instr(url, '?') > 0"


def rekeyed(conn: sqlite3.Connection) -> int:
    """Give the rows of the frontier and the aliases that have a query today's key; how many have another one now."""
    rows = conn.execute(f"select id, url, target, key from frontier {WITH_QUERY}")
    pages = [(new, id_) for id_, url, target, old in rows if (new := row_key(url, Target(target))) != old]
    conn.executemany("update or ignore frontier set key = ? where id = ?", pages)
    aliases = [
        (new, old)
        for url, old in conn.execute(f"select url, key from aliases {WITH_QUERY}")
        if (new := key(url)) != old
    ]
    conn.executemany("update or ignore aliases set key = ? where key = ?", aliases)
    return len(pages) + len(aliases)
