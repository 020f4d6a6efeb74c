"""The story of pages nobody has described: which box, which lines, what is left out at its end."""

import pytest

from crawler.extract.article import from_html
from tests.crawler.extract.market import SENTENCES

URL = "https://gazette.example/fish-market"
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def body_of(markup, title="The fish market opens later", head=""):
    html = f"<title>{title}</title>{head}<body><main><h1>{title}</h1>{markup}</main></body>"
    article = from_html(html.encode(), URL, any_page=True)
    return list(article.body.split("\n")) if article.body else []


@pytest.mark.parametrize(
    "closing",
    [
        "<p>Follow the Gazette on Facebook and Instagram.</p>",
        "<p>Have a tip? Write to us: desk@gazette.example</p>",
        "<p>There is more where that came from. Sign up for the daily newsletter today.</p>",
        "<p>Hat Ihnen der Artikel gefallen? Dann unterstützen Sie uns mit einer Spende.</p>",
        "<p>Ikuti saluran kami di WhatsApp untuk kabar terbaru.</p>",
        "<p>Больше новостей в нашем телеграм-канале. Подписывайтесь!</p>",
        "<p>Подписывайтесь на наш <a href='#'>телеграм-канал</a>, чтобы не пропустить главное.</p>",
        "<p>تابعونا عبر قناة السوق على واتساب</p>",
        "<p>Gazete'yi WhatsApp kanalından takip edin</p>",
        "<h3>Comments</h3>",
        "<p>About the author:</p>",
        "<div>Scroll back to top</div>",
        "<p>Weitere Informationen</p><p>Kontakt</p>",
        "<p>Keep this story for later by registering here. Or sign-in if you have an account.</p>",
    ],
)
def test_what_closes_the_page_is_not_the_story(closing):
    assert body_of(f"<div>{STORY}{closing}</div>") == SENTENCES


@pytest.mark.parametrize(
    "sentence",
    [
        "Traders now follow the office on Facebook.",
        "“Subscribe to our newsletter,” the sign on the quay has said since the spring of last year.",
        "Most of them will support the plan.",
        "Comments are closed to him, said the clerk.",
    ],
)
def test_a_last_sentence_that_only_sounds_like_an_appeal_stays(sentence):
    assert body_of(f"<div>{STORY}<p>{sentence}</p></div>")[-1] == sentence


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("Sign up for our daily newsletter.", False),
        ("Create an account to go on with your reading.", False),
        ("Get the app of the harbour office and start it.", True),
        ("1709417828", False),
        ("2019-11-19T08:57:40+01:00", False),
        ("https://gazette.example/quay-500.jpg?w=500", False),
        ("In 1709417828 seconds, he joked, it will open.", True),
    ],
)
def test_within_a_story_only_plain_appeals_and_machine_values_are_left_out(line, is_kept):
    lines = body_of(f"<div><p>{SENTENCES[0]}</p><p>{line}</p>{STORY[len(SENTENCES[0]) + 7 :]}</div>")
    assert (line in lines) is is_kept


def test_a_note_on_the_writer_is_not_the_story():
    head = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Rina Hartati"}}</script>'
    note = "<p>Rina Hartati has written about harbours since 2009.</p>"
    assert body_of(f"<div>{STORY}{note}</div>", head=head) == SENTENCES


def test_without_the_writers_name_a_last_sentence_about_somebody_stays():
    note = "<p>Rina Hartati has written about harbours since 2009.</p>"
    assert len(body_of(f"<div>{STORY}{note}</div>")) == len(SENTENCES) + 1


@pytest.mark.parametrize(
    "credit",
    [
        "<p>(Foto: Antara)</p>",
        "<div>STR/AFP via Getty Images</div>",
        "<p>© Harbour office</p>",
        "<p>Photo: Rina Hartati/Gazette</p>",
        "<p>The quay at noon on Sunday. Photo: Rina Hartati</p>",
        "<div><div>The quay at noon on Sunday</div><div>Reuters</div></div>",
        "<figure><img><figcaption>The quay <cite>Reuters</cite></figcaption></figure>",
    ],
)
def test_a_line_that_credits_a_picture_is_a_caption(credit):
    lines = body_of(f"<div><p>{SENTENCES[0]}</p>{credit}{STORY[len(SENTENCES[0]) + 7 :]}</div>")
    assert lines == SENTENCES


