import pytest

from digest.condense.shorten import drop_connective, drop_numbering, drop_purpose
from digest.text.traces import trace


def shorten(text: str) -> str | None:
    traced = drop_purpose(trace(text, 0, len(text)))
    return traced.text if traced else None


@pytest.mark.parametrize(
    ("text", "news"),
    [
        (
            "为贯彻落实省委战略部署，进一步聚人气、引流量，提振文旅消费，我市制定了旅游奖励优惠政策。",
            "我市制定了旅游奖励优惠政策。",
        ),
        (
            "为进一步保证师生安全，11月23日，市实验小学组织全校师生开展了消防疏散演练活动。",
            "11月23日，市实验小学组织全校师生开展了消防疏散演练活动。",
        ),
        (
            "为全面掌握年度目标任务完成情况，某市年度目标责任考核领导组办公室委托第三方开展调查。",
            "某市年度目标责任考核领导组办公室委托第三方开展调查。",
        ),
    ],
)
def test_aims_before_the_news_are_left_out(text: str, news: str) -> None:
    assert shorten(text) == news


@pytest.mark.parametrize(
    "text",
    [
        "为加强某县人才工作，日前，该县成功举办了研修活动。",
        "为深入贯彻会议精神，要求各部门组织开展自查。",
        "为期三天的展会，市商务局组织了60家企业参加。",
        "为“推动发展，市文旅局举办”之类的说法所困。",
        "我市为推动消费，举办了购物节。",
    ],
)
def test_aims_the_news_leans_on_stay(text: str) -> None:
    assert shorten(text) is None


def test_a_word_that_adds_is_left_out_and_the_gap_is_traced() -> None:
    text = "同时，全市新开工项目86个。"
    traced = drop_connective(trace(text, 0, len(text)))
    assert traced.text == "全市新开工项目86个。"
    assert traced.spans[0].start == 3


def test_a_word_that_turns_the_sense_stays() -> None:
    text = "但是，工期推迟到明年。"
    assert drop_connective(trace(text, 0, len(text))).text == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("二、管制路段：迎宾街。", "管制路段：迎宾街。"),
        ("（三）加强领导。", "加强领导。"),
        ("3.申请材料齐全。", "申请材料齐全。"),
        ("答：不需要先垫付。", "不需要先垫付。"),
        ("一是减负，二是放权。", "一是减负，二是放权。"),
        ("3.5万人参加。", "3.5万人参加。"),
        ("问题：怎么办？", "问题：怎么办？"),
    ],
)
def test_a_number_in_a_list_is_left_out(text: str, left: str) -> None:
    assert drop_numbering(trace(text, 0, len(text))).text == left
