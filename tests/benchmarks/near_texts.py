"""News-like texts made by rule, with known edits: what near duplicates are measured on.

Two made-up languages, one with words like Indonesian, one like English: syllables of our own, frequencies by Zipf's
law with the frequent words short, stock phrases, names that a story keeps coming back to. A site prints its own
boilerplate under every story, and a follow-up repeats the background paragraph of an earlier story: both are shared
by stories that are no copies of each other. The same seed gives the same texts.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

WORDS = 30_000
SITES = 40
PHRASES = 400
FOLLOW_UPS = 0.05  # share of the stories that repeat a paragraph of another
FAMILIES = 0.02  # share of the stories that a wire sends to many sites
FAMILY_MOST = 12
COPIED = 0.2  # share of the stories of which there is one copy with a known edit

SYLLABLES = {
    "id": ("ba be bi da di du ga ge ja ka ke ku la li lu ma me mi na ne ni nga pa pe ra ri sa se si ta te ti tu wa ya an "
           "ang en kan ber ter per men pen lah nya").split(),
    "en": ("an ar ble ca ce con de di ed en er est for ge gra hi ic in ing is ist ke la le li lo ly ma men mo na ne no ol "
           "on or per po pre ra re ri ro sha st ta te th tion tor tra tri un ver wa wi").split(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A text and what is known of it. story: texts of one story are copies of each other; edit: how this one was
    made of the first ("original" for the first itself). at: minutes, the order in which they were published."""

    story: int
    edit: str
    site: int
    at: int
    title: str
    paragraphs: tuple[str, ...]


class Tongue:
    """A made-up language."""

    def __init__(self, name: str, chance: random.Random) -> None:
        self.chance = chance
        self.words = list(_words(SYLLABLES[name], chance))
        self.urn = _urn(self.words)
        self.phrases = [" ".join(self.some(chance.randint(3, 7))) for _ in range(PHRASES)]
        self.phrase_weights = list(accumulate(1 / (rank + 2) for rank in range(PHRASES)))

    def some(self, count: int) -> list[str]:
        """Words at their frequencies."""
        return self.chance.choices(self.urn, k=count)

    def paragraph(self, count: int, names: list[str]) -> str:
        """A paragraph about these names, with a stock phrase in every other one."""
        words = self.some(count)
        for place in range(self.chance.randint(3, 12), count, 12):
            words[place] = self.chance.choice(names)
        if self.chance.random() < 0.5:
            phrase = self.chance.choices(self.phrases, cum_weights=self.phrase_weights)[0]
            words.insert(self.chance.randrange(count), phrase)
        return " ".join(words).capitalize() + "."

    def story(self, words: int) -> tuple[str, ...]:
        """The paragraphs of a story of about so many words."""
        names = [self.chance.choice(self.words[500:]).capitalize() for _ in range(self.chance.randint(4, 10))]
        sizes = []
        while sum(sizes) < words:
            sizes.append(self.chance.randint(25, 60))
        return tuple(self.paragraph(size, names) for size in sizes)


def _urn(words: list[str]) -> list[str]:
    """Each word as often as Zipf's law says, and at least once: drawing from it takes a third of the time that
    weights would."""
    return [word for rank, word in enumerate(words) for _ in range(1 + round(50_000 / (rank + 2.7) ** 1.05))]