@pytest.mark.parametrize(
    "sentence",
    [
        "Photo shops had asked for it.",
        "He works for Reuters.",
        "© 2019 Gazette. All rights reserved, and no part may be printed again without leave.",
        "The photo: a quay at night, nobody on it.",
    ],
)
def test_a_sentence_about_pictures_is_no_caption(sentence):
    assert sentence in body_of(f"<div>{STORY}<p>{sentence}</p><p>{SENTENCES[3]} Again.</p></div>")


def test_a_story_whose_rest_lies_in_a_box_of_its_own_begins_above_that_box():
    first, *rest = (f"<p>{sentence}</p>" for sentence in SENTENCES)
    assert body_of(f"<div class='text'>{first}<div class='paywall'>{''.join(rest)}</div></div>") == SENTENCES


def test_a_short_story_above_long_teasers_is_the_story():
    teaser = "<article class='post-{n}'><p>{text} {text}</p></article>"
    teasers = "".join(teaser.format(n=n, text=f"{n} {SENTENCES[1]}") for n in range(1, 7))
    assert body_of(f"<p>{SENTENCES[0]}</p><div class='post-99'>{teasers}</div>") == SENTENCES[:1]


def test_of_a_thread_the_first_post_is_the_story():
    post = "<article><h4><a href='/u'>A member of the forum</a></h4><div>{}</div></article>"
    thread = post.format(STORY) + "".join(post.format(STORY.replace("The", str(n))) for n in range(5))
    lines = body_of(f"<div>{thread}</div>")
    assert [line for line in lines if line != "A member of the forum"] == SENTENCES


def test_words_of_drupal_about_labels_say_nothing_of_the_text():
    names = "field field--name-body field--label-hidden"
    assert body_of(f"<div class='{names}'>{STORY}</div><p>Short.</p>") == SENTENCES


@pytest.mark.parametrize(
    ("beside", "is_kept"),
    [
        ("<div class='x1f'>Boats on the quay at noon</div>", False),
        ("<div><img src='/quay.jpg'><div class='x1f'>Boats on the quay at noon</div></div>", False),
        ("<div class='x1f'><div>Open the box</div><div>Close the box</div></div>", False),
        ("<div class='subhead'>What the traders say</div>", True),
        ("<h2><div>What the traders say</div></h2>", True),
        ("<div><b>What the traders say</b></div>", True),
        ("<blockquote><div>The quay is ours</div></blockquote>", True),
    ],
)
def test_short_lines_in_boxes_of_their_own_are_no_part_of_a_story_told_in_paragraphs(beside, is_kept):
    lines = body_of(f"<div>{STORY}{beside}<p>{SENTENCES[1]} Again.</p></div>")
    assert len(lines) == len(SENTENCES) + 1 + is_kept


def test_such_a_line_beside_a_picture_is_a_caption():
    picture = "<div><img src='/quay.jpg'><div class='x1f'>Boats on the quay at noon</div></div>"
    html = f"<main><h1>Market</h1><div>{STORY}{picture}<p>{SENTENCES[1]} Again.</p></div></main>"
    article = from_html(html.encode(), URL, any_page=True)
    assert [p.text for p in article.paragraphs if p.kind == "caption"] == ["Boats on the quay at noon"]


def test_direct_text_of_the_box_that_holds_the_paragraphs_stays():
    lines = body_of(f"<div>Berlin.{STORY}and so on<p>{SENTENCES[1]} Again.</p></div>")
    assert "and so on" in lines


def test_a_dek_printed_for_narrow_screens_and_for_wide_ones_counts_once():
    dek = "<h2 class='subtitle {}'>Ferries moved, visitors stayed away, and now the clock gives way.</h2>"
    html = f"<main><h1>Market</h1>{dek.format('small')}{dek.format('large')}<div class='body'>{STORY}</div></main>"
    assert from_html(html.encode(), URL).dek == "Ferries moved, visitors stayed away, and now the clock gives way."


