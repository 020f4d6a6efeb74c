"""The schema, as numbered steps that are only ever added to. Each runs in one transaction.

Conventions: `_at` is UTC, ISO 8601 with seconds ("2025-09-03T04:15:00Z"); beside it `_offset_minutes` keeps
the site's own offset from UTC (420 for WIB). NULL means the site does not say.
"""

from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from crawler.archive import counts, for_reading, rekeying

MIGRATIONS = Migrations("kliping")

FIRST = """
create table sites (
    id integer primary key,
    host text not null unique,
    home text not null,
    first_seen_at text not null
);

create table cursors (
    site_id integer not null references sites(id),
    name text not null,
    value text not null,
    primary key (site_id, name)
) without rowid;

create table runs (
    id integer primary key,
    spider text not null,
    arguments text not null,
    version text not null,
    pid integer not null,
    started_at text not null,
    ended_at text,
    finish_reason text,
    stats text
);

create table articles (
    id integer primary key,
    site_id integer not null references sites(id),
    url text not null,
    key text not null unique,
    source_id text,
    title text,
    byline text,
    published_at text,
    published_offset_minutes integer,
    published_precision text,
    published_raw text,
    modified_at text,
    modified_offset_minutes integer,
    modified_precision text,
    section text,
    language text,
    summary text,
    dek text,
    dateline text,
    origin text,
    body text not null,
    paragraphs text not null,
    image_url text,
    image_caption text,
    access text not null default 'full',
    comment_count integer,
    content_sha256 text not null,
    revision integer not null default 1,
    duplicate_of integer references articles(id),
    rules text not null,
    first_seen_at text not null,
    last_seen_at text not null,
    gone_at text
);
create unique index articles_source on articles(site_id, source_id) where source_id is not null;
create index articles_newest on articles(site_id, published_at, key);
create index articles_everywhere on articles(published_at, key);
create index articles_duplicates on articles(duplicate_of) where duplicate_of is not null;

create table frontier (
    id integer primary key,
    site_id integer not null references sites(id),
    url text not null,
    key text not null unique,
    target text not null,
    source text not null,
    outcome text not null check (outcome in ('due', 'archived', 'excluded', 'failed')),
    reason text,
    queued integer not null default 1,
    rank real not null,
    found_at text not null,
    due_at text,
    wait_s integer,
    visited_at text,
    status integer,
    etag text,
    last_modified text,
    body_sha256 text,
    listed_in text,
    attempts integer not null default 0,
    failures integer not null default 0,
    taken_on_trust integer not null default 0,
    article_id integer references articles(id)
);
create index frontier_queue on frontier(site_id, rank desc, id) where queued = 1;
create index frontier_sources on frontier(site_id, rank desc, id) where queued = 1 and target <> 'page';
create index frontier_waiting on frontier(site_id, due_at) where queued = 0 and due_at is not null;
create index frontier_account on frontier(site_id, outcome, reason);
create index frontier_listed on frontier(listed_in) where listed_in is not null;
create index frontier_article on frontier(article_id) where article_id is not null;

create table aliases (
    key text primary key,
    url text not null,
    article_id integer not null references articles(id),
    seen_at text not null
);
create index aliases_article on aliases(article_id);

create table warc_files (
    id integer primary key,
    name text not null unique
);

create table payloads (
    prefix integer primary key,
    file_id integer not null references warc_files(id),
    offset integer not null
);

create table visits (
    id integer primary key,
    run_id integer references runs(id),
    site_id integer not null references sites(id),
    url text not null,
    target text not null,
    at text not null,
    status integer,
    outcome text not null,
    reason text,
    final_url text,
    body_bytes integer,
    body_sha256 text,
    not_modified integer not null default 0,
    warc_file_id integer references warc_files(id),
    warc_offset integer
);
create index visits_url on visits(url, at);

create table revisions (
    id integer primary key,
    article_id integer not null references articles(id),
    number integer not null,
    at text not null,
    visit_id integer references visits(id),
    content_sha256 text not null,
    changed text not null,
    before text,
    rules text not null,
    extractor text not null,
    reread integer not null default 0,
    warc_file text,
    warc_offset integer,
    warc_digest text,
    unique (article_id, number)
);
create index revisions_reread on revisions(article_id) where reread = 1;

create table authors (
    id integer primary key,
    name text not null unique
);
create table article_authors (
    article_id integer not null references articles(id),
    position integer not null,
    author_id integer not null references authors(id),
    role text,
    primary key (article_id, position)
) without rowid;
create index article_authors_author on article_authors(author_id);

create table tags (
    id integer primary key,
    kind text not null check (kind in ('category', 'tag')),
    name text not null,
    unique (kind, name)
);
create table article_tags (
    article_id integer not null references articles(id),
    kind text not null,
    position integer not null,
    tag_id integer not null references tags(id),
    primary key (article_id, kind, position)
) without rowid;
create index article_tags_tag on article_tags(tag_id);

create table comments (
    id integer primary key,
    article_id integer not null references articles(id),
    identity text not null,
    source_id text,
    parent_source_id text,
    depth integer,
    kind text not null check (kind in ('comment', 'pingback', 'trackback')),
    author text,
    author_url text,
    published_at text,
    published_offset_minutes integer,
    published_precision text,
    text text not null,
    permalink text,
    rule text not null,
    first_seen_at text not null,
    last_seen_at text not null,
    removed_at text,
    unique (article_id, identity)
);

create index comments_source on comments(source_id);

create table events (
    id integer primary key,
    article_id integer not null references articles(id),
    comment_id integer references comments(id),
    at text not null,
    what text not null check (what in ('edited', 'removed', 'gone', 'redirected', 'back')),
    detail text,
    before text
);
create index events_article on events(article_id, at);
create index events_comment on events(comment_id) where comment_id is not null;

create table waiting_readings (
    key text primary key,
    site_id integer not null references sites(id),
    reading text not null,
    seen_at text not null
) without rowid;

create table waiting_comments (
    site_id integer not null references sites(id),
    article_ref text not null,
    identity text not null,
    comment text not null,
    seen_at text not null,
    primary key (site_id, article_ref, identity)
) without rowid;

create table listings (
    id integer primary key,
    site_id integer not null references sites(id),
    url text not null,
    seen_at text not null,
    last_seen_at text not null,
    order_sha256 text not null
);
create index listings_url on listings(url, seen_at);
create table listing_entries (
    listing_id integer not null references listings(id),
    position integer not null,
    url text not null,
    key text not null,
    text text,
    primary key (listing_id, position)
) without rowid;

create table tombstones (
    mark text primary key,
    kind text not null check (kind in ('story', 'comment', 'name')),
    at text not null
) without rowid;

create table fingerprints (
    article_id integer primary key references articles(id),
    story_sha256 text not null
);
create index fingerprints_story on fingerprints(story_sha256);

create table near_clusters (
    id integer primary key,
    earliest_id integer not null references articles(id),
    members integer not null
);
create table near_duplicates (
    article_id integer primary key references articles(id),
    site_id integer not null references sites(id),
    version text not null,
    words integer not null,
    left_out text,
    signature blob,
    meets blob,
    cluster_id integer references near_clusters(id)
);
create index near_duplicates_clusters on near_duplicates(cluster_id) where cluster_id is not null;
create index near_duplicates_sites on near_duplicates(site_id, cluster_id) where cluster_id is not null;
create table near_renewal (
    only integer primary key check (only = 1),
    version text not null,
    next_id integer not null,
    last_id integer not null
);
create table near_buckets (
    bucket integer not null,
    article_id integer not null,
    primary key (bucket, article_id)
) without rowid;
create table near_links (
    article_id integer not null references articles(id),
    other_id integer not null references articles(id),
    primary key (article_id, other_id)
) without rowid;
create table recent_lines (
    site_id integer not null references sites(id),
    slot integer not null,
    article_id integer not null,
    lines blob not null,
    primary key (site_id, slot)
) without rowid;
"""


