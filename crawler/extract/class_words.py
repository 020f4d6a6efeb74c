"""What the class words, id and itemprop of an element say about the text in it. Words alone; no verdicts.

A name is taken apart at -, _ and capitals, joined pairs count as one (sign-up = signup), and words that only
tell a state (`category-related`, `has-sidebar`) say nothing.
"""

import re
from functools import lru_cache

from crawler.text import any_of


class Says:
    """What a name says of the text in its element, in bits; a name may say several things. Plain integers: the operators of
    an IntFlag take ten times as long, and a page asks tens of thousands of times."""

    NOTHING = 0
    STORY = 1
    CLUTTER = 2
    COMMENT = 4
    CAPTION = 8
    BYLINE = 16
    DEK = 32
    LAYOUT = 64
    WALL = 128


PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
LOW_PIECE = re.compile(r"[a-z]+|\d+")  # the same of words in lower case
FIRST_OF_JOINED = frozenset(
    "pop sign news ai app read cross fact info in also pull call tool side log most sub post".split()
)
SECOND_OF_JOINED = frozenset(
    """up summary content stores letter more head heads box line read quote out bar in meta nav navi viewed popular category
    metadata""".split()
)
JOINED = re.compile(rf"\b({any_of(FIRST_OF_JOINED)})[-_]({any_of(SECOND_OF_JOINED)})\b", re.I)
STATE = (
    "category-", "tag-", "has-", "no-", "with-", "without-", "is-", "not-", "postid-", "js-", "type-", "status-", "format-",
    "field--label-", "field-label-", "node--promoted", "node-promoted",
)  # fmt: skip
CLUTTER = frozenset(
    """footer foot colophon nav navi navigation navbar subnav snav subnavi submenu menu dropdown breadcrumb breadcrumbs
    widget widgets textwidget widgettitle related relateds relacionado relacionados relacionadas relacionada verwandt
    verwandte terkait correlati correlate powiazane lesermehr readmore alsoread mehr
    share sharing shares sharedaddy sharethis addthis social socials sociable whatsapp linkedin telegram pinterest sns
    newsletter newsletters subscribe subscription subscriptions signup login registration register gating gated
    promo promos promotion promoted teaser teasers ads ad adv advert adverts advertisement advertorial anzeige werbung
    publicidade publicidad reklama iklan sponsor sponsored outbrain taboola buybox
    recommended recommendations recommendation recommend trending popular mostread most latest recent recirc
    recirculation similar cta banner modal popup popover lightbox overlay cookie cookies consent privacy gdpr legal
    disclaimer copyright tags taglist tagcloud keywords topics categories taxonomy metadata meta postmeta postmetadata
    postcategory pagination pager prev next rating ratings print btn button buttons aktionsbutton toolbar tools actions
    tooltip icons carousel slider slideshow swiper sidebar aside masthead logo branding search poll quiz feedback
    contact donate donation card cards toc embed placeholder aisummary aicontent factbox collapsable appstores infobox
    inlinebox textbox kasten kastenbox callout pullquote sr hidden invisible nocontent noprint screen""".split()
)
CAPTION = frozenset(
    """figure figcaption caption captions credit credits thumbnail photo foto image img bild imginline picture media
    player video gallery bildunterschrift legende""".split()
)
BYLINE = frozenset(
    """author authors autor autore auteur byline bio date datum time published posted meta metadata timestamp dateline
    dates publish postdate""".split()
)
DEK = frozenset(
    """intro lead lede dek deck standfirst summary abstract excerpt subtitle subheadline subhead subline sommario chapo
    chapeau perex teaser vorspann description introduction bajada entradilla copete lid ingress sapo ledtext kicker
    strapline""".split()
)
LAYOUT = frozenset(
    "grid container wrapper layout wrap inner main body page content area article story entry post column col row section".split()
)
WALL = frozenset("paywall paywalled regwall registerwall premium piano tp metered meter offer offers".split())
STORY_SECOND = frozenset("body content text copy main entry".split())
STORY_PAIRS = frozenset(
    first + second
    for first in "article post entry story news page single blog main body text content artikel noticia nota detail".split()
    for second in STORY_SECOND
)
STORY = frozenset(
    """articlebody storybody richtext prose paragraph paragraphs cuerpo noticia artikel nota texto contenido hentry
    bodytext articletext entrycontent postcontent""".split()
)
COMMENT = frozenset(
    """comment comments commentlist commentarea commentform commentsection respond kommentar kommentare kommentarer
    comentario comentarios commentaire commentaires reacties reactie komentar komentarze commenti discussion
    disqus""".split()
)
CLUTTER_STEMS = frozenset(
    """newsletter related sidebar advert breadcrumb pagination recommend cookie consent outbrain taboola sharing sharebar
    audioplayer""".split()
)
CAPTION_STEMS = frozenset("caption gallery lightbox slideshow".split())
STEM = re.compile(any_of(CLUTTER_STEMS | CAPTION_STEMS | {"comment"}))
SHORTEST_STEM = min(map(len, CLUTTER_STEMS | CAPTION_STEMS | {"comment"}))
MEANINGS = (
    (Says.STORY, STORY), (Says.CLUTTER, CLUTTER), (Says.COMMENT, COMMENT), (Says.CAPTION, CAPTION), (Says.BYLINE, BYLINE),
    (Says.DEK, DEK), (Says.LAYOUT, LAYOUT), (Says.WALL, WALL),
)  # fmt: skip
# What comments, lists of other stories and widgets call themselves.
APART = re.compile(
    r"(?<![a-z])(?:comments?(?![a-z])|related|widget|sidebar|recent-posts|wp-block-query|wp-block-latest)", re.I
)
MEANS = {
    word: sum(bit for bit, words in MEANINGS if word in words)
    for word in frozenset().union(*(words for _, words in MEANINGS))
}
TELLING = frozenset(MEANS) | STORY_SECOND | FIRST_OF_JOINED  # without one of these, the pieces of a name say nothing


