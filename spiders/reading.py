"""An answer of any kind to a Visit: which reader takes it, and what its result means for the URL.

Pure but for the functions it is given: no Scrapy, no archive. The same road serves pages from the network
and from WARC files.
"""

import hashlib
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from crawler.archive.frontier import row_key
from crawler.discover import feed, listing, sitemap
from crawler.discover.listing import Listing
from crawler.discover.shape import archive_kind
from crawler.extract import comment_form, comments
from crawler.extract.article import from_page
from crawler.extract.kind import Kind, kind
from crawler.items import Article, CommentKind, Link, Outcome, Target, Thread, ThreadWalk, Visit
from crawler.loose_json import is_json
from crawler.page import Page
from crawler.revisit import Pace
from crawler.urls import key, same_site
from spiders.ask import Answer, Ask

# Kinds of pages that are no story, as the account names them.
NO_STORY = {
    Kind.LISTING: "listing",
    Kind.STATIC: "static page",
    Kind.ATTACHMENT: "attachment page",
    Kind.MEDIA: "film, sound or gallery",
    Kind.SEARCH: "search page",
    Kind.LOGIN: "login",
    Kind.PASSWORD: "password-protected",
    Kind.CHALLENGE: "challenge page",
    Kind.SOFT_404: "not found (soft 404)",
    Kind.OTHER: "no story",
}
HTML_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "")


@dataclass(frozen=True, slots=True)
class Reader:
    """What a run wants of the answers. follow: links found are kept (a whole site is being crawled).

    walk: listings are walked, since nothing better tells what there is: goes_on says whether past this page.
    revisits: pages are looked at
    again. comment_pages: further comment pages are fetched. passed: hrefs that need not be looked at again.
    """

    site: str
    pace: Pace
    follow: bool = True
    walk: bool = False
    revisits: bool = True
    comment_pages: bool = True
    goes_on: Callable[[str, Listing], bool] = lambda url, found: False
    passed: Container[str] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A visit, the page it was read from if it was HTML, and the page's kind."""

    visit: Visit
    page: Page | None = None
    kind: Kind | None = None
    listing: Listing | None = None


def begun(answer: Answer, ask: Ask, site: str) -> Visit:
    """A visit with what every answer tells, and no verdict yet."""
    digest = hashlib.sha256(answer.body).hexdigest() if answer.sha256 is None else answer.sha256 or None
    return Visit(
        url=ask.url,
        site=site,
        target=ask.target,
        at=answer.at,
        outcome=Outcome.EXCLUDED,
        status=answer.status,
        final_url=answer.url,
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        body_bytes=len(answer.body),
        body_sha256=digest if answer.status == 200 else None,
        ephemeral=ask.ephemeral,
        purpose=ask.purpose,
        answers=(answer.kept,) if answer.kept else (),
    )


def unchanged(visit: Visit, ask: Ask) -> bool:
    """Whether the server says so (304), or sent the very bytes of the last visit."""
    return visit.status == 304 or (ask.body_sha256 is not None and ask.body_sha256 == visit.body_sha256)


def read_page(answer: Answer, ask: Ask, reader: Reader) -> Read:
    """An article page, or whatever stands where one was expected."""
    visit = begun(answer, ask, reader.site)
    content_type = answer.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() not in HTML_TYPES or _is_no_markup(answer.body):
        return Read(replace(visit, reason="no HTML"))
    if not answer.body or answer.body.isspace():
        return Read(replace(visit, outcome=Outcome.FAILED, reason="empty answer"))
    page = Page.from_bytes(answer.body, answer.url, content_type=content_type, fetched_at=answer.at)
    what = kind(page).value
    if what == Kind.ARTICLE:
        article = from_page(page)
        if article is not None:
            return Read(_article_visit(visit, page, _addressed(article, answer.url), reader), page, what)
        what = Kind.OTHER
    found = listing.read(page)
    if what == Kind.LISTING:
        return Read(replace(_listing_visit(visit, found, reader), reason="listing"), page, what, found)
    outcome = Outcome.FAILED if what == Kind.CHALLENGE else Outcome.EXCLUDED
    links = tuple(link for link in found.links if link.target == Target.PAGE) if reader.follow else ()
    return Read(replace(visit, outcome=outcome, reason=NO_STORY[what], links=links), page, what, found)


