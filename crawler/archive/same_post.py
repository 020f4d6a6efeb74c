"""Whether two readings under one of a site's own ids tell of one post.

The id says so, as a rule. But a site that moved to other software gives its ids anew, and two WordPress sites may share a
host: then two stories have one id, and neither may be taken for an edit of the other.
"""

from crawler.items import Article
from crawler.text import comparable, words
from crawler.urls import key

RUN_WORDS = 5
SHARED_MOST = 0.1  # of the runs of words of the shorter body


def is_other_post(known: Article, told: Article) -> bool:
    """Whether everything differs that an edit hardly ever changes together: address, title, date of publication, and
    nearly all of the body. False where a reading does not tell one of them."""
    if key(known.url) == key(told.url):
        return False
    if known.published_at is None or told.published_at is None or known.published_at == told.published_at:
        return False
    titles = comparable(known.title or ""), comparable(told.title or "")
    if not all(titles) or titles[0] == titles[1]:
        return False
    before, after = _runs(known.body), _runs(told.body)
    return bool(before and after) and len(before & after) <= SHARED_MOST * min(len(before), len(after))


def _runs(body: str) -> set[tuple[str, ...]]:
    read = words(body)
    return {tuple(read[i : i + RUN_WORDS]) for i in range(len(read) - RUN_WORDS + 1)}
