"""Boxes that themes and plugins put into a WordPress story: share rows, related posts, author boxes, ads, forms.

Judged by tag and class words alone, so that a page and the markup of a REST API or a feed come out the same.
"""

import re

from crawler.blocks import Outline

FORM_TAGS = frozenset(("form", "fieldset", "menu", "nav", "dialog", "button"))
# Whole class words or ids, or (ending in "*") their beginnings.
WORDS = """
sharedaddy sd-* jp-relatedposts* jp-post-flair jetpack-likes-* sharing-* share-* shares sharebar* sharebox social-share* social-links
social-icons socials addtoany* a2a_* addthis* essb_* essb-* heateor* ssba* swp_* shared-counts* mashsb* crestashare* simplesocialbuttons* dpsp*
novashare* scriptlesssocialsharing* wp-block-social-links wp-block-outermost-social* jeg_share* td-post-sharing* post-share* entry-share* entry-sharing
yarpp* crp_related* rp4wp* relpost* related-post* relatedpost* related-articles related_posts* related-content related-news wp-block-jetpack-related*
jnews_inline_related* jeg_post_related jnews_related* inline-related* irp-* irp_* td_block_related* tdb_single_related* wp_rp* zem_rp* contextly* baca-juga* bacajuga* readalso read-also* also-read*
also_read* lihat-juga* td-a-rec* td-adspot* adsbygoogle* ad-container* ads-* ads_* ad-slot* ad-wrap* ad-unit* advert* advads* quads-* code-block code-block-* ai-viewport* google-auto-placed
jnews_inline_ads jeg_ad* taboola* outbrain* mgid* wp-block-advanced-ads* publift* dfp-* gpt-ad* banner-ad* iklan*
page-links post-nav-links pagelink* page-link link-pages jeg_pagelinks* post-navigation nav-links post-pagination pagination wp-pagenavi wp-block-post-navigation-link
author-box* authorbox* author-info author-bio about-author saboxplugin* abh_* pp-multiple-authors-boxes* ppma-* molongui* post-author-* wp-block-post-author* wp-block-post-author-biography m-a-box* td-author-box* starbox* ts-fab-*
wp-block-query wp-block-latest-posts wp-block-latest-comments wp-block-rss wp-block-search wp-block-loginout wp-block-calendar wp-block-archives
wp-block-categories wp-block-tag-cloud wp-block-page-list wp-block-navigation wp-block-post-terms wp-block-comments* wp-block-post-comments*
wp-block-template-part wp-block-newspack-newsletters* wp-block-jetpack-subscriptions* jetpack_subscription* wp-block-jetpack-contact-form wp-block-jetpack-mailchimp*
mc4wp* mailpoet* wpcf7* wpforms* gform_* newsletter* tnp tnp-* convertkit* formkit* hustle* optin* sib-form* ml-form* subscribe-* subscription-*
comments-area comment-respond comment-list commentlist respond wpdiscuz* disqus_thread fb-comments
wp-ratings* post-ratings* kk-star-ratings* kksr-* rmp-* wpulike* like-button* post-views* post-view* views-count* reading-time* bsf-rt* rt-reading* span-reading-time*
ez-toc* toc_container lwptoc* rank-math-toc* wp-block-rank-math-toc* wp-block-yoast-seo-table-of-contents breadcrumb* rank-math-breadcrumb* yoast-breadcrumbs
entry-footer entry-meta post-meta post-tags tags-links cat-links tagcloud post-tag post-categories td-post-source-tags edit-link
gdpr* cookie-* cookiebar cmplz-blocked* wp-block-file__button wp-video wp-playlist jwplayer* video-js
screen-reader-text print-only printfriendly* pf-button* dkpdf* pvc_* google-news* gnews* whatsapp-* wa-channel* telegram-* footer-ads sticky-ads
""".split()
EXACT = frozenset(word for word in WORDS if not word.endswith("*"))
BEGINNINGS = tuple(word[:-1] for word in WORDS if word.endswith("*"))
EMBED = re.compile(r"(?<![\w-])wp-block-embed__wrapper(?![\w-])")
BARE_URL = re.compile(r"https?://\S+")


def is_inserted(tag: str, names: str) -> bool:
    """Whether a box inside a story is something a theme or plugin put there."""
    if tag in FORM_TAGS:
        return True
    if not names or tag in ("tr", "td", "th", "tbody", "thead"):
        return False
    return any(word in EXACT or word.startswith(BEGINNINGS) for word in names.replace("#", "").split())


def is_bare_address(outline: Outline, line: int) -> bool:
    """Whether a line is the address of an embed that no browser has filled in."""
    text = outline.text[line]
    return BARE_URL.fullmatch(text) is not None and EMBED.search(outline.names[outline.home[line]]) is not None