# What page builders call each piece of a page, the story's own too: "elementor-widget-text-editor", and SiteOrigin's
# "widget widget_sow-editor". What they say beyond that may tell: "elementor-widget-share-buttons".
BUILT = re.compile(r"(?<![\w-])(?:elementor-widget(?:__|-(?=\w)|(?![\w-]))|(?:so-)?widget_?(?:sow|siteorigin)-[\w-]*)")
BARE_WIDGET = re.compile(r"(?<![\w-])(?:text|so-)?widget(?![\w-])")


def without_builder(names: str) -> str:
    """names without the words that page builders give to every piece of a page.

    >>> without_builder("elementor-widget elementor-widget-share-buttons"), without_builder("widget widget_sow-editor x")
    (' share-buttons', '  x')
    """
    if "elementor-widget" not in names and "sow-" not in names and "siteorigin" not in names:
        return names
    bare = BUILT.sub("", names)
    return bare if "elementor-widget" in names else BARE_WIDGET.sub("", bare)


@lru_cache(maxsize=20_000)
def is_apart(names: str) -> bool:
    """Whether names ("classes #id") are those of comments, of a list of other stories, or of a widget. Remembered: what lies
    near a story lies in the same few boxes."""
    return APART.search(without_builder(names)) is not None


@lru_cache(maxsize=20_000)
def said_by(names: str) -> int:
    """What an outline's names ("classes #id @itemprop") say, as bits of `Says`."""
    found = 0
    for word in without_builder(names).split():
        found |= _said_by_word(word)
    if "@" in names and ("@articleBody" in names or "@text" in names):
        found |= Says.STORY
    return found


@lru_cache(maxsize=100_000)
def _said_by_word(word: str) -> int:
    if word[0] in "#@":
        word = word.lstrip("#@")
    found = 0
    if not word.startswith(STATE):
        pieces = _pieces(word)
        if not TELLING.isdisjoint(pieces):  # nearly half of them are names of a design's own
            if not FIRST_OF_JOINED.isdisjoint(pieces) and not SECOND_OF_JOINED.isdisjoint(pieces):
                pieces = _pieces(JOINED.sub(r"\1\2", word))
            found = _said_by_pieces(pieces)
        found |= Says.COMMENT if "disqus" in word else 0
    if len(word) < SHORTEST_STEM:
        return found
    low = word.lower()
    if STEM.search(low):
        found |= Says.CLUTTER if any(stem in low for stem in CLUTTER_STEMS) else 0
        found |= Says.COMMENT if "comment" in low and "commentary" not in low else 0
        found |= Says.CAPTION if any(stem in low for stem in CAPTION_STEMS) else 0
    return found


def _pieces(word: str) -> list[str]:
    """The pieces of a name in lower case."""
    return LOW_PIECE.findall(word) if word.islower() else [piece.lower() for piece in PIECE.findall(word)]


def _said_by_pieces(pieces: list[str]) -> int:
    found, before = 0, ""
    for piece in pieces:
        found |= MEANS.get(piece, 0)
        if piece in STORY_SECOND and before and before + piece in STORY_PAIRS:
            found |= Says.STORY
        before = piece
    return found
