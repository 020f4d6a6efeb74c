"""Bytes of a feed to entries: which format it is."""

import re

from crawler.discover.feed_entries import Entries
from crawler.discover.feed_json import entries_of_json
from crawler.discover.feed_xml import entries_of_xml
from crawler.discover.mended_xml import gunzipped, mended
from crawler.discover.rest_json import value_of

BODY_MAX_BYTES = 16 * 1024 * 1024
HEAD_BYTES = 64 * 1024
ROOT = re.compile(rb"<(?:[\w.-]+:)?(rss|feed|rdf)\b", re.I)


def entries_of(body: bytes, content_type: str | None = None) -> Entries:
    """The feed in body; one of form "" if there is none in it."""
    unpacked = gunzipped(body, BODY_MAX_BYTES)
    markup = mended(unpacked, content_type)
    head = markup[:HEAD_BYTES]
    root = ROOT.search(head)
    if root is None:
        return entries_of_json(value_of(unpacked)) if head.lstrip().startswith(b"{") else Entries()
    if b"<html" in head[: root.start()].lower():
        return Entries()
    return entries_of_xml(markup[root.start() :])
