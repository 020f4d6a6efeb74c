"""URLs as the archive spells and compares them, on the forms Indonesian sites use; and private addresses."""

import time

import pytest

from crawler.urls import absolute, canonical, is_asset, is_private, is_private_host, key, netloc, same_site, site_of

HOME = "https://gazette.example/"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/a/b.html?p=7&q=a-b", f"{HOME}a/b.html?p=7&q=a-b"),
        ("a/b/", f"{HOME}news/a/b/"),
        ("https://cdn.example/a/", "https://cdn.example/a/"),
        ("https://cdn.example/a/../b//c", "https://cdn.example/a/../b//c"),
        ("https://cdn.example", "https://cdn.example/"),
        ("/a/./b", f"{HOME}a/b"),
        ("/a?", f"{HOME}a"),
        ("/", HOME),
        ("/a b#c", f"{HOME}a%20b"),
        ("  /a\n/b ", f"{HOME}a/b"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("?p=7", f"{HOME}news/?p=7"),
        ("../a", f"{HOME}a"),
        ("HTTPS://Gazette.EXAMPLE:443/A", f"{HOME}A"),
        ("http://gazette.example:80", "http://gazette.example/"),
        ("http://gazette.example:8080/a", "http://gazette.example:8080/a"),
        ("http://user:secret@gazette.example/a", "http://gazette.example/a"),
        ("https://gazette.example./a", f"{HOME}a"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://berita.中国/a", "https://berita.xn--fiqs8s/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        ("/caf%C3%A9", f"{HOME}caf%C3%A9"),
        ("https://x.example\\a", "https://x.example/a"),
        ("#komentar", f"{HOME}news/"),
        ("#!", f"{HOME}news/"),
        ("/#!/2011/judul", f"{HOME}#!/2011/judul"),
    ],
)
def test_a_reference_is_resolved_to_a_web_address(href, url):
    assert absolute(href, f"{HOME}news/") == url


@pytest.mark.parametrize(
    "base", ["", "x", "file:///a", "http://[half", "data:text/html,x", "http://gazette.example:0/"]
)
@pytest.mark.parametrize("href", ["/a", "a", "?a=1", "../a"])
def test_a_reference_on_what_is_no_web_address_is_none(base, href):
    assert absolute(href, base) is None


@pytest.mark.parametrize(
    ("base", "href", "url"),
    [
        (f"{HOME}a/../b/c?d#e", "x", f"{HOME}b/x"),
        (f"{HOME}a/b?d", "?x=1", f"{HOME}a/b?x=1"),
        ("HTTPS://user@Gazette.example:443", "x", f"{HOME}x"),
        ("http://gazette.example:8080/a/b", "/x", "http://gazette.example:8080/x"),
        ("https://é.example/é/", "x", "https://xn--9ca.example/%C3%A9/x"),
    ],
)
def test_a_base_is_read_like_any_address(base, href, url):
    assert absolute(href, base) == url


