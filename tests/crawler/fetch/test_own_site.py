"""No hop of a redirect leaves the site, and none leads to a private address."""

import pytest
from scrapy.http import Request

from crawler.fetch.own_site import OwnSite, objection
from crawler.fetch.refusals import Refused

SITE = "gazette.example"


@pytest.mark.parametrize(
    ("url", "site", "why"),
    [
        ("https://gazette.example/a", SITE, None),
        ("http://www.gazette.example/a", SITE, None),
        ("https://m.gazette.example/a", SITE, None),
        ("https://news.gazette.example/a", SITE, "other site"),
        ("https://gazette.example:8443/a", SITE, "other site"),
        ("https://gazette.example.evil.example/", SITE, "other site"),
        ("https://gazette.example@evil.example/", SITE, "other site"),
        ("http://10.0.0.1/", SITE, "private address"),
        ("http://169.254.169.254/latest/meta-data/", SITE, "private address"),
        ("http://localhost/", SITE, "private address"),
        ("http://2130706433/", SITE, "private address"),
        ("http://[::1]/", SITE, "private address"),
        ("http://[::ffff:10.0.0.1]/", SITE, "private address"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000", None),
        ("http://127.0.0.1:8001/a", "127.0.0.1:8000", "private address"),
        ("http://10.0.0.2/a", "10.0.0.1", "private address"),
    ],
)
def test_a_hop_is_refused_by_where_it_leads(url, site, why):
    assert objection(url, site) == why
    request = Request(url, meta={"site": site})
    if why is None:
        assert OwnSite().process_request(request) is None
    else:
        with pytest.raises(Refused) as refusal:
            OwnSite().process_request(request)
        assert refusal.value.reason == why


def test_requests_of_nobodys_site_are_left_alone():
    assert OwnSite().process_request(Request("http://10.0.0.1/robots.txt")) is None