def _is_no_markup(body: bytes) -> bool:
    """Whether the first bytes belie a header that calls them a page."""
    return body[:5] == b"%PDF-" or is_json(body)


def _addressed(article: Article, found_at: str) -> Article:
    """The article; marked as the reading of an alias if the page names another address as its own."""
    if key(article.url) == key(found_at):
        return article
    rules = {name: f"alias:{rule}" for name, rule in article.rules.items()}
    return replace(article, rules=MappingProxyType(rules))


def _article_visit(visit: Visit, page: Page, article: Article, reader: Reader) -> Visit:
    links: list[Link] = []
    if key(article.url) != key(visit.final_url or visit.url):
        links.append(Link(article.url, Target.PAGE, "canonical"))
    pages = comments.comment_pages(page) if reader.comment_pages else ()
    links.extend(Link(url, Target.COMMENTS, "article", again=True) for url in pages)
    if any(comment.kind != CommentKind.COMMENT and comment.published_at is None for comment in article.comments):
        links.append(Link(comment_feed(article.url), Target.FEED, "article"))
    if reader.follow:
        links.extend(
            link
            for link in listing.links(page, reader.passed)
            if is_followed(link) and key(link.url) != key(article.url)
        )
    return replace(
        visit,
        outcome=Outcome.ARCHIVED,
        articles=(article,),
        links=tuple(links),
        walks=walks(page, article, pages) if reader.comment_pages else (),
        pace=pace_for_pages(reader),
    )


def walks(page: Page, article: Article, pages: tuple[str, ...]) -> tuple[ThreadWalk, ...]:
    """What a page says of its article's comments as a whole, and on which pages they are; () if it does not say."""
    stated = 0 if article.comment_count is None and comment_form.invites_first(page) else article.comment_count
    if stated is None or article.access != "full":
        return ()
    return (ThreadWalk(article.url, stated, pages),)


def is_followed(link: Link) -> bool:
    """Whether a link of a story's page is followed: other stories, and once the first page of a category, which
    may show what no other source names."""
    return link.target == Target.PAGE or (link.target == Target.LISTING and archive_kind(link.url) == "category")


def comment_feed(url: str) -> str:
    """Where WordPress keeps the feed of a story's newest comments: it tells of pingbacks what themes leave out.

    >>> comment_feed("https://news.example/a/"), comment_feed("https://news.example/?p=7")
    ('https://news.example/a/feed/', 'https://news.example/?p=7&feed=rss2')
    """
    return f"{url}&feed=rss2" if "?" in url else f"{url.rstrip('/')}/feed/"


def pace_for_pages(reader: Reader) -> Pace | None:
    """How often a page is to be looked at; None where an API tells of changes."""
    return reader.pace if reader.revisits else None


def read_comments_page(answer: Answer, ask: Ask, reader: Reader) -> Read:
    """One of several comment pages of an article: its comments, and further comment pages it names."""
    visit = begun(answer, ask, reader.site)
    page = Page.from_bytes(
        answer.body, answer.url, content_type=answer.headers.get("content-type"), fetched_at=answer.at
    )
    found = comments.comments(page)
    pages = comments.comment_pages(page)
    links = tuple(Link(url, Target.COMMENTS, "comments") for url in pages)
    article = from_page(page)
    threads = (Thread(article.url if article is not None else ask.url, None, found),) if found else ()
    told = walks(page, article, pages) if article is not None and found else ()
    return Read(replace(visit, reason="comment page", threads=threads, links=links, walks=told), page)


