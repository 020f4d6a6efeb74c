"""Spider arguments (`-a name=value`), checked before the first request. Each check says what is wrong with
which value and how a right one looks."""

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import UsageProblem
from crawler.urls import absolute

# Commas are part of many addresses: one ends an address only where the next begins.
BETWEEN_ADDRESSES = re.compile(r"\s+|,\s*(?=https?://)|,(?=\s|$)")

AUTHORITY_END = re.compile(r"[/\\?#]")


def only(given: Mapping[str, object], allowed: Iterable[str], spider: str) -> None:
    """Refuse arguments the spider does not know."""
    allowed = sorted(allowed)
    for name in given:
        if name not in allowed:
            near = difflib.get_close_matches(name, allowed, n=1)
            hint = f"Did you mean -a {near[0]}=…?" if near else f"It takes: {', '.join(allowed)}."
            raise UsageProblem(f"the spider {spider!r} knows no argument {name!r}. {hint}")


def web_address(value: str | None, example: str) -> str:
    """An http(s) URL typed by a person; a missing scheme is taken as https."""
    if not value or not value.strip():
        raise UsageProblem(f"which address? Give one: {example}")
    typed = value.strip()
    _refuse_user_info(typed, example)
    url = absolute(typed if "://" in typed else f"https://{typed}", "https://invalid.invalid/")
    host = urlsplit(url).hostname if url else None
    if url is None or host is None or ("." not in host and host != "localhost" and ":" not in host):
        raise UsageProblem(f"{value!r} is no web address. One looks like this: {example}")
    return url


def _refuse_user_info(typed: str, example: str) -> None:
    """A name and password would be stored with the run and in its WARC files, and "mailto:a@b.example" is an address of
    another kind. What was typed is not told: it may be a password."""
    _, _, rest = typed.partition("://") if "://" in typed else ("", "", typed)
    if "@" in AUTHORITY_END.split(rest.lstrip("/\\"), maxsplit=1)[0]:
        raise UsageProblem(
            f"an address with a name, a password or a mailbox before its host (…@host) is not taken, since it would be "
            f"stored with what it brings. Leave out what stands before the @: {example}"
        )


def web_addresses(url: str | None, urls: str | None, example: str) -> tuple[str, ...]:
    """Addresses out of `-a url=URL[,URL…]` or `-a urls=FILE` (one a line; empty lines and # lines are skipped)."""
    if (url is None) == (urls is None):
        raise UsageProblem(f"name the articles either with url= or with urls=FILE. {example}")
    if url is not None:
        typed = [part for part in BETWEEN_ADDRESSES.split(url) if part.strip(" ,")]
    else:
        path = Path(str(urls))
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except OSError as error:
            raise UsageProblem(f"cannot read the list of addresses {str(path)!r}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise UsageProblem(f"cannot read the list of addresses {str(path)!r}: it is no text in UTF-8") from error
        typed = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not typed:
        raise UsageProblem(f"there is no address in {url or urls!r}. {example}")
    return tuple(dict.fromkeys(web_address(part, example) for part in typed))


def day(value: str | None, name: str) -> datetime | None:
    """Midnight UTC at the beginning of a day written YYYY-MM-DD; None if not given."""
    if value is None:
        return None
    try:
        parsed = date.fromisoformat(value.strip())
    except ValueError:
        raise UsageProblem(f"{name}={value!r} is no day. Write it as {name}=2025-09-03.") from None
    return datetime(parsed.year, parsed.month, parsed.day, tzinfo=UTC)


def count(value: str | None, name: str) -> int | None:
    """A whole number from 1 up; None if not given."""
    if value is None:
        return None
    if not re.fullmatch(r"\s*0*[1-9][0-9]{0,8}\s*", value):
        raise UsageProblem(
            f"{name}={value[:40]!r} is no number of pages. Write a whole number from 1 up, e.g. {name}=100."
        )
    return int(value)


def yes_or_no(value: str | None, name: str, default: bool) -> bool:
    """ "yes" or "no"."""
    if value is None:
        return default
    choice = {"yes": True, "no": False}.get(value.strip().lower())
    if choice is None:
        raise UsageProblem(f"{name}={value!r} is neither yes nor no. Write {name}=yes or {name}=no.")
    return choice
