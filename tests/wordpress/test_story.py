"""Blocks of a story: markup for the editor, paragraphs for the reader."""

import pytest

from tests.wordpress import story
from tests.wordpress.story import Told


@pytest.mark.parametrize(
    ("piece", "told"),
    [
        (story.paragraph("a <em>b</em> &amp; c<br>d"), (Told("paragraph", "a b & c\nd"),)),
        (story.two_in_one("a", "b"), (Told("paragraph", "a"), Told("paragraph", "b"))),
        (story.heading("a", 3), (Told("heading", "a"),)),
        (story.quote(("a", "b"), "c"), (Told("quote", "a"), Told("quote", "b"), Told("quote", "c"))),
        (story.bullets(("a", ("b", ("c",)))), tuple(Told("list_item", text) for text in "abc")),
        (story.picture("sungai", "a <em>b</em>"), (Told("caption", "a b"),)),
        (story.preformatted("a  b\n c <d>"), (Told("preformatted", "a  b\n c <d>"),)),
        (story.not_story(story.paragraph("a")), (Told("paragraph", "a", story=False),)),
        (story.next_page(), ()),
    ],
)
def test_a_piece_tells_its_paragraphs(piece, told):
    assert piece.tells("classic") == piece.tells("block") == told


def test_a_tables_caption_comes_first_in_classic_and_last_in_block_markup():
    piece = story.table(("a", "b"), (("c", "d"),), "e")
    rows = (Told("table_row", "a | b"), Told("table_row", "c | d"))
    assert piece.tells("classic") == (Told("caption", "e"), *rows)
    assert piece.tells("block") == (*rows, Told("caption", "e"))


def test_written_parts_classic_paragraphs_by_blank_lines_and_wraps_blocks():
    pieces = (story.paragraph("a"), story.paragraph("b"))
    assert story.written(pieces, "classic") == "a\n\nb"
    block = "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n\n"
    assert story.written(pieces, "block") == block + block.replace("<p>a", "<p>b").strip()
