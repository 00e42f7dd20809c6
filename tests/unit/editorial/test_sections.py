from digest.editorial.sections import arrange
from digest.model.articles import ArticleType
from digest.model.plans import SectionRule, SummaryPlan
from digest.model.summaries import Budget
from tests.unit.editorial.making import PLAN, make_candidate, with_plan

NEWS = tuple(
    make_candidate(
        f"第{place}号工程开工，投资{place}亿元。", headline=f"第{place}号工程开工", position=place
    )
    for place in range(4)
)
PHOTO = make_candidate("图为古城夜景。", kind=ArticleType.PHOTO, position=5)
STATE_PHOTO = make_candidate(
    "11月6日，国家主席习近平在北京会见来宾。", kind=ArticleType.PHOTO, position=6
)
OBITUARY = make_candidate(
    "某某同志因病逝世，享年90岁。", headline="讣告", kind=ArticleType.NOTICE, position=7
)


def test_the_default_sections_are_lead_items_and_one_liners() -> None:
    layout = arrange((*NEWS, PHOTO), PLAN)

    assert [(part.name, len(part.candidates)) for part in layout.sections] == [
        ("头条", 1),
        ("要闻速览", 3),
        ("一句话新闻", 1),
    ]


def test_a_photo_of_state_leaders_is_no_one_liner() -> None:
    layout = arrange((STATE_PHOTO, *NEWS), PLAN)

    assert layout.sections[0].candidates == (STATE_PHOTO,)


def test_an_obituary_is_no_one_liner() -> None:
    layout = arrange((*NEWS, OBITUARY), PLAN)

    assert OBITUARY in layout.sections[1].candidates


def test_max_items_limits_the_edition_and_says_what_was_left() -> None:
    layout = arrange(NEWS, with_plan(max_items=3))

    assert sum(len(part.candidates) for part in layout.sections) == 3
    assert [(left.text, left.reason) for left in layout.left_out] == [("第3号工程开工", "篇数已满")]


def test_max_items_of_zero_means_all() -> None:
    layout = arrange(NEWS * 5, with_plan(max_items=0))

    assert layout.left_out == ()


def test_keywords_choose_a_section() -> None:
    plan = with_plan(
        sections=(SectionRule(name="二号", keywords=("第2号",)), SectionRule(name="其他"))
    )

    layout = arrange(NEWS, plan)

    assert layout.sections[0].candidates == (NEWS[2],)


def test_what_no_section_admits_is_reported() -> None:
    plan = with_plan(sections=(SectionRule(name="图片", kinds=(ArticleType.PHOTO,)),))

    layout = arrange((NEWS[0], PHOTO), plan)

    assert [left.reason for left in layout.left_out] == ["没有可归入的栏目"]


def test_the_lead_section_has_the_lead_budget() -> None:
    layout = arrange(NEWS, PLAN)
    lead, items = layout.sections

    budgets = [part.budget(SummaryPlan(), part.candidates[0]) for part in (lead, items)]

    assert budgets == [Budget(chars=200), Budget(chars=120)]
