"""The demonstration news site "Kabar Lembayung": an Indonesian newspaper on loopback with every bad day a site can have.

server.py        MockSite, the site as a context manager: switches, the request log, the days
expectations.py  what must become of every address of the site, and the record of every article
options.py       the switches
wire.py          HTTP/1.1 on asyncio: keep-alive, slow, cut and dropped answers
routes.py        from a path to a document
newsroom.py      what the newspaper published up to a day, read from articles/*.toml, comments.toml and staff.toml
markup.py        the light markup of articles/*.toml as HTML and as the paragraphs a reader sees
shell.py single.py comment_list.py listing.py static_pages.py style.css pictures.py
                 the theme
feeds.py sitemaps.py rest.py
                 the sources a crawler may use instead of walking the pages
bad_days.py traps.py
                 the bad days
synthetic.py     any number of cheap pages for benchmarks

Run it with `python -m tests.mocksite`.
"""
