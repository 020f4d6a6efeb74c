"""The line that stands where the rest of a story is kept for those who pay or sign in."""

import re

LONGEST_WALL = 300
READ_ON = (
    r"(?:continue|keep|finish) reading|read (?:on|the (?:full|whole|rest)|more of this)|(?:view|unlock|access) (?:the|this) (?:full |whole )?(?:story|article)|"
    r"full (?:story|article)|weiterlesen|weiter ?zu ?lesen|ganzen artikel|vollständigen artikel|lire la suite|poursuivre (?:votre|la) lecture|seguir leyendo|"
    r"continuar (?:leyendo|lendo|a ler)|continuare a leggere|verder lezen|(?:melanjutkan|lanjut|untuk) membaca|baca selengkapnya|"
    r"membaca (?:berita|artikel) (?:ini )?(?:selengkapnya|lengkap)"
)
PAY = (
    r"subscri\w+|sign in|log in|register|become a member|abonnieren|abonnent\w*|registrieren|anmelden|abonnez|abonnés?|connectez|suscr[ií]\w+|"
    r"inicia sesión|assin\w+|abbonat\w+|abonneer\w*|inloggen|berlangganan|langganan|daftar|masuk"
)
# "To continue reading, subscribe", "Silakan berlangganan untuk membaca selengkapnya".
# For lines in lower case: with re.I it takes three times as long.
WALL = re.compile(rf"\b(?:{READ_ON})\b.{{0,120}}\b(?:{PAY})\b|\b(?:{PAY})\b.{{0,120}}\b(?:{READ_ON})\b")


def asks_to_pay(text: str) -> bool:
    """Whether a line asks the reader to subscribe, or to sign in, in order to read on.

    >>> asks_to_pay("To continue reading, please subscribe."), asks_to_pay("Subscribe to our newsletter.")
    (True, False)
    """
    return len(text) < LONGEST_WALL and WALL.search(text.lower()) is not None
