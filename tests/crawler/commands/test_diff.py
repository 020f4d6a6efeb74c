"""`scrapy diff`: what it prints, in which colours, and how it ends."""

import argparse
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive.open import Archive
from crawler.commands.diff import Command
from pipelines.store import store_visit
from tests.stories import HOME, NOON, STORY_URL, article, comment, visit

TITLES = ("Harga beras naik", "Harga gabah naik", "Harga gabah turun")


@pytest.fixture
def called(tmp_path, capsys):
    """Run the command; its code, what it printed, what it said."""

    def call(*args: str, words: tuple[str, ...] = ()) -> tuple[int, str, str]:
        command = Command()
        command.settings = get_project_settings()
        command.settings.set("ARCHIVE_DIR", str(tmp_path / "archive"))
        parser = argparse.ArgumentParser()
        command.add_options(parser)
        command.run(list(args), parser.parse_args(words))
        printed = capsys.readouterr()
        return command.exitcode, printed.out, printed.err

    return call


@pytest.fixture
def filled(tmp_path):
    with Archive.writing(tmp_path / "archive") as archive:
        for day, title in enumerate(TITLES):
            told = article(title=title, comments=(comment(1, f"Setuju {day} kali."),))
            with archive.transaction() as conn:
                store_visit(conn, visit(told, at=NOON + timedelta(days=day)), run_id=None, run_began=NOON)
        with archive.transaction() as conn:
            gone = visit(at=NOON + timedelta(days=5), status=404, reason="not found (404)")
            store_visit(conn, gone, run_id=None, run_began=NOON)
        with archive.transaction() as conn:
            other = visit(article(f"{HOME}b/", title="Lain"), url=f"{HOME}b/")
            store_visit(conn, other, run_id=None, run_began=NOON)


def test_the_last_two_revisions_are_compared_and_what_happened_is_told(called, filled):
    code, out, err = called(STORY_URL)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        STORY_URL,
        "revision 2 (2025-09-04 12:00 UTC) → 3 (2025-09-05 12:00 UTC)",
        "  title      Harga gabah [-naik-]{+turun+}",
        "2025-09-04 12:00  comment 1 by Sari edited",
        "  text       Setuju [-0-]{+1+} kali.",
        "2025-09-05 12:00  comment 1 by Sari edited",
        "  text       Setuju [-1-]{+2+} kali.",
        "2025-09-08 12:00  story gone: 404",
    ]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("--from", "1"), "Harga [-beras naik-]{+gabah turun+}"),
        (("--from", "1", "--to", "2"), "Harga [-beras-]{+gabah+} naik"),
        (("--to", "2"), "Harga [-beras-]{+gabah+} naik"),
        (("--from", "3", "--to", "1"), "Harga [-gabah turun-]{+beras naik+}"),
    ],
)
def test_any_two_revisions_can_be_compared(called, filled, words, title):
    code, out, _ = called(STORY_URL, words=words)
    assert code == 0
    spaced = title.replace("[-beras naik-]{+gabah turun+}", "[-beras-]{+gabah+} [-naik-]{+turun+}")
    spaced = spaced.replace("[-gabah turun-]{+beras naik+}", "[-gabah-]{+beras+} [-turun-]{+naik+}")
    assert spaced in out


def test_a_story_that_never_changed_says_so(called, filled):
    code, out, _ = called(f"{HOME}b/")
    assert code == 0
    assert "the site has not changed this story" in out


def test_a_difference_of_nothing_says_so(called, filled):
    assert "no difference in words" in called(STORY_URL, words=("--from", "2", "--to", "2"))[1]


@pytest.mark.parametrize(
    ("args", "words", "code", "said"),
    [
        ((), (), 2, "name one story"),
        ((STORY_URL, STORY_URL), (), 2, "name one story"),
        ((STORY_URL,), ("--from", "7"), 2, "no revision 7: the story has 1 to 3"),
        ((f"{HOME}nowhere/",), (), 1, "no story under"),
    ],
)
def test_what_cannot_be_told_is_one_sentence(called, filled, args, words, code, said):
    ended, out, err = called(*args, words=words)
    assert (ended, out, len(err.splitlines())) == (code, "", 1)
    assert said in err


@pytest.mark.parametrize(("no_color", "coloured"), [(None, True), ("1", False), ("", True)])
def test_colours_are_for_terminals_and_for_those_who_want_them(called, filled, monkeypatch, no_color, coloured):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    out = called(STORY_URL)[1]
    assert ("\x1b[32mturun\x1b[0m" in out) is coloured
    assert ("{+turun+}" in out) is not coloured


def test_an_alias_leads_to_the_story(called, tmp_path):
    with Archive.writing(tmp_path / "archive") as archive, archive.transaction() as conn:
        told = replace(article(), aliases=(f"{HOME}?p=7",))
        store_visit(conn, visit(told), run_id=None, run_began=NOON)
    assert called(f"{HOME}?p=7")[1].startswith(STORY_URL)


def test_no_control_character_of_a_page_reaches_the_terminal(called, tmp_path):
    hostile = "\x1b[2J\x9b\u202e\x07"
    with Archive.writing(tmp_path / "archive") as archive:
        for day, title in enumerate(("Harga naik", f"Harga{hostile} turun")):
            told = article(
                title=title, comments=(replace(comment(1, f"Kata {day}{hostile}."), author=f"Sari{hostile}"),)
            )
            with archive.transaction() as conn:
                store_visit(conn, visit(told, at=NOON + timedelta(days=day)), run_id=None, run_began=NOON)
        archive.conn.execute("insert into events (article_id, at, what, detail) values (1, '2025-09-09T00:00:00Z', 'gone', ?)",
                             (hostile,))  # fmt: skip
    code, out, _ = called(STORY_URL)
    assert code == 0
    assert "\\x1b[2J\\x9b\\u202e\\x07" in out
    assert not [sign for sign in out if sign != "\n" and not sign.isprintable()]
