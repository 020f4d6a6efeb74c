"""`scrapy status`: the account for people and for programs, and a code that says whether it adds up."""

import argparse
import json

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive import frontier, outcomes
from crawler.archive.open import Archive
from crawler.archive.totals import SiteTotals
from crawler.commands.status import Command, as_json, as_text
from crawler.items import Link, Outcome, Target
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


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        ("archived", [f"{HOME}harga-beras-naik/\t"]),
        ("excluded", [f"{HOME}a/\tlisting"]),
        ("failed", [f"{HOME}b/\tserver error (500)"]),
        ("failed:server error (500)", [f"{HOME}b/\tserver error (500)"]),
        ("failed:truncated", []),
        ("due", [f"{HOME}c/\tnot visited yet"]),
        ("due:not visited yet", [f"{HOME}c/\tnot visited yet"]),
    ],
)
def test_the_urls_behind_a_line_of_the_account_are_listed(called, filled, tmp_path, asked, lines):
    with Archive.writing(tmp_path / "archive") as archive, archive.transaction() as conn:
        frontier.add(conn, 1, [Link(f"{HOME}c/", Target.PAGE, "seed")], now=NOON)
    assert called("--urls", asked) == (0, "".join(f"{line}\n" for line in lines), "")
    assert called("--urls", asked, "--site", SITE)[1].splitlines() == lines
    told = json.loads(called("--urls", asked, "--json")[1])
    assert [one["url"] for one in told] == [line.split("\t")[0] for line in lines]
    assert {(one["site"], one["outcome"]) for one in told} <= {(SITE, asked.split(":")[0])}


@pytest.mark.parametrize("asked", ["", "gone", "Failed", ":x"])
def test_an_outcome_that_is_none_is_told(called, filled, asked):
    code, out, err = called("--urls", asked)
    assert (code, out) == (2, "")
    assert err.startswith(f"scrapy status: --urls {asked!r} is no outcome: archived, excluded, failed, due. E.g.")


def test_listing_urls_reads_no_others(filled, tmp_path):
    with Archive.reading(tmp_path / "archive") as archive:
        for statement in (outcomes.OF_SITE, outcomes.OF_REASON, outcomes.OF_NO_REASON):
            values = {"site_id": 1, "outcome": "failed", "reason": "x"}
            plan = " ".join(row["detail"] for row in archive.conn.execute(f"explain query plan {statement}", values))
            assert "frontier_account" in plan


def test_without_an_archive_there_is_no_account(called):
    code, out, err = called()
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "There is no archive in" in err


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "articles 2,000 (0 duplicates, "),
        (1, "articles 2,000 (1 duplicate: exports have the other 1,999 unless told to keep it, "),
        (1200, "(1,200 duplicates: exports have the other 800 unless told to keep them, "),
    ],
)
def test_duplicates_are_told_with_what_exports_have(count, told):
    assert told in as_text(SiteTotals(SITE, articles=2000, duplicates=count))


def test_an_empty_archive_says_so(called, tmp_path):
    Archive.writing(tmp_path / "archive").close()
    assert called() == (0, "The archive is empty.\n", "")


def test_an_account_that_does_not_balance_cannot_be_overlooked():
    wrong = SiteTotals(SITE, found=3, archived=1)
    assert "DOES NOT BALANCE" in as_text(wrong)
    assert as_json(wrong)["balances"] is False
    assert "DOES NOT BALANCE" not in as_text(SiteTotals(SITE, found=1, archived=1))


@pytest.mark.parametrize("words", [(), ("--json",), ("--urls", "failed"), ("--urls", "failed", "--json")])
def test_no_control_character_of_a_site_reaches_the_terminal(called, tmp_path, words):
    hostile = "\x1b[2J\x9b\u202e\x07"
    with Archive.writing(tmp_path / "archive") as archive, archive.transaction() as conn:
        store_visit(
            conn,
            visit(url=f"{HOME}a/{hostile}", outcome=Outcome.FAILED, reason=f"lost{hostile}"),
            run_id=None,
            run_began=NOON,
        )
    code, out, _ = called(*words)
    assert code == 0
    assert not [sign for sign in out if sign not in "\n\t" and not sign.isprintable()]
    told = json.dumps(json.loads(out)) if "--json" in words else out
    assert (json.dumps(f"lost{hostile}")[1:-1] if "--json" in words else "lost\\x1b[2J\\x9b\\u202e\\x07") in told