@pytest.mark.parametrize(
    "href",
    [
        "",
        "   ",
        "javascript:void(0)",
        "mailto:redaksi@gazette.example",
        "tel:+6221",
        "data:text/html,x",
        "ftp://gazette.example/a",
        "http://",
        "http:///a",
        "http://[half/a",
        "http://gazette.example:99999/",
        "http://gazette.example:0/",
        "http://gazette.example:x/",
        "http://ga zette.example/",
        "http://" + "a" * 64 + ".exämple/",
        "/" + "a" * 5_000,
    ],
)
def test_what_is_no_web_address_is_none(href):
    assert absolute(href, HOME) is None


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        (f"{HOME}a/?utm_source=x&p=7#komentar", f"{HOME}a/?p=7"),
        (f"{HOME}cari?utm_source=x&kata=caf%E9", f"{HOME}cari?kata=caf%E9"),
        (f"{HOME}a/?UTM_Source=x", f"{HOME}a/"),
        (f"{HOME}a/?fbclid=1&gclid=2&_ga=3", f"{HOME}a/"),
        (f"{HOME}a/?PHPSESSID=abc&pk_campaign=x&at_medium=rss&at_custom12=a&wt_mc=b&ga_source=c", f"{HOME}a/"),
        (f"{HOME}a/?sid=9f86d081884c7d659a2feaa0c55ad015", f"{HOME}a/"),
        (f"{HOME}a/?session=7kq0m3v9a2b8c1d6e5f4g0h3i2", f"{HOME}a/"),
        (f"{HOME}a/?share=jetpack-whatsapp&nb=1", f"{HOME}a/"),
        (f"{HOME}a/?ito=social-facebook&trk=public_post_main-feed-card", f"{HOME}a/"),
        (f"{HOME}a/#!", f"{HOME}a/"),
        (f"{HOME}a/#!atas", f"{HOME}a/"),
        (f"{HOME}#!/2011/judul", f"{HOME}#!/2011/judul"),
        (f"{HOME}a/?m=1", f"{HOME}a/"),
        (f"{HOME}a.html?m=1", f"{HOME}a.html"),
        (f"{HOME}?m=202405", f"{HOME}?m=202405"),
        (f"{HOME}a/?single=1", f"{HOME}a/"),
        (f"{HOME}a/?single=2", f"{HOME}a/?single=2"),
        (f"{HOME}a/?page=all", f"{HOME}a/"),
        (f"{HOME}a/?page=2", f"{HOME}a/?page=2"),
        (f"{HOME}a/?amp", f"{HOME}a/"),
        (f"{HOME}a/?amp=1", f"{HOME}a/"),
        (f"{HOME}a/?outputType=amp", f"{HOME}a/"),
        (f"{HOME}a/?print=print", f"{HOME}a/"),
        (f"{HOME}a/?replytocom=12#respond", f"{HOME}a/"),
        (f"{HOME}?p=7&cpage=3", f"{HOME}?p=7"),
        (f"{HOME}?p=7&feed=rss2", f"{HOME}?p=7"),
        (f"{HOME}?rest_route=/wp/v2/posts", f"{HOME}?rest_route=/wp/v2/posts"),
        (f"{HOME}a/amp/", f"{HOME}a/"),
        (f"{HOME}a.html/amp", f"{HOME}a.html"),
        (f"{HOME}a/feed/", f"{HOME}a/"),
        (f"{HOME}a/feed/atom/", f"{HOME}a/"),
        (f"{HOME}a/embed/", f"{HOME}a/"),
        (f"{HOME}a/trackback/", f"{HOME}a/"),
        (f"{HOME}a/comment-page-2/", f"{HOME}a/"),
        (f"{HOME}a/comment-page-2/#comment-9", f"{HOME}a/"),
        (f"{HOME}a/amp/comment-page-2/", f"{HOME}a/"),
        (f"{HOME}feed/", f"{HOME}feed/"),
        (f"{HOME}amp/", f"{HOME}amp/"),
        (f"{HOME}a/2/", f"{HOME}a/2/"),
        (f"{HOME}kamp/", f"{HOME}kamp/"),
        (f"{HOME}a/?b=2&a=1", f"{HOME}a/?b=2&a=1"),
        (f"{HOME}a/?tanggal=2024-05-06,2024-05-07", f"{HOME}a/?tanggal=2024-05-06,2024-05-07"),
        ("HTTP://www.Gazette.example:80/A", "http://www.gazette.example/A"),
        ("https://gazette.example", HOME),
    ],
)
def test_an_address_loses_what_says_nothing_of_the_document(url, spelled):
    assert canonical(url) == spelled


def test_an_address_of_endings_alone_is_read_in_bounded_time():
    urls = [f"{HOME}{number}{'/amp' * 980}" for number in range(200)]
    began = time.process_time()
    shorter = [canonical(url) for url in urls]
    assert time.process_time() - began < 1  # every ending taken off by itself took 4 s
    assert all(len(short) < len(url) for short, url in zip(shorter, urls, strict=True))


@pytest.mark.parametrize(
    "url",
    [
        f"{HOME}?123456",
        f"{HOME}cari?kata=caf%E9",
        f"{HOME}a?kosong=&x",
        f"{HOME}a?tanda=%2B",
    ],
)
def test_a_query_without_noise_is_not_respelled_since_the_result_is_fetched(url):
    assert canonical(url) == url


