"""The story's own title, without the site's name: the candidate most witnesses agree on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.extract.found import Found
from crawler.extract.headings import MOST_HEADINGS, headings
from crawler.extract.json_ld import text, types_of
from crawler.extract.reading import Reading
from crawler.extract.site_names import is_site_name, without_site
from crawler.text import clean_line, comparable, plain, words

# Weights of the witnesses, tuned on development pages of four corpora: only the vote is good on all.
CONFIRMED, LONE, ONE_OF_MANY, WIDER, LESSER = 1.1, 0.8, 0.3, 0.6, 0.7
# A heading that is the better part of what the page tells others, or the same in other words, is what readers see:
# it beats Open Graph and the title element together, but no story that describes itself in JSON-LD as well.
SEEN = 1.8
OPEN_GRAPH, JSON_LD, TITLE_ELEMENT = 1.0, 0.9, 0.75
NEWS = frozenset(("NewsArticle", "ReportageNewsArticle", "LiveBlogPosting"))
PRINTED = ("h1", "heading")
AROUND = re.compile(r"^\W+|(?<=\w)\W++$")
BETTER_PART = 0.3
STEM, FEWEST_SHARED = 5, 2
WORDPRESS_TITLES = ("wp-block-post-title", "entry-title", "post-title", "jeg_post_title", "tdb-title-text")


@dataclass(frozen=True, slots=True)
class Vote:
    """A title, how much it counts, and who says it."""

    title: str
    weight: float
    rule: str


def headline(reading: Reading) -> Found[str] | None:
    """The title of the page's story; None if nothing on the page says one."""
    return from_profile(reading) or from_wordpress(reading) or by_vote(reading)


def from_profile(reading: Reading) -> Found[str] | None:
    css = reading.profile.title
    node = reading.page.tree.css_first(css) if css else None
    value = clean_line(node.text()) if node is not None else ""
    return Found(value, "profile") if value else None


def from_wordpress(reading: Reading) -> Found[str] | None:
    """The element a WordPress theme puts the_title() in, if the page's own title begins with the same words."""
    if reading.wordpress_content is None or reading.page.title is None:
        return None
    outside = comparable(reading.page.title)
    for node in reading.marks.of_class(*WORDPRESS_TITLES)[:MOST_HEADINGS]:
        value = clean_line(node.text())
        if value and comparable(value) and outside.startswith(comparable(value)):
            return Found(value, "wordpress:title")
    return None


def by_vote(reading: Reading) -> Found[str] | None:
    """The title with the most weight behind it; candidates that differ in letters alone are one."""
    votes: dict[str, list[Vote]] = {}
    for vote in _votes(reading):
        votes.setdefault(comparable(vote.title), []).append(vote)
    if not votes:
        return None
    return _newsroom_s(reading, votes) or _spelled(max(votes.values(), key=lambda given: sum(v.weight for v in given)))


def _newsroom_s(reading: Reading, votes: dict[str, list[Vote]]) -> Found[str] | None:
    """Open Graph's title of a news story where heading, JSON-LD and title element all say one other thing: the
    latter three come from one field, and only the former was written for people who have not come yet."""
    if len(votes) != 2 or not reading.stories or NEWS.isdisjoint(types_of(reading.stories[0])):
        return None
    alone = next((given[0] for given in votes.values() if [vote.rule for vote in given] == ["meta:og:title"]), None)
    others = {vote.rule for given in votes.values() for vote in given if vote is not alone}
    if alone is None or others != {"h1", "json-ld", "title"} or "|" in alone.title:
        return None
    return Found(alone.title, alone.rule)


def _spelled(given: list[Vote]) -> Found[str]:
    """The spelling of the heading, else of the surest witness; but where a heading lacks punctuation that others
    have, it consists of a kicker and a title that only the layout parts, and theirs is taken."""
    best = max(given, key=lambda vote: (vote.rule in PRINTED, vote.weight))
    if best.rule in PRINTED:
        others = [vote for vote in given if vote.rule not in PRINTED and _inner(vote.title) > _inner(best.title)]
        best = max(others, key=lambda vote: vote.weight, default=best)
    return Found(best.title, best.rule)


