import pytest

from digest.editorial.people import mentioned, people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月26日，市委副书记、市长张强主持召开座谈会。", [("张强", "市委副书记、市长")]),
        (
            "谷明主持。市人大常委会党组书记、主任谷明出席会议。",
            [("谷明", "市人大常委会党组书记、主任")],
        ),
        (
            "副市长宋志燕、张晋伟、温旭斌，市政协副主席、市发改委主任王宏栓参加。",
            [
                ("宋志燕", "副市长"),
                ("张晋伟", "副市长"),
                ("温旭斌", "副市长"),
                ("王宏栓", "市政协副主席、市发改委主任"),
            ],
        ),
        (
            "卢东亮与公司党委委员、副总经理祁斌进行了深入会谈。",
            [("祁斌", "公司党委委员、副总经理")],
        ),
        (
            "大同经开区党工委书记、管委会主任、云州区委书记宁文鑫参加。",
            [("宁文鑫", "大同经开区党工委书记、管委会主任、云州区委书记")],
        ),
        (
            "国家主席习近平同洪都拉斯总统卡斯特罗互致贺电。卡斯特罗表示感谢。",
            [("习近平", "国家主席"), ("卡斯特罗", "洪都拉斯总统")],
        ),
        (
            "北京中关村智酷大同项目负责人冯强等参加座谈。",
            [("冯强", "北京中关村智酷大同项目负责人")],
        ),
        ("该部部长安排部署下一步工作。", []),
        ("会议由主任会议提请，书记处研究。", []),
        ("他在讲话中指出，要学习习近平总书记重要讲话。", []),
    ],
)
def test_a_person_is_found_with_the_title_before_the_name(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(person.name, person.title) for person in people(text)] == expected


def test_the_title_is_that_of_the_first_mention() -> None:
    text = "市委书记卢东亮出席。省委常委、市委书记卢东亮强调，要抓落实。"

    assert [person.title for person in people(text)] == ["市委书记"]


def test_only_people_whose_names_are_printed_are_listed() -> None:
    everyone = people("市长张强主持，副市长温旭斌参加。")

    assert [person.name for person in mentioned(everyone, "张强主持会议。")] == ["张强"]
