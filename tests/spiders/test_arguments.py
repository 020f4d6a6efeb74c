"""Spider arguments: what is taken, and what is refused in a sentence that shows a right one."""

import re
from datetime import UTC, datetime

import pytest

from crawler.errors import UsageProblem
from spiders import arguments

EXAMPLE = "scrapy crawl site -a url=https://news.example/"


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://news.example/", "https://news.example/"),
        ("news.example", "https://news.example/"),
        (" news.example/a ", "https://news.example/a"),
        ("http://news.example", "http://news.example/"),
        ("HTTPS://News.Example/A", "https://news.example/A"),
        ("localhost:8000", "https://localhost:8000/"),
        ("http://localhost:8000/a", "http://localhost:8000/a"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
        ("https://news.example/a#b", "https://news.example/a"),
    ],
)
def test_an_address_is_taken_as_people_type_it(typed, url):
    assert arguments.web_address(typed, EXAMPLE) == url


@pytest.mark.parametrize(
    "typed", [None, "", "  ", "nonsense", "ftp://news.example/", "http://", "https:///a", "http://[x"]
)
def test_what_is_no_address_is_told_with_an_example(typed):
    with pytest.raises(UsageProblem, match=re.escape(EXAMPLE)):
        arguments.web_address(typed, EXAMPLE)


@pytest.mark.parametrize(
    "typed",
    [
        "http://user:rahasia@news.example/",
        "https://rahasia@news.example/a",
        "user:rahasia@news.example/a",
        "http://user:rahasia@127.0.0.1:8000/",
        "mailto:rahasia@news.example",
        "rahasia@news.example",
    ],
)
def test_who_asks_is_no_part_of_an_address_and_is_not_told_again(tmp_path, typed):
    (tmp_path / "urls.txt").write_text(f"https://news.example/1\n{typed}\n")
    for given in ((typed, None), (None, str(tmp_path / "urls.txt"))):
        with pytest.raises(UsageProblem, match=r"Leave out what stands before the @") as raised:
            arguments.web_addresses(*given, EXAMPLE)
        assert "rahasia" not in str(raised.value)


def test_an_at_sign_may_stand_behind_the_host():
    assert arguments.web_address("news.example/@sari?a=b@c", EXAMPLE) == "https://news.example/@sari?a=b@c"


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        ("https://a.example/1,https://b.example/2", ("https://a.example/1", "https://b.example/2")),
        ("a.example/1, b.example/2", ("https://a.example/1", "https://b.example/2")),
        ("https://a.example/1,https://a.example/1", ("https://a.example/1",)),
        ("https://a.example/1,", ("https://a.example/1",)),
        ("https://a.example/baca/123,5/judul", ("https://a.example/baca/123,5/judul",)),
        (
            "https://a.example/1,20250903.html,https://a.example/2,20250904.html",
            ("https://a.example/1,20250903.html", "https://a.example/2,20250904.html"),
        ),
    ],
)
def test_addresses_stand_between_commas_and_may_hold_some(typed, urls):
    assert arguments.web_addresses(typed, None, EXAMPLE) == urls


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("https://a.example/1\n\n# komentar\n  b.example/2 \n", ("https://a.example/1", "https://b.example/2")),
        ("\ufeffhttps://a.example/1\r\nhttps://a.example/1\r\n", ("https://a.example/1",)),
        ("https://a.example/1,2.html", ("https://a.example/1,2.html",)),
    ],
)
def test_addresses_stand_in_a_file_one_a_line(tmp_path, text, urls):
    (tmp_path / "urls.txt").write_text(text, encoding="utf-8")
    assert arguments.web_addresses(None, str(tmp_path / "urls.txt"), EXAMPLE) == urls


@pytest.mark.parametrize(
    ("url", "content", "said"),
    [
        (None, None, "either with url= or with urls=FILE"),
        ("a.example", b"b.example", "either with url= or with urls=FILE"),
        (",", None, "no address in ','"),
        ("https://a.example/,https://nonsense", None, "'https://nonsense' is no web address"),
        (None, b"", "there is no address in"),
        (None, b"\xff\xfe\x00", "cannot read the list of addresses"),
        (None, "missing", "cannot read the list of addresses"),
    ],
)
def test_a_wrong_list_of_addresses_is_told(tmp_path, url, content, said):
    path = None if content is None else tmp_path / "urls.txt"
    if isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(UsageProblem, match=said):
        arguments.web_addresses(url, path and str(path), EXAMPLE)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (None, None),
        ("2025-09-03", datetime(2025, 9, 3, tzinfo=UTC)),
        (" 2025-09-03 ", datetime(2025, 9, 3, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_midnight_utc(value, day):
    assert arguments.day(value, "since") == day


@pytest.mark.parametrize("value", ["", "kemarin", "2025-02-30", "03-09-2025", "2025-9-3", "2025-09-03T10:00"])
def test_what_is_no_day_is_told(value):
    with pytest.raises(UsageProblem, match=r"since=.* Write it as since=2025-09-03"):
        arguments.day(value, "since")


@pytest.mark.parametrize(("value", "number"), [(None, None), ("1", 1), (" 100 ", 100)])
def test_a_count_is_a_whole_number_from_one_up(value, number):
    assert arguments.count(value, "pages") == number


@pytest.mark.parametrize("value", ["", "0", "-1", "1.5", "x", "²", "9" * 5000])
def test_what_is_no_count_is_told(value):
    with pytest.raises(UsageProblem, match="is no number of pages"):
        arguments.count(value, "pages")


@pytest.mark.parametrize(("value", "choice"), [(None, True), ("yes", True), ("No", False), (" no ", False)])
def test_yes_and_no_are_said_in_words(value, choice):
    assert arguments.yes_or_no(value, "pages", default=True) is choice


@pytest.mark.parametrize("value", ["", "1", "true", "ya"])
def test_neither_yes_nor_no_is_told(value):
    with pytest.raises(UsageProblem, match="neither yes nor no"):
        arguments.yes_or_no(value, "pages", default=True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ulr": "x"}, "Did you mean -a url=…"),
        ({"zzz": "x"}, "It takes: pages, url."),
        ({"url": "x", "page": "1"}, "pages="),
    ],
)
def test_an_unknown_argument_is_told_with_the_nearest_known_one(given, said):
    with pytest.raises(UsageProblem, match=said):
        arguments.only(given, ("url", "pages"), "news_page")


def test_known_arguments_pass():
    assert arguments.only({"url": "x"}, ("url", "pages"), "news_page") is None
