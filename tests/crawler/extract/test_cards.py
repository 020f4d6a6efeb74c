"""Cards of other stories between the paragraphs of one."""

import pytest

from crawler.extract.article import from_html
from tests.crawler.extract.market import SENTENCES

URL = "https://gazette.example/fish-market"
SUMMARY = "Ferries have left from the northern pier since two winters, and hardly anybody has come to like it"


def body_of(*blocks):
    told = "".join(block if block.startswith("<") else f"<div class=x1><p>{block}</p></div>" for block in blocks)
    html = f"<title>Later</title><main><h1>The fish market opens later</h1><div class=x0>{told}</div></main>"
    article = from_html(html.encode(), URL, any_page=True)
    return article.body.split("\n")


def card(picture="<figure><img src=/ferry.jpg></figure>", headline="<a href=/ferries>Ferries to nowhere</a>", more=""):
    return f"<div class=c1>{picture}<h3 class=c2>{headline}</h3><p class=c3>{SUMMARY}</p>{more}</div>"


@pytest.mark.parametrize(
    "picture", ["<figure><img src=/f.jpg></figure>", "<img src=/f.jpg>", "<amp-img src=/f></amp-img>"]
)
def test_a_card_of_another_story_is_left_out_with_its_summary(picture):
    assert body_of(*SENTENCES[:2], card(picture), *SENTENCES[2:]) == SENTENCES


@pytest.mark.parametrize(
    "like_a_card",
    [
        card(picture=""),
        card(headline="Ferries to nowhere"),
        card(headline="<a href=#ferries>Ferries to nowhere</a>"),
        card(headline="What <a href=/ferries>the ferries</a> bring"),
        card(more=f"<p>{SENTENCES[0]} Again.</p><p>{SENTENCES[1]} Again.</p>"),
        card(
            more="<p>All of it in the <a href=/yearbook>yearbook of the harbour</a>, which the office prints in spring.</p>"
        ),
    ],
)
def test_what_only_resembles_a_card_is_told(like_a_card):
    assert SUMMARY in body_of(*SENTENCES[:2], like_a_card, *SENTENCES[2:])


def test_a_round_up_is_made_of_cards():
    told = body_of(SENTENCES[0], *(card().replace("Ferries", f"{n} ferries") for n in ("Three", "Four", "Five", "Six")))
    assert [line for line in told if "hardly anybody" in line]


@pytest.mark.parametrize(
    ("above", "is_told"),
    [
        ("<p>Full report by our colleague:</p>", False),
        (
            "<p>The harbour office said so in a report of last spring, and this is what it said about the pier:</p>",
            True,
        ),
        ("<p>Nobody at the harbour office would say.</p>", True),
        ("<h3>Ferries</h3>", False),
    ],
)
def test_a_line_that_leads_to_nothing_but_a_card_goes_with_it(above, is_told):
    told = body_of(*SENTENCES[:2], f"<div class=x2>{above}{card()}</div>", *SENTENCES[2:])
    assert (len(told) == 5, SUMMARY in told) == (is_told, False)


def test_a_heading_whose_section_has_more_than_a_card_stays():
    section = f"<div class=x2><h3>Ferries</h3>{card()}<p>{SENTENCES[2]}</p></div>"
    assert body_of(*SENTENCES[:2], section, SENTENCES[3]) == [*SENTENCES[:2], "Ferries", *SENTENCES[2:]]
