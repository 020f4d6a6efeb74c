"""Docs are checked, not trusted: they must name the real keys, tables, settings, spiders and exit codes."""

import json
import re
from pathlib import Path

import pytest

from crawler import settings
from crawler.archive.open import Archive
from crawler.commands import crawl
from crawler.discover.shape import EXCLUDED_PARAMETERS, EXCLUDED_SEGMENTS
from crawler.fetch.causes import CAUSES
from spiders.reading import NO_STORY

ROOT = Path(__file__).resolve().parents[1]
EXPORT = (ROOT / "docs/export.md").read_text(encoding="utf-8")
ARCHIVE = (ROOT / "docs/archive.md").read_text(encoding="utf-8")
CRAWLING = (ROOT / "docs/crawling.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "exports/schema.json").read_text(encoding="utf-8"))


def first_cells(text: str) -> list[str]:
    """What stands in backquotes in the first cell of each table row."""
    rows = re.findall(r"^\| (`.*?) \|", text, re.M)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def test_every_key_of_an_exported_record_is_explained_and_no_other():
    article, comment = EXPORT.split("A comment:")
    keys = [name for name in first_cells(article) if not name.startswith("-")]
    assert sorted(keys) == sorted(SCHEMA["properties"])
    assert sorted(first_cells(comment)) == sorted(SCHEMA["properties"]["comments"]["items"]["properties"])


def test_the_schema_asks_for_every_key():
    assert sorted(SCHEMA["required"]) == sorted(SCHEMA["properties"])


def test_every_table_and_view_is_explained_and_no_other(tmp_path):
    with Archive.writing(tmp_path) as archive:
        names = {
            row[0] for row in archive.conn.execute("select name from sqlite_master where type in ('table', 'view')")
        }
    own = {name for name in names if not re.search(r"^sqlite_|^_sqlite|_fts_", name)}
    assert set(first_cells(ARCHIVE)) == own


def test_every_column_of_an_article_is_explained_here_or_as_a_key_of_the_dataset(tmp_path):
    with Archive.writing(tmp_path) as archive:
        columns = {row[1] for row in archive.conn.execute("pragma table_info(articles)")}
    told = ARCHIVE.split("Columns of `articles`")[1].split("##")[0]
    plain = {"id", "site_id"} | {name for name in columns if name.endswith("_offset_minutes")}
    missing = columns - plain - set(SCHEMA["properties"]) - set(re.findall(r"`(\w+)`", told))
    assert missing == set()


def test_every_reason_of_the_account_is_told():
    told = set(re.findall(r"`([^`]+)`", ARCHIVE.split("## The account")[1].split("##")[0]))
    reasons = {*EXCLUDED_SEGMENTS.values(), *EXCLUDED_PARAMETERS.values(), *NO_STORY.values()}
    reasons |= {reason for error, reason in CAUSES if error.__name__ != "UnsupportedURLSchemeError"}
    assert reasons - told == set()


def test_every_setting_named_in_the_docs_has_the_default_told_there():
    rows = re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \| ([^|]+) \|", CRAWLING, re.M)
    assert rows
    for names, values in rows:
        for name, value in zip(re.findall(r"`([A-Z_]+)`", names), values.split(", "), strict=True):
            told = value.strip().strip("`").replace("empty", "")
            real = getattr(settings, name)
            assert (float(told) if isinstance(real, int | float) and not isinstance(real, bool) else told) == (
                real if isinstance(real, int | float) and not isinstance(real, bool) else str(real)
            ), name


@pytest.mark.parametrize("text", [README, CRAWLING, crawl.Command().long_desc()], ids=["README", "crawling", "help"])
def test_every_exit_code_is_told(text):
    codes = (
        crawl.DONE,
        crawl.ERROR,
        crawl.USAGE,
        crawl.WITH_FAILURES,
        crawl.NOTHING_REACHED,
        crawl.LOCKED,
        crawl.STOPPED,
    )
    told = set(map(int, re.findall(r"(?:^\| |[ ;.:·]|^)([0-9])(?= )", text[text.index("xit codes") :], re.M)))
    assert told >= set(codes)


def test_the_links_of_the_readme_lead_somewhere():
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_set_up_names_no_address_and_no_place_of_one_machine():
    for name in ("constraints.txt", "pyproject.toml"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8"), name
    for name in ("constraints.txt", "pyproject.toml", "Makefile", ".ci/run"):
        assert not re.search(r"(?<![\w.])/(?:home|root)/", (ROOT / name).read_text(encoding="utf-8")), name
