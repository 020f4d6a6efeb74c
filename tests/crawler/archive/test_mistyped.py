"""Hosts that do not exist leave no site behind."""

import pytest

from crawler.archive import sites
from crawler.archive.open import Archive
from crawler.archive.totals import totals
from crawler.fetch.causes import NO_HOST
from crawler.items import Outcome, Target
from pipelines.store import store_visit
from tests.stories import HOME, NOON, SITE, article, visit

ROBOTS = f"robots.txt unreachable: {NO_HOST}"


def failed(reason, status=None, url=HOME):
    return visit(url=url, target=Target.HOME, outcome=Outcome.FAILED, reason=reason, status=status)


@pytest.mark.parametrize(
    ("seen", "stays"),
    [
        ((failed(NO_HOST),), False),
        ((failed(ROBOTS), failed(NO_HOST)), False),
        ((failed("connection refused"),), True),
        ((failed("server error (500)", status=500),), True),
        ((failed(ROBOTS), visit(url=f"{HOME}b/", outcome=Outcome.EXCLUDED, reason="listing")), True),
        ((visit(article()), failed(ROBOTS)), True),
    ],
)
def test_a_site_of_which_nothing_but_a_missing_host_is_known_goes(tmp_path, seen, stays):
    with Archive.writing(tmp_path) as archive:
        with archive.transaction() as conn:
            for one in seen:
                store_visit(conn, one, run_id=None, run_began=NOON)
        with archive.transaction() as conn:
            assert sites.forget_mistyped(conn, NO_HOST) == int(not stays)
        assert [site.site for site in totals(archive.conn)] == [SITE] * stays
        left = archive.conn.execute("select count(*) from visits").fetchone()[0]
        assert left == (len(seen) if stays else 0)
        assert archive.conn.execute("pragma foreign_key_check").fetchall() == []
