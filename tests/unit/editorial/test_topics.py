import pytest

from digest.editorial.sections import arrange
from digest.editorial.topics import DEFAULT, TOPICS, topic_of
from digest.model.articles import ArticleType
from digest.model.plans import SectionRule
from tests.unit.editorial.making import make_article, make_candidate, with_plan


@pytest.mark.parametrize(
    ("headline", "text", "topic"),
    [
        ("全市旅游收入增长一成", "各景区游客络绎不绝。", "文旅"),
        ("空气质量领跑全省", "优良天数二百四十九天。", "生态"),
        ("市委常委会召开会议", "市委书记主持，研究党建工作。", "时政"),
        ("秋粮丰收在望", "农业农村局介绍，粮食长势好。", "农业"),
        ("深夜一声谢谢", "他没有留下名字。", DEFAULT),
    ],
)
def test_words_tell_the_section(headline: str, text: str, topic: str) -> None:
    assert topic_of(make_article(text, headline=headline)) == topic


def test_a_notice_is_a_notice_whatever_it_is_about() -> None:
    notice = make_article("关于旅游景区门票的公告。", kind=ArticleType.NOTICE)

    assert topic_of(notice) == "公告"
    assert topic_of(make_article("市文旅局发布景区公告，游客须知。")) == "文旅"


def test_every_section_has_its_name_once() -> None:
    names = [topic.name for topic in TOPICS]

    assert len(set(names)) == len(names)


def test_a_section_of_a_brief_can_ask_for_topics() -> None:
    plan = with_plan(
        sections=(SectionRule(name="文旅", topics=("文旅",)), SectionRule(name="其他"))
    )
    candidates = [
        make_candidate("全市签约项目投产。", headline="企业投资增长", position=0),
        make_candidate("景区游客增多。", headline="旅游升温", position=1),
    ]

    layout = arrange(candidates, plan)

    assert [(each.name, len(each.candidates)) for each in layout.sections] == [
        ("文旅", 1),
        ("其他", 1),
    ]
