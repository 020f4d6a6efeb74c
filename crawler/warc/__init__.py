"""WARC files (ISO 28500, WARC 1.1): every exchange as it came, one gzip member a record. Knows no Scrapy.

exchange.py      one request and its answer, as bytes; the record that holds it
record.py        exchanges, notes and file descriptions as WARC records
gzip_member.py   one record as a gzip member, cheaply
writer.py        the file that a run writes: one new file a run, rotated by size, crash-safe
members.py       a file member by member, whatever state it is in; one record by its offset
recovery.py      what a killed run left: cut back to the last whole member
check.py         findings about a file: unreadable records, wrong digests and lengths, a torn tail
rewriting.py     a file with the payload of some records erased
captured.py      answers and notes out of our own files
foreign.py       answers out of files made by others
notes.py         what a visit knew beside the bytes, as a metadata record, and back
"""
