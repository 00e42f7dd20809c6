import math

from digest.editorial.rank import Candidate, publishers, rank
from digest.model.articles import ArticleType
from digest.model.editions import Cluster
from digest.model.plans import Order, SectionRule
from tests.unit.editorial.making import PLAN, make_article, make_candidate, make_found, with_plan

STATE = make_candidate(
    "11月6日，国家主席习近平同马达加斯加总统拉乔利纳互致贺电。",
    headline="习近平同马达加斯加总统互致贺电",
    position=3,
)
SECRETARY = make_candidate(
    "日前，市委书记卢东亮带队赴上海考察。", headline="卢东亮带队赴上海考察对接", position=2
)
MAYOR = make_candidate("市长张强主持召开座谈会。", headline="张强主持召开座谈会", position=1)
FIRST = make_candidate(
    "前10个月，全市7家开发区共完成投资。" * 30,
    headline="全市7家开发区共完成投资124亿元",
    position=0,
)
ALL = (FIRST, MAYOR, SECRETARY, STATE)


def order_of(order: Order) -> list[Candidate]:
    return list(rank(ALL, with_plan(order=order)).candidates)


def test_protocol_puts_state_leaders_first_then_secretary_and_mayor() -> None:
    assert order_of(Order.PROTOCOL) == [STATE, SECRETARY, MAYOR, FIRST]


def test_order_paper_keeps_the_printed_order() -> None:
    assert order_of(Order.PAPER) == [FIRST, MAYOR, SECRETARY, STATE]


def test_order_score_goes_by_importance() -> None:
    scores = [candidate.score for candidate in order_of(Order.SCORE)]

    assert scores == sorted(scores, reverse=True)


def test_why_adds_up_to_the_score() -> None:
    assert all(math.isclose(math.fsum(each.why.values()), each.score) for each in ALL)


def test_words_to_include_raise_an_item() -> None:
    plan = with_plan(include=("开发区",))
    wanted = make_candidate("全市7家开发区完成投资。", headline="开发区完成投资", plan=plan)
    plain = make_candidate("全市7家开发区完成投资。", headline="开发区完成投资")

    assert wanted.score > plain.score
    assert "include" in wanted.why


def test_adverts_slogans_and_teasers_are_left_out_with_the_reason() -> None:
    advert = make_candidate("大同市12345市民服务热线。", kind=ArticleType.ADVERT)

    ranking = rank([advert], PLAN)

    assert [left.reason for left in ranking.left_out] == ["广告"]


def test_a_kind_that_a_section_asks_for_stays() -> None:
    advert = make_candidate("大同市12345市民服务热线。", kind=ArticleType.ADVERT)
    plan = with_plan(sections=(SectionRule(name="广告", kinds=(ArticleType.ADVERT,)),))

    assert rank([advert], plan).candidates == (advert,)


def test_an_excluded_word_in_the_headline_leaves_an_item_out() -> None:
    notice = make_candidate("本人遗失身份证一张。", headline="遗失声明", kind=ArticleType.NOTICE)

    ranking = rank([notice], with_plan(exclude=("遗失声明",)))

    assert [left.reason for left in ranking.left_out] == ["含排除词“遗失声明”"]


def test_a_report_that_only_mentions_an_excluded_word_stays() -> None:
    report = make_candidate("市长张强调研广告产业园。", headline="张强调研文化产业")

    assert rank([report], with_plan(exclude=("广告",))).candidates == (report,)


def test_publishers_are_counted_once_each() -> None:
    items = [
        make_found(make_article("文", document=document), paper=paper)
        for document, paper in (("a", "大同日报"), ("b", "大同晚报"), ("c", "大同日报"))
    ]

    assert publishers(Cluster(lead=items[0], others=tuple(items[1:]))) == ("大同日报", "大同晚报")
