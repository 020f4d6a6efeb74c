"""`scrapy status`: the account for people and for programs, and a code that says whether it adds up."""

import argparse
import json

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive.open import Archive
from crawler.archive.totals import SiteTotals
from crawler.commands.status import Command, as_json, as_text
from crawler.items import Outcome
from pipelines.store import store_visit
from tests.stories import HOME, NOON, SITE, article, comment, visit


@pytest.fixture
def called(tmp_path, capsys):
    """Run the command on an archive; its code, what it printed, and what it said."""

    def call(*words: str) -> tuple[int, str, str]:
        command = Command()
        command.settings = get_project_settings()
        command.settings.set("ARCHIVE_DIR", str(tmp_path / "archive"))
        parser = argparse.ArgumentParser()
        command.add_options(parser)
        command.run([], parser.parse_args(words))
        printed = capsys.readouterr()
        return command.exitcode, printed.out, printed.err

    return call


@pytest.fixture
def filled(tmp_path):
    with Archive.writing(tmp_path / "archive") as archive, archive.transaction() as conn:
        for seen in (
            visit(article(comments=(comment(1),))),
            visit(url=f"{HOME}a/", outcome=Outcome.EXCLUDED, reason="listing"),
            visit(url=f"{HOME}b/", outcome=Outcome.FAILED, status=500, reason="server error (500)"),
        ):
            store_visit(conn, seen, run_id=None, run_began=NOON)


def test_the_account_is_printed_for_people(called, filled):
    code, out, err = called()
    assert (code, err) == (0, "")
    assert f"{SITE}\n" in out
    assert "URLs found 3 = archived 1 + excluded 1 + failed 1 + due 0" in out
    assert "articles 1 (0 duplicates, 0 near, 0 gone) · comments 1" in out
    assert "server error (500)" in out


def test_the_account_is_printed_for_programs(called, filled):
    code, out, _ = called("--json")
    [site] = json.loads(out)["sites"]
    assert code == 0
    assert site["found"] == site["archived"] + site["excluded"] + site["failed"] + site["due"] == 3
    assert (site["site"], site["articles"], site["comments"], site["balances"]) == (SITE, 1, 1, True)
    assert site["reasons"]["excluded"] == {"listing": 1}


def test_one_site_can_be_asked_for(called, filled):
    assert SITE in called("--site", SITE)[1]


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_site_that_the_archive_does_not_hold_is_told(called, filled, words):
    code, out, err = called("--site", "other.example", *words)
    assert (code, out) == (2, "")
    assert err == f"scrapy status: the archive holds no site 'other.example'. It holds: {SITE}\n"


def test_without_an_archive_there_is_no_account(called):
    code, out, err = called()
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "There is no archive in" in err


def test_an_empty_archive_says_so(called, tmp_path):
    Archive.writing(tmp_path / "archive").close()
    assert called() == (0, "The archive is empty.\n", "")


def test_an_account_that_does_not_balance_cannot_be_overlooked():
    wrong = SiteTotals(SITE, found=3, archived=1)
    assert "DOES NOT BALANCE" in as_text(wrong)
    assert as_json(wrong)["balances"] is False
    assert "DOES NOT BALANCE" not in as_text(SiteTotals(SITE, found=1, archived=1))
