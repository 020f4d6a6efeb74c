"""The archive on disk: one SQLite database, each table owned by one file.

open.py         the folder, its lock, the connection, transactions
together.py     one commit for several visits that come at once
migrations.py   the schema, append-only
schema.py       whether a database has it, and how it is brought to it
rekeying.py     keys anew, where they have become finer
for_reading.py  its full-text indexes and views
sites.py        sites and the cursors that make a second run cheap
clock.py        what a clock that was ahead left there
frontier.py     every URL found and what became of it
frontier_queue.py  what is to be fetched next
sitemap_lists.py  pages that a sitemap named and names no more
articles.py     articles, aliases, revisions
article_rows.py  an article as a row, and back
same_post.py    whether one id stands for one post
names.py        authors, credits, categories, tags
comments.py     comments, and those that wait for their article
thread_walks.py comments that a site no longer shows, where its pages prove it
events.py       gone, redirected, removed, edited, back
history.py      every earlier state of an article, read out of its revisions
duplicates.py   fingerprints: the same story under two URLs
erasure.py      words taken out for good
tombstones.py   marks by which what was forgotten stays so
counts.py       what `status` shows, kept by triggers
near_duplicates.py  wire copies and light rewrites, in clusters
signatures.py   what makes two stories comparable though their words differ
listings.py     what stood where on a listing
outcomes.py     the URLs behind a line of the account
visits.py       what was asked and answered, append-only
trouble.py      what SQLite's refusals mean, and what to do
payloads.py     where the WARC files hold a payload, so that the same bytes are kept once
rereading.py    an archive compared with one made anew from its WARC files
runs.py         when a spider ran and how it ended
search.py       full-text queries
"""
