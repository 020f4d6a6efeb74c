from datetime import UTC, datetime

import pytest

from crawler.extract.comment_stamp import as_name, stamp
from crawler.extract.reading import reading_of
from crawler.page import Page

NOW = datetime(2024, 5, 10, 12, 30, tzinfo=UTC)
READING = reading_of(Page.from_bytes(b"<p>x</p>", "https://hulu.example/a", fetched_at=NOW))


@pytest.mark.parametrize(
    ("text", "at", "name"),
    [
        ("Par Anne Martin, le jeudi 2 mai 2024 à 08h07", "2024-05-02T08:07", "Anne Martin"),
        ("Anne-Marie - Le 24/11/2023 à 18:45:00", "2023-11-24T18:45", "Anne-Marie"),
        ("31.10.2023, 19.18 Uhr", "2023-10-31T19:18", None),
        ("Georg N. am 10.4.2023", "2023-04-10T00:00", "Georg N."),
        ("Gabi Klein / 22.04.2023", "2023-04-22T00:00", "Gabi Klein"),
        ("Kommentar von Ursula von der Alm — 2024-01-01 @ 00:39 | Antworten", "2024-01-01T00:39", "Ursula von der Alm"),
        ("23.09.23 | 18:19 Rezeptsammlerin", "2023-09-23T18:19", "Rezeptsammlerin"),
        ("dasK, 26. Januar 2022 13:05", "2022-01-26T13:05", "dasK"),
        ("Michaela 29 Diedrich | Di, 21. April 2020 - 18:01", "2020-04-21T18:01", "Michaela 29 Diedrich"),
        ("Ramón dijo: 26 abril 2022 a las 14:02", "2022-04-26T14:02", "Ramón"),
        ("Rina Sari 2 jam yang lalu", "2024-05-10T10:30", "Rina Sari"),
        ("vor 3 Tagen", "2024-05-07T00:00", None),
        ("Joe Bloggs 5 minutes ago", "2024-05-10T12:25", "Joe Bloggs"),
        ("il y a 2 ans", "2022-05-11T00:00", None),
        ("Dikirim oleh Ayu pada Kam, 02/05/2024 - 07:56.", "2024-05-02T07:56", "Ayu"),
    ],
)
def test_a_line_with_hardly_more_than_a_date_tells_name_and_instant(text, at, name):
    found = stamp(READING, text)
    assert (found.at.isoformat()[:16], found.name) == (at, name)


@pytest.mark.parametrize(
    "text",
    [
        "Am 5. Mai 2020 war ich dort.",
        "Ich habe am 5. Mai 2020 genau dasselbe gesehen wie du, lieber Georg",
        "Setuju.",
        "Saya tunggu 3 jam di sana, tidak ada yang datang, dan baru pulang malam hari",
        "2024",
    ],
)
def test_a_reader_who_writes_of_a_date_is_no_stamp(text):
    assert stamp(READING, text) is None


def test_a_relative_date_is_kept_out_where_nobody_knows_when_the_page_was_fetched():
    found = stamp(reading_of(Page.from_bytes(b"<p>x</p>", "https://hulu.example/a")), "Rina 2 jam yang lalu")
    assert (found.at, found.name) == (None, "Rina")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ayu Lestari mengatakan...", "Ayu Lestari"),
        ("By Joe Bloggs says:", "Joe Bloggs"),
        ("Balas", None),
        ("·", None),
        ("Eine Leserin, die sehr viele Worte um ihren Namen macht", None),
    ],
)
def test_a_name_is_a_few_words_without_what_leads_to_it(text, name):
    assert as_name(text) == name
