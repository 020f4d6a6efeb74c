"""The network side: Scrapy components, each a shell around a decision.

settings they read stand in `crawler/settings.py`.

robots.py        robots.txt as RFC 9309 has it, Crawl-delay with a cap
pace.py          the least delay of a host, against AutoThrottle and slot clean-up
retry_after.py   how long a server asked us to stay away
own_site.py      no redirect leaves the site, none leads to a private address
resolver.py      no name of a public site resolves to a private address
decompress.py    compressed answers without a costly guess of their charset
capture.py       every exchange into a WARC file
arriving.py      what has come of answers under way, should they be given up
raw_heads.py     heads of answers byte for byte
recorder.py      what a run writes into WARC files, and the archive's memory of it
causes.py        why no answer came, in words
refusals.py      why a request was not made, for whoever reads the failure
"""
