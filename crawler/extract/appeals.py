"""Lines in which a site asks something of its readers: to subscribe, to follow, to write, to give.

Such a line tells two things at once: it begins with a request ("Follow", "Sign up", "Ikuti", "Abonnieren Sie") and
it names a service of the site (a newsletter, an app, a channel, an address). Neither alone is enough, and words
in quotation marks are somebody's. At the end of a story that is proof; within it only a request that also says
"our", "us" or "your" is.
"""

import re

LONGEST, LONGEST_WITHIN = 360, 260
# What a request begins with; at the start of a sentence, or after the words by which a request is made polite.
REQUESTS = """subscribe|sign up|signup|sign in|sign-in|log in|login|register|follow|join|download|get|email|e-mail|contact|write to|like us|support|donate|become|
    submit|start|bookmark|share|create|check out|listen|click|tap|stay|receive|add|enter|send|
    abonnier\\w*|anmelden|melden sie|meldet|registrier\\w*|folgen|folge|folgt|unterstütz\\w*|schreib\\w*|senden|sende|laden|lad|werde\\w*|klick\\w*|
    suscríb\\w+|suscrib\\w+|sígue\\w*|sigue\\w*|regístrat\\w*|registrat\\w*|únete|descarga|abonne\\w*|inscri\\w+|suive\\w+|recevez|téléchargez|rejoignez|
    iscriv\\w+|abbonat\\w+|seguici|assine|inscreva\\w*|siga\\w*|acompanhe|clique|participe|receba|baixe|abonneer|volg|meld|
    ikuti|berlangganan|dapatkan|unduh|bergabung\\w*|gabung|daftarkan|klik|подпи\\w+|присоединяйтесь|вступайте|следите|скачайте|
    تابعونا|تابعنا|تابعوا|تابع|اشتركوا|اشترك|انضموا|انضم|حملوا|zapisz|zapraszamy|obserwuj|subskryb\\w*|prenumerera|
    følg|följ|abonner|abone ol\\w*|takip ed\\w*"""
SERVICES = """newsletters?|editions?|facebook|twitter|instagram|youtube|tiktok|telegram|whatsapp|linkedin|pinterest|threads|bluesky|mastodon|
    google news|apple news|flipboard|apps?|app store|google play|android|e-?paper|e-?edition|rss|podcasts?|premium|
    subscriptions?|subscribers?|abo|abonnement\\w*|abonnenten?|account|konto|inbox|membership|forums?|push-?\\w*|
    letters? to the editor|spenden?|donations?|mitglied\\w*|feedback|langganan|saluran|kanal|grup|channel|grupo|canal|boletín|
    boletim|subskrypcj\\w*|телеграм\\w*|канал\\w*|рассылк\\w+|соцсет\\w+|вконтакте|дзен\\w*|приложени\\w+|kanalımız\\w*|bülten\\w*|uygulama\\w*|
    [بلو]?(?:واتساب|واتس اب|فيسبوك|فيس بوك|تويتر|إكس|تيليجرام|تليجرام|تلغرام|تيلغرام|انستغرام|إنستغرام|انستجرام|يوتيوب|تيك توك|قناة|قناتنا|
    نشرتنا|صفحتنا|صفحاتنا|تطبيقنا|جوجل نيوز|أخبار جوجل)"""
# Languages that set the verb last end with it: "Bizi Instagram'da takip edin."
LAST_WORDS = ("takip edin", "takip ediniz", "takip et", "abone olun", "abone olunuz", "abone ol", "katılın", "indirin")
LONGEST_LAST, LAST_LETTERS = max(map(len, LAST_WORDS)), frozenset(word[-2:] for word in LAST_WORDS)
CLOSING_MARKS = " \t.!?…:»”\"'’)👇"
POLITE = "please|bitte|simply|just|and|or|to|can|und|dan|dann|untuk|silakan|silahkan|też|y|o|et|e|oder|por favor|s'il vous plaît"


def _words(alternatives: str) -> str:
    return "|".join(words.strip().replace(" ", r"\s") for words in alternatives.split("|"))


# All for texts in lower case: with re.I they take three times as long.
REQUEST = re.compile(rf"(?:^\W*|[.!?…:;»”\"'’)\]-]\s+|\b(?:{_words(POLITE)})\s+)(?:{_words(REQUESTS)})\b")
FIRST = re.compile(rf"^\W*(?:(?:{_words(POLITE)})\s+)?(?:{_words(REQUESTS)})\b")
SERVICE = re.compile(rf"\b(?:{_words(SERVICES)})\b|@\w+|\w@\w")
OF_THE_SITE = re.compile(
    r"\b(?:our|us|your|unser\w*|uns|ihre?\w*|deine?\w*|nos|nuestr\w+|notre|votre|vos|nostr\w+|noss[oa]s?|kami|nas|ons|onze|våre?|vår|"
    r"наш\w*|нас|нам|bizi|bize|\w+(?:ımız|imiz|umuz|ümüz)\w*|تابعونا|تابعنا|[بلو]?(?:قناتنا|نشرتنا|صفحتنا|صفحاتنا|تطبيقنا))\b"
)
# The beginnings of all these words, to pass over lines that begin otherwise at once.
STEMS = tuple(
    word.strip().split("\\")[0].split()[0] + ("" if len(word.strip()) > 3 else " ")
    for words in (POLITE, REQUESTS)
    for word in words.split("|")
)
STARTS = frozenset(stem[:2] for stem in STEMS)
SPEECH = re.compile(r'["“„«»”].{12,}')


def is_appeal(text: str) -> bool:
    """Whether a line at the end of a story asks something of its readers.

    >>> is_appeal("Follow the Gazette on Facebook and Instagram."), is_appeal("They follow him on Facebook.")
    (True, False)
    """
    if len(text) > LONGEST:
        return False
    low = text.lower()
    return bool(SERVICE.search(low) and (REQUEST.search(low) or _asks_at_last(text))) and not SPEECH.search(text)


def is_request(text: str) -> bool:
    """Whether a line begins with a request in the site's own name, whatever it names: no way to introduce a story.

    >>> is_request("Join us at the first Gazette dinner."), is_request("Join the queue, says the mayor.")
    (True, False)
    """
    if len(text) > LONGEST_WITHIN or not _may_begin(text):
        return False
    low = text.lower()
    return bool(FIRST.search(low) and OF_THE_SITE.search(low))


def is_open_appeal(text: str) -> bool:
    """Whether a line anywhere in a story does: it begins with the request and speaks for the site.

    >>> is_open_appeal("Sign up for our daily newsletter."), is_open_appeal("Get the app and start it.")
    (True, False)
    """
    if len(text) > LONGEST_WITHIN or not (_may_begin(text) or _asks_at_last(text)):
        return False
    low = text.lower()
    return bool(
        (FIRST.search(low) or _asks_at_last(text)) and SERVICE.search(low) and OF_THE_SITE.search(low)
    ) and not SPEECH.search(text)


def _asks_at_last(text: str) -> bool:
    bare = text.rstrip(CLOSING_MARKS)
    return bare[-2:].lower() in LAST_LETTERS and bare[-LONGEST_LAST:].lower().endswith(LAST_WORDS)


def _may_begin(text: str) -> bool:
    if not text[:1].isalnum():
        return True
    low = text[:24].lower()
    return low[:2] in STARTS and low.startswith(STEMS)
