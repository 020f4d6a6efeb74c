import pytest

from crawler.extract.article import from_html
from crawler.extract.comments import comments
from crawler.page import Page

URL = "https://hulu.example/2024/05/jembatan.html"
LONG = (
    "<p>Papan lantainya dari kayu rasamala yang tumbang musim hujan lalu, dan talinya ditempa di bengkel di pasar.</p>"
)
STORY = f"<article><h1>Jembatan di hulu dibuka</h1><div class='isi'>{LONG * 6}</div></article>"
DATE = "<span class='date'>2 Mei 2024 07:56</span>"


def read(markup):
    return comments(Page.from_bytes((STORY + markup).encode(), URL))


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(
            "<aside class='widget widget_recent_comments'><h3>Komentar terbaru</h3><ul id='recentcomments'>"
            "<li class='recentcomments'><span class='comment-author-link'>Ayu</span> pada <a href='/lain/#comment-3'>Jalan desa</a></li></ul></aside>",
            id="the latest comments of the site",
        ),
        pytest.param(
            "<div class='comments-box'><ul><li><b class='author'>Ayu menulis:</b> <a href='/2024/04/lain.html#comment-3'>Ya, jalan di sana rusak</a></li>"
            "<li><b class='author'>Bagus menulis:</b> <a href='/2024/03/lain.html#comment-4'>Kapan diperbaiki</a></li></ul></div>",
            id="a list of comments elsewhere that no class tells",
        ),
        pytest.param(
            "<div class='comments'><div class='comment-body'><p>Untuk menghubungi redaksi tulislah surat kepada kami di kantor.</p></div></div>",
            id="a notice in a comment's clothes",
        ),
        pytest.param(
            f"<div id='comments' class='comment-list'><div class='comment'>{DATE}<b class='author'>Redaksi</b><p>Belum ada komentar.</p></div></div>",
            id="nobody has written",
        ),
        pytest.param(
            "<div class='modal' id='comment-error'><div class='comment-body'><b class='author'>Galat</b><p>Komentar Anda tidak tersimpan.</p></div></div>",
            id="a message of a form",
        ),
        pytest.param(
            "<div class='live-comment'><div class='live-comment-body'>Gol di menit kesembilan puluh!</div>"
            "<div class='live-comment-body'>Pertandingan selesai.</div></div>",
            id="a live ticker",
        ),
        pytest.param(
            "<div id='respond' class='comment-respond'><form><p class='comment-notes'>Surel Anda tidak dipublikasikan.</p></form></div>",
            id="a form",
        ),
        pytest.param(
            "<div class='comment_container'><h3 class='miniheading'>Leave a Reply</h3><span class='minitext'>Want to join the "
            "discussion?<br>Feel free to contribute!</span></div>",
            id="what a theme writes over its form",
        ),
        pytest.param(
            "<div class='comment-container'><div class='comments-header'><p>Comentarios de nuestros suscriptores/as</p></div></div>",
            id="the heading of a list that scripts fill",
        ),
    ],
)
def test_what_only_looks_like_comments_is_none(markup):
    assert read(markup) == ()


@pytest.mark.parametrize(
    ("item", "author", "text"),
    [
        ("<li><b class='nick'>Ayu</b> " + DATE + "<p>Ya.</p></li>", "Ayu", "Ya."),
        ("<div class='kommentar-item'><div class='benutzer'>Ayu</div>" + DATE + "<h5>Setuju</h5>Ya.</div>", "Ayu", "Setuju\nYa."),
        ("<div class='comment'><p class='info'><span>Ayu</span> schrieb:<br>2.5.2024 07:56</p><div class='comment-text'>Ya.</div></div>", "Ayu", "Ya."),
        ("<blockquote><small>Ayu am 2.5.2024 07:56</small><p class='comment'>Ya.</p></blockquote>", "Ayu", "Ya."),
        ("<div class='comment'><b class='author'>Ayu:</b> " + DATE + " Ya, betul.</div>", "Ayu", "Ya, betul."),
    ],
)  # fmt: skip
def test_name_date_and_words_are_told_apart(item, author, text):
    found = read(f"<div class='comments'>{item}{item.replace('Ayu', 'Bagus')}</div>")
    assert (found[0].author, found[0].published_at.isoformat()[:16], found[0].text) == (
        author,
        "2024-05-02T07:56",
        text,
    )
    assert [c.author for c in found] == [author, "Bagus"]


