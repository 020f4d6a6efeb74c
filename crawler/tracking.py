"""Which parameters of an address say how a reader came, or how the page is to look, and nothing of the document.

Where in doubt a parameter stays: two addresses of one story are found out later (`rel=canonical`, the same words), two
stories under one address are one story less. Sources: the documentation of Google Analytics and Ads, Meta, Microsoft
Advertising, Yandex, Mailchimp, HubSpot, Matomo, Piano/AT Internet, Mapp, Jetpack.
"""

import re

# Names that nobody gives to anything else.
NAMES = frozenset(
    """fbclid gclid gclsrc dclid wbraid gbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id epik
    _ga _gl _hsenc _hsmi __hssc __hstc __hsfp hsctatracking mc_cid mc_eid mkt_tok vero_id vero_conv oly_enc_id
    oly_anon_id s_cid s_kwcid cmpid ncid ocid smid xtor spm cvid __twitter_impression fb_comment_id
    fb_action_ids fb_action_types fb_source action_object_map action_type_map action_ref_map ref_src ref_url
    soc_src soc_trk guccounter guce_referrer guce_referrer_sig trkcampaign sc_cmp sc_channel _openstat
    sharing like_comment replytocom noamp phpsessid jsessionid zenid oscsid cfid cftoken""".split()
)
PREFIXES = ("utm_", "mtm_", "matomo_", "piwik_", "hsa_")
# Short beginnings, in the forms of their vendors alone: "at_id", "pk_artikel" and "ga_page" may name a story.
CAMPAIGN = re.compile(
    r"pk_(?:campaign|kwd|keyword|source|medium|content|cid|group|placement|vid)"
    r"|at_(?:medium|campaign|campaign_type|custom\d{1,2}|creation|variant|format|network|term|channel|type|size|platform"
    r"|creative|identifier|audience|emailtype|general_placement|detail_placement|recipient_id|recipient_list|ptr_name"
    r"|bbc_team|send_date|send_time|link|link_id|link_type|link_origin)"
    r"|wt_(?:mc|mc_\w{1,20}|zmc|cc\d{1,2}|kw)|ga_(?:source|medium|campaign|term|content|place)"
)
# Short names, by the values their vendors give: campaigns in words, Jetpack's "nb=1" and the networks it shares to.
VALUES = {
    "ito": re.compile(
        r"(?:social|feeds|native|email|facebook|twitter|whatsapp|link|push|newsletter|msn|amp)[-_].{1,100}"
    ),
    "trk": re.compile(r"(?=[^_]*_)(?=[^a-z]*[a-z])[a-z0-9_-]{6,200}"),
    "nb": re.compile("1"),
    "share": re.compile(r"(?=[^a-z]*[a-z])[a-z0-9-]{1,30}"),
    # A presentation of the same story.
    "amp": re.compile("1|true|"),
    "m": re.compile("[01]?"),
    "outputtype": re.compile("amp"),
    "view": re.compile("amp"),
    "print": re.compile("1|true|print"),
    "single": re.compile("1"),
    "page": re.compile("all"),
    "showpage": re.compile("all"),
    "cpage": re.compile(".*", re.S),
    "feed": re.compile(".*", re.S),
}
# Sessions by names that stories have, too: only what software drew by lot.
SESSIONS = frozenset("sid s session sessionid session_id sessid".split())
HEXADECIMAL = re.compile(r"[0-9a-f]+")
LETTERS_AND_DIGITS = re.compile(r"[0-9a-z]{16,128}")
DIGITS = re.compile(r"\d+")


def is_noise(name: str, value: str) -> bool:
    """Whether a parameter says nothing of the document; name and value in lower case.

    >>> is_noise("utm_source", "x"), is_noise("at_medium", "rss"), is_noise("at_id", "7"), is_noise("sid", "123")
    (True, True, False, False)
    """
    if name in NAMES or name.startswith(PREFIXES) or CAMPAIGN.fullmatch(name):
        return True
    if name in SESSIONS:
        return is_drawn_by_lot(value)
    form = VALUES.get(name)
    return form is not None and form.fullmatch(value) is not None


def is_drawn_by_lot(value: str) -> bool:
    """Whether a value looks like a session's: long, of hexadecimal digits, or letters and digits all mixed.

    >>> is_drawn_by_lot("9f86d081884c7d65"), is_drawn_by_lot("20240506123456789"), is_drawn_by_lot("a1b2c3d4")
    (True, False, False)
    """
    runs = len(DIGITS.findall(value))  # "20240506abc12345" has two, "gempa05cianjur12korban26" three
    return runs >= (3 if HEXADECIMAL.fullmatch(value) else 4) and LETTERS_AND_DIGITS.fullmatch(value) is not None
