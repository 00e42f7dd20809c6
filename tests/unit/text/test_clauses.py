"""Where a sentence may stop."""

import pytest

from digest.text.clauses import clause_ends, is_balanced, is_complete, opens_dangling

# ▮ marks the commas before which the sentence may end.
SENTENCES = (
    (
        "11月20日至22日，省委常委、市委书记卢东亮率团赴北京考察对接▮拜访大型央企▮洽谈合作事宜▮"
        "开辟合作空间，为大同高质量发展加速蓄势聚力。"
    ),
    "在国家开发投资集团有限公司，卢东亮与付刚峰进行了深入会谈。",
    (
        "祁斌表示，中投公司将积极对接大同发展需求▮立足双方资源优势，精准定位合作方向，"
        "在双边基金合作等方面加大支持力度▮助力大同高水平开放。"
    ),
    "市委副书记张强，市委常委任希杰，市政协副主席王宏栓，云州区委书记宁文鑫参加相关活动。",
    "为进一步保证师生安全，最大限度地减轻损失，11月23日，学校组织师生开展了演练▮效果良好。",
    "随着时代变化，要掌握先机，大同必须向创新要答案▮聚焦振兴求突破。",
    "他说，“我们备受鼓舞，也深感责任重大，一定抓好落实，”随后会议结束了▮众人散去。",
    "只有掌握真本领，面对任务争向前，不做表面文章，才能推动社会进步▮赢得未来。",
    "我市以推进项目建设为中心，以“三个一批”为总牵引，持续打造营商环境▮推动开发区发展。",
    "积极回应居民诉求，街道办事处新设便民服务点▮延长办事时间▮公布联系电话。",
    "余额达4,692亿元▮同比增长12,2%▮增速全省第一。",
)


@pytest.mark.parametrize("marked", SENTENCES, ids=range(len(SENTENCES)))
def test_a_sentence_stops_only_after_a_whole_statement(marked: str) -> None:
    text = marked.replace("▮", "，")
    expected = [at for at, char in enumerate(marked) if char == "▮"]
    found = [end for end in clause_ends(text) if end in expected or marked[end] == "，"]
    wrong = [text[:end] for end in found if end not in expected]
    assert not wrong


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("市长张强主持召开座谈会，听取情况汇报。", 11),
        ("会议指出，要抓好安全生产工作，守护群众生命安全。", 14),
        ("全市金融业增加值完成30.08亿元，同比增长8.8%。", 17),
        ("国家主席同总统互致贺电；庆祝建交。", 11),
    ],
)
def test_a_whole_statement_is_found(text: str, end: int) -> None:
    assert end in clause_ends(text)


@pytest.mark.parametrize(
    "text",
    [
        "3月26日",
        "日前",
        "据悉",
        "他表示",
        "会议召开时",
        "在会议召开期间",
        "随着会议召开",
        "为推动大同发展",
        "副市长宋志燕、张晋伟、温旭斌",
        "会议召开，其中",
        "他说“会议召开",
        "不仅召开了会议",
        "我市以改善环境质量为核心",
        "在进行国事访问前夕",
        "当会议召开",
        "",
    ],
)
def test_what_waits_is_not_complete(text: str) -> None:
    assert not is_complete(text)


@pytest.mark.parametrize(
    "text",
    [
        "会议召开",
        "他出席了会议",
        "增长8.8%，增速达12%",
        "不仅召开会议，而且签署了协议",
        "当地时间26日，他对丹麦进行了访问",
        "这一现象很普遍",
        "会议召开前，他打造了基地",
    ],
)
def test_what_says_something_is_complete(text: str) -> None:
    assert is_complete(text)


@pytest.mark.parametrize(
    ("text", "balanced"),
    [
        ("“四大赛道”（含能源）《方案》", True),
        ("“四大赛道", False),
        ("四大赛道”", False),
        ("（甲“乙）丙”", False),
        ('他说"好"', True),
        ('他说"好', False),
    ],
)
def test_balance_is_seen(text: str, *, balanced: bool) -> None:
    assert is_balanced(text) is balanced


@pytest.mark.parametrize(
    ("text", "dangling"),
    [
        ("他指出，要抓好落实。", True),
        ("对此，会议要求。", True),
        ("其中，签约项目141个。", True),
        ("图为市民在游览。", True),
        ("张强指出，要抓好落实。", False),
        ("3月26日，会议召开。", False),
        ("该县成功举办活动。", True),
    ],
)
def test_a_pointer_back_is_seen(text: str, *, dangling: bool) -> None:
    assert opens_dangling(text) is dangling
