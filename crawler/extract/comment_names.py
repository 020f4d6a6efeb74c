"""What class words, ids and itemprops say about the parts of a comment: where the readers' part of a page is, what one
comment is, and where its author, its date and its text stand. Words alone, in the languages of the web's software."""

import re
from functools import lru_cache

from crawler.text import any_of


class Part:
    """What a name says its element is, in bits; a name may say several things. Plain integers: the operators of
    an IntFlag take ten times as long, and a page asks tens of thousands of times."""

    NOTHING = 0
    AREA = 1
    ITEM = 2
    TEXT = 4
    AUTHOR = 8
    DATE = 16
    ASIDE = 32
    REVIEW = 64
    FRAME = 128


# All patterns are for names in lower case: with re.I they take five times as long.
COMMENT_STEM = (
    "comment|kommentar|komentar|koment(?:ář|ar)|comentari|commenti(?![a-z])|commento|reactie|leserbrief|lesermeinung|leserreaktion|leserpost|"
    "hozzaszolas|komment|tanggapan|yorum|diskussion|discussion|diskuse|diskuze|disqus|guestbook|gaestebuch|binh-?luan|коммент|user-?review|"
    "replies|reader-?letter|letters-to|forum-?thread|message-?list"
)
AREA = re.compile(rf"(?:{COMMENT_STEM})")
# What every match of AREA or REVIEW holds, in lower case.
PLAIN = (
    "comment", "komment", "koment", "comentari", "reactie", "leserbrief", "lesermeinung", "leserreaktion", "leserpost", "hozzaszolas",
    "tanggapan", "yorum", "diskus", "discussion", "diskuz", "disqus", "guestbook", "gaestebuch", "binhluan", "binh-luan", "коммент",
    "replies", "reader-letter", "readerletter", "letters-to", "forumthread", "forum-thread", "messagelist", "message-list", "review",
    "bewertung", "opinie", "recensioni", "votes", "judgeme",
)  # fmt: skip
REVIEW = re.compile(r"(?<![a-z])(?:reviews?|bewertung(?:en)?|opinie|recensioni|votes)(?![a-z])|judgeme")
NO_AREA = re.compile(
    r"comment(?:ary|ator|aires?-match)|(?:live|match|ticker)[-_a-z]*comment|comments?[-_](?:open|closed|count|number|link|on|off|toggle|button|"
    r"icon|form|disabled)(?![a-z])|(?:has|no|show(?:ing)?|with|enable)[-_]comments?|commentable",
)
ITEM = re.compile(
    rf"(?:{COMMENT_STEM}|repl(?:y|ies)|review|post|message)[-_ ]*(?:item|entry|single|wrap(?:per)?|box|block|card|container|node|row|object|\d+)\b|"
    r"(?<![\w-])(?:comment|kommentar|komentar|commentaire|comentario|koment|leserbrief|reactie|yorum|review|idc-c|fyre-comment-article)(?![\w-])|"
    r"@(?:comment|review)(?![a-z])|#(?:li-|div-)?(?:(?:comment|kommentar|komentar|commentaire|comentario|reply)[-_]?\w{0,2}|c-?)\d",
)  # fmt: skip
TEXT = re.compile(
    r"(?:comment|kommentar|komentar|commentaire|comentario|reply|review|rev|post|message|user|yorum|reactie)[-_]*(?:body|content|text|txt|inner-?text|message|"
    r"copy|copytext|entry-?content|inhalt|isi|teks|texte|texto|description|md)\b|(?<![\w-])(?:text|body|content|message|isi|texte|inhalt|bodytext|"
    r"usertext|copytext|md|msg|comment-?p)(?![\w-])|@(?:text|commenttext|reviewbody|description)\b",
)
AUTHOR = re.compile(
    r"author|autor|auteur|username|user[-_]?(?:name|link|nick)|(?<![a-z])nick(?:name)?(?![a-z])|benutzer|usuario|pseudo|(?<![a-z])poster(?![a-z])|"
    r"commenter|comment(?:ator|[-_]?(?:by|name|user|writer|owner))|(?<![a-z-])(?:fn|name|user|nama|verfasser|penulis|absender|gebruiker)(?![a-z-])|"
    r"display[-_]?name|profile[-_]?name|replier|@creator",
)
DATE = re.compile(
    r"(?<![a-z])(?:date|datum|fecha|data|time|tanggal|waktu|when|ago|published|posted|dato|tarih|zeit|jam|datetime|heure)(?![a-z])|timestamp|"
    r"created|permalink|@date|time-?ago|(?:post|comment|publish|create|meta)[-_]?(?:date|time|datum)|(?:comment|kommentar)[-_]?meta",
)
FRAME = re.compile(
    r"(?<![a-z])(?:form|respond|reply[-_]?(?:title|form|box)|login|captcha|submit|nav(?:igation)?|pagination|pager|modal|dialog|popup|must-log)(?![a-z])",
)
ASIDE = re.compile(
    r"(?<![a-z])(?:reply[-_]?(?:link|button|to)|avatar|vote[sr]?|voting|"
    r"rating|stars?|likes?|dislikes?|thumbs?|flag|report|share|social|actions?|toolbar|buttons?|btn|count|closed|policy|notes?|awaiting|"
    r"menu|dropdown|tooltip|badge|rank|level|karma|score|controls?|links?|share-?buttons?|signature|sig|edited|toggle|tools|hidden|"
    r"screen-reader-text|sr-only|netiquette|richtlinien|intro|notice|message-?(?:box|error|success)|error|recommend\w*|counter)(?![a-z])",
)
ELSEWHERE = re.compile(
    r"(?:recent|latest|last|newest|neueste|letzte|derniers?|ultim[oi]s?|terbaru|popular|aktuelle)[-_ ]*(?:comment|kommentar|komentar|comentari|commentaire|"
    r"discussion|reply|replies|review)|widget_recent|sidebar|(?<![a-z])modal(?![a-z])|tab-?list|related|recommended",
)
PATTERNS = (
    (Part.ITEM, ITEM), (Part.TEXT, TEXT), (Part.AUTHOR, AUTHOR), (Part.DATE, DATE), (Part.ASIDE, ASIDE), (Part.REVIEW, REVIEW),
    (Part.FRAME, FRAME),
)  # fmt: skip