def read_listing(answer: Answer, ask: Ask, reader: Reader) -> Read:
    """The home page, or a listing: the articles in their order, and the next page."""
    visit = begun(answer, ask, reader.site)
    page = Page.from_bytes(
        answer.body, answer.url, content_type=answer.headers.get("content-type"), fetched_at=answer.at
    )
    found = listing.read(page)
    what = kind(page).value
    if what in (Kind.CHALLENGE, Kind.SOFT_404, Kind.LOGIN):
        outcome = Outcome.FAILED if what == Kind.CHALLENGE else Outcome.EXCLUDED
        return Read(replace(visit, outcome=outcome, reason=NO_STORY[what]), page, what, found)
    return Read(replace(_listing_visit(visit, found, reader), reason=ask.target.value), page, what, found)


def _listing_visit(visit: Visit, found: Listing, reader: Reader) -> Visit:
    return replace(visit, links=(*found.articles, *_other_links(visit, found, reader)))


def _other_links(visit: Visit, found: Listing, reader: Reader) -> Iterator[Link]:
    """What else a listing links to, as far as the run follows it."""
    if not reader.follow:
        return
    positioned = {key(link.url) for link in found.articles}
    for link in found.links:
        if key(link.url) not in positioned and (link.target == Target.PAGE or link.excluded):
            yield link
    here = visit.final_url or visit.url
    if reader.walk and found.next and reader.goes_on(here, found):
        yield Link(found.next, Target.LISTING, "listing", again=True)


def read_sitemap(answer: Answer, ask: Ask, site: str) -> tuple[Visit, str | None]:
    """A sitemap or an index of them; and what it names: "all", "part" (it goes beyond the limits), "news" (the newest
    only), None: it is none."""
    visit = begun(answer, ask, site)
    found = sitemap.read(answer.body, answer.url)
    if found.kind == "none":
        return replace(visit, reason="no sitemap"), None
    named = found.links
    links = tuple(
        replace(link, again=True) if link.target == Target.SITEMAP else link
        for link in named
        if same_site(link.url, answer.url) and (link.target in (Target.SITEMAP, Target.PAGE) or link.excluded)
    )
    if named.cut:
        return replace(visit, reason=f"sitemap of {named.cut}", links=links), "part"
    if found.is_news:
        return replace(visit, reason="news sitemap", links=links), "news"
    return replace(visit, reason="sitemap", links=links), "all"


def read_feed(answer: Answer, ask: Ask, site: str) -> tuple[Visit, feed.Feed]:
    """A feed of articles or of comments. Bodies are not taken from feeds: many shorten them."""
    visit = begun(answer, ask, site)
    found = feed.read(
        answer.body,
        answer.url,
        content_type=answer.headers.get("content-type"),
        comment_fragment=comments.comment_paragraphs,
    )
    if found.kind == "none":
        return replace(visit, reason="no feed"), found
    links = tuple(link for link in found.links if same_site(link.url, answer.url))
    articles = tuple(a for a in found.articles if same_site(a.url, answer.url))
    return replace(visit, reason="feed", links=links, articles=articles, threads=found.threads), found


def in_language(article: Article, language: str | None) -> Article:
    """An API's article in the language the front page declares, until its own page says otherwise."""
    if language is None or article.language is not None:
        return article
    rules = MappingProxyType({**article.rules, "language": "listing:html lang"})
    return replace(article, language=language, rules=rules)


def following(visit: Visit, asked: set[str]) -> Iterator[Ask]:
    """Questions for what belongs to a story just stored: its comment pages, the story behind an alias or a
    later page. `asked` holds the names of questions already put in this run, and is added to."""
    asked.add(row_key(visit.url, visit.target))
    for link in visit.links:
        if link.target in (Target.COMMENTS, Target.PAGE) and not link.position and not link.excluded:
            ask = Ask(link.url, link.target)
            if ask.name not in asked:
                asked.add(ask.name)
                yield ask


def headers_of(raw: Mapping[bytes, object]) -> dict[str, str]:
    """Scrapy's headers as lower-case text; of a repeated header the last value."""
    found: dict[str, str] = {}
    for name, values in raw.items():
        value = values[-1] if isinstance(values, list) and values else values
        if isinstance(value, bytes):
            found[name.decode("latin-1").lower()] = value.decode("latin-1")
    return found
