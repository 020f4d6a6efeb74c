"""Public rows: every key as documented, valid by the schema, the same bytes from the same archive."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest

import exports
from crawler.archive import articles, comments, sites
from crawler.archive.open import Archive
from crawler.errors import UsageProblem
from crawler.items import CommentKind, Image, Paragraph, ParagraphKind
from exports import to_json, to_jsonl
from exports.rows import ARTICLES, COMMENTS, select
from tests.stories import HOME, NOON, SITE, STORY_URL, WIB, article, comment

SCHEMA = json.loads((Path(exports.__file__).parent / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
KEYS = """url site title authors byline published_at modified_at section categories tags language summary dek body
    paragraphs image comments comment_count first_seen_at last_seen_at revision duplicate_of near_duplicate_of content_sha256""".split()
COMMENT_KEYS = "id parent_id author author_url published_at text url kind".split()


def store(archive, told, *said, host: str = SITE, at=NOON) -> int:
    with archive.transaction() as conn:
        site = sites.ensure_site(conn, host, f"https://{host}/", "2025-09-03T12:00:00Z")
        stored = articles.store(conn, site, told, now=at)
        comments.store(conn, stored.id, said, now=at)
    return stored.id


def rows(archive, **chosen) -> list[dict]:
    return list(select(archive.conn, **chosen))


def names(archive, **chosen) -> list[str]:
    return [one["url"].rstrip("/").rpartition("/")[2] for one in rows(archive, **chosen)]


FULL = replace(
    article(
        rule="rest",
        authors=("Sari", "Budi"),
        byline="Oleh Sari",
        published_at=NOON.astimezone(WIB),
        modified_at=(NOON + timedelta(hours=1)).astimezone(WIB),
        section="Ekonomi",
        categories=("Pangan",),
        tags=("beras",),
        language="id-ID",
        summary="Ringkas.",
        dek="Singkat.",
        image=Image(f"{HOME}foto.jpg", "Foto: Sari"),
    ),
    paragraphs=tuple(Paragraph(kind, f"Isi {kind.value}") for kind in ParagraphKind),
)
ODD = [
    FULL,
    article(f"{HOME}a/", title=None, body="Isi."),
    article(f"{HOME}b/", body=None),
    article(f"{HOME}c/", title='"Kutip" \\ <b> \u2028 😀 עברית', body="Isi 😀\nbaris"),
    article("http://127.0.0.1:8080/x/"),
    article("https://xn--bcher-kva.example/%C3%A4"),
]
SAID = [
    comment(1, "Satu.\nDua.", author_url="https://sari.example/", permalink=f"{STORY_URL}#comment-1"),
    comment(2, "Ya.", parent_id="1", kind=CommentKind.PINGBACK, author=None),
    comment(None, "Tanpa nomor.", published_at=None),
    comment("abc-9", "Kata 😀", kind=CommentKind.TRACKBACK, published_at=NOON.astimezone(WIB)),
    comment("99999999999999999999", "Nomor panjang."),
    comment("9" * 5000, "Nomor sangat panjang."),
    comment("007", "Nol di depan."),
    comment("-3", "Kurang dari nol."),
    comment("٣", "Angka Arab."),
    comment(3, ""),
]


@pytest.mark.parametrize("told", ODD, ids=lambda told: told.url)
def test_every_row_is_valid_and_can_be_written(archive, told):
    store(archive, told, *SAID)
    [row] = rows(archive)
    VALIDATOR.validate(row)
    assert list(row) == KEYS
    for write in (to_json.write, to_jsonl.write):
        out = BytesIO()
        assert write(iter([row]), out) == 1
        parsed = json.loads(out.getvalue())
        assert (parsed[0] if isinstance(parsed, list) else parsed) == row


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("url", "ftp://x"),
        ("title", 7),
        ("authors", [""]),
        ("published_at", "2025-09-03"),
        ("published_at", "2025-09-03T11:15:00Z"),
        ("comments", [{}]),
        ("comment_count", -1),
        ("revision", 0),
        ("content_sha256", "x"),
        ("paragraphs", [{"kind": "shout", "text": "x"}]),
        ("paragraphs", [{"kind": "paragraph", "text": ""}]),
        ("more", 1),
    ],
)
def test_the_schema_refuses_what_is_no_row(archive, key, value):
    store(archive, FULL)
    [row] = rows(archive)
    assert not VALIDATOR.is_valid(row | {key: value})
    if key in KEYS:
        assert not VALIDATOR.is_valid({name: row[name] for name in KEYS if name != key})


def test_the_schema_names_the_keys_in_their_order():
    VALIDATOR.check_schema(SCHEMA)
    assert SCHEMA["required"] == KEYS == list(SCHEMA["properties"])
    said = SCHEMA["properties"]["comments"]["items"]
    assert said["required"] == COMMENT_KEYS == list(said["properties"])


def test_a_row_says_what_the_article_says(archive):
    store(archive, FULL, at=NOON)
    [row] = rows(archive)
    assert row | {"paragraphs": [], "content_sha256": ""} == {
        "url": STORY_URL,
        "site": SITE,
        "title": "Harga beras naik",
        "authors": ["Sari", "Budi"],
        "byline": "Oleh Sari",
        "published_at": "2025-09-03T19:00:00+07:00",
        "modified_at": "2025-09-03T20:00:00+07:00",
        "section": "Ekonomi",
        "categories": ["Pangan"],
        "tags": ["beras"],
        "language": "id-ID",
        "summary": "Ringkas.",
        "dek": "Singkat.",
        "body": "\n".join(f"Isi {kind.value}" for kind in ParagraphKind if kind != ParagraphKind.CAPTION),
        "paragraphs": [],
        "image": f"{HOME}foto.jpg",
        "comments": [],
        "comment_count": 0,
        "first_seen_at": "2025-09-03T12:00:00Z",
        "last_seen_at": "2025-09-03T12:00:00Z",
        "revision": 1,
        "duplicate_of": None,
        "near_duplicate_of": None,
        "content_sha256": "",
    }
    assert row["paragraphs"] == [{"kind": kind.value, "text": f"Isi {kind.value}"} for kind in ParagraphKind]


@pytest.mark.parametrize(
    ("number", "exported"),
    [
        ("7", 7),
        ("0", 0),
        ("123456789012345", 123456789012345),
        ("99999999999999999999", "99999999999999999999"),
        ("007", "007"),
        ("abc", "abc"),
        ("٣", "٣"),
        ("²", "²"),
        (None, None),
    ],
)
def test_an_id_is_as_the_site_gives_it(archive, number, exported):
    store(archive, FULL, comment(number, parent_id=number))
    [said] = rows(archive)[0]["comments"]
    assert (said["id"], said["parent_id"]) == (exported, exported)


def test_comments_stand_by_time_then_number_without_those_removed(archive):
    said = [
        comment(10, "d", published_at=NOON + timedelta(minutes=2)),
        comment(9, "c", published_at=NOON + timedelta(minutes=2)),
        comment(2, "b", published_at=NOON),
        comment(3, "x", published_at=NOON),
        comment(4, "a", published_at=None),
    ]
    store(archive, FULL, *said)
    with archive.transaction() as conn:
        comments.removed(conn, 1, ["3"], now=NOON)
    [row] = rows(archive)
    assert [one["text"] for one in row["comments"]] == ["a", "b", "c", "d"]
    assert row["comment_count"] == 4
    assert list(row["comments"][0]) == COMMENT_KEYS


def test_a_comments_paragraphs_are_lines(archive):
    store(archive, FULL, comment(1, "Satu.\nDua."))
    assert rows(archive)[0]["comments"][0]["text"] == "Satu.\nDua."


# ---- choosing


@pytest.fixture
def many(archive):
    for name, day, body in (("a", 1, "A"), ("b", 2, "B"), ("c", 3, "B"), ("d", None, "D")):
        at = None if day is None else NOON.replace(day=day, hour=0)
        store(archive, article(f"{HOME}{name}/", body=f"Cerita {body}. " * 30, published_at=at))
    store(
        archive,
        article("https://other.example/e/", body="Cerita B. " * 30, published_at=NOON.replace(day=9)),
        host="other.example",
    )
    return archive


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, "dab"),
        ({"duplicates": True}, "dabce"),
        ({"since": "2025-09-02"}, "b"),
        ({"since": "2025-09-02", "duplicates": True}, "bce"),
        ({"until": "2025-09-02"}, "a"),
        ({"since": "2025-09-01", "until": "2025-09-02"}, "a"),
        ({"since": "2025-09-02", "until": "2025-09-02"}, ""),
        ({"since": "2026-01-01"}, ""),
        ({"site": SITE}, "dab"),
        ({"site": SITE, "duplicates": True}, "dabc"),
        ({"site": "other.example", "duplicates": True}, "e"),
    ],
)
def test_articles_are_chosen_by_site_day_and_duplicates(many, chosen, found):
    assert "".join(names(many, **chosen)) == found


def test_a_site_exported_alone_lacks_no_story_because_another_site_had_it_first(many):
    assert names(many, site="other.example") == ["e"]


def test_a_duplicate_names_the_address_of_its_original(many):
    assert {one["url"]: one["duplicate_of"] for one in rows(many, duplicates=True)}[f"{HOME}c/"] == f"{HOME}b/"


@pytest.mark.parametrize("option", ["since", "until"])
@pytest.mark.parametrize("value", ["", "kemarin", "2025-13-01", "03-09-2025", "2025-09-03T00:00"])
def test_a_day_that_is_none_is_told_with_an_example(many, option, value):
    with pytest.raises(UsageProblem, match=rf"--{option} .*--{option} 2025-09-03"):
        select(many.conn, **{option: value})


def test_a_site_that_is_not_there_is_told_with_those_that_are(many):
    with pytest.raises(UsageProblem, match=r"'x.example'.*gazette.example, other.example"):
        select(many.conn, site="x.example")


# ---- the same bytes


def test_the_same_archive_gives_the_same_bytes(many):
    def written() -> bytes:
        out = BytesIO()
        to_json.write(select(many.conn, duplicates=True), out)
        return out.getvalue()

    assert written() == written()


def test_what_was_stored_in_another_order_is_exported_in_the_same(tmp_path, archive):
    told = [article(f"{HOME}{name}/", published_at=NOON, body=f"Cerita {name}. " * 30) for name in "abcdef"]
    said = [comment(number) for number in range(1, 12)]
    for one in told:
        store(archive, one, *said)
    with Archive.writing(tmp_path / "other") as other:
        for one in reversed(told):
            store(other, one, *reversed(said))
        assert rows(other) == rows(archive)


# ---- files


@pytest.mark.parametrize(
    ("write", "empty", "three"),
    [
        (to_json.write, b"[]\n", b'[\n{"a":1},\n{"a":2},\n{"a":"\xc3\xa9"}\n]\n'),
        (to_jsonl.write, b"", b'{"a":1}\n{"a":2}\n{"a":"\xc3\xa9"}\n'),
    ],
)
def test_files_hold_an_object_a_line_in_utf8(write, empty, three):
    for written, expected in (([], empty), ([{"a": 1}, {"a": 2}, {"a": "é"}], three)):
        out = BytesIO()
        assert write(iter(written), out) == len(written)
        assert out.getvalue() == expected


@pytest.mark.parametrize(
    ("statement", "asked"),
    [(ARTICLES, {"site": None, "since": None, "until": None, "duplicates": 0}), (COMMENTS, (1,))],
)
def test_an_export_reads_by_index_and_sorts_no_articles(archive, statement, asked):
    plan = [row["detail"] for row in archive.conn.execute(f"explain query plan {statement}", asked)]
    assert not any(step.startswith("SCAN") and "INDEX" not in step for step in plan)
    if statement is ARTICLES:
        assert not any("TEMP B-TREE" in step for step in plan)
