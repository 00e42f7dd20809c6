import pytest

from digest.editorial.figures import differing
from tests.unit.editorial.making import make_article


def found(first: str, second: str) -> list[tuple[str, str, str]]:
    return [
        (mine.about, mine.printed, other.printed)
        for mine, other in differing(make_article(first), make_article(second))
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("地震已造成34人死亡。", "地震造成死亡7人。", [("死亡", "34人", "7人")]),
        ("全市完成固定资产投资124亿元。", "全市完成固定资产投资124.58亿元。", []),
        ("全市完成固定资产投资125亿元。", "全市完成固定资产投资124.58亿元。", []),
        ("接待游客约3万人。", "接待游客29800人。", []),
        ("一季度新增就业300人。", "上半年新增就业900人。", []),
        ("新建住房300套。", "新建住房300户。", []),
    ],
)
def test_figures_differ_only_where_neither_rounds_to_the_other(
    first: str, second: str, expected: list[tuple[str, str, str]]
) -> None:
    assert found(first, second) == expected


def test_a_figure_of_the_headline_is_that_of_the_body() -> None:
    one = make_article("前10个月完成投资124.58亿元。", headline="前10个月完成投资124亿元")
    other = make_article("前10个月完成投资124.6亿元。")

    assert differing(one, other) == ()
