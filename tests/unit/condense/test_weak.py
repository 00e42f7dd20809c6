import pytest

from digest.condense.weak import find_weakness, keep_share, share_of_formula

SAYS_LITTLE = {
    "report": "下面请看记者从现场发回的报道。",
    "picture": "图为施工人员正在安装设备。",
    "fragment": "（某市融媒体中心）",
    "record": "张某，男，汉族，1966年5月生，大学学历。",
    "broken": "会议还研究了其他事项...",
    "question": "准备工作进展如何？",
    "attendance": "副市长张三、李四参加会议。",
    "subjectless": "筑牢信仰之基、补足精神之钙、把稳思想之舵。",
    "background": "长三角是我国经济发展最活跃的区域之一，吸引了众多企业。",
    "spoken": "“这座桥修得真好，我们出门方便多了，孩子上学也近了。”村民张大爷说。",
    "scene": "盛夏时节，阳光洒满村庄，绿意盎然。",
    "formula": "要提高政治站位，切实加强领导，进一步压实责任。",
}


@pytest.mark.parametrize(("kind", "sentence"), SAYS_LITTLE.items())
def test_a_sentence_that_says_little_is_known_by_its_kind(kind: str, sentence: str) -> None:
    assert kind in find_weakness(sentence)
    assert keep_share(sentence) < 1


@pytest.mark.parametrize(
    "sentence",
    [
        "3月26日，市委副书记、市长张强主持召开座谈会，听取科技创新平台建设情况汇报。",
        "今年前10个月，全市7家开发区共完成固定资产投资124.58亿元。",
        "中共中央总书记某某某主持会议，审议工作条例。",
        "这是我市第三座跨河大桥，比原来近六公里。",
        "他在接受记者采访时表示，这项政策将使三万户居民受益。",
        "值得思考的是，修改这些信息要经过户籍、教育、学校等多个部门，每一步都有人签字，为什么没有一个人发现？",
    ],
)
def test_news_keeps_all_of_its_rating(sentence: str) -> None:
    assert keep_share(sentence) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "现将有关事项通告如下。",
        "特此通告。",
        "这座菜市场有什么不同，我们就跟随记者去看一看。",
        "（原标题：座谈会召开）",
        "专家给出的三条建议是：",
        "区法院上周审结了这样一起纠纷。",
    ],
)
def test_what_only_leads_over_tells_nothing(sentence: str) -> None:
    assert keep_share(sentence) == 0


def test_a_long_sentence_that_leads_over_says_something_besides() -> None:
    sentence = (
        "古城墙修缮历时三年，今日起向市民免费开放，接下来让我们来看看工匠怎样补上最后一块城砖。"
    )
    assert find_weakness(sentence) == ("partly report",)
    assert 0.6 <= keep_share(sentence) < 1


def test_one_person_in_a_scene_is_no_figure() -> None:
    assert "scene" in find_weakness("在一个车间里，头戴安全帽的员工正在全神贯注地进行装配。")


def test_formula_that_is_a_small_part_of_a_sentence_does_not_count() -> None:
    sentence = (
        "张强要求，要提高政治站位，12月底前完成全部86个老旧小区的供热管网改造，并向社会公布进度。"
    )
    assert 0 < share_of_formula(sentence) < 0.5
    assert "formula" not in find_weakness(sentence)
