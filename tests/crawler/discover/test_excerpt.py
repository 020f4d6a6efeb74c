"""Whether an excerpt was written or cut from the body."""

import pytest

from crawler.discover.excerpt import is_cut, written

BODY = """<p>Pasar Lama di Kuala Kapuas kembali ramai setelah tiga pekan ditutup karena banjir.</p>
<figure><img src="x.jpg"><figcaption>Pedagang menata lapak</figcaption></figure>
<p>Para pedagang mengaku lega, tetapi harga beras masih tinggi.</p><p>Dinas berjanji menambah pasokan.</p>"""


@pytest.mark.parametrize(
    ("excerpt", "summary"),
    [
        ("<p>Pasar Lama di Kuala Kapuas kembali ramai setelah tiga pekan ditutup [&hellip;]</p>", None),
        ("<p>Pasar Lama di Kuala Kapuas kembali ramai&hellip; <a class='more-link' href='/x'>Baca <b>terus</b></a></p>", None),
        ("<p>Pasar Lama di Kuala Kapuas kembali ramai setelah tiga pekan ditutup karena banjir.</p>", None),
        # The picture's caption is left out of what WordPress cuts.
        (
            "Pasar Lama di Kuala Kapuas kembali ramai setelah tiga pekan ditutup karena banjir. "
            "Para pedagang mengaku lega, tetapi harga beras [&hellip;]",
            None,
        ),
        ("Pedagang menata lapak Para pedagang mengaku lega, tetapi harga beras masih tinggi. [&hellip;]", None),
        ("<p>Tiga pekan sepi, kini ramai lagi.</p>", "Tiga pekan sepi, kini ramai lagi."),
        ("<p>Pasar Lama di Kuala Kapuas dibuka lagi oleh wali kota, begini kata pedagang ikan</p>",
         "Pasar Lama di Kuala Kapuas dibuka lagi oleh wali kota, begini kata pedagang ikan"),
        ("<p>Xi &amp; Putin &#8211; aliansi</p>", "Xi & Putin – aliansi"),
        ("", None),
        ("<p> [&hellip;] </p>", None),
    ],
)  # fmt: skip
def test_only_an_excerpt_that_was_written_is_a_summary(excerpt, summary):
    assert written(excerpt, BODY) == summary


@pytest.mark.parametrize(
    ("excerpt", "cut"),
    [
        ("Pasar Lama kembali [&#8230;]", True),
        ("Pasar Lama kembali [...]", True),
        ("Pasar Lama <a href='/x' class='more-link'>Selengkapnya</a>", True),
        ("Pasar Lama kembali ramai.", False),
        ("Ramai lagi…", False),
    ],
)
def test_a_cut_excerpt_shows_its_mark(excerpt, cut):
    assert is_cut(excerpt) is cut
