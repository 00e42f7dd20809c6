import pytest

from digest.condense.refusals import refuse_cut


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("leaders", "国家主席习近平同洪都拉斯总统卡斯特罗互致贺电，庆祝两国建交一周年。"),
        ("appointment", "会议决定任命张三为市教育局局长，免去李四的市教育局局长职务。"),
        ("casualties", "事故造成3人死亡，12人受伤，伤者已送医救治。"),
        ("law", "法院判处被告人有期徒刑四年六个月，并处罚金二万元。"),
        ("exception", "除节假日外，窗口照常办理，周末延时服务。"),
    ],
)
def test_a_sentence_whose_half_is_another_fact_is_not_cut(rule: str, sentence: str) -> None:
    assert refuse_cut(sentence) == (rule,)


def test_an_ordinary_sentence_may_be_cut() -> None:
    assert refuse_cut("会议听取了汇报，研究了下一步工作。") == ()
