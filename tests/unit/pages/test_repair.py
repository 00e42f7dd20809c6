"""Repairs: the slips of the recognizer and nothing that a writer may have meant."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model.documents import Line, Page
from digest.pages.repair import find_repairs

SEEDS = Path(__file__).parents[3] / "seeds"


def page_of(text: str) -> Page:
    """A page of `text`, cut at line feeds."""
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        lines.append(Line(number=number, text=line, start=start))
        start += len(line) + 1
    return Page(uri="page.txt", text=text, lines=tuple(lines))


def repaired(text: str) -> str:
    """The text with its repairs applied."""
    for repair in reversed(find_repairs(page_of(text))):
        text = text[: repair.start] + repair.after + text[repair.end :]
    return text


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("全民健身、健康中国 and 体育强国战略", "全民健身、健康中国和体育强国战略"),
        ("党的二十大精神 and 习近平总书记", "党的二十大精神和习近平总书记"),
        ("《通知》 and 《方案》", "《通知》和《方案》"),
        ("分别有6个 and 5个城市入列", "分别有6个和5个城市入列"),
        ("来到陆委会, and 大家共同回顾", "来到陆委会,和大家共同回顾"),
        ("加快转型升级升级谋新路", "加快转型升级谋新路"),
        ("以科技成果转化转化培育带动主导产业", "以科技成果转化培育带动主导产业"),
        ("改造51个老旧小区小区的供热管网", "改造51个老旧小区的供热管网"),
        ("大同高质量发展发展的底色", "大同高质量发展的底色"),
        ("推动各项防控措施落落实落到位", "推动各项防控措施落实落到位"),
        ("加快转型升级转型升级步伐", "加快转型升级步伐"),
        ("要求力争尽快尽快达成", "要求力争尽快达成"),
        ("坚决贯贯彻党中央决策部署", "坚决贯彻党中央决策部署"),
    ],
)
def test_a_certain_slip_is_repaired(slip: str, right: str) -> None:
    assert repaired(slip) == right


@pytest.mark.parametrize(
    "text",
    [
        # rhetoric
        "干部干部，就要干字当头、干在实处。",
        "领导领导，就是率领和引导。",
        "发展发展，关键在于人。",
        "会上反复讲的就是发展发展发展。",
        "我们要说发展发展，不能只看速度。",
        # legitimate reduplication
        "人人有责，天天向上，事事有回音，件件有答复。",
        "大家坐下来研究研究、讨论讨论再定。",
        "一步一步把蓝图变为现实，一件一件抓落实。",
        "以“时时放心不下”的责任感抓好安全生产。",
        "来这里学习学习，了解了解情况。",
        "让孩子们锻炼锻炼、休息休息。",
        "一茬一茬官兵把青春献给边疆，久久为功。",
        # the second word begins a longer one
        "支持发展发展中国家的能力建设",
        "健康产业产业链长、带动性强",
        "构建共建共治共享的治理格局",
        "武警某支队支队长王刚",
        "俄罗斯罗斯托夫州州长",
        "黑龙江龙江县举行迎春活动",
        "广大企业企业家",
        "做好服务服务业的工作",
        "鼓励研究研究生培养办法",
        "培育新的经济增长增长极",
        # unsure: for the proof
        "国家电投电投金融综合管理部总经理曹明",
        "全力以赴赴稳经营、促生产",
        "头戴安全帽，口罩罩严实遮住口鼻的员工",
        "大同大同，天下大同。",
        "来到北京北京大学门前",
        "该项目项目总投资10亿元",
        "海内外嘉宾嘉宾包括汇丰银行",
        # the words have a border between the doubled characters
        "各村落落实防火责任",
        "在各个角落落实责任",
        "加快实现现代化",
        "不断提高高质量发展水平",
        "更加加强沟通",
        "培养择优优化的机制",
        # English
        "Research and Development",
        "由 Tom and 杰瑞 and Jerry 主演",
        "R and D 投入",
        "他创办了 Rock and Roll 乐队",
        "Stand by me",
        "唱响《You and 我》",
        "karl赵",
    ],
)
def test_what_may_be_meant_is_left_alone(text: str) -> None:
    assert find_repairs(page_of(text)) == ()


def test_a_repair_says_where_it_stands() -> None:
    page = page_of("标题\n\n健康中国 and 体育强国\n")
    (repair,) = find_repairs(page)
    assert (repair.line, page.text[repair.start : repair.end], repair.after) == (3, " and ", "和")


def test_the_record_is_what_a_page_reports() -> None:
    (repair,) = find_repairs(page_of("加快转型升级升级谋新路"))
    assert (repair.record.line, repair.record.before, repair.record.after) == (
        1,
        "升级升级",
        "升级",
    )


def test_the_seeds_have_these_repairs_and_no_others() -> None:
    found = [
        (path.name[:3], repair.line, repair.before)
        for path in sorted(SEEDS.glob("*.txt"))
        for repair in find_repairs(page_of(path.read_text(encoding="utf-8")))
    ]
    assert found == [
        ("000", 49, " and "),
        ("002", 25, "升级升级"),
        ("002", 69, "小区小区"),
        ("003", 15, "落落实"),
        ("003", 53, "发展发展"),
        ("004", 21, "转化转化"),
        ("004", 37, " and "),
    ]


@settings(derandomize=True, max_examples=200)
@given(st.text(alphabet="发展小区落实的了，。and 和升级\n", max_size=60))
def test_repairs_are_in_order_apart_and_true_to_the_text(text: str) -> None:
    page = page_of(text)
    end = 0
    for repair in find_repairs(page):
        assert repair.start >= end
        assert page.text[repair.start : repair.end] == repair.before
        assert repair.before != repair.after
        end = repair.end
