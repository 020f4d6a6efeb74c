"""Two readings of one article made into one, field by field, by how far each rule can be trusted.

The result does not depend on the order in which the readings of an unchanged site arrive: a better rule
replaces a worse one, and only the same rule saying something else is an edit by the site.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from crawler.items import Article, Precision

# What a REST API says of its own posts is what the editor typed; a page is what a theme made of it; a feed
# is often shortened and tells time in UTC only; a listing shows teasers. "alias" is a page that names
# another address as its canonical one (AMP, print views).
TRUST_OF_SOURCE = (("rest", 50), ("page", 40), ("alias", 35), ("feed", 30), ("sitemap", 20), ("listing", 10))
TRUST_OF_A_PAGE = 40
DAY_ONLY = 25  # a theme that prints only the day is worth less than a feed that tells the minute

CELL_BREAK = "|"  # see `items.Paragraph`
ZONE_UNKNOWN = 15  # and so is a clock whose zone nobody knows

# Fields that are told together: the first names the rule.
TOGETHER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title",),
        "authors": ("authors", "credits"),
        "byline": ("byline",),
        "published_at": ("published_at", "published_precision", "published_raw"),
        "modified_at": ("modified_at", "modified_precision"),
        "section": ("section",),
        "categories": ("categories",),
        "tags": ("tags",),
        "language": ("language",),
        "summary": ("summary",),
        "dek": ("dek",),
        "dateline": ("dateline",),
        "origin": ("origin",),
        "paragraphs": ("paragraphs",),
        "image": ("image",),
        "access": ("access",),
        "comment_count": ("comment_count",),
    }
)
# A change of these, by the rule that had told them before, is a new revision. A new modified time alone is none: with
# several sources it arrives before or after what was modified, and would count an edit twice.
EDITS = frozenset(("title", "authors", "byline", "paragraphs", "published_at", "categories", "tags", "dek"))


@dataclass(frozen=True, slots=True)
class Merged:
    """The article as now known, which fields differ from before, and whether the site edited the story."""

    article: Article
    changed: tuple[str, ...]
    edited: bool


def trust(article: Article, field: str) -> int:
    """How far the rule that told this field can be trusted; -1 if the field was not told."""
    rule = article.rules.get(field)
    if rule is None:
        return -1
    rank = next((rank for name, rank in TRUST_OF_SOURCE if rule.split(":", 1)[0] == name), TRUST_OF_A_PAGE)
    precision = {"published_at": article.published_precision, "modified_at": article.modified_precision}.get(field)
    if precision == Precision.DAY:
        return rank - DAY_ONLY
    return rank - ZONE_UNKNOWN if precision is not None and rule.endswith(":zone unknown") else rank


def merge(known: Article, told: Article) -> Merged:
    """`known` as a new reading, `told`, leaves it.

    The URL of the more trusted reading stays; the other becomes an alias. The site's own id, once known,
    stays. Comments are not merged here: they have rows of their own.
    """
    changes: dict[str, object] = {}
    rules = dict(known.rules)
    changed: list[str] = []
    edited = False
    for field, together in TOGETHER.items():
        before, now = trust(known, field), trust(told, field)
        if now < 0 or now < before:
            continue
        changes.update((name, getattr(told, name)) for name in together)
        if any(getattr(known, name) != getattr(told, name) for name in together):
            changed.append(field)
            same_rule = now == before and field in EDITS and told.rules[field] == known.rules[field]
            edited = edited or (same_rule and not says_the_same(field, known, told))
        rules[field] = told.rules[field]
    url, aliases = _addresses(known, told)
    for field in ("url", "source_id"):
        if field in told.rules and trust(told, field) >= trust(known, field):
            rules[field] = told.rules[field]
    article = replace(
        known,
        **changes,  # type: ignore[arg-type]  # names and values both come from Article
        url=url,
        aliases=aliases,
        source_id=known.source_id or told.source_id,
        rules=MappingProxyType(rules),
    )
    return Merged(in_site_time(article), tuple(changed), edited)


def says_the_same(field: str, known: Article, told: Article) -> bool:
    """Whether two readings of a field say the same: the same words in other paragraphs or kinds of them, the same
    tags in another order, are new markup, no edit."""
    if field == "paragraphs":
        return _words(known) == _words(told)
    if field in ("tags", "categories"):
        return frozenset(getattr(known, field)) == frozenset(getattr(told, field))
    return False


def _words(article: Article) -> list[str]:
    """The words of every paragraph in order; what a table row puts between its cells is no word."""
    return [word for p in article.paragraphs for word in p.text.split() if word != CELL_BREAK]


def in_site_time(article: Article) -> Article:
    """The article with an instant told in UTC (feeds and heads of pages do so) in the offset that a theme or an
    API tells for the other. Both offsets of an API are its own."""
    published, modified = article.published_at, article.modified_at
    if published is None or modified is None or published.utcoffset() == modified.utcoffset():
        return article
    if _is_in_utc(article, "modified_at", modified):
        return replace(article, modified_at=modified.astimezone(published.tzinfo))
    if _is_in_utc(article, "published_at", published):
        return replace(article, published_at=published.astimezone(modified.tzinfo))
    return article


def _is_in_utc(article: Article, field: str, at: datetime) -> bool:
    return article.rules.get(field) != "rest" and not at.utcoffset()


def _addresses(known: Article, told: Article) -> tuple[str, tuple[str, ...]]:
    moved = trust(told, "url") >= trust(known, "url")
    url = told.url if moved else known.url
    every = dict.fromkeys((known.url, told.url, *known.aliases, *told.aliases))
    return url, tuple(alias for alias in every if alias != url)
