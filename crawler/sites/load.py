"""TOML to Profile. An unknown key is an error that names the nearest known one; an empty file is valid."""

import codecs
import tomllib
from dataclasses import replace
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from crawler.errors import ProfileError
from crawler.sites.profile import ANY, Profile

# Dotted key of the file -> field of Profile and the types a value may have.
KEYS: dict[str, tuple[str, tuple[type, ...]]] = {
    "home": ("home", (str,)),
    "timezone": ("timezone", (str,)),
    "encoding": ("encoding", (str,)),
    "extract.title": ("title", (str,)),
    "extract.byline": ("byline", (str,)),
    "extract.published": ("published", (str,)),
    "extract.body": ("body", (str,)),
    "extract.drop": ("drop", (str, list)),
    "extract.comments": ("comments", (str,)),
    "politeness.delay_s": ("delay_s", (int, float)),
}
EMPTY_PAGE = LexborHTMLParser("<p></p>")


def profile_from_toml(text: str, source: str) -> Profile:
    """The Profile a TOML text describes; source names the text in the sentence of a ProfileError."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{source}: not TOML ({error}). See docs for the keys a profile may have.") from error
    values = {}
    for key, value in _leaves(document, ""):
        if key not in KEYS:
            nearest = get_close_matches(key, KEYS, n=1, cutoff=0.0)[0]
            raise ProfileError(f"{source}: unknown key {key!r}. The nearest known key is {nearest!r}.")
        field, types = KEYS[key]
        if not isinstance(value, types) or isinstance(value, bool):
            expected = " or ".join(kind.__name__ for kind in types)
            raise ProfileError(f"{source}: {key} = {value!r} is not a {expected}. Write it as one.")
        values[field] = _checked(source, key, value)
    return replace(ANY, **values)


def _leaves(table: dict[str, Any], prefix: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        key = prefix + name
        if isinstance(value, dict):
            found.extend(_leaves(value, key + "."))
        else:
            found.append((key, value))
    return found


def _checked(source: str, key: str, value: Any) -> Any:
    """value as the Profile holds it, after a look at whether it can be used."""
    if key.startswith("extract."):
        selectors = value if isinstance(value, list) else [value]
        for css in selectors:
            _check_selector(source, key, css)
        return tuple(selectors) if key == "extract.drop" else value
    if key == "timezone":
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ProfileError(
                f'{source}: timezone = {value!r} is unknown. Write "Asia/Jakarta" for example.'
            ) from error
    if key == "encoding":
        try:
            codecs.lookup(value)
        except LookupError as error:
            raise ProfileError(
                f'{source}: encoding = {value!r} is unknown. Write "windows-1252" for example.'
            ) from error
    if key == "home" and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
        raise ProfileError(f"{source}: home = {value!r} is no address. Write https://host/ in full.")
    if key == "politeness.delay_s" and not 0 <= value <= 3600:
        raise ProfileError(f"{source}: politeness.delay_s = {value!r} is not between 0 and 3600 seconds.")
    return float(value) if key == "politeness.delay_s" else value


def _check_selector(source: str, key: str, css: Any) -> None:
    if not isinstance(css, str) or not css.strip():
        raise ProfileError(f"{source}: {key} holds {css!r}, which is no CSS selector. Write one in quotes.")
    try:
        EMPTY_PAGE.css(css)
    except (SelectolaxError, ValueError, RuntimeError) as error:
        raise ProfileError(f"{source}: {key} = {css!r} is not a CSS selector ({error}).") from error
