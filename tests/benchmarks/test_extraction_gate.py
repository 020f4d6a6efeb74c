"""The scorer of the quality gate on pages of a few words, with figures worked out by hand."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.extraction.__main__ import under
from tests.benchmarks.extraction.ablation import SOURCES
from tests.benchmarks.extraction.corpus import Known, pages, said_utf8
from tests.benchmarks.extraction.fields import authors_f1, dates_agree, same_title, single_names
from tests.benchmarks.extraction.scoring import Said, figures
from tests.benchmarks.extraction.shingles import bodies_of, common_subsequence, f1_of, overlap, rouge_lsum


@pytest.mark.parametrize(
    ("gold", "found", "precision", "recall", "exact"),
    [
        ("a b c d e", "a b c d e", 1.0, 1.0, True),
        ("a b c d e", "a b c d", 1.0, 0.5, False),
        ("a b c d", "a b c d e", 0.5, 1.0, False),
        ("a b", "a, b!", 1.0, 1.0, True),
        ("a b c d", "", None, 0.0, False),
        ("", "a b c d", 0.0, None, False),
        ("a a a a a", "a a a a", 1.0, 0.5, False),
    ],
)
def test_bodies_are_compared_by_runs_of_four_words(gold, found, precision, recall, exact):
    own = overlap(gold, found)
    assert (own.precision, own.recall, own.exact) == (precision, recall, exact)


def test_f1_is_of_the_means_over_the_pages_that_have_any():
    assert f1_of([overlap("a b c d", "a b c d"), overlap("a b c d", "")]) == pytest.approx(2 / 3)
    assert f1_of([overlap("a b c d", "")]) == 0.0


def test_a_longest_common_subsequence_is_named_by_its_places():
    assert common_subsequence("x a y b".split(), "a b".split()) == [3, 1]


@pytest.mark.parametrize(
    ("gold", "found", "f1"),
    [
        ("One two three.", "One two three.", 1.0),
        ("One two. Three four.", "One two.", 2 / 3),
        ("one two three four", "one x two", 2 * (2 / 3) * 0.5 / (2 / 3 + 0.5)),
        ("one two", "", 0.0),
    ],
)
def test_rouge_joins_the_subsequences_of_each_sentence(gold, found, f1):
    assert rouge_lsum(gold, found) == pytest.approx(f1)


def test_paragraphs_in_brackets_may_be_there_or_not():
    assert list(bodies_of(["a", "[b]", "c"])) == ["a\nb\nc", "a\nc"]
    assert len(list(bodies_of(["[a]"] * 5))) == 7


def test_titles_are_the_same_but_for_white_space():
    assert same_title("A  title\n", "A title")
    assert not same_title("A title", "a title")


@pytest.mark.parametrize(
    ("gold", "found", "f1"),
    [(["A B"], ["a b"], 1.0), (["A", "B"], ["A"], 2 / 3), (["A"], ["B"], 0.0), (["A"], [], 0.0)],
)
def test_authors_are_compared_as_sets(gold, found, f1):
    assert authors_f1(gold, found) == pytest.approx(f1)


def test_names_in_one_text_are_taken_apart():
    assert single_names("By Ann Lee and Bo Ray; C. Dee") == ["Ann Lee", "Bo Ray", "C. Dee"]


@pytest.mark.parametrize(
    ("gold", "found", "day", "minute"),
    [
        ("2024-05-01T10:00:00+02:00", "2024-05-01T08:00:30Z", True, True),
        ("2024-05-01T00:30:00+02:00", "2024-04-30T22:30:00+00:00", True, True),
        ("2024-05-01T10:00:00", "2024-05-01T10:00:00+07:00", True, True),
        ("2024-05-01T10:00:00", "2024-05-01", True, False),
        ("2024-05-01", "2024-05-02", False, False),
        ("2024-05-01", None, False, False),
        ("2024-05-01", "yesterday", False, False),
    ],
)
def test_dates_agree_to_the_day_and_to_the_minute(gold, found, day, minute):
    assert dates_agree(gold, found) == (day, minute)


def test_segments_comments_and_inventions_are_counted():
    gold = {
        "with": ["right"],
        "without": ["wrong"],
        "title": "T",
        "author": "",
        "date": "2024-05-01",
        "comments": ["said", "gone"],
    }
    page = Known("1", "", b"<p>right</p><p>sa<b>id</b></p>", gold)
    none = Known("2", "", b"", {"with": ["x"], "without": [], "date": "", "comments": []})
    told = [
        (page, Said(body="right wrong said", title="T", authors=["A"], published="2024-05-01", comments=["he said"])),
        (none, Said(published="2024", comments=["what"])),
    ]
    found = figures("trafilatura", told)
    assert found == {
        "segments F1": 0.5,
        "title exact": 1.0,
        "authors F1": 0.0,
        "to the day": 1.0,
        "authors invented": 1.0,
        "dates invented": 1.0,
        "comments found": 1.0,
        "comments in the body": 1.0,
        "comments invented": 1.0,
    }


def test_figures_below_their_floors_are_named_and_less_may_be_better():
    floors = {"body F1": 0.9, "authors invented": 0.1}
    assert under(floors, {"body F1": 0.9, "authors invented": 0.1}) == []
    assert len(under(floors, {"body F1": 0.89, "authors invented": 0.11})) == 2


def test_a_transcoded_page_calls_itself_utf_8():
    assert said_utf8(b'<meta charset="koi8-r"><p>x') == b'<meta charset="utf-8"><p>x'


@pytest.mark.parametrize(
    ("source", "gone", "left"),
    [
        ("JSON-LD", b'<script type="application/ld+json">{}</script>', b"<script>1</script>"),
        ("meta elements", b'<meta name="author" content="x">', b'<meta charset="utf-8">'),
        ("microdata and rel", b' itemprop="author"', b' class="x"'),
        ("class words and ids", b' class="x"', b' itemprop="x"'),
        ("datetime and title attributes", b' datetime="2024"', b' class="x"'),
        ("the title element", b"<title>x</title>", b"<h1>x</h1>"),
        ("other scripts", b"<script>1</script>", b'<script type="application/ld+json">{}</script>'),
    ],
)
def test_a_source_can_be_taken_out_alone(source, gone, left):
    assert SOURCES[source](b"<i" + gone + left + b">") == b"<i" + left + b">"


def a_corpus(folder: Path, body: str) -> Path:
    (folder / "aeb" / "pages").mkdir(parents=True)
    story = "".join(
        f"<p>Papan ke-{n} jembatan itu dari kayu rasamala yang tumbang pada musim hujan lalu.</p>" for n in range(5)
    )
    (folder / "aeb" / "pages" / "a.html.gz").write_bytes(
        gzip.compress(f"<h1>Jembatan</h1><article>{story}</article>".encode())
    )
    row = {"id": "a", "group": "hulu", "url": "https://hulu.example/a", "file": "a.html.gz", "gold": {"body": body}}
    (folder / "aeb" / "truth.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("words", "code"), [("jembatan itu dari kayu rasamala yang tumbang pada musim hujan lalu", 0), ("lain", 1)]
)
def test_the_gate_fails_below_a_floor(tmp_path, words, code):
    body = "\n".join(f"Papan ke-{n} {words}." for n in range(5)) if code == 0 else words
    folder = a_corpus(tmp_path, body)
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.extraction", "--corpus", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code, run.stdout + run.stderr
    assert ("BELOW ITS FLOOR" in run.stdout) == (code == 1)
    assert [page.id for page in pages(folder, "aeb")] == ["a"]


def test_a_rival_that_is_not_there_is_named_with_the_way_to_it(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.extraction", "--corpus", str(a_corpus(tmp_path, "x")), "--rivals", "nobody"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "No rival is called nobody" in run.stderr
