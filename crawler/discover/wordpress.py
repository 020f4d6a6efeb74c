"""A WordPress site's REST API (REST API Handbook, `wp/v2`): whether there is one, and what to ask it.

Reading the answers is left to `rest_posts` and `rest_comments`, whose readers are named here too.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.discover.rest_comments import read_comments as read_comments
from crawler.discover.rest_comments import read_ids as read_ids
from crawler.discover.rest_json import error_code, value_of
from crawler.discover.rest_posts import ApiPage as ApiPage
from crawler.discover.rest_posts import read_posts as read_posts
from crawler.discover.rest_posts import read_terms as read_terms
from crawler.page import Page
from crawler.urls import absolute, same_site

API_REL = "https://api.w.org/"
LINK_HEADER = re.compile(r"<([^<>]{1,2000})>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,\"]+))*)")
PER_PAGE_MAX = 100
# `_links` and `_embedded` must be named, or nothing is embedded.
POST_FIELDS = (
    "id", "date", "date_gmt", "modified", "modified_gmt", "status", "type", "link", "guid", "title", "content",
    "excerpt", "categories", "tags", "_links", "_embedded",
)  # fmt: skip
COMMENT_FIELDS = (
    "id", "post", "parent", "author_name", "author_url", "date", "date_gmt", "content", "link", "status", "type",
)  # fmt: skip
EMBEDDED_WITHOUT_AUTHORS = ("wp:term", "wp:featuredmedia")
EMBEDDED = ("author", *EMBEDDED_WITHOUT_AUTHORS)
WORDPRESS_ASSET = re.compile(r"/wp-(?:content|includes)/")
WORDPRESS_CLASSES = frozenset(
    "single-post single-format-standard wp-custom-logo wp-embed-responsive wp-singular logged-in".split()
)


def api_root(page: Page, link_header: str | None = None) -> str | None:
    """The API's address as the page's head or its Link header names it; None if neither does.

    An address on another site is not taken: nobody vouches for it.
    """
    named = [href for rel, href, _, _ in page.head_links if API_REL in rel]
    for target, parameters in LINK_HEADER.findall(link_header or ""):
        if re.search(rf"""\brel\s*=\s*"?[^"]*{re.escape(API_REL)}""", parameters, re.I):
            named.append(absolute(target, page.url) or "")
    return next((root for root in named if root and same_site(root, page.url)), None)


def guessed_roots(home: str) -> tuple[str, ...]:
    """Where the API of a WordPress at home answers if nothing names it: guesses, to be tried in this order."""
    parts = urlsplit(home)
    folder = parts.path if parts.path.endswith("/") else parts.path.rpartition("/")[0] + "/"
    base = urlunsplit((parts.scheme, parts.netloc, folder or "/", "", ""))
    return (urljoin(base, "wp-json/"), base + "?rest_route=/", urljoin(base, "index.php/wp-json/"))


def is_wordpress(page: Page) -> bool:
    """Whether the page was made by WordPress: it says so, names its API, or loads WordPress's own files."""
    if any("wordpress" in value.lower() for value in page.meta.get("generator", ())):
        return True
    for rel, href, _, _ in page.head_links:
        if API_REL in rel or ("edituri" in rel and "xmlrpc.php" in href):
            return True
    if page.body_classes & WORDPRESS_CLASSES:
        return True
    loaded = page.tree.css('script[src*="/wp-"], link[href*="/wp-"], img[src*="/wp-content/"], style[id^="wp-"]')
    return any(
        (node.attributes.get("id") or "").startswith("wp-")
        or WORDPRESS_ASSET.search(node.attributes.get("src") or node.attributes.get("href") or "")
        for node in loaded
    )


def posts_url(
    root: str,
    *,
    page: int = 1,
    per_page: int = PER_PAGE_MAX,
    after: datetime | None = None,
    modified_after: datetime | None = None,
    before: datetime | None = None,
    order_by: str = "date",
    fields: Iterable[str] | None = None,
    embedded: Iterable[str] = EMBEDDED,
) -> str:
    """Whole posts, newest first: with authors, terms and lead pictures embedded, without what nobody reads.

    after, before and modified_after (WordPress 5.7) are exclusive. A choice of fields must name `_links` and
    `_embedded` for anything to be embedded. A site that answers 500 closes its users in a way that WordPress
    up to 6.1 stumbles over when it embeds authors: ask again with `embedded=EMBEDDED_WITHOUT_AUTHORS`.
    """
    asked = {"page": page, "per_page": per_page, "after": after, "before": before, "modified_after": modified_after}
    more = {"orderby": order_by, "_embed": ",".join(embedded) or None}
    return _url(root, "posts", {**asked, **more}, POST_FIELDS if fields is None else fields)


def comments_url(
    root: str,
    *,
    page: int = 1,
    per_page: int = PER_PAGE_MAX,
    after: datetime | None = None,
    before: datetime | None = None,
    post: str | None = None,
    fields: Iterable[str] | None = None,
) -> str:
    """Comments of all posts, or of one, newest first. after and before are exclusive."""
    asked = {"page": page, "per_page": per_page, "after": after, "before": before, "post": post}
    return _url(root, "comments", {**asked, "orderby": "date_gmt"}, COMMENT_FIELDS if fields is None else fields)


def terms_url(root: str, taxonomy: str, *, page: int = 1) -> str:
    """Ids and names of the site's "categories" or "tags", for `read_terms`."""
    return _url(root, taxonomy, {"page": page, "per_page": PER_PAGE_MAX, "orderby": "id"}, ("id", "name"))


def is_api_error(status: int, body: bytes) -> str | None:
    """Why an answer is no answer of the API, in a word ("rest_disabled", "not json", "http 403"); None if it is."""
    value = value_of(body)
    code = error_code(value)
    if code:
        return code
    if status >= 400:
        return f"http {status}"
    return None if isinstance(value, list | dict) else "not json"


def _url(root: str, route: str, asked: Mapping[str, object], fields: Iterable[str]) -> str:
    parameters = {name: _spelled(name, value) for name, value in asked.items() if value is not None}
    parameters |= {"order": "desc", "_fields": ",".join(fields)}
    parts = urlsplit(root)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    path = parts.path
    if "rest_route" in query:
        query["rest_route"] = f"{query['rest_route'].rstrip('/')}/wp/v2/{route}"
    else:
        path = f"{path.rstrip('/')}/wp/v2/{route}"
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query | parameters, safe=":,/"), ""))


def _spelled(name: str, value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if name == "per_page":
        return str(max(1, min(PER_PAGE_MAX, int(str(value)))))
    return str(value)
