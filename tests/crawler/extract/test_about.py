import pytest

from crawler.extract.addresses import addresses
from crawler.extract.article import from_html
from crawler.page import Page

URL = "https://newspage.example/kapal-tiba/"
STORY = "<p>Kapal itu tiba.</p>"


def read(*, head="", header="", footer="", url=URL):
    html = (
        f"<title>Kapal tiba</title>{head}<body class='single single-post postid-9'><article id='post-9' class='post-9 hentry'>"
        f"<h1 class='entry-title'>Kapal tiba</h1>{header}<div class='entry-content'>{STORY}</div>{footer}</article></body>"
    )
    return from_html(html.encode(), url)


def test_categories_and_tags_are_read_from_classic_and_block_themes():
    classic = (
        '<span class="cat-links"><a href="/c/" rel="category tag">Seni &amp; Budaya</a></span>'
        '<span class="tags-links"><a href="/t/" rel="tag">R&amp;D</a><a href="/k/" rel="tag">kopi</a></span>'
    )
    block = (
        '<div class="taxonomy-category wp-block-post-terms"><a href="/c/" rel="tag">Seni &amp; Budaya</a></div>'
        '<div class="taxonomy-post_tag wp-block-post-terms"><a href="/t/" rel="tag">R&amp;D</a>, <a href="/k/" rel="tag">kopi</a></div>'
    )
    for footer in (classic, block):
        article = read(footer=footer)
        assert (article.section, article.categories, article.tags) == (
            "Seni & Budaya",
            ("Seni & Budaya",),
            ("R&D", "kopi"),
        )


def test_a_story_within_the_article_of_a_template_is_the_post_s():
    html = (
        "<body class='single single-post postid-9'><article id=template-id-120 class='post-120 tdb_templates type-tdb_templates post'>"
        "<div class=tdb-category><a class=tdb-entry-category href=/kota/>Kota</a></div><h1 class=tdb-title-text>Kapal tiba</h1>"
        "<div class=tdb_single_subtitle><div class=tdb-block-inner><p>Ratusan warga menunggu kapal itu sejak pukul empat pagi.</p></div></div>"
        "<div class='tdb_single_content td-post-content'><div class=tdb-block-inner><p>Kapal itu tiba pukul enam pagi di dermaga.</p>"
        "</div></div><ul class=tdb-tags><li><span>TAGS</span></li><li><a href=/tag/kapal/>kapal</a></li></ul></article>"
    )
    article = from_html(html.encode(), URL)
    assert article.body == "Kapal itu tiba pukul enam pagi di dermaga."
    assert article.dek == "Ratusan warga menunggu kapal itu sejak pukul empat pagi."
    assert (article.categories, article.tags) == (("Kota",), ("kapal",))


def test_terms_of_other_stories_are_not_this_one_s():
    footer = '<div class="related-posts"><span class="cat-links"><a href="/c/" rel="category tag">Lain</a></span></div>'
    assert read(footer=footer).categories == ()


def test_metadata_tell_what_the_theme_does_not():
    head = (
        "<meta property='article:section' content='Dunia'><meta property='article:tag' content='kopi'><meta property='article:tag' content='teh'>"
        "<meta name='description' content='Ringkas &amp; jelas'>"
    )
    article = read(head=head)
    assert (article.section, article.tags, article.summary) == ("Dunia", ("kopi", "teh"), "Ringkas & jelas")
    assert article.rules["summary"] == "meta:description"