def test_initials_at_the_end_are_no_part_of_the_story():
    assert body_of(f"<div>{STORY}<p>(abc/def)</p></div>") == body_of(f"<div>{STORY}</div>")


def test_a_signature_at_the_right_edge_is_no_part_of_the_story():
    assert body_of(f"<div>{STORY}<p style='text-align: right'><b>Ada Lovelace</b></p></div>") == body_of(
        f"<div>{STORY}</div>"
    )


def test_a_first_line_that_says_who_filed_the_story_is_no_part_of_it():
    filed = "05/10/2018 - Publicado por: Ayu Lestari - Categoria: Saúde - Tags: kapal dermaga pagi"
    html = f"<h1>Market</h1><div class=row><div>{filed}</div><div>{SENTENCES[0]}</div></div>"
    article = from_html(html.encode(), URL, any_page=True)
    assert article.body == SENTENCES[0]
    assert (article.authors, article.published_at.date().isoformat()) == (("Ayu Lestari",), "2018-10-05")


@pytest.mark.parametrize(
    ("standfirst", "is_dek"),
    [
        ("<p class='intro'>Ferries moved, visitors stayed away, and now the clock gives way.</p>", True),
        ("<h3 class='subtitle'>Ferries moved, visitors stayed</h3>", True),
        ("<h3>Ferries moved, visitors stayed</h3>", False),
        ("<p>Nov. 20, 2019Updated: Nov. 20, 2019 1:35 a.m.</p>", False),
        ("<p class='intro'>Join us at the Gazette dinner on the quay on the eighteenth of April.</p>", False),
        (
            "<div class='gating'><p class='subtitle'>Articles and other things to read with an account, free.</p></div>",
            False,
        ),
    ],
)
def test_an_invitation_is_no_dek(standfirst, is_dek):
    html = f"<main><h1>Market</h1>{standfirst}<div class='body'>{STORY}</div></main>"
    article = from_html(html.encode(), URL, any_page=True)
    assert bool(article.dek) is is_dek


@pytest.mark.parametrize(
    "page",
    [
        "<article class=newsletter-post><div class=header><h1>Market</h1><h3 class='subtitle x1'>{dek}</h3></div><div>{story}</div></article>",
        "<article><div><h1>Market</h1><div><h2 class=pw-subtitle-paragraph>{dek}</h2></div><div>Rina</div>{story}</div></article>",
        "<div><h1>Market</h1><div class=standfirst><div><p>{dek}</p></div></div>{story}</div>",
    ],
)
def test_what_calls_itself_a_subtitle_is_the_dek(page):
    dek = "The harbour office gives way to the traders of the northern pier."
    article = from_html(page.format(dek=dek, story=STORY).encode(), URL, any_page=True)
    assert (article.dek, article.body.split("\n")) == (dek, SENTENCES)


def test_the_line_below_the_lead_picture_is_no_dek():
    picture = "<div id=artimg><img src=p.jpg><div class=f12>Traders on the quay carry their crates to the pier on Sunday.</div></div>"
    html = (
        f"<div id=article><h1>Market</h1><div>Sunday, 11 August 2024</div>{picture}<div class=text>{STORY}</div></div>"
    )
    article = from_html(html.encode(), URL, any_page=True)
    assert (article.dek, article.body.split("\n")) == (None, SENTENCES)


def test_a_story_for_those_who_scroll_on_is_not_this_one():
    other = STORY.replace("fish", "fruit").replace("Traders", "Farmers").replace("office", "council")
    articles = f"<article><h1>The fish market opens later</h1>{STORY}</article><article><h1>The fruit market</h1>{other}</article>"
    html = f"<title>The fish market opens later</title><main>{articles}</main>"
    assert from_html(html.encode(), URL, any_page=True).body.split("\n") == SENTENCES