def _inner(title: str) -> int:
    """The length of a title from its first to its last letter."""
    return len(AROUND.sub("", title))


def _votes(reading: Reading) -> Iterator[Vote]:
    page, names = reading.page, reading.site_names
    first = [heading for heading in headings(reading.outline, "h1") if heading]
    lesser = headings(reading.outline, "h2", "h3")
    said = frozenset(comparable(heading) for heading in (*first, *lesser) if not is_site_name(heading, names))
    graph = plain(page.first_meta("og:title", "twitter:title") or "")
    told = plain(next((value for item in reading.stories if (value := text(item, "headline"))), ""))
    social = without_site(graph, names, said)
    confirmed = {comparable(social)} if social else set()
    document = without_site(page.title or "", names, said | confirmed)
    machine = [
        Vote(title, weight, rule)
        for title, weight, rule in (
            (social, OPEN_GRAPH, "meta:og:title"),
            (without_site(told, names, said | confirmed), JSON_LD, "json-ld"),
            (document, TITLE_ELEMENT, "title"),
        )
        if title
    ]
    yield from machine
    cut_off = _cut_off(page.title or "", document)
    ours = [
        heading
        for heading in first
        if len(first) + len(machine) == 1 or not (is_site_name(heading, names) or comparable(heading) == cut_off)
    ]
    behind = comparable(document)
    if any(comparable(heading) != behind and comparable(heading).endswith(behind) for heading in ours if behind):
        yield Vote(document, WIDER, "title")  # the heading has a kicker that nothing sets apart
    weights = [_weight(heading, machine, graph, is_lone=len(first) == 1) for heading in ours]
    for heading, weight in zip(ours, weights, strict=True):
        yield Vote(heading, weight, "h1")
    if all(weight in (LONE, ONE_OF_MANY) for weight in weights):
        longest = max(map(len, ours), default=0)  # a section's name is shorter than a headline
        yield from _printed_below([heading for heading in lesser if len(heading) > longest], machine, graph)


def _cut_off(whole: str, document: str) -> str:
    """What was taken off the title element, in comparable form: the name of the site, whatever it is printed in."""
    return comparable(whole.replace(document, "", 1)) if document else ""


def _printed_below(lesser: list[str], machine: list[Vote], graph: str) -> Iterator[Vote]:
    """On a page whose `h1` nobody bears out (the site's, a section's), or that has none, lesser headings count if they say
    what others say."""
    for heading in lesser:
        weight = _weight(heading, machine, graph, is_lone=False)
        if weight in (CONFIRMED, SEEN):
            yield Vote(heading, LESSER if weight == CONFIRMED else weight, "heading")


def _weight(heading: str, machine: list[Vote], graph: str, *, is_lone: bool) -> float:
    """How much a printed heading counts beside what the page tells machines."""
    name = comparable(heading)
    has_story = any(vote.rule == "json-ld" for vote in machine)
    told = [comparable(title) for title in (*(vote.title for vote in machine), graph) if title]
    if name in told:
        return CONFIRMED
    if any((one.startswith(name) or one.endswith(name)) and len(name) >= BETTER_PART * len(one) for one in told):
        return SEEN
    if any(name.startswith(one) or name.endswith(one) for one in told):
        return WIDER
    if is_lone and not has_story and any(_says_the_same(heading, vote.title) for vote in machine):
        return SEEN
    return LONE if is_lone else ONE_OF_MANY


def _says_the_same(heading: str, title: str) -> bool:
    """Whether two titles share enough long words, or their beginnings, to be of one story."""
    ours, theirs = (
        {word[:STEM] for word in words(one) if len(word) >= STEM or word.isdigit()} for one in (heading, title)
    )
    shared = len(ours & theirs)
    return shared >= FEWEST_SHARED or (shared > 0 and 3 * shared >= len(ours))