def test_depth_words_tell_the_thread_where_nothing_is_nested():
    items = "".join(
        f"<div class='comment level-{level}' id='comment-x{n}'><b class='author'>P{n}</b>{DATE}<p>Kata {n}.</p></div>"
        for n, level in enumerate((0, 1, 2, 1, 0), 1)
    )
    found = read(f"<div class='comments'>{items}</div>")
    assert [(c.source_id, c.parent_id, c.depth) for c in found] == [
        ("x1", None, 0),
        ("x2", "x1", 1),
        ("x3", "x2", 2),
        ("x4", "x1", 1),
        ("x5", None, 0),
    ]


def test_comments_that_outweigh_a_short_story_stay_out_of_it():
    lines = "".join(
        f"<div class='post-review'><b class='author'>Pembaca {n}</b>{DATE}<p>{'Sebuah pendapat yang panjang sekali. ' * 9}</p></div>"
        for n in range(9)
    )
    html = f"<h1>Jembatan dibuka</h1><div class='isi'>{LONG}</div><div class='product-reviews'>{lines}</div>"
    article = from_html(html.encode(), URL, any_page=True)
    assert article.body == LONG[3:-4]
    assert len(article.comments) == 9


def test_a_review_with_its_writer_and_date_is_a_story_and_no_comment():
    body = "".join(LONG.replace("Papan", f"Papan ke-{n}") for n in range(5))
    html = f"<article class='review'><h1>Buku di hulu</h1><span class='author'>Dian Kusuma</span>{DATE}<div class='review-body'>{body}</div></article>"
    article = from_html(html.encode(), URL, any_page=True)
    assert (len(article.paragraphs), article.comments) == (5, ())


def test_numbers_that_two_comments_share_are_nobody_s():
    item = f"<li id='comment-a7'><b class='author'>Ayu</b>{DATE}<p>Ya.</p></li>"
    assert [c.source_id for c in read(f"<ul class='comments'>{item}{item}</ul>")] == ["a7", None]


def test_the_element_that_tells_the_hour_is_read_where_the_box_round_it_says_the_day():
    head = "<div class='comment-author vcard'><b class='fn'>Ayu</b> <span class='says screen-reader-text'>menulis:</span></div>"
    stamp = "<div class='comment-metadata'><time datetime='2024-05-02T07:56:00Z'>2 Mei 2024</time></div>"
    body = f"<footer class='comment-meta'>{head}{stamp}</footer><div class='comment-content'><p>Akhirnya jadi juga.</p></div>"
    item = f"<li class='comment even depth-1'><article class='comment-body'>{body}</article></li>"
    found = read(f"<div class='comments-area'><ol class='comment-list'>{item}</ol></div>")
    assert [(c.author, c.published_at.isoformat()) for c in found] == [("Ayu", "2024-05-02T07:56:00+00:00")]


def test_a_date_that_is_another_s_does_not_give_the_hour():
    stamp = "<span class='comment-date'>2 Mei 2024</span><span class='date'>Anggota sejak 2019-01-31 17:02</span>"
    found = read(
        f"<ol class='comment-list'><li class='comment'><b class='fn'>Ayu</b>{stamp}<p>Akhirnya jadi juga.</p></li></ol>"
    )
    assert [c.published_at.isoformat()[:16] for c in found] == ["2024-05-02T00:00"]


def test_replies_in_a_plain_list_beside_the_comment_s_box_answer_it():
    def box(name, text, number):
        return f"<div class='comment' id='c-{number}'><b class='author'>{name}</b>{DATE}<p>{text}</p></div>"

    inner = f"<ul><li>{box('Bagus', 'Betul, Bu.', 2)}<ul><li>{box('Citra', 'Setuju.', 3)}</li></ul></li></ul>"
    found = read(
        f"<div id='comments'><ul><li>{box('Ayu', 'Jadi juga.', 1)}{inner}</li><li>{box('Dian', 'Lama sekali.', 4)}</li></ul></div>"
    )
    assert [(c.author, c.source_id, c.parent_id, c.depth) for c in found] == [
        ("Ayu", "1", None, 0), ("Bagus", "2", "1", 1), ("Citra", "3", "2", 2), ("Dian", "4", None, 0)
    ]  # fmt: skip


def test_levels_in_class_words_make_a_thread():
    def box(name, number, level):
        return f"<div class='comment commentlevel-{level}' id='c{number}'><b class='author'>{name}</b>{DATE}<p>Jembatan itu jadi.</p></div>"

    found = read(
        f"<div id='comments'>{box('Ayu', 1, 0)}{box('Bagus', 2, 1)}{box('Citra', 3, 2)}{box('Dian', 4, 0)}</div>"
    )
    assert [(c.author, c.parent_id) for c in found] == [("Ayu", None), ("Bagus", "1"), ("Citra", "2"), ("Dian", None)]
