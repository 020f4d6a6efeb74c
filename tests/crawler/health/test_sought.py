"""Where which words are looked for: a short name and a short text near their comment alone, in whatever tells of it."""

import json

import pytest

from crawler.archive.erasure import Erased
from crawler.health.sought import search_for
from crawler.masking import blackened

AL = Erased(comments=1, texts=["Setuju."], writers={"Al"}, homes={"https://al.example/~al/"}, numbers={"812"})
HASH = "0123456789abcdef0123456789abcdef"


def comment(number: int, name: str, text: str) -> str:
    return (
        f'<li class="comment depth-1" id="comment-{number}"><img alt="" src="https://a.example/avatar/{HASH}?s=32">'
        f'<a class="url" href="https://al.example/~al/">{name}</a> <a href="/cerita/#comment-{number}">pukul 10</a>'
        f"<p>{text}</p></li>"
    )


def rest(number: int, name: str, text: str) -> dict:
    return {
        "id": number, "post": 5, "parent": 811, "author_name": name, "author_url": "https://al.example/~al/",
        "content": {"rendered": f"<p>{text}</p>"}, "link": f"https://a.example/cerita/#comment-{number}",
        "author_avatar_urls": {"24": f"https://a.example/avatar/{HASH}?s=24"},
    }  # fmt: skip


def item(number: int, name: str, text: str) -> str:
    return (
        f"<item><title>Oleh: {name}</title><link>https://a.example/cerita/#comment-{number}</link><dc:creator><![CDATA[{name}]]>"
        f"</dc:creator><guid>https://a.example/cerita/#comment-{number}</guid><description>{text}</description></item>"
    )


THREE = ((811, "Bo", "Al, setuju."), (812, "Al", "Setuju."), (813, "Al Amin", "Setuju."))
RECORDS = {
    "page": [comment(*one) for one in THREE],
    "REST": [json.dumps(rest(*one), separators=(",", ":")) for one in THREE],
    "REST of a program that leaves blanks": [json.dumps(rest(*one), indent=1) for one in THREE],
    "feed": [item(*one) for one in THREE],
    "page in JSON": [json.dumps(comment(*one))[1:-1] for one in THREE],
}


@pytest.mark.parametrize("kind", RECORDS)
def test_a_comment_s_own_markup_loses_its_words_and_writer_and_its_neighbours_keep_theirs(kind):
    before, own, behind = RECORDS[kind]
    record = f"[{before},{own},{behind}]" if kind.startswith("REST") else f"<ol>{before}{own}{behind}</ol>"
    black = blackened(record, search_for(AL).elsewhere)
    assert before in black
    assert behind in black
    left = black.replace(before, "").replace(behind, "").casefold()
    assert not [word for word in ('"al"', ">al<", "[al]", ": al<", "setuju", HASH, "al.example") if word in left]
    assert "#comment-812" in left


def test_a_writer_of_a_comment_without_a_number_is_looked_for_on_the_whole_page_and_nowhere_else():
    search = search_for(Erased(comments=1, texts=["Setuju."], writers={"Al"}), frozenset(("a.example/cerita",)))
    assert blackened("<p class=al>Al: setuju.</p>", search.there) == "<p class=al>██: ██████.</p>"
    assert blackened("<p>Al: setuju.</p>", search.elsewhere) == "<p>Al: setuju.</p>"
