import pytest

from crawler.blocks import outlined
from crawler.page import Page


def outline_of(markup):
    return outlined(Page.from_fragment(markup, "https://gazette.example/").body)


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<p>one <b>bold</b>\n  word</p>", ["one bold word"]),
        ("loose<div>inner</div>tail", ["loose", "inner", "tail"]),
        ("<p>a<br>b<br><br>c</p>", ["a", "b", "c"]),
        ("<p>a<script>no()</script><style>no{}</style><noscript>no</noscript>b</p>", ["ab"]),
        ("<p>co&shy;operate&#8203;d</p>", ["cooperated"]),
        ("<p>seen <span class='screen-reader-text'>unseen</span></p>", ["seen"]),
        ("<p>seen <span style='display: none'>unseen</span><i hidden>unseen</i></p>", ["seen"]),
        ("<p>yes <img class='emoji' alt='🎉'><img alt='a photo'></p>", ["yes 🎉"]),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", ["漢"]),
        ("<button>press</button><nav>menu</nav><p>text</p>", ["text"]),
        ("", []),
    ],
)
def test_an_outline_has_the_lines_a_reader_sees(markup, lines):
    assert outline_of(markup).text == lines


def test_lines_know_whether_one_line_break_alone_parts_them():
    outline = outline_of("<p>a<br>b<br> &nbsp;<br>c</p><p>d</p>")
    assert list(zip(outline.text, outline.joined, strict=True)) == [
        ("a", False),
        ("b", True),
        ("c", False),
        ("d", False),
    ]


def test_preformatted_text_keeps_its_breaks_and_spaces():
    assert outline_of("<pre>\n a  b<br>  c\n</pre>").text == [" a  b\n  c"]


def test_boxes_own_ranges_of_lines():
    outline = outline_of("<div class='a' id='b'><p>one</p><p itemprop='c'>two</p></div><p>three</p>")
    spans = [(outline.tag[box], outline.names[box], outline.text_of(box)) for box in range(len(outline.tag))]
    assert spans == [
        ("body", "", "one two three"),
        ("div", "a #b", "one two"),
        ("p", "", "one"),
        ("p", " @c", "two"),
        ("p", "", "three"),
    ]


def test_links_count_with_their_characters_and_anchors_on_the_page_do_not():
    outline = outline_of("<p>see <a href='/x'>there</a> or <a href='#y'>here</a></p>")
    assert (outline.linked, outline.links) == ([5], [1])


def test_a_link_round_blocks_links_every_line_in_it():
    assert outline_of("<a href='/x'><h2>Title</h2><p>Text</p></a>").linked == [5, 4]


def test_a_page_swallowed_by_an_open_element_is_read_all_the_same():
    assert outline_of("<dialog><article><p>the story</p></article></dialog>").text == ["the story"]


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li"])
def test_deep_nesting_is_read_without_recursion(tag):
    depth = 2_500
    assert outline_of(f"<{tag}>" * depth + "deep").text == ["deep"]
