"""The next page of a listing: what the page calls so, else the number after its own."""

import re
from collections.abc import Iterator, Sequence

from crawler.discover.shape import page_number
from crawler.page import Anchor, Page
from crawler.urls import absolute, key, same_site

SELECTORS = (
    "a.next.page-numbers",
    "a.wp-block-query-pagination-next",
    ".nav-previous a",  # WordPress's classic themes: older posts are "previous" in time
    ".older-posts a",
    "a.older-posts",
    ".pagination .next a",
    ".pagination a.next",
    ".pager-next a",
    "a.blog-pager-older-link",
    "a[aria-label^='Next']",
    "a[aria-label^='Berikutnya']",
    "a[aria-label^='Selanjutnya']",
)
TEXT = re.compile(
    r"(?:(?:halaman|laman|page)\s+)?(?:berikutnya|selanjutnya|next|older|lebih lama|lawas|lanjut)"
    r"(?:\s+(?:halaman|laman|page|posts?|entries|articles|stories|berita|artikel|tulisan|pos))?"
    r"|(?:pos-pos|pos|tulisan|artikel|berita|postingan)\s+(?:(?:yang|lebih)\s+)*(?:lama|lawas|berikutnya|selanjutnya)|"
    r"(?:muat|tampilkan|lihat|load|show)\s+(?:lebih\s+banyak|lainnya|more)(?:\s+(?:posts?|berita|artikel))?",
    re.I,
)
TEXT_MAX_CHARS = 60
ARROWS = "«»‹›←→<>→⟶➔…\xa0 .|-"
ARROW_ONLY = frozenset(("»", "›", "→", ">", ">>", "⟶"))


def next_page(page: Page, anchors: Sequence[Anchor]) -> str | None:
    """The address of the page after this one in its listing; None for the last page. anchors: its links.

    Not to be asked of a story's page: there "next" is another story, or the story's own second page.
    """
    own = key(page.url)
    for address in _named(page, anchors):
        if same_site(address, page.url) and key(address) != own and not _goes_back(address, page.url):
            return address
    return None


def _goes_back(address: str, url: str) -> bool:
    there, here = page_number(address), page_number(url)
    return there is not None and there <= (here or 1) and there > 0 and not _counts_items(address)


def _counts_items(address: str) -> bool:
    return re.search(r"[?&](?:start|offset)=", address) is not None


def _named(page: Page, anchors: Sequence[Anchor]) -> Iterator[str]:
    if href := page.head_link("next"):
        yield href
    yield from (anchor.url for anchor in anchors if "next" in anchor.rel)
    for selector in SELECTORS:
        around = selector.partition(" ")[0]
        if around != selector and page.tree.css_first(around) is None:
            continue  # else lexbor climbs from every link to the root
        for node in page.tree.css(selector)[:3]:
            if address := absolute(node.attributes.get("href") or "", page.base_url):
                yield address
    short = [anchor for anchor in anchors if anchor.text and len(anchor.text) < TEXT_MAX_CHARS]
    yield from (anchor.url for anchor in short if TEXT.fullmatch(anchor.text.strip(ARROWS)))
    yield from (anchor.url for anchor in short if anchor.text in ARROW_ONLY and page_number(anchor.url))
    yield from _numbered(page, short)


def _numbered(page: Page, anchors: list[Anchor]) -> Iterator[str]:
    """The link whose text is the number after this page's own, if its address says a page number too."""
    wanted = (page_number(page.url) or 1) + 1
    for anchor in anchors:
        number = re.sub(r"\D", "", anchor.text) if len(anchor.text) < 20 else ""
        if number == str(wanted) and page_number(anchor.url) is not None:
            yield anchor.url
