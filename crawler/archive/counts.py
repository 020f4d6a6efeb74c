"""The counts that `status` shows, kept by triggers so that they cost nothing to ask for at a million articles.

`found` is counted by the coming and going of URLs, the outcomes by what becomes of them: the two can fail to agree,
and then the account does not balance. An edit is the site's: what we only read
anew is none. `recount` counts everything anew; the doctor compares.
"""

import sqlite3

# A part of the first migration: it may only be changed by a further one.
SCHEMA = """
create table counts (
    site_id integer primary key references sites(id),
    found integer not null default 0,
    articles integer not null default 0,
    duplicates integer not null default 0,
    gone integer not null default 0,
    edits integer not null default 0,
    comments integer not null default 0,
    pings integer not null default 0,
    last_visited_at text
);
create table outcome_counts (
    site_id integer not null references sites(id),
    outcome text not null,
    reason text not null,
    urls integer not null,
    primary key (site_id, outcome, reason)
) without rowid;

create trigger counts_site after insert on sites begin
    insert into counts (site_id) values (new.id);
end;

create trigger counts_url after insert on frontier begin
    update counts set found = found + 1 where site_id = new.site_id;
    insert into outcome_counts values (new.site_id, new.outcome, coalesce(new.reason, ''), 1)
        on conflict do update set urls = urls + 1;
end;
create trigger counts_url_gone after delete on frontier begin
    update counts set found = found - 1 where site_id = old.site_id;
    update outcome_counts set urls = urls - 1
        where site_id = old.site_id and outcome = old.outcome and reason = coalesce(old.reason, '');
end;
create trigger counts_outcome after update of outcome, reason on frontier
when old.outcome <> new.outcome or old.reason is not new.reason begin
    update outcome_counts set urls = urls - 1
        where site_id = old.site_id and outcome = old.outcome and reason = coalesce(old.reason, '');
    insert into outcome_counts values (new.site_id, new.outcome, coalesce(new.reason, ''), 1)
        on conflict do update set urls = urls + 1;
end;
create trigger counts_visit after update of visited_at on frontier when new.visited_at is not null begin
    update counts set last_visited_at = new.visited_at
        where site_id = new.site_id and (last_visited_at is null or last_visited_at < new.visited_at);
end;

create trigger counts_article after insert on articles begin
    update counts
    set articles = articles + 1, duplicates = duplicates + (new.duplicate_of is not null),
        gone = gone + (new.gone_at is not null)
    where site_id = new.site_id;
end;
create trigger counts_article_gone after delete on articles begin
    update counts
    set articles = articles - 1, duplicates = duplicates - (old.duplicate_of is not null),
        gone = gone - (old.gone_at is not null)
    where site_id = old.site_id;
end;
create trigger counts_article_changed after update of duplicate_of, gone_at on articles
when old.duplicate_of is not new.duplicate_of or old.gone_at is not new.gone_at begin
    update counts
    set duplicates = duplicates + (new.duplicate_of is not null) - (old.duplicate_of is not null),
        gone = gone + (new.gone_at is not null) - (old.gone_at is not null)
    where site_id = new.site_id;
end;

create trigger counts_edit after insert on revisions when new.number > 1 and new.reread = 0 begin
    update counts set edits = edits + 1 where site_id = (select site_id from articles where id = new.article_id);
end;
create trigger counts_edit_reread after update of reread on revisions when new.number > 1 begin
    update counts set edits = edits + old.reread - new.reread
        where site_id = (select site_id from articles where id = new.article_id);
end;
create trigger counts_edit_gone after delete on revisions when old.number > 1 and old.reread = 0 begin
    update counts set edits = edits - 1 where site_id = (select site_id from articles where id = old.article_id);
end;

create trigger counts_comment after insert on comments when new.removed_at is null begin
    update counts set comments = comments + (new.kind = 'comment'), pings = pings + (new.kind <> 'comment')
        where site_id = (select site_id from articles where id = new.article_id);
end;
create trigger counts_comment_gone after delete on comments when old.removed_at is null begin
    update counts set comments = comments - (old.kind = 'comment'), pings = pings - (old.kind <> 'comment')
        where site_id = (select site_id from articles where id = old.article_id);
end;
create trigger counts_comment_changed after update of removed_at, kind on comments
when old.removed_at is not new.removed_at or old.kind <> new.kind begin
    update counts
    set comments = comments + (new.removed_at is null and new.kind = 'comment')
                            - (old.removed_at is null and old.kind = 'comment'),
        pings = pings + (new.removed_at is null and new.kind <> 'comment')
                      - (old.removed_at is null and old.kind <> 'comment')
    where site_id = (select site_id from articles where id = new.article_id);
end;
"""
SITES = "select s.id, s.host, c.* from sites s join counts c on c.site_id = s.id order by s.host"
OUTCOMES = """
    select site_id, outcome, reason, urls
    from outcome_counts
    where urls <> 0
    order by site_id, outcome, urls desc, reason
"""
COUNTED = """
    select s.id as site_id,
        (select count(*) from frontier f where f.site_id = s.id) as found,
        count(a.id) as articles,
        count(a.duplicate_of) as duplicates,
        count(a.gone_at) as gone,
        (select count(*) from revisions r join articles o on o.id = r.article_id
         where o.site_id = s.id and r.number > 1 and r.reread = 0) as edits,
        (select count(*) from comments c join articles o on o.id = c.article_id
         where o.site_id = s.id and c.removed_at is null and c.kind = 'comment') as comments,
        (select count(*) from comments c join articles o on o.id = c.article_id
         where o.site_id = s.id and c.removed_at is null and c.kind <> 'comment') as pings
    from sites s
    left join articles a on a.site_id = s.id
    group by s.id
"""
COUNTED_OUTCOMES = """
    select site_id, outcome, coalesce(reason, ''), count(*)
    from frontier
    group by site_id, outcome, coalesce(reason, '')
"""
NAMES = ("found", "articles", "duplicates", "gone", "edits", "comments", "pings")


def sites(conn: sqlite3.Connection) -> list[sqlite3.Row]:
    """The counts of each site, with its id and host."""
    return conn.execute(SITES).fetchall()


def outcomes(conn: sqlite3.Connection) -> list[sqlite3.Row]:
    """Rows (site_id, outcome, reason, urls), the most frequent reason of an outcome first."""
    return conn.execute(OUTCOMES).fetchall()


def wrong(conn: sqlite3.Connection) -> int:
    """How many counts are not what counting everything gives."""
    kept = {(row["site_id"], name): row[name] for row in sites(conn) for name in NAMES}
    true = {(row["site_id"], name): row[name] for row in conn.execute(COUNTED) for name in NAMES}
    kept_urls = {tuple(row)[:3]: row["urls"] for row in outcomes(conn)}
    true_urls = {tuple(row)[:3]: row[3] for row in conn.execute(COUNTED_OUTCOMES)}
    return len(set(kept.items()) ^ set(true.items())) + len(set(kept_urls.items()) ^ set(true_urls.items()))


def recount(conn: sqlite3.Connection) -> None:
    """Count everything anew. Needs an open transaction."""
    for row in conn.execute(COUNTED).fetchall():
        values = {name: row[name] for name in (*NAMES, "site_id")}
        conn.execute(
            f"update counts set {', '.join(f'{name} = :{name}' for name in NAMES)} where site_id = :site_id", values
        )
    conn.execute("delete from outcome_counts")
    conn.execute(f"insert into outcome_counts {COUNTED_OUTCOMES}")
