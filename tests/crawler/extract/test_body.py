"""The story of WordPress content: the same from a page and from an API, and nothing beside it."""

from pathlib import Path

import pytest

from crawler.extract.article import from_html
from crawler.extract.body import fragment, paragraphs
from crawler.page import Page

URL = "https://newspage.example/kapal-tiba/"
EVERYTHING = Path(__file__).parents[2] / "pages" / "news-page" / "segala-bentuk" / "page.html"
THEMES = {
    "classic": '<article id="post-9" class="post-9 post hentry"><h1 class="entry-title">{title}</h1>'
    '<div class="entry-content">{content}</div></article>',
    "block": '<div class="wp-site-blocks"><main><h1 class="wp-block-post-title">{title}</h1>'
    '<div class="is-layout-constrained entry-content wp-block-post-content">{content}</div></main></div>',
    "newspaper": '<article id="post-9" class="post-9 hentry"><h1 class="tdb-title-text">{title}</h1>'
    '<div class="td-post-content tagdiv-type">{content}</div></article>',
}


def page_of(content, theme="classic", title="Kapal tiba"):
    body = THEMES[theme].format(title=title, content=content)
    return Page.from_bytes(
        f"<title>{title} - News Page</title><body class='single single-post postid-9'>{body}</body>".encode(), URL
    )


def told(content, **given):
    return [(p.kind.value, p.text) for p in fragment(content, URL, **given)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>satu<br />dua</p>", [("paragraph", "satu\ndua")]),
        ("<p>satu<br><br>dua</p>", [("paragraph", "satu"), ("paragraph", "dua")]),
        ("<h3>Judul <em>kecil</em></h3><p>teks</p>", [("heading", "Judul kecil"), ("paragraph", "teks")]),
        (
            "<ul><li>a<ol><li>b</li></ol></li><li><p>c</p></li></ul>",
            [("list_item", "a"), ("list_item", "b"), ("list_item", "c")],
        ),
        (
            "<blockquote><p>q</p><p>r</p><cite>s</cite></blockquote>",
            [("quote", "q"), ("quote", "r"), ("quote", "s")],
        ),
        ("<blockquote><p>q <cite>s</cite></p></blockquote>", [("quote", "q"), ("quote", "s")]),
        (
            "<blockquote><p>q</p><footer>— <cite>s</cite></footer></blockquote>",
            [("quote", "q"), ("quote", "s")],
        ),
        ("<p>Ia membaca <cite>Bumi Manusia</cite> lagi.</p>", [("paragraph", "Ia membaca Bumi Manusia lagi.")]),
        ("<blockquote><ul><li>a</li></ul></blockquote>", [("list_item", "a")]),
        (
            "<table><caption>c</caption><tr><th>a</th><th>b</th></tr><tr><td>1</td><td></td></tr></table>",
            [("caption", "c"), ("table_row", "a | b"), ("table_row", "1 |")],
        ),
        ("<table><tr><td><p>x</p><p>y</p></td><td>z</td></tr></table>", [("table_row", "x y | z")]),
        ("<figure><img><figcaption>c</figcaption></figure>", [("caption", "c")]),
        ('<p class="wp-caption-text">c</p>', [("caption", "c")]),
        ("<pre>a  b\n c</pre>", [("preformatted", "a  b\n c")]),
        ("<p>😀😀</p>", [("paragraph", "😀😀")]),
        ("<p>x</p>", [("paragraph", "x")]),
        ("", []),
    ],
)
def test_blocks_become_paragraphs_of_their_kind(markup, expected):
    assert told(markup) == expected


STORY = "<p>Harga beras turun di pasar kecamatan.</p>"
KEPT = ("paragraph", "Harga beras turun di pasar kecamatan.")


