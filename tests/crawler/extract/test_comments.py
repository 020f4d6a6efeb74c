import pytest

from crawler.extract.article import from_html
from crawler.extract.comments import comment_count, comment_pages, comment_paragraphs, comments
from crawler.items import CommentKind
from crawler.page import Page

URL = "https://newspage.example/kapal-tiba/"
META = (
    '<footer class="comment-meta"><div class="comment-author vcard"><img class="avatar"><b class="fn">{author}</b> '
    '<span class="says">berkata:</span></div><div class="comment-metadata"><a href="{url}#comment-{n}">'
    '<time datetime="2024-05-02T07:56:22+07:00">2 Mei 2024 pukul 07:56</time></a></div></footer>'
)
REPLY = '<div class="reply"><a class="comment-reply-link" href="?replytocom={n}#respond" data-commentid="{n}">Balas</a></div>'


def read(markup, url=URL):
    return comments(Page.from_bytes(f"<div id='comments'>{markup}</div>".encode(), url))


def item(shape, number, *, inner="", depth=1, text="<p>Teks.</p>"):
    meta = META.format(author=f"Pembaca {number}", url=URL, n=number)
    content = f'{meta}<div class="comment-content">{text}</div>{REPLY.format(n=number)}'
    children = f'<ol class="children">{inner}</ol>' if inner else ""
    return {
        "li": f'<li id="comment-{number}" class="comment depth-{depth}"><article id="div-comment-{number}" class="comment-body">'
        f"{content}</article>{children}</li>",
        "article": f'<li id="li-comment-{number}" class="comment depth-{depth}"><article id="comment-{number}">{content}</article>'
        f"{children}</li>",
        "div": f'<div id="comment-{number}" class="comment depth-{depth}">{content}{inner}</div>',
        "legacy": f'<li id="comment-{number}" class="comment depth-{depth}"><div id="div-comment-{number}" class="comment-body">{meta}'
        f"{text}{REPLY.format(n=number)}</div>{children}</li>",
        "bare": f'<li id="comment-{number}" class="comment"><div class="comment-body">{content}</div>{children}</li>',
    }[shape]


@pytest.mark.parametrize("shape", ["li", "article", "div", "legacy", "bare"])
def test_every_shape_of_a_thread_is_read(shape):
    deep = item(shape, 13, depth=3)
    thread = item(shape, 11, inner=item(shape, 12, inner=deep, depth=2)) + item(shape, 14)
    found = read(f'<ol class="comment-list">{thread}</ol>')
    assert [(c.source_id, c.parent_id, c.depth) for c in found] == [
        ("11", None, 0),
        ("12", "11", 1),
        ("13", "12", 2),
        ("14", None, 0),
    ]
    assert {c.paragraphs for c in found} == {("Teks.",)}
    assert [c.author for c in found] == ["Pembaca 11", "Pembaca 12", "Pembaca 13", "Pembaca 14"]
    assert {c.published_at.isoformat() for c in found} == {"2024-05-02T07:56:22+07:00"}
    assert found[2].permalink == f"{URL}#comment-13"


def test_depth_tells_the_parent_where_the_list_round_a_reply_is_missing():
    thread = (
        '<li id="comment-1" class="comment depth-1"><p>a</p><li id="comment-2" class="comment depth-2"><p>b</p></li>'
        '<li id="comment-3" class="comment depth-3"><p>c</p></li><li id="comment-4" class="comment depth-2"><p>d</p></li></li>'
    )
    assert [(c.source_id, c.parent_id) for c in read(f"<ol>{thread}</ol>")] == [
        ("1", None),
        ("2", "1"),
        ("3", "2"),
        ("4", "1"),
    ]


@pytest.mark.parametrize("shape", ["li", "legacy"])
@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("<p>Satu.</p>\n<p>Dua,<br />\ntiga.</p>", ("Satu.", "Dua,\ntiga.")),
        ("<blockquote><p>Kutipan</p></blockquote><p>Setuju &amp; “betul”.</p>", ("Kutipan", "Setuju & “betul”.")),
        ("<p>Coba <code>a &lt; b</code> 👍🏽</p>", ("Coba a < b 👍🏽",)),
        ('<p>Lihat <a href="https://x.example/?a=1&amp;b=2">ini</a>.</p>', ("Lihat ini.",)),
        ("<ul><li>a</li><li>b</li></ul>", ("a", "b")),
        ("<p>شكرا لكم</p>", ("شكرا لكم",)),
    ],
)
def test_a_page_and_an_api_tell_the_same_comment(shape, markup, paragraphs):
    assert comment_paragraphs(markup, URL) == paragraphs
    assert read(f"<ol>{item(shape, 5, text=markup)}</ol>")[0].paragraphs == paragraphs


