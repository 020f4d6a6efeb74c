"""Pages that are no articles: about us, the code for cyber media, login, search, 404."""

from dataclasses import dataclass

from tests.mocksite.newsroom import Newsroom
from tests.mocksite.options import Options
from tests.mocksite.shell import document, text


@dataclass(frozen=True, slots=True)
class StaticPage:
    """A WordPress page."""

    id: int
    slug: str
    title: str
    html: str


STATIC_PAGES = (
    StaticPage(
        20,
        "tentang-kami",
        "Tentang Kami",
        """<p>Kabar Lembayung lahir di sebuah rumah kontrakan di tepi rel kereta Bandung pada 17 Agustus 2025. Kami percaya
kabar dari kampung sama pentingnya dengan kabar dari ibu kota, asal ditulis dengan teliti.</p>
<p>Redaksi kami kecil: lima wartawan, satu penyunting, dan seekor kucing bernama Rotasi. Setiap berita dibaca paling
sedikit dua orang sebelum tayang, dan setiap kekeliruan kami perbaiki di halaman yang sama dengan catatan di bawahnya.</p>
<p>Surat pembaca, ralat, dan undangan minum kopi dapat dikirim ke redaksi melalui kolom komentar di setiap berita.</p>""",
    ),
    StaticPage(
        21,
        "pedoman-media-siber",
        "Pedoman Media Siber",
        """<p>Halaman ini menerangkan cara redaksi bekerja di ruang digital.</p>
<h2>Verifikasi</h2><p>Berita yang dapat merugikan pihak lain diverifikasi pada hari yang sama.</p>
<h2>Ralat</h2><p>Ralat ditautkan pada berita yang diralat dan mencantumkan waktu pemuatannya.</p>
<h2>Komentar pembaca</h2><p>Komentar yang memuat fitnah atau hasutan dihapus tanpa pemberitahuan.</p>""",
    ),
)


def static_page(room: Newsroom, options: Options, slug: str) -> bytes | None:
    page = next((page for page in STATIC_PAGES if page.slug == slug), None)
    if page is None:
        return None
    main = (
        f'<article id="post-{page.id}" class="post-{page.id} page type-page status-publish hentry"><header class='
        f'"entry-header"><h1 class="entry-title">{text(page.title)}</h1></header><div class="entry-content">{page.html}'
        "</div></article>"
    )
    return document(
        room,
        options,
        title=f"{page.title} – {room.name}",
        body_class=f"page-template-default page page-id-{page.id}",
        main=main,
        canonical=f"{room.base}/{slug}/",
    )


def not_found(room: Newsroom, options: Options) -> bytes:
    main = (
        '<section class="error-404 not-found"><header class="page-header"><h1 class="page-title">Halaman tidak ditemukan'
        "</h1></header><p>Sepertinya tidak ada apa-apa di sini. Coba cari dengan kata lain.</p></section>"
    )
    return document(room, options, title=f"Halaman tidak ditemukan – {room.name}", body_class="error404", main=main)


def login(room: Newsroom) -> bytes:
    return f"""<!DOCTYPE html>
<html lang="id"><head><meta charset="UTF-8"><title>Masuk &lsaquo; {room.name} &#8212; WordPress</title>
<meta name="robots" content="max-image-preview:large, noindex, noarchive"></head>
<body class="login no-js login-action-login wp-core-ui locale-id-id"><div id="login">
<h1><a href="{room.base}/">{room.name}</a></h1>
<form name="loginform" id="loginform" action="{room.base}/wp-login.php" method="post">
<p><label for="user_login">Nama Pengguna atau Alamat Email</label><input type="text" name="log" id="user_login"></p>
<p><label for="user_pass">Sandi</label><input type="password" name="pwd" id="user_pass"></p>
<p class="submit"><input type="submit" name="wp-submit" id="wp-submit" value="Log Masuk"></p></form>
<p id="nav"><a href="{room.base}/wp-login.php?action=lostpassword">Lupa sandi Anda?</a></p></div></body></html>
""".encode()