@MIGRATIONS(name="0001_first")
def first(db: Database, /) -> Any:
    """The schema of version 0.1."""
    for statement in statements(FIRST) + statements(for_reading.SCHEMA) + statements(counts.SCHEMA):
        db.execute(statement)


SEEN_STILL = """
create table forgotten_comments (
    article_id integer not null references articles(id),
    mark text not null,
    seen_at text not null,
    primary key (article_id, mark)
) without rowid;
"""


@MIGRATIONS(name="0002_forgotten_comments")
def forgotten_comments(db: Database, /) -> Any:
    """Forgotten comments that a site still shows: they count when it states how many there are."""
    for statement in statements(SEEN_STILL):
        db.execute(statement)


@MIGRATIONS(name="0003_finer_keys")
def finer_keys(db: Database, /) -> Any:
    """Parameters such as at_id, nb and a short sid no longer count for nothing."""
    rekeying.rekeyed(db.conn)


FEW_OF_MANY = """
create index frontier_held on frontier(site_id, due_at) where queued = 1 and due_at is not null;
create index frontier_documents on frontier(site_id, target) where target <> 'page';
"""


@MIGRATIONS(name="0004_few_of_many")
def few_of_many(db: Database, /) -> Any:
    """What is waited for, and a site's sitemaps, are found without looking through all its pages."""
    for statement in statements(FEW_OF_MANY):
        db.execute(statement)


@MIGRATIONS(name="0005_common_bodies")
def common_bodies(db: Database, /) -> Any:
    """Bodies that so many stories have that they are none of them's own (`duplicates.py`)."""
    db.execute("create table common_bodies (body_sha256 text primary key) without rowid")


def statements(script: str) -> list[str]:
    """The statements of a script, so that each runs inside the migration's own transaction
    (`executescript` would commit it). A trigger ends with "end;" on its own line."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        text = pending.strip()
        ends = text.endswith("end;") if text.startswith("create trigger") else text.endswith(";")
        if ends:
            found.append(text.rstrip(";") if not text.endswith("end;") else text)
            pending = ""
    return found


NAMES = ("0001_first", "0002_forgotten_comments", "0003_finer_keys", "0004_few_of_many", "0005_common_bodies")
