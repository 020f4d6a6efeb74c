"""Benchmarks, run by hand: `python -m tests.benchmarks.NAME`. A faster wrong answer fails.

pages.py             pages a second against a bare Scrapy spider on the same pages
frontier_memory.py   peak memory with 200,000 URLs in the frontier against 1,000
kills.py             twenty kill -9 at random moments of a crawl
measuring.py         a command on a core of its own, and what it took
bare_spider.py       the rival
extraction/          the quality gate of extraction on pages with known content
fuzz.py              every reader of foreign bytes on documents made to break it; fuzz_seeds.py: those documents
extract_adapter.py   extraction alone, for other harnesses
"""
