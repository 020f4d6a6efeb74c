"""Lines that Indonesian newsrooms set between and below their paragraphs; each beside the sentence it must not eat."""

import pytest

from crawler.extract import phrases
from crawler.extract.article import from_html
from crawler.extract.body import fragment

URL = "https://gazette.example/pasar-ikan"
FIRST = "JAKARTA, GAZETTE.example - Pasar ikan dibuka satu jam lebih siang mulai Senin, kata kantor pelabuhan."
SECOND = "Para pedagang meminta perubahan itu sejak kapal dipindahkan ke dermaga utara dua tahun yang lalu."
LINK = "<a href='/kopi'>Harga kopi naik lagi pekan ini</a>"

LEFT_OUT = [
    f"Baca juga: {LINK}",
    "Baca Juga: Harga kopi naik lagi pekan ini",
    f"Lihat juga: {LINK}",
    "Simak juga Video: Perahu di dermaga",
    "Simak Video 'Perahu di dermaga':",
    f"Tonton juga: {LINK}",
    f"Selanjutnya: {LINK}",
    "ADVERTISEMENT",
    "SCROLL TO CONTINUE WITH CONTENT",
    "[Gambas:Video 20detik]",
    "Scroll ke bawah untuk melanjutkan membaca",
    "Halaman 2 dari 2",
    "Ikuti kami di Google News",
    "Cek Berita dan Artikel yang lain di Google News",
    "Simak breaking news dan berita pilihan kami langsung di ponselmu.",
    "Dapatkan update berita pilihan setiap hari dari Gazette.",
    'Artikel ini telah tayang di Gazette.example dengan judul "Pasar ikan"',
]
SENTENCES = [
    "Baca juga bukan perintah, kata guru itu, melainkan kebiasaan.",
    "Lihat juga: begitu pesan ibunya setiap pagi di dermaga.",
    "Simak video itu baik-baik, kata polisi kepada warga.",
    "Selanjutnya kapal itu berlayar ke timur.",
    "Iklan itu dicabut dari papan di dermaga.",
    "Halaman 2 dari buku itu robek.",
    "Ikuti kami, teriak nelayan itu dari atas perahu.",
    "Dapatkan ikan segar di pasar sebelum pukul enam pagi.",
    "Artikel ini telah lama ditulis, kata redaktur itu.",
]


def on_page(line):
    markup = f"<main><h1>Pasar ikan</h1><div><p>{FIRST}</p><p>{line}</p><p>{SECOND}</p></div></main>"
    return [p.text for p in from_html(markup.encode(), URL, any_page=True).paragraphs]


def from_api(line):
    return [p.text for p in fragment(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>", URL)]


@pytest.mark.parametrize("line", LEFT_OUT)
@pytest.mark.parametrize("read", [on_page, from_api])
def test_what_is_no_part_of_the_story_is_left_out(line, read):
    assert read(line) == [FIRST, SECOND]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("read", [on_page, from_api])
def test_a_sentence_that_begins_alike_stays(sentence, read):
    assert read(sentence) == [FIRST, sentence, SECOND]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("JAKARTA, GAZETTE.example - Harga beras naik.", "JAKARTA, GAZETTE.example"),
        ("GAZETTE.CO, Jakarta - Harga beras naik.", "GAZETTE.CO, Jakarta"),
        ("Gazette.com, Jakarta Harga beras naik.", "Gazette.com, Jakarta"),
        ("Jakarta, Gazette Indonesia -- Harga beras naik.", "Jakarta, Gazette Indonesia"),
        ("Jakarta (KANTOR) - Harga beras naik.", "Jakarta (KANTOR)"),
        ("BANDUNG — Harga beras naik.", "BANDUNG"),
        ("Kopi - minuman itu - naik harga.", None),
        ("Gazette.com, kata Rina, tutup.", None),
        ("Harga beras naik.", None),
    ],
)
def test_a_dateline_is_kept_as_data(line, expected):
    assert phrases.dateline(line) == expected


def test_dateline_and_origin_are_fields_of_the_article():
    origin = "Artikel ini telah tayang di Berita.example dengan judul Pasar ikan"
    markup = f"<main><h1>Pasar ikan</h1><div><p>{FIRST}</p><p>{SECOND}</p><p>{origin}</p></div></main>"
    article = from_html(markup.encode(), URL, any_page=True)
    assert (article.dateline, article.origin) == ("JAKARTA, GAZETTE.example", "Berita.example")


@pytest.mark.parametrize("read", [on_page, from_api])
def test_a_dateline_in_a_line_of_its_own_goes_on_in_the_next(read):
    first, second = read("</p><b>Jakarta</b> -<p>Kapal pertama tiba pukul enam pagi di dermaga utara.")[1:3]
    assert first == "Jakarta - Kapal pertama tiba pukul enam pagi di dermaga utara."
    assert second == SECOND
