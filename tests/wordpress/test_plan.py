"""The planned site: the same again from its seed, and every shape of post and comment in it."""

import json
from datetime import datetime

import pytest

from tests.wordpress import plan, story, tomorrow
from tests.wordpress.posts import AUTHORS, CATEGORIES
from tests.wordpress.sentences import Writer

TODAY = datetime(2026, 5, 17, 20, 30, 11)
SITE = plan.site(150, 1, TODAY)
PUBLIC = [post for post in SITE if post.kind == "post" and post.status == "publish" and not post.password]
BY_KEY = {post.key: post for post in SITE}


def test_the_same_seed_plans_the_same_site():
    assert json.dumps(plan.as_json(plan.site(80, 7, TODAY))) == json.dumps(plan.as_json(plan.site(80, 7, TODAY)))


def test_another_seed_plans_other_words():
    titles = {post.title for post in plan.site(80, 8, TODAY) if post.key.startswith("biasa-")}
    assert titles & {post.title for post in plan.site(80, 7, TODAY)} == set()


@pytest.mark.parametrize("posts", [60, 150, 700])
def test_the_number_of_posts_counts_the_public_ones(posts):
    made = plan.site(posts, 1, TODAY)
    assert sum(p.kind == "post" and p.status == "publish" and not p.password for p in made) == posts


def test_too_few_posts_are_refused():
    with pytest.raises(ValueError, match="at least 60"):
        plan.site(59, 1, TODAY)


def test_no_two_posts_share_a_minute_and_none_lies_ahead_but_the_future_ones():
    minutes = [post.published.replace(second=0) for post in SITE]
    assert len(set(minutes)) == len(minutes)
    assert [post.key for post in SITE if post.published > TODAY] == ["kelak-1", "kelak-2"]
    assert [post.key for post in PUBLIC if post.modified and not post.published < post.modified <= TODAY] == []


def test_posts_spread_over_three_years_and_over_the_night():
    assert min(post.published for post in PUBLIC) < TODAY.replace(year=2024)
    assert sum(post.published.hour < 7 for post in PUBLIC) > len(PUBLIC) / 5


def test_every_author_category_status_and_dialect_is_there():
    assert {post.author for post in PUBLIC} == set(AUTHORS)
    assert {slug for post in PUBLIC for slug in post.categories} == set(CATEGORIES)
    assert {post.status for post in SITE} == {"publish", "draft", "pending", "private", "future", "trash"}
    assert {post.dialect for post in PUBLIC} == {"classic", "block"}
    assert {post.kind for post in SITE} == {"post", "page"}


def test_every_kind_of_paragraph_is_told_in_both_dialects():
    for key in ("semua-block", "semua-classic"):
        told = story.told(BY_KEY[key].pieces, BY_KEY[key].dialect)
        kinds = {"paragraph", "heading", "list_item", "quote", "table_row", "caption", "preformatted"}
        assert {paragraph.kind for paragraph in told} == kinds


def test_the_seed_article_has_eight_paragraphs_and_a_closing_line_that_is_no_story():
    seed = BY_KEY["benih"]
    told = story.told(seed.pieces, seed.dialect)
    assert (seed.author, seed.remarks) == ("jurnalis", ())
    assert [paragraph.story for paragraph in told] == [True] * 8 + [False]
    assert told[-1].text == "Baca juga Berita lainnya di News Page"


def test_lines_that_only_look_like_related_links_are_story():
    told = story.told(BY_KEY["baca-tulis"].pieces, "block")
    assert [paragraph.text for paragraph in told if not paragraph.story] == []
    assert [paragraph for paragraph in told if paragraph.text.startswith("Baca")] != []


def test_the_long_post_has_20_000_words_and_the_short_one_a_sentence():
    words = sum(len(paragraph.text.split()) for paragraph in story.told(BY_KEY["panjang"].pieces, "block"))
    assert words >= 20_000
    assert len(story.told(BY_KEY["satu-kalimat"].pieces, "block")) == 1


def test_no_paragraph_of_one_post_stands_in_another_but_in_copies():
    stood: dict[str, set[str]] = {}
    for post in PUBLIC:
        for paragraph in story.told(post.pieces, post.dialect):
            if paragraph.story and paragraph.kind == "paragraph" and len(paragraph.text) > 80:
                stood.setdefault(paragraph.text, set()).add(post.key)
    shared = set().union(*(keys for keys in stood.values() if len(keys) > 1))
    assert shared - {"semua-block", "semua-classic"} == {"salinan-asli", "salinan", "mirip-asli", "mirip"}


def test_every_hidden_post_and_comment_holds_a_marker_no_public_one_holds():
    hidden = [post for post in SITE if post.kind == "post" and post not in PUBLIC]
    held = [r for post in PUBLIC for r in post.remarks if r.status != "1"]
    shown = [r.markup for post in PUBLIC for r in post.remarks if r.status == "1"]
    public = " ".join([*shown, *(p.title + story.written(p.pieces, p.dialect) for p in PUBLIC)])
    assert [post.key for post in hidden if "zq" not in post.title] == []
    assert [remark.key for remark in held if "zq" not in remark.markup] == []
    assert "zq" not in public


def test_comments_reach_250_on_a_post_and_eight_levels_down():
    parents = {remark.key: remark.parent for post in SITE for remark in post.remarks}
    depths = []
    for key in parents:
        depth, at = 1, parents[key]
        while at:
            depth, at = depth + 1, parents[at]
        depths.append(depth)
    assert max(len(post.remarks) for post in SITE) == 250
    assert max(depths) == 8
    assert {r.kind for post in SITE for r in post.remarks} == {"comment", "pingback", "trackback"}
    assert {r.status for post in SITE for r in post.remarks} == {"1", "0", "spam", "trash"}


def test_comments_are_not_written_ahead_of_the_day():
    ahead = {post.key for post in PUBLIC for remark in post.remarks if remark.at > TODAY}
    assert ahead == set()


def test_a_next_day_touches_what_it_says_and_another_touches_other_posts():
    days = [tomorrow.changes(SITE, day, 1, TODAY) for day in (1, 2)]
    assert [len(days[0][name]) for name in ("new", "edited", "binned", "comments")] == [5, 5, 2, 31]
    assert len({row["post"] for row in days[0]["comments"]}) == 9
    touched = [{*day["binned"], day["moved"]["key"], *(post["key"] for post in day["edited"])} for day in days]
    assert touched[0] & touched[1] == set()


def test_a_day_without_posts_left_is_refused():
    with pytest.raises(ValueError, match="more posts"):
        tomorrow.changes(plan.site(60, 1, TODAY), 9, 1, TODAY)


def test_a_writer_never_repeats_a_sentence():
    writer = Writer(5)
    sentences = [writer.sentence() for _ in range(4000)]
    assert len(set(sentences)) == 4000
