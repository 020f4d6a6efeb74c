"""What a sitemap is of, by the name its software gave it."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

# Names by which publishing software tells what a sitemap is of: WordPress itself (wp-sitemap-TYPE-NAME-1),
# Yoast, Rank Math and AIOSEO (NAME-sitemap1), XML Sitemap Generator (sitemap-tax-NAME, sitemap-pt-NAME-2024-05).
NAMED = re.compile(
    r"wp-sitemap-(?P<core>posts|taxonomies|users)(?:-(?P<core_name>.+?))?(?:-\d+)?\.xml"
    r"|(?P<seo>[a-z][a-z0-9_-]*?)-sitemap-?\d*\.xml(?:\.gz)?"
    r"|sitemap-(?P<old>tax|pt|authors|archives|misc|externals)(?:-(?P<old_name>[a-z_]+?))?(?:-[\d-]+)?\.(?:xml|html)(?:\.gz)?",
    re.I,
)
TERMS = frozenset("category post_tag tag tax taxonomy product_cat product_tag post_format kategori tags topic".split())
PAGES = frozenset(("page", "pages", "laman"))
AUTHORS = frozenset(("author", "authors", "users", "user", "penulis"))
PICTURES = frozenset(("image", "video", "attachment", "gambar"))
NOT_STORIES = ("terms", "authors", "pages", "archives", "pictures")


@lru_cache(maxsize=64)  # each address in a sitemap is judged by the sitemap's own
def purpose(url: str) -> str | None:
    """What a sitemap is of by its name: "news", "stories", "terms", "authors", "pages", "archives", "pictures".

    None if the name does not say.
    """
    name = urlsplit(url).path.rpartition("/")[2].lower() or _name_in_query(url)
    match = NAMED.fullmatch(name)
    if re.search(r"news|berita", name) and (match is None or match["core"] is None):
        return "news"
    if match is None:
        return None
    if match["core"]:
        return {"users": "authors", "taxonomies": "terms"}.get(match["core"].lower()) or _of_type(
            match["core_name"] or ""
        )
    if match["old"]:
        by_part = {"tax": "terms", "authors": "authors", "archives": "archives", "misc": "pages", "externals": "pages"}
        return by_part.get(match["old"].lower()) or _of_type(match["old_name"] or "")
    return _of_type(match["seo"])


def _name_in_query(url: str) -> str:
    """WordPress's name of a sitemap asked for by parameters (`?sitemap=posts&sitemap-subtype=post&paged=1`)."""
    query = dict(parse_qsl(urlsplit(url).query.lower()[:500]))
    parts = [query[name] for name in ("sitemap", "sitemap-subtype", "paged") if query.get(name)]
    return f"wp-sitemap-{'-'.join(parts)}.xml" if "sitemap" in query else ""


def _of_type(name: str) -> str | None:
    name = name.lower()
    kinds = ((TERMS, "terms"), (PAGES, "pages"), (AUTHORS, "authors"), (PICTURES, "pictures"))
    for names, kind in kinds:
        if name in names:
            return kind
    return "stories" if name in ("post", "posts", "article", "articles", "artikel", "story", "stories") else None
