from dataclasses import replace

import pytest

from digest.editorial.merge import merge
from digest.model.editions import Found
from tests.unit.editorial.making import make_article, make_found

HEAD = "云岗区一仓库起火 无人员伤亡"
TEXT = (
    "3月5日，云岗区一处仓库起火，消防员赶到后两小时将火扑灭，事故没有造成人员伤亡，原因正在调查。"
)
OTHER_HEAD = "云岗区仓库火灾两小时扑灭 无人员伤亡"
OTHER = (
    "云岗区一处仓库3月5日起火，两小时后火被消防员扑灭，事故没有造成人员伤亡，起火原因正在调查之中。"
)


def item(head: str, text: str, *, at: int = 0, paper: str = "大同日报") -> Found:
    article = make_article(text, name=f"a{at}", document=f"d{at}", headline=head)
    return make_found(article, position=at, paper=paper)


def sizes(*items: Found) -> list[int]:
    return [1 + len(cluster.others) for cluster in merge(items)]


def test_two_papers_on_one_event_make_one_item() -> None:
    assert sizes(item(HEAD, TEXT), item(OTHER_HEAD, OTHER, at=1, paper="山西晚报")) == [2]


def test_two_items_of_one_paper_stay_apart() -> None:
    assert sizes(item(HEAD, TEXT), item(OTHER_HEAD, OTHER, at=1)) == [1, 1]


@pytest.mark.parametrize(("before", "after"), [("3月5日", "3月8日"), ("云岗区", "平城区")])
def test_another_day_or_place_is_another_event(before: str, after: str) -> None:
    other = item(
        OTHER_HEAD.replace(before, after), OTHER.replace(before, after), at=1, paper="山西晚报"
    )

    assert sizes(item(HEAD, TEXT), other) == [1, 1]


def test_parts_of_a_series_stay_apart() -> None:
    first = item(f"{HEAD}（上）", TEXT)
    second = item(f"{HEAD}（下）", OTHER, at=1, paper="山西晚报")

    assert sizes(first, second) == [1, 1]


def test_leaders_of_the_state_are_never_put_together_by_likeness() -> None:
    text = "国家主席习近平3月5日在北京会见来访的{}总统，双方就双边关系交换意见，达成广泛共识。"
    first = item("习近平会见甲国总统", text.format("甲国"))
    second = item("习近平会见乙国总统", text.format("乙国"), at=1, paper="山西晚报")

    assert sizes(first, second) == [1, 1]


def test_the_order_of_the_items_decides_nothing() -> None:
    items = [
        item(HEAD, TEXT),
        item(OTHER_HEAD, OTHER, at=1, paper="山西晚报"),
        item("全市春耕备耕会议召开", "会议部署春灌和农资供应，要求抢抓农时。", at=2, paper="晨报"),
    ]
    turned = [replace(each, position=2 - each.position) for each in items]

    groups = {frozenset(f.uri for f in (c.lead, *c.others)) for c in merge(items)}
    assert groups == {frozenset(f.uri for f in (c.lead, *c.others)) for c in merge(turned)}
