import json
import tomllib
from pathlib import Path

import pytest

from crawler.page import Page
from tests.crawler.extract.told import told

PAGES = Path(__file__).parents[2] / "pages"
FOLDERS = sorted(path.parent for path in PAGES.glob("*/*/page.html"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_golden_page_is_read_as_expected(folder):
    about = tomllib.loads((folder / "about.toml").read_text("utf-8"))
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    page = Page.from_bytes((folder / "page.html").read_bytes(), about["url"])
    assert told(page) == expected


def test_there_are_golden_pages_of_several_sites():
    assert {folder.parent.name for folder in FOLDERS} >= {"news-page", "gazette", "lembayung"}
