"""What the fuzzer starts from: golden pages, documents of the mock site, and garbage that grows."""

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.mocksite.documents import Edition
from tests.mocksite.manuscripts import newsroom
from tests.mocksite.options import Options
from tests.mocksite.routes import find

PAGES = Path(__file__).parents[1] / "pages"
PATHS = (
    "/", "/feed/", "/comments/feed/", "/feed/atom/", "/feed.json", "/sitemap.xml", "/wp-sitemap.xml", "/sitemap-news.xml", "/robots.txt",
    "/wp-json/wp/v2/posts?per_page=100&_embed=1", "/wp-json/wp/v2/comments?per_page=100", "/wp-json/", "/wp-json/wp/v2/tags",
)  # fmt: skip
MIB = 1 << 20
PIECES = (
    "<p>", "</p>", "<div class='comment'>", "</div>", "<li id='comment-3' class='comment depth-2'>", "</li>", "<ol>", "<table>", "<tr>", "<td>",
    "<h1>", "<a href='?page=2' rel=next>", "</a>", "<br>", "<pre>", "<blockquote>", "<time datetime='2024-05-01T1'>", "<span class='author'>", "By ",
    "Baca juga: ", "5 Mei 2024 10.00 WIB", "vor 3 Tagen", "<figure>", "<body class='single postid-3'>", "<script type='application/ld+json'>",
    '{"@type":["NewsArticle"],"author":[{"name":{}}],"comment":', "</script>", "<meta property='og:title' content='", "'>", "&#x0;", "&#xD800;", "&#99999999;",
    "&nbsp", "\u202e", "\0", "<nav>", "<svg><a xlink:href='/a'>", "<template>", "<base href='x'>", "<article itemscope itemtype='https://schema.org/Comment'>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0'?>",
    "<rss><channel><item>", "<urlset><url><loc>", "<feed><entry><content type='html'>", "[{\"id\":1,\"content\":{\"rendered\":\"", "\"}}]", "{", "[", "]",
)  # fmt: skip


LD = re.compile(rb"<script[^>]*ld\+json[^>]*>(.*?)</script>", re.S)
# Values that no software sends where it should not, until one does.
ODD = (
    "null", "true", "false", "0", "-1", "1", "1e25", "1.5", "1e308", "9" * 400, '""', '" "', '"x"', '"²"', '"0000-00-00T00:00:00"',
    '"9999-12-31T23:59:59"', '"2024-02-30T25:61:00"', '"\\ud800"', '"\\u0000"', '"https://[x"', '"http://a:b/"', '"//"', '"?"', '"#"', "[]", "{}",
    "[[]]", "[null]", '{"rendered": null}', '{"rendered": []}', '["a", 1, {}]', '{"name": {"name": {}}}', '{"@type": []}', f'"{"a" * 5_000}"',
    f'"{"9" * 5_000}"', f'"{"<p>" * 300}"', '"&#999999999999;"',
)  # fmt: skip
# Signs and others that pass for them; # stands for numbers.
TWINS = {
    "i": "ıİ", "s": "ſ", "k": "\u212a", "e": "е", "1": "²١１", "2": "²٢①", "0": "٠０", "5": "⁵५", "-": "–−\u00ad", " ": "\u00a0\u2028", ":": "：",
    "#": "",
}  # fmt: skip


def seeds() -> list[bytes]:
    """Documents as sites send them."""
    found = [path.read_bytes() for path in sorted(PAGES.glob("*/*/page.html"))]
    site = Edition(newsroom("https://hulu.example"), Options())
    for path in PATHS:
        plain, _, query = path.partition("?")
        pairs = dict(pair.split("=") for pair in query.split("&") if pair)
        found.append(find(site, plain, pairs).body)
    return [seed for seed in found if seed]