def names_readers(names: str) -> bool:
    """Whether any of many names may be that of a readers' part: a look for plain words, a twentieth of a search's time."""
    low = names.lower()
    return any(word in low for word in PLAIN)


# The same for one name, where a loop takes longer than a search.
PLAIN_NAME = re.compile(any_of(PLAIN))


LONGEST_NAMES = 2_000  # characters; some patterns look at each word of a name again
# One of these is in every match of ELSEWHERE.
PLAIN_ELSEWHERE = (
    "recent", "latest", "last", "newest", "neueste", "letzte", "dernier", "ultim", "terbaru", "popular", "aktuelle", "sidebar", "modal",
    "tablist", "tab-list", "related", "recommended",
)  # fmt: skip
TELLING_NAME = re.compile(any_of((*PLAIN, *PLAIN_ELSEWHERE)))  # most names are done with after this look
# Class words that tell a story's topic or state, whatever words they end in: "tag-reviews".
TOPICS = ("tag-", "category-", "type-", "has-", "no-", "is-", "postid-", "status-", "format-", "section-")


@lru_cache(maxsize=20_000)
def area_of(names: str) -> tuple[bool, bool]:
    """Whether an element's names call it the readers' part of a page or one comment, and whether they speak of others'."""
    names = names[:LONGEST_NAMES]
    low = names.lower()
    if TELLING_NAME.search(low) is None:
        return False, False
    is_lost = ELSEWHERE.search(low) is not None
    if PLAIN_NAME.search(low) is None:
        return False, is_lost
    low = _without_topics(names)
    return _is_area(low) or REVIEW.search(low) is not None, is_lost


@lru_cache(maxsize=20_000)
def part_of(names: str) -> int:
    """What an outline's names ("classes #id @itemprop") say, as bits of `Part`."""
    found = Part.NOTHING
    low = _without_topics(names[:LONGEST_NAMES])
    if _is_area(low):
        found |= Part.AREA
    for part, pattern in PATTERNS:
        if pattern.search(low):
            found |= part
    return found


def _without_topics(names: str) -> str:
    """names in lower case, without the words of a story's topic or state."""
    return " ".join(word for word in names.split() if not word.startswith(TOPICS)).lower()


def _is_area(low: str) -> bool:
    return AREA.search(low) is not None and any(AREA.search(word) and not NO_AREA.search(word) for word in low.split())
