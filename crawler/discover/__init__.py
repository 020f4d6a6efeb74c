"""Where stories are: documents that name them, as bytes or Page, to links and partial readings.

    sitemap     sitemaps and robots.txt's lines of them; sitemap_name: what one is of by its name
    feed        RSS, Atom, JSON Feed; feed_bytes, feed_xml, feed_json, feed_entries: formats; feed_comments
    wordpress   whether there is a REST API and what to ask; rest_posts, rest_comments, rest_json: its answers
    listing     what a page links to; main_list, next_page, link_kind, surroundings: how that is told

They share shape (what an address says by itself; address: all of it, remembered), instant (times as machines
write them), mended_xml (XML as sites send it), xml_pieces (the same as a stream), unpacking (gzip), excerpt (written
or cut) and label (short markup).
"""