@pytest.mark.parametrize(
    "note",
    [
        "This summary was written by AI and checked by an editor.",
        "Diese Zusammenfassung wurde künstlich erzeugt.",
        "Sammendraget er laget av ChatGPT.",
        "Ringkasan ini dibuat oleh AI.",
    ],
)
def test_a_summary_that_a_machine_made_is_not_the_story(note):
    points = (
        "<ul><li>The market on the quay opens later than before.</li><li>A third of the stalls are empty.</li></ul>"
    )
    lines = body_of(
        f"<div><p>{SENTENCES[0]}</p><div class='x1f'>{points}<p>{note}</p></div>{STORY[len(SENTENCES[0]) + 7 :]}</div>"
    )
    assert lines == SENTENCES


def test_a_story_about_summaries_stays():
    sentence = "The summary was read aloud, and AI was not spoken of at all by the harbour office."
    assert sentence in body_of(f"<div>{STORY}<p>{sentence}</p><p>{SENTENCES[1]} Again.</p></div>")


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("WATCH | Boats on the quay at noon:", False),
        ("SIMAK JUGA: Perahu di dermaga", False),
        ("Related video: Boats on the quay at noon", False),
        ("VIDEO: it has become the harbour's word of the year.", True),
        ("Watch the boats, said the clerk: they know the tide", True),
    ],
)
def test_an_announced_film_is_not_the_story(line, is_kept):
    assert (line in body_of(f"<div>{STORY}<p>{line}</p><p>{SENTENCES[1]} Again.</p></div>")) is is_kept


def test_short_paragraphs_between_those_above_a_live_box_are_told_in_order():
    entries = "".join(f"<div id='post-{n}'><h3>At {n} o'clock</h3><p>{n}: {SENTENCES[2]}</p></div>" for n in (9, 8, 7))
    lines = body_of(
        f"<div class='text'><p>{SENTENCES[0]}</p><p>Follow it below:</p><div class='live'>{entries}</div></div>"
    )
    assert lines[:3] == [SENTENCES[0], "Follow it below:", "At 9 o'clock"]
    assert [line for line in lines if line.endswith(SENTENCES[2])] == [f"{n}: {SENTENCES[2]}" for n in (9, 8, 7)]


@pytest.mark.parametrize(
    ("below", "access"),
    [
        ("<p>To continue reading, please subscribe.</p>", "partial"),
        ("<div class='wall'>Silakan berlangganan untuk membaca artikel ini selengkapnya</div>", "partial"),
        ("<p>Jetzt abonnieren und weiterlesen</p>", "partial"),
        ("<meta property=article:content_tier content=locked>", "partial"),
        (
            '<script type="application/ld+json">{"@type":"Article","isAccessibleForFree":"http://schema.org/False"}</script>',
            "partial",
        ),
        ('<script type="application/ld+json">{"@type":"Article","isAccessibleForFree":true}</script>', "full"),
        ("<p>Subscribe to our newsletter.</p>", "full"),
        ("<p>Traders like to read on the quay.</p>", "full"),
    ],
)
def test_a_story_that_goes_on_behind_a_wall_says_so(below, access):
    html = f"<main><h1>Market</h1><div>{STORY}{below}</div></main>"
    assert from_html(html.encode(), URL, any_page=True).access == access


@pytest.mark.parametrize("page", ["", "single single-post postid-5"])
@pytest.mark.parametrize(
    ("wall", "lines"),
    [
        ("<div class=paywall><h3>Jetzt weiterlesen mit GZ+</h3><p>Alles lesen, vier Wochen kostenlos.</p><ul><li>Jederzeit "
         "kündbar<li>Auf allen Geräten</ul><a>Jetzt testen</a><p>Schon dabei? <a href=/login>Hier anmelden</a></div>", 0),
        ("<div class=premium-box><p>Berlangganan untuk membaca selengkapnya</p><p>Mulai Rp 9.000 sebulan.</p></div>", 0),
        ("<div class=end><div><h3>Subscribe to continue reading</h3><p>All our stories for a crown a week.</p></div></div>", 0),
        ("<div class=premium-box><p>The harbour office now reads the book aloud each morning at six.</p></div>", 1),
        ("<div class=offer><p>“Subscribe,” the office told them, and sent the traders home at noon.</p></div>", 1),
    ],
)  # fmt: skip
def test_a_box_of_offers_to_read_on_is_not_the_story(wall, lines, page):
    story = STORY[: STORY.index("</p>", STORY.index("</p>") + 1) + 4]
    html = f"<body class='{page}'><main><h1>Market</h1><div class=entry-content>{story}{wall}</div></main>"
    article = from_html(html.encode(), URL, any_page=True)
    assert (len(article.body.split("\n")), article.access) == (2 + lines, "full" if lines else "partial")