def _words(syllables: list[str], chance: random.Random) -> Iterator[str]:
    """Words without repeats, the frequent ones short."""
    seen: set[str] = set()
    while len(seen) < WORDS:
        longest = 1 if len(seen) < 40 else 2 if len(seen) < 1_000 else 4
        word = "".join(chance.choices(syllables, k=chance.randint((longest + 1) // 2, longest)))
        if len(seen) < 40 and chance.random() < 0.5:
            word += chance.choice(syllables)
        if word not in seen:
            seen.add(word)
            yield word


# ---- edits


def changed(share: float) -> Callable[[tuple[str, ...], Tongue], tuple[str, ...]]:
    """An edit that puts other words in place of exactly this share of them, scattered: the hardest way."""

    def edit(paragraphs: tuple[str, ...], tongue: Tongue) -> tuple[str, ...]:
        split = [paragraph.split(" ") for paragraph in paragraphs]
        places = [(p, w) for p, words in enumerate(split) for w in range(len(words))]
        for p, w in tongue.chance.sample(places, round(share * len(places))):
            old = split[p][w]
            while split[p][w] == old:
                split[p][w] = tongue.some(1)[0]
        return tuple(" ".join(words) for words in split)

    return edit


def reordered(paragraphs: tuple[str, ...], tongue: Tongue) -> tuple[str, ...]:
    """The same paragraphs in another order."""
    return tuple(tongue.chance.sample(paragraphs, len(paragraphs)))


def new_lead(paragraphs: tuple[str, ...], tongue: Tongue) -> tuple[str, ...]:
    """The first paragraph written anew."""
    return (*tongue.story(25), *paragraphs[1:])


def first_half(paragraphs: tuple[str, ...], tongue: Tongue) -> tuple[str, ...]:
    """What a site with little room keeps."""
    return paragraphs[: (len(paragraphs) + 1) // 2]


def rewritten(paragraphs: tuple[str, ...], tongue: Tongue) -> tuple[str, ...]:
    """A light rewrite: a tenth of the words, and the lead."""
    return new_lead(changed(0.1)(paragraphs, tongue), tongue)


EDITS: dict[str, Callable[[tuple[str, ...], Tongue], tuple[str, ...]]] = {
    **{f"{percent} % of words": changed(percent / 100) for percent in (0, 5, 10, 15, 20, 25, 30, 40)},
    "paragraphs reordered": reordered,
    "new lead": new_lead,
    "cut to the first half": first_half,
    "10 % of words and a new lead": rewritten,
}


# ---- a newspaper landscape


def made(articles: int, seed: int = 1) -> Iterator[Made]:
    """So many texts in the order of publication, but for copies, which follow their original."""
    chance = random.Random(seed)
    tongues = [Tongue(name, chance) for name in SYLLABLES]
    boilerplate = [tongues[site % 2].story(chance.randint(20, 60)) for site in range(SITES)]
    waiting: list[Made] = []
    background: dict[int, str] = {}
    kinds = list(EDITS)
    for story in range(articles):
        at = story * 10
        ready = [text for text in waiting if text.at <= at]
        waiting = [text for text in waiting if text.at > at]
        yield from ready
        site = chance.randrange(SITES)
        tongue = tongues[site % 2]
        written = tongue.story(chance.choice((120, 160, 220, 300, 400, 700)))
        if chance.random() < FOLLOW_UPS and site % 2 in background:
            written = (*written, background[site % 2])
        background[site % 2] = written[-1]
        yield Made(story, "original", site, at, *_printed(written, tongue, boilerplate[site]))
        for edit in _copies(chance, kinds, story):
            other = (site + 2 * chance.randint(1, SITES // 2 - 1)) % SITES
            later = at + chance.randint(1, 60 * 24 * 3)
            text = EDITS[edit](written, tongue)
            waiting.append(Made(story, edit, other, later, *_printed(text, tongue, boilerplate[other])))
    yield from sorted(waiting, key=lambda text: text.at)


def _copies(chance: random.Random, kinds: list[str], story: int) -> list[str]:
    dice = chance.random()
    if dice < FAMILIES:
        return [f"{chance.choice((0, 5, 10))} % of words" for _ in range(chance.randint(2, FAMILY_MOST))]
    return [kinds[story % len(kinds)]] if dice < FAMILIES + COPIED else []


def _printed(paragraphs: tuple[str, ...], tongue: Tongue, boilerplate: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return " ".join(tongue.some(8)).capitalize(), (*paragraphs, *boilerplate)
