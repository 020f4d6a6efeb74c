"""Where a run goes: what is asked for, in which order, and what an answer is read as.

arguments.py   -a arguments, checked before the first request
ask.py         one question to one URL
lane.py        one site in a run: its window of requests, its holds, its plan
base.py        the feeding loop and the callbacks; Response or failure to Visit
failing.py     statuses and failures to outcomes with reasons
reading.py     an answer of any kind to a Visit
site.py        a whole site: discover, then visit what is due
site_api.py    the part of that plan that asks a WordPress REST API
article.py     the URLs you name
news_page.py   one listing, page after page
"""
