"""When a page says, by its form, that there is no comment."""

import pytest

from crawler.extract.comment_form import invites_first
from crawler.page import Page

FORM = '<div id="respond"><form action="/wp-comments-post.php" method="post" id="commentform"><textarea></textarea></form></div>'
PAGES = {
    "WordPress's form alone": (FORM, True),
    "a form below comments": (
        f'<ol class="comment-list"><li class="comment" id="comment-1">Ya.</li></ol>{FORM}',
        False,
    ),
    "a form below a block theme's comments": (f'<ol class="wp-block-comment-template"><li>Ya.</li></ol>{FORM}', False),
    "a form and further pages": (f'<a href="/a/comment-page-1/">Lama</a>{FORM}', False),
    "comments closed": ('<p class="no-comments">Komentar ditutup.</p>', False),
    "comments that a script will bring": ('<div id="disqus_thread"></div><form action="/subscribe"></form>', False),
    "a page cut short": ("<p>Cerita", False),
}


@pytest.mark.parametrize(("markup", "invites"), PAGES.values(), ids=PAGES)
def test_a_page_invites_the_first_comment(markup, invites):
    page = Page.from_bytes(f"<html><body>{markup}</body></html>".encode(), "https://news.example/a/")
    assert invites_first(page) is invites
