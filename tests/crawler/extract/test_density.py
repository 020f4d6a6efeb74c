"""Scripts whose characters are words: a short story in them is as much of a story."""

import pytest

from crawler.extract.article import from_html
from crawler.extract.density import density

URL = "https://qinghe.example/2024/05/12/bridge.html"
BRIDGE = (
    "历时十四个月的修缮工程结束后，老镇的石桥于周日重新开放通行。",
    "这座三孔石桥长三十六米，是镇上居民往来两岸的主要通道。",
    "工程负责人表示，施工队尽量使用原有石料，只更换了约一成的构件。",
    "住在桥边的老人说，她终于不用再绕路去对岸的菜市场买菜了。",
    "镇政府计划在桥头设立一块说明牌，介绍石桥的历史。",
)
HALL = (
    "낡은 목욕탕이 다음 달에 다시 문을 연다.",
    "지난해 태풍으로 보일러가 고장 나 주인은 문을 닫으려 했다.",
    "단골손님들이 두 달 동안 돈을 모아 새 보일러를 샀다.",
    "주인은 이렇게 많은 사람이 좋아할 줄 몰랐다고 말했다.",
)


@pytest.mark.parametrize("story", [BRIDGE, HALL])
def test_a_short_story_in_words_of_few_characters_is_told_whole(story):
    menu = "".join(f"<li><a href='/{n}'>栏目</a></li>" for n in range(5))
    body = "".join(f"<p>{line}</p>" for line in story)
    html = f"<html><body><ul>{menu}</ul><div class='left'><h1>{story[0][:12]}</h1><div>2024-05-12 09:20</div><div class='text'>{body}</div></div></body></html>"
    article = from_html(html.encode(), URL)
    assert article is not None
    assert [paragraph.text for paragraph in article.paragraphs] == list(story)


def test_a_menu_in_such_a_script_is_no_story():
    menu = "".join(f"<li><a href='/{n}'>本地新闻栏目第{n}号的全部报道与图片</a></li>" for n in range(20))
    assert from_html(f"<html><body><h1>首页</h1><ul>{menu}</ul></body></html>".encode(), URL) is None


@pytest.mark.parametrize(
    ("lines", "factor"),
    [
        ([], 1.0),
        (["Ein Bürgermeister über Öl."], 1.0),
        (["Мост открыли в воскресенье."], 1.0),
        (["สะพานเปิดแล้ว"], 1.0),
        (["جسر القرية افتتح الأحد"], 1.0),
        (["The sign says 松の湯 in red, and little else of note."], 1.0),
        (list(BRIDGE), 2.5),
        (["創業九十二年の銭湯「松の湯」が、営業を再開する。"], 2.5),
        (list(HALL), 2.0),
        (["\ud83d lone"], 1.0),
    ],
)
def test_what_a_character_says_depends_on_the_script(lines, factor):
    assert density(lines) == factor
