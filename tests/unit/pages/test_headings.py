import pytest

from digest.pages.blocks import read_lines
from digest.pages.headings import HeadRoles, assign
from digest.text.lines import make_page


def _roles(*texts: str, commentary: bool = False) -> HeadRoles:
    lines = read_lines(make_page("\n\n".join(texts), uri="page.txt"))
    return assign(range(len(lines)), lines, commentary=commentary)


def test_a_line_that_says_who_did_it_stands_beneath_a_slogan() -> None:
    found = _roles("抢抓机遇寻求合作 蓄势聚力助推发展", "卢东亮率团赴北京考察对接")
    assert (found.title, found.subtitle) == ((0,), (1,))


def test_who_chaired_stands_beneath_the_title() -> None:
    found = _roles("市政府召开常务会议", "张强主持 传达贯彻重要指示精神")
    assert (found.title, found.subtitle) == ((0,), (1,))


def test_a_series_name_stands_above_the_title() -> None:
    found = _roles("加快推动文旅行业高质量发展", "第五届冰雪节将点燃古都冬日激情")
    assert (found.kicker, found.title) == ((0,), (1,))


def test_a_marked_line_is_the_title() -> None:
    found = _roles("聚焦高质量发展", "## 夯实数字新基建", "积蓄转型新动能")
    assert (found.kicker, found.title, found.subtitle) == ((0,), (1,), (2,))


def test_a_wrapped_headline_is_one_and_its_wraps_are_joins() -> None:
    found = _roles("## 夯实数字新基建", "某公司副总经理万某、\n创始人居某举行工作会谈")
    assert (found.title, found.subtitle, found.joins) == ((0,), (1, 2), ((1, 2),))


@pytest.mark.parametrize("lines", [(), ("市政府召开常务会议",)])
def test_a_short_block_has_at_most_a_title(lines: tuple[str, ...]) -> None:
    found = _roles(*lines)
    assert (found.kicker, found.subtitle) == ((), ())