def test_a_note_of_the_moderation_is_no_comment_text():
    text = '<p><em class="comment-awaiting-moderation">Komentar Anda menunggu moderasi.</em></p><p>Teks.</p>'
    assert read(item("li", 5, text=text))[0].paragraphs == ("Teks.",)


def test_the_author_s_url_is_read_and_typographic_apostrophes_are_taken_back():
    name = '<div class="wp-block-comment-author-name"><a href="https://p.example/#x" rel="external">Nur’aini</a></div>'
    found = read(f'<li id="comment-5" class="comment">{name}<div class="wp-block-comment-content"><p>x</p></div></li>')
    assert (found[0].author, found[0].author_url) == ("Nur'aini", "https://p.example/")


@pytest.mark.parametrize(("word", "kind"), [("pingback", CommentKind.PINGBACK), ("trackback", CommentKind.TRACKBACK)])
def test_pings_are_told_by_their_class(word, kind):
    short = f'<li id="comment-5" class="{word}"><div class="comment-body">Lacak: <a href="https://blog.example/p" class="url">Blog</a></div></li>'
    found = read(f"<ol>{short}</ol>")
    assert (found[0].kind, found[0].author, found[0].author_url, found[0].paragraphs) == (
        kind,
        "Blog",
        "https://blog.example/p",
        (),
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<ol class="commentlist"><li id="comment-5"><cite>Pingback von <a href="https://blog.example/p">Blog</a></cite> | '
        "<small>11.09.2011 23:31</small><p>[…] kapal […]</p></li></ol>",
        '<div id="trackbacks"><ol class="pinglist"><li id="comment-5"><a href="https://blog.example/p" class="url">Blog</a> - '
        "[…] kapal […]</li></ol></div>",
    ],
)
def test_pings_are_told_by_the_words_before_them_and_by_their_list(markup):
    found = read(markup)
    assert (found[0].kind, found[0].author, found[0].author_url) == (
        CommentKind.PINGBACK,
        "Blog",
        "https://blog.example/p",
    )


@pytest.mark.parametrize(
    "head",
    [
        '<cite><a href="https://p.example/">Ayu</a></cite> Says:<br><small class="commentmetadata"><a href="#comment-5">'
        "May 2nd, 2024 at 7:56 am</a></small>",
        '<div class="comment_author vcard"><b class="fn">Ayu</b> said, on May 2, 2024 at <a href="#comment-5">7:56 am</a></div>',
        '<cite class="comment-author"><a>Ayu</a></cite> <small class="commentmetadata"><a href="#comment-5">May 2nd at 7:56 am</a></small>',
        '<p class="number">1</p><cite>Comment by Ayu</cite><p>2. May 2024 at 07:56</p>',
        '<span class="fn">Ayu,</span> <span class="comment-date">2. May 2024 at 07:56</span>',
    ],
)
def test_old_themes_mark_no_text_and_its_stamp_is_none_of_it(head):
    found = read(
        f'<ol class="commentlist"><li id="comment-5">{head}<p>Kapal itu tiba.</p><p>10:30 lebih.</p></li></ol>'
    )
    assert [(one.author, one.text) for one in found] == [("Ayu", "Kapal itu tiba.\n10:30 lebih.")]


def test_words_that_say_a_time_alone_stay():
    theme = (
        '<li id="comment-5"><span class="fn">Ayu</span><div class="comment-content"><p>10:30</p><p>Ya.</p></div></li>'
    )
    assert [one.text for one in read(theme)] == ["10:30\nYa."]


def test_comments_and_the_form_never_leak_into_the_story():
    story = "<p>Kapal itu tiba.</p>"
    html = (
        "<body class='single single-post postid-9'><article class='post-9 hentry'><h1 class='entry-title'>Kapal tiba</h1>"
        f"<div class='entry-content'>{story}</div></article><div id='comments' class='comments-area'><h2 class='comments-title'>1 tanggapan</h2>"
        f"<ol>{item('li', 5, text='<p>Sebuah komentar yang panjang sekali. </p>' * 9)}</ol>"
        "<div id='respond' class='comment-respond'><h3>Tinggalkan Balasan</h3><form><p>Surel Anda aman.</p></form></div></div></body>"
    )
    article = from_html(html.encode(), URL)
    assert [p.text for p in article.paragraphs] == ["Kapal itu tiba."]
    assert [c.source_id for c in article.comments] == ["5"]