@pytest.mark.parametrize(
    ("header", "head", "image"),
    [
        (
            '<figure class="post-thumbnail"><img class="wp-post-image" src="/a-300x169.jpg" srcset="/a-300x169.jpg 300w, /a.jpg 900w">'
            "<figcaption>Perahu</figcaption></figure>",
            "<meta property='og:image' content='/b.jpg'>",
            ("https://newspage.example/a.jpg", "Perahu"),
        ),
        ("", "<meta property='og:image' content='/b.jpg'>", ("https://newspage.example/b.jpg", None)),
        (
            '<figure><img src="/b-640x360.jpg"><figcaption>Dermaga</figcaption></figure>',
            "<meta property='og:image' content='/b-besar.jpg'><meta property='og:image:url' content='x'>",
            ("https://newspage.example/b-besar.jpg", None),
        ),
        (
            '<figure><img src="/foto-dermaga-640x360.jpg"><figcaption>Dermaga</figcaption></figure>',
            "<meta property='og:image' content='/foto-dermaga.jpg'>",
            ("https://newspage.example/foto-dermaga.jpg", "Dermaga"),
        ),
        ("", "<meta property='og:image' content='/default-share.jpg'>", None),
        (
            "",
            '<script type="application/ld+json">{"@type":"NewsArticle","image":{"@type":"ImageObject","url":"/c.jpg"}}</script>',
            ("https://newspage.example/c.jpg", None),
        ),
    ],
)
def test_the_lead_picture_is_the_theme_s_else_what_the_page_tells_others(header, head, image):
    found = read(header=header, head=head).image
    assert (found and (found.url, found.caption)) == image


@pytest.mark.parametrize(
    ("url", "head", "expected", "aliases"),
    [
        (
            "https://newspage.example/kapal-tiba/?utm_source=x",
            "<link rel=canonical href='/kapal-tiba/'>",
            URL,
            ("https://newspage.example/kapal-tiba/?utm_source=x",),
        ),
        (URL, "<link rel=canonical href='https://other.example/x/'>", URL, ()),
        (URL, "<link rel=canonical href='/'>", URL, ()),
        (URL, "<link rel=shortlink href='/?p=9'>", URL, ("https://newspage.example/?p=9",)),
        (URL, "<link rel=amphtml href='/kapal-tiba/amp/'>", URL, ("https://newspage.example/kapal-tiba/amp/",)),
        (URL, "<meta property='og:url' content='https://newspage.example/'>", URL, ()),
        (f"{URL}comment-page-2/", f"<link rel=canonical href='{URL}comment-page-2/'>", URL, (f"{URL}comment-page-2/",)),
    ],
)
def test_a_story_has_one_address_and_its_other_spellings(url, head, expected, aliases):
    found = addresses(Page.from_bytes(f"{head}<body>".encode(), url))
    assert (found.url, found.aliases) == (expected, aliases)


@pytest.mark.parametrize(
    ("head", "article_id", "number"),
    [
        ("", "post-9", "9"),
        ("<link rel=shortlink href='/?p=12'>", "x", "12"),
    ],
)
def test_wordpress_s_number_is_found(head, article_id, number):
    html = f"<meta name=generator content='WordPress 6.1'>{head}<body class='single single-post'><article id='{article_id}'><p>x</p></article>"
    assert from_html(html.encode(), URL).source_id == number


@pytest.mark.parametrize(("text", "access"), [("Sebagian cerita.", "partial"), ("Seluruh cerita. " * 200, "full")])
def test_a_walled_story_says_so(text, access):
    ld = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    html = f"{ld}<h1>Kapal tiba</h1><article><p>{text}</p></article>"
    assert from_html(html.encode(), "https://gazette.example/a", any_page=True).access == access


@pytest.mark.parametrize(
    ("told", "tags"),
    [
        (["Kapal, Dermaga,Laut"], ("Kapal", "Dermaga", "Laut")),
        (["Business, Finance, & Economics"], ("Business, Finance, & Economics",)),
        (["Elections, Governors", "Kapal"], ("Elections, Governors", "Kapal")),
        (["@river", "_no-app", "8f507083-bac4-423a-9015-2eb31e1bce50", "Kapal"], ("Kapal",)),
    ],
)
def test_one_value_that_holds_all_tags_is_taken_apart_and_the_newsroom_s_marks_are_none(told, tags):
    head = "".join(f'<meta property="article:tag" content="{one}">' for one in told)
    html = (
        f"<title>Kapal tiba</title>{head}<h1>Kapal tiba</h1><p>{'Kapal itu tiba di dermaga pada pagi hari. ' * 9}</p>"
    )
    assert from_html(html.encode(), "https://newspage.example/kapal/", any_page=True).tags == tags