def test_a_long_story_is_whole_whatever_stands_below_it():
    long = "".join(f"<p>{n}: {SENTENCES[n % 4]}</p>" for n in range(40))
    html = f"<main><h1>Market</h1><div>{long}<p>To continue reading, please subscribe.</p></div></main>"
    assert from_html(html.encode(), URL, any_page=True).access == "full"


@pytest.mark.parametrize(
    ("aside", "is_told"),
    [
        ("<blockquote>Not one stall was let in the month after the ferries left</blockquote>", True),
        ("<blockquote><p>Not one stall was let in the month after the ferries left</p></blockquote>", True),
        ("<blockquote>“A third of them stand empty”</blockquote>", False),
        ("<blockquote>Not one stall was let</blockquote><p>Read on</p>", False),
        ("<p>Not one stall was let in the month after the ferries left</p>", False),
    ],
)
def test_a_quotation_set_apart_is_told_unless_the_text_has_its_words(aside, is_told):
    told = body_of(f"<div>{STORY.replace('</p><p>', f'</p><aside class=a1>{aside}</aside><p>', 1)}</div>")
    assert [line for line in told if line not in SENTENCES] == (
        ["Not one stall was let in the month after the ferries left"] if is_told else []
    )


def test_many_quotations_set_apart_take_no_time_to_compare():
    asides = "".join(f"<aside><blockquote>Stall {n} was not let</blockquote></aside>" for n in range(20_000))
    assert body_of(f"<div>{STORY}{asides}</div>")[: len(SENTENCES)] == SENTENCES


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=detail><strong>Harbour</strong> - {first}{rest}</div>",
        "<div class=detail><b>Harbour</b> -&nbsp;<p>{first}</p>{rest}</div>",
        "<div class=detail><p><b>Harbour</b> -</p><p>{first}</p>{rest}</div>",
        "<div class=detail><b>Harbour</b> -<div class=text><p>{first}</p>{rest}</div></div>",
        "<div class=detail><b>Harbour</b> - {first}<div class=text>{rest}</div></div>",
    ],
)
def test_text_before_the_first_paragraph_is_told(markup):
    rest = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[1:])
    above = "<div>By Rina Hartati</div><div class=share>Share</div><figcaption>Boats at the quay</figcaption>"
    assert body_of(above + markup.format(first=SENTENCES[0], rest=rest)) == [
        f"Harbour - {SENTENCES[0]}",
        *SENTENCES[1:],
    ]


@pytest.mark.parametrize("mark", ["<p>", "<br><br>"])
def test_in_a_page_laid_out_by_tables_the_cell_of_the_story_is_the_story(mark):
    sides = "<td>".join(
        f"<a href={n}.htm>The {n} story of the quay</a><br>It was told on Monday, {n} hours late." for n in "1234"
    )
    told = [*SENTENCES, *(f"{n} traders, at last: {text}" for n, text in enumerate(SENTENCES))]
    html = (
        "<title>Market</title><table><tr><td><img src=logo.gif><font size=1>Monday, 14 July 2003</font></table><table><tr>"
        f"<td><a href=/>Front</a><br><a href=/town>Town</a><td><font size=4><b>Market</b></font>{mark}{mark.join(told)}"
        f"<td>Please switch on scripts and cookies so that all parts of the site can be seen.<br>{sides}</table>"
    )
    assert from_html(html.encode(), URL, any_page=True).body.split("\n") == told
