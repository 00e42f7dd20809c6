import pytest

from digest.editorial.protocol import standing
from tests.unit.editorial.making import make_article

LOCAL = "4月22日，省委常委、市委书记卢东亮主持会议。"


def level(headline: str | None, *sentences: str) -> int:
    return standing(make_article("".join(sentences), headline=headline), sentences).level


@pytest.mark.parametrize(
    "headline",
    [
        "习近平同马达加斯加总统拉乔利纳就中马建交50周年互致贺电",
        "【奋进新征程】习近平在山西考察时强调 扎实推动高质量发展",
        "李强主持召开国务院常务会议",
        "国务院印发行动方案",
        "中共中央政治局召开会议",
    ],
)
def test_items_about_state_leaders_and_bodies_are_known(headline: str) -> None:
    assert standing(make_article("正文。", headline=headline), ("正文。",)).is_state


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        ("市政府召开常务会议", "会议传达学习习近平总书记对我省重要指示精神。"),
        ("习近平新时代中国特色社会主义思想主题教育在我市开展", "会议召开。"),
        (None, "会议召开，认真学习贯彻习近平总书记关于党的建设的重要思想。"),
        ("张强主持 传达贯彻习近平总书记重要指示精神", "市长张强主持会议。"),
    ],
)
def test_to_mention_a_leader_is_not_to_report_an_act(headline: str | None, sentence: str) -> None:
    assert not standing(make_article(sentence, headline=headline), (sentence,)).is_state


def test_who_acts_is_known_from_the_title_in_the_text() -> None:
    assert level("卢东亮率团赴北京考察对接", LOCAL) < level("张强主持召开座谈会", "市长张强主持。")


def test_the_order_is_party_committee_congress_government_consultative_conference() -> None:
    levels = [
        level("市委常委会召开会议"),
        level("市政府召开常务会议"),
        level("市人大常委会召开党组会议"),
        level("市政协召开主席会议"),
        level("黄花丰收活动月入选名单"),
    ]

    assert levels == sorted(set(levels))


def test_an_organ_does_not_borrow_its_body_s_rank() -> None:
    assert level("市政府新闻办举行发布会", "发布会举行。") > level("市政府召开会议", "会议召开。")


def test_the_works_of_the_general_secretary_come_with_the_leaders() -> None:
    assert level("《习近平经济文选》第一卷出版发行", "该书出版发行。") < level(
        "国务院召开会议", "会议召开。"
    )


def test_news_from_abroad_comes_last() -> None:
    assert level("俄称摧毁多架乌军战机", "俄国防部称。") > level("我市入境游升温", "游客增加。")


def test_what_we_do_abroad_is_not_news_from_abroad() -> None:
    assert level("中国救援队抵达缅甸", "救援队抵达。") == level("我市入境游升温", "游客增加。")