def large() -> Iterator[tuple[str, bytes]]:
    """Documents of a kind that costs more than its size, each once."""
    yield "100,000 nested tags", b"<div class='comment'>" * 100_000 + b"x"
    yield "nested tags with ends in them", b"<div title='</div>'>" * 100_000 + b"x"
    yield "nested tags that end out of scope", b"<span><div></span></div>" * 50_000 + b"x"
    yield "formatting that is opened again", b"".join(b"<p><b id=%d>x</p>" % number for number in range(20_000))
    yield "100,000 nested inline tags", b"<b class='author'>" * 100_000 + b"x"
    yield "100,000 nested list items", b"<ul><li id='comment-1' class='comment depth-3'>x" * 50_000
    yield "30 MB of text", b"<p>" + b"kata yang biasa saja, " * (30 * MIB // 22)
    yield "30 MB of paragraphs", b"<p>Kalimat pendek dengan koma, lalu titik.</p>" * (30 * MIB // 47)
    yield "10 MB of one word", b"<p>" + b"a" * (10 * MIB)
    yield (
        "JSON-LD of 5 MB",
        b'<script type="application/ld+json">['
        + b'{"@type":"Comment","text":"x"},' * (5 * MIB // 31)
        + b"{}]</script><p>x</p>",
    )
    yield (
        "JSON-LD, 100,000 deep",
        b'<script type="application/ld+json">' + b'{"@type":"Comment","comment":' * 60_000 + b"</script>",
    )
    yield (
        "200,000 comments",
        b"<div class='comments'>" + b"<div class='comment'><b class='author'>A</b> 2.5.2024<p>Ya.</p></div>" * 200_000,
    )
    yield "200,000 dates", b"<div class='comments'>" + b"<p>1.1.2024 10:10</p>" * 200_000
    yield "100,000 links", b"".join(b"<a href='/2024/05/%d/'>Kabar %d</a>" % (n, n) for n in range(100_000))
    yield "NUL bytes", b"<p>x\0</p>" * 500_000
    yield "UTF-16 without a mark", ("<p>Kabar hari ini.</p>" * 50_000).encode("utf-16-le")
    yield "UTF-16", ("<p>Kabar hari ini.</p>" * 50_000).encode("utf-16")
    yield "a lying charset", b"<meta charset=utf-16><p>" + "Pré ".encode("cp1252") * 300_000
    yield "broken entities", b"<p>" + b"&#x110000;&#xD800;&#;&amp&&;&bogus;" * 100_000
    yield "unclosed comments", b"<!--" * 500_000
    yield "unclosed attributes", b"<a href='" * 200_000
    yield "many attributes", b"<p " + b"".join(b"a%d='1' " % n for n in range(100_000)) + b">x</p>"
    yield "one long class", b"<p class='" + b"comment-author-" * 200_000 + b"'>x</p>" * 10
    yield (
        "a feed of 100,000 entries",
        b"<rss><channel>" + b"<item><title>x</title><link>https://hulu.example/a</link></item>" * 100_000,
    )
    yield "nested feeds", b"<rss><channel>" + b"<item>" * 100_000
    yield "a sitemap of entities", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "&a%s;&a%s;">' % (n, b"%d" % (n - 1) if n else b"", b"%d" % (n - 1) if n else b"") for n in range(40)
    ) + b"]><urlset><url><loc>&a39;</loc></url></urlset>"  # fmt: skip
    yield "JSON, 100,000 deep", b"[" * 100_000
    yield "JSON of long numbers", b"[" + b"9" * 500_000 + b"]"
    yield (
        "JSON rows",
        json.dumps([{"id": n, "post": 1, "content": {"rendered": "<p>" * 50}} for n in range(5_000)]).encode(),
    )


Change = Callable[[bytes, random.Random, list[bytes]], bytes]


def cut(data: bytes, pick: random.Random, others: list[bytes]) -> bytes:
    """The beginning alone, or the end alone."""
    place = pick.randrange(len(data) + 1)
    return data[:place] if pick.random() < 0.7 else data[place:]


def flipped(data: bytes, pick: random.Random, others: list[bytes]) -> bytes:
    """Some bytes changed."""
    changed = bytearray(data)
    for _ in range(pick.randint(1, 40)):
        if changed:
            changed[pick.randrange(len(changed))] = pick.randrange(256)
    return bytes(changed)


def spliced(data: bytes, pick: random.Random, others: list[bytes]) -> bytes:
    """The beginning of one document and the end of another."""
    other = pick.choice(others)
    return data[: pick.randrange(len(data) + 1)] + other[pick.randrange(len(other) + 1) :]


def sprinkled(data: bytes, pick: random.Random, others: list[bytes]) -> bytes:
    """Pieces of markup at random places."""
    changed = data
    for _ in range(pick.randint(1, 12)):
        place = pick.randrange(len(changed) + 1)
        changed = changed[:place] + pick.choice(PIECES).encode() * pick.choice((1, 1, 2, 50)) + changed[place:]
    return changed


def repeated(data: bytes, pick: random.Random, others: list[bytes]) -> bytes:
    """A stretch of it many times over."""
    place = pick.randrange(len(data) + 1)
    stretch = data[place : place + pick.randint(1, 400)]
    return data[:place] + stretch * pick.randint(2, 300) + data[place:]


def pumped(data: bytes, pick: random.Random, others: list[bytes]) -> bytes:
    """A few of its signs thousands of times over, and a sign behind them that fits no pattern: what makes a search of `re` try
    every way to part them."""
    text = data.decode("utf-8", "replace")
    place = pick.randrange(len(text) + 1)
    stretch = text[place : place + pick.choice((1, 1, 1, 2, 3, 8))] or "a"
    pump = stretch * (pick.choice((200, 2_000, 20_000)) // len(stretch))
    return (text[:place] + pump + pick.choice(("", "!", ".", ":", " ", "\x01", "é")) + text[place:]).encode(
        "utf-8", "replace"
    )


def recoded(data: bytes, pick: random.Random, others: list[bytes]) -> bytes:
    """The same text in another encoding than it says."""
    encoding = pick.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "iso-2022-jp", "shift_jis", "utf-7", "koi8-r"))
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def misspelt(data: bytes, pick: random.Random, others: list[bytes]) -> bytes:
    """A stretch of it with other signs that `re.I`, `\\d` or `isdigit` take for the same, or with numbers without end."""
    text = data.decode("utf-8", "replace")
    place = pick.randrange(len(text) + 1)
    stretch = text[place : place + pick.choice((60, 600, 6_000))]
    sign = pick.choice(list(TWINS))
    if sign == "#":
        spelt = re.sub(r"\d+", lambda match: match[0] * pick.choice((1, 10, 6_000)), stretch)
    else:
        spelt = re.sub(re.escape(sign), pick.choice(TWINS[sign]), stretch, flags=re.I if pick.random() < 0.5 else 0)
    return (text[:place] + spelt[:MIB] + text[place + len(stretch) :]).encode("utf-8", "replace")


def retyped(data: bytes, pick: random.Random, others: list[bytes]) -> bytes:
    """A JSON document, or the JSON-LD of a page, with values of other types and out of all bounds."""
    ld = LD.search(data)
    start, end = ld.span(1) if ld else (0, len(data))
    try:
        value = json.loads(data[start:end])
    except (ValueError, RecursionError):
        return data
    for _ in range(pick.choice((1, 1, 2, 4, 12))):
        holder, key = pick.choice(list(_places(value)) or [(None, None)])
        if holder is not None:
            holder[key] = [holder[key]] if pick.random() < 0.2 else json.loads(pick.choice(ODD))
    return data[:start] + json.dumps(value).encode() + data[end:]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each object or list inside a value, with each of its keys; of long lists the beginning."""
    keys = list(value) if isinstance(value, dict) else range(min(6, len(value))) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def soup(data: bytes, pick: random.Random, others: list[bytes]) -> bytes:
    """Nothing of it: pieces of markup alone."""
    return "".join(pick.choices(PIECES, k=pick.randint(1, 400))).encode()


CHANGES: tuple[Change, ...] = (cut, flipped, spliced, sprinkled, repeated, pumped, recoded, misspelt, retyped, soup)


def changed(seed: int, known: list[bytes]) -> bytes:
    """The document that a number stands for: the same for the same number."""
    pick = random.Random(seed)
    data = pick.choice(known)
    for _ in range(pick.choice((1, 1, 2, 3))):
        data = pick.choice(CHANGES)(data, pick, known)
    return data[: 2 * MIB]