@pytest.mark.parametrize(
    "beside",
    [
        '<p>Baca juga: <a href="/x">Kopi naik</a></p>',
        '<p><strong>BACA JUGA: <a href="/x">Kopi naik</a></strong></p>',
        '<p>Baca juga Berita lainnya di <a href="/x">News Page</a></p>',
        '<p>Lihat juga <a href="/x">Kopi naik</a></p>',
        '<p>Simak juga Video: <a href="/x">Kopi naik</a></p>',
        '<p>Read also: <a href="/x">Coffee is up</a></p>',
        '<p>Lesen Sie auch: <a href="/x">Kaffee wird teurer</a></p>',
        '<p>SEE THE FILM: <a href="/x">Coffee is up</a></p>',
        '<p><a href="/x">Kopi naik lagi di pasar kecamatan</a></p>',
        '<h3>Baca juga</h3><ul><li><a href="/x">Satu</a></li><li><a href="/y">Dua</a></li></ul>',
        '<p>Baca juga:<br><a href="/x">Satu</a><br><a href="/y">Dua</a></p>',
        '<div class="inline-related-title">Baca juga:</div><ul><li><a href="/x">Satu</a></li><li><a href="/y">Dua?</a></li></ul>',
        '<p>Baca juga:</p><ul><li><a href="/x">Kopi naik lagi</a> (1/8)</li><li><a href="/y">Gula turun?</a> (2/8)</li></ul>',
        "<p>ADVERTISEMENT</p>",
        "<p>Iklan</p>",
        "<p>[Gambas:Video 20detik]</p>",
        "<p>SCROLL TO CONTINUE WITH CONTENT</p>",
        "<p>Halaman 2 dari 3</p>",
        "<p>2 dari 3 halaman</p>",
        "<p>Подписывайтесь на наш телеграм-канал, чтобы не пропустить главное.</p>",
        "<p>تابعونا على فيسبوك وتويتر</p>",
        "<p>Bizi Instagram'da takip edin.</p>",
        "<p>Поделиться</p>",
        "<p>Bu haberi paylaş</p>",
        '<ul class="sns"><li><a href="#">ツイート</a></li><li><a href="#">シェア</a></li></ul>',
        '<p>Ikuti kami di <a href="https://x.example">Google News</a></p>',
        "<p>Artikel ini telah tayang di Gazette.example dengan judul Harga beras turun</p>",
        '<div class="sharedaddy"><h3>Bagikan ini:</h3><p>Facebook dan kawan-kawan</p></div>',
        '<div class="jp-relatedposts"><h3>Terkait</h3><p>Ringkasan cerita lain</p></div>',
        '<div class="yarpp-related"><p>Cerita lain</p></div>',
        '<div class="author-box"><p>Ayu menulis tentang sungai.</p></div>',
        '<p class="post-nav-links">Halaman: 1 <a href="/2/">2</a></p>',
        '<div class="page-links">Halaman: 1 <a href="/2/">2</a></div>',
        '<form><p>Masukkan surel Anda di sini</p></form><div class="newsletter-box"><p>Daftar</p></div>',
        '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">https://video.example/1</div></figure>',
        "<script>alert(1)</script><style>p{}</style>",
    ],
)
def test_what_stands_beside_the_story_is_left_out(beside):
    long = STORY + STORY.replace("beras", "gula") * 1 + "<p>" + "Pedagang menunggu pembeli sejak subuh. " * 8 + "</p>"
    assert told(long + beside) == told(long)
    assert told(beside + long) == told(long)


@pytest.mark.parametrize(
    "sentence",
    [
        "Baca tulis bukan lagi barang mewah di desa itu, kata <em>Bu Guru</em>.",
        'Baca juga bukan soal biasa, <a href="/x">katanya</a>, sebelum pulang.',
        'Baca puisi di <a href="/x">alun-alun</a> ramai.',
        "Bacaan lama dijual kiloan.",
        "Iklan kecap itu dicabut.",
        "Halaman 2 dari buku itu sobek.",
        "Terkait banjir, warga mengungsi.",
        "Selanjutnya, polisi datang.",
        "Share prices fell on Monday.",
        "Related species live further north.",
        "3 dari 4 halaman buku itu sobek.",
        "Подписывайтесь под петицией, просят жители.",
        "Kuşları her sabah iskelede takip edin, dedi.",
    ],
)
def test_a_sentence_that_only_begins_like_a_pointer_stays(sentence):
    assert len(told(f"<p>{sentence}</p>{STORY}")) == 2


