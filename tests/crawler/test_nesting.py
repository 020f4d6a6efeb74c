"""Nobody nests a page so deep that a parser suffers, whatever looks like an end tag and is none."""

import random

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.markup import TAGS_WORTH_A_LOOK, flattened
from crawler.nesting import DEEPEST, Nesting

# Each leaves an element open at every turn; most hold an end tag that ends nothing.
NESTS = (
    "<div>", "<DIV>", "<div/>", "<b>", "<x-y>", "<ul><li>", "<div é>", "<div a'>",
    '<div a="<">', '<div a="</div>">', "<div a='\"></div>'>", "<div a=</div>", "<div a = '</div>'>",
    "<span><div></span></div>", "<div><table></div></table>", "<form><div></form>", "<b><div></b>", "<div><object></div></object>",
    "<div><select></div></select>", "<div><template></div></template>", "<div><math><mi></div></mi></math>",
    "<div><script></div></script>", "<div><style></div></style>", "<div><title></div></title>", "<div><textarea></DIV></TEXTAREA>",
    "<div><!-- </div> -->", "<!----!><div><!---->", "<!--><div><!-- -->", "<!---><div><!-- -->", "<div><?</div>>", "<div></ div>",
    '<svg><style><g a="</style>">', "<svg><div><style></div></style></svg>", "<svg><desc><div></svg>", "<svg><font color=a><x/>",
    "<div><svg><![CDATA[></div>]]></svg>", "<svg><foreignObject><div></svg></div></foreignObject><style><div>",
)  # fmt: skip
ENDS = (
    "</div>",
    "</span>",
    "</b>",
    "</table>",
    "</svg>",
    "</select>",
    "</form>",
    "</g>",
    "</style>",
    "</script>",
    '"',
    "'",
    "-->",
    "]]>",
)
SOUP = (
    "<p>",
    "<table>",
    "<tr><td>",
    "<svg>",
    "<g>",
    "<select>",
    "<!--",
    "<![CDATA[",
    '<div a="',
    "<title>",
    "words",
    "<a>",
    "<li>",
)


def depth(html: bytes) -> int:
    """How deep a parser nests html."""
    node, at, deepest = LexborHTMLParser(html).root, 1, 0
    while node is not None:
        deepest = max(deepest, at)
        if node.first_child is not None:
            node, at = node.first_child, at + 1
            continue
        while node is not None and node.next is None:
            node, at = node.parent, at - 1
        node = node.next if node is not None else None
    return deepest


@pytest.mark.parametrize("turn", NESTS)
def test_no_element_is_nested_deeper_than_a_parser_bears(turn):
    html = turn.encode() * TAGS_WORTH_A_LOOK
    assert depth(flattened(html)) <= 2 * DEEPEST + 10  # "li" does not count
    assert len(flattened(html)) <= len(html)


@pytest.mark.parametrize("seed", range(12))
def test_nor_in_a_soup_of_tags(seed):
    chance = random.Random(seed)
    pieces = [*chance.choices(NESTS, k=4), *chance.choices(ENDS, k=3), *chance.choices(SOUP, k=3)]
    html = "".join(chance.choices(pieces, k=4 * TAGS_WORTH_A_LOOK)).encode()
    assert depth(flattened(html)) <= 3 * DEEPEST


@pytest.mark.parametrize(
    "usual",
    [
        "<div><p>a<span>b</div>",
        '<svg viewBox="0 0 9 9"><title>t</title><style>a{}</style><path d="M0"/></svg>',
        "<select><option>a<option>b</select>",
        "<table><tr><td><b>a</td></tr></table>",
        "<script>document.write('<div><span>')</script>",
        "<!-- <div><div> -->",
        "<form><table><tr><td></td></tr></table></form>",
        "<a href=x><div>a</a></div>",
    ],
)
def test_usual_markup_leaves_nothing_open_and_is_left_as_it_is(usual):
    html = b"<body>" + usual.encode() * TAGS_WORTH_A_LOOK
    nesting = Nesting()
    assert nesting.too_deep(html) == []
    assert nesting.open == []
    assert flattened(html) == html


def test_the_words_of_what_is_too_deep_stay():
    html = b"<div>" * TAGS_WORTH_A_LOOK + b"kata" + b"</div>" * TAGS_WORTH_A_LOOK + b"<p>akhir"
    assert LexborHTMLParser(flattened(html)).body.text() == "kataakhir"
    assert flattened(html).count(b"<div>") == flattened(html).count(b"</div>") == DEEPEST