SPELLINGS = [
    f"{HOME}a/",
    f"{HOME}a/feed/amp/",
    f"{HOME}a/amp/amp/",
    f"{HOME}a/comment-page-2/amp/",
    f"{HOME}a/comment-page-2/feed/",
    f"{HOME}a/feed/?amp=1&utm_medium=rss",
    f"{HOME}a.html/comment-page-2",
    f"{HOME}index.php?p=7",
    f"{HOME}?p=7&utm_source=x&b=%20",
    f"{HOME}caf%c3%a9/%7euser/",
    f"{HOME}a//b///",
    "http://www.gazette.example:8080/?a&b=&c=1",
    "https://m.gazette.example/a/amp",
]


@pytest.mark.parametrize("url", SPELLINGS)
def test_the_canonical_form_is_final(url):
    assert canonical(canonical(url)) == canonical(url)


@pytest.mark.parametrize("url", SPELLINGS)
def test_the_canonical_form_is_of_the_same_document_as_the_address(url):
    assert key(canonical(url)) == key(url)


@pytest.mark.parametrize(
    "other",
    [
        "http://gazette.example/2024/05/xi-temui-putin/",
        "https://www.gazette.example/2024/05/xi-temui-putin/",
        "https://m.gazette.example/2024/05/xi-temui-putin/",
        "https://amp.gazette.example/2024/05/xi-temui-putin",
        "https://GAZETTE.example:443/2024/05/xi-temui-putin/",
        "https://gazette.example./2024/05/xi-temui-putin/",
        f"{HOME}2024/05/xi-temui-putin",
        f"{HOME}2024/05/xi-temui-putin/amp/",
        f"{HOME}2024/05/xi-temui-putin/?amp",
        f"{HOME}2024/05/xi-temui-putin/?m=1",
        f"{HOME}2024/05/xi-temui-putin/?single=1",
        f"{HOME}2024/05/xi-temui-putin/?replytocom=44",
        f"{HOME}2024/05/xi-temui-putin/?utm_source=wa&utm_medium=share",
        f"{HOME}2024/05/xi-temui-putin/feed/",
        f"{HOME}2024/05/xi-temui-putin/comment-page-1/#comments",
        f"{HOME}2024/05/xi-temui-putin/index.html",
        f"{HOME}2024//05/xi-temui-putin/",
        f"{HOME}2024/05/xi%2Dtemui%2dputin/",
        f"{HOME}2024/05/xi-temui-putin/#more-12",
    ],
)
def test_all_faces_of_a_story_share_one_key(other):
    assert key(other) == key(f"{HOME}2024/05/xi-temui-putin/")


