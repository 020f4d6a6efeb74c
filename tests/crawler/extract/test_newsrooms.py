"""What newsrooms, page builders and themes put round and into a story, as a reader would copy it out."""

from datetime import timedelta

import pytest

from crawler.extract.article import from_html
from crawler.items import ParagraphKind

URL = "https://kabar.example/daerah/jembatan"
SENTENCES = [
    "Warga Kampung Lembah Hijau bergotong royong memperbaiki jembatan gantung yang putus akibat banjir bandang.",
    "Jembatan sepanjang 40 meter itu menjadi satu-satunya akses anak sekolah menuju sekolah dasar di seberang.",
    "“Kami tidak mau menunggu lama, anak-anak harus sekolah,” kata Ketua RT 04 Sumarno kepada wartawan.",
    "Pemerintah kabupaten menyatakan akan menganggarkan pembangunan jembatan permanen pada tahun depan.",
]
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
THEME = "wp-singular single single-post postid-5"


def read(markup, head="", page=""):
    html = f"<title>Jembatan</title><meta property=og:type content=article>{head}<body class='{page}'><h1>Jembatan diperbaiki</h1>{markup}"
    return from_html(html.encode(), URL)


@pytest.mark.parametrize("page", ["", THEME])
@pytest.mark.parametrize(
    ("closing", "author"),
    [
        ("<p>Penulis: Rahma Wulandari</p><p>Editor: Budi Santoso</p>", "Rahma Wulandari"),
        ("<p><strong>Reporter : Rahma Wulandari</strong></p><p>Redaktur : Budi Santoso</p>", "Rahma Wulandari"),
        ("<p>Pewarta: Rahma Wulandari<br>Editor: Budi Santoso<br>Copyright © KABAR 2024</p>", "Rahma Wulandari"),
        ("<p>Rep: Rahma Wulandari/ Red: Budi Santoso</p>", "Rahma Wulandari"),
        (
            "<p>* Fakta atau Hoaks? Untuk mengetahui kebenaran informasi yang beredar, silakan hubungi nomor kami.</p>",
            None,
        ),
        (
            '<p>Dapatkan update berita pilihan setiap hari. Mari bergabung di grup "Kabar Lembah Hijau Terbaru".</p>',
            None,
        ),
    ],
)
def test_what_a_newsroom_closes_a_story_with_is_none_of_it(closing, author, page):
    told = read(f"<div class=entry-content>{STORY}{closing}</div>", page=page)
    assert told.body.split("\n") == SENTENCES
    assert told.authors == ((author,) if author else ())


def test_a_sentence_with_a_role_and_a_colon_is_told():
    last = "Penulis: ia lupa namanya sendiri, kata para tetangga yang mengenalnya sejak kecil di kampung itu."
    assert read(f"<div>{STORY}<p>{last}</p></div>").body.endswith(last)


@pytest.mark.parametrize(
    "piece", ["elementor-widget elementor-widget-text-editor", "so-panel widget widget_sow-editor"]
)
def test_each_piece_of_a_page_builder_is_told_but_for_those_that_say_what_they_are(piece):
    pieces = "".join(f"<div class='{piece}'><p>{sentence}</p></div>" for sentence in SENTENCES * 3)
    shares = "<div class='elementor-widget elementor-widget-share-buttons'><p>Bagikan ke teman sekampung</p></div>"
    told = read(f"<div class='entry-content'>{pieces}{shares}</div>", page=THEME)
    assert told is not None and told.body.split("\n")[:4] == SENTENCES and "Bagikan" not in told.body


def test_the_author_and_the_tags_in_pieces_of_a_page_builder_are_found():
    pieces = "<div class='elementor-widget'><a href='/author/r' rel=author>Rizal Saputra</a></div><div class='elementor-widget'><a rel=tag href='/tag/pasar'>pasar</a></div>"
    told = read(f"{pieces}<div class='entry-content'>{STORY}</div>", page=THEME)
    assert (told.authors, told.tags) == (("Rizal Saputra",), ("pasar",))


def test_a_quotation_in_a_figure_is_told():
    quote = "Kami ingin anak-anak segera pulang ke sekolah."
    markup = f"<figure><blockquote><p>{quote}</p></blockquote></figure>"
    told = read(f"<div>{STORY.replace('</p><p>', '</p>' + markup + '<p>', 1)}</div>")
    assert [one.kind for one in told.paragraphs if one.text == quote] == [ParagraphKind.QUOTE]


def test_a_picture_s_caption_in_a_table_of_its_own_is_a_caption():
    table = "<table class=tr-caption-container><tr><td><img src=/a.jpg></td></tr><tr><td class=tr-caption>Perahu murid bersandar</td></tr></table>"
    told = read(f"<div>{STORY.replace('</p><p>', '</p>' + table + '<p>', 1)}</div>")
    assert "Perahu" not in told.body


def test_microdata_makes_a_short_story_an_article():
    html = f"<title>J</title><div itemscope itemtype='https://schema.org/Article'><h2 itemprop=headline>Jembatan</h2><div itemprop=articleBody>{STORY}</div></div>"
    assert from_html(html.encode(), URL) is not None


def test_a_clock_without_a_zone_takes_the_one_printed_with_the_same_minute():
    head = "<meta name=publishdate content='2024/03/02 14:05:00'>"
    told = read(f"<div class=date>Sabtu, 02 Mar 2024 14:05 WIB</div><div>{STORY}</div>", head)
    assert (told.published_at.isoformat(), told.published_at.utcoffset()) == (
        "2024-03-02T14:05:00+07:00",
        timedelta(hours=7),
    )
    assert told.rules["published_at"] == "meta:publishdate"


def test_the_link_to_reply_is_no_word_of_a_comment():
    comment = (
        "<ol class=comment-list><li id=comment-7 class='comment depth-1'><article class=comment-body><header class='comment-meta comment-author vcard'><b class=fn>Joko</b></header>"
        "<section class='ast-comment-content comment'><p>Perahunya bocor.</p><div class='ast-comment-edit-reply-wrap'>"
        "<span class=ast-reply-link><a class=comment-reply-link href='#'>Balas</a></span></div></section></article></li></ol>"
    )
    told = read(
        f"<div class=entry-content>{STORY}</div><div id=comments class=comments-area>{comment}</div>", page=THEME
    )
    assert [one.text for one in told.comments] == ["Perahunya bocor."]


@pytest.mark.parametrize(
    "date",
    [
        "<abbr class=published itemprop=datePublished title='2024-03-02T14:05:00+07:00'>14.05</abbr>",
        "<div class='elementor-widget elementor-widget-post-info'><time class=published datetime='2024-03-02T14:05:00+07:00'>x</time></div>",
    ],
)
def test_when_a_story_was_published_is_read_where_templates_put_it(date):
    assert read(f"{date}<div>{STORY}</div>").published_at.isoformat() == "2024-03-02T14:05:00+07:00"