def test_a_page_with_a_form_alone_has_no_comments():
    assert (
        read(
            '<div id="respond" class="comment-respond"><h3>Tinggalkan Balasan</h3><form><p>Surel Anda tidak akan tampil.</p></form></div>'
        )
        == ()
    )


@pytest.mark.parametrize(
    ("links", "pages"),
    [
        ("", ()),
        ('<a href="comment-page-1/#comments">1</a>', ()),
        (
            '<a href="comment-page-1/#comments">1</a><a href="comment-page-4/#comments">4</a>',
            tuple(f"{URL}comment-page-{n}/" for n in (1, 2, 3, 4)),
        ),
        (
            '<a href="?cpage=1#comments">1</a><a href="?cpage=3#comments">3</a>',
            tuple(f"{URL}?cpage={n}" for n in (1, 2, 3)),
        ),
        (
            '<a href="comment-page-3/?replytocom=9#respond">Balas</a>',
            tuple(f"{URL}comment-page-{n}/" for n in (1, 2, 3)),
        ),
        ('<a href="/lain/comment-page-9/#comments">9</a>', ()),
    ],
)
def test_all_comment_pages_are_named_though_few_are_linked(links, pages):
    assert comment_pages(Page.from_bytes(links.encode(), URL)) == pages


def test_comment_pages_of_plain_addresses_keep_the_post_s_number():
    page = Page.from_bytes(b'<a href="/?p=7&cpage=2#comments">2</a>', "https://newspage.example/?p=7")
    assert comment_pages(page) == ("https://newspage.example/?p=7&cpage=1", "https://newspage.example/?p=7&cpage=2")


def test_a_comment_page_names_its_siblings():
    page = Page.from_bytes(b'<a href="/kapal-tiba/comment-page-1/#comments">1</a>', f"{URL}comment-page-2/")
    assert comment_pages(page) == (f"{URL}comment-page-1/", f"{URL}comment-page-2/")


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<h2 class="comments-title">250 tanggapan pada “Kapal 2024”</h2>', 250),
        ('<h2 class="comments-title">One thought on “7 days”</h2>', 1),
        ('<h2 class="comments-title">Satu tanggapan pada “7 hari”</h2>', 1),
        ('<h3 class="wp-block-comments-title">1.234 responses to “x”</h3>', 1234),
        ('<div id="comments"><h3>3 comments</h3></div>', 3),
        ('<script type="application/ld+json">{"@type":"NewsArticle","commentCount":"12"}</script>', 12),
        ('<h2 class="comments-title">Tanggapan</h2>', None),
        ("<p>250 orang</p>", None),
    ],
)
def test_the_displayed_count_is_read(html, count):
    assert comment_count(Page.from_bytes(html.encode(), URL)) == count


GENERIC = (
    '<article><h1>Kapal tiba</h1><div class="body">'
    + "<p>Kapal itu tiba di dermaga kayu pada pagi hari yang cerah.</p>" * 9
    + "</div></article>"
)


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="comments"><div class="comment" id="comment-a1"><b class="username">Joan</b><div class="comment-body">'
        "<p>Senang melihatnya kembali.</p></div></div></div>",
        '<ul class="commentlist"><li class="c" id="comment-a1"><cite>Joan</cite><p>Senang melihatnya kembali.</p></li></ul>',
        '<section id="disqus_thread"><article class="comment" id="comment-a1"><span class="author">Joan</span>'
        '<div class="comment-text">Senang melihatnya kembali.</div></article></section>',
    ],
)
def test_comments_of_unknown_software_are_found(markup):
    found = comments(Page.from_bytes((GENERIC + markup).encode(), "https://gazette.example/a"))
    assert [(c.source_id, c.author, c.text) for c in found] == [("a1", "Joan", "Senang melihatnya kembali.")]


def test_comments_told_in_json_ld_are_read():
    ld = (
        '<script type="application/ld+json">{"@type":"NewsArticle","comment":[{"@type":"Comment","@id":"c1","text":"Bagus &amp; benar.",'
        '"dateCreated":"2024-05-02T10:00:00+07:00","author":{"@type":"Person","name":"Joan"}}]}</script>'
    )
    found = comments(Page.from_bytes((ld + GENERIC).encode(), "https://gazette.example/a"))
    assert [(c.source_id, c.author, c.text, c.published_at.isoformat()) for c in found] == [
        ("c1", "Joan", "Bagus & benar.", "2024-05-02T10:00:00+07:00")
    ]
