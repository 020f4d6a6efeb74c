"""The archive as a whole: what `scrapy doctor` looks at and may mend by itself (each file answers with findings),
what `scrapy backup` copies, what `scrapy forget` erases.

finding.py       one finding: fine, worth knowing, or wrong with the command that mends it
setup.py         the four packages, the versions, the settings
values.py        the values of settings, which a crawl checks before it begins
place.py         the archive's folder: room on the disk, who writes, what a killed run left
database.py      SQLite's own checks, the full-text indexes, the schema
bookkeeping.py   what must add up among the rows
warc_files.py    WARC files: readable, digests, the offsets that the database names
backup.py        a copy of a live archive
sought.py        what is looked for when something is forgotten
forgetting.py    words taken out of the WARC files
shared_bodies.py bodies that others share with what is forgotten, kept for those
foreign_files.py whether WARC files outside of the archive hold such words
"""
