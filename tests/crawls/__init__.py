"""Whole crawls: `python -m scrapy` in a process of its own against a site on loopback, judged by what comes out.

crawling.py             a folder with an archive in it: crawl into it, export it, read its account
judging.py              an archive against what the demonstration site says must become of every address
test_seed.py            the seed's article, word for word
test_demonstration.py   every bad day, every combination of sources, the second day
test_manners.py         pace, robots.txt, Retry-After, User-Agent, as the server saw them
test_killed.py          kill -9 at random moments
test_wordpress.py       a real WordPress, scored against its own database
"""
