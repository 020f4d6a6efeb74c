"""The part of the first migration that is there for readers: full-text indexes with the triggers that keep them, views.

It may only be changed by a further migration.
"""

# automerge: each page stored is a segment of its own in a full-text index. Merging four at a time (the default) handles
# each word log4 of the pages often, sixteen at a time half as often; a query looks into some more segments.
SCHEMA = """
create virtual table articles_fts using fts5(
    title, body, content='articles', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
insert into articles_fts(articles_fts, rank) values ('automerge', 16);
create trigger articles_fts_insert after insert on articles begin
    insert into articles_fts(rowid, title, body) values (new.id, new.title, new.body);
end;
create trigger articles_fts_delete after delete on articles begin
    insert into articles_fts(articles_fts, rowid, title, body) values ('delete', old.id, old.title, old.body);
end;
create trigger articles_fts_update after update of title, body on articles
when old.title is not new.title or old.body is not new.body begin
    insert into articles_fts(articles_fts, rowid, title, body) values ('delete', old.id, old.title, old.body);
    insert into articles_fts(rowid, title, body) values (new.id, new.title, new.body);
end;

create virtual table comments_fts using fts5(
    author, text, content='comments', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
insert into comments_fts(comments_fts, rank) values ('automerge', 16);
create trigger comments_fts_insert after insert on comments begin
    insert into comments_fts(rowid, author, text) values (new.id, new.author, new.text);
end;
create trigger comments_fts_delete after delete on comments begin
    insert into comments_fts(comments_fts, rowid, author, text) values ('delete', old.id, old.author, old.text);
end;
create trigger comments_fts_update after update of author, text on comments
when old.author is not new.author or old.text is not new.text begin
    insert into comments_fts(comments_fts, rowid, author, text) values ('delete', old.id, old.author, old.text);
    insert into comments_fts(rowid, author, text) values (new.id, new.author, new.text);
end;

create view article_list as
select
    a.id,
    s.host as site,
    substr(datetime(a.published_at, coalesce(a.published_offset_minutes, 0) || ' minutes'), 1, 16) as published_local,
    a.title,
    (select group_concat(name, ', ') from (
        select w.name from article_authors aa join authors w on w.id = aa.author_id
        where aa.article_id = a.id order by aa.position)) as authors,
    (select group_concat(name, ', ') from (
        select t.name from article_tags at join tags t on t.id = at.tag_id
        where at.article_id = a.id and at.kind = 'category' order by at.position)) as categories,
    length(a.body) as body_characters,
    (select count(*) from comments c where c.article_id = a.id and c.removed_at is null) as comments,
    a.revision,
    (select d.url from articles d where d.id = a.duplicate_of) as duplicate_of,
    a.gone_at,
    a.url
from articles a
join sites s on s.id = a.site_id;

create view comment_thread as
with recursive thread(id, article_id, level, path) as (
    select c.id, c.article_id, 0, printf('%s#%012d', coalesce(c.published_at, '9'), c.id)
    from comments c
    where c.parent_source_id is null
       or not exists (select 1 from comments p
                      where p.article_id = c.article_id and p.identity = 'id:' || c.parent_source_id)
    union all
    select c.id, c.article_id, t.level + 1, t.path || '/' || printf('%s#%012d', coalesce(c.published_at, '9'), c.id)
    from thread t
    join comments p on p.id = t.id
    join comments c on c.article_id = p.article_id and c.parent_source_id = p.source_id
    where t.level < 100
)
select
    a.url as article_url,
    coalesce(t.level, 0) as level,
    substr('                                        ', 1, min(coalesce(t.level, 0), 20) * 2) || coalesce(c.author, '?') as author,
    substr(datetime(c.published_at, coalesce(c.published_offset_minutes, 0) || ' minutes'), 1, 16) as published_local,
    c.text,
    c.kind,
    c.source_id,
    c.parent_source_id,
    c.article_id,
    c.id,
    t.path
from comments c
join articles a on a.id = c.article_id
left join thread t on t.id = c.id
order by a.id, t.path;
"""
