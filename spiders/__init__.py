"""Where a run goes: what is asked for, in which order, and what an answer is read as.

arguments.py   -a arguments, checked before the first request
ask.py         one question to one URL
lane.py        one site in a run: its window of requests, its holds, its plan
base.py        what every spider shares: arguments, archive, a run's row
asking.py      a spider that uses the network: Response or failure to Visit
since.py       what was published before a day is left out
story_spider.py, story_pages.py    a spider that reads stories; stories of several pages
feeding.py     the loop that turns lanes into requests
failing.py     statuses and failures to outcomes with reasons
named.py       addresses a person named that brought nothing
summary.py     what a run brought, in one line
progress.py    what a person at a terminal sees of a run
waiting.py     what 429 and 503 mean for a URL and its site
traps.py       patterns of URLs that go on for ever and bring no story
reading.py     an answer of any kind to a Visit
site.py        a whole site: discover, then visit what is due
site_api.py, site_sitemaps.py, site_feeds.py, site_listings.py    the parts of its plan
api_answers.py                                                    what the API of WordPress said, for site_api.py
site_memory.py                                                    what those parts share
article.py     the URLs you name
news_page.py   one listing, page after page
warc.py        WARC files, no network
replay.py      answers out of WARC files as visits
rereading.py   all of an archive's own files on all cores
"""
