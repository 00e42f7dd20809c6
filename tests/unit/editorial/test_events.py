from hypothesis import given
from hypothesis import strategies as st

from digest.editorial.events import LIKELY, SURE, likeness, read

FIRE = "3月5日，云岗区一仓库起火，消防员赶到后两小时扑灭，无人员伤亡。"


def alike(first: str, second: str) -> float:
    return likeness(read(first), read(second))


def test_a_report_in_other_words_is_likely_the_same_event() -> None:
    assert alike("云岗区一仓库起火 无人员伤亡", "云岗区仓库起火两小时被扑灭，无人伤亡") > LIKELY


def test_other_news_is_another_event() -> None:
    assert alike(FIRE, "全市春耕备耕工作会议召开，部署春灌和农资供应。") < LIKELY


def test_another_day_is_another_event() -> None:
    same = alike(FIRE, FIRE)

    assert alike(FIRE, FIRE.replace("3月5日", "3月9日")) < same - 1


def test_the_fourth_round_is_not_the_third() -> None:
    third, fourth = "第三轮核酸检测4人阳性", "第四轮核酸检测4人阳性"

    assert alike(third, fourth) < SURE < alike(third, third)


def test_credits_are_no_event() -> None:
    first = "来源：云岗区融媒体中心 编辑：李某 审核：张某 桃花节开幕"
    second = "来源：云岗区融媒体中心 编辑：李某 审核：张某 水管抢修完成"

    assert alike(first, second) < LIKELY


@given(
    st.text("大同市仓库起火3月5日第轮 ", max_size=40),
    st.text("大同市仓库起火3月5日第轮 ", max_size=40),
)
def test_likeness_does_not_depend_on_which_comes_first(first: str, second: str) -> None:
    assert alike(first, second) == alike(second, first)