def test_a_list_of_links_without_a_label_stays():
    assert len(told(STORY + '<ul><li><a href="/x">Sumber satu</a></li><li><a href="/y">Sumber dua</a></li></ul>')) == 3


def test_a_heading_stays_unless_everything_under_it_was_left_out():
    related = '<p>Baca juga: <a href="/x">Kopi naik</a></p>'
    assert told(f"{STORY}<h2>Lain-lain</h2>{related}") == [KEPT]
    assert told(f"{STORY}<h2>Lain-lain</h2>{related}<p>Akhir.</p>") == [
        KEPT,
        ("heading", "Lain-lain"),
        ("paragraph", "Akhir."),
    ]
    assert told(f"{STORY}<h2>Lain-lain</h2>") == [KEPT, ("heading", "Lain-lain")]


def test_a_heading_that_repeats_the_title_is_left_out():
    assert told("<h2>Kapal Tiba!</h2>" + STORY, title="Kapal tiba") == [KEPT]
    assert len(told("<p>Kapal tiba</p>" + STORY, title="Kapal tiba")) == 2


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_and_an_api_tell_the_same_story(theme):
    source = EVERYTHING.read_text("utf-8")
    content = source.partition("<!-- story -->")[2].partition("<!-- /story -->")[0]
    from_api = fragment(content, URL, title="Kapal tiba")
    assert len(from_api) > 25
    assert paragraphs(page_of(content, theme), title="Kapal tiba") == from_api
    article = from_html(page_of(content, theme).tree.html.encode(), URL)
    assert article.paragraphs == from_api
    assert article.rules["paragraphs"] == "wordpress:content"


@pytest.mark.parametrize("theme", THEMES)
def test_a_story_of_one_sentence_is_a_story(theme):
    assert [p.text for p in paragraphs(page_of("<p>Kapal itu tiba.</p>", theme))] == ["Kapal itu tiba."]


def test_a_story_of_20_000_words_is_told_whole():
    lines = [f"Baris ke-{number}: " + "sungai mengalir ke hilir " * 10 + "." for number in range(500)]
    content = "".join(f"<p>{line}</p>" for line in lines)
    assert [p.text for p in paragraphs(page_of(content))] == [" ".join(line.split()) for line in lines]


def test_the_body_is_the_paragraphs_but_captions():
    article = from_html(page_of(STORY + "<figure><figcaption>Pasar</figcaption></figure>").tree.html.encode(), URL)
    assert article.body == KEPT[1]
    assert [p.text for p in article.paragraphs] == [KEPT[1], "Pasar"]


def test_a_post_without_words_is_no_article_whatever_else_the_page_says():
    html = page_of("<figure><iframe src='https://video.example/1'></iframe></figure>").tree.html
    html += "<aside><p>" + "Sebuah teks panjang di samping cerita yang tidak ada. " * 20 + "</p></aside>"
    assert from_html(html.encode(), URL) is None


def test_content_of_another_post_on_the_page_is_not_the_story():
    other = (
        '<article id="post-8" class="post-8 hentry"><div class="entry-content"><p>'
        + "Lain. " * 200
        + "</p></div></article>"
    )
    body = THEMES["classic"].format(title="Kapal tiba", content=STORY) + other
    page = Page.from_bytes(f"<body class='single single-post postid-9'>{body}</body>".encode(), URL)
    assert [p.text for p in paragraphs(page)] == [KEPT[1]]
