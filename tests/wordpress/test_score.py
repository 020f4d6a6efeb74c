"""Each figure must be full on the truth itself, and fall when the export is broken in its way."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.wordpress import report
from tests.wordpress.figures import Result
from tests.wordpress.score import FAULTS, FIGURES, compare, read_export
from tests.wordpress.terms import Terms
from tests.wordpress.truth import Truth

Rows = list[dict[str, Any]]
SITE = "http://127.0.0.1:8000"
SECRET = "zqbdfghjkl"
LONG_REMARK = "Kalimat pembaca yang cukup panjang untuk dikenali di badan berita."


def comment(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "parent_id": None,
        "displayed_parent_id": None,
        "on_page": True,
        "author": f"Pembaca {number}",
        "author_url": None,
        "published_at": f"2026-05-02T06:{number:02}:07+07:00",
        "text": f"Pendapat nomor {number}.",
        "kind": "comment",
    } | fields


def article(number: int, **fields: Any) -> dict[str, Any]:
    paragraphs = [
        {"kind": "paragraph", "text": f"Alinea pertama berita {number}."},
        {"kind": "heading", "text": "Anak judul"},
        {"kind": "paragraph", "text": f"Halaman kedua berita {number}."},
        {"kind": "caption", "text": f"Keterangan gambar {number}"},
    ]
    return {
        "id": number,
        "url": f"{SITE}/berita-{number}/",
        "title": f"Berita {number}",
        "authors": ["Jurnalis Berita"],
        "published_at": f"2026-05-0{number}T05:10:33+07:00",
        "modified_at": f"2026-05-0{number}T09:00:00+07:00",
        "categories": ["Daerah", "News Page"],
        "tags": ["kopi"],
        "language": "id-ID",
        "summary": f"Ringkasan {number}",
        "image": f"{SITE}/gambar-{number}.png",
        "image_caption": "Gambar utama",
        "duplicate_of": None,
        "near_duplicate_of": None,
        "paragraphs": paragraphs,
        "body": "\n".join(p["text"] for p in paragraphs[:3]),
        "comments": [],
    } | fields


def site() -> Truth:
    thread = [
        comment(1, text=LONG_REMARK, author_url="https://pembaca.example/"),
        comment(2, parent_id=1, displayed_parent_id=1),
        comment(3, parent_id=2, displayed_parent_id=1),
        comment(4, parent_id=99, on_page=False),
        comment(5, kind="pingback"),
    ]
    again = {"title": "Berita 1 lagi", "duplicate_of": f"{SITE}/berita-1/"}
    records = (article(1, comments=thread), article(2), article(3, **again))
    return Truth(records, {SECRET: "draft post 9"})


def export() -> Rows:
    """What a perfect crawl hands out: the truth, without what only the truth knows."""
    return copy.deepcopy(list(site().records))


def first(rows: Rows) -> dict[str, Any]:
    return rows[0]


def paragraphs(rows: Rows) -> Rows:
    return first(rows)["paragraphs"]


def set_field(name: str, value: Any, number: int = 0) -> Callable[[Rows], None]:
    return lambda rows: rows[number].update({name: value})


def set_comment(place: int, name: str, value: Any) -> Callable[[Rows], None]:
    return lambda rows: first(rows)["comments"][place].update({name: value})


def add_paragraph(text: str, kind: str = "paragraph") -> Callable[[Rows], None]:
    return lambda rows: paragraphs(rows).append({"kind": kind, "text": text})


def lose_paragraph(rows: Rows) -> None:
    del paragraphs(rows)[0]


def lose_second_page(rows: Rows) -> None:
    del paragraphs(rows)[2:]


def merge_two(rows: Rows) -> None:
    one, two = paragraphs(rows)[0], paragraphs(rows).pop(1)
    one["text"] += " " + two["text"]


def swap_paragraphs(rows: Rows) -> None:
    paragraphs(rows).reverse()


def swap_authors(rows: Rows) -> None:
    rows[0]["authors"], rows[1]["authors"] = ["Bagus Prakoso"], ["Maria Goreti Lamak"]


def tell_other_kind(rows: Rows) -> None:
    paragraphs(rows)[1]["kind"] = "paragraph"


def lose_comment(rows: Rows) -> None:
    del first(rows)["comments"][1]


def repeat_comment(rows: Rows) -> None:
    first(rows)["comments"].append(dict(first(rows)["comments"][-1]))


def invent_comment(rows: Rows) -> None:
    first(rows)["comments"].append(comment(55))


def reverse_comments(rows: Rows) -> None:
    first(rows)["comments"].reverse()


def leak_draft(rows: Rows) -> None:
    rows.append(article(9, title=f"Konsep {SECRET}"))


def repeat_article(rows: Rows) -> None:
    rows.append(dict(first(rows), url=f"{SITE}/berita-1"))


BODY = {"paragraphs_recall", "bodies", "articles_entirely_right"}
READ = {"texts_recall", "texts_precision", "paragraphs_precision"} | BODY
ENTIRE = {"articles_entirely_right"}
CASES: list[tuple[str, Callable[[Rows], None], set[str]]] = [
    ("missing post", lambda rows: rows.pop(1), {"articles_found", "paragraphs_recall", "texts_recall"} | ENTIRE),
    (
        "missing post with comments",
        lambda rows: rows.pop(0),
        {"articles_found", "paragraphs_recall", "texts_recall", "comments_found"} | ENTIRE,
    ),
    ("extra post", lambda rows: rows.append(article(8)), {"false_articles"}),
    ("post twice", repeat_article, {"repeated_articles"}),
    ("scheme of the address", set_field("url", "https://127.0.0.1:8000/berita-1/"), {"url"}),
    ("wrong title", set_field("title", "Berita 1 - Kabar Lembayung"), {"title"} | ENTIRE),
    ("swapped authors", swap_authors, {"authors"} | ENTIRE),
    ("byline as author", set_field("authors", ["By Jurnalis Berita"]), {"authors"} | ENTIRE),
    ("author twice", set_field("authors", ["Jurnalis Berita", "Jurnalis Berita"]), {"authors"} | ENTIRE),
    ("no author", set_field("authors", []), {"authors"} | ENTIRE),
    ("an hour later", set_field("published_at", "2026-05-01T06:10:33+07:00"), {"published"} | ENTIRE),
    ("UTC read as local", set_field("published_at", "2026-04-30T22:10:33+07:00"), {"published"} | ENTIRE),
    ("no offset", set_field("published_at", "2026-05-01T05:10:33"), {"published"} | ENTIRE),
    ("offset lost", set_field("published_at", "2026-04-30T22:10:33+00:00"), {"offset"}),
    ("a day only", set_field("published_at", "2026-05-01T00:00:00+07:00"), {"published"} | ENTIRE),
    ("no published time", set_field("published_at", None), {"published"} | ENTIRE),
    ("stale modified time", set_field("modified_at", "2026-05-01T05:10:33+07:00"), {"modified"} | ENTIRE),
    ("category lost", set_field("categories", ["Daerah"]), {"categories"} | ENTIRE),
    ("category as tag", set_field("tags", ["kopi", "Daerah"]), {"tags"} | ENTIRE),
    ("wrong language", set_field("language", "en"), {"language"}),
    ("first words as summary", set_field("summary", "Alinea pertama"), {"summary"}),
    ("avatar as picture", set_field("image", f"{SITE}/avatar.png"), {"image"}),
    ("related line in body", add_paragraph("Baca juga: Kapal tiba"), READ - {"paragraphs_recall", "texts_recall"}),
    ("lost paragraph", lose_paragraph, BODY | {"texts_recall"}),
    ("lost second page", lose_second_page, BODY | {"texts_recall"}),
    ("two paragraphs merged", merge_two, READ),
    ("heading told as paragraph", tell_other_kind, BODY | {"paragraphs_precision"}),
    ("paragraphs in another order", swap_paragraphs, {"order", "bodies"} | ENTIRE),
    ("body without its heading", set_field("body", "Alinea pertama berita 1."), {"body_field"}),
    ("duplicate not named", set_field("duplicate_of", None, 2), {"duplicates"}),
    ("false duplicate", set_field("duplicate_of", f"{SITE}/berita-1/", 1), {"false_duplicates"}),
    ("lost comment", lose_comment, {"comments_found"} | ENTIRE),
    ("invented comment", invent_comment, {"false_comments"} | ENTIRE),
    ("comment twice", repeat_comment, {"repeated_comments"} | ENTIRE),
    ("comment's author", set_comment(0, "author", "Pembaca 1 says:"), {"comments_author"} | ENTIRE),
    ("comment's author URL", set_comment(0, "author_url", None), {"comments_author_url"}),
    ("comment's day only", set_comment(0, "published_at", "2026-05-02T00:00:00+07:00"), {"comments_instant"} | ENTIRE),
    ("comment's text", set_comment(1, "text", "Pendapat nomor 2. Balas"), {"comments_text"} | ENTIRE),
    ("wrong parent", set_comment(2, "parent_id", 1), {"comments_parent"} | ENTIRE),
    ("lost parent", set_comment(1, "parent_id", None), {"comments_parent"} | ENTIRE),
    ("pingback as comment", set_comment(4, "kind", "comment"), {"comments_kind"} | ENTIRE),
    ("comments unsorted", reverse_comments, {"comments_order"} | ENTIRE),
    (
        "comment text in body",
        add_paragraph(LONG_REMARK),
        {"comments_in_bodies"} | READ - {"paragraphs_recall", "texts_recall"},
    ),
    ("draft leaked", leak_draft, {"secrets_leaked", "false_articles"}),
    (
        "secret in a comment",
        set_comment(1, "text", f"Pendapat {SECRET}."),
        {"secrets_leaked", "comments_text"} | ENTIRE,
    ),
]


def spoiled(result: Result) -> set[str]:
    """The figures that are not full and the faults that were found."""
    low = {name for name, figure in result.figures.items() if figure.right < figure.of}
    return low | {name for name, count in result.faults.items() if count}


def test_the_truth_itself_is_perfect():
    result = compare(site(), export())
    assert (spoiled(result), result.is_perfect) == (set(), True)
    assert {name for name, figure in result.figures.items() if figure.of == 0} == set()


@pytest.mark.parametrize(("breakage", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_breakage_lowers_exactly_its_figures(breakage, expected):
    rows = export()
    breakage(rows)
    assert spoiled(compare(site(), rows)) == expected


def test_every_figure_and_fault_is_lowered_by_some_breakage():
    assert set().union(*(case[2] for case in CASES)) == {*FIGURES, *FAULTS}


@pytest.mark.parametrize(
    ("terms", "breakage", "expected"),
    [
        (Terms(orphans="yes"), lambda rows: first(rows)["comments"].pop(3), {"comments_found"} | ENTIRE),
        (Terms(orphans="no"), lambda rows: None, {"false_comments"} | ENTIRE),
        (Terms(orphans="any"), lambda rows: first(rows)["comments"].pop(3), set()),
        (Terms(pings="any"), lambda rows: first(rows)["comments"].pop(4), set()),
        (Terms(pings="no"), lambda rows: None, {"false_comments"} | ENTIRE),
        (Terms(orphans="no", pings="any"), lambda rows: first(rows)["comments"].pop(3), set()),
        (Terms(parents="displayed"), lambda rows: None, {"comments_parent"} | ENTIRE),
        (Terms(parents="displayed"), set_comment(2, "parent_id", 1), set()),
        (Terms(unstated=frozenset({"published"})), set_field("published_at", None), set()),
        (
            Terms(unstated=frozenset({"published"})),
            set_field("published_at", "2026-05-01T06:10:33+07:00"),
            {"published"} | ENTIRE,
        ),
        (Terms(unstated=frozenset({"tags"})), set_field("tags", []), set()),
        (Terms(unstated=frozenset({"tags"})), set_field("tags", ["teh"]), {"tags"} | ENTIRE),
        (Terms(duplicates="drop"), lambda rows: rows.pop(2), set()),
        (
            Terms(duplicates="keep"),
            lambda rows: rows.pop(2),
            {"articles_found", "paragraphs_recall", "texts_recall"} | ENTIRE,
        ),
    ],
)
def test_terms_say_what_the_sources_can_tell(terms, breakage, expected):
    rows = export()
    breakage(rows)
    assert spoiled(compare(site(), rows, terms)) == expected


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        ([article(7)], set()),
        ([article(1, url=f"{SITE}/berita-7/")], {"repeated_articles"}),
        ([], {"false_articles"}),
    ],
    ids=["binned since", "moved since", "never there"],
)
def test_an_archive_may_keep_what_is_gone_but_not_a_moved_post_twice(past, expected):
    assert spoiled(compare(site(), [*export(), article(7)], past=past)) == expected


def test_comments_without_numbers_are_matched_by_author_minute_and_text():
    rows = export()
    for row in first(rows)["comments"]:
        row.update(id=None, parent_id=None)
    assert spoiled(compare(site(), rows, Terms(orphans="yes"))) == {"comments_parent"} | ENTIRE


def test_a_theme_may_print_the_lead_pictures_caption_once():
    once, twice = export(), export()
    add_paragraph("Gambar utama", "caption")(once)
    for _ in range(2):
        add_paragraph("Gambar utama", "caption")(twice)
    assert spoiled(compare(site(), once)) == set()
    assert "paragraphs_precision" in spoiled(compare(site(), twice))


def test_white_space_and_bent_apostrophes_in_names_are_no_mismatch():
    truth = Truth((article(1, authors=["Nur'aini Hasibuan"]),), {})
    assert spoiled(compare(truth, [article(1, authors=["Nur’aini  Hasibuan"], title="Berita  1 ")])) == set()


def test_the_report_names_every_figure_and_shows_what_is_wrong(tmp_path):
    file = tmp_path / "export.jsonl"
    rows = export()
    set_field("title", "Lain")(rows)
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    result = compare(site(), read_export(file))
    text = report.as_text(result)
    assert [name for name in (*FIGURES, *FAULTS) if name not in text] == []
    assert "expected Berita 1\n    got      Lain" in text
    assert text.endswith("not perfect")
    assert report.as_json(result)["figures"]["title"] == {"right": 2, "of": 3, "untold": 0, "share": 0.66667}
