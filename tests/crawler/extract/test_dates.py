from datetime import timedelta, timezone

import pytest

from crawler.extract.dates import instant
from crawler.extract.months import BY_LANGUAGE, number_of_month

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("2024-05-01T10:00:00+07:00", "2024-05-01T10:00:00+07:00", "second"),
        ("2024-05-01T10:00:00.123Z", "2024-05-01T10:00:00+00:00", "second"),
        ("2024-05-01 10:00", "2024-05-01T10:00:00+07:00", "minute"),
        ("2024-05-01T10:00:00", "2024-05-01T10:00:00+07:00", "second"),
        ("2024-05-01", "2024-05-01T00:00:00+07:00", "day"),
        ("20240501T101500Z", "2024-05-01T10:15:00+00:00", "second"),
        ("1714528800", "2024-05-01T02:00:00+00:00", "second"),
        ("Mon, 06 Jul 2020 07:02:11 +0700", "2020-07-06T07:02:11+07:00", "second"),
        ("Mon, 06 Jul 2020 07:02:11 GMT", "2020-07-06T07:02:11+00:00", "second"),
        ("Senin, 06 Jul 2020 07:02 WIB", "2020-07-06T07:02:00+07:00", "minute"),
        ("Senin, 06 Jul 2020 07:02 WITA", "2020-07-06T07:02:00+08:00", "minute"),
        ("Senin, 06 Jul 2020 07:02 WIT", "2020-07-06T07:02:00+09:00", "minute"),
        ("Gazette.example - 08/05/2021, 12:59 WIB", "2021-05-08T12:59:00+07:00", "minute"),
        ("Diperbarui 08/05/2021, 13:04 WIB", "2021-05-08T13:04:00+07:00", "minute"),
        ("Jum'at, 3 Nopember 2023 pukul 10.00", "2023-11-03T10:00:00+07:00", "minute"),
        ("Ahad, 13 Agt 2023", "2023-08-13T00:00:00+07:00", "day"),
        ("2 Pebruari 2022", "2022-02-02T00:00:00+07:00", "day"),
        ("12.30 Uhr, 5. März 2024", "2024-03-05T12:30:00+07:00", "minute"),
        ("5. Mai 2024 um 18:05 Uhr MESZ", "2024-05-05T18:05:00+02:00", "minute"),
        ("5 mars 2024 à 10h30", "2024-03-05T10:30:00+07:00", "minute"),
        ("5 de enero de 2024, 10:30 CET", "2024-01-05T10:30:00+01:00", "minute"),
        ("May 4, 2024 at 5:30 pm EST", "2024-05-04T17:30:00-05:00", "minute"),
        ("May 4, 2024 at 5:30 p.m. ET", "2024-05-04T17:30:00-04:00", "minute"),
        ("January 4, 2024, 12:05 AM PT", "2024-01-04T00:05:00-08:00", "minute"),
        ("4 May 2024 10:30 GMT+2", "2024-05-04T10:30:00+02:00", "minute"),
        ("5 maja 2024, 10:30", "2024-05-05T10:30:00+07:00", "minute"),
        ("5 Ağustos 2024", "2024-08-05T00:00:00+07:00", "day"),
        ("5 MAYIS 2024", "2024-05-05T00:00:00+07:00", "day"),
        ("İzmir, 12 EKİM 2023 10:20", "2023-10-12T10:20:00+07:00", "minute"),
        ("5 марта 2024, 10:30", "2024-03-05T10:30:00+07:00", "minute"),
        ("5 березня 2024", "2024-03-05T00:00:00+07:00", "day"),
        ("٥ 5 مارس 2024", "2024-03-05T00:00:00+07:00", "day"),
        ("2024年5月1日 10時30分", "2024-05-01T10:30:00+07:00", "minute"),
        ("2024년 5월 1일", "2024-05-01T00:00:00+07:00", "day"),
        ("Thứ tư, 1 tháng 5 năm 2024", "2024-05-01T00:00:00+07:00", "day"),
        ("15 ม.ค. 2567 10:20 น.", "2024-01-15T10:20:00+07:00", "minute"),
        ("Isnin, 13 Ogos 2023 10:30 MYT", "2023-08-13T10:30:00+08:00", "minute"),
        ("5 agosto 2024 ore 10.30", "2024-08-05T10:30:00+07:00", "minute"),
        ("5 de maio de 2024 às 10h30", "2024-05-05T10:30:00+07:00", "minute"),
        ("5 mei 2024 om 10:30 CEST", "2024-05-05T10:30:00+02:00", "minute"),
        ("٥ مارس ٢٠٢٤", "2024-03-05T00:00:00+07:00", "day"),
        ("2024.05.01. 오후 3:30", "2024-05-01T15:30:00+07:00", "minute"),
        ("2024年5月1日 下午3:30", "2024-05-01T15:30:00+07:00", "minute"),
        ("01/05/2024 03:30 CH", "2024-05-01T15:30:00+07:00", "minute"),
        ("26 | 01 | 2022", "2022-01-26T00:00:00+07:00", "day"),
        ("5/4/24", "2024-04-05T00:00:00+07:00", "day"),
        ("31.12.2023 - 23:59", "2023-12-31T23:59:00+07:00", "minute"),
    ],
)
def test_dates_of_many_languages_are_read(text, iso, precision):
    found = instant(text, default_offset=WIB)
    assert found is not None
    assert (found[0].isoformat(), found[1].value) == (iso, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kemarin",
        "250 tanggapan",
        "Versi 1.2.3",
        "Rp12.000,00",
        "31/31/2024",
        "2024-13-45",
        "1890-01-01",
        "9" * 4000,
    ],
)
def test_texts_without_a_date_tell_none(text):
    assert instant(text) is None


def test_a_date_without_a_zone_is_utc_unless_one_is_given():
    assert instant("2024-05-01 10:00")[0].isoformat() == "2024-05-01T10:00:00+00:00"


def test_american_pages_name_the_month_first():
    assert instant("5/4/2024", mdy=True)[0].date().isoformat() == "2024-05-04"
    assert instant("25/4/2024", mdy=True)[0].date().isoformat() == "2024-04-25"
    assert instant("5.4.2024", mdy=True)[0].date().isoformat() == "2024-04-05"


@pytest.mark.parametrize("month", [month for month in number_of_month() if "ΐ" not in month])  # it has no capital
def test_each_month_is_read_in_capitals_too(month):
    found = instant(f"5 {month.upper()} 2024")
    assert found is not None
    assert (found[0].day, found[0].month) == (5, number_of_month()[month])


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_language_has_twelve_months(language):
    assert len(BY_LANGUAGE[language].split("|")) == 12


def test_no_spelling_means_two_months_but_the_shared_names_of_slavic_calendars():
    first = number_of_month()
    clashes = {
        word
        for groups in BY_LANGUAGE.values()
        for number, group in enumerate(groups.split("|"), 1)
        for word in group.split()
        if first[word.replace("-", " ")] != number
    }
    assert clashes <= {"listopada"}  # October in Croatian, November in Polish and Czech
