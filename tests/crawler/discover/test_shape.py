"""What an address says by its shape alone."""

import pytest

from crawler.discover.shape import (
    archive_kind,
    looks_like_article,
    looks_like_listing,
    page_number,
    shape_of,
    template,
)

HOST = "https://gazette.example"


@pytest.mark.parametrize(
    ("path", "article", "kind"),
    [
        ("/", False, "home"),
        ("/page/2/", False, "home"),
        ("/?paged=2", False, "home"),
        ("/index.php", False, "home"),
        ("/xi-temui-putin-di-moskow/", True, None),
        ("/xi-temui-putin-di-moskow/2/", True, None),
        ("/2024/05/06/kabar/", True, None),
        ("/2024/05/kabar-pagi/", True, None),
        ("/arsip/123", False, "index"),
        ("/headline/xi-temui-putin/", True, None),
        ("/terpopuler/nasional", False, "index"),
        ("/?p=123", True, None),
        ("/index.php?p=123", True, None),
        ("/read/1234567/kabar", True, None),
        ("/berita/d-7123456/kabar", True, None),
        ("/nasional/xi-temui-putin.html", True, None),
        ("/ekonomi/", None, None),
        ("/kabar-pagi/", None, None),
        ("/category/ekonomi/", False, "category"),
        ("/category/ekonomi/page/3/", False, "category"),
        ("/kategori/hukum-dan-kriminal/", False, "category"),
        ("/kanal/olahraga", False, "category"),
        ("/rubrik/opini", False, "category"),
        ("/id/news/category/ekonomi-dan-bisnis/", False, "category"),
        ("/tag/harga-beras-naik-lagi/", False, "tag"),
        ("/topik/pemilu", False, "tag"),
        ("/search/label/Pemilu", False, "tag"),
        ("/author/jurnalis-berita/", False, "author"),
        ("/penulis/siti", False, "author"),
        ("/2024/", False, "date"),
        ("/2024/05/", False, "date"),
        ("/2024/05/06/", False, "date"),
        ("/2024/05/page/2/", False, "date"),
        ("/indeks", False, "index"),
        ("/indeks-berita/2024-05-06", False, "index"),
        ("/terkini", False, "index"),
        ("/nasional/indeks", False, "index"),
        ("/?cat=5", False, "category"),
        ("/?tag=beras", False, "tag"),
        ("/?author=3", False, "author"),
        ("/?m=202405", False, "date"),
        ("/?m=202405&paged=2", False, "date"),
    ],
)
def test_stories_and_listings_are_told_apart_by_their_address(path, article, kind):
    assert (looks_like_article(HOST + path), archive_kind(HOST + path)) == (article, kind)
    assert looks_like_listing(HOST + path) is (kind is not None)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/wp-admin/edit.php", "wp-admin"),
        ("/wp-login.php", "login"),
        ("/masuk", "login"),
        ("/akun/login", "login"),
        ("/keranjang/", "cart"),
        ("/?add-to-cart=5", "cart"),
        ("/?s=beras", "search"),
        ("/cari?q=beras", "search"),
        ("/feed/", "feed"),
        ("/kabar-pagi-ini/feed/", "feed"),
        ("/?feed=rss2", "feed"),
        ("/wp-json/wp/v2/posts", "api"),
        ("/?rest_route=/wp/v2/posts", "api"),
        ("/xmlrpc.php", "api"),
        ("/kabar/trackback/", "api"),
        ("/wp-content/uploads/2024/05/foto.jpg", "asset"),
        ("/laporan.pdf", "asset"),
        ("/tentang-kami/", "static page"),
        ("/tentang-kami/redaksi/", "static page"),
        ("/pedoman-media-siber.html", "static page"),
        ("/?page_id=2", "static page"),
        ("/?attachment_id=9", "attachment"),
        ("/?p=5&preview=true", "preview"),
        ("/tag/search/", None),
        ("/tag/login/", None),
        ("/category/rss/", None),
        ("/search/label/Pemilu", None),
        ("/pedoman-media-siber-disahkan-dewan-pers/", None),
        ("/2024/redaksi/", None),
        ("/", None),
    ],
)
def test_an_address_that_can_hold_no_story_has_a_reason(path, reason):
    assert shape_of(HOST + path).excluded == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/agenda/2024/05/", "/agenda/2031/12/"),
        ("/agenda?tanggal=2024-05-06", "/agenda?tanggal=2031-12-31"),
        ("/agenda/mei/2024", "/agenda/december/2031"),
        ("/kalender/20240506", "/kalender/20311231"),
        ("/page/2/?hari=3", "/page/99/?hari=17"),
        ("/cari/a/b/a/b/", "/cari/a/b/a/b/a/b/a/b/"),
        ("/x?urut=naik&warna=merah", "/x?warna=biru&urut=turun"),
        ("/ruang-7/kursi-3", "/ruang-12/kursi-44"),
    ],
)
def test_pages_of_one_endless_row_have_one_template(one, other):
    assert template(HOST + one) == template(HOST + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/beras-naik-lagi/", "/beras-turun-lagi/"),
        ("/agenda/2024/", "/agenda/2024/05/"),
        ("/?p=5", "/?cat=5"),
        ("/berita/5", "/kabar/5"),
    ],
)
def test_pages_of_different_make_have_different_templates(one, other):
    assert template(HOST + one) != template(HOST + other)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/page/3/", 3),
        ("/category/x/page/12/", 12),
        ("/halaman/2", 2),
        ("/?paged=4", 4),
        ("/indeks?page=5", 5),
        ("/?query-0-page=2", 2),
        ("/kabar/", None),
        ("/page/", None),
        ("/page/²/", None),
        ("/?paged=dua", None),
    ],
)
def test_a_listings_address_says_which_page_it_is(path, number):
    assert page_number(HOST + path) == number
