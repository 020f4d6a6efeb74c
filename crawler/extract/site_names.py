"""What a site calls itself, so that titles and bylines can be rid of it."""

import re
import unicodedata
from itertools import pairwise
from urllib.parse import urlsplit

from crawler.extract.json_ld import text
from crawler.extract.marks import Marks
from crawler.page import Page
from crawler.text import comparable

BAR = "|│｜"
SEPARATOR = re.compile(rf"\s+[{BAR}\-–—·•»«:/]{{1,2}}\s+|\s*[{BAR}]\s*|\s+::\s+|: (?=\S+$)")
BARLESS = re.compile(
    r"\s+[\-–—·•»«:/]{1,2}\s+|\s+::\s+|: (?=\S+$)"
)  # the same for titles without bars, in a third of the time
LEFT_OVER = re.compile(rf"^\s*[{BAR}»·•:/]+\s+|\s+[{BAR}\-–—·•»«:/]{{1,2}}\s*$|\s*[{BAR}]\s*$")
HOME_CLASSES = ("site-title", "site-name", "wp-block-site-title", "navbar-brand")
LONGEST_NAME = 60
LONGEST_TITLE = 2_000  # a longer one is left as it is: each of its separators is weighed, which is quadratic
ARCHIVE_WORD = re.compile(r"blog archi(?:v|ve|ves)|archi(?:v|ve)|blog", re.I)
SECOND_LEVEL = frozenset("co com or org net ac go gov web my sch edu".split())


def site_names(page: Page, marks: Marks) -> frozenset[str]:
    """The site's names in comparable form: from Open Graph, JSON-LD's publisher, its home link, the host's labels."""
    found = {comparable(page.first_meta("og:site_name") or ""), comparable(page.first_meta("application-name") or "")}
    for item in page.json_ld[:40]:
        publisher = item.get("publisher")
        if isinstance(publisher, dict):
            found.add(comparable(text(publisher, "name") or ""))
        if item.get("@type") in ("WebSite", "NewsMediaOrganization"):
            found.add(comparable(text(item, "name") or ""))
    for node in (*marks.of_class(*HOME_CLASSES)[:3], *marks.of_rel("home")[:3]):
        name = comparable(node.text())
        if 3 < len(name) <= LONGEST_NAME:
            found.add(name)
    host = (urlsplit(page.url).hostname or "").lower().removeprefix("www.")
    labels = [label for label in host.split(".")[:-1] if label not in ("www", "m", "amp")]
    found.add(comparable(host))
    found.update(comparable(label) for label in labels if len(label) > 2 and label not in SECOND_LEVEL)
    return frozenset(found - {""})


def is_of_site(name: str, names: frozenset[str]) -> bool:
    """Whether a name begins with the site's: a desk of it ("Example News Sports")."""
    words = name.split()
    return any(comparable(" ".join(words[:count])) in names for count in range(1, len(words) + 1))


def is_site_name(text: str, names: frozenset[str]) -> bool:
    """Whether a text is one of the site's names, or hardly more than one."""
    name = comparable(text)
    if not name or ARCHIVE_WORD.fullmatch(text.strip()):
        return True
    return _is_one_of(name, names) or (not name.isascii() and _is_one_of(_as_in_hosts(name), names))


def _is_one_of(name: str, names: frozenset[str]) -> bool:
    return any(
        name == other
        or (len(name) > 3 and len(other) > 3 and (name in other or (other in name and len(name) < len(other) + 12)))
        for other in names
    )


def _as_in_hosts(name: str) -> str:
    """A name as hosts spell it: "nestlémarktplatz" without the accent; as it is, if it has letters that have no base."""
    bare = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
    return bare if len(bare) == len(name) else name


def without_site(title: str, names: frozenset[str], confirmed: frozenset[str]) -> str:
    """title without the site's name at either end; confirmed are comparable forms of other witnesses' titles."""
    if len(title) > LONGEST_TITLE:
        return trimmed(title)
    marks = _separators(title)
    is_barred = (
        bool(marks) and any(bar in marks[-1][0] for bar in BAR) and is_site_name(title[marks[-1].end() :], names)
    )
    if comparable(title) in confirmed and not is_barred:
        return trimmed(title)
    for _ in range(2):
        marks = _separators(title)
        if not marks:
            break
        short = next((head for mark in marks if comparable(head := title[: mark.start()]) in confirmed), "")
        if short:
            return trimmed(short)
        head, tail = title[: marks[-1].start()], title[marks[-1].end() :]
        if len(head) > 3 and is_site_name(tail, names):
            title = head.strip()
            continue
        head, tail = title[: marks[0].start()], title[marks[0].end() :]
        if head and ((is_site_name(head, names) and len(tail) > 8) or comparable(tail) in confirmed):
            title = tail.strip()
            continue
        break
    return trimmed(_before_name(title, names))


def _separators(title: str) -> list[re.Match[str]]:
    return list((SEPARATOR if any(bar in title for bar in BAR) else BARLESS).finditer(title))


def _before_name(title: str, names: frozenset[str]) -> str:
    """What stands before the site's name between two bars, where a slogan follows it; title if none does."""
    if not any(bar in title for bar in BAR):
        return title
    marks = [mark for mark in SEPARATOR.finditer(title) if mark[0].strip() in BAR]
    for mark, following in pairwise(marks):
        if comparable(title[mark.end() : following.start()]) in names:
            return title[: mark.start()]
    return title


def trimmed(title: str) -> str:
    """title without a separator left over at either end."""
    return LEFT_OVER.sub("", title).strip()
