"""Documents whose links, rows or headings cost a careless reader more than their length."""

from collections.abc import Callable, Iterator

MIB = 1 << 20


def costly() -> Iterator[tuple[str, bytes]]:
    """Each about a megabyte, and each once."""
    yield "short links", filled(lambda n: b"<a href=/%d>x</a>" % n)
    yield "links to later pages", filled(lambda n: b"<a rel=next class=page-numbers href='?page=%d'>%d</a>" % (n, n))
    yield "addresses of endings", filled(lambda n: b"<a href='/%d%s'>x</a>" % (n, b"/amp" * 980))
    yield "addresses of parameters", filled(lambda n: b"<a href='/%d?%s'>x</a>" % (n, b"a&" * 1_900))
    yield "addresses of dots", filled(lambda n: b"<a href='/%d%s'>x</a>" % (n, b"/a/.." * 660))
    yield "addresses in other scripts", filled(lambda n: b"<a href='/%d%s'>x</a>" % (n, "é".encode() * 1_900))
    yield (
        "hosts in other scripts",
        filled(lambda n: b"<a href='http://%shulu.example/%d'>x</a>" % ("é.".encode() * 60, n)),
    )
    yield (
        "a base without end",
        b"<base href='/" + b"a/" * (MIB // 4) + b"'>" + filled(lambda n: b"<a href='../%d'>x</a>" % n),
    )
    yield "links in one another", b"<a href=/judul-berita-hari-ini><object>" * 900 + b"kata " * (MIB // 5)
    yield "links in drawings", b"<svg>" + filled(lambda n: b"<a xlink:href='/%d'>x</a><a href='/%d'>x</a>" % (n, n))
    yield "boxes in one another", b"<div class='nav'><h2>x</h2>" * 990 + filled(_story)
    yield "boxes beside one another", filled(lambda n: b"<div class=nav><a href=/judul-berita-%d>x</a></div>" % n)
    yield "a heading without end", b"<main><ul><h2>" + b"kata " * (MIB // 5) + b"</h2>" + filled(_story)
    yield "a title of separators", b"<title>" + b" | a" * (MIB // 4) + b"</title><h1>x</h1><p>" + b"kata " * 200
    yield "a sitemap of short addresses", b"<urlset>" + filled(lambda n: b"<url><loc>/%d</loc></url>" % n)
    yield "a sitemap of lines", filled(lambda n: b"http://hulu.example/%d\n" % n)
    yield (
        "unended links to the rest",
        b"<rss><channel>"
        + filled(
            lambda n: (
                b"<item><link>/%d</link><description><![CDATA[%s]]></description></item>" % (n, b"<a more-link>" * 300)
            )
        ),
    )
    yield "short rows", b"[" + filled(lambda n: b'{"id":%d,"post":%d,"link":"/%d"},' % (n + 1, n + 1, n)) + b"{}]"
    yield "JSON behind brackets", b"x" + b"[" * 200 + b"1," * (MIB // 2)
    yield "JSON behind objects", b"x" + b'[{"a":' * 99 + b"[" + b"{}," * (MIB // 3)


def filled(piece: Callable[[int], bytes]) -> bytes:
    """A megabyte of numbered pieces."""
    found = bytearray()
    number = 0
    while len(found) < MIB:
        found += piece(number)
        number += 1
    return bytes(found)


def _story(number: int) -> bytes:
    return b"<li><a href='/judul-berita-%d'>Judul berita %d</a></li>" % (number, number)
