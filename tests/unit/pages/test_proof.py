"""Proof: what looks wrong is flagged with a suggestion, what is right is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.articles import Suspect
from digest.model.documents import Line, Page
from digest.model.editions import PersonTitle
from digest.pages.proof import find_suspects, proofread
from digest.pages.proof_names import find_people
from digest.pages.proof_tables import TRADITIONAL, look_alikes

# As many words as the sentences here need, with frequencies of the order of jieba's.
LEXICON = {
    "煤矸石": 9, "粉煤灰": 9, "等": 300_000, "、": 1, "立足": 500, "我市": 900, "影响": 24_144,
    "影": 2_202, "受到": 9_000, "或多或少": 300, "口罩": 136, "严实": 53, "全力以赴": 196,
    "经营": 3_000, "京津冀": 36, "内蒙古": 900, "人大": 12_955, "人代会": 285, "服务": 9_000,
    "实现": 9_000, "现代化": 6_157, "产业": 9_000, "产业链": 200, "人人": 2_713, "戴": 900,
    "大同": 50, "大会": 2_000, "会长": 900, "项目": 9_000, "建设": 20_000, "提升": 2_000,
    "石": 900, "研": 300, "煤": 900, "人民": 90_000, "稳": 900, "晋": 300,
}  # fmt: skip


def page_of(text: str) -> Page:
    """A page of `text`, cut at line feeds."""
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        lines.append(Line(number=number, text=line, start=start))
        start += len(line) + 1
    return Page(uri="page.txt", text=text, lines=tuple(lines))


def proof(text: str) -> tuple[Suspect, ...]:
    return find_suspects(page_of(text), lexicon=LEXICON)


@pytest.mark.parametrize(
    ("text", "part", "reason"),
    [
        ("立足我市煤研石、粉煤灰等资源。", "煤研石", "word"),
        ("市人大常委副主任参加。", "人大常委", "title"),
        ("生活会因此受到或多或少的影。", "的影", "missing"),
        ("做到责任到入、现场调度。", "责任到入", "formula"),
        ("解决精文滥会的问题。", "精文滥会", "formula"),
        ("习近平新时代中国特色社会土义思想", "社会土义", "formula"),
        ("差距甚至会越来越来。", "越来越来", "word"),
        ("文旅等相关部門参加。", "門", "word"),
        ("踔出一条新路子。", "踔", "word"),
        ("2023今冬明春火灾防控。", "2023今冬", "missing"),
        ("突如其来疫情带来挑战。", "突如其来", "missing"),
        ("戴口罩罩严实的员工。", "罩罩", "doubled"),
        ("公司全力以赴赴稳经营。", "赴赴", "doubled"),
        ("包括京津冀冀晋内蒙古等地。", "冀冀", "doubled"),
        ("国家电投电投金融总经理参加。", "电投电投", "doubled"),
        ("欢庆喜悦庆丰收、成果展示晒丰收、欢庆喜悦庆丰收、成果展示晒丰收。", "欢庆", "doubled"),
        ("不断提升人大代会服务水平。", "人大代会", "word"),
        ("众志成城、的力量。", "、的", "punctuation"),
        ("坚持问题导向、目标导向，效果导向。", "导向，", "punctuation"),
        ("他说：“甲。”存储计算格局形成。”负责人说。", "”", "punctuation"),
    ],
)
def test_an_error_is_flagged(text: str, part: str, reason: str) -> None:
    suspects = proof(text)
    assert [suspect.reason for suspect in suspects] == [reason]
    assert part in suspects[0].text or suspects[0].text in part


@pytest.mark.parametrize(
    "text",
    [
        "干部干部，就要干字当头。",
        "人人有责，实现现代化。",
        "大会会长致辞。",
        "健康产业产业链长。",
        "一件一件抓落实，一幅幅图表。",
        "中俄关系红红火火。",
        "全国人大常委、某某大学校长参加。",
        "市人大常委会副主任参加。",
        "习近平新时代中国特色社会主义思想",
        "向祖国和人民送上祝福。",
        "突如其来的疫情。",
        "越来越好，越来越大。",
        "踔厉奋发、笃行不怠。",
        "科技创新、产业创新，文化传承。",
        "了解中国、了解世界。",
        "“甲”和“乙”。",
        "版面上接的话。”他说。",
        "记者 郑苗苗 纪元元",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert proof(text) == ()


def test_a_suggestion_replaces_what_is_flagged() -> None:
    (suspect,) = proof("立足我市煤研石、粉煤灰等资源。")
    assert (suspect.text, suspect.suggestion, suspect.severity) == ("煤研石", "煤矸石", 2)


def test_a_title_that_lacks_a_character_gets_it_back() -> None:
    (suspect,) = proof("市人大常委副主任赵甲参加调研。")
    assert (suspect.text, suspect.suggestion) == ("人大常委", "人大常委会")


def test_what_is_repaired_is_no_suspect() -> None:
    assert proof("加快转型升级升级谋新路。") == ()


def test_a_page_in_traditional_characters_is_not_full_of_errors() -> None:
    assert proof("本報訊，記者從會議獲悉，這個機關門前的橋樑開通。") == ()


def test_a_word_cut_by_a_column_is_no_error() -> None:
    assert proof("做好院内服务对象的健康监测及人员的影") == ()


def test_half_width_brackets_are_flagged_only_on_a_full_width_page() -> None:
    wide = "（甲）乙（丙）丁（戊）己（庚）\n全体(扩大)会议。"
    assert [suspect.text for suspect in proof(wide)] == ["(扩大)"]
    assert proof("全体(扩大)会议。") == ()


def test_a_name_near_a_more_frequent_one_of_the_same_office_is_flagged() -> None:
    archive = find_people("本报讯（记者 史涌涛）\n\n本报记者 史涌涛摄")
    (suspect,) = find_suspects(page_of("本报讯（记者 史涌海）为贯彻"), archive=archive)
    assert (suspect.text, suspect.suggestion, suspect.reason, suspect.severity) == (
        "史涌海",
        "史涌涛",
        "name",
        1,
    )


def test_pages_read_together_know_each_other_s_names() -> None:
    first, second, third = proofread(
        [
            page_of("本报讯（记者 史涌涛）甲。\n本报记者 史涌涛摄"),
            page_of("本报讯（记者 史涌海）乙。"),
            page_of("本报讯（记者 史涌涛）丙。"),
        ]
    )
    assert (first, third) == ((), ())
    assert [(suspect.text, suspect.suggestion) for suspect in second] == [("史涌海", "史涌涛")]


def test_the_more_frequent_name_is_not_flagged() -> None:
    archive = find_people("本报讯（记者 史涌海）")
    page = page_of("本报讯（记者 史涌涛）甲。\n本报记者 史涌涛摄")
    assert find_suspects(page, archive=archive) == ()


def test_two_persons_of_like_names_and_other_offices_are_two() -> None:
    page = page_of("市委秘书长王明厚出席会议并讲话。秘书长王明厚强调。\n副主任王明生参加会议。")
    assert find_suspects(page) == ()


def test_a_listed_person_is_right_however_often_the_page_errs() -> None:
    listed = (PersonTitle(name="李雪峰", title="记者"),)
    page = page_of("本报讯（记者 李雪锋）甲。\n本报讯（记者 李雪锋）乙。")
    suspects = find_suspects(page, people=listed)
    assert [suspect.suggestion for suspect in suspects] == ["李雪峰", "李雪峰"]


def test_people_are_found_with_their_offices() -> None:
    people = find_people("本报讯（记者 李雪峰 韩云峰）市委书记卢东亮出席。")
    assert [(person.name, person.title) for person in people] == [
        ("李雪峰", "记者"),
        ("韩云峰", "记者"),
        ("卢东亮", "市委书记"),
    ]


def test_the_tables_are_sound() -> None:
    assert all(len(character) == 1 and others for character, others in look_alikes().items())
    assert not set(TRADITIONAL) & set(TRADITIONAL.values())


@given(st.text(alphabet="市人大常委副主任、的影。“”煤研石罩罩口(（）)記者 王明\n", max_size=60))
def test_every_suspect_stands_in_its_line(text: str) -> None:
    page = page_of(text)
    for suspect in find_suspects(page, lexicon=LEXICON):
        assert suspect.text
        assert suspect.text in page.lines[suspect.line - 1].text
        assert suspect.suggestion != suspect.text
        assert suspect.severity in {1, 2, 3}
