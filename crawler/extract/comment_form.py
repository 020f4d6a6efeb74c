"""Whether a page invites the first comment: WordPress's own form with no list above it says that there are none.

A theme prints no "0 comments" when the last one is gone. Any other form may belong to a script that brings the
comments later, and says nothing.
"""

from crawler.page import Page

FORM = 'form[action*="wp-comments-post.php"], form#commentform'
LIST = (
    '.comment-list, .commentlist, .comments-list, .wp-block-comment-template, [id^="comment-"] .comment-content, '
    '.comment-body, li.comment, a[href*="comment-page-"], a[href*="cpage="]'
)


def invites_first(page: Page) -> bool:
    """Whether the page has the form, and no comment, nor any sign of further pages of them."""
    return page.tree.css_first(FORM) is not None and page.tree.css_first(LIST) is None
