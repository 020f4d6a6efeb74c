import pytest

from crawler.extract.names import one_name, parted, spoken_names, told_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Jurnalis Berita", "Jurnalis Berita"),
        ("Oleh Jurnalis Berita", "Jurnalis Berita"),
        ("oleh: Ayu Lestari", "Ayu Lestari"),
        ("Olehta Sembiring", "Olehta Sembiring"),
        ("Penulis: Ayu Lestari", "Ayu Lestari"),
        ("Penulis Tamu", "Penulis Tamu"),
        ("Anwar Siregar, M.Si.", "Anwar Siregar, M.Si."),
        ("Von Max Muster", "Max Muster"),
        ("De Vries", "De Vries"),
        ("Par Zoé Petit", "Zoé Petit"),
        ("بقلم: يوسف النجار", "يوسف النجار"),
        ("بقلم يوسف النجار", "يوسف النجار"),
        ("كتبت: سلمى الحداد", "سلمى الحداد"),
        ("Автор: Ирина Ковалёва", "Ирина Ковалёва"),
        ("Текст: Ирина Ковалёва", "Ирина Ковалёва"),
        ("von Heike Brandt —", "Heike Brandt"),
        ("by", None),
        ("admin", None),
        ("https://x.example/", None),
        ("Ayu Lestari, 5 Mei 2024", "Ayu Lestari"),
    ],
)
def test_the_name_in_a_byline_element_loses_its_lead_and_nothing_else(text, name):
    assert one_name(text) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ayu Lestari and Budi Santoso", ["Ayu Lestari", "Budi Santoso"]),
        ("Oleh Ayu Lestari, Budi Santoso dan Citra Dewi", ["Ayu Lestari", "Budi Santoso", "Citra Dewi"]),
        ("Von Max Muster (dpa)", ["Max Muster"]),
        ("Max Muster, Max Muster", ["Max Muster"]),
        ("Авторы: Ирина Ковалёва, Пётр Сомов", ["Ирина Ковалёва", "Пётр Сомов"]),
        ("Posted by", []),
        ("Author", []),
        ("Tim Redaksi", []),
        ("3 comments", []),
        ("Updated Monday", []),
        ("Follow us", []),
        ("die einfachste Lösung", []),
        ("Madonna", []),
    ],
)
def test_printed_bylines_give_names_and_no_theme_words(text, names):
    assert spoken_names([text]) == names


def test_a_single_name_counts_where_the_markup_calls_it_a_name():
    assert spoken_names(["Madonna"], single=True) == ["Madonna"]


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["Ayu Lestari", "ayu lestari"], ["Ayu Lestari"]),
        (["Elena Ober (obe)"], ["Elena Ober"]),
        (["https://x.example/ayu", "admin", "12"], []),
        (["Nur&#039;aini"], ["Nur'aini"]),
    ],
)
def test_told_names_are_cleaned_and_kept_once(values, names):
    assert told_names(values) == names


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lovelace and Grace Hopper", ["Ada Lovelace", "Grace Hopper"]),
        ("Felix Schröder und Jörg Wisch, dpa", ["Felix Schröder", "Jörg Wisch", "dpa"]),
        ("Salt and Pepper", ["Salt and Pepper"]),
        ("Ayu Lestari", ["Ayu Lestari"]),
    ],
)
def test_several_names_in_one_value_are_parted(name, parts):
    assert parted(name) == parts
