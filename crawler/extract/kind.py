"""What kind of page a page is. Only articles become articles."""

import re
from enum import StrEnum

from crawler.extract import wordpress
from crawler.extract.found import Found
from crawler.extract.reading import reading_of
from crawler.page import Page


class Kind(StrEnum):
    """The kinds of pages a news site answers with."""

    ARTICLE = "article"
    LISTING = "listing"
    STATIC = "static"
    ATTACHMENT = "attachment"
    SEARCH = "search"
    LOGIN = "login"
    PASSWORD = "password"
    CHALLENGE = "challenge"
    SOFT_404 = "soft_404"
    OTHER = "other"


WORDPRESS_KINDS = (
    ("error404", Kind.SOFT_404),
    ("attachment", Kind.ATTACHMENT),
    ("search", Kind.SEARCH),
    ("search-results", Kind.SEARCH),
    ("archive", Kind.LISTING),
    ("home", Kind.LISTING),
    ("blog", Kind.LISTING),
    ("single", Kind.ARTICLE),
    ("single-post", Kind.ARTICLE),
    ("page", Kind.STATIC),
)
PASSWORD_FORM = "form.post-password-form, form[action*='action=postpass']"
LOGIN_FORM = "body.login form#loginform"


def kind(page: Page) -> Found[Kind]:
    """The kind of a page and the rule that told it."""
    return from_password_form(page) or from_login_form(page) or from_wordpress(page) or Found(Kind.ARTICLE, "guess")


def from_password_form(page: Page) -> Found[Kind] | None:
    if not (wordpress.is_single_post(page) or "page" in page.body_classes):
        return None
    return Found(Kind.PASSWORD, "wordpress:password-form") if page.tree.css_first(PASSWORD_FORM) is not None else None


def from_login_form(page: Page) -> Found[Kind] | None:
    if "login" not in page.body_classes or page.tree.css_first(LOGIN_FORM) is None:
        return None
    return Found(Kind.LOGIN, "wordpress:login")


def from_wordpress(page: Page) -> Found[Kind] | None:
    words = page.body_classes
    if not any(re.match(r"wp-|post|page|single|archive|home|blog|error404|search", word) for word in words):
        return None
    if not reading_of(page).is_wordpress:
        return None
    for word, found in WORDPRESS_KINDS:
        if word in words:
            return Found(found, f"wordpress:{word}")
    return None
