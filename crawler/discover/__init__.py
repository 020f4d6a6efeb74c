"""Where stories are: documents that name them, as bytes or Page, to links and partial readings.

`sitemap`, `feed`, `wordpress` (its REST API) and `listing` are the four kinds of document. They share
`shape` (what an address says by itself), `instant` (times as machines write them) and `mended_xml`.
"""
