"""The story's own address, and every other address the page gives for it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.extract import parts
from crawler.page import Page
from crawler.urls import absolute, canonical, key, same_site


@dataclass(frozen=True, slots=True)
class Addresses:
    """url is canonical; aliases are the other spellings the page names, none twice; rule tells url's source."""

    url: str
    aliases: tuple[str, ...]
    rule: str


def addresses(page: Page) -> Addresses:
    """Where the story lives: the page's canonical link if it is sane, else the page's own URL."""
    url, rule = canonical(page.url), "url"
    named = page.canonical
    if named and same_site(named, page.url):
        url, rule = canonical(named), "canonical"
    first = parts.first_part(page)
    if first:
        url = canonical(first)
    graph = page.first_meta("og:url")
    others = [
        page.url,
        page.canonical,
        page.head_link("amphtml"),
        page.head_link("shortlink"),
        absolute(graph, page.base_url) if graph else None,
    ]
    aliases = (other for other in others if other and other != url and same_site(other, page.url))
    return Addresses(url, tuple(dict.fromkeys(alias for alias in aliases if not _is_home(alias, url))), rule)


def _is_home(alias: str, url: str) -> bool:
    """Templates name the home page as og:url of every page."""
    if urlsplit(alias).path.count("/") > 1:
        return False
    name = key(alias)
    return name.endswith("/") and name.count("/") == 1 and key(url) != name
