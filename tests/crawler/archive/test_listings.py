"""What stood where on a listing, and when: a new row only when the order changed."""

from datetime import timedelta

import pytest

from crawler.archive import listings, sites
from crawler.items import Link, Target
from tests.stories import HOME, NOON, SITE

PAGE = f"{HOME}category/news-page/"


@pytest.fixture
def site(archive):
    with archive.transaction() as conn:
        return sites.ensure_site(conn, SITE, HOME, "2025-09-03T12:00:00Z")


def keep(archive, site, *names: str, url: str = PAGE, days: int = 0) -> None:
    links = [Link(f"{HOME}{name}/", Target.PAGE, "listing", text=name, position=p) for p, name in enumerate(names, 1)]
    with archive.transaction() as conn:
        listings.keep(conn, site, url, links, NOON + timedelta(days=days))


def orders(archive, url: str = PAGE) -> list[tuple[str, str, str]]:
    rows = archive.conn.execute(
        "select l.id, substr(seen_at, 1, 10) as seen, substr(last_seen_at, 1, 10) as last from listings l"
        " where url = ? order by id",
        (url,),
    ).fetchall()
    entries = "select text from listing_entries where listing_id = ? order by position"
    return [
        (row["seen"], row["last"], "".join(e[0] for e in archive.conn.execute(entries, (row["id"],)))) for row in rows
    ]


def test_the_stories_stand_in_their_order(archive, site):
    keep(archive, site, "a", "b", "c")
    assert orders(archive) == [("2025-09-03", "2025-09-03", "abc")]


def test_an_unchanged_listing_only_moves_its_last_sight(archive, site):
    for day in range(3):
        keep(archive, site, "a", "b", days=day)
    assert orders(archive) == [("2025-09-03", "2025-09-05", "ab")]


def test_a_changed_order_is_a_new_row_and_so_is_the_way_back(archive, site):
    for day, names in enumerate(("ab", "ba", "ab")):
        keep(archive, site, *names, days=day)
    assert [order for _, _, order in orders(archive)] == ["ab", "ba", "ab"]


def test_each_page_of_a_listing_has_its_own_rows(archive, site):
    keep(archive, site, "a", "b")
    keep(archive, site, "c", "d", url=f"{PAGE}page/2/")
    assert orders(archive, f"{PAGE}page/2/") == [("2025-09-03", "2025-09-03", "cd")]


def test_a_listing_without_stories_is_not_recorded(archive, site):
    keep(archive, site)
    assert orders(archive) == []


def test_other_faces_of_the_same_stories_are_the_same_order(archive, site):
    keep(archive, site, "a", "b")
    keep(archive, site, "a/amp", "b/?utm_source=x", days=1)
    assert len(orders(archive)) == 1
