"""The story's own title, without the site's name: the candidate most witnesses agree on."""

from collections.abc import Iterator

from crawler.extract.found import Found
from crawler.extract.json_ld import text
from crawler.extract.reading import Reading
from crawler.extract.site_names import is_site_name, without_site
from crawler.text import clean_line, comparable, plain

LONGEST_HEADING = 300
MOST_HEADINGS = 6
# Weights of the witnesses, tuned on development pages of four corpora: only the vote is good on all.
CONFIRMED_H1, ONLY_H1, ONE_OF_MANY_H1 = 1.1, 0.6, 0.3
OPEN_GRAPH, JSON_LD, TITLE_ELEMENT = 1.0, 0.9, 0.75
WORDPRESS_TITLES = ("wp-block-post-title", "entry-title", "post-title", "jeg_post_title", "tdb-title-text")


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
    votes: dict[str, list[tuple[float, str, str]]] = {}
    for value, weight, rule in _candidates(reading):
        votes.setdefault(comparable(value), []).append((weight, value, rule))
    if not votes:
        return None
    return _spelled(max(votes.values(), key=lambda given: sum(weight for weight, _, _ in given)))


def _spelled(given: list[tuple[float, str, str]]) -> Found[str]:
    """The spelling of the surest witness; but where a heading lacks punctuation that others have, it consists
    of a kicker and a title that only the layout parts, and theirs is taken."""
    _, value, rule = max(given, key=lambda vote: vote[0])
    if rule == "h1":
        fuller = [vote for vote in given if vote[2] != "h1" and len(vote[1]) > len(value)]
        if fuller:
            _, value, rule = max(fuller, key=lambda vote: vote[0])
    return Found(value, rule)


def _candidates(reading: Reading) -> Iterator[tuple[str, float, str]]:
    page, names = reading.page, reading.site_names
    headings = _headings(reading, ("h1",))
    all_headings = (*headings, *_headings(reading, ("h2", "h3")))
    said = frozenset(comparable(heading) for heading in all_headings if not is_site_name(heading, names))
    graph = page.first_meta("og:title", "twitter:title") or ""
    social = without_site(plain(graph), names, said)
    told = next((value for item in reading.stories if (value := text(item, "headline"))), "")
    confirmed = said | ({comparable(social)} if social else set())
    document = without_site(page.title or "", names, confirmed)
    found = 0
    for value, weight, rule in (
        (social, OPEN_GRAPH, "meta:og:title"),
        (plain(told), JSON_LD, "json-ld"),
        (document, TITLE_ELEMENT, "title"),
    ):
        if value:
            found += 1
            yield value, weight, rule
    witnesses = "|".join((comparable(page.title or ""), comparable(graph), comparable(told)))
    for heading in headings:
        if is_site_name(heading, names) and len(headings) + found > 1:
            continue
        name = comparable(heading)
        if name and name in witnesses:
            yield heading, CONFIRMED_H1, "h1"
        else:
            yield heading, ONLY_H1 if len(headings) == 1 else ONE_OF_MANY_H1, "h1"


def _headings(reading: Reading, tags: tuple[str, ...]) -> list[str]:
    """The texts of the page's first headings of these tags."""
    outline = reading.outline
    boxes = [box for box, tag in enumerate(outline.tag) if tag in tags][:MOST_HEADINGS]
    texts = (outline.text_of(box).replace("\n", " ") for box in boxes)
    return [text for text in texts if text and len(text) < LONGEST_HEADING]
