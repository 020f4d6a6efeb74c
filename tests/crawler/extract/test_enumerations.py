"""Items of an enumeration that are links to what the site has on them."""

import pytest

from crawler.extract.article import from_html

URL = "https://kabar.example/pemenang"
STORY = "".join(
    f"<p>Malam ke-{n} pesta rakyat di lapangan desa berakhir dengan pengumuman para pemenang, dan hujan tidak jadi turun.</p>"
    for n in range(1, 5)
)
TOPIC = "<a href=/topik/rahma>Rahma Wijaya</a>"


def told(markup, page="", box="class=x0"):
    html = f"<title>Pemenang</title><body class='{page}'><article><h1>Para pemenang</h1><div {box}>{STORY}{markup}{STORY.replace('Malam', 'Hari')}</div>"
    article = from_html(html.encode(), URL, any_page=True)
    return [paragraph.text for paragraph in article.paragraphs if len(paragraph.text) < 70]


def items(*lines, tag="p"):
    made = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
    return f"<ul>{made}</ul>" if tag == "li" else made


@pytest.mark.parametrize("box", ["class=x0", "class='entry-content'"])
@pytest.mark.parametrize("tag", ["p", "li"])
def test_an_item_that_is_a_link_is_told_among_those_that_are_none(tag, box):
    names = ["Anita Rahman", "Rahma Wijaya", "Budi dan Kawan", "Teater Lorong"]
    page = "wp-singular single single-post postid-1" if "entry" in box else ""
    assert told(items(names[0], TOPIC, *names[2:], tag=tag), page, box) == names


@pytest.mark.parametrize(
    "lines",
    [
        (TOPIC,),
        ("Anita Rahman", TOPIC),
        (
            "Anita Rahman",
            TOPIC,
            "<a href=/topik/budi>Budi</a>",
            "<a href=/topik/teater>Teater Lorong</a>",
            "Sanggar Kayu",
        ),
        ("Baca juga: <a href=/a>Hujan tidak jadi turun</a>", "Anita Rahman", "Budi dan Kawan"),
        ("“Kami menang.”", TOPIC, "“Tidak, kami.”", "“Nanti saja.”"),
    ],
)
def test_a_link_alone_on_its_line_leads_elsewhere_as_a_rule(lines):
    assert not [text for text in told(items(*lines)) if "Rahma W" in text or "Hujan" in text]