AMBIGUOUS = "sid s session sessionid pk_id pk_artikel at_id at_page nb ito trk share ga_page wt_id".split()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (f"{HOME}a/", f"{HOME}b/"),
        (f"{HOME}a/", f"{HOME}A/"),
        (f"{HOME}a/", f"{HOME}a/2/"),
        (f"{HOME}?p=7", f"{HOME}?p=8"),
        (f"{HOME}?p=7", HOME),
        (f"{HOME}?m=1", f"{HOME}?m=202405"),
        (f"{HOME}a/", "https://news.gazette.example/a/"),
        (f"{HOME}a/", "https://gazette.example:8443/a/"),
        (f"{HOME}q?kata=%E9", f"{HOME}q?kata=%E8"),
        (f"{HOME}a%2Fb", f"{HOME}a/b"),
        *((f"{HOME}?{name}=123", f"{HOME}?{name}=124") for name in AMBIGUOUS),
        (f"{HOME}?s=gempa2024", f"{HOME}?s=banjir2024"),
        (f"{HOME}?sid=a1b2c3d4", f"{HOME}?sid=a1b2c3d5"),
        (f"{HOME}?sid=gempa05cianjur12korban26", f"{HOME}?sid=gempa05cianjur12korban27"),
        (f"{HOME}?sid=202405061234567890", f"{HOME}?sid=202405061234567891"),
        (f"{HOME}?nb=7&x=1", f"{HOME}?nb=8&x=1"),
        (f"{HOME}?trk=harga-beras", f"{HOME}?trk=harga-gula"),
        (f"{HOME}#!5736300/judul", f"{HOME}#!5736301/judul"),
        (f"{HOME}#!/2011/judul", HOME),
        (f"{HOME}a?x=1&y=2", f"{HOME}a?x=2&y=1"),
    ],
)
def test_different_documents_have_different_keys(a, b):
    assert key(a) != key(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (f"{HOME}?b=2&a=1", f"{HOME}?a=1&b=2"),
        (f"{HOME}index.php?p=7", f"{HOME}?p=7"),
        (f"{HOME}caf%C3%A9", f"{HOME}caf%c3%a9/"),
        (f"{HOME}%7Euser", f"{HOME}~user"),
    ],
)
def test_spellings_of_one_document_share_a_key(a, b):
    assert key(a) == key(b)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.gazette.example/a", "gazette.example"),
        ("https://m.gazette.example/a", "gazette.example"),
        ("https://amp.gazette.example/a", "gazette.example"),
        ("https://mobile.gazette.example/a", "gazette.example"),
        ("https://news.gazette.example/a", "news.gazette.example"),
        ("http://localhost:8000/", "localhost:8000"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://www.gazette.example:8080/", "gazette.example:8080"),
        ("https://m.example/", "m.example"),
        ("https://www.co.id/", "www.co.id"),
        ("https://m.co.id/", "m.co.id"),
        ("http://[::1]:8080/", "[::1]:8080"),
    ],
)
def test_a_site_is_its_host_without_the_faces(url, site):
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("https://www.gazette.example/", "http://gazette.example/a", True),
        ("https://amp.gazette.example/", "https://m.gazette.example/", True),
        ("https://gazette.example/", "https://news.gazette.example/", False),
        ("https://gazette.example/", "https://gazette.example.evil.example/", False),
        ("https://gazette.example/", "https://gazette.example@evil.example/", False),
        ("http://gazette.example:8080/", "http://gazette.example/", False),
        ("https://m.co.id/", "https://www.co.id/", False),
    ],
)
def test_same_site_takes_faces_together_and_keeps_hosts_apart(a, b, same):
    assert same_site(a, b) is same


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Gazette.example:443/", "gazette.example"),
        ("http://gazette.example:443/", "gazette.example:443"),
        ("http://[::1]:80/", "[::1]"),
        ("http://a:b@gazette.example/", "gazette.example"),
    ],
)
def test_netloc_names_the_host_and_an_odd_port(url, host):
    assert netloc(url) == host


@pytest.mark.parametrize(
    ("path", "asset"),
    [
        ("foto.jpg", True),
        ("foto.JPEG?w=300", True),
        ("laporan.pdf", True),
        ("berita.html", False),
        ("berita.php", False),
        ("harga-beras-naik-2.5-persen", False),
        ("jpg", False),
        ("a.jpg/", False),
    ],
)
def test_files_are_told_from_pages_by_their_ending(path, asset):
    assert is_asset(HOME + path) is asset


PRIVATE = """127.0.0.1 127.8.9.10 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0
    224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1
    ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::10.0.0.1 2002:a00:1:: 2002:7f00:1:: ::127.0.0.1 fec0::1
    64:ff9b:1::a00:1 [::1]""".split()
PUBLIC = """93.184.216.34 8.8.8.8 172.32.0.1 100.128.0.1 2606:2800:220:1:248:1893:25c8:1946 ::ffff:8.8.8.8
    64:ff9b::808:808 2002:808:808::""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_no_public_site_may_lead_to_is_private(address):
    assert is_private(address)


@pytest.mark.parametrize("address", [*PUBLIC, "gazette.example", "", "1.2.3", "kata"])
def test_public_addresses_and_names_are_not_private(address):
    assert not is_private(address)


@pytest.mark.parametrize(
    "host",
    """localhost LOCALHOST localhost. a.localhost printer.local db.internal nas.home.arpa 127.0.0.1 127.1 0
    2130706433 0x7f000001 0x7f.1 017700000001 0177.0.0.1 10.1 192.168.257 [::1] [::ffff:7f00:1] [fe80::1]""".split(),
)
def test_private_hosts_are_known_in_every_spelling_resolvers_take(host):
    assert is_private_host(f"http://{host}/")


@pytest.mark.parametrize("host", "gazette.example 8.8.8.8 134744072 08.1.1.1 999.1 1.2.3.4.5 localhost.example".split())
def test_public_hosts_are_not_taken_for_private_ones(host):
    assert not is_private_host(f"http://{host}/")
