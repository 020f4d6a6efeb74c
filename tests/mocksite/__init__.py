"""The demonstration news site "Kabar Lembayung": an Indonesian newspaper on loopback with every bad day a site can have.

server.py        MockSite, the site as a context manager: switches, the request log, the days
expectations.py  what must become of every address of the site, and the record of every article
options.py       the switches
wire.py          HTTP/1.1 on asyncio: keep-alive, slow, cut and dropped answers
routes.py        from a path to a document: page_routes.py, source_routes.py, documents.py
delivery.py      from a document to an answer: validators, 304, gzip
newsroom.py      what the newspaper published up to a day, as values
manuscripts.py   reads it from articles/*.toml, comments.toml, staff.toml and second_day.toml
markup.py        the light markup of articles/*.toml as HTML and as the paragraphs a reader sees
shell.py single.py comment_list.py listing.py static_pages.py style.css pictures.py
                 the theme
feeds.py sitemaps.py rest.py rest_query.py rest_objects.py
                 the sources a crawler may use instead of walking the pages
bad_day_list.py bad_days.py bad_pages.py traps.py
                 the bad days
synthetic.py     any number of cheap pages for benchmarks
demonstration.py what `make crawl` runs without a SITE

Run it with `python -m tests.mocksite`.
"""
