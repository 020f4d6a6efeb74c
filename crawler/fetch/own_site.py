"""No redirect leaves the site, and none leads to a private address.

A downloader middleware, since only there every hop of a redirect is seen before it is fetched; Scrapy's own
offsite middleware drops such requests without a word. Names that resolve to private addresses are
`resolver.py`'s.
"""

from scrapy.http import Request

from crawler.fetch.refusals import Refused
from crawler.urls import is_private_host, site_of


class OwnSite:
    """Downloader middleware: compares each request with the site in `request.meta["site"]`."""

    def process_request(self, request: Request) -> None:
        """Raise Refused for a hop that leaves the site."""
        site = request.meta.get("site")
        if site is None:
            return
        why = objection(request.url, site)
        if why:
            raise Refused(why)


def objection(url: str, site: str) -> str | None:
    """Why a URL may not be fetched on behalf of a site; None if it may.

    >>> objection("http://10.0.0.1/", "gazette.example")
    'private address'
    >>> objection("https://www.gazette.example/a", "gazette.example") is None
    True
    """
    if site_of(url) == site:
        return None  # a site on a private address is one its user typed
    return "private address" if is_private_host(url) else "other site"
