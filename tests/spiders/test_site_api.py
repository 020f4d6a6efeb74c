"""What a REST API's own totals are worth."""

from datetime import UTC, datetime

import pytest

from crawler.items import Target
from spiders.ask import Answer, Ask
from spiders.site_api import Api


@pytest.mark.parametrize(
    ("bodies", "total_pages"),
    [((b"[1]", b"[2]", b"[3]"), 9), ((b"[1]", b"[2]", b"[2]"), 3), ((b"[1]", b"[1]"), 2)],
)
def test_a_list_that_sends_the_same_page_again_ends_there(bodies, total_pages):
    api = Api(memory=None, root="https://gazette.example/wp-json/")  # type: ignore[arg-type]  # totals need no memory
    for page, body in enumerate(bodies, start=1):
        answer = Answer("u", 200, {"x-wp-total": "900", "x-wp-totalpages": "9"}, body, datetime.now(UTC), None)
        api.take_totals(answer, Ask("u", Target.API, facts={"page": str(page)}, purpose="posts"))
    assert api.total_pages == total_pages
