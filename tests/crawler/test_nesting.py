"""Nobody nests a page so deep that a parser suffers, whatever looks like an end tag and is none."""

import os
import random

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler import nesting
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
    '<svg><![CDATA[<a b="]]><g>"></a>', '<svg><p><style><a b="</style><div>"><div></style>', "<svg/><section></svg>",
    "<rt>", "<optgroup>", "<frameset><script>", "<frameset><p><svg>", "<div\x0b></div>", "<svg><td>", "<svg><link>",
    "<span><p></span></p>", "<p><span><div></div><x-y></span>", "<span><noscript></span></noscript>", "<ruby><p><rt>",
    "<h1><div></h2><section></div>", "<table><table></table><div></table>",
    "<table><div><tr><td><section></div>", "<optgroup><svg></p>", "<desc><pre></desc>", "<template><table></template><div></table>",
    "<b><p><b><b><b></b></b></b></b></p>", "<div><b></div>x<b><b><b></b></b></b>", "<b><table><td><object></td></table><p></b></p>",
    "<select><div></select><section></div>",
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


NAMES = (
    "div span p li ul dl dt dd table tr td th tbody caption col colgroup svg math g foreignObject desc title style script mi "
    "annotation-xml select option optgroup template button form a b i nobr h1 h2 section dialog x-y q object marquee noscript "
    "ruby rt input textarea hr br frameset pre body html summary legend img font head noframes iframe svg svg table template"
).split()
OTHERS = ("x", "<!--", "-->", "<![CDATA[", "]]>", '"', "'", "<!x>", "</ >")
TURNS = int(os.environ.get("TURNS", "2000"))
SOUPS = int(os.environ.get("SOUPS", "100"))
MOST_FLAT = 2 * 50 + 70  # where DEEPEST is 50: rows and bodies of tables and a few that are opened again do not count


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
    html = turn.encode() * 3 * DEEPEST
    assert depth(html) > 2 * DEEPEST + 10  # or there is nothing to be seen here
    assert depth(flattened(html)) <= 2 * DEEPEST + 10  # rows and bodies of tables do not count
    assert len(flattened(html)) <= len(html)


def test_nor_in_a_soup_of_tags(monkeypatch):
    monkeypatch.setattr(nesting, "DEEPEST", 50)
    deep = 0
    for seed in range(SOUPS):
        chance = random.Random(seed)
        pieces = [*chance.choices(NESTS, k=4), *chance.choices(ENDS, k=3), *chance.choices(SOUP, k=3)]
        html = "".join(chance.choices(pieces, k=4_000)).encode()
        if depth(html) >= 400:
            deep += 1
            assert depth(flattened(html)) <= MOST_FLAT, (seed, pieces)
    assert deep > SOUPS // 4


def a_tag(chance: random.Random) -> str:
    name = chance.choice(NAMES)
    return chance.choices(
        [f"<{name}>", f"</{name}>", f"<{name}/>", f'<{name} a="</{chance.choice(NAMES)}>">', chance.choice(OTHERS)],
        [10, 8, 1, 1, 1],
    )[0]


def test_nor_by_any_turn_of_tags(monkeypatch):
    """Tags drawn by lot, some hundreds of times over; of those that nest as often none is let through."""
    monkeypatch.setattr(nesting, "DEEPEST", 50)
    deep = 0
    for seed in range(TURNS):
        chance = random.Random(seed)
        turn = "".join(a_tag(chance) for _ in range(chance.randint(1, 9)))
        html = turn.encode() * 300
        if depth(html) >= 300:
            deep += 1
            assert depth(flattened(html)) <= MOST_FLAT, (seed, turn)
    assert deep > TURNS // 5


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
