"""A server that answers 304 though the page changed is found out after NOT_MODIFIED_MOST looks."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.crawling import crawl, exported
from tests.loopback import Answer, Asked, Loopback, story

STORY = "/cerita-pasar-satu/"
FIRST = story("Cerita pasar satu")


class Liar(Loopback):
    """Answers 304 to every conditional request, whatever changed."""

    def answer(self, path: str) -> Answer:
        found = super().answer(path)
        if path != STORY:
            return found
        last: Asked = self.asked[-1]
        return Answer(304) if is_conditional(last.headers) else found


def is_conditional(headers: Mapping[str, str]) -> bool:
    return "if-none-match" in headers


def looks(folder: Path, most: str, times: int) -> tuple[str, list[bool]]:
    """Look at a story that changes after the first look; its body at the end, and which looks were conditional."""
    tagged = Answer(body=FIRST.body, headers={"ETag": '"1"'})
    with Liar({STORY: tagged}) as site:
        for turn in range(times):
            done = crawl("article", folder, url=site.url + STORY, settings={"NOT_MODIFIED_MOST": most})
            assert done.returncode == 0, done.stderr
            if turn == 0:
                changed = str(FIRST.body).replace("alinea nomor 2", "alinea kedua")
                site.routes[STORY] = Answer(body=changed, headers={"ETag": '"2"'})
        asked = [is_conditional(one.headers) for one in site.asked if one.path == STORY]
    [row] = exported(folder)
    return row["body"], asked


def test_a_page_that_is_found_unchanged_is_trusted_again(tmp_path):
    with Liar({STORY: Answer(body=FIRST.body, headers={"ETag": '"1"'})}) as site:
        for _ in range(5):
            crawl("article", tmp_path, url=site.url + STORY, settings={"NOT_MODIFIED_MOST": "1"})
        asked = [is_conditional(one.headers) for one in site.asked if one.path == STORY]
    assert asked == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("most", "times", "conditional", "found_out"),
    [
        ("2", 4, [False, True, True, False], True),
        ("2", 6, [False, True, True, False, True, True], True),
        ("8", 4, [False, True, True, True], False),
        ("0", 4, [False, True, True, True], False),
    ],
)
def test_a_page_is_fetched_whole_after_so_many_304(tmp_path, most, times, conditional, found_out):
    body, asked = looks(tmp_path, most, times)
    assert asked == conditional
    assert ("alinea kedua" in body) is found_out
