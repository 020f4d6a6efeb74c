"""A Page to an Article: asks one reader a field, decides nothing else."""

from types import MappingProxyType

from crawler.extract import (
    about,
    addresses,
    body,
    byline,
    comments,
    credits,
    filed,
    headline,
    image,
    published,
    script_body,
)
from crawler.extract.kind import Kind, kind_of
from crawler.extract.paragraphs import paragraphs_of
from crawler.extract.reading import reading_of
from crawler.garbage import uncollected
from crawler.items import Article, Precision
from crawler.page import Page
from crawler.sites.profile import ANY, Profile


def from_html(html: bytes, url: str, *, content_type: str | None = None, any_page: bool = False) -> Article | None:
    """The article on a page of HTML, found at url; None if the page is none.

    With any_page, whatever main text the page has, for those who know what they hand in.
    """
    with uncollected():
        return from_page(Page.from_bytes(html, url, content_type=content_type), any_page=any_page)


def from_page(page: Page, profile: Profile = ANY, *, any_page: bool = False) -> Article | None:
    """The article of a parsed page; None unless its kind is an article and it has words, or any_page is set. A film
    or a picture alone is no story."""
    reading = reading_of(page, profile)
    if not any_page and kind_of(reading).value is not Kind.ARTICLE:
        return None
    where = addresses.addresses(page)
    title = headline.headline(reading)
    story = body.told(reading, title.value if title else None)
    shown = paragraphs_of(reading.outline, story.lines, story.captions)
    scripted = script_body.told_by_script(reading, sum(len(p.text) for p in shown), title.value if title else None)
    if not story.lines and not scripted and not any_page:
        return None
    writers = byline.authors(reading, story)
    printed = byline.byline(reading, story, writers)
    out, changed = published.moments(reading, story)
    number = reading.post_id
    section, categories, tags = about.section(reading), about.categories(reading), about.tags(reading)
    language, summary = about.language(reading), about.summary(reading)
    picture = image.image(reading)
    told = comments.comments_of(reading, story)
    dek = "\n".join(reading.outline.text[line] for line in story.dek)
    beside = filed.beside(reading, story)
    rules = {
        "url": where.rule,
        "title": title and title.rule,
        "authors": writers and writers.rule,
        "byline": printed and printed.rule,
        "published_at": out and out.rule,
        "modified_at": changed and changed.rule,
        "section": section and section.rule,
        "categories": categories and categories.rule,
        "tags": tags and tags.rule,
        "language": language and language.rule,
        "summary": summary and summary.rule,
        "dek": "standfirst" if dek else None,
        "paragraphs": scripted.rule if scripted else story.rule if story.lines else None,
        "image": picture and picture.rule,
        "source_id": number and number[1],
        "comments": told[0].rule if told else None,
    }
    return Article(
        url=where.url,
        title=title.value if title else None,
        authors=writers.value if writers else (),
        credits=credits.credits(reading, story),
        byline=printed.value if printed else None,
        published_at=out.at if out else None,
        published_precision=out.precision if out else Precision.SECOND,
        published_raw=out.raw if out else None,
        modified_at=changed.at if changed else None,
        modified_precision=changed.precision if changed else Precision.SECOND,
        section=section.value if section else None,
        categories=categories.value if categories else (),
        tags=tags.value if tags else (),
        language=language.value if language else None,
        summary=summary.value if summary else None,
        dek=dek or None,
        dateline=beside.dateline,
        origin=beside.origin,
        access=beside.access,
        paragraphs=scripted.value if scripted else shown,
        image=picture.value if picture else None,
        source_id=number[0] if number else None,
        aliases=where.aliases,
        comments=told,
        comment_count=comments.comment_count(page),
        rules=MappingProxyType({field: rule for field, rule in rules.items() if rule}),
    )
